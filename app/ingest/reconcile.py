"""Which of the newly read records are the ones that are there already, so that their keys live on. Pure.

Records (and documents) are matched by the characters they hold where their offsets can be compared, else by
their words; then by equal words; then, in the same place between matched neighbours, by who speaks or what
the heading says. Each old one ends in exactly one of two ways: it is a new one, or it is gone, and then it
is known where its words went.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from app.ingest.overlap import SEVERAL, Item, Overlap, Pair, of_characters, of_runs

__all__ = ["Item", "Matching", "Pair", "match"]

_ENOUGH = 0.5
"""The part of the shorter one's characters that two must share to be the same record."""
NEARLY_ALL = 0.9
"""The part that two must share when what they share stands in other records as well."""
_OTHER_WORDS = 0.2
"""Up to this part in common, two texts are different words."""
_BEGINNING = 12
"""Characters by which a text is known to begin as it did."""
_LENGTHS = 2.5
"""By so much two wordings in the same place may differ in length and still be one record, garbled."""


_NOTHING = Item("", "", (), "")


@dataclass
class Matching:
    """`same[new] = old` and `gone[old] = new or None`, by position; a `new` in neither is really new."""

    same: dict[int, int] = field(default_factory=dict)
    gone: dict[int, int | None] = field(default_factory=dict)


def match(old: Sequence[Item], new: Sequence[Item], *, same_text: bool, by_place: bool = True) -> Matching:
    """Match `new` items to `old` ones. `same_text`: their spans refer to the very same decoded text.

    Without `by_place`, what has other words is never the same, wherever it stands.
    """
    if not old:
        return Matching()
    overlap = of_characters(old, new) if same_text else of_runs(old, new)
    matching = Matching()
    if not same_text:
        _take(matching, _by_equal(old, new, _said))
    _take(matching, _by_overlap(old, new, overlap))
    _take(matching, _by_equal(old, new, lambda item: (item.kind, item.words) if item.words else None))
    _take(matching, _by_equal(old, new, lambda item: item.words or None))
    _take(matching, _by_heading(old, new, overlap))
    heirs = {at: pair[1] for at, pair in overlap.best_of_old.items()}
    if not same_text:
        phrases = _of_rest(old, new, matching)
        _take(matching, _nearly_equal(phrases))
        heirs = {**_whole_heirs(phrases), **heirs}
        if by_place:
            _take(matching, list(_by_place(old, new, overlap, matching)))
    kept = set(matching.same.values())
    anothers = _anothers(old, new, heirs, matching)
    matching.gone = {
        at: None if at in anothers else heirs.get(at) for at in range(len(old)) if at not in kept
    }
    return matching


def _said(item: Item) -> object | None:
    """By this those who say the very same are told apart: no key comes to name what another said."""
    return (item.kind, item.label, item.words) if item.words and item.label else None


def _anothers(
    old: Sequence[Item], new: Sequence[Item], heirs: dict[int, int], matching: Matching
) -> list[int]:
    """The old items whose words stand only with somebody who said the very same before: that one's own."""
    found = []
    for at, at_new in heirs.items():
        was = matching.same.get(at_new)
        if was is None or was == at:
            continue
        one, other = old[at], old[was]
        if one.words == other.words and one.label != other.label == new[at_new].label:
            found.append(at)
    return found


def _of_rest(old: Sequence[Item], new: Sequence[Item], matching: Matching) -> Overlap:
    """The overlap of the old items that are left with all new ones, by every run: common phrases as well."""
    kept = set(matching.same.values())
    left = [one if at not in kept else _NOTHING for at, one in enumerate(old)]
    return of_runs(left, new if any(one.words for one in left) else [], most=SEVERAL)


def _nearly_equal(overlap: Overlap) -> Iterator[Pair]:
    """Pairs of which each has nearly all of the other's words, though these are common to several items."""
    pairs = [
        (-count, pair)
        for pair, count in overlap.shared.items()
        if count >= NEARLY_ALL * max(overlap.old_sizes[pair[0]], overlap.new_sizes[pair[1]])
    ]
    return (pair for _, pair in sorted(pairs))


def _whole_heirs(overlap: Overlap) -> dict[int, int]:
    return {
        at: pair[1]
        for at, pair in overlap.best_of_old.items()
        if overlap.shared[pair] >= NEARLY_ALL * overlap.old_sizes[at]
    }


def _take(matching: Matching, pairs: Iterable[Pair]) -> None:
    taken = set(matching.same.values())
    for at_old, at_new in pairs:
        if at_old not in taken and at_new not in matching.same:
            matching.same[at_new] = at_old
            taken.add(at_old)


def _by_overlap(old: Sequence[Item], new: Sequence[Item], overlap: Overlap) -> Iterator[Pair]:
    """Pairs that share enough, the most first.

    A record that was split leaves its key to its largest part, or to the one that is still its own (see
    `_own`), and of records that were joined the largest gives its key to the whole. Where most of a record
    went into one that has another's key, its own key leads there rather than staying on the smaller rest.
    """
    best = {at: overlap.shared[pair] for at, pair in overlap.best_of_old.items()}
    own = _own(old, new, overlap)

    def rank(pair: Pair) -> tuple[int, bool, bool, bool, int, Pair]:
        one, other = old[pair[0]], new[pair[1]]
        distance = abs(pair[0] - pair[1])
        count = best[pair[0]] if pair in own else overlap.shared[pair]
        return (-count, pair not in own, one.words != other.words, one.kind != other.kind, distance, pair)

    enough = (
        pair
        for pair, count in overlap.shared.items()
        if pair in own or (overlap.part(pair) >= _ENOUGH and count >= _ENOUGH * best[pair[0]])
    )
    return iter(sorted(enough, key=rank))


def _own(old: Sequence[Item], new: Sequence[Item], overlap: Overlap) -> set[Pair]:
    """Pairs of a record and the part of it that keeps its speaker and its beginning.

    Where most of its words are somebody else's now, what was cited as hers must not come to name them; unless
    next to nothing is left of it under her name, or it has been cited as theirs as well.
    """
    found = set()
    for at_old, (_, at_most) in overlap.best_of_old.items():
        label = old[at_old].label
        if not label or new[at_most].label in {label, *old[at_old].labels}:
            continue
        found |= {
            (at_old, at_new)
            for at_new in overlap.sharers[at_old]
            if new[at_new].label == label
            and overlap.shared[at_old, at_new] > _OTHER_WORDS * overlap.old_sizes[at_old]
            and _begins(old[at_old], new[at_new])
        }
    return found


def _begins(old: Item, new: Item) -> bool:
    """Whether the new item begins as the old one did."""
    return bool(old.words) and new.words[:_BEGINNING] == old.words[: min(_BEGINNING, len(new.words))]


def _by_equal(
    old: Sequence[Item], new: Sequence[Item], trait: Callable[[Item], object | None]
) -> Iterator[Pair]:
    """All pairs with an equal trait, first with first, second with second."""
    return _paired(list(map(trait, old)), list(map(trait, new)))


def _paired(old: Sequence[object | None], new: Sequence[object | None]) -> Iterator[Pair]:
    waiting: dict[object, list[int]] = defaultdict(list)
    for at, value in enumerate(old):
        if value is not None:
            waiting[value].append(at)
    counts: dict[object, int] = defaultdict(int)
    for at, value in enumerate(new):
        if value is not None and counts[value] < len(waiting[value]):
            yield waiting[value][counts[value]], at
            counts[value] += 1


def _by_heading(old: Sequence[Item], new: Sequence[Item], overlap: Overlap) -> Iterator[Pair]:
    """Pairs of the same kind and label, in order, of which one has no words of its own: a heading.

    An old one whose words live on elsewhere goes with them.
    """

    def trait(item: Item) -> object | None:
        return (item.kind, item.label) if item.label else None

    for at_old, at_new in _by_equal(old, new, trait):
        gone = overlap.survival[at_old] <= _OTHER_WORDS
        if not old[at_old].words or (gone and not new[at_new].words):
            yield at_old, at_new


def _by_place(
    old: Sequence[Item], new: Sequence[Item], overlap: Overlap, matching: Matching
) -> Iterator[Pair]:
    """Pairs of the same kind and label between the same matched neighbours, whose words are nowhere else.

    A record whose words live on, even in part, never takes this way: its key must not come to name others.
    """
    matched = {at_old: at_new for at_new, at_old in matching.same.items()}
    old_places = _places(len(old), matched, inverse=False)
    new_places = _places(len(new), matched, inverse=True)

    def old_trait(at: int) -> object | None:
        free = at not in matched and overlap.survival[at] <= _OTHER_WORDS
        return (old[at].kind, old[at].label, old_places[at]) if free and old[at].label else None

    def new_trait(at: int) -> object | None:
        most = overlap.most_of_new.get(at, 0) / max(1, overlap.new_sizes[at])
        free = at not in matching.same and most <= _OTHER_WORDS
        return (new[at].kind, new[at].label, new_places[at]) if free and new[at].label else None

    for at_old, at_new in _paired(
        [old_trait(at) for at in range(len(old))], [new_trait(at) for at in range(len(new))]
    ):
        shorter, longer = sorted((len(old[at_old].words), len(new[at_new].words)))
        if longer <= _LENGTHS * shorter:
            yield at_old, at_new


def _places(count: int, matched: dict[int, int], *, inverse: bool) -> list[Pair]:
    """For each position the matched neighbours it stands between, named by their new positions."""
    named = {at_new: at_new for at_new in matched.values()} if inverse else matched
    known = sorted(named)
    places = []
    for at in range(count):
        after = bisect_left(known, at)
        before = named[known[after - 1]] if after else -1
        places.append((before, named[known[after]] if after < len(known) else -1))
    return places
