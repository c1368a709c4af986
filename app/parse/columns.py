"""Columns side by side on the same lines, as a text export of a page leaves them, in reading order."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from app.text.spans import Span

_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_GAP = re.compile(r"(?<=\S)(?:\u3000{2,}|[ \u3000\t]{3,})(?=\S)")
_NARROW_GAP = re.compile(r"(?<=\S)(?:\u3000| {2})(?=\S)")
"""What is left of the gap behind a full line; a gap only where the other lines have a column."""
_WIDE = re.compile(
    r"[\u1100-\u115f\u2010-\u2027\u2030-\u203b\u2160-\u217f\u2190-\u2199\u2200-\u22ff\u2460-\u24ff\u2500-\u266f"
    r"\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003ffff·×÷]+"
)
"""Wide and full-width characters, and the ambiguous ones, which Chinese type sets wide (Unicode TR 11)."""
_RUNNING_TEXT = re.compile(r"[，。；、！？,;!?…]|(?:代表|委员|[问答局长])[：:]\S{4}")
_PAGE_JUMP = re.compile(r"\s*[（(]?(?:上接|下转|紧接|转|接)\S{1,6}版[）)]?\s*")
"""Above and below it are different pages."""
_CREDITED = re.compile(r"^\s|记者|通讯员|编辑|责编|校对|整理|摄影|版[）)]?$")
"""A line below the columns: set off by its indent, or credits."""
_FEWEST_LINES = 5
"""Fewer lines with a gap at the same place are a table, or chance."""
_NARROWEST = 16
"""Display columns; what is narrower is a cell of a table."""
_INDENT = 6
"""A paragraph's indent widens the gap by so much at the most."""
_SHIFT = 2
"""Half a character of every other width puts a column out of line by so much."""
_MOST_GAPS = 3
"""A page is set in four columns at the most; a line with more gaps is a row of a table or of a list."""


@dataclass(frozen=True)
class _Gap:
    span: Span
    cell: int  # display width of what stands between it and the gap before it
    column: int  # display column at which the text behind it begins


@dataclass(frozen=True)
class _Line:
    span: Span
    gaps: list[_Gap]


def display_width(text: str) -> int:
    """Columns that `text` takes in a fixed-width type: two for wide and full-width characters."""
    return 2 * len(text) - len(_WIDE.sub("", text))


def in_reading_order(source: str) -> list[Span]:
    """The lines of the source without their line ends, blank ones included: of a passage in columns all
    lines of the first, a blank one, then those of the next."""
    spans = [Span(*found.span(1)) for found in _LINE.finditer(source)]
    if not _GAP.search(source):
        return spans
    lines = [_line(source, span) for span in spans]
    out: list[Span] = []
    for block in _blocks(source, lines):
        columns = _columns(source, block)
        if columns:
            block = [_with_narrow_gaps(source, line, columns) for line in block]
        out += _unfolded(source, block, columns) if columns else [line.span for line in block]
    return out


def _line(source: str, span: Span) -> _Line:
    gaps: list[_Gap] = []
    at, column = span.start, 0
    for found in _GAP.finditer(source, *span):
        cell = display_width(source[at : found.start()])
        column += cell + display_width(found.group())
        gaps.append(_Gap(Span(*found.span()), cell, column))
        at = found.end()
    return _Line(span, gaps if len(gaps) <= _MOST_GAPS else [])


def _with_narrow_gaps(source: str, line: _Line, columns: list[int]) -> _Line:
    """The line with the narrow gaps that stand right before a column which no wide gap of it fits; a line
    with a wide gap elsewhere runs across the columns."""
    if any(not any(_fits(gap, c) for c in columns) for gap in line.gaps):
        return line
    bare = [c for c in columns if not any(_fits(gap, c) for gap in line.gaps)]
    narrow: list[_Gap] = []
    for found in _NARROW_GAP.finditer(source, *line.span) if bare else ():
        before = display_width(source[line.span.start : found.start()])
        column = before + display_width(found.group())
        if any(abs(column - c) <= _SHIFT for c in bare):
            narrow.append(_Gap(Span(*found.span()), before, column))
    return _Line(line.span, sorted([*line.gaps, *narrow], key=lambda gap: gap.column))


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


def _columns(source: str, block: list[_Line]) -> list[int]:
    """Where the columns behind the first begin, in display columns; none where there is only one.

    Columns are longer than a few lines and hold running text: what stands in a column of a table is narrow.
    """
    starts = Counter(gap.column for line in block for gap in line.gaps if gap.cell >= _NARROWEST)
    columns: list[int] = []
    while starts and len(columns) < _MOST_GAPS:
        column = min(starts, key=lambda at: (-starts[at], at))
        rows = [i for i, line in enumerate(block) if any(_fits(gap, column) for gap in line.gaps)]
        enough = len(rows) >= max(_FEWEST_LINES, 0.5 * (rows[-1] - rows[0] + 1)) if rows else False
        if enough and _holds_text(source, [block[i] for i in rows], column):
            columns.append(column)
        starts = Counter({at: n for at, n in starts.items() if abs(at - column) > _INDENT})
    return sorted(columns)


def _fits(gap: _Gap, column: int) -> bool:
    return column - _SHIFT <= gap.column <= column + _INDENT and gap.cell > 0


def _holds_text(source: str, rows: list[_Line], column: int) -> bool:
    """Whether what stands behind the gaps at `column` is as wide as text is."""
    widths = []
    for line in rows:
        place = next(i for i, gap in enumerate(line.gaps) if _fits(gap, column))
        end = line.gaps[place + 1].span.start if place + 1 < len(line.gaps) else line.span.end
        widths.append(display_width(source[line.gaps[place].span.end : end]))
    return median(widths) >= _NARROWEST


def _unfolded(source: str, block: list[_Line], columns: list[int]) -> list[Span]:
    """The block column by column, above and below each line that runs across the columns."""
    out: list[Span] = []
    passage: list[_Line] = []
    for line in block:
        if _runs_across(source, line, columns) or _PAGE_JUMP.fullmatch(line.span.of(source)):
            out += [*_passage(source, passage, columns), line.span]
            passage = []
        else:
            passage.append(line)
    return out + _passage(source, passage, columns)


def _runs_across(source: str, line: _Line, columns: list[int]) -> bool:
    text = line.span.of(source).rstrip()
    blank = len(text) - len(text.lstrip())
    return (
        display_width(text) > columns[0]
        and display_width(text[:blank]) < columns[0] - _SHIFT
        and not any(_fits(gap, column) for gap in line.gaps for column in columns)
    )


def _passage(source: str, block: list[_Line], columns: list[int]) -> list[Span]:
    """Lines column by column. Behind the last one with a gap the first column goes on while it is running
    text; what follows is below the columns, what stands before the first such line above them."""
    rows = [i for i, line in enumerate(block) if any(_fits(gap, c) for gap in line.gaps for c in columns)]
    if not rows:
        return [line.span for line in block]
    end, below = len(block), rows[-1] + 1
    while end > below and not _RUNNING_TEXT.search(block[end - 1].span.of(source)):
        end -= 1
    if end == below == len(block) - 1 and not _CREDITED.search(block[below].span.of(source)):
        end += 1  # of an odd number of lines the first column has one more
    parts: list[list[Span]] = [[] for _ in range(len(columns) + 1)]
    for line in block[rows[0] : end]:
        for piece, column in _pieces(source, line, columns):
            parts[column].append(piece)
    out = [line.span for line in block[: rows[0]]]
    for i, part in enumerate(parts):
        if i and part:
            out.append(Span(part[0].start, part[0].start))
        out += part
    return out + [line.span for line in block[end:]]


def _pieces(source: str, line: _Line, columns: list[int]) -> Iterator[tuple[Span, int]]:
    """The line cut at the gaps before a column, each piece with the number of the column it stands in."""
    start, number = line.span.start, 0
    blank = len(text := line.span.of(source)) - len(text.lstrip())
    if blank:
        number = _number(display_width(text[:blank]), columns)
        start = _place(source, line.span, columns[number - 1]) if number else start
    for gap in line.gaps:
        column = next((c for c in columns if _fits(gap, c)), None)
        if column is not None:
            yield Span(start, gap.span.start), number
            start = min(_place(source, line.span, column), gap.span.end)
            number = columns.index(column) + 1
    yield Span(start, line.span.end), number


def _number(at: int, columns: list[int]) -> int:
    """The column in which what begins at the display column `at` stands: an indent is no column."""
    return bisect_right(columns, at + _SHIFT)


def _place(source: str, span: Span, column: int) -> int:
    """The offset in the line at which the display column begins, or the line's end."""
    width = 0
    for offset in range(*span):
        if width >= column:
            return offset
        width += display_width(source[offset])
    return span.end
