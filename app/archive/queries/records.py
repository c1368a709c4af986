"""Records with what every page shows of them: their document, its meeting, and who they are by."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from app.archive.models import (
    Attribution,
    Department,
    Document,
    KeyRedirect,
    Meeting,
    Person,
    Record,
    RecordSpan,
    Revision,
)


@dataclass(frozen=True)
class By:
    """One attribution of a record, with whom it was taken to mean (None where nobody is identified)."""

    attribution: Attribution
    person: Person | None
    department: Department | None


@dataclass(frozen=True)
class Entry:
    """A record in the frame a page shows it in. `by` is in the order printed.

    `topic` is what the record is printed under, or what opened its exchange was.
    """

    record: Record
    topic: str
    document: Document
    meeting: Meeting | None
    by: tuple[By, ...]


@dataclass(frozen=True)
class Heading:
    """What an outline needs of a plan's section; the text stays in the database."""

    key: str
    position: int
    level: int
    number: str
    ordinal: int | None
    title: str


def record(session: Session, key: str) -> Record | None:
    """The record of this key."""
    return session.get(Record, key)


def entry(session: Session, key: str) -> Entry | None:
    """The record of this key in its frame."""
    return next(iter(entries(session, [key])), None)


def entries(session: Session, keys: Sequence[str]) -> list[Entry]:
    """The records of these keys, in this order; keys that name no record are left out."""
    rows = session.exec(_frames_of_keys(), params={"keys": list(keys)}).all()
    found = {entry.record.key: entry for entry in _entries(session, rows)}
    return [found[key] for key in keys if key in found]


def document_entries(session: Session, document_key: str) -> list[Entry]:
    """All records of a document in reading order."""
    return framed(session, col(Record.document_key) == document_key)


def document_sizes(session: Session, document_key: str) -> list[tuple[str, int]]:
    """Key and number of characters of each record of a document, in reading order."""
    rows = session.exec(
        select(Record.key, func.length(Record.text))
        .where(Record.document_key == document_key)
        .order_by(col(Record.position))
    )
    return list(rows)


def document_names(session: Session, document_key: str) -> list[tuple[str, str]]:
    """The names printed over the records of a document, each with the record, in reading order."""
    rows = session.exec(
        select(Attribution.printed, Attribution.record_key)
        .join(Record, col(Record.key) == col(Attribution.record_key))
        .where(Record.document_key == document_key, Attribution.role != "represents")
        .order_by(col(Record.position), col(Attribution.position))
    )
    return list(rows)


def exchange_entries(session: Session, exchange_key: str) -> list[Entry]:
    """The records of an exchange in reading order."""
    return framed(session, col(Record.exchange_key) == exchange_key)


def exchanges(session: Session, keys: Iterable[str]) -> dict[str, list[Entry]]:
    """The records of each of these exchanges in reading order."""
    wanted = sorted(keys)
    found: dict[str, list[Entry]] = {}
    rows = session.exec(_frames_of_exchanges(), params={"keys": wanted}).all() if wanted else ()
    for entry in _entries(session, rows) if rows else ():
        found.setdefault(entry.record.exchange_key or "", []).append(entry)
    return found


def neighbours(session: Session, of: Record) -> tuple[Entry | None, Entry | None]:
    """The records before and after this one in its document."""
    position = col(Record.position)
    here = col(Record.document_key) == of.document_key
    before = select(func.max(position)).where(here, position < of.position).scalar_subquery()
    after = select(func.min(position)).where(here, position > of.position).scalar_subquery()
    found = framed(session, here, (position == before) | (position == after))
    return (
        next((entry for entry in found if entry.record.position < of.position), None),
        next((entry for entry in found if entry.record.position > of.position), None),
    )


def headings(session: Session, document_key: str) -> list[Heading]:
    """The sections of a plan in reading order, without their text."""
    rows = session.exec(
        select(Record.key, Record.position, Record.level, Record.number, Record.ordinal, Record.title)  # type: ignore[call-overload]  # SQLModel types up to four columns
        .where(Record.document_key == document_key, Record.kind == "section")
        .order_by(col(Record.position))
    )
    return [
        Heading(key, position, 1 if level is None else level, number or "", ordinal, title or "")
        for key, position, level, number, ordinal, title in rows
    ]


def respondents(session: Session, exchange_keys: Iterable[str]) -> dict[str, list[By]]:
    """Who answered in each of these exchanges, in reading order."""
    rows = session.exec(
        select(Record.exchange_key, Attribution, Person, Department)
        .join(Attribution, col(Attribution.record_key) == col(Record.key))
        .outerjoin(Person, col(Person.key) == col(Attribution.person_key))
        .outerjoin(Department, col(Department.key) == col(Attribution.department_key))
        .where(col(Record.exchange_key).in_(list(exchange_keys)), Attribution.role == "respondent")
        .order_by(col(Record.position), col(Attribution.position))
    )
    found: dict[str, list[By]] = {}
    for exchange_key, attribution, person, department in rows:
        found.setdefault(exchange_key or "", []).append(By(attribution, person, department))
    return found


def revisions(session: Session, key: str) -> list[Revision]:
    """All wordings of a record, the newest first."""
    statement = select(Revision).where(Revision.record_key == key).order_by(col(Revision.number).desc())
    return list(session.exec(statement))


def spans(session: Session, record_key: str) -> list[tuple[int, int]]:
    """Where a record's characters stand in its source's text, in reading order."""
    rows = session.exec(
        select(RecordSpan.start, RecordSpan.end)
        .where(RecordSpan.record_key == record_key)
        .order_by(col(RecordSpan.position))
    )
    return list(rows)


def redirect(session: Session, key: str) -> KeyRedirect | None:
    """What became of a key, followed to the end when it moved more than once (a circle ends the walk)."""
    seen: set[str] = set()
    row = session.get(KeyRedirect, key)
    while row and row.new_key and row.new_key not in seen:
        seen.add(row.new_key)
        further = session.get(KeyRedirect, row.new_key)
        if further is None:
            break
        row = further
    return row


def framed(
    session: Session,
    *where: ColumnElement[bool],
    order: Sequence[Any] = (),
    offset: int = 0,
    limit: int | None = None,
) -> list[Entry]:
    """The records that meet the conditions, in reading order unless told otherwise. Two statements."""
    asked = _frames().where(*where).order_by(*(order or (col(Record.document_key), col(Record.position))))
    return _entries(session, session.exec(asked.offset(offset).limit(limit)).all())


# Putting a statement together takes SQLAlchemy longer than SQLite takes to answer it, so those that every
# search needs are put together once.
@lru_cache(maxsize=1)
def _frames() -> Any:
    opener = aliased(Record)
    return (
        select(Record, Document, Meeting, opener.topic)
        .join(Document, col(Document.key) == col(Record.document_key))
        .outerjoin(Meeting, col(Meeting.key) == col(Document.meeting_key))
        .outerjoin(opener, col(opener.key) == col(Record.exchange_key))
    )


@lru_cache(maxsize=1)
def _frames_of_keys() -> Any:
    return _frames().where(col(Record.key).in_(bindparam("keys", expanding=True)))


@lru_cache(maxsize=1)
def _frames_of_exchanges() -> Any:
    these = col(Record.exchange_key).in_(bindparam("keys", expanding=True))
    return _frames().where(these).order_by(col(Record.document_key), col(Record.position))


@lru_cache(maxsize=1)
def _attributions_of_keys() -> Any:
    return (
        select(Attribution, Person, Department)
        .outerjoin(Person, col(Person.key) == col(Attribution.person_key))
        .outerjoin(Department, col(Department.key) == col(Attribution.department_key))
        .where(col(Attribution.record_key).in_(bindparam("keys", expanding=True)))
        .order_by(col(Attribution.record_key), col(Attribution.position))
    )


def _entries(session: Session, rows: Sequence[Any]) -> list[Entry]:
    by = _by(session, [row[0].key for row in rows])
    return [
        Entry(record, record.topic or topic or "", document, meeting, tuple(by.get(record.key, ())))
        for record, document, meeting, topic in rows
    ]


def _by(session: Session, keys: Sequence[str]) -> dict[str, list[By]]:
    found: dict[str, list[By]] = {}
    for attribution, person, department in session.exec(_attributions_of_keys(), params={"keys": list(keys)}):
        found.setdefault(attribution.record_key, []).append(By(attribution, person, department))
    return found
