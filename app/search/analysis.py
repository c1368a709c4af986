"""The one segmenter: how a text becomes tokens, the same for indexing and for asking.

Text is folded first (`app.text.folding`, one character to one character) and gives two streams:

`words`
    Words of the dictionary, cut the way jieba's search mode does, and whole runs of Latin letters and
    digits (`rcep`, `2.0`). For ranking and for words that stand apart from each other.

`chars`
    Every character that shows something, in order, each a token of its own: CJK characters of any
    plane, and letters, digits and punctuation likewise. A run of these tokens one after the other is
    exactly a run of characters of the text, wherever it begins and ends. So a literal search is a
    substring search: `inago` finds Chinagoods, `2.0版` does not find 20版, and what is copied from a
    record finds it, whatever a dictionary thinks of it. That a whole word is meant more often than a
    part of one is for the ranking, which has `words` to tell them apart.

`jieba` is the reference for the words and `rjieba`, the same algorithm and dictionary in Rust, stands
in for it where installed. Both cut runs of CJK characters only, on which they agree; what lies between
the runs is cut here.
"""

import importlib.util
import re
from collections.abc import Callable
from functools import cached_property, lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from app.search.errors import SegmenterMissingError
from app.settings import Settings
from app.text import folding, unseen

SegmenterName = Literal["rjieba", "jieba"]
Segment = Callable[[str], list[str]]

LONGEST_WORD = 64
"""A longer Latin run is no word one would type; `chars` still finds every part of it."""

_HAN = "\u4e00-\u9fd5"  # what jieba's dictionary and its Hidden Markov Model know
_OTHER_CJK = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_UNIT = re.compile(rf"([{_HAN}]+)|([{_OTHER_CJK}])|([^\W_{_HAN}{_OTHER_CJK}]+(?:\.\d+)*)")
_HAN_RUN = re.compile(rf"[{_HAN}]+")
_APART, _OTHER = "\n", "\t"
"""What stands between units, and for one that is no run of CJK characters; nothing is joined to them."""
_SHORT = 100
"""Characters of a text that is remembered with its tokens."""
_SURROGATE = re.compile("[\ud800-\udfff]")  # no UTF-8 has them, so no index could hold them


class Analyzer:
    """Cuts texts into tokens. Two analyzers with the same `stamp` cut every text alike."""

    def __init__(self, segmenter: SegmenterName, user_dictionary: str = "") -> None:
        """`user_dictionary` has a word a line, its frequency after a blank if it must have a certain one."""
        self.segmenter = segmenter
        self.dictionary = user_dictionary
        self.stamp = stamp_of(user_dictionary)

    @cached_property
    def _segment(self) -> Segment:
        """Opened when something is first cut: the dictionary takes its time and memory."""
        return _SEGMENTERS[self.segmenter](_user_words(self.dictionary))

    def load(self) -> None:
        """Open the segmenter now, so that the first who asks need not wait for it."""
        self._segment("")

    def words(self, text: str) -> list[str]:
        """The words of `text` in order, with the shorter words inside of longer ones."""
        units = _UNIT.findall(unseen.seen(folding.fold(text)))
        others = [single or latin for han, single, latin in units if not han]
        between = iter([other if len(other) <= LONGEST_WORD else "" for other in others])
        # All runs in one call: a call takes as long as cutting some twenty characters.
        cut = self._segment(_APART.join([han or _OTHER for han, _, _ in units])) if units else []
        words = [next(between) if word == _OTHER else word for word in cut if word != _APART]
        return [word for word in words if word]

    def chars(self, text: str) -> str:
        """The characters of `text` that are tokens of the `chars` stream, one after the other.

        Variants of Taiwan and Hong Kong are folded here alone: jieba knows 著名 and would not know 着名.
        """
        return _short_chars(text) if len(text) <= _SHORT else _chars(text)


def _chars(text: str) -> str:
    return _SURROGATE.sub("\ufffd", folding.searchable(text))


# Names, titles and meetings come again with every record.
_short_chars = lru_cache(maxsize=4_000)(_chars)


def segmenter_name(settings: Settings) -> SegmenterName:
    """The segmenter in use under these settings."""
    installed = importlib.util.find_spec("rjieba") is not None
    if settings.segmenter == "auto":
        return "rjieba" if installed else "jieba"
    if settings.segmenter == "rjieba" and not installed:
        raise SegmenterMissingError("rjieba is not installed: install it, or set YISHILU_SEGMENTER=jieba")
    return settings.segmenter


def _user_words(dictionary: str) -> list[tuple[str, int | None]]:
    """Word and frequency of each line. Words that are not wholly CJK are left out: the segmenters would
    never see them in one piece, and the literal search finds them anyway."""
    out = []
    for line in dictionary.splitlines():
        word, *rest = line.split("#")[0].split() or [""]
        folded = folding.fold(word)
        if _HAN_RUN.fullmatch(folded):
            out.append((folded, int(rest[0]) if rest and rest[0].isdecimal() else None))
    return out


def _open_jieba(words: list[tuple[str, int | None]]) -> Segment:
    import jieba

    tokenizer = jieba.Tokenizer()
    # `initialize()` would read a cache from the shared temporary folder, where anyone may have put it,
    # write one there and log to the console; building the table takes half a second more.
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    for word, frequency in words:
        tokenizer.add_word(word, frequency)
    return lambda run: list(tokenizer.cut_for_search(run))


def _open_rjieba(words: list[tuple[str, int | None]]) -> Segment:
    import rjieba

    tokenizer = rjieba.Jieba()
    for word, frequency in words:
        tokenizer.add_word(word, frequency, None)
    cut: Segment = tokenizer.cut_for_search
    return cut


_SEGMENTERS: dict[SegmenterName, Callable[[list[tuple[str, int | None]]], Segment]] = {
    "rjieba": _open_rjieba,
    "jieba": _open_jieba,
}


def stamp_of(user_dictionary: str) -> str:
    """Changes when a text could be cut differently: other code, tables, dictionary or word list."""
    digest = sha256()
    for module in (__file__, folding.__file__, unseen.__file__):
        digest.update(Path(module).read_bytes())
    for package in ("jieba", "rjieba", "opencc"):
        digest.update(f"{package} {_version(package)}\n".encode())
    digest.update(user_dictionary.encode())
    return digest.hexdigest()[:16]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"
