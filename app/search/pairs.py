"""Two characters side by side that are a word, or letters or figures: where a run of characters is looked up.

Most characters stand in a large part of all records, and their positions have to be compared to find two of
them side by side; of pairs there are many more, so that each is in few. To index every pair would take five
times as long as the characters themselves and three times the room. Those that are words of the dictionary
are a third of the pairs of a text, and nearly every run that somebody looks for has one.
"""

import re
import sys
from array import array
from functools import lru_cache
from importlib.util import find_spec
from itertools import chain, product
from pathlib import Path
from string import ascii_lowercase, digits

_DICTIONARY = "dict.txt"
_WORD_OF_TWO = re.compile(r"^(\S\S) ", re.MULTILINE)
_CODEC, _NUMBER = f"utf-16-{sys.byteorder[0]}e", 4
"""Two characters of the basic plane side by side are a number of four bytes: faster to make than a string."""


def of(chars: str) -> list[str]:
    """Those among the neighbours of a stream of characters, each once, in no order."""
    data = chars.encode(_CODEC, "surrogatepass")
    found = set[int]()
    for half in (data, data[_NUMBER // 2 :]):
        found |= _known().intersection(array("I", half[: len(half) // _NUMBER * _NUMBER]))
    side_by_side = array("I", found).tobytes().decode(_CODEC)
    return [side_by_side[at : at + 2] for at in range(0, len(side_by_side), 2)]


@lru_cache(maxsize=1)
def _known() -> frozenset[int]:
    """The words of two characters in the dictionary of both segmenters, a hundred thousand."""
    latin = map("".join, product(ascii_lowercase + digits, repeat=2))
    # The package is not imported: its tables for unknown words take more memory than all pairs.
    package = find_spec("jieba")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("jieba is not installed: install what this package requires")
    dictionary = Path(package.origin).with_name(_DICTIONARY).read_text(encoding="utf-8")
    pairs = "".join(chain(_WORD_OF_TWO.findall(dictionary), latin))
    return frozenset(array("I", pairs.encode(_CODEC)))
