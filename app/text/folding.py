"""One-to-one folding: two spellings that a reader takes for the same become the same string.

Every character becomes exactly one character, so offsets into the folded text are offsets into the
original. Folded are: full and half width (NFKC where it yields one character), letter case,
traditional to simplified characters (OpenCC's t2s table, character by character, because its phrase
table could change the length), the dots of transliterated names, and the kinds of quotation marks.
Circled numbers stay: ① marks an item, it is not the digit.
"""

import re
import unicodedata
from functools import lru_cache

import opencc

_SAME = {
    **dict.fromkeys("•・‧∙･⋅", "·"),
    **dict.fromkeys("「『＂〝〞„‟", "“"),
    **dict.fromkeys("」』", "”"),
    **dict.fromkeys("‐‑‒–―─━﹣－", "-"),
    "—": "-",
    "～": "~",
    "〜": "~",
    "　": " ",
    "\xa0": " ",
}
_FREQUENT = "，：；！？（）—～…　"
"""What changes most in running text: replaced one after the other, which is quicker than any table."""
_BASIC = range(0x80, 0xD800), range(0xF900, 0x10000)
"""Characters beyond ASCII in the basic plane, without surrogates and private use."""
_SHORT = 1_000
"""Characters of a text that is remembered with its folded form; some megabytes for all of them."""
_WHITE = re.compile(r"[\s\u3000\ufeff\u200b-\u200d\u2060\xa0]+")


class _FoldTable(dict[int, str]):
    """Code → folded character; each is worked out once, when it is first met."""

    def __init__(self) -> None:
        super().__init__()
        self._simplify = opencc.OpenCC("t2s").convert

    def simplified(self, chars: list[str]) -> list[str]:
        """Each character simplified, as alone on its line."""
        lines: str = self._simplify("\n".join(chars))
        return lines.split("\n")

    def __missing__(self, code: int) -> str:
        self[code] = folded = self._fold(chr(code))
        return folded

    def _fold(self, char: str) -> str:
        if char in _SAME:
            return _SAME[char]
        if code_is_private(char) or "①" <= char <= "⓿":
            return char
        for step in (lambda c: unicodedata.normalize("NFKC", c), str.lower, self._simplify):
            changed = step(char)
            if len(changed) == 1:
                char = changed
        return _SAME.get(char, char)


def code_is_private(char: str) -> bool:
    """True for surrogates and private-use characters, which no table may touch."""
    return unicodedata.category(char) in ("Cs", "Co")


@lru_cache(maxsize=1)
def _table() -> _FoldTable:
    return _FoldTable()


@lru_cache(maxsize=1)
def _frequent() -> tuple[tuple[str, str], ...]:
    return tuple((char, _table()[ord(char)]) for char in _FREQUENT)


@lru_cache(maxsize=1)
def _others() -> re.Pattern[str]:
    """Every character that may change, but for the frequent ones: few texts have many of them."""
    chars = [chr(code) for block in _BASIC for code in block]
    simplified = _table().simplified(chars)
    changing = [
        char
        for char, simple in zip(chars, simplified, strict=True)
        if char != simple
        or char in _SAME
        or char.lower() != char
        or not unicodedata.is_normalized("NFKC", char)
    ]
    listed = "".join(re.escape(char) for char in changing if char not in _FREQUENT)
    return re.compile(f"[A-Z\U00010000-\U0010ffff{listed}]")


def fold(text: str) -> str:
    """`text` folded, character by character: `len(fold(t)) == len(t)`, and `fold(fold(t)) == fold(t)`."""
    return _fold_again(text) if len(text) <= _SHORT else _fold(text)


def _fold(text: str) -> str:
    for char, folded in _frequent():
        if char in text:
            text = text.replace(char, folded)
    return _others().sub(_folded, text)


# What is folded for a key is soon folded again to be compared and to be found.
_fold_again = lru_cache(maxsize=2_000)(_fold)


def _folded(found: re.Match[str]) -> str:
    return _table()[ord(found.group())]


def squeeze(text: str) -> str:
    """`text` without any white space or zero-width character."""
    return _WHITE.sub("", text)
