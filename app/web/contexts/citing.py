"""What one needs to quote a page: its address, its citation, and its source in words."""

from dataclasses import dataclass
from datetime import date

from app.archive.models import Document, Meeting
from app.archive.queries import Entry
from app.web import addresses, citation


@dataclass(frozen=True)
class Citing:
    """`permalink` is absolute; `whole` is False where the page shows only a part of what it cites."""

    permalink: str
    citation: str
    plain: str
    whole: bool = True


def of_entry(entry: Entry, permalink: str, today: date, *, whole: bool = True) -> Citing:
    """A record, or the exchange that it opens."""
    return Citing(
        permalink, citation.gb7714(entry, permalink, today), citation.plain(entry, permalink), whole
    )


def of_document(
    document: Document, meeting: Meeting | None, site: str, today: date, *, whole: bool = True
) -> Citing:
    """A whole document or plan."""
    permalink = site + addresses.document(document.key, document.genre)
    return Citing(
        permalink,
        citation.document_gb7714(document, meeting, permalink, today),
        citation.document_plain(document, meeting, permalink),
        whole,
    )


def of_meeting(meeting: Meeting, site: str, today: date, *, whole: bool = True) -> Citing:
    """The page of a meeting, which is the archive's own."""
    permalink = site + addresses.meeting(meeting.key)
    return Citing(
        permalink,
        citation.meeting_gb7714(meeting, permalink, today),
        citation.meeting_plain(meeting, permalink),
        whole,
    )
