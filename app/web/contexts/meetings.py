"""Meetings by year and body, and one meeting with its documents and all who spoke or answered."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from app.archive import queries
from app.archive.models import Meeting
from app.archive.queries import MeetingRow
from app.web import addresses, labels
from app.web.contexts.about import meeting_about
from app.web.contexts.common import Frame, Link, meeting_link
from app.web.contexts.documents import HOME, Choice, DocumentItem, choices, document_item

LIST = Link("会议", "/meetings")


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
    """The meetings of one year, with the number of their records."""

    year: str
    records: int
    items: tuple[MeetingItem, ...]


@dataclass(frozen=True, kw_only=True)
class MeetingsPage:
    """Meetings by year."""

    frame: Frame
    bodies: tuple[Choice, ...]
    years: tuple[YearOfMeetings, ...]
    total: int


@dataclass(frozen=True)
class Counted:
    """Somebody who took part, and how many records are theirs."""

    link: Link
    records: int


@dataclass(frozen=True, kw_only=True)
class MeetingPage:
    """One meeting. `all_records` is the search that lists everything said there."""

    frame: Frame
    key: str
    name: str
    body: labels.Body
    year: str
    records: int
    documents: tuple[DocumentItem, ...]
    people: tuple[Counted, ...]
    departments: tuple[Counted, ...]
    all_records: str


def meetings_page(session: Session, chosen: Mapping[str, str]) -> MeetingsPage:
    """`chosen` may hold body."""
    rows = queries.meetings(session, body=chosen.get("body"))
    years: dict[int | None, list[MeetingRow]] = {}
    for row in rows:
        years.setdefault(row.meeting.year, []).append(row)
    word = labels.BODIES.get(chosen.get("body", ""), "")
    return MeetingsPage(
        frame=Frame(
            title=f"{word}会议",
            canonical=addresses.with_parameters("/meetings", chosen),
            section="meetings",
            crumbs=(HOME, Link("会议")),
            description=f"库中收录的{len(rows)}场会议，按年份与机构分列。",
        ),
        bodies=choices("body", labels.BODIES, chosen, "/meetings"),
        years=tuple(
            YearOfMeetings(labels.year(year), sum(row.records for row in of), tuple(map(meeting_item, of)))
            for year, of in years.items()
        ),
        total=len(rows),
    )


def meeting_page(session: Session, meeting: Meeting) -> MeetingPage:
    """One meeting."""
    rows = queries.documents(session, meeting=meeting.key)
    people = queries.meeting_people(session, meeting.key)
    records = sum(row.records for row in rows)
    held = next((row.document.held for row in rows if row.document.held), None)
    body = labels.body(meeting.body)
    return MeetingPage(
        frame=Frame(
            title=f"{meeting.name}（{labels.year(meeting.year)}）",
            canonical=addresses.meeting(meeting.key),
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
        documents=tuple(map(document_item, rows)),
        people=tuple(
            Counted(Link(row.person.name, addresses.delegate(row.person.key)), row.records) for row in people
        ),
        departments=tuple(
            Counted(Link(row.department.name, addresses.department(row.department.key)), row.records)
            for row in queries.meeting_departments(session, meeting.key)
        ),
        all_records=addresses.search("", {"meeting": meeting.key}, sort="oldest"),
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
