"""Many short texts, all of which are looked through at once for a run of characters."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache

from app.text.folding import searchable


class Lines:
    """Short texts in one string, which is looked through in C."""

    def __init__(self, texts: Iterable[str]) -> None:
        folded = ["\n".join(map(searchable, text.split("\n"))) for text in texts]
        self._all = "\0".join(folded)
        self._starts: list[int] = []
        self._having = lru_cache(maxsize=64)(lambda run: frozenset(self._places(run)))
        at = 0
        for text in folded:
            self._starts.append(at)
            at += len(text) + 1

    def having(self, run: str) -> frozenset[int]:
        """The numbers of the texts that have the run. A query asks for a run in several fields, each of which
        a title may answer."""
        return self._having(searchable(run))

    def _places(self, run: str) -> Iterator[int]:
        at = self._all.find(run) if run else -1
        while at >= 0:
            number = bisect_right(self._starts, at) - 1
            yield number
            after = self._starts[number + 1] if number + 1 < len(self._starts) else len(self._all)
            at = self._all.find(run, after)
