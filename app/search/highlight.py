"""Marking what a search found, in the characters of the original.

Folding changes characters one for one, so offsets of matches in the folded text hold in the original.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from app.search.types import Wanted
from app.text.folding import fold_variants, squeeze


class Piece(NamedTuple):
    """A run of a text that is marked, or is not."""

    text: str
    marked: bool


Snippet = tuple[Piece, ...]
"""Pieces that follow each other; an unmarked `…` at either end where the text goes on."""

ELLIPSIS = Piece("…", False)
_BEFORE, _AFTER = 30, 60
"""How many characters a snippet shows around a match."""
_GAP = r"[\s\u200b-\u200d\u2060\ufeff]*"
_STOPS, _BREAKS = "。！？；\n", "，、："
_LATIN = re.compile(r"[a-z0-9]+")

Match = tuple[int, int]
Terms = tuple[Wanted, ...]


def mark(text: str, terms: Terms) -> Snippet:
    """The whole text in pieces."""
    return _pieces(text, 0, len(text), _matches(text, terms))


def snippets(text: str, terms: Terms, limit: int = 3) -> list[Snippet]:
    """At most `limit` cuttings around matches, in order of the text, the longest matches preferred.

    A text without a match (found by its title, say) gives its beginning; an empty one gives nothing.
    """
    matches = _matches(text, terms)
    windows: list[Match] = []
    for match in sorted(matches, key=lambda match: (match[0] - match[1], match[0])):
        window = _window(text, match)
        if len(windows) < limit and all(window[1] <= start or end <= window[0] for start, end in windows):
            windows.append(window)
    if not windows and text.strip():
        windows.append((0, min(len(text), _BEFORE + _AFTER)))
    return [_cutting(text, start, end, matches) for start, end in sorted(windows)]


def _matches(text: str, terms: Terms) -> list[Match]:
    """Where the terms stand, in order and without overlap, of two that begin together the longer one.

    Of a term its run alone where the text prints it, else its words: a reader who asked for 海外仓 did not
    ask for every 海外.
    """
    folded = fold_variants(text)
    found: list[Match] = []
    for run, words in terms:
        spans = _spans(folded, run)
        found += spans or [span for word in words for span in _spans(folded, word)]
    matches: list[Match] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if not matches or start >= matches[-1][1]:
            matches.append((start, end))
    return matches


def _spans(folded: str, run: str) -> list[Match]:
    """Where a run stands; one of Latin letters as a whole word where there is any such."""
    for whole_words in (True, False):
        pattern = _pattern(run, whole_words)
        found = [match.span() for match in pattern.finditer(folded)] if pattern else []
        if found:
            return found
    return []


@lru_cache(maxsize=1024)
def _pattern(run: str, whole_words: bool) -> re.Pattern[str] | None:
    """White space inside a match does not matter."""
    run = squeeze(fold_variants(run))
    if not run:
        return None
    expression = _GAP.join(map(re.escape, run))
    if whole_words and _LATIN.fullmatch(run):
        expression = rf"(?<![a-z0-9]){expression}(?![a-z0-9])"
    return re.compile(expression)


def _window(text: str, match: Match) -> Match:
    """The match with its surroundings, from the beginning of its sentence if that is near, or of a clause."""
    start = max(0, match[0] - _BEFORE)
    stop = max(text.rfind(char, start, match[0]) for char in _STOPS)
    breaks = [at for at in (text.find(char, start, match[0]) for char in _BREAKS) if at >= 0]
    if stop >= 0:
        start = stop + 1
    elif start and breaks:
        start = min(breaks) + 1
    return start, min(len(text), match[1] + _AFTER)


def _cutting(text: str, start: int, end: int, matches: list[Match]) -> Snippet:
    # A match that the window cuts through is kept whole.
    end = max([end, *(match[1] for match in matches if match[0] < end < match[1])])
    start = min([start, *(match[0] for match in matches if match[0] < start < match[1])])
    before = (ELLIPSIS,) if text[:start].strip() else ()
    after = (ELLIPSIS,) if text[end:].strip() else ()
    return (*before, *_pieces(text, start, end, matches), *after)


def _pieces(text: str, start: int, end: int, matches: list[Match]) -> Snippet:
    pieces: list[Piece] = []
    at = start
    for first, last in matches:
        if last <= start or first >= end:
            continue
        if at < first:
            pieces.append(Piece(text[at:first], False))
        pieces.append(Piece(text[first:last], True))
        at = last
    if at < end:
        pieces.append(Piece(text[at:end], False))
    return tuple(pieces)
