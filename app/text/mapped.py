"""Text that knows where each of its characters stands in the source."""

from collections.abc import Iterable
from itertools import islice
from operator import sub

from app.text.spans import Span

NOWHERE = -1
"""The source offset of a character that was put in between, such as a space where two words were joined."""


class Mapped:
    """A piece of text and, for each character, its offset in the source (or `NOWHERE`).

    Cleaning only drops characters, puts white space between them, or reads one column after another.
    """

    __slots__ = ("at", "text")

    def __init__(self, text: str, at: list[int]) -> None:
        self.text = text
        self.at = at

    @classmethod
    def of(cls, source: str, span: Span) -> "Mapped":
        """The characters of `span`, each at its own place."""
        return cls(span.of(source), list(range(span.start, span.end)))

    def __len__(self) -> int:
        return len(self.text)

    def cut(self, start: int, end: int | None = None) -> "Mapped":
        """Characters `start` to `end` of this text, without white space at either end."""
        piece = self.text[start:end]
        begin = start + len(piece) - len(piece.lstrip())
        stop = max(begin, start + len(piece.rstrip()))
        return Mapped(self.text[begin:stop], self.at[begin:stop])

    def keep(self, wanted: Iterable[int]) -> "Mapped":
        """Only the characters at the given indexes, which must rise."""
        indexes = list(wanted)
        return Mapped("".join(self.text[i] for i in indexes), [self.at[i] for i in indexes])

    def spans(self, source: str) -> list[Span]:
        """Where the characters stand, as few spans as can be: white space between two of them is taken in."""
        at = [offset for offset in self.at if offset != NOWHERE] if NOWHERE in self.at else self.at
        if not at:
            return []
        starts, ends = [at[0]], []
        steps = map(sub, islice(at, 1, None), at)
        for i in [i for i, step in enumerate(steps, start=1) if step != 1]:
            before, after = at[i - 1], at[i]
            if after < before or source[before + 1 : after].strip():
                ends.append(before + 1)
                starts.append(after)
        ends.append(at[-1] + 1)
        return [Span(start, end) for start, end in zip(starts, ends, strict=True)]


def concatenated(pieces: Iterable[Mapped], between: str = "") -> Mapped:
    """The pieces one after another with `between` put in, at no place of the source."""
    text: list[str] = []
    at: list[int] = []
    for piece in pieces:
        if text:
            text.append(between)
            at.extend([NOWHERE] * len(between))
        text.append(piece.text)
        at.extend(piece.at)
    return Mapped("".join(text), at)
