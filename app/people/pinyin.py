"""Pinyin without tones, for lists in alphabetical order and for finding a name by its initials."""

from dataclasses import dataclass

from pypinyin import lazy_pinyin

from app.text.folding import fold

SURNAMES = {
    "万俟": ("mo", "qi"),
    "乐正": ("yue", "zheng"),
    "尉迟": ("yu", "chi"),
    "澹台": ("tan", "tai"),
    "长孙": ("zhang", "sun"),
    "么": ("yao",),
    "乐": ("yue",),
    "乜": ("nie",),
    "仇": ("qiu",),
    "区": ("ou",),
    "单": ("shan",),
    "句": ("gou",),
    "召": ("shao",),
    "员": ("yun",),
    "尉": ("wei",),
    "折": ("she",),
    "曾": ("zeng",),
    "朴": ("piao",),
    "查": ("zha",),
    "洗": ("xian",),
    "盖": ("ge",),
    "祭": ("zhai",),
    "种": ("chong",),
    "秘": ("bi",),
    "繁": ("po",),
    "缪": ("miao",),
    "翟": ("zhai",),
    "能": ("nai",),
    "薄": ("bo",),
    "覃": ("qin",),
    "解": ("xie",),
    "都": ("du",),
    "阚": ("kan",),
    "黑": ("he",),
}
"""Surnames that are read otherwise than the word (现代汉语词典, entries marked 姓); compound ones first."""


@dataclass(frozen=True)
class Reading:
    """Full pinyin (`zhoutingting`) and its first letters (`ztt`)."""

    full: str
    initials: str


def read_name(name: str) -> Reading:
    """How a person's name is read. The surname is read by itself: 曾 before 经 is still zeng."""
    folded = fold(name)
    for surname, syllables in SURNAMES.items():
        if folded.startswith(surname):
            return _reading([*syllables, *_syllables(folded[len(surname) :])])
    cut = 0 if folded[:1].isascii() else 1
    return _reading([*_syllables(folded[:cut]), *_syllables(folded[cut:])])


def read_words(text: str) -> Reading:
    """How any other words are read."""
    return _reading(_syllables(fold(text)))


def _syllables(text: str) -> list[str]:
    return lazy_pinyin(text, errors=_letters_of) if text else []


def _letters_of(run: str) -> str:
    return "".join(char for char in run if char.isascii() and char.isalnum())


def _reading(syllables: list[str]) -> Reading:
    return Reading("".join(syllables), "".join(syllable[:1] for syllable in syllables))
