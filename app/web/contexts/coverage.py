"""What the archive covers: bodies by years, what could not be read, and what was left unread."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app.archive import queries
from app.archive.queries import Unread
from app.web import addresses, labels
from app.web.contexts.common import Frame, Link, every_year
from app.web.contexts.documents import HOME

LISTED = 100
"""Sources with unread text that are named; the others are counted."""


Place = tuple[int | None, str]
"""A year and a body; `none` is the body of what says none."""


@dataclass(frozen=True)
class Cell:
    """What is in of one body in one year, and what is not: `unread` characters of its sources, and `failed`
    files. `depth`, 0 to 5, tints it by how full it is."""

    link: Link | None
    depth: int
    unread: int = 0
    failed: int = 0


@dataclass(frozen=True)
class CoverageRow:
    """One year: a cell for each body, and their sum."""

    year: str
    cells: tuple[Cell, ...]
    sum: Cell


@dataclass(frozen=True)
class UnreadItem:
    """A source of which not everything was read."""

    link: Link
    body: labels.Body
    year: str
    characters: int
    places: int


@dataclass(frozen=True)
class FailedItem:
    """A file that could not be read: why, and the same in the words of `ingest`. `body` is None, and `year`
    empty, where they are not known."""

    file: str
    reason: str
    detail: str
    body: labels.Body | None = None
    year: str = ""


@dataclass(frozen=True, kw_only=True)
class CoveragePage:
    """`sums` are those of the bodies, `sum` that of all; it counts only what has a cell."""

    frame: Frame
    bodies: tuple[labels.Body, ...]
    rows: tuple[CoverageRow, ...]
    sums: tuple[Cell, ...]
    sum: Cell
    records: int
    failures: tuple[FailedItem, ...]
    sources: tuple[UnreadItem, ...]
    unlisted: int


def coverage_page(session: Session, unread: Sequence[Unread]) -> CoveragePage:
    """Counts by year and body; `unread` is what `queries.unread` gives."""
    failures = queries.failures(session)
    table = _table(session, unread, failures)
    return CoveragePage(
        frame=Frame(
            title="收录范围",
            canonical="/coverage",
            section="coverage",
            crumbs=(HOME, Link("收录范围")),
            description="各年份、各机构收录了多少，哪些没有读出。",
        ),
        bodies=tuple(labels.body(body) for body in table.bodies),
        rows=tuple(
            CoverageRow(
                labels.year(year),
                tuple(table.cell(year, body) for body in table.bodies),
                table.sum(lambda place, year=year: place[0] == year),  # type: ignore[misc]
            )
            for year in table.years
        ),
        sums=tuple(table.sum(lambda place, body=body: place[1] == body) for body in table.bodies),  # type: ignore[misc]
        sum=table.sum(lambda _: True),
        records=table.records.total(),
        failures=tuple(map(_failed, failures)),
        sources=tuple(map(_item, unread[:LISTED])),
        unlisted=max(0, len(unread) - LISTED),
    )


@dataclass(frozen=True)
class _Table:
    """Records, characters left unread and files that failed, by place."""

    records: Counter[Place]
    unread: Counter[Place]
    failed: Counter[Place]

    @property
    def _places(self) -> set[Place]:
        return {*self.records, *self.unread, *self.failed}

    @property
    def years(self) -> list[int | None]:
        return every_year({year for year, _ in self._places})

    @property
    def bodies(self) -> list[str]:
        return [*labels.BODIES, *(["none"] if any(body == "none" for _, body in self._places) else [])]

    def cell(self, year: int | None, body: str) -> Cell:
        place = (year, body)
        link, depth = _filled(year, body, self.records[place], max(self.records.values(), default=1))
        return Cell(link, depth, self.unread[place], self.failed[place])

    def sum(self, counts: Callable[[Place], bool]) -> Cell:
        records, unread, failed = (
            sum(number for place, number in counter.items() if counts(place))
            for counter in (self.records, self.unread, self.failed)
        )
        return Cell(Link(str(records)), 0, unread, failed)


def _table(session: Session, unread: Sequence[Unread], failures: Sequence[Mapping[str, str]]) -> _Table:
    table = _Table(Counter(), Counter(), Counter())
    for total in queries.totals(session):
        table.records[total.year, total.body or "none"] += total.records
    for one in unread:
        table.unread[one.year, one.body or "none"] += one.characters
    for failure in failures:
        if "year" in failure or "body" in failure:
            year = int(failure["year"]) if "year" in failure else None
            table.failed[year, failure.get("body", "none")] += 1
    return table


def _failed(failure: Mapping[str, str]) -> FailedItem:
    body, year = failure.get("body"), failure.get("year", "")
    return FailedItem(
        failure["file"],
        labels.failure(failure["error"]),
        failure["error"],
        labels.body(body) if body else None,
        labels.year(int(year)) if year else "",
    )


def _item(one: Unread) -> UnreadItem:
    link = Link(one.file, f"{addresses.source(one.sha256)}#unread")
    return UnreadItem(link, labels.body(one.body), labels.year(one.year), one.characters, one.places)


def _filled(year: int | None, body: str, count: int, most: int) -> tuple[Link | None, int]:
    """The number of records, with the search that lists them, and how full the cell is, 1 to 5; None and 0
    for an empty one."""
    if not count:
        return None, 0
    depth = 1 + round(4 * (count / most) ** 0.5)
    if year is None or body == "none":
        return Link(str(count)), depth
    return Link(str(count), addresses.search("", {"body": body, "year": str(year)})), depth
