"""The documents whose title is what was searched for, beside the records: some hold no record at all."""

from dataclasses import dataclass

from sqlmodel import Session

from app.archive import queries
from app.archive.queries import FoundTitle
from app.search import SearchResult, Wanted, mark
from app.web import addresses, labels
from app.web.contexts.common import Segment

OPEN = 3
"""Documents that are shown at once; the rest unfold."""
MOST = 50
"""Documents that are listed; whoever finds more narrows the search."""


@dataclass(frozen=True)
class TitledDocument:
    """A document by its marked title; `holds` says how many records it has, or that it has none."""

    title: tuple[Segment, ...]
    url: str
    body: labels.Body
    genre: str
    date: str
    holds: str


@dataclass(frozen=True)
class Titled:
    """All of them counted, the first ones, and those that unfold."""

    total: int
    shown: tuple[TitledDocument, ...]
    more: tuple[TitledDocument, ...]


def titled(session: Session, result: SearchResult) -> Titled | None:
    """None where there is no such document."""
    if not result.titled:
        return None
    rows = queries.found_titles(session, result.titled[:MOST])
    made = tuple(_titled(row, result.terms) for row in rows)
    return Titled(len(result.titled), made[:OPEN], made[OPEN:])


def _titled(row: FoundTitle, terms: tuple[Wanted, ...]) -> TitledDocument:
    document = row.document
    title = labels.document_title(document, row.meeting)
    return TitledDocument(
        title=mark("　".join(part for part in (title, row.subtitle) if part), terms),
        url=addresses.document(document.key, document.genre),
        body=labels.body(row.body),
        genre=labels.GENRES.get(document.genre, ""),
        date=labels.document_date(document),
        holds=f"{row.records} 篇" if row.records else "未分篇",
    )
