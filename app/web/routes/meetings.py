"""Meetings."""

from fastapi import APIRouter, Request, Response

from app.archive import queries
from app.web import addresses, labels
from app.web.contexts.meetings import meeting_page, meetings_page
from app.web.deps import Archive, RefusedError, find
from app.web.render import render
from app.web.routes.pages import page

router = APIRouter()


@page(router, "/meetings")
def meetings(request: Request, session: Archive, body: str = "") -> Response:
    """All meetings by year, narrowed by body."""
    if body and body not in labels.BODIES:
        raise RefusedError(f"没有“{body[:20]}”这一机构。")
    return render(request, "meetings.html", meetings_page(session, {"body": body} if body else {}))


@page(router, "/meetings/{typed}")
def meeting(request: Request, session: Archive, typed: str) -> Response:
    """One meeting: its documents, and who took part."""
    found = find(session, typed, queries.meeting, addresses.meeting)
    return render(request, "meeting.html", meeting_page(session, found))
