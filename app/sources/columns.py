"""From characters and where they stand to lines in reading order: columns by the white between them.

Pure geometry. A page is cut at its tallest gutter: a white strip, nearly as wide as a character, that at
least three rows leave free and that has running text on both sides. What stands above and below it is read
before and after, and every part is cut again in the same way. The rows of a table leave strips free too, but
no running text stands beside those, so they are read across.
"""

import heapq
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, TypeVar

_SPLIT = 0.6
"""Em; a wider gap is none of justified text, so that another column may begin behind it."""
_BINS = 5
"""Strips to an em in which white is counted."""
_GUTTER = 3
"""Strips that a gutter must leave free."""
_MOST_BINS = 700
_MOST_SLABS = 3000
"""Of any page that is made to be read; one with more is not searched for columns."""
_ROWS = 3
"""Height of a gutter in em, and lines of running text on the longer side of it."""
_HEAD_PIECES = 6
_TABLE_ROWS = 2
_ENTRY = 0.75
"""Of a column's width, which the entries of a table do not reach."""
_FOLIO = re.compile(r"[-—–·•\s第]*[0-9０-９]{1,4}[-—–·•\s页版/]*[0-9０-９]{0,4}[-—–·•\s页版]*")
"""A page number."""
_NARROWEST = 6.0
"""Em; no line of running text in a column is shorter, but its last."""
_RUNNING = 0.6
"""Share of the characters beside a gutter that stand in such lines."""
_MOST_CUTS = 60
_CANDIDATES = 200
_BLOCK_GAP = 1.4
"""Times the usual distance of lines; a larger one sets blocks apart."""
_INDENT = (1.5, 2.6)
"""Em by which the first line of a paragraph stands in: two characters."""
_INDENTED = "\u3000\u3000"
"""What the text has there, so that a reader of it knows the first line from one that goes on."""


class Glyph(NamedTuple):
    """A character: its baseline (growing downwards), left and right edge and size, in points."""

    base: float
    left: float
    right: float
    size: float
    text: str


@dataclass(slots=True)
class Piece:
    """Characters on one baseline with no wide gap among them."""

    base: float
    left: float
    right: float
    size: float
    text: str

    @property
    def top(self) -> float:
        """Where most of its characters begin; by this measure rows do not overlap."""
        return self.base - 0.75 * self.size


class _Cut(NamedTuple):
    """A gutter at `x` from `top` to `bottom`."""

    x: float
    top: float
    bottom: float


_Placed = TypeVar("_Placed", Glyph, Piece)


def lines_of(glyphs: Iterable[Glyph]) -> list[str]:
    """The lines of a page in reading order, with an empty one between blocks and between paragraphs.

    White of any width within a line is one space; the first line of a paragraph that is set in by two
    characters begins with two wide ones.
    """
    pieces = [piece for row in _rows(glyphs) for piece in _pieces(row)]
    if not pieces:
        return []
    lines: list[str] = []
    for part in _parts(pieces, statistics.median(piece.size for piece in pieces)):
        lines += ["", *_lines(part)] if lines else _lines(part)
    return lines


def split_rows(glyphs: Iterable[Glyph], apart: Callable[[Glyph, str], bool]) -> tuple[list[str], list[Glyph]]:
    """The lines of the rows for which `apart` is true, a tab for each wide gap, and the other characters.

    `apart` is given a row's first character and its line.
    """
    lines: list[str] = []
    rest: list[Glyph] = []
    for row in _rows(glyphs):
        line = "\t".join(piece.text for piece in _pieces(row))
        if apart(row[0], line):
            lines.append(line)
        else:
            rest += row
    return lines, rest


def _rows(placed: Iterable[_Placed]) -> Iterator[list[_Placed]]:
    """What stands on (nearly) one baseline, from left to right; the rows from the top down."""
    row: list[_Placed] = []
    for one in sorted(placed, key=lambda one: (one.base, one.left, one.text)):
        if row and one.base - row[0].base > 0.4 * min(one.size, row[0].size):
            yield sorted(row, key=lambda one: (one.left, one.base))
            row = []
        row.append(one)
    if row:
        yield sorted(row, key=lambda one: (one.left, one.base))


def _pieces(row: list[Glyph]) -> Iterator[Piece]:
    piece: Piece | None = None
    last: Glyph | None = None
    space = ""
    for glyph in row:
        if glyph.text.isspace():
            space = " "
            continue
        if piece is None or last is None or glyph.left - piece.right > _SPLIT * max(glyph.size, piece.size):
            if piece is not None:
                yield piece
            piece = Piece(glyph.base, glyph.left, glyph.right, glyph.size, glyph.text)
        elif glyph.text == last.text and glyph.left - last.left < 0.3 * (last.right - last.left):
            continue  # printed twice to look bold
        else:
            piece.text += space + glyph.text
            piece.right = max(piece.right, glyph.right)
            piece.size = max(piece.size, glyph.size)
        last, space = glyph, ""
    if piece is not None:
        yield piece


def _parts(pieces: list[Piece], em: float) -> Iterator[list[Piece]]:
    """The parts of a page that have no columns, in reading order."""
    waiting, cuts = [pieces], 0
    while waiting:
        part = waiting.pop()
        cut = _gutter(part, em) if cuts < _MOST_CUTS else None
        if cut is None:
            yield part
            continue
        cuts += 1
        above = [piece for piece in part if piece.base < cut.top]
        below = [piece for piece in part if piece.base > cut.bottom]
        beside = [piece for piece in part if cut.top <= piece.base <= cut.bottom]
        left = [piece for piece in beside if piece.right <= cut.x]
        right = [piece for piece in beside if piece.right > cut.x]
        waiting += [one for one in (below, right, left, above) if one]


def _gutter(pieces: list[Piece], em: float) -> _Cut | None:
    """The tallest gutter with running text on both sides, or None."""
    edge = min(piece.left for piece in pieces)
    step = max(em / _BINS, (max(piece.right for piece in pieces) - edge) / _MOST_BINS)
    if not step:
        return None
    slabs = list(_slabs(pieces))
    if len(slabs) > _MOST_SLABS:
        return None
    taken = [_taken(slab, edge, step) for slab in slabs]
    heights = [
        (_height(slabs[first : last + 1]), -first, -last, free)
        for (first, last), free in _white_strips(taken).items()
    ]
    for height, first, last, free in heapq.nlargest(_CANDIDATES, heights):
        if height < _ROWS * em:
            return None
        for at in _middles(free):
            x = edge + (at + 0.5) * step
            beside = _between(slabs[-first : 1 - last], x, em)
            if _has_text_beside(x, beside, em):
                return _Cut(x, min(piece.base for piece in beside), max(piece.base for piece in beside))
    return None


def _height(slabs: list[list[Piece]]) -> float:
    return max(piece.base for piece in slabs[-1]) - min(piece.top for piece in slabs[0])


def _between(slabs: list[list[Piece]], x: float, em: float) -> list[Piece]:
    """The pieces that stand in columns left and right of `x`: without a headline that is centred above both
    or a page number below, without a running head in small type, and without a table above or below."""
    first, last = 0, len(slabs)
    while first < last and _is_outside(slabs[first], x, em):
        first += 1
    while last > first and _is_outside(slabs[last - 1], x, em):
        last -= 1
    widths = sorted(piece.right - piece.left for slab in slabs[first:last] for piece in slab)
    usual = widths[3 * len(widths) // 4] if widths else 0.0
    rows = [_is_table_row(slab, x, usual) for slab in slabs[first:last]]
    above, below = _run(rows), _run(rows[::-1])
    if above >= _TABLE_ROWS:
        first += above
    if below >= _TABLE_ROWS:
        last -= below
    return [piece for slab in slabs[first:last] for piece in slab]


def _run(rows: list[bool]) -> int:
    """How many there are before the first that is false."""
    return next((i for i, row in enumerate(rows) if not row), len(rows))


def _is_table_row(slab: list[Piece], x: float, usual: float) -> bool:
    """One row of short entries, on both sides of `x`."""
    bases = [piece.base for piece in slab]
    return (
        any(piece.right <= x for piece in slab)
        and any(piece.right > x for piece in slab)
        and max(bases) - min(bases) < 0.4 * slab[0].size
        and all(piece.right - piece.left < _ENTRY * usual for piece in slab)
    )


def _is_outside(slab: list[Piece], x: float, em: float) -> bool:
    if all(piece.size < 0.93 * em for piece in slab) and len(slab) <= _HEAD_PIECES:
        return True
    one_sided = all(piece.right <= x for piece in slab) or all(piece.right > x for piece in slab)
    number = len(slab) == 1 and _FOLIO.fullmatch(slab[0].text) is not None
    return one_sided and (number or all(abs(piece.size - em) > 0.12 * em for piece in slab))


def _slabs(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Pieces whose heights overlap, from the top down: a row, or several of columns with shifted lines."""
    slab: list[Piece] = []
    bottom = 0.0
    for piece in sorted(pieces, key=lambda piece: (piece.top, piece.left)):
        if slab and piece.top >= bottom:
            yield slab
            slab = []
        bottom = max(bottom, piece.base) if slab else piece.base
        slab.append(piece)
    if slab:
        yield slab


def _taken(slab: list[Piece], edge: float, step: float) -> int:
    """The strips that the slab's pieces cover, as bits."""
    mask = 0
    for piece in slab:
        first, last = int((piece.left - edge) / step), int((piece.right - edge) / step)
        mask |= (1 << (last + 1)) - (1 << first)
    return mask


def _white_strips(taken: list[int]) -> dict[tuple[int, int], int]:
    """(first slab, last slab) → the strips that are white from the one to the other and not further."""
    every = (1 << max(mask.bit_length() for mask in taken)) - 1
    found: dict[tuple[int, int], int] = defaultdict(int)
    since: dict[int, int] = {}  # slab → strips that have been white since
    for i, mask in enumerate([*taken, every]):
        free = ~mask & every
        white = free
        for shift in range(1, _GUTTER // 2 + 1):
            white &= (free >> shift) & (free << shift)
        for start, strips in list(since.items()):
            if ended := strips & ~white:
                found[start, i - 1] |= ended
                since[start] = strips & white
                if not since[start]:
                    del since[start]
        begun = white
        for strips in since.values():
            begun &= ~strips
        if begun:
            since[i] = begun
    return found


def _middles(strips: int) -> Iterator[int]:
    """The middle of every run of bits."""
    at = 0
    while strips:
        skip = (strips & -strips).bit_length() - 1
        strips >>= skip
        run = (~strips & (strips + 1)).bit_length() - 1
        yield at + skip + run // 2
        strips >>= run
        at += skip + run


def _has_text_beside(x: float, beside: list[Piece], em: float) -> bool:
    counts = []
    for side in (
        [piece for piece in beside if piece.right <= x],
        [piece for piece in beside if piece.right > x],
    ):
        long = [piece for piece in side if piece.right - piece.left >= _NARROWEST * em]
        counts.append(len(long))
        if sum(len(piece.text) for piece in long) < _RUNNING * sum(len(piece.text) for piece in side):
            return False
    return min(counts) >= 1 and max(counts) >= _ROWS


def _lines(part: list[Piece]) -> list[str]:
    """The rows of a part as lines: an empty one before a new block or paragraph, which keeps its indent."""
    rows = [_joined(row) for row in _rows(part)]
    usual = _usual_distance(rows)
    edge = _left_edge(rows)
    lines: list[str] = []
    for i, row in enumerate(rows):
        before = rows[i - 1] if i else row
        first = _is_indented(row, edge) and _is_aligned(before, edge)
        if i and (first or _is_apart(before, row, usual)):
            lines.append("")
        lines.append(_INDENTED + row.text if first else row.text)
    return lines


def _joined(row: list[Piece]) -> Piece:
    longest = max(row, key=lambda piece: len(piece.text))
    return Piece(
        longest.base, row[0].left, row[-1].right, longest.size, " ".join(piece.text for piece in row)
    )


def _usual_distance(rows: list[Piece]) -> float:
    """Of the baselines of neighbouring rows of one size, in sizes."""
    distances = [
        (row.base - before.base) / row.size for before, row in pairwise(rows) if _is_same_size(before, row)
    ]
    return statistics.median(distances) if distances else 1.6


def _left_edge(rows: list[Piece]) -> float:
    """The leftmost edge at which several rows begin."""
    step = 0.5 * statistics.median(row.size for row in rows)
    begins = Counter(round(row.left / step) for row in rows)
    several = [place for place, count in begins.items() if count >= max(2, len(rows) // 20)]
    return step * min(several or begins)


def _is_same_size(one: Piece, other: Piece) -> bool:
    return abs(one.size - other.size) <= 0.12 * max(one.size, other.size)


def _is_apart(before: Piece, row: Piece, usual: float) -> bool:
    distance = (row.base - before.base) / max(before.size, row.size)
    return distance > _BLOCK_GAP * usual or not _is_same_size(before, row)


def _is_indented(row: Piece, edge: float) -> bool:
    return _INDENT[0] <= (row.left - edge) / row.size <= _INDENT[1]


def _is_aligned(row: Piece, edge: float) -> bool:
    """True for a row that begins at the edge or at the indent, as running text does."""
    return abs(row.left - edge) < 0.6 * row.size or _is_indented(row, edge)
