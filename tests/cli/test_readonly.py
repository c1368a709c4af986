"""A server, and whoever only reads, over a data folder that may not be written to.

Rights do not stop root: as root the folder is mounted read-only for the program alone, or else the program
runs without the capability of writing everywhere.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.archive.db import migrate, open_engine
from app.ingest import ingest
from app.settings import ROOT, Settings
from tests.cli.conftest import SPEECHES

pytestmark = pytest.mark.sqlite
OTHER = """\
市政协委员小组讨论{topic}发言摘要

{name}委员：
公园里的{topic}年久失修，孩子们玩得不放心，建议园林部门逐座检修，每年开春前把结果贴在入口处。
"""
YISHILU = (sys.executable, "-c", "from app.cli import main; main()")
READING = ("search 电梯", "check --deep", "stats", "export -")
WRITING = ("ingest {documents}", "reindex", "withdraw speeches.txt --why x")
_EACH = """
import json, sys
from typer.testing import CliRunner
from app.cli import cli
said = [CliRunner().invoke(cli, command.split()) for command in json.load(sys.stdin)]
print(json.dumps([(one.exit_code, one.stdout, one.stderr) for one in said]))
"""
"""Several commands in one process: to load the program takes longer than all of them."""
_MOUNTED = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"'
_CAPABILITIES = "-dac_override,-dac_read_search,-fowner"


def reader(data: Path) -> list[str]:
    """What to put before a command, so that it can read the folder and not write to it."""
    if os.getuid() != 0:
        return []
    ways = (
        ["unshare", "--mount", "sh", "-c", _MOUNTED, str(data)],
        ["setpriv", f"--bounding-set={_CAPABILITIES}", f"--inh-caps={_CAPABILITIES}"],
    )
    probe = ["sh", "-c", f'cat "{data}/yishilu.sqlite3" >/dev/null && ! touch "{data}/probe"']
    for way in ways:
        if shutil.which(way[0]) and subprocess.run([*way, *probe], capture_output=True).returncode == 0:
            return way
    pytest.skip("nothing here keeps root from writing: neither mounts nor capabilities may be changed")


@contextmanager
def closed(place: Path) -> Iterator[Settings]:
    """An archive that may only be read."""
    for name in ("documents", "seeds"):
        (place / name).mkdir()
    (place / "documents" / "speeches.txt").write_text(SPEECHES, encoding="utf-8")
    settings = Settings(data=place / "data", seeds=place / "seeds", database_url=None)
    assert not ingest(settings, [place / "documents"]).failed
    close(settings.data)
    yield settings
    open_up(settings.data)


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    with closed(tmp_path) as settings:
        yield settings


def close(place: Path) -> None:
    """Everyone may read it, nobody may write to it."""
    for path in [place, *place.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)


def open_up(place: Path) -> None:
    for path in [place, *place.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)


def environment(settings: Settings) -> dict[str, str]:
    known = {name: value for name, value in os.environ.items() if not name.startswith("YISHILU_")}
    own = {"YISHILU_DATA": str(settings.data), "YISHILU_SEEDS": str(settings.seeds)}
    return known | own


def run(settings: Settings, program: Sequence[str], given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*reader(settings.data), *program],
        cwd=ROOT,
        env=environment(settings),
        input=given,
        capture_output=True,
        text=True,
        timeout=120,
    )


@contextmanager
def served(settings: Settings) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [*reader(settings.data), *YISHILU, "serve", "--port", str(port)],
        cwd=ROOT,
        env=environment(settings),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 90
        while status(f"{address}/healthz") != 200:
            assert process.poll() is None, process.stderr and process.stderr.read()
            assert time.monotonic() < deadline
            time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        process.wait(30)


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310
        return str(answer.read().decode("utf-8"))


def status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def test_a_server_needs_only_to_read(settings: Settings) -> None:
    with served(settings) as address:
        assert status(f"{address}/readyz") == 200
        found = get(f"{address}/search?q=%E7%94%B5%E6%A2%AF")
        assert "周小舟" in found
        record = re.search(r'href="(/r/[a-z0-9-]+)', found)
        assert record is not None
        assert "加装电梯" in get(address + record.group(1))
        source = re.search(r"/sources/[0-9a-f]{64}", get(address + record.group(1)))
        assert source is not None
        assert get(f"{address}{source.group()}/original") == SPEECHES
        for page in ("/", "/documents", "/delegates", "/coverage", "/metrics"):
            assert status(address + page) == 200
        add(settings, "扶梯", "林溪")
        assert "林溪" in get(f"{address}/search?q=%E6%89%B6%E6%A2%AF"), "what came in since is not found"
        with writer(settings):  # its log lies beside the database now, and is read too
            add(settings, "滑梯", "江月")
            assert "江月" in get(f"{address}/search?q=%E6%BB%91%E6%A2%AF")
        for page in ("/", "/documents", "/delegates", "/readyz"):
            assert status(address + page) == 200
    with writer(settings):
        pass  # clears away the log of whoever wrote while the server still read, and leaves an empty one
    assert {path.name: path.stat().st_size > 0 for path in settings.data.iterdir()} == {
        "index": True,
        "originals": True,
        "yishilu.sqlite3": True,
        "yishilu.sqlite3-shm": False,
        "yishilu.sqlite3-wal": False,
    }


def add(settings: Settings, topic: str, name: str) -> None:
    """Ingest one more document, as somebody who may."""
    open_up(settings.data)
    more = settings.data.parent / f"{topic}.txt"
    more.write_text(OTHER.format(name=name, topic=topic), encoding="utf-8")
    assert not ingest(settings, [more]).failed
    close(settings.data)


@contextmanager
def writer(settings: Settings) -> Iterator[None]:
    """Somebody has the archive open for writing."""
    open_up(settings.data)
    engine = open_engine(settings)
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM record")
        connection.rollback()
        yield
    open_up(settings.data)
    engine.dispose()


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, str, str]]:
    """Exit code, output and errors of each command of one who may only read."""
    with closed(tmp_path_factory.mktemp("closed")) as settings:
        documents = settings.data.parent / "documents"
        commands = [command.format(documents=documents) for command in (*READING, *WRITING)]
        done = run(settings, (sys.executable, "-c", _EACH), json.dumps(commands))
        assert done.returncode == 0, done.stderr
        return dict(zip((*READING, *WRITING), map(tuple, json.loads(done.stdout)), strict=True))


def test_who_may_only_read_can_search_check_and_copy(said: dict[str, tuple[int, str, str]]) -> None:
    assert {command: said[command][0] for command in READING} == dict.fromkeys(READING, 0)
    assert said["search 电梯"][1].endswith("1 found\n")
    assert said["check --deep"][2] == ""
    assert said["export -"][1].count("\n") > 5


@pytest.mark.parametrize("command", WRITING)
def test_who_may_only_read_is_told_so_in_one_line(
    command: str, said: dict[str, tuple[int, str, str]]
) -> None:
    code, _, errors = said[command]
    assert (code, errors.count("\n")) == (2, 1), errors
    assert re.search("may only be read|cannot be written|a user who may write", errors), errors


def test_an_older_schema_is_refused_where_it_cannot_be_migrated(settings: Settings) -> None:
    open_up(settings.data)
    engine = open_engine(settings)
    migrate(engine, "0002")
    engine.dispose()
    close(settings.data)
    said = run(settings, [*YISHILU, "serve"])
    assert said.returncode == 2
    assert "the database stands at migration 0002" in said.stderr
    assert said.stderr.count("\n") == 1
