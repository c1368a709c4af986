"""The lists of delegates and of departments."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from app.archive import queries
from app.archive.queries import PersonRow
from app.web import addresses, labels
from app.web.contexts.common import Frame, Link, Pager, page_word, pager
from app.web.contexts.documents import HOME
from app.web.contexts.filters import Choice, choices, said

PER_PAGE = 200
OFFICIALS = "政府工作人员"


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
    """Delegates by pinyin initial, or the officials who answered."""

    frame: Frame
    heading: str
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
    """The departments of one kind, `count` in all, on whatever page they are."""

    word: str
    count: int
    items: tuple[DepartmentItem, ...]


@dataclass(frozen=True, kw_only=True)
class DepartmentsPage:
    """Departments, parties and sectors."""

    frame: Frame
    kinds: tuple[Choice, ...]
    groups: tuple[DepartmentGroup, ...]
    total: int
    pager: Pager | None


def delegates_page(session: Session, chosen: Mapping[str, str], page: int) -> DelegatesPage:
    """`chosen` may hold body, initial (one small letter) and name (a part of it, or pinyin)."""
    body, initial, name = chosen.get("body"), chosen.get("initial"), chosen.get("name")
    letters = queries.initials(session, body, name)
    total = letters.get(initial, 0) if initial else sum(letters.values())
    rows = queries.people(
        session, body=body, initial=initial, name=name, offset=(page - 1) * PER_PAGE, limit=PER_PAGE
    )
    groups: dict[str, list[PersonItem]] = {}
    for row in rows:
        groups.setdefault(row.person.pinyin[:1].upper() or "#", []).append(person_item(row))
    heading = OFFICIALS if body == "government" else "代表委员"
    narrowed = {key: value for key, value in chosen.items() if value != "government"}
    return DelegatesPage(
        frame=Frame(
            title=heading + said(narrowed, (initial or "").upper(), name or "") + page_word(page),
            canonical=_address("/delegates", chosen, page),
            section="delegates",
            crumbs=(HOME, Link(heading)),
            description=f"库中有发言、提问或答复的{total}位{heading}，按姓名拼音排列。",
        ),
        heading=heading,
        bodies=_bodies(queries.person_bodies(session, initial=initial, name=name), chosen),
        letters=choices(
            "initial",
            {letter: letter.upper() for letter in letters},
            chosen,
            "/delegates",
            letters,
            sum(letters.values()),
        ),
        body=body or "",
        name=name or "",
        groups=tuple(Initial(letter, tuple(people)) for letter, people in groups.items()),
        total=total,
        pager=pager(page, total, PER_PAGE, lambda number: _address("/delegates", chosen, number)),
    )


def _bodies(persons: Mapping[str | None, int], chosen: Mapping[str, str]) -> tuple[Choice, ...]:
    """The bodies with how many delegates each has; officials, who are none, stand last and by themselves."""
    counts = {value: count for value, count in persons.items() if value}
    officials = counts.get("government", 0)
    words = {**labels.BODIES, "government": OFFICIALS}
    return choices("body", words, chosen, "/delegates", counts, sum(persons.values()) - officials)


def departments_page(session: Session, chosen: Mapping[str, str], page: int = 1) -> DepartmentsPage:
    """`chosen` may hold kind."""
    kind = chosen.get("kind")
    counts = queries.department_kinds(session)
    total = counts.get(kind, 0) if kind else sum(counts.values())
    groups: dict[str, list[DepartmentItem]] = {}
    for row in queries.departments(session, kind, offset=(page - 1) * PER_PAGE, limit=PER_PAGE):
        item = DepartmentItem(
            Link(row.department.name, addresses.department(row.department.key)),
            row.records,
            "、".join(row.department.aliases),
        )
        groups.setdefault(row.department.kind, []).append(item)
    return DepartmentsPage(
        frame=Frame(
            title=labels.DEPARTMENT_KINDS.get(kind or "", "部门、党派与界别") + page_word(page),
            canonical=_address("/departments", chosen, page),
            section="departments",
            crumbs=(HOME, Link("部门")),
            description="答复过问政的部门，与发言所代表的党派团体、界别。",
        ),
        kinds=choices("kind", labels.DEPARTMENT_KINDS, chosen, "/departments", counts, sum(counts.values())),
        groups=tuple(
            DepartmentGroup(word, counts[kind], tuple(groups[kind]))
            for kind, word in labels.DEPARTMENT_KINDS.items()
            if kind in groups
        ),
        total=total,
        pager=pager(page, total, PER_PAGE, lambda number: _address("/departments", chosen, number)),
    )


def _address(path: str, chosen: Mapping[str, str], page: int) -> str:
    return addresses.with_parameters(path, {**chosen, "page": page if page > 1 else None})


def listed_among(body: str | None) -> Link:
    """The list that a person of this body stands in."""
    if body == "government":
        return Link(OFFICIALS, addresses.with_parameters("/delegates", {"body": body}))
    return Link("代表委员", "/delegates")


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
