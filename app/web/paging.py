"""Long documents in pages that are light enough to load at once, cut where something begins."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

PAGE_BYTES = 56_000
"""What the records of a page may weigh, so that with its frame the page stays under 100 KB of HTML."""
RECORD_BYTES = 1_400
"""The markup around one record: names, links, buttons."""
CHARACTER_BYTES = 3
"""Of a CJK character in UTF-8."""
TEXT = 9_000
"""Characters of one record on one page, which may show them twice: with the original, or with changes."""
LEAST = 1_000
"""A rest so short is no part of its own."""


@dataclass(frozen=True)
class Part:
    """Items `[first, end)` of a sequence: what page `number` of `pages` shows."""

    number: int
    pages: int
    first: int
    end: int


def cut(sizes: Sequence[int], limit: int) -> list[int]:
    """Where each page begins: items are put on a page until the next would make it heavier than `limit`."""
    starts = [0]
    weight = 0
    for index, size in enumerate(sizes):
        if weight and weight + size > limit:
            starts.append(index)
            weight = 0
        weight += size
    return starts


def weigh(characters: int) -> int:
    """About how many bytes of HTML a record of so many characters is."""
    return RECORD_BYTES + CHARACTER_BYTES * characters


def part(starts: Sequence[int], total: int, page: int, at: int | None = None) -> Part:
    """The page asked for, or that which holds item `at`; a page beyond the last is empty."""
    number = page if at is None else bisect_right(starts, at)
    first = starts[number - 1] if number <= len(starts) else total
    end = starts[number] if number < len(starts) else total
    return Part(number, len(starts), first, end)


def text_starts(text: str) -> list[int]:
    """Where each part of one long text begins: after a paragraph where one ends in the second half of what a
    part may hold, else after a sentence, else anywhere."""
    starts = [0]
    while len(text) - starts[-1] > TEXT + LEAST:
        first = starts[-1]
        middle, end = first + TEXT // 2, first + TEXT
        cuts = (max(text.rfind(mark, middle, end) for mark in marks) for marks in ("\n", "。！？；"))
        starts.append(next((cut + 1 for cut in cuts if cut >= 0), end))
    return starts
