"""Pinyin of a text, for finding what sounds alike, and pinyin as a reader types it."""

import re
import unicodedata

_SYLLABLES = re.compile(r"[a-z]{2,40}")
_BETWEEN = re.compile(r"[\s\-'’.·_]")
_TONES = re.compile("[\u0300\u0301\u0304\u030c]")


def pinyin(text: str) -> list[str]:
    """Without tones: one for each Chinese character, what lies between them in one piece."""
    # Only when it is asked for: its tables take fifty megabytes, which building an index has no use for.
    from pypinyin import lazy_pinyin

    return lazy_pinyin(text)


def as_pinyin(typed: str) -> str:
    """The letters of a name in pinyin, however its syllables and tones are marked (`Zhū Tíng-tíng`); empty
    for what is none."""
    letters = unicodedata.normalize("NFC", _TONES.sub("", unicodedata.normalize("NFD", typed.lower())))
    joined = _BETWEEN.sub("", letters).replace("ü", "v")
    return joined if _SYLLABLES.fullmatch(joined) else ""
