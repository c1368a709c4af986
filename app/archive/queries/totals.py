"""Counts over the whole archive."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, func
from sqlmodel import Session, SQLModel, col, select

from app.archive.models import GENERATION, GENERATION_MARK, Document, IngestRun, Record, Source, Stamp
from app.text.visible import visible


@dataclass(frozen=True)
class Total:
    """How many records of a body, kind and year, from how many documents."""

    body: str | None
    kind: str
    year: int | None
    records: int
    documents: int


_counted: WeakKeyDictionary[Engine | Connection, tuple[str, list[Total]]] = WeakKeyDictionary()
"""The totals of each database, with the generation that they are of."""


def generation(session: Session) -> str:
    """The archive's generation: it changes with every change of a record. `0` for an empty archive."""
    return session.connection().execute(_generation()).scalar() or "0"


class Generation(NamedTuple):
    """Which state of the rows this is. After a power cut that lost changes, a number can come again; the
    mark, drawn at random, does not. It is empty where none was drawn yet."""

    number: str
    mark: str


def exact_generation(session: Session) -> Generation:
    """The archive's generation with its mark; number `0` for an empty archive."""
    wanted = col(Stamp.name).in_((GENERATION, GENERATION_MARK))
    found = {row.name: row.value for row in session.execute(select(Stamp.name, Stamp.value).where(wanted))}
    return Generation(found.get(GENERATION, "0"), found.get(GENERATION_MARK, ""))


@lru_cache(maxsize=1)
def _generation() -> Any:
    return select(Stamp.value).where(Stamp.name == GENERATION)


def totals(session: Session) -> list[Total]:
    """The archive counted by body, kind and year; the newest year first.

    Counted once for each generation: of 100,000 records it takes a fifth of a second.
    """
    now, database = generation(session), session.get_bind()
    if _counted.get(database, ("",))[0] != now:
        _counted[database] = (now, _totals(session))
    return _counted[database][1]


def _totals(session: Session) -> list[Total]:
    rows = session.exec(
        select(  # type: ignore[call-overload]  # SQLModel types up to four columns
            Record.body,
            Record.kind,
            Record.year,
            func.count(),
            func.count(col(Record.document_key).distinct()),
        )
        .group_by(col(Record.body), col(Record.kind), col(Record.year))
        .order_by(func.coalesce(Record.year, 0).desc(), col(Record.body), col(Record.kind))
    )
    return [Total(*row) for row in rows]


def topics(session: Session, limit: int) -> list[str]:
    """Topics of the newest exchanges that are short enough to search for."""
    rows = session.exec(
        select(Record.topic)
        .where(col(Record.topic).is_not(None), func.length(Record.topic).between(2, 6))
        .group_by(col(Record.topic))
        .order_by(func.max(func.coalesce(Record.year, 0)).desc(), func.min(Record.position))
        .limit(limit)
    )
    return [topic for topic in rows if topic]


def example_exchange(session: Session) -> str | None:
    """The newest exchange of which the topic is short enough to search for."""
    rows = session.exec(
        select(Record.exchange_key)
        .where(Record.kind == "question", func.length(Record.topic).between(2, 6))
        .order_by(func.coalesce(Record.year, 0).desc(), col(Record.document_key), col(Record.position))
        .limit(1)
    )
    return rows.first()


def printed_topics(session: Session, longest: int) -> list[tuple[str, int]]:
    """Every topic of at most so many characters, with the number of records printed under it."""
    return _printed(session, col(Record.topic), longest, None)


def printed_titles(session: Session, longest: int, limit: int) -> list[tuple[str, int]]:
    """The commonest titles of speeches and sections of at most so many characters, with their records."""
    return _printed(session, col(Record.title), longest, limit)


def printed_headings(session: Session, longest: int, limit: int) -> list[tuple[str, int]]:
    """The commonest headings of at most so many characters that records stand under, with their records."""
    return _printed(session, col(Record.section_heading), longest, limit)


def printed_documents(session: Session, longest: int, limit: int) -> list[tuple[str, str, int]]:
    """The titles of at most so many characters, each with the key of a document that has it and with how many
    have it; the newest first."""
    rows = session.exec(
        select(Document.title, func.min(Document.key), func.count())
        .where(func.length(Document.title).between(2, longest))
        .group_by(col(Document.title))
        .order_by(func.max(func.coalesce(Document.year, 0)).desc(), col(Document.title))
        .limit(limit)
    )
    return [(title, key, number) for title, key, number in rows if title]


def _printed(session: Session, column: Any, longest: int, limit: int | None) -> list[tuple[str, int]]:
    records = func.count()
    rows = session.exec(
        select(column, records)
        .where(func.length(column).between(2, longest))
        .group_by(column)
        .order_by(records.desc(), column)
        .limit(limit)
    )
    return [(text, number) for text, number in rows]


def count(session: Session, model: type[SQLModel]) -> int:
    """How many rows a table has."""
    return session.exec(select(func.count()).select_from(model)).one()


@dataclass(frozen=True)
class Unread:
    """A source of which not everything was read, and where its first document stands."""

    sha256: str
    file: str
    body: str | None
    year: int | None
    characters: int
    places: int


def unread(session: Session) -> list[Unread]:
    """The current sources of which something was not read, those with most of it first.

    Every ledger is looked through, some thousand a second: callers remember the answer for a run of ingest.
    """
    rows = session.exec(
        select(Source.sha256, Source.file, Document.body, Document.year, Source.ledger)  # type: ignore[call-overload]  # SQLModel types up to four columns
        .outerjoin(
            Document, (col(Document.source_sha256) == col(Source.sha256)) & (col(Document.position) == 0)
        )
        .where(Source.state == "current")
        .execution_options(yield_per=100)
    )
    found = []
    for sha256, file, body, year, ledger in rows:
        left = [end - start for start, end, role in ledger if role == "unread"]
        if left:
            found.append(Unread(sha256, file, body, year, sum(left), len(left)))
    return sorted(found, key=lambda one: (-one.characters, one.file))


def failures(session: Session) -> list[dict[str, str]]:
    """What could not be read when it was last given to `ingest`: `file` and `error`. A run goes on with
    those of the run before it, so the newest finished one has them all."""
    runs = select(IngestRun.failures).where(col(IngestRun.finished).is_not(None))
    found = session.exec(runs.order_by(col(IngestRun.id).desc()).limit(1)).first() or ()
    # Earlier versions stored names of files as they were, also those that are not UTF-8.
    return [{name: visible(value) for name, value in one.items()} for one in found]


def last_run(session: Session) -> IngestRun | None:
    """The newest run of `ingest`, which may still be going on."""
    return session.exec(select(IngestRun).order_by(col(IngestRun.id).desc()).limit(1)).first()
