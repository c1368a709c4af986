"""The commands: what they print, and that every error is one clear line and an exit code."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas
from sqlmodel import select
from typer.testing import Result

from app.archive import keys
from app.archive.db import open_archive, session_factory
from app.archive.models import Record, SourceFinding
from app.settings import ROOT, Settings
from tests.sources import make

Run = Callable[..., Result]


def test_ingest_reports_in_json(run: Run, documents: Path) -> None:
    result = run("ingest", documents, "--json")
    assert result.exit_code == 0, result.stderr
    report = json.loads(result.stdout)
    assert set(report) == {"sources", "passed_over", "warnings", "totals"}
    (source,) = report["sources"]
    assert set(source) == {"file", "sha256", "status", "documents", "records", "unread", "error"}
    assert (source["file"], source["status"], source["error"]) == ("speeches.txt", "inserted", None)
    assert (source["documents"], source["records"]) == (1, 2)
    assert report["totals"]["records"] == 2
    ledger = report["totals"]["ledger"]
    assert ledger["text"] > 0
    assert ledger["unread"] == source["unread"]
    assert sum(ledger.values()) == len((documents / "speeches.txt").read_text(encoding="utf-8"))
    again = json.loads(run("ingest", documents, "--json").stdout)
    assert again["sources"] == [{**source, "status": "unchanged"}]


def test_ingest_says_what_failed_and_goes_on(run: Run, documents: Path) -> None:
    (documents / "broken.txt").write_bytes(b"")
    result = run("ingest", documents, documents / "nowhere")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert [line.split()[0] for line in lines[:-2]] == ["failed", "inserted", "failed"]
    assert lines[-2] == "3 sources: 1 inserted, 0 updated, 0 unchanged, 2 failed; 2 records"
    assert re.fullmatch(r"\d+ characters: \d+ text, .*\d+ label.*", lines[-1])
    assert "broken.txt: the file holds no text" in result.stderr
    assert "no such file or folder" in result.stderr


def test_ingest_names_the_files_of_a_folder_that_are_not_read(run: Run, documents: Path) -> None:
    for name in ("会议纪要.doc", "scan.JPG", "notes.xyz", "README", ".hidden.doc", "catalogue.toml"):
        (documents / name).write_text("")
    result = run("ingest", documents)
    assert result.exit_code == 0
    assert [line for line in result.stdout.splitlines() if line.startswith("not read")] == [
        "not read   README (file without an ending)",
        "not read   notes.xyz (.xyz file)",
        "not read   scan.JPG (image: recognise its text (OCR))",
        "not read   会议纪要.doc (old text document: save it as .docx)",
    ]
    for number in range(30):
        (documents / f"{number}.zip").write_text("")
    lines = [line for line in run("ingest", documents).stdout.splitlines() if line.startswith("not read")]
    assert (len(lines), lines[-1]) == (21, "not read   14 more files of a kind that is not read")
    assert len(json.loads(run("ingest", documents, "--json").stdout)["passed_over"]) == 34


def test_check_counts_one_of_each(run: Run, documents: Path) -> None:
    run("ingest", documents)
    assert run("check").stdout.splitlines()[-1] == "1 source, 2 records: 0 problems"


def test_parse_prints_the_reading_and_touches_no_archive(
    run: Run, documents: Path, environment: Path
) -> None:
    result = run("parse", documents / "speeches.txt")
    assert result.exit_code == 0
    assert "周小舟" in result.stdout
    reading = json.loads(result.stdout_bytes.decode("utf-8"))
    assert list(reading) == ["source", "documents", "ledger", "findings"]
    assert set(reading["source"]) == {"file", "sha256", "media_type", "encoding"}
    assert [record["speakers"] for record in reading["documents"][0]["records"]] == [["周小舟"], ["秦文"]]
    assert not environment.exists()


def test_a_page_without_text_is_a_finding_of_parse_and_of_check(
    run: Run, documents: Path, environment: Path
) -> None:
    def speech(canvas: Canvas) -> None:
        lines = (documents / "speeches.txt").read_text(encoding="utf-8").splitlines()
        for i, line in enumerate(lines):
            canvas.drawString(40, 800 - 20 * i, line)

    (documents / "two.pdf").write_bytes(make.drawn(speech, make.scan))
    (documents / "speeches.txt").unlink()
    (finding,) = json.loads(run("parse", documents / "two.pdf").stdout)["findings"]
    assert finding["code"] == "unread_page"
    assert "page 2" in finding["message"]
    assert run("ingest", documents).exit_code == 0
    engine = open_archive(Settings())
    with session_factory(engine)() as session:
        (row,) = session.exec(select(SourceFinding)).all()
    engine.dispose()
    assert {"code": row.code, "message": row.message, "start": row.start, "end": row.end} == finding
    checked = run("check")
    assert checked.exit_code == 0, checked.stdout
    assert "to be checked by a reader: unread_page (1)" in checked.stdout


def test_search(run: Run, documents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("ingest", documents)
    monkeypatch.setenv("YISHILU_SITE_URL", "https://archive.example")
    found = json.loads(run("search", "加装电梯", "--body", "npc", "--kind", "speech", "--json").stdout)
    assert found["total"] == 1
    (hit,) = found["hits"]
    assert set(hit) == {"key", "kind", "body", "url", "text"}
    assert keys.normalise(hit["key"]) == hit["key"]
    assert hit["url"] == f"https://archive.example/r/{hit['key']}"
    assert "加装电梯" in hit["text"]
    assert json.loads(run("search", "加装电梯", "--body", "cppcc", "--json").stdout)["total"] == 0
    assert json.loads(run("search", "建议", "--limit", 1, "--json").stdout)["total"] == 2
    plain = run("search", "建议", "--limit", 1).stdout.splitlines()
    assert plain[-1] == "2 found, 1 shown"
    assert "按普通文字查找" in run("search", "（电梯").stderr
    assert "按普通文字查找" in json.loads(run("search", "（电梯", "--json").stdout)["notice"]
    assert "只含其中一些" in run("search", "怎样加装火箭").stderr


def test_check_finds_what_is_wrong(run: Run, documents: Path, environment: Path) -> None:
    run("ingest", documents)
    result = run("check")
    assert (result.exit_code, result.stdout) == (0, "1 source, 2 records: 0 problems\n")
    (original,) = (environment / "originals").iterdir()
    original.unlink()
    result = run("check")
    assert result.exit_code == 1
    assert "speeches.txt: the original is missing or changed: ingest the file again" in result.stderr
    run("ingest", documents)
    assert run("check").exit_code == 0


def test_check_sees_a_record_that_the_index_lacks(run: Run, documents: Path) -> None:
    assert run("ingest", documents).exit_code == 0
    with session_factory(open_archive(Settings()))() as session:
        known = session.exec(select(Record)).first()
        assert known is not None
        unknown = {"key": "22222-22222", "document_key": known.document_key, "position": 99}
        session.add(Record(**unknown, kind="speech", text="停车难"))
        session.commit()
    result = run("check")
    assert result.exit_code == 1
    assert "the index lacks 1 records" in result.stdout + result.stderr


def test_check_sees_rows_that_were_tampered_with(run: Run, documents: Path) -> None:
    run("ingest", documents)
    engine = open_archive(Settings())
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE record SET text = text || '添' WHERE position = 0")
        connection.exec_driver_sql("UPDATE source SET ledger = '[]'")
        connection.exec_driver_sql("UPDATE stamp SET value = '99' WHERE name = 'generation'")
    engine.dispose()
    result = run("check")
    assert result.exit_code == 1
    for said in ("is not what its spans hold", "the ledger is not closed", "the index is stale"):
        assert said in result.stderr


def test_reindex_and_stats(run: Run, documents: Path) -> None:
    run("ingest", documents)
    assert run("reindex").stdout == "2 records indexed\n"
    counted = dict(line.split() for line in run("stats").stdout.splitlines()[:8])
    assert (counted["sources"], counted["records"], counted["people"]) == ("1", "2", "2")


@pytest.mark.parametrize("command", [["check"], ["stats"], ["reindex"], ["search", "电梯"]])
def test_without_an_archive_one_is_told_to_make_one(run: Run, environment: Path, command: list[str]) -> None:
    result = run(*command)
    assert result.exit_code == 2
    assert "run `yishilu ingest FOLDER` first" in result.stderr
    assert not environment.exists()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["ingest"], 2, "Missing argument"),
        (["parse", "nowhere.txt"], 1, "the file cannot be opened"),
        (["search", "x", "--body", "party"], 2, "'party' is not one of"),
        (["search", "x", "--limit", "0"], 2, "--limit"),
        (["serve", "--port", "0"], 2, "--port"),
        (["tidy"], 2, "No such command"),
    ],
)
def test_what_is_typed_wrong_is_said(run: Run, arguments: list[str], code: int, said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == code
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_a_wrong_setting_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YISHILU_SEARCH", "lucene")
    result = run("stats")
    assert result.exit_code == 2
    assert result.stderr.startswith("yishilu: YISHILU_SEARCH is 'lucene'")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MAX_SOURCE_BYTES", "0"),
        ("MAX_RECORDS", "many"),
        ("MAX_READING_SECONDS", "-1"),
        ("MAX_READING_BYTES", "1000"),
        ("MAX_QUERY_CHARS", "0"),
        ("MAX_HITS", "99"),
        ("MAX_PAGES", "0"),
        ("MAX_EXPORT", "50001"),
        ("MAX_REQUEST_SECONDS", "0"),
    ],
)
def test_a_limit_that_cannot_be_is_named(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"YISHILU_{name}", value)
    result = run("stats")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"yishilu: YISHILU_{name} is '{value}': Input should be")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SITE_URL", "nonsense", "is 'nonsense': give the public address"),
        ("SITE_URL", "javascript:alert(1)", "give the public address"),
        ("SITE_URL", "https://u:p@a.example", "is 'https://…@a.example': give the address without"),
        ("SITE_URL", "https://a.example:port", "give the public address"),
        ("SITE_URL", "https://a.example:99999", "give the public address"),
        ("SITE_URL", "https://a.example/x y<b>", "give the public address"),
        ("SEEDS", "", "is '': name a folder"),
        ("MAX_QUERY_CHARS", "99999999999999999999", "less than or equal to 10000"),
        ("HOSTS", "a.example, http://b.example/", "'http://b.example/' is no host name"),
        ("SEEDS", "/no/such", "is '/no/such': there is no such folder"),
        ("CORRECTIONS", "/no/such", "is '/no/such': there is no such folder"),
        ("MAX_READING_SECONDS", "inf", "is 'inf': Input should be less than or equal to 86400"),
        ("MAX_SORCE_BYTES", "5", "is no setting: did you mean YISHILU_MAX_SOURCE_BYTES?"),
        ("QQQ", "5", "is no setting: see the README"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(f"YISHILU_{name}", value)
    monkeypatch.setenv("YISHILU_LOG_LEVEL", "loud")
    result = run("stats")
    assert result.exit_code == 2
    lines = sorted(result.stderr.splitlines())
    assert len(lines) == 2, "each mistake has a line"
    assert any(line.startswith(f"yishilu: YISHILU_{name} ") and said in line for line in lines), lines


def test_a_final_slash_of_the_public_address_is_none_of_its(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YISHILU_SITE_URL", "https://archive.test/")
    assert Settings().site_url == "https://archive.test"


def test_an_address_with_a_password_is_not_repeated(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YISHILU_DATABASE_URL", "postgresql://u:se@cret:word@host/x")
    result = run("stats")
    assert result.exit_code == 2
    assert "percent-encode" in result.stderr
    assert "cret" not in result.stderr
    assert "word@" not in result.stderr


@pytest.mark.sqlite
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can write into the folders of others")
def test_root_leaves_the_folder_of_a_service_to_it(run: Run, documents: Path) -> None:
    assert run("ingest", documents).exit_code == 0
    data = Settings().data
    (log := data / "yishilu.sqlite3-wal").unlink(missing_ok=True)
    os.chown(data / "yishilu.sqlite3", 65534, 65534)
    assert run("stats").exit_code == 0
    assert log.stat().st_uid == 65534, "what root leaves beside the database is the owner's"
    os.chown(data, 65534, 65534)
    for command in (("stats",), ("check", "--repair"), ("ingest", documents)):
        result = run(*command)
        assert result.exit_code == 2
        assert "run it as that user (runuser -u " in result.stderr


@pytest.mark.sqlite
def test_whoever_may_read_the_folder_may_read_all_in_it(run: Run, documents: Path) -> None:
    before = os.umask(0o022)
    try:
        assert run("ingest", documents).exit_code == 0
    finally:
        os.umask(before)
    files = [path for path in Settings().data.rglob("*") if path.is_file()]
    assert {"meta.json", "current"} <= {path.name for path in files}
    assert [path.name for path in files if path.stat().st_mode & 0o044 != 0o044] == []


def test_what_is_beyond_a_limit_is_said_in_english(
    run: Run, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YISHILU_MAX_HITS", "100")
    assert run("ingest", documents).exit_code == 0
    for query, said in (
        (
            "停" * 201,
            "201 characters, more than the 200 allowed: shorten it, or raise YISHILU_MAX_QUERY_CHARS",
        ),
        ("停\x1b车", "control characters"),
        ("*" * 99, "signs only"),
        (" ".join("停车治堵修路建桥植树种花养老托幼看病上学" * 2), "no more than 20 terms"),
        ("(" * 21 + "停", "no deeper than 20"),
    ):
        result = run("search", query)
        assert (result.exit_code, result.stderr.isascii()) == (2, True)
        assert said in result.stderr
    assert run("search", "电梯", "--limit", 101).exit_code == 0


def test_a_wrong_catalogue_is_named(run: Run, documents: Path) -> None:
    (documents / "catalogue.toml").write_text("[[", encoding="utf-8")
    result = run("ingest", documents)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "catalogue.toml: this is not valid TOML" in result.stderr


def test_an_unforeseen_error_is_one_line(run: Run, documents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the floor\ngave way")

    monkeypatch.setattr("app.cli.ingest_files", fail)
    result = run("ingest", documents)
    assert result.exit_code == 1
    assert result.stderr == (
        "yishilu: unforeseen error, RuntimeError: the floor gave way (YISHILU_DEBUG=1 shows where)\n"
    )
    monkeypatch.setenv("YISHILU_DEBUG", "1")
    assert isinstance(run("ingest", documents).exception, RuntimeError)


def test_a_port_in_use_is_said(run: Run, documents: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = run("serve", "--port", taken.getsockname()[1])
    assert result.exit_code == 1
    assert "give another --port" in result.stderr


def test_the_program_ingests_repairs_its_index_and_serves(
    documents: Path, environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The installed program in a process of its own, as people run it."""
    monkeypatch.setenv("YISHILU_DATABASE_URL", Settings().database)
    program = [sys.executable, "-c", "from app.cli import main; main()"]
    ingested = subprocess.run(
        [*program, "ingest", str(documents)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert ingested.returncode == 0, ingested.stderr
    assert "\x1b" not in ingested.stdout + ingested.stderr
    for path in (environment / "index").rglob("*"):
        if path.is_file():
            path.unlink()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [*program, "serve", "--port", str(port)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )
    try:
        assert server.stdout is not None
        assert f"http://127.0.0.1:{port}/" in server.stdout.readline()
        assert json.loads(fetched(f"http://127.0.0.1:{port}/readyz"))["status"] == "ok"
    finally:
        server.terminate()
        server.wait(timeout=120)


def fetched(url: str) -> bytes:
    """The answer at `url`, once the server has begun to listen."""
    for _ in range(100):
        try:
            with urllib.request.urlopen(url, timeout=60) as answer:  # noqa: S310  (a local address)
                return answer.read()
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"no answer at {url}")
