"""An archive of generated records on disk: its rows here, its index by the real `reindex`."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert
from sqlmodel import SQLModel

from app.archive.db import migrate, open_engine, session_factory
from app.archive.models import (
    Attribution,
    Department,
    Document,
    IngestRun,
    Meeting,
    Person,
    Record,
    Source,
    Stamp,
)
from app.search import reindex
from app.search.types import IndexDocument
from app.settings import Settings
from tests.bench import corpus
from tests.bench.measure import peak_megabytes, seconds

BATCH = 2000
_GENRES = {"speech": "speeches", "question": "qa", "answer": "qa", "section": "plan"}
_SHA = "b" * 64


def settings(folder: Path) -> Settings:
    """Those of an archive in that folder, with the engine and the segmenter that are the default."""
    return Settings(data=folder)


def fill(folder: Path, number: int) -> None:
    """Make the database of an archive of `number` records, unless it is there already."""
    given = settings(folder)
    done = folder / "filled"
    if done.exists():
        return
    engine = open_engine(given)
    migrate(engine)
    with engine.execution_options(writes=True).begin() as connection:
        _write_frame(connection)
        found = corpus.records(number)
        while batch := list(islice(found, BATCH)):
            _write(connection, batch)
    engine.dispose()
    done.touch()


def build_index(folder: Path) -> dict[str, float]:
    """Build the index anew; its time in seconds and this process's peak of memory in MB."""
    given = settings(folder)
    engine = open_engine(given)
    with session_factory(engine)() as session:
        taken = seconds(lambda: reindex(session, given), repeat=1)
    engine.dispose()
    return {"seconds": taken, "MB": peak_megabytes()}


def _write_frame(connection: Connection) -> None:
    """What the records refer to: a source, meetings, people, departments."""
    now = datetime(2026, 1, 2, tzinfo=UTC)
    _add(connection, IngestRun, [{"id": 1, "started": now, "finished": now, "reader": "bench"}])
    source = {"sha256": _SHA, "file": "样本.txt", "media_type": "text/plain", "encoding": "utf-8"}
    _add(connection, Source, [source | {"bytes": 1, "text": "。", "reading": "bench", "run_id": 1}])
    meetings = [(f"m{n}", f"临沅市第{n}次会议") for n in range(1, 201)]
    _add(connection, Meeting, [{"key": key, "name": name, "year": 2020} for key, name in meetings])
    person = {"pinyin": "dai biao", "initials": "db"}
    _add(connection, Person, [person | {"key": f"p{n}", "name": f"代表{n}"} for n in range(1, 2001)])
    offices = [("d", n, f"第{n}局", "department") for n in range(1, 61)]
    offices += [("g", n, f"第{n}党", "party") for n in range(1, 31)]
    named = [{"key": f"{letter}{n}", "name": name, "kind": kind} for letter, n, name, kind in offices]
    _add(connection, Department, [row | {"pinyin": "di"} for row in named])
    _add(connection, Stamp, [{"name": "generation", "value": "1"}])


def _write(connection: Connection, batch: list[IndexDocument]) -> None:
    _add(connection, Document, list(_documents(batch)))
    _add(connection, Record, [_record(document) for document in batch])
    _add(connection, Attribution, [row for document in batch for row in _attributions(document)])


def _add(connection: Connection, model: type[SQLModel], rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(model), [model(**row).model_dump() for row in rows])


def _place(document: IndexDocument) -> tuple[str, int]:
    number, position = divmod(int(document.key[1:]), corpus.OF_A_DOCUMENT)
    return f"t{number}", position


def _documents(batch: list[IndexDocument]) -> Iterator[dict[str, Any]]:
    for document in batch:
        key, position = _place(document)
        if position == 0:
            date = str(document.date)
            yield {
                "key": key,
                "source_sha256": _SHA,
                "position": int(key[1:]),
                "genre": _GENRES[document.filters["kind"][0]],
                "title": document.title,
                "body": document.filters["body"][0],
                "meeting_key": document.filters["meeting"][0],
                "held": f"{date[:4]}-{date[4:6]}-{date[6:]}",
                "year": int(date[:4]),
            }


def _record(document: IndexDocument) -> dict[str, Any]:
    kind, (document_key, position) = document.filters["kind"][0], _place(document)
    opener = f"b{int(document.key[1:]) - (kind == 'answer'):07}" if kind in ("question", "answer") else None
    return {
        "key": document.key,
        "document_key": document_key,
        "position": position,
        "kind": kind,
        "body": document.filters["body"][0],
        "year": document.date // 10_000,
        "text": document.text,
        "title": document.title,
        "exchange_key": opener,
    }


def _attributions(document: IndexDocument) -> Iterator[dict[str, Any]]:
    said = {"speech": "speaker", "question": "asker", "answer": "respondent", "section": "speaker"}
    role = said[document.filters["kind"][0]]
    who = [(role, "person_key", key) for key in document.filters["person"]]
    who += [(role, "department_key", key) for key in document.filters["department"]]
    who += [("represents", "department_key", key) for key in document.filters["party"]]
    for position, (as_, column, key) in enumerate(who):
        row = {"record_key": document.key, "position": position, "role": as_, "printed": document.who}
        empty = {"person_key": None, "department_key": None}
        yield row | empty | {column: key, "decision": "matched", "evidence": "同名"}
