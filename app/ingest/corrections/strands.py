"""The text of a record as a strand of characters that know their places, so that it can be cut and joined."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from app.parse.types import Record
from app.text.folding import squeeze
from app.text.mapped import NOWHERE, Mapped

ENDS_PARAGRAPH = "。！？；：…”’」』）!?;:"
_NEW_LINE = re.compile(r"\n[\s\u3000]*\n|\n(?:\u3000|[ \t]{2})")


class UnalignedError(Exception):
    """A record's text is not what stands in its spans."""


def is_white(char: str) -> bool:
    """Whether a character counts for nothing when texts are compared."""
    return not squeeze(char)


def strand(record: Record, source: str) -> Mapped:
    """The record's text with the place of each character; white space stands nowhere.

    Raises UnalignedError.
    """
    places = [at for start, end in record.spans for at in range(start, end) if not is_white(source[at])]
    at = iter(places)
    offsets = [NOWHERE if is_white(char) else next(at, NOWHERE) for char in record.text]
    aligned = all(place == NOWHERE or source[place] == record.text[i] for i, place in enumerate(offsets))
    if not aligned or sum(place != NOWHERE for place in offsets) != len(places):
        raise UnalignedError
    return Mapped(record.text, offsets)


class Weaver:
    """Makes texts of characters of one source, with the paragraphs that its records have so far.

    Between two characters that no record has side by side, the lines of the source decide: a new paragraph
    begins after the end of a sentence, after an empty line and with an indented line.
    """

    def __init__(self, source: str, known: Iterable[Mapped]) -> None:
        self._source = source
        self._between: dict[tuple[int, int], str] = {}
        for one in known:
            self._learn(one)

    def _learn(self, known: Mapped) -> None:
        before, gap = NOWHERE, ""
        for char, place in zip(known.text, known.at, strict=True):
            if place == NOWHERE:
                gap += char
                continue
            if gap and before != NOWHERE:
                self._between[before, place] = gap
            elif before not in (NOWHERE, place - 1):
                self._between[before, place] = ""
            before, gap = place, ""

    def weave(self, places: Sequence[int]) -> Mapped:
        """The characters at these places, in this order, which are none of them white space."""
        text, at = [self._source[places[0]]], [places[0]]
        for before, after in pairwise(places):
            gap = self._between.get((before, after))
            gap = self._gap(before, after) if gap is None else gap
            text.append(gap + self._source[after])
            at += [NOWHERE] * len(gap) + [after]
        return Mapped("".join(text), at)

    def _gap(self, before: int, after: int) -> str:
        if after == before + 1:
            return ""
        skipped = self._source[before + 1 : after] if before < after else "\n"
        if "\n" not in skipped:
            return skipped if skipped.isspace() else ""
        left, right = self._source[before], self._source[after]
        if left in ENDS_PARAGRAPH or _NEW_LINE.search(skipped):
            return "\n"
        return " " if (left + right).isascii() and (left + right).isalnum() else ""


def places_of(known: Mapped) -> list[int]:
    """The places of the characters of a strand that stand somewhere."""
    return [place for place in known.at if place != NOWHERE]


def solid(places: Iterable[int], source: str) -> list[int]:
    """The places that hold something other than white space."""
    return [at for at in places if not is_white(source[at])]
