"""A line without what is no text in it: codes, markup, notes; and without letter-spacing."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from app.parse.rules.inline import INLINE, INLINE_HEAD, INLINE_JUMP, MARKED, MARKED_HEADING, PAGE_COUNTER
from app.text.mapped import Mapped
from app.text.spans import Span

_SPACED_NAME = re.compile(
    r"(?P<name>[^\W\d_](?:\s[^\W\d_·•・]|\s[·•・]){3,14})\s?(?:代表|委员|委員|[（(：:])"
)
"""A name set wide at the head of a line (`阿 依 努 尔 · 哈 力 克代表：`), more than padding."""


class Cleaned(NamedTuple):
    """The text of a line; `depth` of a heading marked in Markdown; whether a page ends behind it."""

    text: Mapped
    depth: int = 0
    cut_short: bool = False


def cleaned(line: Mapped, noise: list[Span]) -> Cleaned:
    """The line without inline codes, which are noted in `noise`, and without letter-spacing."""
    codes = list(_codes(line.text))
    if not codes:
        return Cleaned(_closed_up(line))
    heading = MARKED_HEADING.match(line.text)
    ends = max(end for _, end, _ in codes)
    cut_short = any(pages and end == ends >= len(line.text.rstrip()) for _, end, pages in codes)
    dropped: set[int] = set()
    for start, end, _ in codes:
        noise.append(Span(line.at[start], line.at[end - 1] + 1))
        dropped.update(range(start, end))
    line = line.keep(i for i in range(len(line)) if i not in dropped).cut(0)
    depth = len(heading.group("marks")) if heading else 0
    return Cleaned(_closed_up(line), depth, cut_short)


def _codes(text: str) -> Iterator[tuple[int, int, bool]]:
    """Where codes stand, and whether each is of a page's end."""
    if text.startswith("#") or "*" in text or "_" in text:
        yield from ((*found.span(mark), False) for found in MARKED.finditer(text) for mark in _marks(found))
    if INLINE_HEAD.search(text):
        yield from ((*code.span(), False) for code in INLINE.finditer(text))
    if "页" in text:
        yield from ((*code.span(), True) for code in PAGE_COUNTER.finditer(text))
    if "转" in text or "接" in text:
        jumps = (code.span() for code in INLINE_JUMP.finditer(text))
        yield from ((start, end, True) for start, end in jumps if end - start < len(text) - 1)


def _marks(found: re.Match[str]) -> list[str]:
    return [name for name, value in found.groupdict().items() if value]


def _closed_up(line: Mapped) -> Mapped:
    if _letter_spaced(line.text):
        return _close_up(line)
    name = _SPACED_NAME.match(line.text)
    return line if name is None else line.keep(i for i in range(len(line)) if i not in _blanks(name))


def _blanks(name: re.Match[str]) -> frozenset[int]:
    return frozenset(i for i in range(*name.span("name")) if name.string[i].isspace())


def _letter_spaced(text: str) -> bool:
    pieces = text.split()
    if len(pieces) >= 4 and all(len(piece) == 1 for piece in pieces):
        return True
    return len(pieces) >= 5 and sum(map(len, pieces)) <= 1.7 * len(pieces)


def _close_up(line: Mapped) -> Mapped:
    """`重 要 标 志` as 重要标志: spaces beside a wide character go, those between Latin words stay."""

    def stays(i: int) -> bool:
        return not line.text[i].isspace() or (line.text[i - 1].isascii() and line.text[i + 1].isascii())

    return line.keep(i for i in range(len(line)) if stays(i))
