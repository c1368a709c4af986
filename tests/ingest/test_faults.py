"""What happens in an office: a full disk, an index that is gone or damaged, a database that is locked.

Each time: one clear line, nothing lost, and a server that answers or says in Chinese that it cannot.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.archive import db
from app.archive.db import ArchiveError, open_engine, session_factory
from app.archive.originals import sweep
from app.ingest import ingest
from app.ingest.check import check
from app.main import create_app
from app.search import ensure_index
from app.search.generations import IndexFolder
from app.settings import ROOT, Settings
from tests.web.client import Client

FIRST, SECOND = (
    ROOT / "seeds" / "documents" / name
    for name in ("2021-linyuan-lianghui-taolun.txt", "2022-linyuan-yaowen.txt")
)


@pytest.fixture
def archive(tmp_path: Path) -> Settings:
    """An archive of one document."""
    settings = Settings(data=tmp_path / "data", segmenter="jieba", database_url=None)
    assert not ingest(settings, [FIRST]).failed
    return settings


def problems(settings: Settings) -> list[str]:
    engine = open_engine(settings)
    with session_factory(engine)() as session:
        found = check(session, settings, deep=True).problems
    engine.dispose()
    return found


@contextmanager
def held(settings: Settings, *, alone: bool) -> Iterator[None]:
    """Another program writes to the database; `alone` keeps even readers out."""
    other = sqlite3.connect(settings.data / "yishilu.sqlite3", isolation_level=None)
    if alone:
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE" if alone else "BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for a lock."""
    pragmas = (*db._PRAGMAS[:-1], "PRAGMA busy_timeout=50")
    monkeypatch.setattr(db, "_PRAGMAS", pragmas)


@pytest.mark.sqlite
@pytest.mark.usefixtures("hurried")
def test_a_database_that_another_program_writes_to(archive: Settings) -> None:
    client = Client(create_app(archive))
    with held(archive, alone=False):
        with pytest.raises(ArchiveError, match=r"locked.*another program is writing to it") as said:
            ingest(archive, [SECOND])
        assert "\n" not in str(said.value)
        assert client.get("/documents").status_code == 200
    assert not ingest(archive, [SECOND]).failed
    assert problems(archive) == []


@pytest.mark.sqlite
@pytest.mark.usefixtures("hurried")
def test_a_database_that_another_program_keeps_for_itself(archive: Settings) -> None:
    app = create_app(archive)
    app.state.engine.dispose()
    client = Client(app)
    with held(archive, alone=True):
        answer = client.get("/documents")
        assert answer.status_code == 503
        assert "请稍后再试" in answer.text
        assert answer.headers["Retry-After"] == "30"
        assert "locked" not in answer.text
        assert client.get("/api/v1/records/22222-22222").status_code == 503
        assert client.get("/readyz").status_code == 503
    assert client.get("/documents").status_code == 200


def _gone(current: Path) -> None:
    shutil.rmtree(current)


def _all_gone(current: Path) -> None:
    shutil.rmtree(current.parent)


def _cut_short(current: Path) -> None:
    for path in current.iterdir():
        if path.suffix in (".idx", ".seg"):
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _without_dictionary(current: Path) -> None:
    (current / "words.txt").write_text("别的词", encoding="utf-8")


@pytest.mark.parametrize("damage", [_gone, _all_gone, _cut_short, _without_dictionary])
@pytest.mark.parametrize("search", ["tantivy", "whoosh"])
def test_a_damaged_index(damage: object, search: str, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data", search=search, segmenter="jieba", database_url=None)
    ingest(settings, [FIRST])
    current = IndexFolder(settings.index).current()
    assert current is not None
    damage(current.folder)  # type: ignore[operator]
    client = Client(create_app(settings))
    answer = client.get("/search?q=养老")
    assert answer.status_code == 503
    assert "暂时不能检索" in answer.text
    assert client.get("/documents").status_code == 200
    assert all("check --repair" in one for one in problems(settings))
    engine = open_engine(settings)
    with session_factory(engine)() as session:
        assert ensure_index(session, settings), "the next start builds it anew"
    engine.dispose()
    assert client.get("/search?q=养老").status_code == 200
    assert problems(settings) == []


def test_what_a_killed_ingest_has_half_written_is_swept_away(archive: Settings) -> None:
    old, new = archive.originals / ".old.part", archive.originals / ".new.part"
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    sweep(archive.originals)
    assert (old.exists(), new.exists()) == (False, True)


_SMALL_DISK = """
mount -t tmpfs -o size=4m none "$0" || exit 77
ingest() { "$@" ingest "$FILE"; echo "exit $?"; }
FILE="$FIRST" ingest "$@"
head -c 4m /dev/zero > "$0/filler" 2>/dev/null
FILE="$SECOND" ingest "$@"
rm "$0/filler"
FILE="$SECOND" ingest "$@"
"$@" check --deep; echo "exit $?"
"""


@pytest.mark.slow
@pytest.mark.sqlite
@pytest.mark.skipif(
    os.getuid() != 0 or shutil.which("unshare") is None, reason="only root can mount a small disk"
)
def test_a_full_disk(tmp_path: Path) -> None:
    command = ["unshare", "--mount", "sh", "-c", _SMALL_DISK, str(tmp_path), sys.executable, "-c"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("YISHILU_")}
    environment |= {"YISHILU_DATA": str(tmp_path), "FIRST": str(FIRST), "SECOND": str(SECOND)}
    done = subprocess.run(
        [*command, "from app.cli import main; main()"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    if done.returncode == 77:
        pytest.skip("no file system may be mounted here")
    exits = [line for line in done.stdout.splitlines() if line.startswith("exit ")]
    assert exits == ["exit 0", "exit 2", "exit 0", "exit 0"], done.stdout + done.stderr
    lines = done.stderr.splitlines()
    assert len(lines) == 1, lines
    assert any(word in lines[0] for word in ("is full", "No space left", "disk I/O error")), lines
    assert "room" in lines[0]
