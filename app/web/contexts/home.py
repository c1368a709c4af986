"""The home page: search, what is in the archive, where to begin."""

from collections import Counter
from dataclasses import dataclass

from sqlmodel import Session

from app.archive import queries
from app.archive.queries import Total
from app.search import Searcher
from app.web import addresses, labels
from app.web.contexts.common import Bar, Frame, Link, every_year
from app.web.contexts.examples import Kind, examples
from app.web.contexts.meetings import MeetingItem, meeting_item
from app.web.structured import Thing, thing

MEETINGS = 8
DEPARTMENTS = 12
DESCRIPTION = "人大、政协发言，问政问答与政府规划，逐篇可检索、可引用、有固定链接。"


@dataclass(frozen=True)
class BodyCount:
    """What the archive holds of one body: of each kind a bar, as long as its part of the body's records."""

    body: labels.Body
    records: int
    kinds: tuple[Bar, ...]
    url: str


@dataclass(frozen=True)
class Segment:
    """One body's part of a bar: where it begins and how long it is, of 100; `said` is the same in words."""

    body: labels.Body
    said: str
    url: str | None
    start: float
    share: float
    count: int


@dataclass(frozen=True)
class StackedBar:
    """One year, by body."""

    link: Link
    count: int
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class Browse:
    """Some delegates or departments to begin with: those with most records."""

    link: Link
    records: int


@dataclass(frozen=True, kw_only=True)
class HomePage:
    """`examples` are searches that find something; `gaps` says what is not covered."""

    frame: Frame
    examples: tuple[Kind, ...]
    records: int
    bodies: tuple[BodyCount, ...]
    years: tuple[StackedBar, ...]
    meetings: tuple[MeetingItem, ...]
    delegates: int
    letters: tuple[Link, ...]
    departments: tuple[Browse, ...]
    all_departments: int
    gaps: tuple[str, ...]


def home_page(session: Session, searcher: Searcher) -> HomePage:
    """Counts and newest meetings, in a fixed number of statements."""
    totals = queries.totals(session)
    letters = queries.initials(session)
    answering = queries.departments(session, "department")
    return HomePage(
        frame=Frame(title="议事录", canonical="/", section="home", description=DESCRIPTION, about=_website()),
        examples=examples(session, searcher),
        records=sum(total.records for total in totals),
        bodies=tuple(_body_count(value, totals) for value in labels.BODIES),
        years=_years(totals),
        meetings=tuple(meeting_item(row) for row in queries.meetings(session, MEETINGS)),
        delegates=sum(letters.values()),
        letters=tuple(
            Link(letter.upper(), addresses.with_parameters("/delegates", {"initial": letter}))
            for letter in letters
        ),
        departments=tuple(
            Browse(Link(row.department.name, addresses.department(row.department.key)), row.records)
            for row in answering[:DEPARTMENTS]
        ),
        all_departments=len(answering),
        gaps=_gaps(totals, len(queries.failures(session))),
    )


def _body_count(value: str, totals: list[Total]) -> BodyCount:
    kinds: Counter[str] = Counter()
    for total in totals:
        if total.body == value:
            kinds[total.kind] += total.records
    sums = kinds.total()
    return BodyCount(
        body=labels.body(value),
        records=sums,
        kinds=tuple(
            Bar(
                labels.KINDS.get(kind, kind),
                count,
                round(100 * count / sums, 1),
                addresses.search("", {"body": value, "kind": kind}),
            )
            for kind, count in kinds.most_common()
        ),
        url=addresses.search("", {"body": value}),
    )


def _years(totals: list[Total]) -> tuple[StackedBar, ...]:
    """The years without a gap, the newest first, each cut by body."""
    counts: dict[int | None, Counter[str]] = {}
    for total in totals:
        counts.setdefault(total.year, Counter())[total.body or "none"] += total.records
    longest = max((count.total() for count in counts.values()), default=1)
    return tuple(
        StackedBar(
            Link(labels.year(year), _year_url(year) if count else None),
            count.total(),
            _segments(year, count, longest),
        )
        for year in every_year(counts)
        for count in [counts.get(year, Counter())]
    )


def _segments(year: int | None, count: Counter[str], longest: int) -> tuple[Segment, ...]:
    out: list[Segment] = []
    start = 0.0
    for value in (*labels.BODIES, "none"):
        share = round(100 * count[value] / longest, 2)
        if share:
            body = labels.body(None if value == "none" else value)
            known = year and value != "none"
            url = addresses.search("", {"body": value, "year": str(year)}) if known else None
            said = f"{labels.year(year)}{body.word} {count[value]} 篇"
            out.append(Segment(body, said, url, start, share, count[value]))
            start += share
    return tuple(out)


def _gaps(totals: list[Total], failures: int) -> tuple[str, ...]:
    """What is not covered: years nobody has, bodies without a year that others have, unreadable files."""
    covered = {total.year for total in totals if total.year}
    years = sorted(covered)
    nobody = [year for year in every_year(covered) if year and year not in covered]
    gaps = [f"各机构{_said(sorted(nobody))}"] if nobody else []
    for value, word in labels.BODIES.items():
        has = {total.year for total in totals if total.body == value}
        missing = [year for year in years if year not in has]
        if len(missing) == len(years):
            gaps.append(f"{word}的全部年份")
        elif missing:
            gaps.append(f"{word}{_said(missing)}")
    if failures:
        gaps.append(f"读不了的{failures}个文件")
    return tuple(gaps)


def _said(years: list[int]) -> str:
    """Years in words, those that follow each other as one: `2019、2021—2023年`."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}—{run[-1]}" for run in runs) + "年"


def _year_url(year: int | None) -> str | None:
    return addresses.search("", {"year": str(year)}) if year else None


def _website() -> Thing:
    """The archive as a site that can be searched."""
    target = thing("EntryPoint", urlTemplate="/search?q={q}")
    return thing(
        "WebSite",
        name="议事录",
        description=DESCRIPTION,
        potentialAction=thing("SearchAction", target=target) | {"query-input": "required name=q"},
    )
