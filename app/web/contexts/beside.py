"""A record beside the passage of the original that it was read from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from app.archive import queries
from app.archive.queries import Entry
from app.web import addresses
from app.web.contexts.common import Frame, Link, RecordView, page_word, record_view, tab_title
from app.web.contexts.documents import HOME, LIST
from app.web.contexts.plans import LIST as PLANS
from app.web.contexts.wording import ANY, Wanted, Wording, part_address, wording
from app.web.paging import Part

AROUND = 160
"""Characters of the original shown before and after the passage, and between pieces that lie far apart."""


@dataclass(frozen=True)
class Passage:
    """A run of the original: read as this record or not; `omitted` counts what is left out before."""

    text: str
    read: bool
    omitted: int = 0


@dataclass(frozen=True, kw_only=True)
class BesidePage:
    """The passage of the original, and the record; of a long one a part of both. `after` counts
    the characters of the original that follow."""

    frame: Frame
    record: RecordView
    passages: tuple[Passage, ...]
    after: int
    file: str
    download: str
    source_url: str
    wording: Wording


def beside_page(
    session: Session, entry: Entry, spans: Sequence[tuple[int, int]], wanted: Wanted = ANY
) -> BesidePage | None:
    """None when the record has no words of its own in a source."""
    source = queries.source(session, entry.document.source_sha256)
    if source is None or not spans:
        return None
    view = record_view(entry)
    url = addresses.beside(view.key)
    said = wording(entry.record.text, wanted, None, lambda part: part_address(url, part))
    if said.where.pages > 1:
        spans = spans_of(source.text, spans, *_inked(entry.record.text, said.where))
    shown = passages(source.text, spans)
    is_section = entry.record.kind == "section"
    return BesidePage(
        frame=Frame(
            title=f"对照原文：{tab_title(view)}{page_word(said.where.number)}",
            canonical=part_address(url, said.where.number),
            section="plans" if is_section else "documents",
            crumbs=(
                HOME,
                PLANS if is_section else LIST,
                view.document,
                Link(view.kind_label, view.url),
                Link("对照原文"),
            ),
            description=view.excerpt,
        ),
        record=replace(view, paragraphs=said.paragraphs),
        wording=said,
        passages=shown,
        after=len(source.text) - sum(len(piece.text) + piece.omitted for piece in shown),
        file=source.file,
        download=addresses.original(source.sha256),
        source_url=addresses.source(source.sha256, view.key),
    )


def _inked(text: str, where: Part) -> tuple[int, int]:
    """The characters of a part that are not white space: the first and the last by number."""
    before = sum(not character.isspace() for character in text[: where.first])
    return before, before + sum(not character.isspace() for character in text[where.first : where.end])


def spans_of(source: str, spans: Sequence[tuple[int, int]], first: int, last: int) -> list[tuple[int, int]]:
    """The pieces of spans that hold their inked characters `[first, last)`: white space apart, a record's
    text is the characters of its spans in order."""
    found = []
    at = 0
    for start, end in spans:
        inked = [place for place in range(start, end) if not source[place].isspace()]
        inside = inked[max(0, first - at) : max(0, last - at)]
        if inside:
            found.append((inside[0], inside[-1] + 1))
        at += len(inked)
    return found


def passages(text: str, spans: Sequence[tuple[int, int]]) -> tuple[Passage, ...]:
    """The spans and what stands around them, in the order of the source."""
    shown: list[Passage] = []
    at = 0
    for start, end in sorted(spans):
        gap = start - at
        kept = min(gap, AROUND if not shown else 2 * AROUND)
        if not shown or kept == gap:
            shown.append(Passage(text[start - kept : start], False, gap - kept))
        else:
            shown.append(Passage(text[at : at + AROUND], False))
            shown.append(Passage(text[start - AROUND : start], False, gap - 2 * AROUND))
        shown.append(Passage(text[start:end], True))
        at = end
    shown.append(Passage(text[at : at + AROUND], False))
    return tuple(piece for piece in shown if piece.text or piece.omitted)
