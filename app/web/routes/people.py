"""Delegates and departments."""

from fastapi import APIRouter, Request, Response

from app.archive import queries
from app.web import addresses, labels
from app.web.contexts.people import delegates_page, departments_page
from app.web.contexts.profiles import delegate_page, department_page
from app.web.deps import Archive, PageNumber, RefusedError, Search, Year, find
from app.web.render import render
from app.web.routes.pages import page as page_at

router = APIRouter()
LONGEST_NAME = 60
"""Characters; the longest names, in pinyin, are shorter."""
LONGEST_TOPIC = 200


@page_at(router, "/delegates")
def delegates(
    request: Request, session: Archive, page: PageNumber, body: str = "", initial: str = "", name: str = ""
) -> Response:
    """Delegates by pinyin initial, narrowed by body and by a part of the name or its pinyin."""
    if body and body not in labels.BODIES:
        raise RefusedError(f"没有“{body[:20]}”这一机构。")
    chosen = {"body": body, "initial": initial[:1].lower(), "name": name.strip()[:LONGEST_NAME]}
    context = delegates_page(session, {name: value for name, value in chosen.items() if value}, page)
    return render(request, "delegates.html", context)


@page_at(router, "/delegates/{typed}")
def delegate(
    request: Request, session: Archive, searcher: Search, page: PageNumber, year: Year, typed: str
) -> Response:
    """All that one delegate said and asked."""
    person = find(session, typed, queries.person, addresses.delegate)
    return render(request, "delegate.html", delegate_page(session, searcher, person, page, year))


@page_at(router, "/departments")
def departments(request: Request, session: Archive, page: PageNumber, kind: str = "") -> Response:
    """Departments, parties and sectors."""
    if kind and kind not in labels.DEPARTMENT_KINDS:
        raise RefusedError(f"没有“{kind[:20]}”这一类部门。")
    context = departments_page(session, {"kind": kind} if kind else {}, page)
    return render(request, "departments.html", context)


@page_at(router, "/departments/{typed}")
def department(
    request: Request,
    session: Archive,
    searcher: Search,
    page: PageNumber,
    year: Year,
    typed: str,
    topic: str = "",
) -> Response:
    """What one department was asked and answered, or what was said on behalf of a party or sector."""
    found = find(session, typed, queries.department, addresses.department)
    return render(
        request,
        "department.html",
        department_page(session, searcher, found, page, year, topic.strip()[:LONGEST_TOPIC] or None),
    )
