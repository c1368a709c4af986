"""Texts and index documents for the search tests: the sample documents, and runs that are hard to find."""

from functools import lru_cache

from app.search.types import IndexDocument
from app.settings import ROOT

HARD = (
    "首票TIR+跨境电商班列于2024年7月开行，系统升级到2.0版，监管代码1210。",
    "ＴＩＲ卡車運輸的關鍵在於通關，里斯本丸紀念館也在其列。",
    "Chinagoods平台与ChinaGoods小程序，AI大模型，email与said里都有ai。",
    "𠮷野家门前的𪚥字招牌，㙍头村的㘵边路，〇二〇年。",
    "会议：关于审议报告的说明。发言人：某某某。2021 -2025年，-5℃以下。",
    '他说“式”港”与“全”，『外「内」』，又说"straight"，it\'s (half bracket。',
    "A OR B，NOT C，[2020 TO 2021]，^2，~3，*，?，\\，a:b，{x}。",
    "第一段结尾处\n第二段开头处\n\n  缩进的第三段。",
    "零宽\u200b空格与\ufeff标记，软\xad连字符，e\u0301重音，한국어，かな，Привет。",
    "……——，。！？、；：“”‘’《》〈〉【】",
    '表中“名称”一栏（）不得留空，“备注”可空；把 年份：2023 - 2025“试点”的经费用好，(()) "" “”。',
    "联系人\u202a1380000\u202c，停\u200e车难\u2066要\u180e治\u2061，\ufff9葛\U000e0100\x1b洲\x9f坝\x0b口。",
)
"""Each is one record's text."""


_PINYIN = {
    "沈若棠": "srt shenruotang shenruo shen ruotang",
    "邵景和": "sjh shaojinghe shaojing shao jinghe",
    "阮青禾": "rqh ruanqinghe ruanqing ruan qinghe",
}


@lru_cache(maxsize=1)
def texts() -> tuple[str, ...]:
    """Texts of some 300 characters: the hard ones, then the sample documents in pieces."""
    pieces = list(HARD)
    for path in sorted((ROOT / "seeds" / "documents").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        pieces += [text[start : start + 300] for start in range(0, min(len(text), 2400), 300)]
    return tuple(piece for piece in pieces if piece.strip())


@lru_cache(maxsize=1)
def records() -> tuple[IndexDocument, ...]:
    """The texts as records, with titles, names, dates and facets that recur."""
    return tuple(_record(number, text) for number, text in enumerate(texts()))


def _record(number: int, text: str) -> IndexDocument:
    year = 2020 + number % 6
    kind = ("speech", "question", "answer", "section")[number % 4]
    person = ("沈若棠", "邵景和", "阮青禾")[number % 3]
    parties = ("民建", "工商联界")[: number % 3]
    return IndexDocument(
        key=f"r{number:04}",
        text=text,
        title=("加快老旧小区停车泊位建设", "关于品牌出海的建议", "")[number % 3],
        topic=("停车", "数字贸易", "")[number // 2 % 3],
        who=person if kind != "section" else "",
        pinyin=_PINYIN[person] if kind != "section" else "",
        asked=f"{('停车', '数字贸易', '')[number // 2 % 3]}\n{texts()[number - 1]}"
        if kind == "answer"
        else "",
        department="商务局、市商务局" if kind == "answer" else "",
        post=("", "副市长、临沅物流协会", "临沅港务公司")[number % 3],
        document=("临沅市代表问政实录、聚焦停车", "品牌出海专题议政", "")[number // 7 % 3],
        party="、".join(parties),
        meeting=f"临沅市第十届人民代表大会第{number % 3 + 1}次会议",
        date=year * 10_000 + (number % 13) * 100,
        filters={
            "body": (("npc", "cppcc", "government")[number % 3],),
            "kind": (kind,),
            "year": (str(year),),
            "person": (person,) if kind != "section" else (),
            "department": ("d1",) if kind == "answer" else (),
            "party": parties,
            "meeting": (f"m{number % 3}",),
            "similar": (f"{number // 4:016x}",) if number % 5 else (),
        },
    )
