"""Two columns side by side on the same lines, as a text export of a page leaves them, in reading order."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from app.text.spans import Span

_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_GAP = re.compile(r"(?<=\S)(?:\u3000{2,}|[ \u3000\t]{3,})(?=\S)")
_WIDE = re.compile(
    r"[\u1100-\u115f\u2010-\u2027\u2030-\u203b\u2160-\u217f\u2190-\u2199\u2200-\u22ff\u2460-\u24ff\u2500-\u266f"
    r"\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003fffd·×÷]"
)
"""Wide and full-width characters, and the ambiguous ones, which Chinese type sets wide (Unicode TR 11)."""
_FEWEST_LINES = 5
"""Fewer lines with a gap at the same place are a table, or chance."""
_NARROWEST = 16
"""Display columns; what is narrower on the left is the first cell of a table."""
_INDENT = 6
"""A paragraph's indent widens the gap by so much at the most."""


@dataclass
class _Line:
    span: Span
    gap: Span | None  # the only gap inside the line
    column: int  # display column at which the text behind the gap begins
    left: int  # display width of what stands before it


def display_width(text: str) -> int:
    """Columns that `text` takes in a fixed-width type: two for wide and full-width characters."""
    return 2 * len(text) - len(_WIDE.sub("", text))


def in_reading_order(source: str) -> list[Span]:
    """The lines of the source without their line ends, blank ones included: of a two-column passage all
    lines of the left column, a blank one, then those of the right."""
    lines = [_line(source, Span(*found.span(1))) for found in _LINE.finditer(source)]
    out: list[Span] = []
    for block in _blocks(source, lines):
        column = _column(block)
        out += [line.span for line in block] if column is None else _two_columns(source, block, column)
    return out


def _line(source: str, span: Span) -> _Line:
    gaps = [Span(*found.span()) for found in _GAP.finditer(source, *span)]
    if len(gaps) != 1:
        return _Line(span, None, 0, 0)
    gap = gaps[0]
    left = display_width(source[span.start : gap.start])
    return _Line(span, gap, left + display_width(gap.of(source)), left)


def _blocks(source: str, lines: list[_Line]) -> Iterator[list[_Line]]:
    """Runs of lines without a blank one, and the blank lines between them."""
    block: list[_Line] = []
    for line in lines:
        if block and bool(line.span.of(source).strip()) != bool(block[-1].span.of(source).strip()):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _column(block: list[_Line]) -> int | None:
    """Where the right column begins, in display columns; None when there is only one."""
    starts = Counter(line.column for line in block if line.gap and line.left >= _NARROWEST)
    if not starts:
        return None
    column = min(starts, key=lambda at: (-starts[at], at))
    fitting = sum(count for at, count in starts.items() if column - 2 <= at <= column + _INDENT)
    return column if fitting >= max(_FEWEST_LINES, 0.5 * len(block)) else None


def _two_columns(source: str, block: list[_Line], column: int) -> list[Span]:
    left, right = [], []
    for line in block:
        at = _place(source, line.span, column)
        if line.gap and line.gap.start <= at <= line.gap.end:
            left.append(Span(line.span.start, line.gap.start))
            right.append(Span(at, line.span.end))
        elif not source[line.span.start : at].strip():
            right.append(Span(at, line.span.end))
        else:
            left.append(line.span)
    end = block[-1].span.end
    return [*left, Span(end, end), *right]


def _place(source: str, span: Span, column: int) -> int:
    """The offset in the line at which the display column begins, or the line's end."""
    width = 0
    for offset in range(*span):
        if width >= column:
            return offset
        width += display_width(source[offset])
    return span.end
