"""How the headings of plans and reports are numbered."""

from dataclasses import dataclass
from re import Pattern
from re import compile as regex

_CN = r"[一二三四五六七八九十百零〇]{1,4}"
_NUM = rf"(?:{_CN}|\d{{1,3}})"


@dataclass(frozen=True)
class Numbering:
    """One way to number headings. `rank` orders them from the outermost; group `number` holds the value."""

    name: str
    rank: int
    pattern: Pattern[str]
    stands_for: str | None = None
    matches: tuple[str, ...] = ()
    refuses: tuple[str, ...] = ()


NUMBERINGS: tuple[Numbering, ...] = (
    Numbering(
        "part",
        1,
        regex(rf"^第\s?(?P<number>{_NUM})\s?[篇编部]分?\s*(?:[:、]\s*)?(?=\S)"),
        matches=("第一篇 总论", "第一部分　形势"),
    ),
    Numbering(
        "chapter",
        2,
        regex(rf"^第\s?(?P<number>{_NUM})\s?章\s*(?:[:、]\s*)?(?=\S)"),
        matches=("第一章 总则", "第 1 章 总则"),
    ),
    Numbering(
        "article",
        3,
        regex(rf"^第\s?(?P<number>{_NUM})\s?节\s*(?:[:、]\s*)?(?=\S)"),
        matches=("第二节 目标",),
    ),
    Numbering(
        "clause",
        4,
        regex(rf"^第\s?(?P<number>{_NUM})\s?条\s+(?=[^,。;:]{{2,24}}$)"),
        matches=("第 1 条  规划目的",),
        refuses=("第三条 本市行政区域内的停车场，适用本办法。",),
    ),
    Numbering(
        "han",
        5,
        regex(rf"^(?P<number>{_CN})[、.]\s*(?=\S)"),
        matches=("一、发展基础",),
        refuses=("一是", "十年来"),
    ),
    Numbering("han_bracket", 6, regex(rf"^\((?P<number>{_CN})\)\s*(?=\S)"), matches=("（一）指导思想",)),
    Numbering(
        "decimal",
        7,
        regex(
            r"^(?P<number>\d{1,2}(?:\.\d{1,2}){1,3}(?:(?!.*,)|(?=\s+[^\d\s万亿千百个%倍公元吨米人家项岁小分亩级秒]))"
            r"|\d{1,2}(?=\s)(?!.*,))"
            r"[、.]?\s+(?=[^\d\s])(?!.*[。;])"
        ),
        matches=("1.1 交通", "2.1 推进链式改造，打造一批样板"),
        refuses=("3.5万标箱", "3.5 万标箱，居全省前列", "3 年来，我们推进改造"),
    ),
    Numbering("digit_comma", 8, regex(r"^(?P<number>\d{1,2})、\s*(?=\S)"), "han", matches=("1、发展基础",)),
    Numbering(
        "digit",
        8,
        regex(r"^(?P<number>\d{1,2})\.\s*(?=[^\d\s])"),
        matches=("1.立体交通", "2. 数字贸易"),
        refuses=("1.37万架次",),
    ),
    Numbering(
        "digit_bracket", 9, regex(r"^\((?P<number>\d{1,2})\)\s*(?=\S)"), "han_bracket", matches=("（1）平台",)
    ),
    Numbering("circled", 10, regex(r"^(?P<number>[①-⑳])\s*(?=\S)"), matches=("①停车",)),
)
"""`stands_for` names the numbering a typist's slip may mean: `1、` before `二、`, `（1）` before `（二）`."""
