"""One delegate; one department, party or sector: what they said, asked and answered, when and on what."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from app.archive import queries
from app.archive.models import Department, Person, PersonRole
from app.archive.queries import Entry, Evidence, MeetingCount, PersonRow
from app.search import Searcher
from app.web import addresses, labels
from app.web.contexts.about import department_about, person_about
from app.web.contexts.common import (
    Frame,
    Link,
    Pager,
    RecordView,
    bars,
    date_range,
    exports,
    meeting_link,
    page_word,
    pager,
    question_before,
    record_view,
    shortened,
    who,
)
from app.web.contexts.documents import HOME
from app.web.contexts.filters import Choice, choices, tally
from app.web.contexts.people import PersonItem, listed_among, person_item

RECORDS_PER_PAGE = 20
TOPICS = 14
TEXTS = 400
"""The newest texts that topics are taken from: more than a delegate has, a few weeks of a busy department."""
_ONE_PERSON = "先后印有不同的单位或职务，没有显示是两个人，认作一人先后任职或兼职。"
TOPICS_LISTED = 16
"""Topics of a department that are shown at once, with the choice of all."""
MOST_TOPICS = 200
PARTNERS = 12
"""Departments that answered a delegate, or delegates that a department answered, shown at once."""


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


@dataclass(frozen=True)
class TimelineMeeting:
    """What was said at one meeting: `发言 1`."""

    link: Link
    kinds: str


@dataclass(frozen=True)
class TimelineYear:
    """One year of a timeline; `share` is its part of the fullest one, 0 to 100."""

    link: Link
    count: int
    share: float
    meetings: tuple[TimelineMeeting, ...]
    active: bool


@dataclass(frozen=True)
class Partner:
    """The other side of exchanges, and in how many."""

    link: Link
    exchanges: int


@dataclass(frozen=True, kw_only=True)
class Activity:
    """What both pages show. `everything` leads back from one year to all of them."""

    total: int
    kinds: str
    timeline: tuple[TimelineYear, ...]
    everything: str
    topics: tuple[Link, ...]
    years: tuple[YearOfRecords, ...]
    exports: tuple[Link, ...]
    pager: Pager | None


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
    activity: Activity
    answerers: tuple[Partner, ...]


@dataclass(frozen=True, kw_only=True)
class DepartmentPage:
    """A department with what it was asked and answered; a party or sector with what was said for it.

    `by_topic` narrows it to what is printed under a topic, `more_topics` are the rarer ones.
    """

    frame: Frame
    key: str
    name: str
    kind: str
    facet: str
    aliases: str
    evidence: tuple[Evidence, ...]
    activity: Activity
    askers: tuple[Partner, ...]
    by_topic: tuple[Choice, ...]
    more_topics: tuple[Choice, ...]


def delegate_page(
    session: Session, searcher: Searcher, person: Person, page: int, year: int | None
) -> DelegatePage:
    """One delegate; `page` counts the pages of the records (of a year, where one is given) from 1."""
    counts = queries.person_meetings(session, person.key)
    roles = queries.roles(session, person.key)
    body = labels.body(person.body)
    url = addresses.delegate(person.key)
    entries = queries.person_entries(
        session, person.key, year=year, offset=(page - 1) * RECORDS_PER_PAGE, limit=RECORDS_PER_PAGE
    )
    topics = searcher.keywords(person.key, lambda: queries.person_texts(session, person.key, TEXTS), TOPICS)
    return DelegatePage(
        frame=Frame(
            title=f"{person.name}（{body.word}）{_where(year, page)}",
            canonical=_address(url, year, page),
            section="delegates",
            crumbs=(HOME, listed_among(person.body), Link(person.name)),
            description=f"{labels.MEMBERS.get(person.body or '', '')}{person.name}：{_kinds(counts)}。",
            about=person_about(person, next((role.affiliation for role in roles if role.affiliation), "")),
            feed=Link(f"议事录：{person.name}", addresses.feed(url)),
        ),
        key=person.key,
        name=person.name,
        body=body,
        namesakes=tuple(
            person_item(PersonRow(other, 0, None, None)) for other in queries.namesakes(session, person)
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
        evidence=_person_evidence(queries.person_evidence(session, person.key), roles),
        activity=_activity(session, url, {"person": person.key}, counts, entries, topics, year, page),
        answerers=tuple(
            Partner(Link(row.department.name, addresses.department(row.department.key)), row.records)
            for row in queries.person_answerers(session, person.key)[:PARTNERS]
        ),
    )


def _person_evidence(found: Sequence[Evidence], roles: Iterable[PersonRole]) -> tuple[Evidence, ...]:
    """Why records are credited to a person, and why to one only when several affiliations are printed."""
    if len({role.affiliation for role in roles if role.affiliation}) < 2:
        return tuple(found)
    return (*found, Evidence(_ONE_PERSON, sum(one.records for one in found)))


def department_page(
    session: Session,
    searcher: Searcher,
    department: Department,
    page: int,
    year: int | None,
    topic: str | None = None,
) -> DepartmentPage:
    """One department; `page` counts the pages of the records (of a year and on a topic, where they are
    given) from 1."""
    counts = queries.department_meetings(session, department.key, topic)
    home = addresses.department(department.key)
    url = addresses.with_parameters(home, {"topic": topic})
    by_topic = _by_topic(queries.department_topics(session, department.key), home, year, topic)
    facet = "department" if department.kind == "department" else "party"
    entries = queries.department_entries(
        session,
        department.key,
        year=year,
        topic=topic,
        offset=(page - 1) * RECORDS_PER_PAGE,
        limit=RECORDS_PER_PAGE,
    )
    topics = searcher.keywords(
        department.key, lambda: queries.department_texts(session, department.key, TEXTS), TOPICS
    )
    activity = _activity(session, url, {facet: department.key}, counts, entries, topics, year, page)
    return DepartmentPage(
        frame=Frame(
            title=department.name + (f"，议题：{topic}" if topic else "") + _where(year, page),
            canonical=_address(url, year, page),
            section="departments",
            crumbs=(HOME, Link("部门", "/departments"), Link(department.name)),
            description=f"{department.name}：{_kinds(counts)}。",
            about=department_about(department),
            feed=Link(f"议事录：{department.name}", addresses.feed(home)),
        ),
        key=department.key,
        name=department.name,
        kind=labels.DEPARTMENT_KINDS.get(department.kind, department.kind),
        facet="dept" if facet == "department" else "party",
        aliases="、".join(department.aliases),
        evidence=tuple(queries.department_evidence(session, department.key)),
        activity=activity if topic is None else replace(activity, exports=()),  # they know no topics
        askers=tuple(
            Partner(Link(row.person.name, addresses.delegate(row.person.key)), row.records)
            for row in queries.department_askers(session, department.key)[:PARTNERS]
        ),
        by_topic=by_topic[:TOPICS_LISTED],
        more_topics=by_topic[TOPICS_LISTED:MOST_TOPICS],
    )


def _by_topic(
    counts: Sequence[tuple[int | None, str | None, int]], url: str, year: int | None, topic: str | None
) -> tuple[Choice, ...]:
    """All topics, the commonest of the year first behind the chosen one; nothing where none is printed."""
    groups = [({"year": of, "topic": about}, number) for of, about, number in counts]
    chosen = {"year": str(year or ""), "topic": topic or ""}
    chosen = {name: value for name, value in chosen.items() if value}
    found = tally(groups, "topic", chosen)
    total = found.total()
    del found[""]
    if not found and not topic:
        return ()
    order = sorted(found, key=lambda about: (about != topic, -found[about], about))
    return choices("topic", {about: about for about in order}, chosen, url, found, total)


def _activity(
    session: Session,
    url: str,
    filters: Mapping[str, str],
    counts: Sequence[MeetingCount],
    entries: Sequence[Entry],
    topics: Sequence[str],
    year: int | None,
    page: int,
) -> Activity:
    shown = sum(count.count for count in counts if year in (None, count.year))
    return Activity(
        total=shown,
        kinds=_kinds(counts),
        timeline=_timeline(url, counts, year),
        everything=url if year else "",
        topics=tuple(Link(word, addresses.search(word, filters)) for word in topics),
        years=_years(session, entries),
        exports=exports({**filters, **({"year": str(year)} if year else {})}),
        pager=pager(page, shown, RECORDS_PER_PAGE, lambda n: _address(url, year, n)),
    )


def _timeline(url: str, counts: Sequence[MeetingCount], chosen: int | None) -> tuple[TimelineYear, ...]:
    years: dict[int | None, list[MeetingCount]] = {}
    for count in counts:
        years.setdefault(count.year, []).append(count)
    sums = {year: sum(count.count for count in of) for year, of in years.items()}
    charted = bars([(labels.year(year), sums[year], _address(url, year, 1)) for year in years])
    return tuple(
        TimelineYear(
            Link(bar.label, bar.url if year else None), bar.count, bar.share, _meetings(of), year == chosen
        )
        for bar, (year, of) in zip(charted, years.items(), strict=True)
    )


def _meetings(counts: Sequence[MeetingCount]) -> tuple[TimelineMeeting, ...]:
    """The meetings of one year in order, each with what was said there."""
    found: dict[str, list[MeetingCount]] = {}
    for count in counts:
        found.setdefault(count.meeting.key if count.meeting else "", []).append(count)
    return tuple(
        TimelineMeeting(meeting_link(of[0].meeting) if of[0].meeting else Link("会议未注明"), _kinds(of))
        for of in found.values()
    )


def _where(year: int | None, page: int) -> str:
    return (f"，{year}年" if year else "") + page_word(page)


def _address(url: str, year: int | None, page: int) -> str:
    return addresses.with_parameters(url, {"year": year, "page": page if page > 1 else None})


def _kinds(counts: Sequence[MeetingCount]) -> str:
    """`发言 3 篇、提问 2 篇`."""
    kinds: Counter[str] = Counter()
    for count in counts:
        kinds[count.kind] += count.count
    return "、".join(f"{labels.KINDS.get(kind, kind)} {number} 篇" for kind, number in kinds.most_common())


def _years(session: Session, entries: Sequence[Entry]) -> tuple[YearOfRecords, ...]:
    """The records by year, with the question each answers and who answered in its exchange."""
    exchanges = {entry.record.exchange_key for entry in entries if entry.record.exchange_key}
    turns = queries.exchanges(session, exchanges)
    answered = queries.respondents(session, sorted(exchanges))
    years: dict[int | None, list[Item]] = {}
    for entry in entries:
        item = _item(entry, turns.get(entry.record.exchange_key or "", ()), answered)
        years.setdefault(entry.record.year, []).append(item)
    return tuple(
        YearOfRecords(labels.year(year), f"y-{year or 'unknown'}", tuple(items))
        for year, items in years.items()
    )


def _item(entry: Entry, turns: Sequence[Entry], answered: Mapping[str, Sequence[queries.By]]) -> Item:
    record = entry.record
    view = shortened(record_view(entry))
    if not record.exchange_key:
        return Item(view)
    if record.kind == "question":
        by = {one.name: Link(one.name, one.url) for one in map(who, answered.get(record.exchange_key, ()))}
        return Item(view, answered_by=tuple(by.values()))
    question = question_before(entry, turns)
    return Item(view, question=record_view(question) if question else None)
