"""A source: the original text with the ledger in colour, beside what was read from it."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sqlmodel import Session

from app.archive import queries
from app.archive.models import Source, SourceFinding
from app.web import addresses, labels
from app.web.contexts.common import Frame, Link, Pager, RecordView, page_address, page_word, record_view
from app.web.contexts.corrections import CorrectionItem, source_correction_items
from app.web.contexts.documents import HOME, LIST, DocumentItem, document_item, pages
from app.web.paging import Part, part
from app.web.structured import thing

PAGE = 9_000
"""Characters of the original on a page: with the colours and the reading beside it well under 100 KB."""
OF_A_RECORD = 150
"""What the links to a record weigh, in characters of the original."""
LEAST = 900
"""Characters on a page at the least."""
_NEAR = 600
"""How far before the end of a page a line break is looked for to cut at."""
_LISTED = 60
"""Unread places that are listed one by one; more are counted."""
_EXCERPT = 40


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
class LegendItem:
    """A role, and how many characters of the source have it."""

    role: str
    word: str
    characters: int


@dataclass(frozen=True)
class Reading:
    """One document that was read from the source, with its records that begin on this page."""

    document: DocumentItem
    records: tuple[RecordView, ...]


@dataclass(frozen=True)
class Place:
    """Somewhere in the original that is to be looked at: a finding, or a run that was not read."""

    message: str
    excerpt: str
    url: str


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
    pieces: tuple[Piece, ...]
    readings: tuple[Reading, ...]
    findings: tuple[Place, ...]
    corrections: tuple[CorrectionItem, ...]
    pager: Pager | None


def source_page(session: Session, source: Source, page: int = 1, at: str = "") -> SourcePage:
    """A page of the source, or the page on which the record `at` begins."""
    starts = queries.source_records(session, source.sha256)
    rows = queries.source_findings(session, source.sha256)
    cuts = page_starts(source.text, sorted(starts))
    offset = next((start for start, key in starts.items() if key == at), None)
    here = part(cuts, len(source.text), page, offset)
    readings = _readings(session, source, starts, here)
    unread = [(start, end) for start, end, role in source.ledger if role == "unread"]
    url = addresses.source(source.sha256)
    return SourcePage(
        frame=Frame(
            title=f"原文：{source.file}" + page_word(here.number),
            canonical=page_address(url, here.number),
            section="documents",
            crumbs=(HOME, LIST, *_documents_of(readings), Link("原文")),
            description=f"{source.file}的原文与读出的内容，每个字的归属分色标示。",
            about=_about(source),
        ),
        file=source.file,
        sha256=source.sha256,
        facts=(
            ("字数", f"{len(source.text):,}"),
            ("字节", f"{source.bytes:,}"),
            ("编码", source.encoding),
        ),
        download=addresses.original(source.sha256),
        legend=_legend(source),
        unread=sum(end - start for start, end in unread),
        unread_places=tuple(
            Place("", _excerpt(source.text, start, end), _at(url, cuts, here, start, f"u-{number}"))
            for number, (start, end) in enumerate(unread[:_LISTED], 1)
        ),
        unlisted=max(0, len(unread) - _LISTED),
        pieces=_shown(source, starts, rows, here),
        readings=readings,
        findings=tuple(
            Place(
                labels.finding(row.code, row.message),
                _excerpt(source.text, row.start, row.end),
                _at(url, cuts, here, min(row.start, len(source.text) - 1), f"f-{number}"),
            )
            for number, row in enumerate(rows, 1)
        ),
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
) -> list[Piece]:
    """The text cut where the role changes, where a record begins and where a finding is; joined again it is
    the text."""
    marked = findings or {}
    roles = {int(str(start)): str(role) for start, _, role in ledger}
    unread = [start for start, role in sorted(roles.items()) if role == "unread"]
    places = {start: f"u-{number}" for number, start in enumerate(unread, 1)}
    wanted = {start for start in (*anchors, *marked) if 0 <= start < len(text)}
    out: list[Piece] = []
    role = "unread"
    for start, end in pairwise(sorted({0, len(text), *roles, *wanted})):
        role = roles.get(start, role)
        out.append(
            Piece(text[start:end], role, anchors.get(start, ""), places.get(start, ""), marked.get(start, ()))
        )
    return out


def _shown(
    source: Source, starts: Mapping[int, str], rows: Sequence[SourceFinding], here: Part
) -> tuple[Piece, ...]:
    """The pieces of one page; a piece that a page's end cuts goes on on the next."""
    findings: dict[int, tuple[int, ...]] = {}
    for number, row in enumerate(rows, 1):
        start = min(row.start, len(source.text) - 1)
        findings[start] = (*findings.get(start, ()), number)
    shown: list[Piece] = []
    offset = 0
    for piece in pieces(source.text, source.ledger, starts, findings):
        first, last = max(offset, here.first), min(offset + len(piece.text), here.end)
        if first < last:
            text = source.text[first:last]
            shown.append(
                Piece(text, piece.role, piece.anchor, piece.place, piece.findings)
                if first == offset
                else Piece(text, piece.role)
            )
        offset += len(piece.text)
    return tuple(shown)


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


def _documents_of(readings: Sequence[Reading]) -> tuple[Link, ...]:
    """The document that the source is of, when it is of one."""
    return (readings[0].document.link,) if len(readings) == 1 else ()


def _readings(session: Session, source: Source, starts: Mapping[int, str], here: Part) -> tuple[Reading, ...]:
    """The documents of the source, with the records that begin on this page."""
    on_page = [key for start, key in sorted(starts.items()) if here.first <= start < here.end]
    records: dict[str, list[RecordView]] = {}
    for entry in queries.entries(session, on_page):
        records.setdefault(entry.document.key, []).append(record_view(entry))
    return tuple(
        Reading(document_item(row), tuple(records.get(row.document.key, ())))
        for row in queries.documents_of_source(session, source.sha256)
        if here.number == 1 or row.document.key in records
    )
