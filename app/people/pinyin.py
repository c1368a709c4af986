"""Pinyin without tones, for lists in alphabetical order and for finding a name by its initials."""

from dataclasses import dataclass
from functools import lru_cache

from app.people.names import without_distinction
from app.text.folding import fold

_VARIANTS = str.maketrans({"𠮷": "吉"})
"""Characters that the dictionary of readings lacks, and ones that are read alike."""
SURNAMES = {
    "万俟": ("mo", "qi"),
    "乐正": ("yue", "zheng"),
    "尉迟": ("yu", "chi"),
    "澹台": ("tan", "tai"),
    "长孙": ("zhang", "sun"),
    "拓跋": ("tuo", "ba"),
    "车非": ("ju", "fei"),
    "库狄": ("she", "di"),
    "令狐": ("ling", "hu"),
    "乘": ("sheng",),
    "么": ("yao",),
    "乐": ("yue",),
    "乜": ("nie",),
    "仇": ("qiu",),
    "佴": ("nai",),
    "佛": ("fo",),
    "区": ("ou",),
    "卜": ("bu",),
    "单": ("shan",),
    "句": ("gou",),
    "召": ("shao",),
    "吁": ("yu",),
    "员": ("yun",),
    "尉": ("wei",),
    "宓": ("mi",),
    "宿": ("su",),
    "折": ("she",),
    "曾": ("zeng",),
    "朴": ("piao",),
    "炅": ("gui",),
    "查": ("zha",),
    "洗": ("xian",),
    "盖": ("ge",),
    "盛": ("sheng",),
    "省": ("xing",),
    "祭": ("zhai",),
    "种": ("chong",),
    "秘": ("bi",),
    "粘": ("nian",),
    "繁": ("po",),
    "缪": ("miao",),
    "翟": ("zhai",),
    "能": ("nai",),
    "华": ("hua",),
    "任": ("ren",),
    "蔚": ("yu",),
    "薄": ("bo",),
    "覃": ("qin",),
    "角": ("jue",),
    "解": ("xie",),
    "郇": ("xun",),
    "都": ("du",),
    "重": ("chong",),
    "阚": ("kan",),
    "降": ("xiang",),
    "隗": ("wei",),
    "颉": ("xie",),
    "黑": ("he",),
}
"""Surnames that are read otherwise than the word (现代汉语词典, entries marked 姓); compound ones first."""


@dataclass(frozen=True)
class Reading:
    """Pinyin with a space between syllables (`zhou ting ting`) and its first letters (`ztt`).

    The spaces sort names by syllable: all of Chen before those of Cheng.
    """

    full: str
    initials: str


@lru_cache(maxsize=10_000)
def read_name(name: str) -> Reading:
    """How a person's name is read, distinguishing words in brackets left out.

    The surname is read by itself: 曾 before 经 is still zeng. Of a name with a dot each part is read by
    itself, and none is a surname.
    """
    folded = fold(without_distinction(name)).translate(_VARIANTS)
    parts = folded.split("·")
    if len(parts) > 1:
        return _reading([syllable for part in parts for syllable in _syllables(part)])
    for surname, syllables in SURNAMES.items():
        if folded.startswith(surname):
            return _reading([*syllables, *_syllables(folded[len(surname) :])])
    cut = 0 if folded[:1].isascii() else 1
    return _reading([*_syllables(folded[:cut]), *_syllables(folded[cut:])])


def read_words(text: str) -> Reading:
    """How any other words are read."""
    return _reading(_syllables(fold(text)))


def _syllables(text: str) -> list[str]:
    if not text:
        return []
    # Only when it is asked for: most commands have no use for its tables, which take long to load.
    from pypinyin import lazy_pinyin

    return lazy_pinyin(text, errors=_letters_of)


def _letters_of(run: str) -> str:
    return "".join(char for char in run if char.isascii() and char.isalnum())


def _reading(syllables: list[str]) -> Reading:
    read = [syllable for syllable in syllables if syllable]
    return Reading(" ".join(read), "".join(syllable[0] for syllable in read))
