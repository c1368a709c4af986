"""After the records of a source are written: the roles of its people, and who or what is named no more."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, TypeVar

from sqlalchemy import Select, delete, update
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from app.archive.models import Attribution, Department, Document, Meeting, Person, PersonRole, Record
from app.ingest.attributions import Attributed
from app.ingest.minting import KeyBook
from app.ingest.rows import any_of, insert_all, table_of

UNNAMED = "重新读取或更正后，不再有记录提到。"
RENAMED = "重新读取或更正后，同一署名改归他处。"
CREDITED_ANEW = "重新读取或更正后，不再有记录提到；原有记录 {record} 现署“{who}”。"
MEETING_UNNAMED = "重新读取或更正后，文献不再注明这一会议。"
MEETING_RENAMED = "重新读取或更正后，文献改归另一会议。"

_BATCH = 500
"""Keys asked for at a time; below the number of variables that any SQLite takes in one statement."""


class Part(NamedTuple):
    """What a person was in one record."""

    body: str | None
    affiliation: str | None
    represents: str | None


Parts = dict[tuple[str, Part], set[str]]
"""Key of a person and what the person was → the dates (EDTF) at which records show it."""


def parts_in(session: Session, documents: Iterable[str]) -> Parts:
    """What the records of these documents show of everyone in them."""
    found: Parts = defaultdict(set)
    for batch in _batches(documents):
        _collect(session, found, _IN_DOCUMENTS, batch)
    return found


def update_roles(session: Session, before: Parts, after: Parts, others: Iterable[str]) -> None:
    """Bring the roles of everyone in a source up to date: `before` and `after` are what its records show.

    Only those of whom something is not shown any more, or not at the same times, are looked up in all the
    archive, and the `others`.
    """
    lost = {
        who[0]
        for who, dates in before.items()
        if who not in after or _joined(_range(dates), _range(after[who])) != _range(after[who])
    }
    rebuild_roles(session, lost | set(others))
    _add_roles(session, {who: dates for who, dates in after.items() if who[0] not in lost})


def rebuild_roles(session: Session, people: Iterable[str]) -> None:
    """Write the roles of these persons anew, from all that the archive's records say of them."""
    found: Parts = defaultdict(set)
    for batch in _batches(people):
        session.execute(delete(PersonRole).where(col(PersonRole.person_key).in_(batch)))
        _collect(session, found, _OF_PEOPLE, batch)
    session.flush()
    _add_roles(session, found)


Range = tuple[str | None, str | None]


def _range(dates: Collection[str]) -> Range:
    return min(dates, default=None), max(dates, default=None)


def _joined(one: Range, other: Range) -> Range:
    known = [date for date in (*one, *other) if date]
    return min(known, default=None), max(known, default=None)


def _add_roles(session: Session, parts: Parts) -> None:
    """Add to the roles there are what these parts show."""
    known: dict[tuple[str, Part], tuple[int, Range]] = {}
    for batch in _batches({person for person, _ in parts}):
        there = session.execute(_ROLES, {"keys": batch})
        for number, person, body, affiliation, represents, since, until in there:
            known[person, Part(body, affiliation, represents)] = number, (since, until)
    new, changed = [], []
    for (person, part), dates in sorted(parts.items(), key=str):
        number, before = known.get((person, part), (None, (None, None)))
        since, until = _joined(before, _range(dates))
        if number is None:
            new.append({"person_key": person, **part._asdict(), "since": since, "until": until})
        elif before != (since, until):
            changed.append({"id": number, "since": since, "until": until})
    insert_all(session, PersonRole, new)
    if changed:
        session.execute(update(PersonRole), changed)


_BY, _PEOPLE, _UNITS, _RECORDS, _DOCUMENTS = (
    table_of(one).c for one in (Attribution, Person, Department, Record, Document)
)
_SHOWN = (
    select_columns(
        *(_BY.record_key, _BY.person_key, _PEOPLE.body, _BY.role, _BY.affiliation, _BY.post, _UNITS.name),
        *(_DOCUMENTS.held, _DOCUMENTS.published, _DOCUMENTS.period),
    )
    .select_from(table_of(Attribution))
    .join(table_of(Person), _BY.person_key == _PEOPLE.key)
    .join(table_of(Department), _BY.department_key == _UNITS.key, isouter=True)
    .join(table_of(Record), _BY.record_key == _RECORDS.key)
    .join(table_of(Document), _RECORDS.document_key == _DOCUMENTS.key)
)
_IN_DOCUMENTS = _SHOWN.where(_DOCUMENTS.key.in_(any_of("keys")))
_OF_PEOPLE = _SHOWN.where(_BY.person_key.in_(any_of("keys")))
_REPRESENTED = select_columns(_BY.record_key, _BY.printed).where(
    _BY.role == "represents", _BY.record_key.in_(any_of("keys"))
)
_ROLES = select_columns(table_of(PersonRole)).where(table_of(PersonRole).c.person_key.in_(any_of("keys")))


def _collect(session: Session, found: Parts, wanted: Select[Any], keys: list[str]) -> None:
    rows = session.execute(wanted, {"keys": keys}).all()
    represented = _represented(session, {record for record, *_ in rows})
    for record, person, body, role, affiliation, post, unit, *dates in rows:
        shown = affiliation if role != "respondent" else _office(unit, post)
        date = next(filter(None, dates), "")
        found[person, Part(body, shown, represented.get(record))].update(date.split("/") if date else ())


def _represented(session: Session, records: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for batch in _batches(records):
        found.update((key, printed) for key, printed in session.execute(_REPRESENTED, {"keys": batch}))
    return found


def _office(unit: str | None, post: str | None) -> str | None:
    """What an official is shown as: the post, under the department's own name (水利局局长)."""
    return f"{unit or ''}{post or ''}" or None


def _batches(wanted: Iterable[str]) -> Iterator[list[str]]:
    ordered = sorted(wanted)
    for start in range(0, len(ordered), _BATCH):
        yield ordered[start : start + _BATCH]


Who = Literal["person_key", "department_key"]
Row = TypeVar("Row", Person, Department)


def retire_unnamed(
    session: Session,
    book: KeyBook,
    old: Sequence[Attribution],
    new: Sequence[Attributed],
    merged: Mapping[str, str],
) -> None:
    """Take out the persons and departments whose last mention is gone.

    A key leads to another one only where the same printed name is taken for that one now, by the roster or
    by a better reading. Where a record has another name now, the page that says so names the record.
    `merged` gives the reason for each person whom the roster made one with another.
    """
    for person, heir, elsewhere in _unnamed(session, Person, "person_key", old, new):
        reason = merged.get(person.key, RENAMED) if heir else elsewhere
        book.retire(person, title=person.name, reason=reason, new_key=heir)
    for unit, heir, elsewhere in _unnamed(session, Department, "department_key", old, new):
        book.retire(unit, title=unit.name, reason=RENAMED if heir else elsewhere, new_key=heir)


def _unnamed(
    session: Session, model: type[Row], field: Who, old: Sequence[Attribution], new: Sequence[Attributed]
) -> Iterable[tuple[Row, str | None, str]]:
    """The rows that were named and are no more, each with the key of the one the same name means now, or why
    there is none."""
    heirs, credited = _heirs(old, new, field), _credited_anew(old, new)
    for key in sorted({getattr(row, field) for row in old} - {None}):
        row = session.get(model, key)
        named = session.exec(select(Attribution).where(getattr(Attribution, field) == key).limit(1))
        if row is not None and named.first() is None:
            mine = (credited.get((one.record_key, one.role)) for one in old if getattr(one, field) == key)
            yield row, heirs.get(key), next(filter(None, mine), UNNAMED)


def _heirs(old: Sequence[Attribution], new: Sequence[Attributed], field: Who) -> dict[str, str]:
    now: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in new:
        if key := getattr(row, field):
            now[row.record_key, row.role, row.printed].append(key)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in old:
        if key := getattr(row, field):
            found[key].update(now[row.record_key, row.role, row.printed])
    return {key: max(heirs, key=lambda heir: (heirs[heir], heir)) for key, heirs in found.items() if heirs}


def _credited_anew(old: Sequence[Attribution], new: Sequence[Attributed]) -> dict[tuple[str, str], str]:
    """Record and role → the sentence that says whose name it has now; of those that have another one."""
    now: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in new:
        now[row.record_key, row.role].append(row.printed)
    return {
        place: CREDITED_ANEW.format(record=place[0], who="、".join(names))
        for place in sorted({(row.record_key, row.role) for row in old})
        if (names := now.get(place))
    }


def retire_meetings(session: Session, book: KeyBook, old: dict[str, str | None]) -> None:
    """Take out meetings without documents. `old` gives the meeting each document had before, by its key."""
    heirs: dict[str, str | None] = {}
    for document_key, meeting_key in old.items():
        document = session.get(Document, document_key)
        if meeting_key:
            heirs[meeting_key] = (document.meeting_key if document else None) or heirs.get(meeting_key)
    for key, heir in sorted(heirs.items()):
        meeting = session.get(Meeting, key)
        named = session.exec(select(Document.key).where(Document.meeting_key == key).limit(1)).first()
        if meeting and not named:
            reason = MEETING_RENAMED if heir else MEETING_UNNAMED
            book.retire(meeting, title=meeting.name, reason=reason, new_key=heir)
