"""The whole way from text to reading: layout, then genre, then the reader of each genre, then the ledger."""

from collections.abc import Callable
from itertools import groupby

from app.parse.articles import read_articles
from app.parse.layout import lay_out
from app.parse.marks import Kind, Part, begins
from app.parse.plan import read_plan
from app.parse.plenary import read_plenary
from app.parse.qa import read_qa
from app.parse.reading import Reading
from app.parse.recognise import segments
from app.parse.reportage import is_digest_of_said, read_reportage
from app.parse.said import with_quoted_sayings
from app.parse.speeches import read_speeches
from app.parse.types import Document, Genre, Parse, Role


def read_speeches_or_reportage(reading: Reading, part: Part) -> list[Document]:
    """Speeches under labels where there is one, else what a reporter quotes."""
    labelled = any(mark and mark.kind in (Kind.SPEECH, Kind.ALONE, Kind.TAIL) for _, mark in part)
    if labelled:
        return read_speeches(reading, with_quoted_sayings(part))
    said = is_digest_of_said(part)
    return read_speeches(reading, part, said=True) if said else read_reportage(reading, part)


READERS: dict[Genre, Callable[[Reading, Part], list[Document]]] = {
    Genre.SPEECHES: read_speeches_or_reportage,
    Genre.PLENARY: read_plenary,
    Genre.QA: read_qa,
    Genre.PLAN: read_plan,
}


def read(text: str) -> Parse:
    """Read a source's decoded text. Any text can be read: what no rule claims stays `unread`.

    Only a section of a plan, whose subsections may hold all of its words, has a record without text.
    """
    layout = lay_out(text, begins)
    reading = Reading(text)
    reading.ledger.claim(layout.inline_noise, Role.METADATA)
    documents: list[Document] = []
    for is_article, group in groupby(
        segments(layout.paragraphs), lambda segment: segment.genre is Genre.ARTICLE
    ):
        found = list(group)
        if is_article:
            documents += read_articles(reading, [segment.part for segment in found])
        else:
            documents += [document for s in found for document in READERS[s.genre](reading, s.part)]
    for document in documents:
        document.records = [record for record in document.records if record.text or record.kind == "section"]
    findings = sorted(reading.findings, key=lambda finding: (finding.start, finding.code))
    return Parse(len(text), documents, reading.ledger.segments(), findings)
