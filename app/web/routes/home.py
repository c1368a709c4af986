"""Home, coverage, and the static files."""

from fastapi import APIRouter, Request, Response

from app.web.contexts.coverage import coverage_page
from app.web.contexts.home import home_page
from app.web.deps import Archive, MissingError
from app.web.render import render
from app.web.routes.pages import page
from app.web.static import KEEP, StaticFiles

router = APIRouter()


@page(router, "/")
def home(request: Request, session: Archive) -> Response:
    """Search box, what is in the archive, where to begin."""
    return render(request, "home.html", home_page(session))


@page(router, "/coverage")
def coverage(request: Request, session: Archive) -> Response:
    """Bodies by years."""
    return render(request, "coverage.html", coverage_page(session))


@page(router, "/static/{name}")
def static(request: Request, name: str) -> Response:
    """A static file under the address that holds its hash."""
    files: StaticFiles = request.app.state.static
    file = files.find(name)
    if file is None:
        raise MissingError
    return Response(file.data, media_type=file.media_type, headers={"Cache-Control": KEEP})
