"""The invariant of reading: no character of a source is lost or invented, and what is lacking is said."""

from collections.abc import Iterable, Sequence
from typing import Any

from app.parse.types import Finding, Parse
from app.sources import SourceText
from app.text.folding import squeeze
from app.text.spans import Span


def ledger_breaks(ledger: Iterable[Sequence[Any]], length: int) -> list[Span]:
    """Where the segments `[start, end, role]` leave a gap in `[0, length)`, overlap, or go beyond it."""
    breaks = []
    at = 0
    for start, end, _ in ledger:
        if start != at or end <= start:
            breaks.append(Span(min(at, start), max(at, start)))
        at = end
    if at != length:
        breaks.append(Span(min(at, length), max(at, length)))
    return breaks


def is_rebuilt(text: str, spans: Iterable[tuple[int, int]], source: str) -> bool:
    """Whether `text` is what the spans hold in the source, white space apart."""
    return squeeze(text) == squeeze("".join(source[start:end] for start, end in spans))


def lacking(source: SourceText) -> list[Finding]:
    """A finding for each part of the file that is not in its text, such as a scanned page."""
    end = len(source.text)
    return [
        Finding(one.code, one.message, min(one.start, max(0, end - 1)), min(one.end, end))
        for one in source.remarks
    ]


def inexact(parse: Parse, source: str) -> list[Finding]:
    """A finding for each break of the ledger and each record that its spans do not rebuild."""
    findings = [
        Finding("ledger_break", "the ledger has a gap or an overlap here", *span)
        for span in ledger_breaks(parse.ledger, len(source))
    ]
    for document in parse.documents:
        for record in document.records:
            if not is_rebuilt(record.text, record.spans, source):
                start, end = (record.spans[0].start, record.spans[-1].end) if record.spans else (0, 0)
                findings.append(
                    Finding("not_rebuilt", "the record is not what stands in its spans", start, end)
                )
    return findings
