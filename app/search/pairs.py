"""Two characters side by side that are a word, or letters or figures: where a run of characters is looked up.

Most characters stand in a large part of all records, and their positions have to be compared to find two of
them side by side; of pairs there are many more, so that each is in few. To index every pair would take five
times as long as the characters themselves and three times the room. Those that are words of the dictionary
are a third of the pairs of a text, and nearly every run that somebody looks for has one.
"""

from collections.abc import Iterable
from functools import lru_cache
from operator import add
from string import ascii_lowercase, digits

_LATIN = ascii_lowercase + digits


def of(chars: str) -> Iterable[str]:
    """Those among the neighbours of a stream of characters, each once, in no order."""
    return _known().intersection(map(add, chars, chars[1:]))


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """The words of two characters in the dictionary of both segmenters, a hundred thousand."""
    import jieba

    with jieba.dt.get_dict_file() as file:
        words = {line.split(b" ", 1)[0].decode() for line in file}
    latin = {first + second for first in _LATIN for second in _LATIN}
    return frozenset({word for word in words if len(word) == len("停车")} | latin)
