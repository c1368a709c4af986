"""Whether a line goes on the paragraph above it: what wraps, gaps, indents and headings say."""

import re
from collections.abc import Sequence
from itertools import pairwise

from app.parse.lines import Line
from app.parse.rules import first_match
from app.parse.rules.headings import BARE_NUMBER
from app.parse.rules.passages import CLOSING, SELECTION_END

_OWN_LINE = re.compile(r"专栏|[表图附]|单位:|(?:牵头|责任|配合)单位|\S{1,8}:")
"""What may stand below a heading on a short line and is no part of it."""
_PUNCTUATED = re.compile(r"[,。;:!?]")
_BULLET = re.compile(r"--|[◆◇●○■□★▲•※]")
_PLAN_TITLE = re.compile(r"[^,。;:!?]{6,60}(?:方案|规划|计划|纲要|实施意见|工作报告)(?:\([^()]{2,14}\))?")
"""A title that fills its line; what follows it is text."""
_CHAPTER = re.compile(r"第\s?[\d一二三四五六七八九十百]{1,4}\s?[篇编章节]")
"""A chapter's heading has its line to itself: what is no end of it is text."""
_CLAUSE = re.compile(r"[^,。;]{4}[,。;][^,。;]{2}")
_SIGNATURE = re.compile(r"[^,。:;()]{2,20}(?:人民政府|委员会|办公室|[局委厅])")
"""Who issued a plan, below its last paragraph."""
_NEVER_FIRST = (":", ",", "。", ";", "!", "?", "、", ")", "”", "》")
"""What no paragraph begins with."""
_AMOUNT = re.compile(r"\d{1,6}\.\d{1,3}\s?(?:%|[万亿千百个倍元吨米人公平立])(?=.*[,。;])")
"""Nor with an amount that has decimals; a sentence is broken before it wherever the line would end."""
_NAMED = re.compile(
    r"(?:提问|发言|领衔)(?:代表|委员|人|者)\s?:|(?:人大|政协)?(?:代表|委员)?[^\W\d_]{2,4}(?:代表|委员)(?:\([^()]{2,24}\))?\s?:"
)
"""A name and a title before a colon begin a turn, also where the line above breaks off."""
_OPEN_FIELD = re.compile(r"[^\W\d_]{2,6}\s?:[^()。]{2,20}\([^()。]{2,40}$")
_CLOSED = re.compile(r"[^()。:]{1,30}\)\s?:?$")
"""A field whose value ends in brackets that the margin breaks, and their end."""
_LABEL_END = re.compile(r"[^,。;:!?“”]{1,36}:")
_REST_OF_LABEL = re.compile(
    r"(?!建议:|意见|问题|一是)[^\W\d_·]{1,4}(?:代表|委员)?(?:\([^()]{2,24}\))?\s?:|·?[^\W\d_·]{0,7}[说议为示出言吁道调][,:]|[,:]"
)
"""What stands behind a name that the margin breaks."""
_INDENT = 4
"""Columns: a printed paragraph begins with two characters' space."""
_HALF = 0.5
"""Of the margin: a line that stops before it, and not in a full stop, is the end of a title."""
_REST_CHARS = 8
"""So little of a heading may stand on the other side of a column's end."""
_BODY_CHARS = 40
"""A line of at least so many characters is running text, not a headline, in an unwrapped file."""


def see_halves_of_headings(lines: Sequence[Line]) -> None:
    """Say of the short lines below numbered headings that they are their ends, on a page whose headings have
    blank lines below them but for these."""
    text = [line for line in lines if line.role is None]
    apart = [below.blank_before for line, below in pairwise(text) if line.start == "heading"]
    if sum(apart) < _FEWEST_APART or sum(apart) < _APART_SHARE * len(apart):
        return
    for line, below, after in zip(text, text[1:], text[2:], strict=False):
        headed = line.start == "heading" and not line.ends and _PUNCTUATED.search(line.folded) is None
        bare = below.start is None and len(below.folded) <= _HALF_CHARS and after.blank_before
        if headed and bare and not below.blank_before and not _CELLS.search(below.folded):
            below.ends_heading = _OWN_LINE.match(below.folded) is None


_FEWEST_APART = 3
_APART_SHARE = 0.6
_HALF_CHARS = 16
_CELLS = re.compile(r"[,。;:!?]|\s{2,}")
"""What neither half of a heading has, but a sentence or a row of a table."""


def goes_on(lines: list[Line], following: Line, *, interrupted: bool) -> bool:
    """Whether `following` continues the paragraph that `lines` began; `interrupted` by noise between them."""
    last = lines[-1]
    needed = not following.blank_before and (following.ends_heading or _is_needed(lines, following))
    if needed or (len(lines) == 1 and _is_words_of_heading(last, following)):
        return True
    if following.blank_before and following.parted and last.wrapped:
        return False
    if lines[0].start == "subtitle" and _is_end_of_subtitle(lines[-1], following):
        return True
    if _starts_anew(lines, following) or _stands_alone(lines, following):
        return False
    if _heading_needs(lines, following) or _in_quotation(lines, following):
        return True
    if not last.wrapped:
        apart = following.blank_before or interrupted
        return _broken_before_number(last, following) or (
            apart and _broken_off(lines) and _runs_on(following)
        )
    if not last.ends and _is_flush(lines, following):
        return True
    if last.ends:
        if first_match(CLOSING, following.folded):
            return False
        headline = following.heads or _headline_below(lines, following)
        return last.full and not following.blank_before and not headline
    return _goes_on_wrapped(lines, following, interrupted=interrupted)


def _is_needed(lines: list[Line], following: Line) -> bool:
    """Whether `following` begins as no paragraph can, or ends the label that the line above begins."""
    if not following.blank_before and lines[-1].folded.endswith("·"):
        return True  # a name is broken at its dot
    if len(lines) == 1 and _is_broken_label(lines[0], following):
        return True
    if len(lines) == 1 and _OPEN_FIELD.match(lines[0].folded) and _CLOSED.match(following.folded):
        return True
    amount = (
        following.start is None
        and lines[0].start != "heading"
        and _AMOUNT.match(following.folded) is not None
        and not lines[-1].ends
    )
    return amount or following.folded.startswith(_NEVER_FIRST)


def _is_words_of_heading(last: Line, following: Line) -> bool:
    """Whether a line below the number of a heading is what it heads."""
    if not BARE_NUMBER.fullmatch(last.folded):
        return False
    plain = following.start is None and _PUNCTUATED.search(following.folded) is None
    return plain and len(following.folded) <= _BODY_CHARS


def _is_broken_label(first: Line, following: Line) -> bool:
    """Whether `following` ends the label that a line begins: one that is open, or that fills its line."""
    if first.start == "open":
        return _LABEL_END.match(following.folded) is not None
    fills = first.start == "alone" and first.width + first.indent >= first.margin - 2
    return fills and _REST_OF_LABEL.match(following.folded) is not None


def _is_end_of_subtitle(last: Line, following: Line) -> bool:
    """Whether `following` is but the end of a word that the subtitle breaks off: `…发`, `言摘要`."""
    broken = SELECTION_END.search(last.folded[-_REST_CHARS:] + following.folded) is not None
    return len(following.folded) <= _REST_CHARS and broken and SELECTION_END.search(last.folded) is None


def _goes_on_wrapped(lines: list[Line], following: Line, *, interrupted: bool) -> bool:
    """The same where lines are broken at the margin and the last one does not end a sentence."""
    last = lines[-1]
    if _heading_goes_on(lines, following) or _in_brackets(last.folded, following.folded):
        return True
    if interrupted and (len(lines) > 1 or last.folded.endswith((",", "、"))):
        return True
    if len(lines) > 1:
        if not last.full and last.folded.endswith(")") and _SIGNATURE.fullmatch(following.folded):
            return False
        if lines[0].start == "heading" and _stops_short(lines):
            return False
        if following.blank_before and not any(_PUNCTUATED.search(line.folded) for line in lines):
            return False  # a headline over several lines
        return last.full or (not following.blank_before and last.width >= _HALF * last.margin)
    if last.start == "heading" and _CHAPTER.match(last.folded):
        if not last.full or following.blank_before:
            return False
        return (last.indent >= _INDENT and following.indent == 0) or not (following.full or following.ends)
    if last.start == "heading" and _PUNCTUATED.search(last.folded) is None:
        return last.width + _INDENT >= last.margin - 2 and not following.blank_before
    return _first_line_goes_on(last, following)


def _stops_short(lines: list[Line]) -> bool:
    """Whether the lines of a heading end before the margin, the last without a stop or a comma; where
    there are such above, well before it."""
    *above, last = lines
    if _PUNCTUATED.search(last.folded):
        return False
    bare = not any(_PUNCTUATED.search(line.folded) for line in above)
    return last.width <= last.margin - _INDENT if bare else last.width < 0.8 * last.margin


def _in_brackets(folded: str, following: str) -> bool:
    """Whether a bracket that the line leaves open is closed in the following one."""
    opened = folded.rfind("(")
    closed = following.find(")")
    inside = 0 <= opened >= len(folded) - _BODY_CHARS and ")" not in folded[opened:]
    return inside and 0 <= closed < _BODY_CHARS and "(" not in following[:closed]


def _in_quotation(lines: list[Line], following: Line) -> bool:
    """Whether a quotation that the lines leave open, in the middle of a sentence, is closed in the following
    one: there no paragraph ends, however wide the page."""
    if lines[-1].ends or following.start is not None or lines[0].start == "heading":
        return False
    above = "".join(line.folded for line in lines[-_QUOTED_LINES:])
    closed = following.folded.find("”")
    opened = above.rfind("“") > above.rfind("”")
    return opened and closed >= 0 and "“" not in following.folded[:closed]


_QUOTED_LINES = 3


def _heading_needs(lines: list[Line], following: Line) -> bool:
    """A numbered heading broken so that one of its two lines plainly needs the other."""
    last = lines[-1]
    if lines[0].start != "heading" or len(lines) > 2 or last.ends or following.blank_before or following.ends:
        return False
    if following.width >= 0.8 * following.margin or following.start is not None:
        return False
    return last.folded.endswith(("的", "、", ",", "和", "与")) or following.folded.startswith(
        ("和", "与", "的", "、")
    )


def _heading_goes_on(lines: list[Line], following: Line) -> bool:
    """A numbered heading over two lines: the second is short, no sentence and nothing of its own, and where
    paragraphs are indented it is not."""
    last = lines[-1]
    if lines[0].start != "heading" or len(lines) > 2 or following.ends:
        return False
    if following.blank_before and not (last.full and len(following.folded) <= _REST_CHARS):
        return False
    bare = _PUNCTUATED.search(following.folded) is None
    stops = following.width < 0.8 * following.margin or (
        bare and following.width <= following.margin - _INDENT
    )
    rest = last.full and len(following.folded) <= _REST_CHARS and bare
    whole = _PUNCTUATED.search(last.folded) is None or rest or (bare and not last.full)
    return stops and whole and not last.ends and _OWN_LINE.match(following.folded) is None


def _starts_anew(lines: list[Line], following: Line) -> bool:
    """Whether `following` begins something by its indent, or by a label or number where one can stand."""
    last = lines[-1]
    if lines[0].start == "subtitle" and last.full and SELECTION_END.search(following.folded):
        return following.blank_before or following.folded.startswith("-")
    if following.indent >= _INDENT or following.start == "whole":
        return True
    if _BULLET.match(following.folded) and (last.ends or lines[0].start == "heading"):
        return True
    if following.start == "alone":
        headline = len(lines) == 1 and not following.full and _PUNCTUATED.search(last.folded) is None
        return last.ends or following.blank_before or headline
    if following.start == "heading" and not following.ends and following.width < 0.7 * following.margin:
        return True
    if following.start == "label" and _NAMED.match(following.folded):
        return True
    if _is_flush(lines, following):
        return False
    if len(lines) == 1 and _is_mid_sentence(last) and not _STRONG.match(following.folded):
        return False
    return following.start is not None and (last.ends or len(lines) == 1 or not last.full)


def _is_mid_sentence(line: Line) -> bool:
    """Whether a full line of running text breaks off: what seems a name behind it is the sentence's."""
    return line.full and line.wrapped and not line.ends and not line.heads and "," in line.folded


_STRONG = re.compile(
    r"[^,。;:!?]{0,40}?(?:代表|委员|议员|常委|[问答]|[局长]|主持人)[^,。;:!?]{0,30}[:(]|[【\[(]|[^,。;:!?]*$"
    r"|第?[\d一二三四五六七八九十]"
)
"""What is a label or a heading also where the line above breaks off: a mark comes before any comma."""


def _is_flush(lines: list[Line], following: Line) -> bool:
    """Whether a line that begins like a label stands flush where this paragraph began with an indent."""
    indented = lines[0].indent >= _INDENT and following.indent == 0 and not lines[-1].ends
    return indented and following.start == "label" and lines[-1].full and not following.blank_before


def _stands_alone(lines: list[Line], following: Line) -> bool:
    """Whether the lines so far are a thing of their own: a whole-line label, or a headline over columns."""
    last = lines[-1]
    if following.full and _PLAN_TITLE.fullmatch("".join(line.folded for line in lines[-3:])):
        return True
    if last.start == "whole" and len(lines) == 1 and _is_field_broken(last, following):
        return False
    if last.start == "whole" or (last.start in ("alone", "turn") and len(lines) == 1):
        return True
    if lines[0].start == "subtitle" and SELECTION_END.search(last.folded):
        return True
    wider_than_column = last.width > last.margin + 4 and not last.folded.endswith((",", "、"))
    return following.blank_before and (wider_than_column or lines[0].start == "subtitle")


def _is_field_broken(line: Line, following: Line) -> bool:
    """Whether the value of a form's field fills its line and goes on in a short one that is nothing else."""
    plain = following.start is None and not following.ends and not following.blank_before
    return plain and line.full and _FIELD.match(line.folded) is not None and following.width < line.width


_FIELD = re.compile(r"~?\s?[^\W\d_](?:\s?[^\W\d_]){1,5}\s?:")


def _first_line_goes_on(first: Line, following: Line) -> bool:
    """A first line is printed with an indent of two characters, which the text does not show. Across a blank
    line it must reach the margin exactly, or it is a headline."""
    indented = first.width + first.hang
    if following.blank_before:
        return indented >= first.margin - 2 and (following.full or following.ends)
    title = first.start == "heading" and "。" not in first.folded
    if title and not _UNBREAKABLE.match(following.folded):
        return indented + sum(map(str.isascii, first.folded)) >= first.margin - 2
    return indented >= 0.8 * first.margin


_UNBREAKABLE = re.compile(r"[\da-z“‘(《【-]")
"""What is moved to the next line whole, so that the line above it may stop short of the margin."""


def _broken_off(lines: list[Line]) -> bool:
    """In an unwrapped file: running text that stops in mid-sentence, at a photo or at a column's end."""
    last = lines[-1]
    running = lines[0].start != "heading" or "。" in last.folded  # the words that run in behind a heading
    long = len(last.folded) >= _BODY_CHARS or last.folded.endswith((",", "、"))
    return not last.ends and long and running


def _broken_before_number(last: Line, following: Line) -> bool:
    """In an unwrapped file: a sentence cut before a number (`达到` / `5.2%左右`), which is no heading's."""
    running = not last.ends and last.start != "heading" and _CLAUSE.search(last.folded) is not None
    return (
        running and following.start is None and following.folded[0].isdigit() and not following.blank_before
    )


def _runs_on(following: Line) -> bool:
    """In an unwrapped file a broken-off paragraph goes on in text, not in a headline of its own."""
    return following.ends or len(following.folded) >= _BODY_CHARS


def _headline_below(lines: list[Line], following: Line) -> bool:
    """A headline right below a full last line: short, alone, and not a sentence."""
    return (
        len(lines) > 1
        and not following.full
        and not following.ends
        and following.width < 0.7 * following.margin
    )
