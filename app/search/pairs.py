"""Two characters side by side that are a word, or letters or figures: where a run of characters is looked up.

Most characters stand in a large part of all records, and their positions have to be compared to find two of
them side by side; of pairs there are many more, so that each is in few. To index every pair would take five
times as long as the characters themselves and three times the room. Those that are words of the dictionary
are a third of the pairs of a text, and nearly every run that somebody looks for has one.
"""

from collections.abc import Iterable
from functools import lru_cache
from importlib.util import find_spec
from itertools import chain, product
from operator import add
from pathlib import Path
from string import ascii_lowercase, digits

_DICTIONARY = "dict.txt"


def of(chars: str) -> Iterable[str]:
    """Those among the neighbours of a stream of characters, each once, in no order."""
    return _known().intersection(map(add, chars, chars[1:]))


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """The words of two characters in the dictionary of both segmenters, a hundred thousand."""
    latin = map("".join, product(ascii_lowercase + digits, repeat=2))
    # The package is not imported: its tables for unknown words take more memory than all pairs.
    package = find_spec("jieba")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("jieba is not installed: install what this package requires")
    with Path(package.origin).with_name(_DICTIONARY).open(encoding="utf-8") as file:
        words = (line.partition(" ")[0] for line in file)
        return frozenset(chain((word for word in words if len(word) == len("停车")), latin))
