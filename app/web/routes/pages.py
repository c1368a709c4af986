"""How the routes of pages are declared."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

Endpoint = Callable[..., Any]


def page(router: APIRouter, path: str) -> Callable[[Endpoint], Endpoint]:
    """A page at `path`, for GET and HEAD, outside the API's description."""
    return router.api_route(
        path, methods=["GET", "HEAD"], response_class=HTMLResponse, include_in_schema=False
    )
