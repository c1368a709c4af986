"""Delegates and departments, and what the archive holds of each."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import BindParameter, ColumnElement, Connection, Engine, and_, bindparam, func, or_, union_all
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from app.archive.models import Attribution, Department, Document, Meeting, Person, PersonRole, Record
from app.archive.queries.records import Entry, framed
from app.archive.queries.totals import generation
from app.text.folding import fold, squeeze

_NAMED: tuple[type[Person | Department | Meeting], ...] = (Person, Department, Meeting)


@dataclass(frozen=True)
class PersonRow:
    """A delegate in a list: how many records, from which year to which."""

    person: Person
    records: int
    first: int | None
    last: int | None


@dataclass(frozen=True)
class DepartmentRow:
    """A department, party or sector in a list, with the number of its records."""

    department: Department
    records: int


@dataclass(frozen=True)
class Evidence:
    """One reason why records are credited to someone, and how many are for it."""

    sentence: str
    records: int


def initials(session: Session, body: str | None = None, name: str | None = None) -> dict[str, int]:
    """How many delegates there are by the first letter of their pinyin; of which body see `people`."""
    letter = func.substr(Person.pinyin, 1, 1)
    statement = select(letter, func.count()).select_from(Person).group_by(letter).order_by(letter)
    return dict(session.exec(statement.where(*_these(body, None, name))).all())


def person_bodies(
    session: Session, *, initial: str | None = None, name: str | None = None
) -> dict[str | None, int]:
    """How many persons there are of each body, officials too."""
    statement = select(Person.body, func.count()).group_by(col(Person.body))
    return dict(session.exec(statement.where(*_these(None, initial, name, everyone=True))).all())


def people(
    session: Session,
    *,
    body: str | None = None,
    initial: str | None = None,
    name: str | None = None,
    everyone: bool = False,
    offset: int = 0,
    limit: int | None = None,
) -> list[PersonRow]:
    """Delegates by pinyin, syllable by syllable, then by character; `name` is a part of the name or the
    beginning of its pinyin (`zhouting`, `zhou ting`, `zt`).

    Officials, who answer for the government, are no delegates: they come when `body` asks for them, or with
    `everyone`.
    """
    rows = session.exec(
        select(
            Person,
            func.count(col(Record.key).distinct()),
            func.min(Record.year),
            func.max(Record.year),
        )
        .outerjoin(Attribution, col(Attribution.person_key) == col(Person.key))
        .outerjoin(Record, col(Record.key) == col(Attribution.record_key))
        .where(*_these(body, initial, name, everyone=everyone))
        .group_by(col(Person.key))
        .order_by(col(Person.pinyin), col(Person.name), col(Person.body), col(Person.key))
        .offset(offset)
        .limit(limit)
    )
    return [PersonRow(*row) for row in rows]


def _these(
    body: str | None, initial: str | None, name: str | None, *, everyone: bool = False
) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if body:
        conditions.append(col(Person.body) == body)
    elif not everyone:
        conditions.append(func.coalesce(Person.body, "") != "government")
    if initial:
        conditions.append(func.substr(Person.pinyin, 1, 1) == initial)
    if name:
        conditions.append(_called(name))
    return conditions


def _called(name: str) -> ColumnElement[bool]:
    wanted = squeeze(fold(name))
    pinyin = func.replace(Person.pinyin, " ", "")
    return or_(
        col(Person.name).contains(name.strip(), autoescape=True),
        col(Person.name).contains(wanted, autoescape=True),
        pinyin.startswith(wanted, autoescape=True),
        col(Person.initials).startswith(wanted, autoescape=True),
    )


def person(session: Session, key: str) -> Person | None:
    """The delegate of this key."""
    return session.get(Person, key)


def namesakes(session: Session, of: Person) -> list[Person]:
    """Other persons of the same name, in whatever script; words that tell them apart do not count."""
    statement = select(Person).where(Person.pinyin == of.pinyin, Person.key != of.key)
    others = session.exec(statement.order_by(col(Person.body), col(Person.name)))
    return [other for other in others if _bare(other.name) == _bare(of.name)]


def persons_named(session: Session, printed: Iterable[str]) -> dict[str, list[Person]]:
    """Every person of each of these names as printed."""
    found: dict[str, list[Person]] = {}
    statement = select(Person).where(col(Person.name).in_(list(printed)))
    for row in session.exec(statement.order_by(col(Person.key))):
        found.setdefault(row.name, []).append(row)
    return found


def _bare(name: str) -> str:
    return squeeze(fold(name.partition("（")[0])).replace("·", "")


def roles(session: Session, person_key: str) -> list[PersonRole]:
    """What a person was, the newest first."""
    statement = (
        select(PersonRole)
        .where(PersonRole.person_key == person_key)
        .order_by(
            func.coalesce(PersonRole.until, PersonRole.since, "").desc(),
            func.coalesce(PersonRole.affiliation, ""),
            func.coalesce(PersonRole.represents, ""),
        )
    )
    return list(session.exec(statement))


def person_entries(
    session: Session, person_key: str, *, year: int | None = None, offset: int = 0, limit: int | None = None
) -> list[Entry]:
    """Everything a person said, asked or answered (in a year), the newest first."""
    return _attributed(session, col(Attribution.person_key) == person_key, year, offset, limit)


def person_evidence(session: Session, person_key: str) -> list[Evidence]:
    """Why records are credited to a person, the commonest reason first."""
    return _evidence(session, col(Attribution.person_key) == person_key, 0)


def department_evidence(session: Session, department_key: str) -> list[Evidence]:
    """Why records are credited to a department, the commonest reason first."""
    return _evidence(session, col(Attribution.department_key) == department_key, -1)


def _evidence(session: Session, condition: ColumnElement[bool], part: int) -> list[Evidence]:
    """An official's record has a line of evidence for the person, then one for the department."""
    rows = session.exec(
        select(Attribution.evidence, func.count(col(Attribution.record_key).distinct()))
        .where(condition)
        .group_by(col(Attribution.evidence))
    )
    counts: Counter[str] = Counter()
    for evidence, records in rows:
        counts[evidence.split("\n")[part]] += records
    return [Evidence(sentence, records) for sentence, records in counts.most_common()]


def departments(
    session: Session, kind: str | None = None, *, offset: int = 0, limit: int | None = None
) -> list[DepartmentRow]:
    """Departments, then parties, then sectors; of each those with most records first."""
    records = func.count(col(Attribution.record_key).distinct())
    statement = (
        select(Department, records)
        .outerjoin(Attribution, col(Attribution.department_key) == col(Department.key))
        .where(*([col(Department.kind) == kind] if kind else []))
        .group_by(col(Department.key))
        .order_by(col(Department.kind), records.desc(), col(Department.pinyin), col(Department.key))
        .offset(offset)
        .limit(limit)
    )
    return [DepartmentRow(*row) for row in session.exec(statement)]


def department_kinds(session: Session) -> dict[str, int]:
    """How many departments, parties and sectors there are."""
    statement = select(Department.kind, func.count()).group_by(col(Department.kind))
    return dict(session.exec(statement).all())


def department(session: Session, key: str) -> Department | None:
    """The department, party or sector of this key."""
    return session.get(Department, key)


def department_entries(
    session: Session,
    department_key: str,
    *,
    year: int | None = None,
    topic: str | None = None,
    offset: int = 0,
    limit: int | None = None,
) -> list[Entry]:
    """Everything a department answered, or that was said on its behalf (in a year, on a topic), the newest
    first."""
    return _attributed(session, _of_department(department_key, topic), year, offset, limit)


def department_topics(session: Session, department_key: str) -> list[tuple[int | None, str | None, int]]:
    """What a department's records are about: (year, topic as printed or None, number of records)."""
    opener = aliased(Record)
    topic = _topic(opener)
    rows = session.exec(
        select(Record.year, topic, func.count(col(Record.key).distinct()))
        .join(Attribution, col(Attribution.record_key) == col(Record.key))
        .outerjoin(opener, col(opener.key) == col(Record.exchange_key))
        .where(Attribution.department_key == department_key)
        .group_by(col(Record.year), topic)
    )
    return list(rows)


def _topic(opener: type[Record]) -> Any:
    """The topic of a record, or that of what opened its exchange."""
    return func.coalesce(func.nullif(Record.topic, ""), func.nullif(opener.topic, ""))


def _of_department(department_key: str, topic: str | None) -> ColumnElement[bool]:
    here = col(Attribution.department_key) == department_key
    if topic is None:
        return here
    opener = aliased(Record)
    about = (
        select(Record.key)
        .outerjoin(opener, col(opener.key) == col(Record.exchange_key))
        .where(_topic(opener) == topic)
    )
    return and_(here, col(Attribution.record_key).in_(about))


@dataclass(frozen=True)
class MeetingCount:
    """What the archive holds of somebody from one meeting (None: none is known)."""

    year: int | None
    meeting: Meeting | None
    kind: str
    count: int


def person_meetings(session: Session, person_key: str) -> list[MeetingCount]:
    """What the archive holds of a person, by year (newest first), meeting and kind."""
    return _meetings(session, col(Attribution.person_key) == person_key)


def department_meetings(
    session: Session, department_key: str, topic: str | None = None
) -> list[MeetingCount]:
    """What the archive holds of a department (on a topic), by year (newest first), meeting and kind."""
    return _meetings(session, _of_department(department_key, topic))


def _meetings(session: Session, condition: ColumnElement[bool]) -> list[MeetingCount]:
    held = func.max(func.coalesce(Document.held, Document.published, ""))
    rows = session.exec(
        select(Record.year, Meeting, Record.kind, func.count(col(Record.key).distinct()))
        .join(Attribution, col(Attribution.record_key) == col(Record.key))
        .join(Document, col(Document.key) == col(Record.document_key))
        .outerjoin(Meeting, col(Meeting.key) == col(Document.meeting_key))
        .where(condition)
        .group_by(col(Record.year), col(Meeting.key), col(Record.kind))
        .order_by(func.coalesce(Record.year, 0).desc(), held.desc(), col(Meeting.key), col(Record.kind))
    )
    return [MeetingCount(*row) for row in rows]


def person_answerers(session: Session, person_key: str) -> list[DepartmentRow]:
    """Who answered a person's questions, in how many exchanges: the most frequent first."""
    asked = (
        select(Record.exchange_key)
        .join(Attribution, col(Attribution.record_key) == col(Record.key))
        .where(Attribution.person_key == person_key, Attribution.role == "asker")
    )
    exchanges = func.count(col(Record.exchange_key).distinct())
    rows = session.exec(
        select(Department, exchanges)
        .join(Attribution, col(Attribution.department_key) == col(Department.key))
        .join(Record, col(Record.key) == col(Attribution.record_key))
        .where(col(Record.exchange_key).in_(asked), Attribution.role == "respondent")
        .group_by(col(Department.key))
        .order_by(exchanges.desc(), col(Department.pinyin))
    )
    return [DepartmentRow(*row) for row in rows]


def department_askers(session: Session, department_key: str) -> list[PersonRow]:
    """Whose questions a department answered, in how many exchanges: the most frequent first."""
    answered = (
        select(Record.exchange_key)
        .join(Attribution, col(Attribution.record_key) == col(Record.key))
        .where(Attribution.department_key == department_key, Attribution.role == "respondent")
    )
    exchanges = func.count(col(Record.exchange_key).distinct())
    rows = session.exec(
        select(Person, exchanges, func.min(Record.year), func.max(Record.year))
        .join(Attribution, col(Attribution.person_key) == col(Person.key))
        .join(Record, col(Record.key) == col(Attribution.record_key))
        .where(col(Record.exchange_key).in_(answered), Attribution.role == "asker")
        .group_by(col(Person.key))
        .order_by(exchanges.desc(), col(Person.pinyin))
    )
    return [PersonRow(*row) for row in rows]


def person_texts(session: Session, person_key: str, limit: int) -> list[str]:
    """The newest texts that are by a person."""
    return _texts(session, col(Attribution.person_key) == person_key, limit)


def department_texts(session: Session, department_key: str, limit: int) -> list[str]:
    """The newest texts that are by or for a department."""
    return _texts(session, col(Attribution.department_key) == department_key, limit)


def _texts(session: Session, condition: ColumnElement[bool], limit: int) -> list[str]:
    keys = select(Attribution.record_key).where(condition)
    newest = func.coalesce(Record.year, 0).desc()
    rows = session.exec(
        select(Record.text).where(col(Record.key).in_(keys)).order_by(newest, col(Record.key)).limit(limit)
    )
    return list(rows)


def meeting_people(session: Session, meeting_key: str) -> list[PersonRow]:
    """Who spoke or asked at a meeting, in the order of the pinyin, with how many records."""
    rows = session.exec(
        select(Person, func.count(col(Record.key).distinct()), func.min(Record.year), func.max(Record.year))
        .join(Attribution, col(Attribution.person_key) == col(Person.key))
        .join(Record, col(Record.key) == col(Attribution.record_key))
        .join(Document, col(Document.key) == col(Record.document_key))
        .where(Document.meeting_key == meeting_key, Attribution.role != "respondent")
        .group_by(col(Person.key))
        .order_by(col(Person.pinyin), col(Person.name), col(Person.body))
    )
    return [PersonRow(*row) for row in rows]


def meeting_departments(session: Session, meeting_key: str) -> list[DepartmentRow]:
    """Who answered, or was spoken for, at a meeting: those with most records first."""
    records = func.count(col(Attribution.record_key).distinct())
    rows = session.exec(
        select(Department, records)
        .join(Attribution, col(Attribution.department_key) == col(Department.key))
        .join(Record, col(Record.key) == col(Attribution.record_key))
        .join(Document, col(Document.key) == col(Record.document_key))
        .where(Document.meeting_key == meeting_key)
        .group_by(col(Department.key))
        .order_by(records.desc(), col(Department.pinyin))
    )
    return [DepartmentRow(*row) for row in rows]


def names(session: Session, keys: Iterable[str], now: str | None = None) -> dict[str, str]:
    """Key → name, for persons, departments and meetings alike. Names are read once for each generation,
    which `now` is where it is known."""
    now, database, wanted = now or generation(session), session.get_bind(), set(keys)
    if database not in _names or _names[database][0] != now:
        _names[database] = (now, {})
    known = _names[database][1]
    unknown = wanted - known.keys()
    if unknown:
        read = session.connection().execute(_names_of_keys(), {"keys": list(unknown)})
        known.update((key, name) for key, name in read)
    return {key: known[key] for key in wanted if key in known}


_names: WeakKeyDictionary[Engine | Connection, tuple[str, dict[str, str]]] = WeakKeyDictionary()
"""The names of each database that pages have shown, with the generation that they are of."""


@lru_cache(maxsize=1)
def _names_of_keys() -> Any:
    keys: BindParameter[str] = bindparam("keys", expanding=True)
    parts = [select(model.key, model.name).where(col(model.key).in_(keys)) for model in _NAMED]
    return union_all(*parts)


def _attributed(
    session: Session, condition: ColumnElement[bool], year: int | None, offset: int, limit: int | None
) -> list[Entry]:
    keys = select(Attribution.record_key).where(condition)
    where = [col(Record.key).in_(keys), *([col(Record.year) == year] if year else [])]
    newest = (func.coalesce(Record.year, 0).desc(), col(Record.document_key), col(Record.position))
    return framed(session, *where, order=newest, offset=offset, limit=limit)
