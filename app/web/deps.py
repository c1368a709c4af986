"""What a route asks for: a session, the search, the settings, the row a typed key means."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Annotated, TypeVar

from fastapi import Depends, Request
from sqlmodel import Session

from app.archive import keys, queries
from app.archive.models import KeyRedirect
from app.search import Searcher
from app.settings import Settings

Row = TypeVar("Row")


class MovedError(Exception):
    """The thing has another address."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


class GoneError(Exception):
    """The key named something that is no longer there."""

    def __init__(self, redirect: KeyRedirect) -> None:
        super().__init__(redirect.old_key)
        self.redirect = redirect


class MissingError(Exception):
    """Nothing has this address; `asked` is what a search for it may begin with."""

    def __init__(self, asked: str = "") -> None:
        super().__init__(asked)
        self.asked = asked


class RefusedError(Exception):
    """The request says something that cannot be; the message is for the reader."""


# Coroutines, because FastAPI would hand anything else to another thread: three times a page, for no work.
async def open_session(request: Request) -> AsyncIterator[Session]:
    """A session for reading, closed when the page is made. It connects when the route first reads."""
    session: Session = request.app.state.sessions()
    try:
        yield session
    except asyncio.CancelledError:
        # Given up, while the route's thread still reads with it: closed here, it would keep everybody waiting
        # until the database has answered that thread. It goes when the thread lets go of it.
        raise
    except BaseException:
        session.close()
        raise
    session.close()


async def the_searcher(request: Request) -> Searcher:
    """The search of this server."""
    searcher: Searcher = request.app.state.searcher
    return searcher


def site(request: Request) -> str:
    """The beginning of addresses that leave the archive: the configured one, else where we were asked."""
    settings: Settings = request.app.state.settings
    return (settings.site_url or str(request.base_url)).rstrip("/")


async def _site(request: Request) -> str:
    return site(request)


def last_page(request: Request) -> int:
    """The last page of a list or a long document that this server serves."""
    settings: Settings = request.app.state.settings
    return settings.max_pages


async def _page_number(request: Request, page: str = "1") -> int:
    return page_number(page, last_page(request))


def page_number(page: str, last: int) -> int:
    """The page asked for, from 1 to `last`."""
    if not page.isascii() or not page.isdigit() or not 1 <= int(page[:9]) <= last:
        raise RefusedError(f"页码“{page[:20]}”不是 1 到 {last} 之间的整数。")
    return int(page)


def year_asked(year: str = "") -> int | None:
    """The year a page is narrowed to; None for all of them."""
    if year and not (year.isascii() and year.isdigit() and len(year) == len("2026")):
        raise RefusedError(f"年份“{year[:20]}”不是四位数字。")
    return int(year) if year else None


Archive = Annotated[Session, Depends(open_session)]
Search = Annotated[Searcher, Depends(the_searcher)]
Site = Annotated[str, Depends(_site)]
PageNumber = Annotated[int, Depends(_page_number)]
Year = Annotated[int | None, Depends(year_asked)]


def find(
    session: Session, typed: str, load: Callable[[Session, str], Row | None], address: Callable[[str], str]
) -> Row:
    """The row that a typed key names.

    Raises MovedError when the key was typed in another form or now has another name, GoneError when what it
    named is no longer there, MissingError when it never named anything.
    """
    key = keys.normalise(typed)
    if key is None:
        raise MissingError(typed)
    row = load(session, key)
    if row is not None:
        if key != typed:
            raise MovedError(address(key))
        return row
    redirect = queries.redirect(session, key)
    if redirect is None:
        raise MissingError()
    if redirect.new_key and load(session, redirect.new_key) is not None:
        raise MovedError(address(redirect.new_key))
    raise GoneError(redirect)
