"""What a list of hits shows of its records, and of the other turns of their exchanges.

Plain rows of just those columns: a search page has some forty records, and rows as objects with all that they
are related to take longer to make than the page.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import String, bindparam, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from app.archive.models import Attribution, Document, Meeting, Record


class FoundRecord(NamedTuple):
    """The columns of a `Record` that a hit shows."""

    key: str
    position: int
    kind: str
    body: str | None
    text: str
    title: str | None
    number: str | None
    topic: str | None
    section_heading: str | None
    exchange_key: str | None
    follow_up: bool
    supplementary: bool


class FoundDocument(NamedTuple):
    """The columns of the `Document` that a hit stands in."""

    key: str
    genre: str
    title: str | None
    held: str | None
    published: str | None
    period: str | None


class FoundMeeting(NamedTuple):
    """A meeting by its name."""

    name: str


class FoundName(NamedTuple):
    """The columns of an `Attribution`: as printed."""

    role: str
    printed: str
    post: str | None
    affiliation: str | None


class Found(NamedTuple):
    """A record in its frame, as `Entry` has it; `names` are in the order printed."""

    record: FoundRecord
    topic: str
    document: FoundDocument
    meeting: FoundMeeting | None
    names: Sequence[FoundName]


class FoundTitle(NamedTuple):
    """A document found by its title, and how many records it holds."""

    document: FoundDocument
    subtitle: str | None
    body: str | None
    meeting: FoundMeeting | None
    records: int


_PAGE = 20
"""Keys that a statement has places for: the hits of a page."""


def found(session: Session, keys: Sequence[str]) -> tuple[list[Found], dict[str, list[Found]]]:
    """The records of these keys, in this order, and all turns of their exchanges, in reading order, by the
    exchange. Keys that name no record are left out. Two statements."""
    asked = session.connection()  # a session would prepare for objects with each statement
    rows = asked.execute(_frames(_room(keys)), _placed(keys)).all() if keys else ()
    turned = [row[0] for row in rows]
    names: dict[str, list[FoundName]] = {}
    for key, *name in asked.execute(_names(_room(turned)), _placed(turned)) if rows else ():
        names.setdefault(key, []).append(FoundName._make(name))
    entries = [_found(row, names.get(row[0], ())) for row in rows]
    turns: dict[str, list[Found]] = {}
    for entry in entries:
        if entry.record.exchange_key:
            turns.setdefault(entry.record.exchange_key, []).append(entry)
    by_key = {entry.record.key: entry for entry in entries}
    return [by_key[key] for key in keys if key in by_key], turns


def found_titles(session: Session, keys: Sequence[str]) -> list[FoundTitle]:
    """The documents of these keys, in this order; keys that name none are left out."""
    rows = session.connection().execute(_titles(), {"keys": list(keys)}) if keys else ()
    by_key = {row[0]: _title(row) for row in rows}
    return [by_key[key] for key in keys if key in by_key]


def _title(row: Sequence[Any]) -> FoundTitle:
    subtitle, body, meeting, records = row[_COLUMNS:]
    named = None if meeting is None else FoundMeeting(meeting)
    return FoundTitle(FoundDocument._make(row[:_COLUMNS]), subtitle, body, named, records)


_COLUMNS = len(FoundDocument._fields)
_RECORD, _DOCUMENT = len(FoundRecord._fields), len(FoundRecord._fields) + _COLUMNS


def _found(row: Sequence[Any], names: Sequence[FoundName]) -> Found:
    record = FoundRecord._make(row[:_RECORD])
    meeting, opened_with = row[_DOCUMENT:]
    return Found(
        record,
        record.topic or opened_with or "",
        FoundDocument._make(row[_RECORD:_DOCUMENT]),
        None if meeting is None else FoundMeeting(meeting),
        names,
    )


def _columns(table: Any, row: type[Any]) -> Iterable[Any]:
    return (getattr(table, name) for name in row._fields)


def _room(keys: Sequence[str]) -> int:
    """Places for so many keys: a page's, or twice, four times as many…"""
    room = _PAGE
    while room < len(keys):
        room *= 2
    return room


def _placed(keys: Sequence[str]) -> dict[str, str]:
    """The keys in their places, the last one in all that are left."""
    return {f"key{place}": keys[min(place, len(keys) - 1)] for place in range(_room(keys))}


def _places(room: int) -> list[Any]:
    # A list that grows with the keys would be written into the statement anew each time it is asked.
    return [bindparam(f"key{place}", type_=String) for place in range(room)]


# As in `records`: put together once for each number of places.
@lru_cache(maxsize=16)
def _frames(room: int) -> Any:
    opener, hit = aliased(Record), aliased(Record)
    keys = _places(room)
    exchanges = select(hit.exchange_key).where(col(hit.key).in_(keys))
    columns = [*_columns(Record, FoundRecord), *_columns(Document, FoundDocument), Meeting.name, opener.topic]
    return (
        select(*columns)
        .join(Document, col(Document.key) == col(Record.document_key))
        .outerjoin(Meeting, col(Meeting.key) == col(Document.meeting_key))
        .outerjoin(opener, col(opener.key) == col(Record.exchange_key))
        .where(or_(col(Record.key).in_(keys), col(Record.exchange_key).in_(exchanges)))
        .order_by(col(Record.document_key), col(Record.position))
    )


@lru_cache(maxsize=1)
def _titles() -> Any:
    records = select(func.count()).where(col(Record.document_key) == col(Document.key)).scalar_subquery()
    columns = [*_columns(Document, FoundDocument), Document.subtitle, Document.body, Meeting.name, records]
    return (
        select(*columns)
        .outerjoin(Meeting, col(Meeting.key) == col(Document.meeting_key))
        .where(col(Document.key).in_(bindparam("keys", expanding=True)))
    )


@lru_cache(maxsize=16)
def _names(room: int) -> Any:
    return (
        select(Attribution.record_key, *_columns(Attribution, FoundName))
        .where(col(Attribution.record_key).in_(_places(room)))
        .order_by(col(Attribution.record_key), col(Attribution.position))
    )
