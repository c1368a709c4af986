"""Delegates and departments: their lists, and one page each."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app.archive import queries
from app.archive.models import Department, Person
from app.archive.queries import Entry, Evidence, PersonRow, YearCount
from app.web import addresses, labels
from app.web.contexts.about import department_about, person_about
from app.web.contexts.common import (
    Bar,
    Frame,
    Link,
    Pager,
    RecordView,
    bars,
    date_range,
    pager,
    record_view,
    who,
)
from app.web.contexts.documents import HOME, Choice, choices

PEOPLE_PER_PAGE = 300
RECORDS_PER_PAGE = 20


@dataclass(frozen=True)
class PersonItem:
    """A delegate in a list."""

    link: Link
    body: labels.Body
    records: int
    years: str


@dataclass(frozen=True)
class Initial:
    """The delegates under one letter."""

    letter: str
    people: tuple[PersonItem, ...]


@dataclass(frozen=True, kw_only=True)
class DelegatesPage:
    """Delegates by pinyin initial."""

    frame: Frame
    bodies: tuple[Choice, ...]
    letters: tuple[Choice, ...]
    body: str
    name: str
    groups: tuple[Initial, ...]
    total: int
    pager: Pager | None


@dataclass(frozen=True)
class RoleItem:
    """What a delegate was in a time."""

    time: str
    body: labels.Body
    member: str
    affiliation: str
    represents: str


@dataclass(frozen=True)
class Item:
    """A record on a page of one person or department, with the other side of its exchange."""

    record: RecordView
    question: RecordView | None = None
    answered_by: tuple[Link, ...] = ()


@dataclass(frozen=True)
class YearOfRecords:
    """The records of one year."""

    year: str
    anchor: str
    items: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True)
class DelegatePage:
    """A delegate: roles over time, and all that they said and asked."""

    frame: Frame
    key: str
    name: str
    body: labels.Body
    namesakes: tuple[PersonItem, ...]
    roles: tuple[RoleItem, ...]
    evidence: tuple[Evidence, ...]
    total: int
    kinds: str
    chart: tuple[Bar, ...]
    years: tuple[YearOfRecords, ...]
    pager: Pager | None


@dataclass(frozen=True)
class DepartmentItem:
    """A department in a list."""

    link: Link
    records: int
    aliases: str


@dataclass(frozen=True)
class DepartmentGroup:
    """The departments of one kind."""

    kind: str
    word: str
    items: tuple[DepartmentItem, ...]


@dataclass(frozen=True, kw_only=True)
class DepartmentsPage:
    """Departments, parties and sectors."""

    frame: Frame
    kinds: tuple[Choice, ...]
    groups: tuple[DepartmentGroup, ...]


@dataclass(frozen=True, kw_only=True)
class DepartmentPage:
    """A department with what it was asked and answered; a party or sector with what was said for it."""

    frame: Frame
    key: str
    name: str
    kind: str
    facet: str
    aliases: str
    evidence: tuple[Evidence, ...]
    total: int
    kinds: str
    chart: tuple[Bar, ...]
    years: tuple[YearOfRecords, ...]
    pager: Pager | None


def delegates_page(session: Session, chosen: Mapping[str, str], page: int) -> DelegatesPage:
    """`chosen` may hold body, initial (one small letter) and name (a part of it, or pinyin)."""
    letters = queries.initials(session, chosen.get("body"), chosen.get("name"))
    total = letters.get(chosen["initial"], 0) if "initial" in chosen else sum(letters.values())
    rows = queries.people(
        session,
        body=chosen.get("body"),
        initial=chosen.get("initial"),
        name=chosen.get("name"),
        offset=(page - 1) * PEOPLE_PER_PAGE,
        limit=PEOPLE_PER_PAGE,
    )
    groups: dict[str, list[PersonItem]] = {}
    for row in rows:
        groups.setdefault(row.person.pinyin[:1].upper() or "#", []).append(_person_item(row))
    return DelegatesPage(
        frame=Frame(
            title="代表委员" + _narrowed(chosen) + _page_word(page),
            canonical=addresses.with_parameters("/delegates", {**chosen, "page": page if page > 1 else None}),
            section="delegates",
            crumbs=(HOME, Link("代表委员")),
            description=f"库中有发言或提问的{total}位代表委员，按姓名拼音排列。",
        ),
        bodies=choices("body", labels.BODIES, chosen, "/delegates"),
        letters=choices("initial", {letter: letter.upper() for letter in letters}, chosen, "/delegates"),
        body=chosen.get("body", ""),
        name=chosen.get("name", ""),
        groups=tuple(Initial(letter, tuple(people)) for letter, people in groups.items()),
        total=total,
        pager=pager(
            page,
            total,
            PEOPLE_PER_PAGE,
            lambda n: addresses.with_parameters("/delegates", {**chosen, "page": n}),
        ),
    )


def delegate_page(session: Session, person: Person, page: int) -> DelegatePage:
    """One delegate; `page` counts the pages of the records from 1."""
    counts = queries.person_years(session, person.key)
    total = sum(count.count for count in counts)
    offset = (page - 1) * RECORDS_PER_PAGE
    entries = queries.person_entries(session, person.key, offset=offset, limit=RECORDS_PER_PAGE)
    body = labels.body(person.body)
    url = addresses.delegate(person.key)
    roles = queries.roles(session, person.key)
    return DelegatePage(
        frame=Frame(
            title=f"{person.name}（{body.word}）{_page_word(page)}",
            canonical=addresses.with_parameters(url, {"page": page if page > 1 else None}),
            section="delegates",
            crumbs=(HOME, Link("代表委员", "/delegates"), Link(person.name)),
            description=f"{labels.MEMBERS.get(person.body or '', '')}{person.name}：{_kinds(counts)}。",
            about=person_about(person, next((role.affiliation for role in roles if role.affiliation), "")),
            feed=Link(f"议事录：{person.name}", addresses.feed(url)),
        ),
        key=person.key,
        name=person.name,
        body=body,
        namesakes=tuple(
            _person_item(PersonRow(other, 0, None, None)) for other in queries.namesakes(session, person)
        ),
        roles=tuple(
            RoleItem(
                date_range(role.since, role.until),
                labels.body(role.body),
                labels.MEMBERS.get(role.body or "", ""),
                role.affiliation or "",
                role.represents or "",
            )
            for role in roles
        ),
        evidence=tuple(queries.person_evidence(session, person.key)),
        total=total,
        kinds=_kinds(counts),
        chart=_chart(counts, "person", person.key),
        years=_years(session, entries),
        pager=pager(page, total, RECORDS_PER_PAGE, lambda n: addresses.with_parameters(url, {"page": n})),
    )


def departments_page(session: Session, chosen: Mapping[str, str]) -> DepartmentsPage:
    """`chosen` may hold kind."""
    groups: dict[str, list[DepartmentItem]] = {}
    for row in queries.departments(session, chosen.get("kind")):
        item = DepartmentItem(
            Link(row.department.name, addresses.department(row.department.key)),
            row.records,
            "、".join(row.department.aliases),
        )
        groups.setdefault(row.department.kind, []).append(item)
    return DepartmentsPage(
        frame=Frame(
            title=labels.DEPARTMENT_KINDS.get(chosen.get("kind", ""), "部门、党派与界别"),
            canonical=addresses.with_parameters("/departments", chosen),
            section="departments",
            crumbs=(HOME, Link("部门")),
            description="答复过问政的部门，与发言所代表的党派团体、界别。",
        ),
        kinds=choices("kind", labels.DEPARTMENT_KINDS, chosen, "/departments"),
        groups=tuple(
            DepartmentGroup(kind, word, tuple(groups[kind]))
            for kind, word in labels.DEPARTMENT_KINDS.items()
            if kind in groups
        ),
    )


def department_page(session: Session, department: Department, page: int) -> DepartmentPage:
    """One department; `page` counts the pages of the records from 1."""
    counts = queries.department_years(session, department.key)
    total = sum(count.count for count in counts)
    offset = (page - 1) * RECORDS_PER_PAGE
    entries = queries.department_entries(session, department.key, offset=offset, limit=RECORDS_PER_PAGE)
    url = addresses.department(department.key)
    facet = "department" if department.kind == "department" else "party"
    return DepartmentPage(
        frame=Frame(
            title=department.name + _page_word(page),
            canonical=addresses.with_parameters(url, {"page": page if page > 1 else None}),
            section="departments",
            crumbs=(HOME, Link("部门", "/departments"), Link(department.name)),
            description=f"{department.name}：{_kinds(counts)}。",
            about=department_about(department),
            feed=Link(f"议事录：{department.name}", addresses.feed(url)),
        ),
        key=department.key,
        name=department.name,
        kind=labels.DEPARTMENT_KINDS.get(department.kind, department.kind),
        facet="dept" if facet == "department" else "party",
        aliases="、".join(department.aliases),
        evidence=tuple(queries.department_evidence(session, department.key)),
        total=total,
        kinds=_kinds(counts),
        chart=_chart(counts, facet, department.key),
        years=_years(session, entries),
        pager=pager(page, total, RECORDS_PER_PAGE, lambda n: addresses.with_parameters(url, {"page": n})),
    )


def _narrowed(chosen: Mapping[str, str]) -> str:
    """What tells the list in one tab from that in another: `：人大、Z`."""
    words = (labels.BODIES.get(chosen.get("body", "")), chosen.get("initial", "").upper(), chosen.get("name"))
    said = "、".join(word for word in words if word)
    return f"：{said}" if said else ""


def _page_word(page: int) -> str:
    return f"，第{page}页" if page > 1 else ""


def _person_item(row: PersonRow) -> PersonItem:
    first, last = row.first, row.last
    years = f"{first}" if first == last else f"{first}—{last}"
    return PersonItem(
        Link(row.person.name, addresses.delegate(row.person.key)),
        labels.body(row.person.body),
        row.records,
        years if first else "",
    )


def _kinds(counts: Sequence[YearCount]) -> str:
    """`发言 3 篇、提问 2 篇`."""
    kinds: Counter[str] = Counter()
    for count in counts:
        kinds[count.kind] += count.count
    return "、".join(f"{labels.KINDS.get(kind, kind)} {number} 篇" for kind, number in kinds.most_common())


def _chart(counts: Sequence[YearCount], facet: str, key: str) -> tuple[Bar, ...]:
    years: Counter[int | None] = Counter()
    for count in counts:
        years[count.year] += count.count
    return bars(
        [
            (
                labels.year(year),
                number,
                addresses.search("", {facet: key, "year": str(year)}) if year else None,
            )
            for year, number in years.items()
        ]
    )


def _years(session: Session, entries: Sequence[Entry]) -> tuple[YearOfRecords, ...]:
    """The records by year, with what opened each exchange and who answered in it. Three statements."""
    exchanges = {entry.record.exchange_key for entry in entries if entry.record.exchange_key}
    questions = {entry.record.key: entry for entry in queries.entries(session, sorted(exchanges))}
    answered = queries.respondents(session, sorted(exchanges))
    years: dict[int | None, list[Item]] = {}
    for entry in entries:
        years.setdefault(entry.record.year, []).append(_item(entry, questions, answered))
    return tuple(
        YearOfRecords(labels.year(year), f"y-{year or 'unknown'}", tuple(items))
        for year, items in years.items()
    )


def _item(entry: Entry, questions: Mapping[str, Entry], answered: Mapping[str, Sequence[queries.By]]) -> Item:
    record = entry.record
    view = record_view(entry)
    if not record.exchange_key:
        return Item(view)
    if record.kind == "question":
        by = {one.name: Link(one.name, one.url) for one in map(who, answered.get(record.exchange_key, ()))}
        return Item(view, answered_by=tuple(by.values()))
    opening = questions.get(record.exchange_key)
    is_question = opening is not None and opening.record.key != record.key
    return Item(view, question=record_view(opening) if opening and is_question else None)
