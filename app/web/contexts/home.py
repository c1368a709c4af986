"""The home page: search, what is in the archive, where to begin."""

from collections import Counter
from dataclasses import dataclass

from sqlmodel import Session

from app.archive import queries
from app.archive.models import Department, Person
from app.archive.queries import Total
from app.web import addresses, labels
from app.web.contexts.common import Bar, Frame, Link, bars
from app.web.contexts.meetings import MeetingItem, meeting_item
from app.web.structured import Thing, thing

EXAMPLES = 6
MEETINGS = 8
DESCRIPTION = "人大、政协发言，问政问答与政府规划，逐篇可检索、可引用、有固定链接。"


@dataclass(frozen=True)
class BodyCount:
    """What the archive holds of one body."""

    body: labels.Body
    records: int
    kinds: tuple[Link, ...]
    url: str


@dataclass(frozen=True, kw_only=True)
class HomePage:
    """`examples` are searches that find something."""

    frame: Frame
    examples: tuple[Link, ...]
    records: int
    bodies: tuple[BodyCount, ...]
    years: tuple[Bar, ...]
    meetings: tuple[MeetingItem, ...]
    delegates: int
    departments: int


def home_page(session: Session) -> HomePage:
    """Counts and newest meetings, in a fixed number of statements."""
    totals = queries.totals(session)
    years: Counter[int | None] = Counter()
    for total in totals:
        years[total.year] += total.records
    return HomePage(
        frame=Frame(title="议事录", canonical="/", section="home", description=DESCRIPTION, about=_website()),
        examples=tuple(Link(topic, addresses.search(topic)) for topic in queries.topics(session, EXAMPLES)),
        records=sum(total.records for total in totals),
        bodies=tuple(_body_count(value, totals) for value in labels.BODIES),
        years=bars([(labels.year(year), count, _year_url(year)) for year, count in years.items()]),
        meetings=tuple(meeting_item(row) for row in queries.meetings(session, MEETINGS)),
        delegates=queries.count(session, Person),
        departments=queries.count(session, Department),
    )


def _body_count(value: str, totals: list[Total]) -> BodyCount:
    kinds: Counter[str] = Counter()
    for total in totals:
        if total.body == value:
            kinds[total.kind] += total.records
    return BodyCount(
        body=labels.body(value),
        records=kinds.total(),
        kinds=tuple(
            Link(
                f"{labels.KINDS.get(kind, kind)} {count}", addresses.search("", {"body": value, "kind": kind})
            )
            for kind, count in kinds.most_common()
        ),
        url=addresses.search("", {"body": value}),
    )


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
