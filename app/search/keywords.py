"""Words that say what somebody talks about: nouns, frequent in their texts, rare in the archive (TF-IDF).

The archive's side, in how many records a word stands, is asked of the index, which knows it; so nothing has
to be counted at ingest, and the words are right for the rows they are shown with.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from math import log

from app.search.analysis import Analyzer
from app.search.topics import is_topic

Frequencies = Callable[[Iterable[str]], dict[str, int]]

_CANDIDATES = 400
"""Words looked up in the index: the most frequent of the texts."""
_COMMON = 0.25
"""A word in a larger part of all records is nobody's topic."""


def keywords(
    texts: Sequence[str], analyzer: Analyzer, total: int, frequencies: Frequencies, limit: int
) -> tuple[str, ...]:
    """At most `limit` words, the most telling first. `total` is the number of records of the archive.

    A word counts as often as the texts it stands in, and once more for each time that it is said again in
    one, dampened; it must stand in two texts where there are so many. Of words inside each other the more
    telling one is kept.
    """
    said: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    for text in texts:
        words = Counter(word for word in analyzer.words(text) if is_topic(word, analyzer.dictionary))
        said.update(words)
        spread.update(words.keys())
    least = 2 if len(texts) > 2 else 1
    commonest = sorted(said, key=lambda word: (-said[word], word))[:_CANDIDATES]
    candidates = [word for word in commonest if spread[word] >= least]
    found = frequencies(candidates)
    weights = {
        word: (spread[word] + log(said[word])) * log(total / found[word]) * _length(word)
        for word in candidates
        if found.get(word) and found[word] <= max(total * _COMMON, len(texts))
    }
    ordered = sorted(weights, key=lambda word: (-weights[word], word))
    kept: list[str] = []
    for word in ordered:
        if len(kept) == limit:
            break
        if not any(word in other or other in word for other in kept):
            kept.append(word)
    return tuple(kept)


def _length(word: str) -> float:
    """Longer words say more: 养老服务 is a topic where 服务 is none."""
    return 1.0 + 0.25 * min(len(word) - 2, 3)
