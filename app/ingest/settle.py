"""After the records of a source are written: the roles of its people, and who or what is named no more."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, TypeVar

from sqlalchemy import delete
from sqlmodel import Session, col, select

from app.archive.models import Attribution, Department, Document, Meeting, Person, PersonRole, Record
from app.ingest.minting import KeyBook

UNNAMED = "重新读取或更正后，不再有记录提到。"
RENAMED = "重新读取或更正后，有关记录改归他处。"
MEETING_UNNAMED = "重新读取或更正后，文献不再注明这一会议。"
MEETING_RENAMED = "重新读取或更正后，文献改归另一会议。"


class _Part(NamedTuple):
    """What a person was in one record."""

    body: str | None
    affiliation: str | None
    represents: str | None


def rebuild_roles(session: Session, people: Iterable[str]) -> None:
    """Write the roles of these persons anew, from all that the archive's records say of them."""
    wanted = sorted(people)
    session.execute(delete(PersonRole).where(col(PersonRole.person_key).in_(wanted)))
    session.flush()
    dates: dict[tuple[str, _Part], set[str]] = defaultdict(set)
    for person_key, part, date in _parts(session, wanted):
        dates[person_key, part].update(date.split("/") if date else ())
    session.add_all(
        PersonRole(
            person_key=person_key,
            **part._asdict(),
            since=min(seen, default=None),
            until=max(seen, default=None),
        )
        for (person_key, part), seen in sorted(dates.items(), key=str)
    )
    session.flush()


def _parts(session: Session, people: Sequence[str]) -> Iterable[tuple[str, _Part, str | None]]:
    rows = session.exec(
        select(Attribution, Person, Document, Department)
        .join(Person, col(Attribution.person_key) == col(Person.key))
        .join(Department, col(Attribution.department_key) == col(Department.key), isouter=True)
        .join(Record, col(Attribution.record_key) == col(Record.key))
        .join(Document, col(Record.document_key) == col(Document.key))
        .where(col(Attribution.person_key).in_(people))
    ).all()
    represented = dict(
        session.exec(
            select(Attribution.record_key, Attribution.printed).where(
                Attribution.role == "represents",
                col(Attribution.record_key).in_(
                    select(Attribution.record_key).where(col(Attribution.person_key).in_(people))
                ),
            )
        ).all()
    )
    for attribution, person, document, department in rows:
        affiliation = _affiliation(attribution, department)
        part = _Part(person.body, affiliation, represented.get(attribution.record_key))
        yield person.key, part, document.held or document.published or document.period


def _affiliation(attribution: Attribution, department: Department | None) -> str | None:
    """What is printed; of an official the office, under the department's own name: 水利局局长."""
    if attribution.role != "respondent":
        return attribution.affiliation
    unit = department.name if department else ""
    return f"{unit}{attribution.post or ''}" or None


Who = Literal["person_key", "department_key"]
Row = TypeVar("Row", Person, Department)


def retire_unnamed(
    session: Session, book: KeyBook, old: Sequence[Attribution], new: Sequence[Attribution]
) -> None:
    """Take out the persons and departments whose last mention is gone.

    Where the records that named one name another in the same role now, its key leads to that one.
    """
    for person, heir in _unnamed(session, Person, "person_key", old, new):
        book.retire(person, title=person.name, reason=RENAMED if heir else UNNAMED, new_key=heir)
    for unit, heir in _unnamed(session, Department, "department_key", old, new):
        book.retire(unit, title=unit.name, reason=RENAMED if heir else UNNAMED, new_key=heir)


def _unnamed(
    session: Session, model: type[Row], field: Who, old: Sequence[Attribution], new: Sequence[Attribution]
) -> Iterable[tuple[Row, str | None]]:
    """The rows that were named and are no more, each with the key of the one named in its place."""
    heirs = _heirs(old, new, field)
    for key in sorted({getattr(row, field) for row in old} - {None}):
        row = session.get(model, key)
        named = session.exec(select(Attribution).where(getattr(Attribution, field) == key).limit(1))
        if row is not None and named.first() is None:
            yield row, heirs.get(key)


def _heirs(old: Sequence[Attribution], new: Sequence[Attribution], field: Who) -> dict[str, str]:
    now: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in new:
        if key := getattr(row, field):
            now[row.record_key, row.role].append(key)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in old:
        found[getattr(row, field)].update(now[row.record_key, row.role])
    return {key: max(heirs, key=lambda heir: (heirs[heir], heir)) for key, heirs in found.items() if heirs}


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
