"""Meetings."""

from fastapi import APIRouter, Request, Response

from app.archive import queries
from app.web import addresses, labels
from app.web.contexts.meetings import meeting_page, meetings_page
from app.web.deps import Archive, PageNumber, RefusedError, Site, Year, find
from app.web.render import render
from app.web.routes.pages import page as page_at

router = APIRouter()


@page_at(router, "/meetings")
def meetings(request: Request, session: Archive, page: PageNumber, year: Year, body: str = "") -> Response:
    """All meetings by year, narrowed by body or year."""
    if body and body not in labels.BODIES:
        raise RefusedError(f"没有“{body[:20]}”这一机构。")
    chosen = {"body": body, "year": str(year or "")}
    context = meetings_page(session, {name: value for name, value in chosen.items() if value}, page)
    return render(request, "meetings.html", context)


@page_at(router, "/meetings/{typed}")
def meeting(request: Request, session: Archive, site: Site, page: PageNumber, typed: str) -> Response:
    """One meeting: its documents, and who took part."""
    found = find(session, typed, queries.meeting, addresses.meeting)
    return render(
        request, "meeting.html", meeting_page(session, found, site=site, today=labels.today(), page=page)
    )
