"""What repeats what stands elsewhere: tables of contents, the names of annexes, the heads of pages."""

import re
from collections import Counter
from itertools import pairwise

from app.parse.lines import Line
from app.parse.rules.credits import CAPTION
from app.parse.rules.formalities import (
    ANNEX_ITEM,
    ANNEX_LIST,
    ATTENDANCE,
    CONTENTS_HEAD,
    CONTENTS_LINE,
    RELEASE,
)
from app.parse.rules.mastheads import DATELINE, FOLIO, MASTHEAD
from app.parse.rules.posts import COMMENTS_HEAD
from app.parse.rules.websites import BREADCRUMB, COPYRIGHT, LINK, LINKS_HEAD
from app.parse.types import Role

_MOST_LINES = 200
"""A table of contents has no more lines."""
_PAGE_NUMBER = re.compile(r"\s+\(?\d{1,3}\)?$")
_YEARS = re.compile(r"\(\d{4}\s?(?:年\s?)?-{1,2}\s?\d{4}\s?年\)")
_PAPER_NAME = re.compile(r"《?[^\s,。:;、]{2,6}(?:日|商|晚|时|早|晨|都市|政协|人大|新)报》?")
_SECTION_NAME = re.compile(
    r"(?:0\d|[a-d]\d{1,2})\s{1,4}[\u4e00-\u9fff·]{2,8}|[\u4e00-\u9fff·]{2,8}\s{1,4}(?:0\d|[a-d]\d{1,2})"
)
"""The section of a paper and the number of its page."""
_HEAD_LINES = 6
"""Below these a line that repeats the title is the head of a page."""
_ADDRESS_END = re.compile(r"\S{1,14}[号室楼层幢]$")
_COPY_LINES = 5
_CAPTION_CHARS = 80
_NAMES_CHARS = 14
_MENU_LINES = 40
_MENU_CHARS = 8
"""Entries of a menu are short, and headlines are not."""
_PHOTOGRAPHER = re.compile(r"(?:\S{0,6}(?:记者|通讯员)\s)?\S(?:\s?\S){1,3}\s?摄$")
_SIGNED_PHOTO = re.compile(r"(?:记者|通讯员|实习生).{2,20}摄\)?$")
_WHOLE_CAPTION = re.compile(r"[^,]{6,60}[。\s]\s?\S{0,6}(?:记者|通讯员|摄影|新华社)")
"""A caption that has its description and its photographer on one line needs none of the line above."""
_ENTRY_CHARS = 60
"""No heading in a table of contents is longer."""


def set_navigation_aside(lines: list[Line]) -> None:
    """The menu of a site stands above the line that says where on it the page is; both are no text."""
    place = next((i for i, line in enumerate(lines[:_MENU_LINES]) if BREADCRUMB.match(line.folded)), 0)
    for line in lines[:place]:
        if line.role is None and max(map(len, line.folded.split())) <= _MENU_CHARS and not line.ends:
            line.role, line.rule, line.start = Role.METADATA, COPYRIGHT.name, None


def set_paper_names_aside(lines: list[Line]) -> None:
    """The name of the paper on a line of its own, beside the line that has its date and page."""
    for line, beside in [*pairwise(lines), *((below, line) for line, below in pairwise(lines))]:
        dated = beside.rule in (MASTHEAD.name, DATELINE.name)
        named = _PAPER_NAME.fullmatch(line.folded) or _SECTION_NAME.fullmatch(line.folded)
        if line.role is None and dated and named:
            _set_aside([line], MASTHEAD.name)


def set_repeated_aside(lines: list[Line]) -> None:
    """A word or a counter that stands alone again and again (`图片`, `第3件`) is the page's own."""
    short = [
        line
        for above, line in zip([None, *lines], lines, strict=False)
        if line.role is None
        and line.start is None
        and (above is None or line.blank_before or above.ends or above.role is not None)
        and _REPEATED.fullmatch(line.folded)
    ]
    count = Counter(_DIGITS.sub("#", line.folded) for line in short)
    _set_aside([line for line in short if count[_DIGITS.sub("#", line.folded)] >= _OFTEN], FOLIO.name)


_REPEATED = re.compile(
    r"[^\w]{0,3}(?:[\u4e00-\u9fff]{1,4}|[\u4e00-\u9fff]{0,4}[\d一二三四五六七八九十]{1,3}[\u4e00-\u9fff]{0,3})"
    r"[^\w。!?]{0,3}"
)
_DIGITS = re.compile(r"[\d一二三四五六七八九十]+")
_OFTEN = 3


def set_tail_aside(lines: list[Line]) -> None:
    """What a site prints below the line that says that this is the end."""
    end = next((i for i, line in enumerate(lines) if i and _THE_END.fullmatch(line.folded)), len(lines))
    _set_comments_aside(lines)
    below = lines[end:]
    if len(below) <= _TAIL_LINES and not any(
        line.start in ("label", "whole", "turn", "alone") for line in below
    ):
        _set_aside([line for line in below if line.role is None], COPYRIGHT.name)


def set_links_aside(lines: list[Line]) -> None:
    """The headlines of other pages that a site lists below a line such as 相关链接."""
    heads = [i for i, line in enumerate(lines) if line.role and LINKS_HEAD.match(line.folded)]
    for head in heads:
        end = head + 1
        while end < len(lines) and (lines[end].role or LINK.match(lines[end].folded)):
            end += 1
        _set_aside([line for line in lines[head + 1 : end] if line.role is None], COPYRIGHT.name)


def _set_comments_aside(lines: list[Line]) -> None:
    """What readers wrote below the page, from the line that says so, unless somebody is asked there."""
    place = next(
        (i for i, line in enumerate(lines) if i and COMMENTS_HEAD.fullmatch(line.folded)), len(lines)
    )
    above = any(line.role is None and line.ends for line in lines[:place])
    below = [line for line in lines[place:] if line.role is None]
    if above and len(below) <= _COMMENTS and not any(_TURN.match(line.folded) for line in below):
        _set_aside(below, COPYRIGHT.name)


_COMMENTS = 40
_TURN = re.compile(r"[^:,。“]{0,24}(?:代表|委员|[问答复]|局长?|主任|主持人|编辑|小编)[^:,。]{0,12}:")
_THE_END = re.compile(r"[\W_]*(?:the\s)?end[\W_]*|[\W_]*(?:全文)?完[\W_]*")
_TAIL_LINES = 16


def set_contents_aside(lines: list[Line]) -> None:
    """A heading over two lines has its leaders on the second only: within a table of contents take both."""
    places = [i for i, line in enumerate(lines) if line.rule == CONTENTS_LINE.name]
    for before, after in pairwise(places):
        if after - before <= 3:
            _set_aside(lines[before + 1 : after], CONTENTS_LINE.name)


def set_lists_aside(lines: list[Line]) -> None:
    """A table of contents without leaders, from 目录 to where its first line comes again as a heading; and
    the numbered names of annexes below the line that begins with 附件."""
    for i, line in enumerate(lines):
        if line.rule == CONTENTS_LINE.name and CONTENTS_HEAD.match(line.folded):
            _set_aside(lines[i + 1 : _end_of_contents(lines, i + 1)], CONTENTS_LINE.name)
        elif line.rule == RELEASE.name and line.folded.startswith("抄送"):
            _set_aside(lines[i + 1 : _end_of_copies(lines, i)], RELEASE.name)
        elif line.rule == ATTENDANCE.name and "地址" in line.folded and i + 1 < len(lines):
            if _ADDRESS_END.match(lines[i + 1].folded):
                _set_aside(lines[i + 1 : i + 2], ATTENDANCE.name)
        elif line.rule == RELEASE.name and ANNEX_LIST.match(line.folded):
            end = i + 1
            while end < len(lines) and ANNEX_ITEM.match(lines[end].folded) and not lines[end].ends:
                end += 1
            _set_aside(lines[i + 1 : end], RELEASE.name)


def _end_of_copies(lines: list[Line], start: int) -> int:
    """The place after the list, perhaps wrapped, of those who have a copy (抄送): it ends in a full stop."""
    for i in range(start, min(len(lines), start + _COPY_LINES)):
        if lines[i].ends:
            return i + 1
    return start + 1


def set_running_heads_aside(lines: list[Line]) -> None:
    """The line beside a page number that stands beside others too, or repeats the beginning of the title."""
    folios = [i for i, line in enumerate(lines) if line.rule == FOLIO.name]
    beside = [
        lines[j]
        for i in folios
        for j in (i - 1, i + 1)
        if 0 < j < len(lines) and lines[j].role is None and lines[j].start is None and not lines[j].ends
    ]
    count = Counter(line.folded for line in beside)
    first = next((line for line in lines if line.role is None), None)
    title = first.folded if first else ""
    whole = title + _second_of_title(lines, first)
    printed = {title, whole} - {""}
    again = [line for line in lines[_HEAD_LINES:] if line.role is None and _entry(line) in printed]
    title, beside = "".join(whole.split()), beside + again
    heads = [
        line
        for line in beside
        if line is not first
        and (count[line.folded] > 1 or (len(line.folded) > 5 and title.startswith(_entry(line))))
    ]
    _set_aside(heads, FOLIO.name)


def _second_of_title(lines: list[Line], first: Line | None) -> str:
    """The years in brackets that stand below the first line of a title, as its second."""
    place = next((i for i, line in enumerate(lines) if line is first), len(lines))
    below = lines[place + 1].folded if place + 1 < len(lines) else ""
    return below if _YEARS.fullmatch(below) else ""


def set_wrapped_captions_aside(lines: list[Line]) -> None:
    """The lines above a caption's last one, when it is broken inside its 记者 or what comes before that."""
    for i, line in enumerate(lines):
        if line.rule != CAPTION.name or i == 0:
            continue
        if _PHOTOGRAPHER.match(line.folded) and _is_caption_above(lines, i):
            _set_aside(lines[i - 1 : i], CAPTION.name, Role.CAPTION)
            continue
        for j in (i - 1, i - 2):
            above = lines[max(j, 0) : i]
            if j < 0 or _ORNAMENT.match(line.folded) or any(map(_is_no_caption, above)):
                break
            if _WHOLE_CAPTION.match(line.folded) and (
                lines[j + 1].blank_before or line.folded.startswith("图") or _stops_short(above[0], line)
            ):
                break
            joined = "".join(one.folded for one in [*above, line])
            if len(joined) <= _CAPTION_CHARS and _SIGNED_PHOTO.search(
                joined, len(joined) - len(line.folded) - 4
            ):
                _set_aside(above, CAPTION.name, Role.CAPTION)
                break


_ORNAMENT = re.compile(r"[▲▼◀▶◆△▽↑↓←→【]")
"""What a caption begins with, so that it has no line above."""


def _is_no_caption(line: Line) -> bool:
    return line.role is not None or line.start in ("whole", "label", "turn", "heading") or line.ends


def _stops_short(above: Line, caption: Line) -> bool:
    """Whether the line above is the broken end of a sentence: a caption's own first line would be as long."""
    return above.folded.endswith((",", "、")) and above.width < 0.6 * caption.width


def _is_caption_above(lines: list[Line], i: int) -> bool:
    """Whether the line above a photographer's name stands alone below a blank one: it is what he took."""
    above = lines[i - 1]
    return (
        above.role is None
        and above.blank_before
        and above.start is None
        and len(above.folded) <= _CAPTION_CHARS // 2
    )


def _set_aside(lines: list[Line], rule: str, role: Role = Role.METADATA) -> None:
    for line in lines:
        line.role, line.rule, line.start = role, rule, None


def _end_of_contents(lines: list[Line], start: int) -> int:
    """The place after the last line of a table of contents; `start` when what stands there is none."""
    if start >= len(lines):
        return start
    numbered = start
    while numbered < len(lines) and _PAGE_NUMBER.search(lines[numbered].folded):
        numbered += 1
    if numbered - start > 1:
        return numbered
    first = _entry(lines[start])
    for i in range(start + 1, min(len(lines), start + _MOST_LINES)):
        if lines[i].ends or len(lines[i].folded) > _ENTRY_CHARS:
            return start
        if _entry(lines[i]) == first:
            return i
    return start


def _entry(line: Line) -> str:
    """A line of a table of contents without its page number and white space."""
    return "".join(_PAGE_NUMBER.sub("", line.folded).split())
