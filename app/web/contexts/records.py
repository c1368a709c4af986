"""One record in its context."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from app.archive import queries
from app.archive.models import Record, Revision
from app.archive.queries import Entry
from app.web import addresses, labels
from app.web.contexts.about import record_about
from app.web.contexts.cited import as_cited
from app.web.contexts.citing import Citing, of_entry
from app.web.contexts.common import (
    Frame,
    Link,
    Marker,
    RecordView,
    Segment,
    page_word,
    question_before,
    record_view,
    shortened,
    tab_title,
)
from app.web.contexts.corrections import CorrectionItem, correction_items
from app.web.contexts.documents import HOME, LIST, document_facts
from app.web.contexts.plans import LIST as PLANS
from app.web.contexts.plans import Node, ancestors, children, siblings
from app.web.contexts.why import Why, why
from app.web.contexts.wording import (
    ANY,
    NOWHERE,
    Arrival,
    Comparison,
    Wanted,
    Wording,
    comparison,
    part_address,
    wording,
)
from app.web.diff import diff

LISTED = 40
"""Turns of an exchange, sections beside one, and findings that are listed on the page of a record."""
QUESTION = 1_500
"""Characters of the question shown above an answer."""


Step = tuple[tuple[Segment, ...], str]
"""What leads to a record: a title, marked, and its address."""


@dataclass(frozen=True)
class RevisionItem:
    """One wording of a record in the list of its revisions."""

    number: int
    url: str
    reason: str
    shown: bool


@dataclass(frozen=True, kw_only=True)
class RecordPage:
    """`question` opens the exchange the record stands in; `others` are the rest of that exchange, `unlisted`
    more of them are not shown. `siblings` are a section and those beside it (`url` None: itself).

    `heading`, `path`, `meeting`, `section_heading` and `question` are marked for the search one came from,
    and `path` begins with the document where its title matches; `first_match` says where the first match is:
    `text`, `question`, `section_heading`, `heading`, `who`, `meeting`, `path-2` (its second link), or empty.
    `mark` marks what else is printed beside the text; `why` says what matched where nothing is marked.
    `superseded` is the number of the current revision when an older one is shown, else 0; `changes` are then
    what became different since, else None; `relabelled` says what is printed with the words otherwise now.
    """

    frame: Frame
    record: RecordView
    wording: Wording
    heading: tuple[Segment, ...]
    path: tuple[Step, ...]
    meeting: tuple[Segment, ...]
    section_heading: tuple[Segment, ...]
    first_match: str
    matches: int
    question: RecordView | None
    others: tuple[RecordView, ...]
    unlisted: int
    context_url: str
    previous: RecordView | None
    next: RecordView | None
    siblings: tuple[Link, ...]
    children: tuple[Link, ...]
    facts: tuple[tuple[str, Link], ...]
    citing: Citing
    source_url: str
    beside: str
    revision: int
    superseded: int
    revisions: tuple[RevisionItem, ...]
    corrections: tuple[CorrectionItem, ...]
    findings: tuple[str, ...]
    more_findings: int
    changes: Comparison | None
    back: str
    mark: Marker
    why: tuple[Why, ...]
    relabelled: tuple[str, ...] = ()

    @property
    def is_corrected(self) -> bool:
        """Whether something here is not as it was read."""
        return any(not item.printed for item in self.corrections)


def record_page(
    session: Session,
    entry: Entry,
    *,
    site: str,
    today: date,
    revision: Revision | None = None,
    arrival: Arrival = NOWHERE,
    wanted: Wanted = ANY,
) -> RecordPage:
    """The record, or the wording it had in `revision`, or the part of it that is `wanted`. `site` begins its
    permalink; `arrival` is the search one came from."""
    entry, relabelled = as_cited(session, entry, revision)
    record = entry.record
    view = record_view(entry, text=revision.text if revision else None)
    shown = revision.number if revision else record.revision
    older = shown if shown != record.revision else None
    url = addresses.record(record.key, shown if revision else None)
    text = revision.text if revision else record.text
    said = wording(
        text,
        wanted,
        arrival.marker(record.kind),
        lambda number: part_address(url, number, arrival.parameters),
    )
    number = said.where.number
    question, others, unlisted = _exchange_of(session, entry, arrival.marker("question"))
    previous, following = queries.neighbours(session, record)
    spans = queries.spans(session, record.key)  # a section that is a heading alone has none
    outline = queries.headings(session, record.document_key) if record.kind == "section" else []
    heading = arrival.marked(view.heading)
    path = _path(view, _links(ancestors(outline, view.key)), arrival)
    meeting = arrival.marked(view.meeting)
    section_heading = arrival.marked(view.section_heading)
    by = (*view.who, *view.represents)
    counts = {
        "text": said.here,
        "question": sum(map(_matches, question.paragraphs)) if question else 0,
        "section_heading": _matches(section_heading),
        "heading": _matches(heading),
        "who": sum(_matches(arrival.marked(text)) for one in by for text in one.beside),
        "meeting": _matches(meeting),
        **{f"path-{number}": _matches(segments) for number, (segments, _) in enumerate(path, 1)},
    }
    findings = _findings(session, entry, spans)
    return RecordPage(
        frame=Frame(
            title=tab_title(view) + (f"第{older}版" if older else "") + page_word(number),
            canonical=part_address(addresses.record(record.key, older), number),
            description=view.excerpt,
            about=record_about(entry, view),
            section="plans" if record.kind == "section" else "documents",
            crumbs=(HOME, PLANS if record.kind == "section" else LIST, view.document, Link(view.kind_label)),
        ),
        record=replace(view, paragraphs=said.paragraphs),
        wording=said,
        heading=heading,
        path=path,
        section_heading=section_heading,
        meeting=meeting,
        first_match=next((place for place, count in counts.items() if count), ""),
        matches=said.matches - said.here + sum(counts.values()),
        question=question,
        others=others,
        unlisted=unlisted,
        context_url=arrival.carried(view.context_url),
        previous=record_view(previous) if previous else None,
        next=record_view(following) if following else None,
        siblings=_siblings(siblings(outline, record.key), record.key),
        children=_links(children(outline, record.key)[:LISTED]),
        facts=document_facts(entry.document, entry.meeting),
        citing=of_entry(entry, site + url, today, whole=said.where.pages == 1),
        source_url=addresses.source(entry.document.source_sha256, record.key if spans else None),
        beside=addresses.beside(record.key, 1 if older else number) if spans else "",
        revision=shown,
        superseded=record.revision if older else 0,
        revisions=_revisions(session, record, shown),
        corrections=correction_items(session, entry),
        findings=findings[:LISTED],
        more_findings=len(findings[LISTED:]),
        changes=comparison(diff(text, record.text), said.where) if older else None,
        back=arrival.back,
        mark=arrival.marked,
        relabelled=relabelled,
        why=() if any(counts.values()) or said.matches else _why(session, record.key, arrival),
    )


def _path(view: RecordView, above: Sequence[Link], arrival: Arrival) -> tuple[Step, ...]:
    """The sections above, marked; before them the document, where it is its title that was found."""
    path = [(arrival.marked(link.text), link.url or "") for link in (view.document, *above)]
    return tuple(path if _matches(path[0][0]) else path[1:])


def _why(session: Session, key: str, arrival: Arrival) -> tuple[Why, ...]:
    return why(session, [key], arrival.terms)[key] if arrival.terms else ()


def _matches(segments: Sequence[Segment]) -> int:
    return sum(is_match for _, is_match in segments)


def _exchange_of(
    session: Session, entry: Entry, mark: Marker | None
) -> tuple[RecordView | None, tuple[RecordView, ...], int]:
    """The question that a record of an exchange belongs to, the exchange's other records nearest to it, and
    how many more there are."""
    key = entry.record.exchange_key
    turns = queries.exchange_entries(session, key) if key else []
    question = question_before(entry, turns)
    others = [turn for turn in turns if turn is not question and turn.record.key != entry.record.key]
    before = sum(turn.record.position < entry.record.position for turn in others)
    first = max(0, min(before - LISTED // 2, len(others) - LISTED))
    near = others[first : first + LISTED]
    asked = shortened(record_view(question, mark=mark), QUESTION) if question else None
    return asked, tuple(record_view(turn) for turn in near), len(others) - len(near)


def _revisions(session: Session, record: Record, shown: int) -> tuple[RevisionItem, ...]:
    """Those that can be read: an earlier wording goes with its source."""
    rows = queries.revisions(session, record.key)
    if len(rows) < 2:
        return ()
    withdrawn = queries.withdrawn(session, (row.source_sha256 for row in rows))
    return tuple(
        RevisionItem(row.number, addresses.record(record.key, row.number), row.reason, row.number == shown)
        for row in rows
        if row.number == record.revision or row.source_sha256 not in withdrawn
    )


def _findings(session: Session, entry: Entry, spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """What is to be checked in this record: the findings of its source that lie in its passage."""
    if not spans:
        return ()
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    return tuple(
        labels.finding(row.code, row.message)
        for row in queries.source_findings(session, entry.document.source_sha256)
        if row.start < last and first < max(row.end, row.start + 1)
    )


def _siblings(nodes: Sequence[Node], key: str) -> tuple[Link, ...]:
    """A section without an address and those beside it, the nearest ones; nothing when it is alone."""
    if len(nodes) < 2:
        return ()
    here = next(index for index, node in enumerate(nodes) if node.key == key)
    first = max(0, min(here - LISTED // 2, len(nodes) - LISTED))
    return tuple(
        Link(node.label, None if node.key == key else addresses.record(node.key))
        for node in nodes[first : first + LISTED]
    )


def _links(nodes: Sequence[Node]) -> tuple[Link, ...]:
    return tuple(Link(node.label, addresses.record(node.key)) for node in nodes)
