"""Records and exchanges."""

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from app.archive import keys, queries
from app.archive.models import KeyRedirect, Record, Revision
from app.web import addresses, labels
from app.web.contexts.beside import beside_page
from app.web.contexts.exchanges import exchange_page
from app.web.contexts.former import former_wording
from app.web.contexts.records import record_page
from app.web.contexts.wording import Wanted, Wording
from app.web.deps import (
    Archive,
    GoneError,
    MissingError,
    MovedError,
    PageNumber,
    Search,
    Site,
    find,
    last_page,
    page_number,
)
from app.web.render import render
from app.web.routes.pages import page as page_at
from app.web.searching import came_from

router = APIRouter()


async def _asked(request: Request, part: str = "", at: str = "") -> Wanted:
    return Wanted(page_number(part, last_page(request)) if part else None, at)


Asked = Annotated[Wanted, Depends(_asked)]
_WITH_REVISION = re.compile(r"(?P<key>[^@]*)(?:@(?P<revision>[1-9]\d{0,8}))?")


@page_at(router, "/r/{typed}")
def record(
    request: Request, session: Archive, searcher: Search, site: Site, wanted: Asked, typed: str
) -> Response:
    """A record in its context, or one of its earlier wordings with `@number`."""
    parts = _WITH_REVISION.fullmatch(typed)
    if parts is None:
        raise MissingError
    number = int(parts["revision"]) if parts["revision"] else None
    if number and (former := former_wording(session, parts["key"], number, wanted)):
        _check_part(former.wording)
        return render(request, "former.html", former)
    entry = find(session, parts["key"], queries.entry, lambda key: _address(parts["key"], key, number))
    context = record_page(
        session,
        entry,
        site=site,
        today=labels.today(),
        revision=_revision(session, entry.record, number),
        arrival=came_from(request.query_params, searcher).knowing(session, [entry]),
        wanted=wanted,
    )
    _check_part(context.wording)
    return render(request, "record.html", context)


@page_at(router, "/r/{typed}/original")
def beside(request: Request, session: Archive, wanted: Asked, typed: str) -> Response:
    """A record beside its passage in the original; a heading without words of its own has none."""
    entry = find(session, typed, queries.entry, addresses.beside)
    context = beside_page(session, entry, queries.spans(session, entry.record.key), wanted)
    if context is None:
        raise MovedError(addresses.record(entry.record.key))
    _check_part(context.wording)
    return render(request, "beside.html", context)


@page_at(router, "/qa/{typed}")
def exchange(
    request: Request,
    session: Archive,
    searcher: Search,
    site: Site,
    page: PageNumber,
    typed: str,
    at: str = "",
) -> Response:
    """An exchange as a conversation; the key of one of its answers leads to that answer in it."""
    found = find(session, typed, queries.record, addresses.exchange)
    if found.exchange_key is None:
        raise MovedError(addresses.record(found.key))
    if found.exchange_key != found.key:
        raise MovedError(addresses.exchange(found.exchange_key, found.key))
    entries = queries.exchange_entries(session, found.key)
    arrival = came_from(request.query_params, searcher, paged=True).knowing(session, entries)
    context = exchange_page(entries, site=site, today=labels.today(), page=page, at=at, arrival=arrival)
    return render(request, "exchange.html", context)


def _check_part(said: Wording) -> None:
    if said.where.number > said.where.pages:
        raise MissingError


def _address(typed: str, key: str, number: int | None) -> str:
    """The record's address; a wording that `typed` never had is not one of the record it leads to."""
    if number and key != keys.normalise(typed):
        raise MissingError
    return addresses.record(key, number)


def _revision(session: Session, record: Record, number: int | None) -> Revision | None:
    """The wording with this number; raises GoneError when its source was taken out of the archive."""
    if number is None:
        return None
    found = next((row for row in queries.revisions(session, record.key) if row.number == number), None)
    if found is None:
        raise MissingError
    why = queries.withdrawn(session, [found.source_sha256]).get(found.source_sha256)
    if why is not None and number != record.revision:  # the words of the present one stand in another source
        title = str(found.label.get("title") or found.label.get("document_title") or "")
        name = f"{record.key}@{number}"
        raise GoneError(
            KeyRedirect(old_key=name, noun="wording", title=title, reason=why, run_id=found.run_id)
        )
    return found
