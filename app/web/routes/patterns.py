"""The page of patterns, served in development only."""

from fastapi import APIRouter, Request, Response

from app.web.contexts.patterns import patterns_page
from app.web.render import render
from app.web.routes.pages import page

router = APIRouter()


@page(router, "/_patterns")
def patterns(request: Request) -> Response:
    """Every component of the pages."""
    return render(request, "patterns.html", patterns_page())
