"""What the archive covers: bodies by years, what could not be read, and what was left unread."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app.archive import queries
from app.archive.queries import Unread
from app.web import addresses, labels
from app.web.contexts.common import Frame, Link, every_year
from app.web.contexts.documents import HOME

LISTED = 100
"""Sources with unread text that are named; the others are counted."""


@dataclass(frozen=True)
class Cell:
    """One body in one year; `depth`, 0 to 5, tints it by how full it is."""

    link: Link | None
    depth: int


@dataclass(frozen=True)
class CoverageRow:
    """One year: a cell for each body, the sum, and how many characters of its sources were not read."""

    year: str
    cells: tuple[Cell, ...]
    records: int
    unread: int


@dataclass(frozen=True)
class UnreadItem:
    """A source of which not everything was read."""

    link: Link
    body: labels.Body
    year: str
    characters: int
    places: int


@dataclass(frozen=True, kw_only=True)
class CoveragePage:
    """`failures` are (file, reason, the same in the words of `ingest`)."""

    frame: Frame
    bodies: tuple[labels.Body, ...]
    rows: tuple[CoverageRow, ...]
    sums: tuple[int, ...]
    records: int
    unread: int
    failures: tuple[tuple[str, str, str], ...]
    sources: tuple[UnreadItem, ...]
    unlisted: int


def coverage_page(session: Session, unread: Sequence[Unread]) -> CoveragePage:
    """Counts of records by year and body; `unread` is what `queries.unread` gives."""
    cells: Counter[tuple[int | None, str]] = Counter()
    for total in queries.totals(session):
        cells[total.year, total.body or "none"] += total.records
    left: Counter[int | None] = Counter()
    for one in unread:
        left[one.year] += one.characters
    years = every_year({year for year, _ in cells} | set(left))
    bodies = [*labels.BODIES, *(["none"] if any(body == "none" for _, body in cells) else [])]
    most = max(cells.values(), default=1)
    return CoveragePage(
        frame=Frame(
            title="收录范围",
            canonical="/coverage",
            section="coverage",
            crumbs=(HOME, Link("收录范围")),
            description="各年份、各机构收录了多少，哪些没有读出。",
        ),
        bodies=tuple(labels.body(body) for body in bodies),
        rows=tuple(
            CoverageRow(
                labels.year(year),
                tuple(_cell(year, body, cells[year, body], most) for body in bodies),
                sum(cells[year, body] for body in bodies),
                left[year],
            )
            for year in years
        ),
        sums=tuple(sum(cells[year, body] for year in years) for body in bodies),
        records=cells.total(),
        unread=left.total(),
        failures=tuple(
            (row["file"], labels.failure(row["error"]), row["error"]) for row in queries.failures(session)
        ),
        sources=tuple(map(_item, unread[:LISTED])),
        unlisted=max(0, len(unread) - LISTED),
    )


def _item(one: Unread) -> UnreadItem:
    link = Link(one.file, f"{addresses.source(one.sha256)}#unread")
    return UnreadItem(link, labels.body(one.body), labels.year(one.year), one.characters, one.places)


def _cell(year: int | None, body: str, count: int, most: int) -> Cell:
    """`depth` is 1 to 5 by how full the cell is, 0 for an empty one."""
    if not count:
        return Cell(None, 0)
    depth = 1 + round(4 * (count / most) ** 0.5)
    if year is None or body == "none":
        return Cell(Link(str(count)), depth)
    return Cell(Link(str(count), addresses.search("", {"body": body, "year": str(year)})), depth)
