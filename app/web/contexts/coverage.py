"""What the archive covers: bodies by years, and what the last ingest could not read."""

from collections import Counter
from dataclasses import dataclass

from sqlmodel import Session

from app.archive import queries
from app.web import addresses, labels
from app.web.contexts.common import Frame, Link
from app.web.contexts.documents import HOME


@dataclass(frozen=True)
class CoverageRow:
    """One year: a cell for each body (None: nothing), then the sum."""

    year: str
    cells: tuple[Link | None, ...]
    records: int


@dataclass(frozen=True, kw_only=True)
class CoveragePage:
    """`failures` are (file, reason)."""

    frame: Frame
    bodies: tuple[labels.Body, ...]
    rows: tuple[CoverageRow, ...]
    records: int
    failures: tuple[tuple[str, str], ...]


def coverage_page(session: Session) -> CoveragePage:
    """Counts of records by year and body."""
    cells: Counter[tuple[int | None, str]] = Counter()
    for total in queries.totals(session):
        cells[total.year, total.body or "none"] += total.records
    years = sorted({year for year, _ in cells}, key=lambda year: year or 0, reverse=True)
    bodies = [*labels.BODIES, *(["none"] if any(body == "none" for _, body in cells) else [])]
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
                tuple(_cell(year, body, cells[year, body]) for body in bodies),
                sum(cells[year, body] for body in bodies),
            )
            for year in years
        ),
        records=cells.total(),
        failures=tuple(
            (row.get("file", ""), row.get("error", "")) for row in queries.recent_failures(session)
        ),
    )


def _cell(year: int | None, body: str, count: int) -> Link | None:
    if not count:
        return None
    if year is None or body == "none":
        return Link(str(count))
    return Link(str(count), addresses.search("", {"body": body, "year": str(year)}))
