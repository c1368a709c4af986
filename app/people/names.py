"""Printed names: the form to show, and the form two spellings of one name have in common."""

import re
from functools import lru_cache

from app.text.folding import fold

_DOTS = re.compile(r"\s*[·•・‧∙･⋅﹒.．]\s*")
_PADDING = re.compile(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])")
_OWN = frozenset("乾於昇陞祕徵麴")
"""Characters that folding replaces, though in names they are characters of their own (通用规范汉字表, 2013,
table 3 and appendix 1): 於 and 于 are two surnames, 王昇 and 王升 two names."""
_DISTINCTION = re.compile(r"（[^（）]*）$")


def display_name(printed: str) -> str:
    """The name as a page shows it: no padding (`王　强` is 王强), one kind of dot between its parts.

    Spaces between Latin words stay.
    """
    name = _DOTS.sub("·", printed.strip()).strip("·")
    return _PADDING.sub("", name)


@lru_cache(maxsize=10_000)
def identity_name(printed: str) -> str:
    """What two spellings of one name share: width, case, script, dots and spaces do not tell people apart."""
    name = display_name(printed)
    folded = "".join(own if own in _OWN else char for own, char in zip(name, fold(name), strict=True))
    return folded.replace("·", "").replace(" ", "")


def name_words(printed: str) -> tuple[str, ...]:
    """The words of a key for this name, which are folded further than the name itself may be."""
    name = identity_name(printed)
    own = [f"{ord(char):x}" for char in name if char in _OWN]
    return (name, *own)


def better_name(one: str, other: str) -> str:
    """Of two spellings of one name the one to show: simplified and dotted before others, else the first."""
    return max(one, other, key=lambda name: (_is_simplified(name), "·" in name))


def without_distinction(shown: str) -> str:
    """The name without the words in brackets that tell namesakes of one body apart: 周明（沙埠） is 周明."""
    return _DISTINCTION.sub("", shown)


def distinguished(name: str, words: str) -> str:
    """The name with the words that tell it from a namesake of the same body."""
    return f"{name}（{words}）" if words else name


def _is_simplified(name: str) -> bool:
    return fold(name).lower() == name.lower()
