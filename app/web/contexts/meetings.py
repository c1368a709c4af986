"""Meetings by year and body, and one meeting with its documents and all who spoke or answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app.archive import queries
from app.archive.models import Meeting
from app.archive.queries import MeetingRow, MeetingTotal
from app.web import addresses, labels
from app.web.contexts.about import meeting_about
from app.web.contexts.citing import Citing, of_meeting
from app.web.contexts.common import Frame, Link, Pager, exports, meeting_link, page_address, page_word, pager
from app.web.contexts.documents import HOME, DocumentItem, document_item
from app.web.contexts.filters import Choice, counted, said, total_of, years

LIST = Link("会议", "/meetings")
PER_PAGE = 100
DOCUMENTS = 60
PEOPLE = 150
"""Documents on a page of a meeting, and people or departments that are named there."""


@dataclass(frozen=True)
class MeetingItem:
    """A meeting in a list."""

    link: Link
    body: labels.Body
    year: str
    documents: int
    records: int


@dataclass(frozen=True)
class YearOfMeetings:
    """The meetings of one year; `meetings` and `records` count all of them, on whatever page they are."""

    year: str
    meetings: int
    records: int
    items: tuple[MeetingItem, ...]


@dataclass(frozen=True, kw_only=True)
class MeetingsPage:
    """Meetings by year."""

    frame: Frame
    bodies: tuple[Choice, ...]
    years: tuple[Choice, ...]
    shelves: tuple[YearOfMeetings, ...]
    total: int
    pager: Pager | None


@dataclass(frozen=True)
class Counted:
    """Somebody who took part, and how many records are theirs."""

    link: Link
    records: int


@dataclass(frozen=True, kw_only=True)
class MeetingPage:
    """One meeting, or a page of its documents. `all_records` is the search that lists everything said there;
    `everyone` counts those who took part, of whom at most `PEOPLE` are shown."""

    frame: Frame
    key: str
    name: str
    body: labels.Body
    year: str
    records: int
    documents: tuple[DocumentItem, ...]
    people: tuple[Counted, ...]
    everyone: int
    departments: tuple[Counted, ...]
    all_records: str
    exports: tuple[Link, ...]
    citing: Citing
    pager: Pager | None


def meetings_page(session: Session, chosen: Mapping[str, str], page: int = 1) -> MeetingsPage:
    """`chosen` may hold body and year."""
    totals = queries.meeting_totals(session)
    groups = [({"body": row.body, "year": row.year}, row.meetings) for row in totals]
    total = total_of(groups, chosen)
    url = addresses.with_parameters("/meetings", chosen)
    return MeetingsPage(
        frame=Frame(
            title="会议" + said(chosen) + page_word(page),
            canonical=page_address(url, page),
            section="meetings",
            crumbs=(HOME, Link("会议")),
            description=f"库中收录的{total}场会议，按年份与机构分列。",
        ),
        bodies=counted("body", labels.BODIES, chosen, "/meetings", groups),
        years=years(chosen, "/meetings", groups),
        shelves=_by_year(session, chosen, page, totals),
        total=total,
        pager=pager(page, total, PER_PAGE, lambda number: page_address(url, number)),
    )


def _by_year(
    session: Session, chosen: Mapping[str, str], page: int, totals: Sequence[MeetingTotal]
) -> tuple[YearOfMeetings, ...]:
    rows = queries.meetings(
        session,
        PER_PAGE,
        chosen.get("body"),
        year=int(chosen["year"]) if "year" in chosen else None,
        offset=(page - 1) * PER_PAGE,
    )
    shelves: dict[int | None, list[MeetingItem]] = {}
    for row in rows:
        shelves.setdefault(row.meeting.year, []).append(meeting_item(row))
    counted_in = [total for total in totals if chosen.get("body") in (None, total.body)]
    return tuple(
        YearOfMeetings(
            labels.year(year),
            sum(total.meetings for total in counted_in if total.year == year),
            sum(total.records for total in counted_in if total.year == year),
            tuple(items),
        )
        for year, items in shelves.items()
    )


def meeting_page(session: Session, meeting: Meeting, *, site: str, today: date, page: int = 1) -> MeetingPage:
    """One meeting."""
    rows = queries.documents(session, meeting=meeting.key)
    shown = rows[(page - 1) * DOCUMENTS : page * DOCUMENTS]
    people = queries.meeting_people(session, meeting.key)
    url = addresses.meeting(meeting.key)
    records = sum(row.records for row in rows)
    held = next((row.document.held for row in rows if row.document.held), None)
    body = labels.body(meeting.body)
    return MeetingPage(
        frame=Frame(
            title=f"{meeting.name}（{labels.year(meeting.year)}，{body.word}）" + page_word(page),
            canonical=page_address(url, page),
            section="meetings",
            crumbs=(HOME, LIST, Link(meeting.name)),
            description=f"{body.word}，{labels.year(meeting.year)}：{len(rows)}篇文献，{records}篇记录，{len(people)}人发言或提问。",
            about=meeting_about(meeting, held),
        ),
        key=meeting.key,
        name=meeting.name,
        body=body,
        year=labels.year(meeting.year),
        records=records,
        documents=tuple(map(document_item, shown)),
        people=tuple(
            Counted(Link(row.person.name, addresses.delegate(row.person.key)), row.records)
            for row in people[:PEOPLE]
        ),
        everyone=len(people),
        departments=tuple(
            Counted(Link(row.department.name, addresses.department(row.department.key)), row.records)
            for row in queries.meeting_departments(session, meeting.key)[:PEOPLE]
        ),
        all_records=addresses.search("", {"meeting": meeting.key}, sort="oldest"),
        exports=exports({"meeting": meeting.key}),
        citing=of_meeting(meeting, site, today, whole=len(rows) <= DOCUMENTS),
        pager=pager(page, len(rows), DOCUMENTS, lambda number: page_address(url, number)),
    )


def meeting_item(row: MeetingRow) -> MeetingItem:
    """A meeting as lists show it."""
    meeting = row.meeting
    return MeetingItem(
        meeting_link(meeting),
        labels.body(meeting.body),
        labels.year(meeting.year),
        row.documents,
        row.records,
    )
