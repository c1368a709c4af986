"""Documents and plans."""

from fastapi import APIRouter, Request, Response

from app.archive import queries
from app.web import addresses, labels
from app.web.contexts.documents import document_page
from app.web.contexts.plans import plan_page
from app.web.contexts.shelves import documents_page, plans_page
from app.web.deps import Archive, MovedError, PageNumber, RefusedError, Search, Site, Year, find
from app.web.render import render
from app.web.routes.pages import page as page_at
from app.web.searching import came_from

router = APIRouter()


@page_at(router, "/documents")
def documents(
    request: Request,
    session: Archive,
    page: PageNumber,
    year: Year,
    body: str = "",
    genre: str = "",
    meeting: str = "",
) -> Response:
    """All documents by year, narrowed by body, year, genre or meeting."""
    for value, known in ((body, labels.BODIES), (genre, labels.GENRES)):
        if value and value not in known:
            raise RefusedError(f"没有“{value[:20]}”这一类文献。")
    chosen = _chosen(body=body, year=year, genre=genre, meeting=meeting)
    return render(request, "documents.html", documents_page(session, chosen, page))


@page_at(router, "/documents/{typed}")
def document(
    request: Request,
    session: Archive,
    searcher: Search,
    site: Site,
    page: PageNumber,
    typed: str,
    at: str = "",
) -> Response:
    """One document in reading order; a plan is shown at its own address."""
    found, meeting = find(session, typed, queries.document, addresses.document)
    if found.genre == "plan":
        raise MovedError(addresses.document(found.key, found.genre))
    arrival = came_from(request.query_params, searcher, paged=True)
    context = document_page(
        session, found, meeting, site=site, today=labels.today(), page=page, at=at, arrival=arrival
    )
    return render(request, "document.html", context)


@page_at(router, "/plans")
def plans(request: Request, session: Archive, page: PageNumber, year: Year, body: str = "") -> Response:
    """All plans by year, narrowed by body or year."""
    if body and body not in labels.BODIES:
        raise RefusedError(f"没有“{body[:20]}”这一机构。")
    return render(request, "documents.html", plans_page(session, _chosen(body=body, year=year), page))


def _chosen(**filters: str | int | None) -> dict[str, str]:
    return {name: str(value) for name, value in filters.items() if value}


@page_at(router, "/plans/{typed}")
def plan(
    request: Request,
    session: Archive,
    searcher: Search,
    site: Site,
    page: PageNumber,
    typed: str,
    at: str = "",
) -> Response:
    """One plan; a document that is none is shown at its own address."""
    found, meeting = find(session, typed, queries.document, lambda key: addresses.document(key, "plan"))
    if found.genre != "plan":
        raise MovedError(addresses.document(found.key))
    arrival = came_from(request.query_params, searcher, paged=True)
    context = plan_page(
        session, found, meeting, site=site, today=labels.today(), page=page, at=at, arrival=arrival
    )
    return render(request, "plan.html", context)
