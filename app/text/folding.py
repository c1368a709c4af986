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

from app.text import unseen

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
_VARIANTS = (
    "著着 瞭了 衞卫 藉借 覆复 彷仿 像象 座坐 伕夫 敍叙 俱具 傢家 甦苏 簷檐 揹背 枱台",
    "薰熏 炼链 暱昵 痺痹 睪睾 鲶鲇 锺钟 钜巨 濬浚 幺么 迳径 澂澄 讬托 颚腭 谘咨 馀余",
    "渖沈 侭尽 𬭭戚 麹曲 甯宁 唚吣 缐线 蘗檗 拏拿 鎗枪 燄焰 斲斫 粧妆 糭粽 衹只 苧苎",
    "潀潨 㓰划 㳽弥 䌽彩 䙓摆 䦆镢 䩄腼 稆穞 縆緪 镟旋 麺面 𢧐战 𢭏捣 𧹒买 𧹔账 𩨂骢",
    "帐账",
)
"""What Taiwan and Hong Kong write, by word, where `fold` leaves the character alone: it is another character
in other words (著名, 覆盖). From OpenCC's conversions of single characters and of jieba's words; reviewed."""
_OLD_FORMS = (
    "靑青 黒黑 淸清 呑吞 砲炮 蔴麻 戸户 尙尚 裠裙 畧略 嶋岛 烖灾 汚污 嬾懒 栢柏 楳梅 盌碗 皐皋",
    "窓窗 穅糠 衇脉 厀膝 蔕蒂 蠭蜂 袴裤 逈迥 鉏锄 耡锄 濶阔 鴈雁 覇霸 鵞鹅 廐厩 妬妒 姉姊 巣巢",
    "徳德 慙惭 媿愧 撚捻 擕携 効效 勅敕 煖暖 朶朵 襍杂 菓果 碁棋 椶棕 搾榨 謌歌 氊毡 澁涩 猨猿",
    "琹琴 缾瓶 葢盖 覩睹 掽碰 燐磷 稭秸 稾稿 窰窑 筩筒 筦管 餻糕 餹糖 辠罪 胷胸 臙胭 舩船 艸草",
    "涖莅 蟁蚊 蚘蛔 蜨蝶 蠏蟹 偪逼 徧遍 隣邻 醻酬 鏕鏖 穽阱 驘骡 皷鼓",
)
"""Old shapes of characters, and variants that the lists of standard characters replaced, as scanned papers
and old computers give them; none of them is a character of GB 2312."""
_FREQUENT = "，：；！？（）—～…　"
"""What changes most in running text: replaced one after the other, which is quicker than any table."""
_BASIC = range(0x80, 0xD800), range(0xF900, 0x10000)
"""Characters beyond ASCII in the basic plane, without surrogates and private use."""
_SHORT = 1_000
"""Characters of a text that is remembered with its folded form; some megabytes for all of them."""
_MAINLAND = {pair[0]: pair[1] for line in (*_VARIANTS, *_OLD_FORMS) for pair in line.split()}
_VARIED = re.compile(f"[{''.join(_MAINLAND)}]")
_VARIED_OR_UNSEEN = re.compile(f"[{''.join(_MAINLAND)}{unseen.CLASS}]")
_MARKS = ("“", '"'), ("”", '"'), ("‘", "'"), ("’", "'")
"""Quotation marks become straight ones on the way from one program to another."""
_ZERO_WIDTH = "\ufeff\u200b\u200c\u200d\u2060"


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


def fold_variants(text: str) -> str:
    """`text` folded, and with it the variants of Taiwan and Hong Kong and the shapes of quotation marks: as
    long, and idempotent, like `fold`.

    For finding only. It takes some characters for one that are two in mainland texts, and public keys, which
    are made of folded text, must stay as they are.
    """
    return _VARIED.sub(_mainland, _straight(fold(text)))


def searchable(text: str) -> str:
    """The characters of `text` that a search compares: folded as by `fold_variants`, without white space and
    without any character that shows nothing. What is asked and what is indexed go through here alike."""
    return _VARIED_OR_UNSEEN.sub(_mainland, _straight("".join(fold(text).split())))


def _straight(text: str) -> str:
    for mark, straight in _MARKS:
        if mark in text:
            text = text.replace(mark, straight)
    return text


def _mainland(found: re.Match[str]) -> str:
    return _MAINLAND.get(found.group(), "")


def _folded(found: re.Match[str]) -> str:
    return _table()[ord(found.group())]


def squeeze(text: str) -> str:
    """`text` without any white space or zero-width character."""
    text = "".join(text.split())
    for char in _ZERO_WIDTH:
        if char in text:
            text = text.replace(char, "")
    return text
