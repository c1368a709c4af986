"""Home, coverage, and the static files."""

from fastapi import APIRouter, Request, Response
from sqlmodel import Session

from app.archive import queries
from app.archive.queries import Unread
from app.web.contexts.coverage import coverage_page
from app.web.contexts.home import home_page
from app.web.deps import Archive, MissingError, Search
from app.web.render import render
from app.web.routes.pages import page
from app.web.static import KEEP, StaticFiles

router = APIRouter()


@page(router, "/")
def home(request: Request, session: Archive, searcher: Search) -> Response:
    """Search box, what is in the archive, where to begin."""
    return render(request, "home.html", home_page(session, searcher))


@page(router, "/coverage")
def coverage(request: Request, session: Archive) -> Response:
    """Bodies by years, and what was not read."""
    return render(request, "coverage.html", coverage_page(session, _unread(request, session)))


def _unread(request: Request, session: Session) -> list[Unread]:
    """What was left unread; remembered until the next run of ingest, for it looks through every ledger."""
    run = queries.last_run(session)
    state = (run.id, run.finished) if run else None
    known: tuple[object, list[Unread]] | None = getattr(request.app.state, "unread", None)
    if known is None or known[0] != state:
        known = request.app.state.unread = (state, queries.unread(session))
    return known[1]


@page(router, "/static/{name}")
def static(request: Request, name: str) -> Response:
    """A static file under the address that holds its hash."""
    files: StaticFiles = request.app.state.static
    file = files.find(name)
    if file is None:
        raise MissingError
    return Response(file.data, media_type=file.media_type, headers={"Cache-Control": KEEP})
