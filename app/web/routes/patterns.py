"""The page of patterns, served in development only."""

import re

from fastapi import APIRouter, Request, Response
from markupsafe import Markup

from app.web.contexts.pattern_pages import Example, pattern_pages
from app.web.contexts.patterns import patterns_page
from app.web.render import render
from app.web.routes.pages import page

router = APIRouter()
_MAIN = re.compile(r'<main id="content" tabindex="-1">(.*)</main>', re.DOTALL)
_PLACE = re.compile(r'(\s(?:id|for|aria-labelledby|data-text)="|\shref="#)(?=[^"])')


@page(router, "/_patterns")
def patterns(request: Request) -> Response:
    """Every component of the pages by itself, then every page type."""
    shown = patterns_page()
    shown = shown.with_pages([(one.word, _main(request, one, n)) for n, one in enumerate(pattern_pages(), 1)])
    return render(request, "patterns.html", shown)


def _main(request: Request, example: Example, number: int) -> Markup:
    """What a page has between its head and its foot, with names of places that no other one has."""
    html = bytes(render(request, example.template, example.page).body).decode()
    (main,) = _MAIN.findall(html)
    main = _PLACE.sub(rf"\g<1>e{number}-", main)
    return Markup(main.replace(" autofocus", ""))  # noqa: S704  # a page that was rendered just now
