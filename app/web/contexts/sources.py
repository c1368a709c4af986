"""A source: the original text with the ledger in colour, beside what was read from it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sqlmodel import Session

from app.archive import queries
from app.archive.models import Source
from app.web import addresses, labels
from app.web.contexts.common import Frame, Link, RecordView, record_view
from app.web.contexts.documents import HOME, DocumentItem, document_item
from app.web.structured import thing


@dataclass(frozen=True)
class Piece:
    """A run of the original with one role; `anchor` is the key of a record that begins here."""

    text: str
    role: str
    anchor: str = ""


@dataclass(frozen=True)
class LegendItem:
    """A role, and how many characters of the source have it."""

    role: str
    word: str
    characters: int


@dataclass(frozen=True)
class ReadRecord:
    """A record that was read from the source; `anchor` is empty for a heading without words of its own."""

    record: RecordView
    anchor: str


@dataclass(frozen=True)
class Reading:
    """One document that was read from the source, with its records."""

    document: DocumentItem
    records: tuple[ReadRecord, ...]


@dataclass(frozen=True)
class FindingItem:
    """Something to check, with the words it is about."""

    message: str
    excerpt: str


@dataclass(frozen=True, kw_only=True)
class SourcePage:
    """The original and its reading."""

    frame: Frame
    file: str
    sha256: str
    facts: tuple[tuple[str, str], ...]
    download: str
    legend: tuple[LegendItem, ...]
    unread: int
    pieces: tuple[Piece, ...]
    readings: tuple[Reading, ...]
    findings: tuple[FindingItem, ...]


def source_page(session: Session, source: Source) -> SourcePage:
    """The whole source."""
    starts = queries.source_records(session, source.sha256)
    readings = _readings(session, source.sha256, set(starts.values()))
    counts: Counter[str] = Counter()
    for start, end, role in source.ledger:
        counts[role] += end - start
    return SourcePage(
        frame=Frame(
            title=f"原文：{source.file}",
            canonical=addresses.source(source.sha256),
            section="documents",
            crumbs=(HOME, Link("文献", "/documents"), *_documents_of(readings), Link("原文")),
            description=f"{source.file}的原文与读出的内容，每个字的归属分色标示。",
            about=thing(
                "MediaObject",
                name=source.file,
                encodingFormat=source.media_type,
                contentSize=str(source.bytes),
                contentUrl=addresses.original(source.sha256),
                sha256=source.sha256,
            ),
        ),
        file=source.file,
        sha256=source.sha256,
        facts=(
            ("字数", f"{len(source.text):,}"),
            ("字节", f"{source.bytes:,}"),
            ("编码", source.encoding),
        ),
        download=addresses.original(source.sha256),
        legend=tuple(
            LegendItem(role, word, counts[role]) for role, word in labels.LEDGER_ROLES.items() if counts[role]
        ),
        unread=counts["unread"],
        pieces=tuple(pieces(source.text, source.ledger, starts)),
        readings=readings,
        findings=tuple(
            FindingItem(labels.finding(row.code, row.message), source.text[row.start : row.end].strip()[:40])
            for row in queries.source_findings(session, source.sha256)
        ),
    )


def _documents_of(readings: Sequence[Reading]) -> tuple[Link, ...]:
    """The document that the source is of, when it is of one."""
    return (readings[0].document.link,) if len(readings) == 1 else ()


def pieces(text: str, ledger: Sequence[Sequence[object]], anchors: Mapping[int, str]) -> list[Piece]:
    """The text cut where the role changes and where a record begins; joined again it is the text."""
    roles = {int(str(start)): str(role) for start, _, role in ledger}
    cuts = sorted({0, len(text), *roles, *(start for start in anchors if start < len(text))})
    out: list[Piece] = []
    role = "unread"
    for start, end in pairwise(cuts):
        role = roles.get(start, role)
        out.append(Piece(text[start:end], role, anchors.get(start, "")))
    return out


def _readings(session: Session, sha256: str, anchors: set[str]) -> tuple[Reading, ...]:
    records: dict[str, list[ReadRecord]] = {}
    for entry in queries.source_entries(session, sha256):
        anchor = entry.record.key if entry.record.key in anchors else ""
        records.setdefault(entry.document.key, []).append(ReadRecord(record_view(entry), anchor))
    return tuple(
        Reading(document_item(row), tuple(records.get(row.document.key, ())))
        for row in queries.documents_of_source(session, sha256)
    )
