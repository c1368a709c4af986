"""Documents, meetings and sources."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from app.archive.models import Document, Meeting, Record, RecordSpan, Source, SourceFinding


@dataclass(frozen=True)
class DocumentRow:
    """A document in a list, with the number of its records."""

    document: Document
    meeting: Meeting | None
    records: int


@dataclass(frozen=True)
class MeetingRow:
    """A meeting in a list, with the numbers of its documents and records."""

    meeting: Meeting
    documents: int
    records: int


def document(session: Session, key: str) -> tuple[Document, Meeting | None] | None:
    """The document of this key and its meeting."""
    return session.exec(
        select(Document, Meeting)
        .outerjoin(Meeting, col(Meeting.key) == col(Document.meeting_key))
        .where(Document.key == key)
    ).first()


def documents(
    session: Session,
    *,
    genre: str | None = None,
    body: str | None = None,
    year: int | None = None,
    meeting: str | None = None,
    offset: int = 0,
    limit: int | None = None,
) -> list[DocumentRow]:
    """Documents that hold records, the newest first; a filter that is None lets everything through."""
    conditions = _narrowed(genre, body, year, meeting)
    return _document_rows(session, conditions, _newest(), offset, limit)


class Named(NamedTuple):
    """What a document is called, and what is known of it as a whole."""

    key: str
    title: str | None
    subtitle: str | None
    meeting: str | None
    body: str | None
    year: int | None
    meeting_key: str | None
    held: str | None
    published: str | None


def named(session: Session) -> Iterator[Named]:
    """Every document that has a title, or a meeting to be called by: the newest first."""
    columns = (Document.key, Document.title, Document.subtitle, Meeting.name, Document.body, Document.year)
    rows = session.exec(
        select(*columns, Document.meeting_key, Document.held, Document.published)  # type: ignore[call-overload]  # SQLModel types up to four columns
        .outerjoin(Meeting, col(Meeting.key) == col(Document.meeting_key))
        .where(func.coalesce(Document.title, Meeting.name, "") != "")
        .order_by(*_newest())
    )
    return (Named(*row) for row in rows)


def _newest() -> tuple[Any, ...]:
    return (
        func.coalesce(Document.year, 0).desc(),
        func.coalesce(Document.held, Document.published, "").desc(),
        col(Document.source_sha256),
        col(Document.position),
    )


@dataclass(frozen=True)
class DocumentTotal:
    """How many documents of a body, year and genre hold records."""

    body: str | None
    year: int | None
    genre: str
    documents: int


def document_totals(session: Session, *, meeting: str | None = None) -> list[DocumentTotal]:
    """Documents that hold records (of one meeting) counted by body, year and genre."""
    held = select(Record.key).where(Record.document_key == Document.key).exists()
    kinds = (col(Document.body), col(Document.year), col(Document.genre))
    rows = session.exec(
        select(*kinds, func.count()).where(held, *_narrowed(None, None, None, meeting)).group_by(*kinds)
    )
    return [DocumentTotal(*row) for row in rows]


def _narrowed(
    genre: str | None, body: str | None, year: int | None, meeting: str | None
) -> list[ColumnElement[bool]]:
    return [
        column == value
        for column, value in (
            (col(Document.genre), genre),
            (col(Document.body), body),
            (col(Document.year), year),
            (col(Document.meeting_key), meeting),
        )
        if value is not None
    ]


def documents_of_source(session: Session, sha256: str) -> list[DocumentRow]:
    """What was read from a source, in the order of its text."""
    return _document_rows(
        session, [col(Document.source_sha256) == sha256], [col(Document.position)], 0, None, empty=True
    )


def _document_rows(
    session: Session,
    conditions: Sequence[ColumnElement[bool]],
    order: Sequence[Any],
    offset: int,
    limit: int | None,
    *,
    empty: bool = False,
) -> list[DocumentRow]:
    records = func.count(col(Record.key))
    rows = session.exec(
        select(Document, Meeting, records)
        .outerjoin(Meeting, col(Meeting.key) == col(Document.meeting_key))
        .join(Record, col(Record.document_key) == col(Document.key), isouter=empty)
        .where(*conditions)
        .group_by(col(Document.key), col(Meeting.key))
        .order_by(*order)
        .offset(offset)
        .limit(limit)
    )
    return [DocumentRow(*row) for row in rows]


def meeting(session: Session, key: str) -> Meeting | None:
    """The meeting of this key."""
    return session.get(Meeting, key)


def meetings(
    session: Session,
    limit: int | None = None,
    body: str | None = None,
    *,
    year: int | None = None,
    offset: int = 0,
) -> list[MeetingRow]:
    """Meetings with records, the newest first."""
    newest = func.max(func.coalesce(Document.held, Document.published, ""))
    rows = session.exec(
        select(Meeting, func.count(col(Document.key).distinct()), func.count(col(Record.key)))
        .join(Document, col(Document.meeting_key) == col(Meeting.key))
        .join(Record, col(Record.document_key) == col(Document.key))
        .where(*([col(Meeting.body) == body] if body else []))
        .where(*([col(Meeting.year) == year] if year else []))
        .group_by(col(Meeting.key))
        .order_by(func.coalesce(Meeting.year, 0).desc(), newest.desc(), col(Meeting.name), col(Meeting.key))
        .offset(offset)
        .limit(limit)
    )
    return [MeetingRow(*row) for row in rows]


@dataclass(frozen=True)
class MeetingTotal:
    """How many meetings of a body and year there are, and how many records they have."""

    body: str | None
    year: int | None
    meetings: int
    records: int


def meeting_totals(session: Session) -> list[MeetingTotal]:
    """Meetings with records counted by body and year, the newest year first."""
    rows = session.exec(
        select(
            Meeting.body, Meeting.year, func.count(col(Meeting.key).distinct()), func.count(col(Record.key))
        )
        .join(Document, col(Document.meeting_key) == col(Meeting.key))
        .join(Record, col(Record.document_key) == col(Document.key))
        .group_by(col(Meeting.body), col(Meeting.year))
        .order_by(func.coalesce(Meeting.year, 0).desc(), col(Meeting.body))
    )
    return [MeetingTotal(*row) for row in rows]


def source(session: Session, sha256: str) -> Source | None:
    """The source of these bytes."""
    return session.get(Source, sha256)


def withdrawn(session: Session, sha256s: Iterable[str]) -> dict[str, str]:
    """Which of these sources were taken out of the archive, each with the sentence that says why."""
    mine = col(Source.sha256).in_(set(sha256s))
    return dict(
        session.exec(select(Source.sha256, Source.note).where(mine, Source.state == "withdrawn")).all()
    )


def source_findings(session: Session, sha256: str) -> list[SourceFinding]:
    """What the reader of a source should check, in the order of its text."""
    statement = (
        select(SourceFinding)
        .where(SourceFinding.source_sha256 == sha256)
        .order_by(col(SourceFinding.start), col(SourceFinding.position))
    )
    return list(session.exec(statement))


def source_spans(session: Session, sha256: str) -> dict[str, list[tuple[int, int]]]:
    """Where the records of a source stand in its text: record key → its spans in reading order."""
    rows = session.exec(
        select(RecordSpan.record_key, RecordSpan.start, RecordSpan.end)
        .join(Record, col(Record.key) == col(RecordSpan.record_key))
        .join(Document, col(Document.key) == col(Record.document_key))
        .where(Document.source_sha256 == sha256)
        .order_by(col(RecordSpan.record_key), col(RecordSpan.position))
    )
    found: dict[str, list[tuple[int, int]]] = {}
    for key, start, end in rows:
        found.setdefault(key, []).append((start, end))
    return found
