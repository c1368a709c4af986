"""The lists of delegates and of departments."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from app.archive import queries
from app.archive.queries import PersonRow
from app.web import addresses, labels
from app.web.contexts.common import (
    Frame,
    Link,
    Pager,
    page_word,
    pager,
)
from app.web.contexts.documents import HOME, Choice, choices

PEOPLE_PER_PAGE = 300


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
        groups.setdefault(row.person.pinyin[:1].upper() or "#", []).append(person_item(row))
    return DelegatesPage(
        frame=Frame(
            title="代表委员" + _narrowed(chosen) + page_word(page),
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


def _narrowed(chosen: Mapping[str, str]) -> str:
    """What tells the list in one tab from that in another: `：人大、Z`."""
    words = (labels.BODIES.get(chosen.get("body", "")), chosen.get("initial", "").upper(), chosen.get("name"))
    said = "、".join(word for word in words if word)
    return f"：{said}" if said else ""


def person_item(row: PersonRow) -> PersonItem:
    """A delegate as lists show one."""
    first, last = row.first, row.last
    years = f"{first}" if first == last else f"{first}—{last}"
    return PersonItem(
        Link(row.person.name, addresses.delegate(row.person.key)),
        labels.body(row.person.body),
        row.records,
        years if first else "",
    )
