"""Files whose names are no text, or steer a terminal: read, shown, backed up and exported like any other."""

import json
import os
from pathlib import Path

import pytest
from sqlmodel import select

from app.archive.db import open_engine, session_factory, writer_factory
from app.archive.models import IngestRun, Source
from app.main import create_app
from app.settings import Settings
from tests.cli.conftest import Run
from tests.web.client import Client

BYTES = "发言".encode("gbk")
OTHER = """\
市政协委员讨论发言摘要

陆望舒委员：
公园的长椅旁应当有扶手，路灯要亮到末班车以后，门口的台阶要改成缓坡，推轮椅的人才进得来。
"""
SHOWN = r"\xb7\xa2\xd1\xd4"


def named(folder: Path, name: bytes, words: str) -> Path:
    path = Path(os.fsdecode(os.fsencode(folder) + b"/" + name))
    path.parent.mkdir(exist_ok=True)
    path.write_text(words, encoding="utf-8")
    return path


def copies_are_made(run: Run, folder: Path) -> None:
    for command in ("backup", "export"):
        made = run(command, folder / command)
        assert made.exit_code == 0, made.output


def test_a_name_that_is_not_utf8_is_read_like_any_other(run: Run, documents: Path, tmp_path: Path) -> None:
    named(documents / os.fsdecode(BYTES), BYTES + b".txt", OTHER)
    named(documents, BYTES + b".xls", "表")
    done = run("ingest", documents, "--json")
    assert done.exit_code == 0, done.output
    report = json.loads(done.stdout)
    assert {one["file"] for one in report["sources"]} == {"speeches.txt", f"{SHOWN}/{SHOWN}.txt"}
    assert [one["file"] for one in report["passed_over"]] == [f"{SHOWN}.xls"]
    assert [one["status"] for one in json.loads(run("ingest", documents, "--json").stdout)["sources"]] == [
        "unchanged",
        "unchanged",
    ]
    assert run("search", "扶手").stdout.endswith("1 found\n")
    copies_are_made(run, tmp_path)
    assert run("parse", documents / os.fsdecode(BYTES) / os.fsdecode(BYTES + b".txt")).exit_code == 0
    withdrawn = run("withdraw", f"{SHOWN}.txt", "--why", "误收")
    assert withdrawn.exit_code == 0, withdrawn.output


def test_one_that_fails_is_named_until_it_is_gone(run: Run, documents: Path, tmp_path: Path) -> None:
    path = named(documents, b"2021" + BYTES + b".txt", "")
    done = run("ingest", documents)
    assert (done.exit_code, f"2021{SHOWN}.txt: the file holds no text" in done.stderr) == (1, True)
    assert f"failed     2021{SHOWN}.txt\n" in done.stdout
    copies_are_made(run, tmp_path)
    client = Client(create_app(Settings()))
    assert f"2021{SHOWN}.txt" in client.page("/coverage")
    (documents / "other").mkdir()
    run("ingest", documents / "other")
    assert f"2021{SHOWN}.txt" in client.page("/coverage")  # the file is still there
    path.unlink()
    run("ingest", documents / "speeches.txt")
    assert SHOWN not in client.page("/coverage")


@pytest.mark.sqlite
def test_what_an_earlier_version_stored_of_such_a_name_does_no_harm(
    run: Run, documents: Path, tmp_path: Path
) -> None:
    run("ingest", documents)
    name = os.fsdecode(BYTES) + ".txt"
    path = str(named(documents, BYTES + b".txt", ""))
    engine = open_engine(Settings())
    with writer_factory(engine).begin() as session:
        run_row = session.exec(select(IngestRun)).one()
        run_row.failures = [{"file": name, "error": f"cannot be read: {name}", "path": path}]
        session.add(run_row)
    engine.dispose()
    assert f"{SHOWN}.txt" in Client(create_app(Settings())).page("/coverage")
    copies_are_made(run, tmp_path)
    assert SHOWN.encode().replace(b"\\", b"\\\\") in (tmp_path / "export").read_bytes()
    run("ingest", documents / "speeches.txt")
    assert f"{SHOWN}.txt" in Client(create_app(Settings())).page("/coverage")
    Path(path).unlink()
    run("ingest", documents / "speeches.txt")
    assert SHOWN not in Client(create_app(Settings())).page("/coverage")


def test_a_name_cannot_steer_the_terminal(run: Run, documents: Path) -> None:
    named(documents, b"a\n\x1b[2Jinserted.txt", OTHER)
    named(documents, b"b\n\x1b[2J.txt", "")
    named(documents, b"c\n\x1b[2J.\x1b]0;xls", "表")
    (documents / "catalogue.toml").write_text('[["x".documents]]\n"a\\u001b[2J" = "b"\n', encoding="utf-8")
    refused = run("ingest", documents)
    assert (refused.exit_code, refused.stderr.count("\n")) == (2, 1)
    (documents / "catalogue.toml").unlink()
    done = run("ingest", documents, documents / "no\x1b[2J")
    for said in (refused.stderr, done.stdout, done.stderr, run("ingest", documents).stdout):
        assert "\x1b" not in said
    assert r"inserted   a\x0a\x1b[2Jinserted.txt: 1 document, 1 record" in done.stdout
    assert r"c\x0a\x1b[2J.\x1b]0;xls (.\x1b]0;xls file)" in done.stdout
    engine = open_engine(Settings())
    with session_factory(engine)() as session:
        assert r"a\x0a\x1b[2Jinserted.txt" in session.exec(select(Source.file)).all()
    engine.dispose()
