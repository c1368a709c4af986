"""How the headings of plans and reports are numbered."""

from dataclasses import dataclass
from re import Pattern
from re import compile as regex

_CN = r"[一二三四五六七八九十百零〇]{1,4}"
_UNITS = (
    "万亿千百个%倍公元吨米人家项岁小分亩级秒版天年月日时里斤克升度平座条所台辆次件名户位组套班层号寸厘毫"
    "头株棵艘架张册期届点成至到"
)
"""What a decimal counts, so that it is no number of a heading."""
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
        "han_formal",
        4,
        regex(r"^(?P<number>[壹贰叁参肆伍陆柒捌玖拾]{1,3})\s?[、.]\s*(?=\S)"),
        matches=("貳、主要任务",),
        refuses=("参加评选的单位、个人",),
    ),
    Numbering(
        "han",
        5,
        regex(rf"^(?P<number>{_CN})\s?[、.]\s*(?=\S)"),
        matches=("一、发展基础", "二 、 主要任务"),
        refuses=("一是", "十年来", "一，要修路；二，要修桥。"),
    ),
    Numbering(
        "han_bracket",
        6,
        regex(
            rf"^(?:[(〔]\s?(?P<number>{_CN})\s?[)〕]\s?[、.]?\s*(?=\S)"
            r"|(?P<number2>[一二三四五六七八九十]{1,2})\)\s*(?=[\u4e00-\u9fff]))"
        ),
        matches=("（一）指导思想", "（ 二 ） 基本原则", "（三）、主要目标", "〔四〕保障", "五）监督"),
        refuses=("一）、", "二)。"),
    ),
    Numbering("han_ring", 6, regex(r"^(?P<number>[㈠-㈩])\s*(?=\S)"), matches=("㈡基本原则",)),
    Numbering(
        "decimal",
        7,
        regex(
            rf"^(?P<number>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}(?=[、.]?\s)(?:(?!.*,)|(?=\s+[^\d\s{_UNITS}]))"
            rf"|\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}(?=[、.]?(?![{_UNITS}])[\u4e00-\u9fff])(?!.*[,:])"
            r"|\d{1,2}(?=\s)(?!.*,))"
            r"[、.]?\s*(?=[^\d\s])(?!.*[。;])"
        ),
        matches=("1.1 交通", "2.1 推进链式改造，打造一批样板", "2.1建设公共停车场"),
        refuses=(
            "3.5万标箱",
            "2.5天办结",
            "1.5倍以上的赔偿",
            "3.5 万标箱，居全省前列",
            "3 年来，我们推进改造",
        ),
    ),
    Numbering(
        "digit_comma",
        8,
        regex(r"^(?P<number>\d{1,2})、\s*(?=\S)"),
        "han",
        matches=("1、发展基础",),
    ),
    Numbering("digit_stop", 8, regex(r"^(?P<number>[⒈-⒛])\s*(?=\S)"), matches=("⒉建设车场",)),
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
    Numbering("digit_ring", 9, regex(r"^(?P<number>[⑴-⒇])\s*(?=\S)"), matches=("⑵平台",)),
    Numbering(
        "digit_half",
        10,
        regex(r"^(?P<number>\d{1,2})\)\s*(?=[^\d\s,。;、])"),
        matches=("1）平台",),
        refuses=("3）、",),
    ),
    Numbering("circled", 11, regex(r"^(?P<number>[①-⑳])\s*(?=\S)"), matches=("①停车",)),
)
"""`stands_for` names the numbering a typist's slip may mean: `1、` before `二、`, `（1）` before `（二）`."""
BARE_NUMBER = regex(rf"第\s?{_NUM}\s?(?:[篇编章节]|部分)|{_CN}、|\({_CN}\)")
"""The number of a heading on a line of its own, whose words are on the next."""
