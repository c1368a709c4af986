"""A page of an original cut into rows, so that each passage stands beside the record that was read from it.

A row begins where a record begins or goes on after another one; its printed heading and label, which stand
before its own words, belong to the same row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.text.folding import squeeze

Spans = Mapping[str, Sequence[tuple[int, int]]]
"""Record key → its spans in reading order."""


@dataclass(frozen=True)
class Row:
    """Characters `[start, end)` of the original, beside the record `key`; empty where there is none."""

    start: int
    end: int
    key: str = ""


def rows(
    text: str, spans: Spans, heads: Mapping[str, Sequence[str]], first: int, end: int
) -> tuple[Row, ...]:
    """The rows of the page `[first, end)` of the original, which they cover without gap or overlap.

    `heads` is what is printed above each record that begins there: names, title, heading.
    """
    flat = sorted((start, stop, key) for key, them in spans.items() for start, stop in them)
    starts = [(first, "")]
    before, beside, begun = 0, "", set()
    for start, stop, key in flat:
        if start >= end:
            break
        if key != beside:
            top = start if key in begun else _top(text, before, start, heads.get(key, ()))
            top = max(top, first)
            if not text[first:top].strip():  # blank lines need no row of their own
                top = first
            starts = [one for one in starts if one[0] < top] + [(top, key)]
        beside, before = key, max(before, stop)
        begun.add(key)
    ends = [start for start, _ in starts[1:]] + [end]
    return tuple(
        Row(start, stop, key) for (start, key), stop in zip(starts, ends, strict=True) if start < stop
    )


def wording(text: str, spans: Sequence[tuple[int, int]], record: str, row: Row) -> tuple[str, bool, bool]:
    """The part of the words of a `record` that a row of the original `text` holds; whether more stands
    before it, and after it.

    White space aside, a record is the characters of its spans one after the other.
    """
    places = [at for at, char in enumerate(record) if squeeze(char)]
    places.append(len(record))
    taken: list[tuple[int, int]] = []
    passed = 0
    for start, stop in spans:
        inside = max(start, row.start), min(stop, row.end)
        if inside[0] < inside[1]:
            before = passed + len(squeeze(text[start : inside[0]]))
            taken.append((before, before + len(squeeze(text[inside[0] : inside[1]]))))
        passed += len(squeeze(text[start:stop]))
    if not taken:
        return "", False, False
    last = len(places) - 1
    cut = "".join(record[places[min(one, last)] : places[min(other, last)]] for one, other in taken)
    return cut, min(taken)[0] > 0, max(taken)[1] < last


def keys_between(spans: Spans, first: int, end: int) -> list[str]:
    """The records of which something stands in `[first, end)`, in the order of the original."""
    found = {
        key: min(start for start, _ in them)
        for key, them in spans.items()
        if any(start < end and first < stop for start, stop in them)
    }
    return sorted(found, key=lambda key: found[key])


def _top(text: str, before: int, start: int, heads: Sequence[str]) -> int:
    """Where the heading of a record that begins at `start` begins; `before` ends what stands above it.

    That is the first line between the two that has a word of its heading, else the line that it begins on.
    """
    wanted = [squeeze(head) for head in heads if squeeze(head)]
    at = before
    for line in text[before:start].splitlines(keepends=True):
        words = squeeze(line)
        if words and any(words in head or head in words for head in wanted):
            return at + len(line) - len(line.lstrip())
        at += len(line)
    at = max(before, text.rfind("\n", before, start) + 1)
    return at + len(text[at:start]) - len(text[at:start].lstrip())
