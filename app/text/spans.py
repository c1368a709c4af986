"""Half-open character intervals into a source's decoded text."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Span(NamedTuple):
    """Characters `start` to `end` (exclusive) of a source's decoded text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters themselves."""
        return text[self.start : self.end]

    def overlap(self, other: "Span") -> int:
        """How many characters both spans hold."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same characters in the fewest spans: empty ones dropped, touching ones joined. Order is kept."""
    out: list[Span] = []
    for span in spans:
        if span.start == span.end:
            continue
        if out and out[-1].end == span.start:
            out[-1] = Span(out[-1].start, span.end)
        else:
            out.append(span)
    return out


def stripped(text: str, span: Span) -> Span:
    """The span without the white space at both of its ends."""
    piece = span.of(text)
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, max(start, span.start + len(piece.rstrip())))


def without(span: Span, holes: Iterable[Span]) -> Iterator[Span]:
    """What remains of `span` when the `holes` (in order, not overlapping) are taken out of it."""
    at = span.start
    for hole in holes:
        if hole.end <= at:
            continue
        if hole.start >= span.end:
            break
        if hole.start > at:
            yield Span(at, hole.start)
        at = hole.end
    if at < span.end:
        yield Span(at, span.end)
