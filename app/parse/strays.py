"""Lines that stand inside a sentence and belong to something else on the page.

An export of a page puts the name of a section, the head of a page or a picture's caption where it stands on
the paper, and so between two lines of a paragraph. Such a line is short, and the text goes on behind it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from app.parse.lines import Line
from app.parse.rules.credits import CAPTION
from app.parse.rules.mastheads import MASTHEAD
from app.parse.rules.parts import ORGANISATIONS
from app.parse.types import Role

_WORDS = re.compile(r"[,。;:!?]")
_BARE = re.compile(r"[^,。;:!?、“”()《》\d]{2,24}")
_OFFICE = re.compile(rf"[^,。;:!?、“”()《》\s]{{4,24}}(?:{ORGANISATIONS}|政府)")
_UNBROKEN = re.compile(r"[\da-z“‘(《【]")
"""What is not broken, so that the line above it may stop short."""
_HEADING = ("heading", "whole", "subtitle", "open", "turn", "alone")
_SHORT = 0.6
"""Of the margin."""
_CREDIT = re.compile(
    r"(?:(?:本报|本刊|全媒体|融媒体?|见习|实习|特约|新华社)*(?:记者|通讯员|摄影师?|实习生)\s?)?\S(?:\s?\S){1,3}\s?[/\s]?摄$"
)
_PHOTOGRAPHED = re.compile(r"代表|委员|现场|会场|讨论|审议|发言|调研|视察|参观|大会|图")
_CAPTION_CHARS = 40


def set_strays_aside(lines: Sequence[Line]) -> None:
    """Give captions above the line that names their photographer, and lines strange to the sentence they
    stand in, the role of noise."""
    _set_captions_aside(lines)
    text = [line for line in lines if line.role is None]
    near_heads = {id(line) for line in _beside_mastheads(lines)}
    before_noise = {id(line) for line, next_line in pairwise(lines) if next_line.role is not None}
    for i in range(1, len(text) - 1):
        above, line, below = text[i - 1 : i + 2]
        if _are_cells_between(above, line, below):
            line.role, line.rule, line.start = Role.METADATA, MASTHEAD.name, None
            continue
        if not _is_bare(line) or below.start is not None or not _is_running(text, i - 1):
            continue
        between = _goes_on_behind(below) and id(line) not in before_noise  # which may have cut it short
        if _is_office_between(above, line, below) or (
            _breaks_off(above) and (between or id(line) in near_heads)
        ):
            line.role, line.rule, line.start = Role.METADATA, MASTHEAD.name, None


def _are_cells_between(above: Line, line: Line, below: Line) -> bool:
    """Whether a line of cells, such as an advertisement's, parts a sentence where lines are not wrapped."""
    apart = not line.wrapped and above.folded.endswith((",", "、")) and above.start != "heading"
    if not apart or len(line.folded) > _CAPTION_CHARS or below.start is not None or not below.ends:
        return False
    return _CELLS.fullmatch(line.folded) is not None and max(map(len, line.folded.split())) >= _LONG_CELL


_CELLS = re.compile(r"[^\s,。;:?“”]+(?:\s+[^\s,。;:?“”]+){1,5}")
_LONG_CELL = 5
"""Characters; in a list of names no cell is so long."""


def _is_bare(line: Line) -> bool:
    short = line.width <= _SHORT * line.margin and line.start is None and line.wrapped
    return short and _BARE.fullmatch(line.folded) is not None


def _is_running(text: Sequence[Line], i: int) -> bool:
    """Whether a line is one of a paragraph of text, not of a title or of a heading over two lines."""
    line = text[i]
    if line.start in _HEADING or not line.wrapped or line.heads:
        return False
    headed = i > 0 and text[i - 1].start == "heading" and not text[i - 1].ends
    return not headed and _WORDS.search(line.folded) is not None


def _breaks_off(line: Line) -> bool:
    return not line.ends and (line.full or line.folded.endswith((",", "、")))


def _goes_on_behind(below: Line) -> bool:
    """Whether the text goes on below: a full line or the end of a sentence, which nothing kept from standing
    on the line above."""
    running = below.full or below.ends
    return running and _WORDS.search(below.folded) is not None and not _UNBROKEN.match(below.folded)


def _is_office_between(above: Line, line: Line, below: Line) -> bool:
    """Whether the name of who issued a plan stands alone between two lines of its text, as at the head of a
    page; below the last one it is a signature."""
    alone = not line.blank_before and not below.blank_before
    return alone and above.ends and below.full and _OFFICE.fullmatch(line.folded) is not None


def _beside_mastheads(lines: Sequence[Line]) -> Iterator[Line]:
    for i, line in enumerate(lines):
        beside = (lines[j] for j in (i - 1, i + 1) if 0 <= j < len(lines))
        if any(one.rule == MASTHEAD.name for one in beside):
            yield line


def _set_captions_aside(lines: Sequence[Line]) -> None:
    for i, line in enumerate(lines):
        if line.rule != CAPTION.name or i == 0:
            continue
        closes = _closes(lines[i - 1], line)
        for above in [lines[i - 1]] if closes else _caption_above(lines, i):
            above.role, above.rule, above.start = Role.CAPTION, CAPTION.name, None


def _closes(above: Line, line: Line) -> bool:
    """Whether the line ends a bracket that the one above it leaves open."""
    opened = above.folded.rfind("(") > above.folded.rfind(")")
    return above.role is None and opened and line.folded.find(")") >= 0 and "(" not in line.folded


def _caption_above(lines: Sequence[Line], i: int) -> Sequence[Line]:
    """The lines right above a photographer's name that say what is on the picture: a short sentence below
    one that has ended, or short words of the genre, none of which runs to the margin."""
    last, before = lines[i - 1], lines[i - 2] if i > 1 else None
    if not _CREDIT.fullmatch(lines[i].folded):
        return ()
    if last.role is None and last.start is None and last.ends and before and _is_last_of_paragraph(before):
        return [last]  # a sentence on its own line, between a paragraph that has ended and its photographer
    if not _may_be_caption(last):
        return ()
    ended = before is None or before.role is not None or before.ends
    if last.blank_before or ended or _PHOTOGRAPHED.search(last.folded):
        return [last]
    return ()


def _is_last_of_paragraph(line: Line) -> bool:
    return line.role is None and line.ends and not line.full


def _may_be_caption(line: Line) -> bool:
    free = line.role is None and line.start is None
    return free and not line.full and 4 <= len(line.folded) <= _CAPTION_CHARS
