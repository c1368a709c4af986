"""How much of one item's words another item holds. Pure.

Two measures with one shape: characters of the same decoded text, or runs of six characters where offsets
cannot be compared. A run that stands in several items of one side is a phrase they have in common and tells
none of them from the others, so it is not counted, nor can it make the work grow faster than the texts.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from app.text.spans import Span

SHINGLE = 6
TELLING, SEVERAL = 1, 24
"""In how many items of one side a run may stand to be counted: it must tell them apart, or it need not."""

Pair = tuple[int, int]
"""Positions in `old` and in `new`."""


@dataclass(frozen=True)
class Item:
    """A record or document as far as matching goes.

    `words` is its text folded and without white space, `label` its speakers or heading, `labels` those of
    its earlier wordings. The spans of the items of one reading do not overlap.
    """

    kind: str
    words: str
    spans: tuple[Span, ...]
    label: str
    labels: frozenset[str] = frozenset()

    @property
    def size(self) -> int:
        """Characters of the source it holds."""
        return sum(end - start for start, end in self.spans)


@dataclass(frozen=True)
class Overlap:
    """`shared[old, new]` units (characters or runs) out of `old_sizes` and `new_sizes`."""

    shared: dict[Pair, int]
    old_sizes: Sequence[int]
    new_sizes: Sequence[int]

    def part(self, pair: Pair) -> float:
        """What part of the shorter one's units both hold."""
        return self.shared[pair] / max(1, min(self.old_sizes[pair[0]], self.new_sizes[pair[1]]))

    @cached_property
    def best_of_old(self) -> dict[int, Pair]:
        """For each old item that shares anything, the pair with most of it; the first new one of equals."""
        best: dict[int, Pair] = {}
        for pair in sorted(self.shared):
            if pair[0] not in best or self.shared[pair] > self.shared[best[pair[0]]]:
                best[pair[0]] = pair
        return best

    @cached_property
    def sharers(self) -> dict[int, list[int]]:
        """For each old item that shares anything, the new ones it shares it with."""
        found: dict[int, list[int]] = defaultdict(list)
        for at_old, at_new in sorted(self.shared):
            found[at_old].append(at_new)
        return found

    @cached_property
    def most_of_new(self) -> dict[int, int]:
        """For each new item that shares anything, the most units it shares with one old item."""
        most: dict[int, int] = {}
        for (_, at_new), count in self.shared.items():
            most[at_new] = max(most.get(at_new, 0), count)
        return most

    @cached_property
    def survival(self) -> list[float]:
        """For each old item what part of its units is in new ones; 1 for one without any."""
        held = [0] * len(self.old_sizes)
        for (at_old, _), count in self.shared.items():
            held[at_old] += count
        return [
            min(1.0, count / size) if size else 1.0 for count, size in zip(held, self.old_sizes, strict=True)
        ]


def of_characters(old: Sequence[Item], new: Sequence[Item]) -> Overlap:
    """How many characters of one and the same text the items share."""
    shared: dict[Pair, int] = defaultdict(int)
    left, right = _spans_in_order(old), _spans_in_order(new)
    at_left = at_right = 0
    while at_left < len(left) and at_right < len(right):
        (span, at_old), (other, at_new) = left[at_left], right[at_right]
        if overlap := span.overlap(other):
            shared[at_old, at_new] += overlap
        if span.end <= other.end:
            at_left += 1
        else:
            at_right += 1
    return Overlap(dict(shared), [item.size for item in old], [item.size for item in new])


def _spans_in_order(items: Sequence[Item]) -> list[tuple[Span, int]]:
    return sorted((Span(*span), at) for at, item in enumerate(items) for span in item.spans)


def of_runs(old: Sequence[Item], new: Sequence[Item], most: int = TELLING) -> Overlap:
    """How many runs of six characters the items share, of those in at most `most` items of either side."""
    old_runs, new_runs = [runs(item.words) for item in old], [runs(item.words) for item in new]
    common = _common(old_runs, most) | _common(new_runs, most)
    where: dict[str, list[int]] = defaultdict(list)
    for at_new, held in enumerate(new_runs):
        held -= common
        for run in held:
            where[run].append(at_new)
    shared: dict[Pair, int] = defaultdict(int)
    for at_old, held in enumerate(old_runs):
        held -= common
        for run in held:
            for at_new in where.get(run, ()):
                shared[at_old, at_new] += 1
    return Overlap(dict(shared), list(map(len, old_runs)), list(map(len, new_runs)))


class Holders:
    """Which of some items hold the words of a text that was one of them once."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._where: dict[str, list[int]] = defaultdict(list)
        for at, item in enumerate(items):
            for run in runs(item.words):
                self._where[run].append(at)

    def of(self, wanted: Iterable[str]) -> Counter[int]:
        """Position of each item that has any of these runs → how many; phrases of many items aside."""
        found: Counter[int] = Counter()
        for run in wanted:
            held = self._where.get(run, ())
            if len(held) <= SEVERAL:
                found.update(held)
        return found

    def has_none(self, wanted: Iterable[str]) -> bool:
        """Whether no item has any of these runs."""
        return not any(run in self._where for run in wanted)


def runs(words: str) -> set[str]:
    """All runs of six characters; of shorter words the whole."""
    return {words[at : at + SHINGLE] for at in range(max(1, len(words) - SHINGLE + 1))} if words else set()


def common_runs(items: Iterable[Item]) -> set[str]:
    """The runs that stand in several of the items."""
    return _common((runs(item.words) for item in items), TELLING)


def _common(held: Iterable[set[str]], most: int) -> set[str]:
    counts = Counter(chain.from_iterable(held))
    return {run for run, count in counts.items() if count > most}
