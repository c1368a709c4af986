"""What the index holds of its records, as plain rows of just those columns.

An archive is indexed as a whole: rows as objects with all their columns take three times as long to make.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.archive.models import Attribution, Department, Document, Meeting, Person, Record


class IndexedRecord(NamedTuple):
    """Columns of a `Record`, its document, that one's meeting, and the topic of what opened its exchange."""

    key: str
    position: int
    kind: str
    body: str | None
    year: int | None
    text: str
    title: str | None
    number: str | None
    topic: str | None
    section_heading: str | None
    exchange_key: str | None
    document_title: str | None
    document_subtitle: str | None
    held: str | None
    published: str | None
    meeting_key: str | None
    meeting: str | None
    opened_with: str | None


class IndexedName(NamedTuple):
    """Columns of an `Attribution`, of the person and of the department that it was taken to mean."""

    role: str
    printed: str
    post: str | None
    affiliation: str | None
    person_key: str | None
    department_key: str | None
    person: str | None
    pinyin: str | None
    initials: str | None
    department: str | None
    aliases: Sequence[str] | None


class IndexedQuestion(NamedTuple):
    """A question in its exchange."""

    position: int
    text: str


Row = TypeVar("Row", IndexedName, IndexedQuestion)


def indexed_records(session: Session, keys: Sequence[str]) -> list[IndexedRecord]:
    """The records of these keys, in this order; keys that name no record are left out."""
    rows = session.connection().execute(_records(), {"keys": list(keys)})
    found = {row[0]: IndexedRecord._make(row) for row in rows}
    return [found[key] for key in keys if key in found]


def indexed_names(session: Session, keys: Sequence[str]) -> dict[str, list[IndexedName]]:
    """Who each of these records is by, in the order printed."""
    return _grouped(IndexedName, session.connection().execute(_names(), {"keys": list(keys)}))


def indexed_respondents(session: Session, exchange_keys: Sequence[str]) -> dict[str, list[IndexedName]]:
    """Who answered in each of these exchanges, in reading order."""
    rows = session.connection().execute(_respondents(), {"keys": list(exchange_keys)})
    return _grouped(IndexedName, rows)


def indexed_questions(session: Session, exchange_keys: Sequence[str]) -> dict[str, list[IndexedQuestion]]:
    """What was asked in each of these exchanges, in reading order."""
    rows = session.connection().execute(_questions(), {"keys": list(exchange_keys)})
    return _grouped(IndexedQuestion, rows)


def _grouped(kind: type[Row], rows: Iterable[Sequence[Any]]) -> dict[str, list[Row]]:
    """By the first column of the rows."""
    found: dict[str, list[Row]] = {}
    for key, *row in rows:
        found.setdefault(key, []).append(kind._make(row))
    return found


# As in `records`: put together once.
@lru_cache(maxsize=1)
def _records() -> Any:
    opener = aliased(Record)
    columns: list[Any] = [getattr(Record, name) for name in IndexedRecord._fields[:11]]
    columns += [Document.title, Document.subtitle, Document.held, Document.published, Document.meeting_key]
    columns += [Meeting.name, opener.topic]
    return (
        select(*columns)
        .join(Document, col(Document.key) == col(Record.document_key))
        .outerjoin(Meeting, col(Meeting.key) == col(Document.meeting_key))
        .outerjoin(opener, col(opener.key) == col(Record.exchange_key))
        .where(col(Record.key).in_(_KEYS))
    )


@lru_cache(maxsize=1)
def _names() -> Any:
    return (
        _with_whom(select(col(Attribution.record_key), *_name_columns()))
        .where(col(Attribution.record_key).in_(_KEYS))
        .order_by(col(Attribution.record_key), col(Attribution.position))
    )


@lru_cache(maxsize=1)
def _respondents() -> Any:
    asked = select(col(Record.exchange_key), *_name_columns()).join(
        Attribution, col(Attribution.record_key) == col(Record.key)
    )
    return (
        _with_whom(asked)
        .where(col(Record.exchange_key).in_(_KEYS), col(Attribution.role) == "respondent")
        .order_by(col(Record.position), col(Attribution.position))
    )


@lru_cache(maxsize=1)
def _questions() -> Any:
    columns: list[Any] = [Record.exchange_key, Record.position, Record.text]
    # An expression, by which SQLite cannot look: it would rather go through all questions of the archive, for
    # each batch, than through the exchanges.
    is_question = col(Record.kind).concat("") == "question"
    return (
        select(*columns)
        .where(col(Record.exchange_key).in_(_KEYS), is_question)
        .order_by(col(Record.position))
    )


_KEYS: Any = bindparam("keys", expanding=True)


def _name_columns() -> list[Any]:
    own = [getattr(Attribution, name) for name in IndexedName._fields[:6]]
    return [*own, Person.name, Person.pinyin, Person.initials, Department.name, Department.aliases]


def _with_whom(names: Any) -> Any:
    return names.outerjoin(Person, col(Person.key) == col(Attribution.person_key)).outerjoin(
        Department, col(Department.key) == col(Attribution.department_key)
    )
