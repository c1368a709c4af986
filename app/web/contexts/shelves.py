"""The lists of documents and of plans: by year, narrowed by year, body, genre or meeting."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from app.archive import queries
from app.web import addresses, labels
from app.web.contexts.common import Frame, Link, Pager, page_address, page_word, pager
from app.web.contexts.documents import HOME, DocumentItem, document_item
from app.web.contexts.filters import Choice, Tallied, counted, said, total_of, years

PER_PAGE = 100
_GENRES = {value: word for value, word in labels.GENRES.items() if value != "article"}


@dataclass(frozen=True)
class YearOfDocuments:
    """The documents of one year."""

    year: str
    items: tuple[DocumentItem, ...]


@dataclass(frozen=True, kw_only=True)
class DocumentsPage:
    """Documents by year; `narrowed` names the meeting the list is narrowed to, `everything` leads out of it.

    `genres` is empty where all are of one.
    """

    frame: Frame
    heading: str
    bodies: tuple[Choice, ...]
    genres: tuple[Choice, ...]
    years: tuple[Choice, ...]
    narrowed: str
    everything: str
    shelves: tuple[YearOfDocuments, ...]
    total: int
    pager: Pager | None


def documents_page(session: Session, chosen: Mapping[str, str], page: int = 1) -> DocumentsPage:
    """`chosen` may hold body, year, genre and meeting."""
    return _shelves(session, chosen, page, "文献", "documents")


def plans_page(session: Session, chosen: Mapping[str, str], page: int = 1) -> DocumentsPage:
    """`chosen` may hold body and year."""
    return _shelves(session, {**chosen, "genre": "plan"}, page, "规划", "plans")


def _shelves(
    session: Session, chosen: Mapping[str, str], page: int, heading: str, section: str
) -> DocumentsPage:
    path = f"/{section}"
    groups = _groups(session, chosen.get("meeting"))
    filters = dict(chosen)
    if section == "plans":
        del filters["genre"]
        groups = [(group, count) for group, count in groups if group["genre"] == "plan"]
    url = addresses.with_parameters(path, filters)
    total = total_of(groups, filters)
    meeting = chosen.get("meeting")
    narrowed = queries.names(session, [meeting]).get(meeting, meeting) if meeting else ""
    genre = _GENRES.get(filters.get("genre", ""), "")
    return DocumentsPage(
        frame=Frame(
            title=heading + said(filters, genre, narrowed) + page_word(page),
            canonical=page_address(url, page),
            section=section,
            crumbs=(HOME, Link(heading)),
            description=f"库中收录的{total}份{heading}，按年份与机构分列。",
        ),
        heading=heading,
        bodies=counted("body", labels.BODIES, filters, path, groups),
        genres=counted("genre", _GENRES, filters, path, groups) if section == "documents" else (),
        years=years(filters, path, groups),
        narrowed=narrowed,
        everything=addresses.with_parameters(path, {k: v for k, v in filters.items() if k != "meeting"}),
        shelves=_by_year(session, chosen, page),
        total=total,
        pager=pager(page, total, PER_PAGE, lambda number: page_address(url, number)),
    )


def _groups(session: Session, meeting: str | None) -> list[Tallied]:
    rows = queries.document_totals(session, meeting=meeting)
    return [({"body": row.body, "year": row.year, "genre": row.genre}, row.documents) for row in rows]


def _by_year(session: Session, chosen: Mapping[str, str], page: int) -> tuple[YearOfDocuments, ...]:
    rows = queries.documents(
        session,
        genre=chosen.get("genre"),
        body=chosen.get("body"),
        year=int(chosen["year"]) if "year" in chosen else None,
        meeting=chosen.get("meeting"),
        offset=(page - 1) * PER_PAGE,
        limit=PER_PAGE,
    )
    shelves: dict[int | None, list[DocumentItem]] = {}
    for row in rows:
        shelves.setdefault(row.document.year, []).append(document_item(row))
    newest_first = sorted(shelves, key=lambda year: year or 0, reverse=True)
    return tuple(YearOfDocuments(labels.year(year), tuple(shelves[year])) for year in newest_first)
