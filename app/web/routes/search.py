"""The search page."""

from fastapi import APIRouter, Request, Response
from sqlmodel import Session

from app.search import IndexMissingError, QueryRefusedError, Searcher, Suggestions
from app.settings import Settings
from app.web import addresses
from app.web.contexts.help import help_page
from app.web.contexts.search import search_page
from app.web.deps import Archive
from app.web.render import render
from app.web.routes.pages import page
from app.web.schemas import SuggestedModel, suggested_model
from app.web.searching import LONGEST_TYPED, NO_INDEX, SUGGESTED, counter, near, printable, read_request

router = APIRouter()


@page(router, addresses.HELP)
def how_to_search(request: Request) -> Response:
    """The query language by examples."""
    return render(request, "help.html", help_page())


@router.get("/suggest", include_in_schema=False)
def suggest(request: Request, session: Archive, q: str = "") -> list[SuggestedModel]:
    """What may be meant by what is in the search box so far."""
    suggestions: Suggestions = request.app.state.suggestions
    return [suggested_model(one) for one in suggestions.of(session, q[:LONGEST_TYPED], SUGGESTED)]


@page(router, "/search")
def search(request: Request) -> Response:
    """One state of the search. Without a query or a filter it explains how to search."""
    # Not by dependencies, which take as long as the rows of a page.
    with request.app.state.sessions() as session:
        return _searched(request, session, request.app.state.searcher)


def _searched(request: Request, session: Session, searcher: Searcher) -> Response:
    settings: Settings = request.app.state.settings
    asked = read_request(request.query_params, settings.max_hits)
    if not asked.q and not asked.filters:
        return render(request, "search.html", search_page(session, asked, None))
    try:
        result = searcher.search(asked)
    except QueryRefusedError as error:
        refused = search_page(session, printable(asked, settings.max_query_chars), None, str(error))
        return render(request, "search.html", refused, status=400)
    except IndexMissingError:
        return render(request, "search.html", search_page(session, asked, None, NO_INDEX), status=503)
    shown = search_page(
        session,
        asked,
        result,
        count=counter(searcher),
        near=near(request, session),
        most=settings.max_export,
        far=settings.max_hits,
    )
    return render(request, "search.html", shown)
