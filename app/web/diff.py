"""What is different between two wordings, so that a person can read it.

Sentences are compared first and characters only inside those that changed: this is quick on long texts, and
the changes it shows are those a reader would name.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]+|[^。！？；\n]+")
_COMMON = 0.4
"""Sentences with less in common than this are shown as replaced whole."""
_CLOSE = 2_000
_CLOSE_IN_ALL = 24_000
"""Characters of one passage, and of all, that are compared one by one; that takes the square of a passage's
length, and a page is to come at once. Longer ones are shown as replaced whole."""
_ISLAND = 2
"""A run of unchanged characters no longer than this, between changes, only breaks up what is read."""

Op = Literal["same", "removed", "added"]


@dataclass(frozen=True)
class Change:
    """A run of text that both wordings have, or only the older or the newer one."""

    op: Op
    text: str


def diff(old: str, new: str) -> tuple[Change, ...]:
    """Joined without what was added it is `old`, joined without what was removed it is `new`."""
    before, after = _SENTENCE.findall(old), _SENTENCE.findall(new)
    changes: list[Change] = []
    room = _CLOSE_IN_ALL
    for op, a, b, c, d in SequenceMatcher(None, before, after).get_opcodes():
        removed, added = "".join(before[a:b]), "".join(after[c:d])
        size = len(removed) + len(added)
        if op == "equal":
            changes.append(Change("same", removed))
        elif size <= min(_CLOSE, room) and _is_alike(removed, added):
            room -= size
            changes += _inside(removed, added)
        else:
            changes += [Change("removed", removed), Change("added", added)]
    return tuple(_joined(change for change in changes if change.text))


def _is_alike(old: str, new: str) -> bool:
    return SequenceMatcher(None, old, new, autojunk=False).quick_ratio() >= _COMMON


def _inside(old: str, new: str) -> Iterator[Change]:
    """What both begin and end with is unchanged however short it is: it breaks up nothing."""
    head = _in_common(old, new)
    tail = _in_common(old[head:][::-1], new[head:][::-1])
    yield Change("same", old[:head])
    yield from _between(old[head : len(old) - tail], new[head : len(new) - tail])
    yield Change("same", old[len(old) - tail :])


def _in_common(old: str, new: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((number for number, (a, b) in pairs if a != b), min(len(old), len(new)))


def _between(old: str, new: str) -> Iterator[Change]:
    for op, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op == "equal" and b - a > _ISLAND:
            yield Change("same", old[a:b])
        else:
            yield Change("removed", old[a:b])
            yield Change("added", new[c:d])


def _joined(changes: Iterator[Change]) -> Iterator[Change]:
    """Of each stretch of changes what was removed in one piece, then what was added."""
    removed = added = ""
    for change in changes:
        if change.op == "removed":
            removed += change.text
        elif change.op == "added":
            added += change.text
        else:
            yield from _said(removed, added)
            removed = added = ""
            yield change
    yield from _said(removed, added)


def _said(removed: str, added: str) -> Sequence[Change]:
    pairs: tuple[tuple[Op, str], ...] = (("removed", removed), ("added", added))
    return [Change(op, text) for op, text in pairs if text]
