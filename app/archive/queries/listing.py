"""What machines ask for: the newest records with the time they came in, and every address there is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.archive.models import Department, Document, IngestRun, Meeting, Person, Record, Source
from app.archive.queries.records import Entry, framed

Noun = Literal["documents", "records", "delegates", "departments", "meetings"]
_KEYS = {
    "records": Record.key,
    "delegates": Person.key,
    "departments": Department.key,
    "meetings": Meeting.key,
}


@dataclass(frozen=True)
class Listed:
    """One thing that has an address: a document's genre, and `since` when its rows are as they are."""

    key: str
    genre: str | None = None
    since: datetime | None = None


def newest_entries(session: Session, limit: int) -> list[Entry]:
    """The records that came in last, of each ingest the latest meetings first. Two statements."""
    runs = select(Source.run_id).where(Source.sha256 == Document.source_sha256).scalar_subquery()
    held = func.coalesce(Document.held, Document.published, "")
    order = (runs.desc(), held.desc(), col(Record.document_key), col(Record.position))
    return framed(session, order=order, limit=limit)


def written(session: Session, entries: Iterable[Entry]) -> dict[str, datetime]:
    """When the rows of each of these records' documents were last written: document key → UTC."""
    keys = {entry.document.key for entry in entries}
    rows = session.exec(
        select(Document.key, func.coalesce(IngestRun.finished, IngestRun.started))
        .join(Source, col(Source.sha256) == col(Document.source_sha256))
        .join(IngestRun, col(IngestRun.id) == col(Source.run_id))
        .where(col(Document.key).in_(keys))
    )
    return dict(rows.all())


def last_written(session: Session) -> datetime:
    """When rows were last written, UTC; 1970 for an empty archive."""
    last = session.exec(select(func.max(func.coalesce(IngestRun.finished, IngestRun.started)))).one()
    return last or datetime(1970, 1, 1, tzinfo=UTC)


def numbers(session: Session) -> dict[Noun, int]:
    """How many addresses of each noun there are. A statement each."""
    keys = {"documents": Document.key} | _KEYS
    return {noun: session.exec(select(func.count(col(key)))).one() for noun, key in keys.items()}  # type: ignore[misc]


def listed(session: Session, noun: Noun, *, offset: int, limit: int) -> Sequence[Listed]:
    """A part of the addresses of one noun, in order of their keys."""
    if noun != "documents":
        key = _KEYS[noun]
        return [Listed(one) for one in session.exec(select(key).order_by(key).offset(offset).limit(limit))]
    rows = session.exec(
        select(Document.key, Document.genre, func.coalesce(IngestRun.finished, IngestRun.started))
        .join(Source, col(Source.sha256) == col(Document.source_sha256))
        .join(IngestRun, col(IngestRun.id) == col(Source.run_id))
        .order_by(col(Document.key))
        .offset(offset)
        .limit(limit)
    )
    return [Listed(*row) for row in rows]
