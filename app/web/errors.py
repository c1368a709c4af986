"""From an exception to an answer: a Chinese page for readers, JSON under `/api/` and at `.json`."""

import logging
from urllib.parse import unquote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DatabaseError, OperationalError, SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from app.archive import queries
from app.search import Searcher, SearchError, SearchRequest
from app.web.contexts import errors as contexts
from app.web.contexts.errors import ErrorPage
from app.web.contexts.nohits import no_hits
from app.web.deps import GoneError, MissingError, MovedError, RefusedError
from app.web.headers import SECURITY
from app.web.render import render
from app.web.searching import counter, near
from app.web.telemetry import REQUEST_ID

_RETRY_SECONDS = "30"
_log = logging.getLogger(__name__)
_SUGGESTED = 5
"""Records that the page of a wrong address offers."""


def install(app: FastAPI) -> None:
    """Give the application its answers to failure."""
    app.add_exception_handler(MovedError, _moved)
    app.add_exception_handler(GoneError, _gone)
    app.add_exception_handler(MissingError, _missing)
    app.add_exception_handler(RefusedError, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(DatabaseError, _unavailable)
    app.add_exception_handler(Exception, _failed)


def _moved(request: Request, error: Exception) -> Response:
    url = error.url if isinstance(error, MovedError) else "/"
    if request.url.query and "?" not in url:
        address, hash_sign, anchor = url.partition("#")
        url = f"{address}?{request.url.query}{hash_sign}{anchor}"
    return RedirectResponse(url, status_code=301)


def _gone(request: Request, error: Exception) -> Response:
    if not isinstance(error, GoneError):
        raise error
    return _answer(request, contexts.gone_page(request.url.path, error.redirect))


def _missing(request: Request, error: Exception) -> Response:
    typed = error.asked if isinstance(error, MissingError) else ""
    path = request.url.path
    if path.startswith("/api/"):
        return _answer(request, contexts.missing_page(path, typed))
    words = contexts.asked_words(unquote(typed or path))
    return _answer(request, _searched(request, words) or contexts.missing_page(path, words or typed))


def _searched(request: Request, words: str) -> ErrorPage | None:
    """The page with what a search for the words of a wrong address comes to; None where it cannot be
    answered."""
    searcher: Searcher = request.app.state.searcher
    if not words:
        return None
    try:
        result = searcher.search(SearchRequest(q=words, size=_SUGGESTED))
        with request.app.state.sessions() as session:
            if result.total:
                hits = queries.entries(session, result.keys)
                return contexts.missing_page(request.url.path, words, hits, result.total)
            nothing = no_hits(session, result, {}, counter(searcher), near(request, session))
            return contexts.missing_page(request.url.path, words, nothing=nothing)
    except (SearchError, SQLAlchemyError):
        return None


def _refused(request: Request, error: Exception) -> Response:
    return _answer(request, contexts.refused_page(request.url.path, 400, str(error)))


def _invalid(request: Request, error: Exception) -> Response:
    fields = (
        "、".join(str(problem["loc"][-1]) for problem in error.errors())
        if isinstance(error, RequestValidationError)
        else ""
    )
    return _answer(request, contexts.refused_page(request.url.path, 422, f"参数无法识别：{fields}。"))


def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 404:
        return _missing(request, MissingError())
    detail = str(error.detail) if isinstance(error, HTTPException) else ""
    # The framework's own details are English phrases; what a route says is for the reader.
    own = detail and not detail.isascii()
    message = detail if own else f"服务器回答 {status}。"
    return _answer(request, contexts.refused_page(request.url.path, status, message))


def _unavailable(request: Request, error: Exception) -> Response:
    """A file that is gone, locked or damaged; a statement that is wrong is our own mistake."""
    if type(error) not in (DatabaseError, OperationalError):
        raise error
    _log.error("the database cannot be read: %s", getattr(error, "orig", error))
    response = _answer(request, contexts.unavailable_page(request.url.path))
    response.headers["Retry-After"] = _RETRY_SECONDS
    return response


def _failed(request: Request, _error: Exception) -> Response:
    # This handler runs outside all middleware, so the headers are set here.
    number = str(getattr(request.state, "request_id", ""))
    response = _answer(request, contexts.failed_page(request.url.path, number))
    response.headers.update(SECURITY)
    response.headers[REQUEST_ID] = number
    return response


def _answer(request: Request, page: ErrorPage) -> Response:
    if request.url.path.startswith("/api/") or request.url.path.endswith(".json"):
        detail = "；".join([page.heading, *(f"{word}：{value}" for word, value in page.facts)])
        return JSONResponse({"detail": detail if page.facts else page.message}, status_code=page.status)
    return render(request, "error.html", page, status=page.status)
