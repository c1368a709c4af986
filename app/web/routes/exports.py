"""The hits of a search to take away: CSV, XLSX, JSON and a feed, under the address of the search page."""

from collections.abc import Generator
from dataclasses import replace
from hashlib import blake2b
from importlib.metadata import version
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request, Response

from app.archive import queries
from app.archive.queries import Entry
from app.search import IndexMissingError, QueryRefusedError, SearchRequest
from app.settings import Settings
from app.web import addresses, atom, exports, labels
from app.web.conditional import REVALIDATE, is_known
from app.web.contexts.feeds import feed_items
from app.web.deps import Archive, MissingError, RefusedError, Search, Site
from app.web.routes.pages import page
from app.web.searching import NO_INDEX, read_request
from app.web.streams import Chunks, Stream

router = APIRouter()
FORMS = (*exports.MEDIA_TYPES, "atom")
BATCH = 200
"""Records read at a time."""
FEED = 100
"""Entries of a feed: a reader that asks every day misses none, and need not fetch thousands each time."""


@page(router, "/search.{form}")
def export(
    request: Request,
    session: Archive,
    searcher: Search,
    site: Site,
    form: str,
) -> Response:
    """The hits from the first on, as many as the settings allow, in the order of the search page; a feed
    has the newest, however the page is sorted."""
    if form not in FORMS:
        raise MissingError
    settings: Settings = request.app.state.settings
    asked = read_request(request.query_params, settings.max_hits)
    most = settings.max_export
    if form == "atom":
        asked, most = replace(asked, sort="newest"), min(FEED, most)
    try:
        total, keys = searcher.first(asked, most)
    except QueryRefusedError as error:
        raise RefusedError(str(error)) from error
    except IndexMissingError as error:
        raise HTTPException(503, NO_INDEX) from error
    tag = _tag(request, session, searcher, site)
    if is_known(tag, request.headers.get("if-none-match", "")):
        return Response(status_code=304, headers={"ETag": tag, "Cache-Control": REVALIDATE})
    # The session of the request may be closed before the last batch is sent.
    found = _entries(request, keys)
    if form == "atom":
        feed = _feed(request, asked, found, site)
        return Stream(feed, found, media_type=atom.MEDIA_TYPE, headers={"ETag": tag})
    if form == "json":
        body = exports.json_of(found, site, total)
    else:
        body = {"csv": exports.csv_of, "xlsx": exports.xlsx_of}[form](found, site)
    name = quote(f"议事录 {asked.q or '检索结果'}.{form}", safe="")
    headers = {
        "Content-Disposition": f"attachment; filename=\"search.{form}\"; filename*=UTF-8''{name}",
        "ETag": tag,
    }
    return Stream(body, found, media_type=exports.MEDIA_TYPES[form], headers=headers)


def _tag(request: Request, session: Archive, searcher: Search, site: Site) -> str:
    """What is streamed is known by what it is made of: rows, index, address, the day of citing."""
    run = queries.last_run(session)
    made_of = (
        queries.generation(session),
        searcher.generation(),
        (run.id, run.finished) if run else None,
        labels.today(),
        site,
        request.url.path,
        request.url.query,
        version("yishilu"),
    )
    return f'W/"{blake2b(repr(made_of).encode(), digest_size=12).hexdigest()}"'


def _entries(request: Request, keys: tuple[str, ...]) -> Generator[Entry, None, None]:
    with request.app.state.sessions() as session:
        for start in range(0, len(keys), BATCH):
            yield from queries.entries(session, keys[start : start + BATCH])
            session.expunge_all()


def _feed(request: Request, asked: SearchRequest, found: Generator[Entry, None, None], site: str) -> Chunks:
    address = addresses.search(asked.q, asked.filters, sort=asked.sort)
    with request.app.state.sessions() as session:
        yield from atom.stream(
            title=f"议事录：检索 {asked.q}".rstrip(),
            url=site + addresses.export("atom", asked.q, asked.filters),
            page=site + address,
            updated=queries.last_written(session),
            items=(item for entry in found for item in feed_items(session, [entry], site)),
        )
