"""Marking what a search found, in the characters of the original.

Folding changes characters one for one, so offsets of matches in the folded text hold in the original.
"""

import re
from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from app.search.names import SIDES
from app.search.types import Wanted
from app.text import unseen
from app.text.folding import fold_variants, searchable


class Piece(NamedTuple):
    """A run of a text that is marked, or is not."""

    text: str
    marked: bool


Snippet = tuple[Piece, ...]
"""Pieces that follow each other; an unmarked `…` wherever something of the text was left out."""

ELLIPSIS = Piece("…", False)
_BEFORE, _AFTER, _LEAST = 30, 60, 15
"""How many characters a snippet shows around a match, and how many after it before it ends of itself."""
_GAP = rf"[\s{unseen.CLASS}]*"
_STOP = re.compile(r"[。！？；!?;][”’」』）》]*|\n")
_BREAK = re.compile(r"[，、：]")
_LATIN = re.compile(r"[a-z0-9]+")
_WORD = r"[^\W_\u2e80-\ufaff\U00020000-\U0003ffff]+"
_UNBROKEN = re.compile(
    rf"{_WORD}(?:(?:[-.:/+'’&·_．／＋－]|(?<=\d),(?=\d)){_WORD})*[%％‰℃]?|[〇零一二三四五六七八九十百千万亿]+"
)
"""A Latin word, a number in figures or in characters, and what is written as one with hyphens and points."""
_LONGEST = 24
"""Characters of a word that is kept whole; a longer run is an address or a drawing."""

Match = tuple[int, int]
Terms = tuple[Wanted, ...]


def mark(text: str, terms: Terms) -> Snippet:
    """The whole text in pieces."""
    return _pieces(text, 0, len(text), _matches(text, terms))


def of_kind(terms: Terms, kind: str) -> Terms:
    """Those of the terms that the words of such a record were asked for: of an answer not what was to stand
    in the question, and no names."""
    sides = ("", kind) if kind in SIDES else ("", *SIDES)
    return tuple(term for term in terms if term.side in sides)


def is_marked(pieces: Snippet) -> bool:
    """Whether anything of it is marked."""
    return any(piece.marked for piece in pieces)


def excerpt(text: str, terms: Terms, limit: int = 3) -> Snippet:
    """At most `limit` cuttings around matches, in order of the text, the longest matches preferred.

    They begin and end with a sentence or clause where one is near, and never inside of a match, a Latin word
    or a number. A text without a match (found by its title, say) gives its beginning; an empty one nothing.
    """
    matches = _matches(text, terms)
    found: list[Piece] = []
    at = 0
    for start, end in _windows(text, matches, limit):
        found += (*_left_out(text[at:start]), *_pieces(text, start, end, matches))
        at = end
    return (*found, *_left_out(text[at:])) if found else ()


def _matches(text: str, terms: Terms) -> list[Match]:
    """Where the terms stand, in order and without overlap, of two that begin together the longer one.

    Of a term its run alone where the text prints it, else its words: a reader who asked for 海外仓 did not
    ask for every 海外. Likewise of a word the words inside of it, if they will do.
    """
    folded = fold_variants(text)
    any_of_them = _any(terms)
    if any_of_them is None or not any_of_them.search(folded):
        return []
    found: list[Match] = []
    for term in terms:
        found += _spans(folded, term.run) or [
            span for word in _words(term) for span in _of_word(folded, word, term.inner)
        ]
    if len(found) < 2:
        return found
    matches: list[Match] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if not matches or start >= matches[-1][1]:
            matches.append((start, end))
    return matches


def _words(term: Wanted) -> tuple[str, ...]:
    """What stands for the run where a text does not print it: a run that is one word has no other words."""
    return term.words or ((term.run,) if term.inner else ())


def _of_word(folded: str, word: str, inner: tuple[str, ...]) -> list[Match]:
    whole = searchable(word) if inner else ""
    return _spans(folded, word) or [span for part in inner if part in whole for span in _spans(folded, part)]


def _spans(folded: str, run: str) -> list[Match]:
    """Where a run stands; one of Latin letters as a whole word where there is any such."""
    for pattern in _patterns(run):
        found = [match.span() for match in pattern.finditer(folded)]
        if found:
            return found
    return []


@lru_cache(maxsize=1024)
def _patterns(run: str) -> tuple[re.Pattern[str], ...]:
    """What to look for, one after the other; none for a run of white space."""
    expression = _expression(run)
    if not expression:
        return ()
    if _LATIN.fullmatch(searchable(run)):
        return re.compile(rf"(?<![a-z0-9]){expression}(?![a-z0-9])"), re.compile(expression)
    return (re.compile(expression),)


def _expression(run: str) -> str:
    """White space inside a match does not matter, nor what shows nothing."""
    return _GAP.join(map(re.escape, searchable(run)))


@lru_cache(maxsize=256)
def _any(terms: Terms) -> re.Pattern[str] | None:
    """Finds something in a text where any of the terms or of their words stands."""
    runs = dict.fromkeys(each for term in terms for each in (term.run, *term.words, *term.inner))
    expressions = [expression for run in runs if (expression := _expression(run))]
    return re.compile("|".join(expressions)) if expressions else None


def _windows(text: str, matches: list[Match], limit: int) -> list[Match]:
    """What is shown of a text: stretches apart from each other, in order."""
    windows: list[Match] = []
    for match in sorted(matches, key=lambda match: (match[0] - match[1], match[0])):
        if len(windows) == limit:
            break
        if _is_apart(match, windows) and _is_apart(window := _window(text, match, matches), windows):
            windows.append(window)
    if not windows and text.strip():
        windows.append((0, _end(text, _BEFORE, matches)))
    joined: list[Match] = []
    for start, end in sorted(windows):
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return joined


def _is_apart(one: Match, others: list[Match]) -> bool:
    return all(one[1] <= start or end <= one[0] for start, end in others)


def _window(text: str, match: Match, matches: list[Match]) -> Match:
    """The match with its surroundings, from the beginning of its sentence if that is near, or of a clause."""
    start = max(0, match[0] - _BEFORE)
    stops = list(_STOP.finditer(text, start, match[0]))
    clause = _BREAK.search(text, start, match[0]) if start else None
    if stops:
        start = stops[-1].end()
    elif clause:
        start = clause.end()
    else:
        start = _outside(text, start, matches)[0]
    return start, _end(text, match[1], matches)


def _end(text: str, after: int, matches: list[Match]) -> int:
    """Where what is shown ends: with the last sentence that is near, or clause, or else with a word."""
    last = min(len(text), after + _AFTER)
    if last == len(text):
        return last
    first = after + _LEAST
    if stops := list(_STOP.finditer(text, first, last)):
        end = stops[-1].end()
    elif clauses := list(_BREAK.finditer(text, first, last)):
        end = clauses[-1].start()
    else:
        return _outside(text, last, matches)[1]
    # No word goes on over a stop, but what matched may.
    place = bisect_left(matches, (end, 0))
    return _outside(text, end, matches)[1] if place and matches[place - 1][1] > end else end


def _outside(text: str, at: int, matches: list[Match]) -> Match:
    """The next places before and after one at which no match and no word is cut."""
    near = max(0, at - 2 * _LONGEST)
    found = (word.span() for word in _UNBROKEN.finditer(text, near, at + 2 * _LONGEST))
    first = max(0, bisect_left(matches, (near, near)) - 1)
    last = bisect_left(matches, (at + 2 * _LONGEST, 0))
    whole = [*matches[first:last], *((start, end) for start, end in found if end - start <= _LONGEST)]
    before = after = at
    while cut := [start for start, end in whole if start < before < end]:
        before = min(cut)
    while cut := [end for start, end in whole if start < after < end]:
        after = max(cut)
    return before, after


def _left_out(text: str) -> Snippet:
    return (ELLIPSIS,) if text.strip() else ()


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
