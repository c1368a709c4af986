"""What records, documents and those who speak in them are in schema.org's words, for JSON-LD."""

import re
from collections.abc import Sequence
from typing import Any

from app.archive.models import Department, Document, Meeting, Person
from app.archive.queries import Entry
from app.web import addresses, labels
from app.web.contexts.common import RecordView, Who
from app.web.structured import thing

_KINDS = {"question": "Question", "answer": "Answer", "section": "Chapter"}
_ISO_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")


def record_about(entry: Entry, view: RecordView) -> dict[str, Any]:
    """One record, with who it is by and what it stands in."""
    return thing(
        _KINDS.get(view.kind, "CreativeWork"),
        name=view.heading,
        text=view.excerpt,
        genre=view.kind_label,
        author=_people(view.who),
        datePublished=iso_date(entry.document.published or entry.document.held),
        isPartOf=document_about(entry.document, entry.meeting) | {"url": view.document.url},
    )


def exchange_about(views: Sequence[RecordView]) -> dict[str, Any]:
    """An exchange as a page of one question; `views` are its records in reading order."""
    opening = views[0]
    answers = [
        thing("Answer", text=view.excerpt, url=view.url, author=_people(view.who))
        for view in views
        if view.kind == "answer"
    ]
    question = thing(
        "Question",
        name=opening.topic or opening.excerpt[:24],
        text=opening.excerpt,
        author=_people(opening.who),
        answerCount=len(answers),
        suggestedAnswer=answers,
    )
    return thing("QAPage", name=question["name"], mainEntity=question)


def document_about(document: Document, meeting: Meeting | None) -> dict[str, Any]:
    """A document with where it was published and the meeting it tells of."""
    return thing(
        "Report" if document.genre == "plan" else "Article",
        name=labels.document_title(document, meeting),
        datePublished=iso_date(document.published),
        publisher=thing("Organization", name=document.publication) if document.publication else None,
        about=meeting_about(meeting, document.held) if meeting else None,
    )


def meeting_about(meeting: Meeting, held: str | None = None) -> dict[str, Any]:
    """A meeting as an event."""
    return thing("Event", name=meeting.name, startDate=iso_date(held) or str(meeting.year or ""))


def person_about(person: Person, affiliation: str) -> dict[str, Any]:
    """A page about one delegate."""
    member = labels.MEMBERS.get(person.body or "", "")
    return thing(
        "ProfilePage",
        name=person.name,
        mainEntity=thing(
            "Person",
            name=person.name,
            url=addresses.delegate(person.key),
            jobTitle=member,
            worksFor=affiliation,
        ),
    )


def department_about(department: Department) -> dict[str, Any]:
    """A page about one department, party or sector."""
    kind = "GovernmentOrganization" if department.kind == "department" else "Organization"
    organisation = thing(
        kind,
        name=department.name,
        alternateName=list(department.aliases) or None,
        url=addresses.department(department.key),
    )
    return thing("ProfilePage", name=department.name, mainEntity=organisation)


def iso_date(value: str | None) -> str:
    """An EDTF date that is also one of ISO 8601; periods and doubtful dates are left unsaid."""
    return value if value and _ISO_DATE.fullmatch(value) else ""


def _people(everyone: Sequence[Who]) -> list[dict[str, Any]] | None:
    return [
        thing(
            "Organization" if (who.url or "").startswith("/departments/") else "Person",
            name=who.name,
            url=who.url,
        )
        for who in everyone
    ] or None
