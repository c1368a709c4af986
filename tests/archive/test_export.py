"""An archive exported and put into an empty folder is the same archive: every row, every page, every byte."""

import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, text
from sqlmodel import Session, SQLModel, select

from app.archive import models
from app.archive.db import ArchiveError, migrate, open_engine, session_factory
from app.archive.export import export_archive
from app.ingest import ingest
from app.main import create_app
from app.settings import Settings
from tests.archive.whole import (
    SAMPLES,
    Sample,
    addresses,
    exported,
    restored,
    served,
    settings_in,
)


def test_every_page_is_the_same_elsewhere(sample: Sample, tmp_path: Path) -> None:
    elsewhere = settings_in(tmp_path / "elsewhere", sample.settings.seeds)
    restored(elsewhere, sample.exported)
    asked = addresses(sample.settings)
    assert addresses(elsewhere) == asked
    here, there = (served(create_app(settings), asked) for settings in (sample.settings, elsewhere))
    assert [address for address in asked if here[address] != there[address]] == []
    statuses = [status for status, _, _ in here.values()]
    assert statuses.count(200) > 100
    assert 500 not in statuses
    assert any(location for _, location, _ in here.values())


@pytest.mark.postgresql
def test_every_page_and_every_line_is_the_same_on_sqlite(sample: Sample, tmp_path: Path) -> None:
    elsewhere = settings_in(tmp_path / "elsewhere", sample.settings.seeds)
    elsewhere.database_url = f"sqlite:///{tmp_path / 'elsewhere.sqlite3'}"
    restored(elsewhere, sample.exported)
    assert exported(elsewhere) == sample.exported
    asked = addresses(elsewhere)
    here, there = (served(create_app(settings), asked) for settings in (sample.settings, elsewhere))
    assert [address for address in asked if here[address] != there[address]] == []


def test_a_second_export_is_the_same_bytes(sample: Sample, tmp_path: Path) -> None:
    assert exported(sample.settings) == sample.exported
    elsewhere = settings_in(tmp_path / "elsewhere", sample.settings.seeds)
    rows = restored(elsewhere, sample.exported)
    assert exported(elsewhere) == sample.exported
    assert rows == sample.exported.count(b"\n") - 2


def test_ingest_after_an_import_finds_everything_unchanged(sample: Sample, tmp_path: Path) -> None:
    elsewhere = settings_in(tmp_path / "elsewhere", sample.settings.seeds)
    restored(elsewhere, sample.exported)
    report = ingest(elsewhere, [sample.settings.data.parent / "documents"])
    assert {one.status for one in report.sources} == {"unchanged"}


def test_every_table_is_in_the_file_with_a_header_and_a_last_line(sample: Sample) -> None:
    lines = [json.loads(line) for line in sample.exported.splitlines()]
    engine = open_engine(sample.settings)
    tables = set(inspect(engine).get_table_names()) - {"alembic_version"}
    with session_factory(engine)() as session:
        generation = session.get_one(models.Stamp, "generation").value
    engine.dispose()
    assert lines[0]["format"] == "yishilu-archive"
    assert lines[0]["generation"] == generation
    assert set(lines[-1]["rows"]) == tables == {table.__tablename__ for table in all_tables()}
    before = sample.exported[: sample.exported.rstrip(b"\n").rindex(b"\n") + 1]
    assert lines[-1]["sha256"] == hashlib.sha256(before).hexdigest()
    originals = [line["original"] for line in lines if line.get("table") == "source"]
    assert sorted(next(iter(one)) for one in originals) == ["base64", *["utf8"] * len(SAMPLES)]


def all_tables() -> list[Any]:
    """The classes that are tables."""
    return [model for model in SQLModel.__subclasses__() if hasattr(model, "__table__")]


def test_an_archive_that_is_there_already_is_refused(sample: Sample) -> None:
    with pytest.raises(ArchiveError, match="there is an archive here already"):
        restored(sample.settings, sample.exported)
    assert exported(sample.settings) == sample.exported


def without_last_line(data: bytes) -> bytes:
    return data[: data.rstrip(b"\n").rindex(b"\n") + 1]


def with_another_word(data: bytes) -> bytes:
    at = data.index(b'"table":"record"')
    return data[:at].replace("临".encode(), "林".encode(), 1) + data[at:]


DAMAGED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "nothing": (lambda data: b"", "no exported archive"),
    "another file": (lambda data: b"hello\n" + data, "no exported archive"),
    "another format": (lambda data: data.replace(b"yishilu-archive", b"another", 1), "no exported archive"),
    "a later version": (lambda data: data.replace(b'"version":1', b'"version":2', 1), "newer version"),
    "a later schema": (lambda data: data.replace(b'"schema":"0', b'"schema":"9', 1), "newer version"),
    "cut within a line": (lambda data: data[: len(data) // 2], "cut short"),
    "cut after a line": (lambda data: without_last_line(data), "cut short"),
    "the last newline": (lambda data: data[:-1], "cut short"),
    "a word": (with_another_word, "altered|damaged"),
    "an original": (lambda data: data.replace(b'"utf8":"', b'"utf8":"x', 1), "damaged"),
    "an unknown table": (lambda data: data.replace(b'"table":"stamp"', b'"table":"stamps"', 1), "damaged"),
    "an unknown column": (lambda data: data.replace(b'"number":', b'"numeral":', 1), "damaged"),
    "half a line": (lambda data: data.replace(b'{"row":', b'{"row":{', 1), "damaged"),
    "more lines": (lambda data: data + b"{}\n", "altered"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_file_is_refused_and_nothing_is_kept(name: str, sample: Sample, settings: Settings) -> None:
    damage, said = DAMAGED[name]
    damaged = damage(sample.exported)
    assert damaged != sample.exported
    with pytest.raises(ArchiveError, match=said):
        restored(settings, damaged)
    assert [path.name for path in settings.originals.glob("*")] == []
    assert rows_in(settings) == 0


def test_after_a_damaged_file_the_right_one_is_taken(sample: Sample, settings: Settings) -> None:
    with pytest.raises(ArchiveError):
        restored(settings, with_another_word(sample.exported))
    restored(settings, sample.exported)
    assert exported(settings) == sample.exported


def rows_in(settings: Settings) -> int:
    """How many rows an archive has, in all its tables."""
    engine = open_engine(settings)
    migrate(engine)
    with Session(engine) as session:
        count = sum(len(session.exec(select(model)).all()) for model in all_tables())
    engine.dispose()
    return count


def test_a_missing_original_is_said_before_half_an_archive_is_taken_for_one(
    sample: Sample, tmp_path: Path
) -> None:
    elsewhere = settings_in(tmp_path / "elsewhere", sample.settings.seeds)
    restored(elsewhere, sample.exported)
    next(elsewhere.originals.iterdir()).unlink()
    with pytest.raises(ArchiveError, match="is missing or changed"):
        exported(elsewhere)


def test_an_export_of_an_older_schema_is_brought_to_the_present_one(
    sample: Sample, settings: Settings, tmp_path: Path
) -> None:
    older = settings_in(tmp_path / "older", sample.settings.seeds)
    restored(older, sample.exported)
    engine = open_engine(older)
    migrate(engine, "0001")
    data = io.BytesIO()
    export_archive(engine, older.originals, data)
    engine.dispose()
    assert json.loads(data.getvalue().splitlines()[0])["schema"] == "0001"
    restored(settings, data.getvalue())
    assert records_of(settings) == records_of(sample.settings)


def records_of(settings: Settings) -> list[tuple[Any, ...]]:
    """What both schemas have of the records."""
    engine = open_engine(settings)
    migrate(engine)
    with engine.connect() as connection:
        found = connection.execute(text("SELECT key, text, revision, body FROM record ORDER BY key")).all()
    engine.dispose()
    return [tuple(row) for row in found]


def test_where_a_failed_file_lay_is_not_in_the_file(settings: Settings, tmp_path: Path) -> None:
    empty = tmp_path / "documents" / "空.txt"
    empty.parent.mkdir()
    empty.write_bytes(b"")
    ingest(settings, [empty.parent])
    rows = [json.loads(one).get("row", {}) for one in exported(settings).splitlines()]
    failures = [failure for row in rows for failure in row.get("failures", ())]
    assert [sorted(failure) for failure in failures] == [["error", "file"]]
    engine = open_engine(settings)
    with Session(engine) as session:
        (run,) = session.exec(select(models.IngestRun))
        assert run.failures[0]["path"] == str(empty.resolve())
    engine.dispose()
