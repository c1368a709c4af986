"""Lines made of nothing but short cells, one of them a page number, a date or a field: no text.

Mastheads, footers and the data lines of web pages have no fixed form. What they share is that a line falls
into cells at its gaps, and that each cell is a number, a date, a name or a field with a short value.
"""

from app.parse.rules.rule import Rule, rule

_CELL = r"[^\s,。;!?:“”()]{1,12}"
_HAN_NUMBER = r"[\d一二三四五六七八九十〇○零]{1,4}"
_PAGE = rf"(?:第?\s?{_HAN_NUMBER}\s?[版页]|第?[a-d]\d{{1,2}}版?)"
_DATE = (
    rf"(?:[\d一二三四五六七八九〇○零]{{4}}\s?[年./-]\s?{_HAN_NUMBER}\s?[月./-]\s?{_HAN_NUMBER}\s?日?"
    rf"|{_HAN_NUMBER}月{_HAN_NUMBER}日|(?:星期|周)[一二三四五六日天]|农历\S{{4,12}}|(?:总?第)\s?\d{{1,5}}\s?期)"
)
_NO_KEY = (
    r"(?!\S{0,8}?(?:[问答]|代表|委员|主持人|局长?|[市县区]长|主任|意见|建议|内容|单位|提案[人者]|[写来]信人"
    r"|标题|目标|措施|任务|责任|原则)\s?:)"
)
_FIELD = rf"{_NO_KEY}[\u4e00-\u9fff]{{2,6}}\s?[:/]\s?[^\s,。;!?“”]{{1,20}}"
_ANY = rf"(?:{_FIELD}|{_CELL})"
FURNITURE: tuple[Rule, ...] = (
    rule(
        "cells_with_page",
        rf"^(?!.*[问答]\s)(?=\S.{{2,80}}$)(?:{_ANY}\s+){{0,6}}(?:{_PAGE}|{_DATE})(?:\s+(?:{_DATE}|{_PAGE}|{_ANY})){{0,8}}$",
        "The head or foot of a page: name, section, page number, day, in any order.",
        (
            "临沅周报　要闻　5版",
            "临沅日报　2022年2月25日　　第二版　要闻",
            "03 两会·声音　　2019年1月14日　星期一　　编辑 周砚　版式 方可",
            "第 3 版　　电话：5560×××",
            "临沅日报 数字报 第A03版",
        ),
        ("杜明代表　提问", "会议于2022年2月25日召开，历时三天", "一、总则"),
    ),
    rule(
        "latin_only",
        r"^(?![qa]\d{0,2}$)[\W\d_]*[a-z][a-z\W\d_]{1,24}$",
        "On a Chinese page a short line without a Chinese character is an ornament: a counter, an end mark.",
        ("PART.1", "END", "- THE END -", "VOL.12"),
        ("Q1", "5G+医疗", "A"),
    ),
    rule(
        "pointing",
        r"^[^。:]{2,60}?\s?[↓⬇👇]{1,5}$",
        "A site points at what stands below.",
        ("今天带来的是教育组的声音 ↓↓↓",),
        ("物价↓3%",),
    ),
    rule(
        "cells_of_fields",
        rf"^{_FIELD}(?:\s+{_FIELD}){{1,8}}$",
        "Two or more fields on a line are data of the page, whatever they are called.",
        (
            "浏览：409　发布：县政协提案委员会",
            "制片人：周一鸣　编导：林小满　　重播：次日12:30",
            "提案号：112　　提案形式：个人　　提案日期：2020-05-13",
        ),
        ("问：车往哪停？ 答：年底完工", "主持人：现在开会", "责任单位：市住建局 配合单位：市城管局"),
    ),
)
"""Looked for only where a line announces nothing."""


def is_furniture(*spellings: str) -> bool:
    """Whether a folded line, in one of its spellings (as printed, closed up), is such a line."""
    likely = [one for one in dict.fromkeys(spellings) if len(one) <= _LONGEST]
    return any(rule.pattern.match(one) for one in likely for rule in FURNITURE)


_LONGEST = 100
