"""Which of the newly read records are the ones that are there already, so that their keys live on. Pure.

Records (and documents) of one source are matched by the characters they hold, then by equal words, then by
who speaks or what the heading says. Each old one ends in exactly one of two ways: it is a new one, or it is
gone, and then it is known where its words went.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from app.text.spans import Span

_SHINGLE = 6
_ENOUGH = 0.5
"""The part of the shorter one's characters that two must share to be the same record."""


@dataclass(frozen=True)
class Item:
    """A record or document as far as matching goes.

    `words` is its text folded and without white space, `label` its speakers or heading. The spans of the
    items of one reading do not overlap.
    """

    kind: str
    words: str
    spans: tuple[Span, ...]
    label: str


@dataclass
class Matching:
    """`same[new] = old` and `gone[old] = new or None`, by position; a `new` in neither is really new."""

    same: dict[int, int] = field(default_factory=dict)
    gone: dict[int, int | None] = field(default_factory=dict)


Pair = tuple[int, int]
"""Positions in `old` and in `new`."""


def match(old: Sequence[Item], new: Sequence[Item], *, same_text: bool) -> Matching:
    """Match `new` items to `old` ones. `same_text`: their spans refer to the very same decoded text."""
    if not old:
        return Matching()
    shared = _shared_characters(old, new) if same_text else _shared_shingles(old, new)
    matching = Matching()
    _take(matching, _by_shared(old, new, shared))
    _take(matching, _by_equal(old, new, lambda item: (item.kind, item.words) if item.words else None))
    _take(matching, _by_equal(old, new, lambda item: item.words or None))
    _take(matching, _by_label(old, new, same_text))
    kept = set(matching.same.values())
    matching.gone = {at: _heir(at, shared) for at in range(len(old)) if at not in kept}
    return matching


def _take(matching: Matching, pairs: Iterable[Pair]) -> None:
    taken = set(matching.same.values())
    for at_old, at_new in pairs:
        if at_old not in taken and at_new not in matching.same:
            matching.same[at_new] = at_old
            taken.add(at_old)


def _shared_characters(old: Sequence[Item], new: Sequence[Item]) -> dict[Pair, float]:
    """For every pair that shares characters of the source, how large a part of the shorter one that is."""
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
    return {
        pair: count / max(1, min(_size(old[pair[0]]), _size(new[pair[1]]))) for pair, count in shared.items()
    }


def _spans_in_order(items: Sequence[Item]) -> list[tuple[Span, int]]:
    return sorted((Span(*span), at) for at, item in enumerate(items) for span in item.spans)


def _size(item: Item) -> int:
    return sum(end - start for start, end in item.spans)


def _shared_shingles(old: Sequence[Item], new: Sequence[Item]) -> dict[Pair, float]:
    """The same measure for texts whose offsets cannot be compared, over all runs of six characters."""
    where: dict[str, set[int]] = defaultdict(set)
    sizes = []
    for at_new, item in enumerate(new):
        shingles = _shingles(item.words)
        sizes.append(len(shingles))
        for shingle in shingles:
            where[shingle].add(at_new)
    shared: dict[Pair, float] = {}
    for at_old, item in enumerate(old):
        shingles = _shingles(item.words)
        counts: dict[int, int] = defaultdict(int)
        for shingle in shingles:
            for at_new in where.get(shingle, ()):
                counts[at_new] += 1
        for at_new, count in counts.items():
            shared[at_old, at_new] = count / max(1, min(len(shingles), sizes[at_new]))
    return shared


def _shingles(words: str) -> set[str]:
    return {words[at : at + _SHINGLE] for at in range(max(1, len(words) - _SHINGLE + 1))} if words else set()


def _by_shared(old: Sequence[Item], new: Sequence[Item], shared: dict[Pair, float]) -> Iterator[Pair]:
    """Pairs that share enough, the most characters first.

    A record that was split leaves its key to its largest part, and of records that were joined the largest
    gives its key to the whole.
    """

    def rank(pair: Pair) -> tuple[float, bool, bool, Pair]:
        one, other = old[pair[0]], new[pair[1]]
        amount = shared[pair] * min(len(one.words) or 1, len(other.words) or 1)
        return (-amount, one.words != other.words, one.kind != other.kind, pair)

    return iter(sorted((pair for pair, part in shared.items() if part >= _ENOUGH), key=rank))


def _by_equal(
    old: Sequence[Item], new: Sequence[Item], trait: Callable[[Item], object | None]
) -> Iterator[Pair]:
    """All pairs with an equal trait, first with first, second with second."""
    waiting: dict[object, list[int]] = defaultdict(list)
    for at, item in enumerate(old):
        if (value := trait(item)) is not None:
            waiting[value].append(at)
    counts: dict[object, int] = defaultdict(int)
    for at, item in enumerate(new):
        value = trait(item)
        candidates = waiting.get(value, [])
        if value is not None and counts[value] < len(candidates):
            yield candidates[counts[value]], at
            counts[value] += 1


def _by_label(old: Sequence[Item], new: Sequence[Item], same_text: bool) -> Iterator[Pair]:
    """Pairs of the same kind and label, in order.

    Of one and the same text, this is only for what has no words of its own (a heading): other words by the
    same speaker are another record, whoever reads them out.
    """
    for at_old, at_new in _by_equal(old, new, lambda item: (item.kind, item.label) if item.label else None):
        if not same_text or not old[at_old].words or not new[at_new].words:
            yield at_old, at_new


def _heir(at_old: int, shared: dict[Pair, float]) -> int | None:
    """The new item that holds the most of what the old one held."""
    heirs = [(part, -at_new) for (at, at_new), part in shared.items() if at == at_old]
    return -max(heirs)[1] if heirs else None
