"""A source: the original text with the ledger in colour, beside what was read from it."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sqlmodel import Session

from app.archive import queries
from app.archive.models import Source, SourceFinding
from app.archive.queries import DocumentRow, Entry
from app.web import addresses, labels
from app.web.contexts import facing
from app.web.contexts.common import (
    Frame,
    Link,
    Pager,
    RecordView,
    numbered,
    page_address,
    page_word,
    paragraphs,
    record_view,
)
from app.web.contexts.corrections import CorrectionItem, source_correction_items
from app.web.contexts.documents import HOME, LIST, DocumentItem, document_item, pages
from app.web.contexts.facing import Spans
from app.web.paging import Part, part
from app.web.structured import thing

PAGE = 8_000
"""Characters of the original on a page: with its colours and the reading beside it well under 100 KB."""
OF_A_RECORD = 260
"""What the head of a record weighs, in characters of the original."""
LEAST = 150
"""Characters on a page at the least."""
_NEAR = 600
"""How far before the end of a page a line break is looked for to cut at."""
_LISTED = 60
"""Unread places and findings that are listed one by one; more are counted."""
_EXCERPT = 40
TAIL = "tail"
"""The role, for a page, of the blank end of a row: it need not be as high as it was printed."""


@dataclass(frozen=True)
class Piece:
    """A run of the original with one role; `anchor` is the key of a record that begins here, `place` the name
    of an unread run (`u-3`), `findings` the numbers of the findings about what follows."""

    text: str
    role: str
    anchor: str = ""
    place: str = ""
    findings: tuple[int, ...] = ()


@dataclass(frozen=True)
class Place:
    """Somewhere in the original that is to be looked at: a finding, or a run that was not read."""

    message: str
    excerpt: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """A passage of the original beside the `record` that was read from it, if any was.

    Of a record whose words stand in several rows each has its part: `goes_on` in a further one, or
    `continued` from one before; the first has the `title`. `document` is given beside its first record on
    the page. `findings` are those of this passage, with their numbers.
    """

    pieces: tuple[Piece, ...]
    record: RecordView | None
    title: str
    document: DocumentItem | None
    continued: bool
    goes_on: bool
    findings: tuple[tuple[int, Place], ...]


@dataclass(frozen=True)
class LegendItem:
    """A role, and how many characters of the source have it."""

    role: str
    word: str
    characters: int


@dataclass(frozen=True, kw_only=True)
class SourcePage:
    """A page of the original and its reading; the legend counts the whole source."""

    frame: Frame
    file: str
    sha256: str
    facts: tuple[tuple[str, str], ...]
    download: str
    legend: tuple[LegendItem, ...]
    unread: int
    unread_places: tuple[Place, ...]
    unlisted: int
    findings: tuple[Place, ...]
    findings_unlisted: int
    rows: tuple[Row, ...]
    documents: tuple[DocumentItem, ...]
    corrections: tuple[CorrectionItem, ...]
    pager: Pager | None


def source_page(session: Session, source: Source, page: int = 1, at: str = "") -> SourcePage:
    """A page of the source, or the page on which the record `at` begins."""
    spans = queries.source_spans(session, source.sha256)
    starts = {min(start for start, _ in them): key for key, them in spans.items()}
    cuts = page_starts(source.text, sorted(starts))
    offset = next((start for start, key in starts.items() if key == at), None)
    here = part(cuts, len(source.text), page, offset)
    url = addresses.source(source.sha256)
    documents = queries.documents_of_source(session, source.sha256)
    findings = _findings(source, queries.source_findings(session, source.sha256), cuts, here)
    unread = [(start, end) for start, end, role in source.ledger if role == "unread"]
    return SourcePage(
        frame=_frame(source, documents, here),
        file=source.file,
        sha256=source.sha256,
        facts=_facts(source),
        download=addresses.original(source.sha256),
        legend=_legend(source),
        unread=sum(end - start for start, end in unread),
        unread_places=tuple(
            Place("", _excerpt(source.text, start, end), _at(url, cuts, here, start, f"u-{number}"))
            for number, (start, end) in enumerate(unread[:_LISTED], 1)
        ),
        unlisted=max(0, len(unread) - _LISTED),
        findings=tuple(place for _, place in findings[:_LISTED]),
        findings_unlisted=max(0, len(findings) - _LISTED),
        rows=_rows(session, source, spans, documents, findings, here),
        documents=tuple(map(document_item, documents)) if here.number == 1 else (),
        corrections=source_correction_items(session, source.sha256),
        pager=pages(here, url),
    )


def page_starts(text: str, begins: Sequence[int] = ()) -> list[int]:
    """Where each page of the original begins: after the last line that is whole, if one ends nearby.

    `begins` are the offsets, in order, at which records begin: where many do, a page has less text.
    """
    starts = [0]
    while len(text) - starts[-1] > LEAST:
        first = starts[-1]
        end = first + PAGE
        inside = bisect_left(begins, end) - bisect_left(begins, first)
        end = max(first + LEAST, end - inside * OF_A_RECORD)
        if end >= len(text):
            break
        line = text.rfind("\n", max(first, end - _NEAR), end)
        starts.append(line + 1 if line >= 0 else end)
    return starts


def pieces(
    text: str,
    ledger: Sequence[Sequence[object]],
    anchors: Mapping[int, str],
    findings: Mapping[int, tuple[int, ...]] | None = None,
    cuts: Sequence[int] = (),
) -> list[Piece]:
    """The text cut where the role changes, where a record begins, where a finding is and at `cuts`; joined
    again it is the text."""
    marked = findings or {}
    roles = {int(str(start)): str(role) for start, _, role in ledger}
    unread = [start for start, role in sorted(roles.items()) if role == "unread"]
    places = {start: f"u-{number}" for number, start in enumerate(unread, 1)}
    wanted = {start for start in (*anchors, *marked, *cuts) if 0 <= start < len(text)}
    out: list[Piece] = []
    role = "unread"
    for start, end in pairwise(sorted({0, len(text), *roles, *wanted})):
        role = roles.get(start, role)
        out.append(
            Piece(text[start:end], role, anchors.get(start, ""), places.get(start, ""), marked.get(start, ()))
        )
    return out


def _rows(
    session: Session,
    source: Source,
    spans: Spans,
    documents: Sequence[DocumentRow],
    findings: Sequence[tuple[int, Place]],
    here: Part,
) -> tuple[Row, ...]:
    """What stands on a page, passage by passage. Reads the records of the page in a few statements."""
    keys = facing.keys_between(spans, here.first, here.end)
    entries = {entry.record.key: entry for entry in queries.entries(session, keys)}
    anchors = {min(start for start, _ in spans[key]): key for key in keys}
    numbers: dict[int, tuple[int, ...]] = {}
    for number, (start, _) in enumerate(findings, 1):
        numbers[start] = (*numbers.get(start, ()), number)
    cut = facing.rows(
        source.text,
        spans,
        {key: _heads(entry) for key, entry in entries.items()},
        here.first,
        here.end,
    )
    made = pieces(source.text, source.ledger, anchors, numbers, [*(row.start for row in cut), here.end])
    offsets = _offsets(made)
    items = {row.document.key: document_item(row) for row in documents}
    shown: list[Row] = []
    for row in cut:
        inside = made[bisect_left(offsets, row.start) : bisect_left(offsets, row.end)]
        entry = entries.get(row.key)
        document = items.pop(entry.document.key, None) if entry else None
        of_row = [
            (number, place) for number, (at, place) in enumerate(findings, 1) if row.start <= at < row.end
        ]
        shown.append(_row(source, spans, row, _tailed(inside), entry, document, of_row))
    return tuple(shown)


def _row(
    source: Source,
    spans: Spans,
    row: facing.Row,
    inside: tuple[Piece, ...],
    entry: Entry | None,
    document: DocumentItem | None,
    findings: Sequence[tuple[int, Place]],
) -> Row:
    record, continued, goes_on = None, False, False
    if entry:
        words, continued, goes_on = facing.wording(source.text, spans[row.key], entry.record.text, row)
        if words:
            record = replace(record_view(entry), paragraphs=paragraphs(words))
    return Row(
        pieces=inside,
        record=record,
        title=_title(record) if record and not continued else "",
        document=document if record else None,
        continued=continued,
        goes_on=goes_on,
        findings=tuple(findings),
    )


def _title(record: RecordView) -> str:
    return numbered(record.number, record.title) or (record.topic if record.kind == "question" else "")


def _heads(entry: Entry) -> tuple[str, ...]:
    """What may be printed above a record: its titles, and who it is by."""
    record = entry.record
    printed = (
        record.section_heading,
        record.title,
        entry.topic,
        *(by.attribution.printed for by in entry.by),
    )
    return tuple(text for text in printed if text)


def _offsets(made: Sequence[Piece]) -> list[int]:
    offsets, at = [], 0
    for piece in made:
        offsets.append(at)
        at += len(piece.text)
    return offsets


def _tailed(made: Sequence[Piece]) -> tuple[Piece, ...]:
    """The blank end of the last piece as one of its own."""
    if not made or made[-1].place:
        return tuple(made)
    last = made[-1]
    words = last.text.rstrip()
    if words == last.text:
        return tuple(made)
    rest = Piece(last.text[len(words) :], TAIL)
    return (*made[:-1], replace(last, text=words), rest) if words else (*made[:-1], replace(last, role=TAIL))


def _at(url: str, cuts: Sequence[int], here: Part, offset: int, anchor: str) -> str:
    """The address of a place in the original."""
    there = part(cuts, offset + 1, 1, offset).number
    return f"#{anchor}" if there == here.number else f"{page_address(url, there)}#{anchor}"


def _excerpt(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())[:_EXCERPT]


def _legend(source: Source) -> tuple[LegendItem, ...]:
    counts: Counter[str] = Counter()
    for start, end, role in source.ledger:
        counts[role] += end - start
    return tuple(
        LegendItem(role, word, counts[role]) for role, word in labels.LEDGER_ROLES.items() if counts[role]
    )


def _about(source: Source) -> dict[str, object]:
    return thing(
        "MediaObject",
        name=source.file,
        encodingFormat=source.media_type,
        contentSize=str(source.bytes),
        contentUrl=addresses.original(source.sha256),
        sha256=source.sha256,
    )


def _frame(source: Source, documents: Sequence[DocumentRow], here: Part) -> Frame:
    of_one = (document_item(documents[0]).link,) if len(documents) == 1 else ()
    return Frame(
        title=f"原文：{source.file}" + page_word(here.number),
        canonical=page_address(addresses.source(source.sha256), here.number),
        section="documents",
        crumbs=(HOME, LIST, *of_one, Link("原文")),
        description=f"{source.file}的原文与读出的内容，每个字的归属分色标示。",
        about=_about(source),
    )


def _facts(source: Source) -> tuple[tuple[str, str], ...]:
    return (
        ("字数", f"{len(source.text):,}"),
        ("字节", f"{source.bytes:,}"),
        ("编码", source.encoding),
    )


def _findings(
    source: Source, rows: Sequence[SourceFinding], cuts: Sequence[int], here: Part
) -> list[tuple[int, Place]]:
    """Each finding with the offset of what it is about."""
    url = addresses.source(source.sha256)
    found = []
    for number, row in enumerate(rows, 1):
        start = min(row.start, len(source.text) - 1)
        there = _at(url, cuts, here, start, f"f-{number}")
        excerpt = _excerpt(source.text, row.start, row.end)
        found.append((start, Place(labels.finding(row.code, row.message), excerpt, there)))
    return found
