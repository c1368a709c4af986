"""One record in its context, and an exchange as a conversation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app.archive import queries
from app.archive.models import Revision
from app.archive.queries import Entry
from app.web import addresses, citation, labels
from app.web.contexts.about import exchange_about, record_about
from app.web.contexts.common import Frame, Link, Marker, RecordView, question_before, record_view
from app.web.contexts.corrections import CorrectionItem, correction_items
from app.web.contexts.documents import HOME, LIST, document_facts
from app.web.contexts.plans import LIST as PLANS
from app.web.contexts.plans import Node, ancestors, children
from app.web.diff import Change, diff

_TASTE = 16
"""Characters of a speech without a title that stand for it in a tab."""


@dataclass(frozen=True)
class RevisionItem:
    """One wording of a record in the list of its revisions."""

    number: int
    url: str
    reason: str
    shown: bool


@dataclass(frozen=True, kw_only=True)
class RecordPage:
    """`question` opens the exchange the record stands in; `others` are the rest of that exchange.

    `superseded` is the number of the current revision when an older one is shown, else 0; `changes` are then
    what became different since. `matches` counts the marked words of a search one came from.
    """

    frame: Frame
    record: RecordView
    question: RecordView | None
    others: tuple[RecordView, ...]
    previous: RecordView | None
    next: RecordView | None
    ancestors: tuple[Link, ...]
    children: tuple[Link, ...]
    facts: tuple[tuple[str, Link], ...]
    permalink: str
    citation: str
    plain: str
    source_url: str
    beside: str
    revision: int
    superseded: int
    revisions: tuple[RevisionItem, ...]
    corrections: tuple[CorrectionItem, ...]
    findings: tuple[str, ...]
    changes: tuple[Change, ...]
    matches: int
    back: str

    @property
    def is_corrected(self) -> bool:
        """Whether something here is not as it was read."""
        return any(not item.printed for item in self.corrections)


@dataclass(frozen=True)
class Turn:
    """One turn of an exchange with its absolute permalink, its source in words, and where it is compared."""

    record: RecordView
    permalink: str
    plain: str
    beside: str


@dataclass(frozen=True, kw_only=True)
class ExchangePage:
    """A question with its answers, supplements and follow-ups, in reading order."""

    frame: Frame
    topic: str
    body: labels.Body
    turns: tuple[Turn, ...]
    answers: tuple[Link, ...]
    facts: tuple[tuple[str, Link], ...]
    document: Link
    source_url: str
    permalink: str
    citation: str
    plain: str


def record_page(
    session: Session,
    entry: Entry,
    *,
    site: str,
    today: date,
    revision: Revision | None = None,
    mark: Marker | None = None,
    back: str = "",
) -> RecordPage:
    """The record, or the wording it had in `revision`. `site` begins its permalink; `back` is a search."""
    record = entry.record
    view = record_view(entry, mark=mark, text=revision.text if revision else None)
    shown = revision.number if revision else record.revision
    permalink = site + (addresses.record(record.key, shown) if revision else view.url)
    turns = queries.exchange_entries(session, record.exchange_key) if record.exchange_key else []
    question, others = _exchange_of(entry, turns)
    previous, following = queries.neighbours(session, record)
    spans = queries.spans(session, record.key)  # a section that is a heading alone has none
    outline = queries.headings(session, record.document_key) if record.kind == "section" else []
    return RecordPage(
        frame=Frame(
            title=_tab_title(view) + (f"第{shown}版" if shown != record.revision else ""),
            canonical=addresses.record(record.key, shown if shown != record.revision else None),
            description=view.excerpt,
            about=record_about(entry, view),
            section="plans" if record.kind == "section" else "documents",
            crumbs=(HOME, PLANS if record.kind == "section" else LIST, view.document, Link(view.kind_label)),
        ),
        record=view,
        question=question,
        others=others,
        previous=record_view(previous) if previous else None,
        next=record_view(following) if following else None,
        ancestors=_links(ancestors(outline, record.key)),
        children=_links(children(outline, record.key)),
        facts=document_facts(entry.document, entry.meeting),
        permalink=permalink,
        citation=citation.gb7714(entry, permalink, today),
        plain=citation.plain(entry, permalink),
        source_url=addresses.source(entry.document.source_sha256, record.key if spans else None),
        beside=addresses.beside(record.key) if spans else "",
        revision=shown,
        superseded=record.revision if shown != record.revision else 0,
        revisions=_revisions(session, record.key, shown),
        corrections=correction_items(session, entry),
        findings=_findings(session, entry, spans),
        changes=diff(revision.text, record.text) if revision and shown != record.revision else (),
        matches=sum(marked for paragraph in view.paragraphs for _, marked in paragraph),
        back=back,
    )


def exchange_page(session: Session, entries: Sequence[Entry], *, site: str, today: date) -> ExchangePage:
    """The exchange of these records; `entries` is not empty."""
    opening = entries[0]
    views = [record_view(entry) for entry in entries]
    topic = next((view.topic for view in views if view.topic), "")
    key = opening.record.exchange_key or opening.record.key
    document = opening.document
    permalink = site + addresses.exchange(key)
    year = opening.record.year
    return ExchangePage(
        frame=Frame(
            title=f"问答：{topic or views[0].excerpt[:24]}" + (f"（{labels.year(year)}）" if year else ""),
            canonical=addresses.exchange(key),
            section="documents",
            description=views[0].excerpt,
            about=exchange_about(views),
            crumbs=(HOME, LIST, views[0].document, Link("问答")),
        ),
        topic=topic,
        body=labels.body(opening.record.body),
        turns=tuple(_turn(entry, view, site) for entry, view in zip(entries, views, strict=True)),
        answers=tuple(
            Link(
                f"{view.names}（{view.kind_label}）" if view.kind_label != "答复" else view.names,
                f"#{view.key}",
            )
            for view in views
            if view.kind == "answer"
        ),
        facts=document_facts(document, opening.meeting),
        document=views[0].document,
        source_url=addresses.source(document.source_sha256, opening.record.key),
        permalink=permalink,
        citation=citation.gb7714(opening, permalink, today),
        plain=citation.plain(opening, permalink),
    )


def _turn(entry: Entry, view: RecordView, site: str) -> Turn:
    permalink = site + view.url
    return Turn(view, permalink, citation.plain(entry, permalink), addresses.beside(view.key))


def _exchange_of(entry: Entry, turns: Sequence[Entry]) -> tuple[RecordView | None, tuple[RecordView, ...]]:
    """The question that a record of an exchange belongs to, and the exchange's other records."""
    question = question_before(entry, turns)
    others = [turn for turn in turns if turn is not question and turn.record.key != entry.record.key]
    return (record_view(question) if question else None, tuple(record_view(turn) for turn in others))


def _revisions(session: Session, key: str, shown: int) -> tuple[RevisionItem, ...]:
    rows = queries.revisions(session, key)
    if len(rows) < 2:
        return ()
    return tuple(
        RevisionItem(row.number, addresses.record(key, row.number), row.reason, row.number == shown)
        for row in rows
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


def _tab_title(view: RecordView) -> str:
    """What tells the record in one tab from those in others: who, of what, and when."""
    said = view.heading
    if view.kind == "section":
        return f"{said}（{view.document.text}）"
    if "：" not in said:
        said = f"{said}：{view.excerpt[:_TASTE]}"
    return f"{said}（{labels.year(view.year)}）" if view.year else said


def _links(nodes: Sequence[Node]) -> tuple[Link, ...]:
    return tuple(Link(node.label, addresses.record(node.key)) for node in nodes)
