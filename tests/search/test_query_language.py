"""The query language: what is typed, and what it is read as."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.search import fields
from app.search.analysis import Analyzer
from app.search.errors import QueryTooComplexError
from app.search.query import MAX_TERMS, And, Every, Not, Or, Phrase, Query, Term, parse
from app.search.types import NAME, Asked, Wanted
from tests.bench import bad

DEFAULT = {field.name for field in fields.TEXT_FIELDS if field.default}


def shown(tree: Query) -> str:
    """The tree in short: a term searched in all default fields as `‹停车›`, quoted `‹“停车”›`, as a run of
    the text alone `=停车`, another field `title=停车` or `title:停车` (words)."""
    if isinstance(tree, Or) and {_field(part) for part in tree} >= {"chars", "title"}:
        run = next(_run(part) for part in tree if _field(part) == "chars")
        worded = any(_field(part) == "words" for part in tree)
        return f"‹{run}›" if worded else f"‹“{run}”›"
    if isinstance(tree, (And, Or)):
        joint = " & " if isinstance(tree, And) else " | "
        return "(" + joint.join(shown(part) for part in tree) + ")"
    if isinstance(tree, Not):
        return f"!{shown(tree.query)}"
    if isinstance(tree, Every):
        return "*"
    if isinstance(tree, (Term, Phrase)):
        words = tree.fieldname.endswith("words")
        prefix = "" if tree.fieldname == "chars" else tree.fieldname
        return f"{prefix}{':' if words else '='}{_run(tree)}"
    return f"{tree.fieldname}[{tree.start}..{tree.end}]"


def _field(part: Query) -> str | None:
    if isinstance(part, And):
        part = part.subqueries[0]
    return getattr(part, "fieldname", None)


def _run(part: Query) -> str:
    return "".join(part.words) if isinstance(part, Phrase) else str(part.text)


# Each row: the query, its reading (without the clause that finds the whole query literally).
READINGS = [
    ("", "*"),
    (" \n", "*"),
    ("停车", "‹停车›"),
    ("關鍵", "‹关键›"),
    ("“停车”", "‹“停车”›"),
    ('"停车"', "‹“停车”›"),
    ("「停车」", "‹“停车”›"),
    ("『停车」", "‹“停车”›"),
    ("停车 收费", "(‹停车› & ‹收费›)"),
    ("停车　收费", "(‹停车› & ‹收费›)"),
    ("停车，收费", "‹停车,收费›"),
    ("停车 ， 收费", "(‹停车› & ‹收费›)"),
    ("停车 -收费", "(‹停车› & !‹收费›)"),
    ("停车 －收费", "(‹停车› & !‹收费›)"),
    ("-收费 停车", "(!‹收费› & ‹停车›)"),
    ("停车 -“收费 难”", "(‹停车› & !‹“收费难”›)"),
    ("停车-收费", "‹停车-收费›"),
    ("停车 - 收费", "(‹停车› & ‹收费›)"),
    ("停车 OR 收费", "(‹停车› | ‹收费›)"),
    ("停车 or 收费", "(‹停车› | ‹收费›)"),
    ("停车 ＯＲ 收费", "(‹停车› | ‹收费›)"),
    ("停车 NOT 收费", "(‹停车› & !‹收费›)"),
    ("停车 AND NOT 收费", "(‹停车› & !‹收费›)"),
    ("停车 —收费", "(‹停车› & !‹收费›)"),
    ("停车 –收费", "(‹停车› & !‹收费›)"),
    ("停车 −收费", "(‹停车› & !‹收费›)"),
    ("停车 ——收费", "(‹停车› & ‹--收费›)"),
    ("机构:市政协", "is_body=cppcc"),
    ("机构:人民代表大会", "is_body=npc"),
    ("代表:沈若棠", "who=沈若棠"),
    ("委员：沈若棠", "who=沈若棠"),
    ("停车 OR 收费 小区", "((‹停车› | ‹收费›) & ‹小区›)"),
    ("（停车 OR 收费）小区", "((‹停车› | ‹收费›) & ‹小区›)"),
    ("(停车 (收费 OR 缴费)) -小区", "((‹停车› & (‹收费› | ‹缴费›)) & !‹小区›)"),
    ("停车 -(收费 缴费)", "(‹停车› & !(‹收费› & ‹缴费›))"),
    ("停车 AND 收费", "(‹停车› & ‹收费›)"),
    ("() 停车", "‹停车›"),
    ("“” 停车", "‹停车›"),
    ("发言人：沈若棠", "who=沈若棠"),
    ("who:沈若棠", "who=沈若棠"),
    ("Speaker:沈若棠", "who=沈若棠"),
    ("发言人： 沈若棠", "who=沈若棠"),
    ("发言人:沈若棠 停车", "(who=沈若棠 & ‹停车›)"),
    ("停车 -发言人:沈若棠", "(‹停车› & !who=沈若棠)"),
    ("发言人:(沈若棠 OR 邵景和)", "(who=沈若棠 | who=邵景和)"),
    ("部门:商务局", "department=商务局"),
    ("党派：民建", "party=民建"),
    ("界别:工商联", "party=工商联"),
    ("会议:第三次会议", "meeting=第三次会议"),
    ("标题:停车", "(title_words:停车 | title=停车)"),
    ("标题:“停车 泊位”", "title=停车泊位"),
    ("议题:停车", "(topic_words:停车 | topic=停车)"),
    ("机构：人大", "is_body=npc"),
    ("机构:cppcc", "is_body=cppcc"),
    ("机构:政府 停车", "(is_body=government & ‹停车›)"),
    ("类型:提问", "is_kind=question"),
    ("发言人:zhutingting", "(who=zhutingting | pinyin=zhutingting)"),
    ("发言人:ZTT 停车", "((who=ztt | pinyin=ztt) & ‹停车›)"),
    ("发言人:“ztt”", "who=ztt"),
    ("发言人:“Zhu Tingting”", "(who=zhutingting | pinyin=zhutingting)"),
    (
        "发言人:zhu Tingting 停车",
        "((((who=zhu | pinyin=zhu) & ‹tingting›) | (who=zhutingting | pinyin=zhutingting)) & ‹停车›)",
    ),
    ("停车 发言人:沈若棠 ai", "(‹停车› & who=沈若棠 & ‹ai›)"),
    ("停车 问:收费", "(‹停车› & (is_kind=question & (words:收费 | =收费 | topic_words:收费 | topic=收费)))"),
    ("答:“年底 前”", "(is_kind=answer & =年底前)"),
    ("问：停车 答：年底", "((asked_words:停车 | asked=停车) & (is_kind=answer & (words:年底 | =年底)))"),
    ("年份:2024", "date[20240000..20249999]"),
    ("年份：２０２４年", "date[20240000..20249999]"),
    ("年份:2021-2024", "date[20210000..20249999]"),
    ("年份:2021..2024", "date[20210000..20249999]"),
    ("年份:2021至2024", "date[20210000..20249999]"),
    ("年份:2021..", "date[20210000..99999999]"),
    ("年份:..2021", "date[1..20219999]"),
    ("年份:2023年-2025年", "date[20230000..20259999]"),
    ("年份:2023—2025", "date[20230000..20259999]"),
    ("年份:2023–2025", "date[20230000..20259999]"),
    ("年份:2023到2025", "date[20230000..20259999]"),
    ("年份:2023年至2025年", "date[20230000..20259999]"),
    ("年份:2023~2025", "date[20230000..20259999]"),
    ("年份:２０２３－２０２５", "date[20230000..20259999]"),
    ("年份:２０２３-２０２５", "date[20230000..20259999]"),
    ("年份:２０２３～２０２５", "date[20230000..20259999]"),
    ("日期:［２０２４-０１ ＴＯ ２０２４-０７］", "date[20240100..20240799]"),
    ("ｙｅａｒ：2024", "date[20240000..20249999]"),
    ("停车 ｜ 收费", "(‹停车› | ‹收费›)"),
    ("停车 ＮＯＴ 收费", "(‹停车› & !‹收费›)"),
    ("年份:2025-2023", "date[20230000..20259999]"),
    ("年份:[2025 TO 2023]", "date[20230000..20259999]"),
    ("年份:2024年度", "date[20240000..20249999]"),
    ("日期:2024-7", "date[20240700..20240799]"),
    ("日期:2024/07", "date[20240700..20240799]"),
    ("日期:2024.7", "date[20240700..20240799]"),
    ("日期:2024.7.1", "date[20240701..20240701]"),
    ("日期:202407", "date[20240700..20240799]"),
    ("日期:2024年7月", "date[20240700..20240799]"),
    ("日期:2024-7-2024-9", "date[20240700..20240999]"),
    ("日期:2024年7月-2024年9月", "date[20240700..20240999]"),
    ("日期:2024-07", "date[20240700..20240799]"),
    ("日期:2024年7月11日", "date[20240711..20240711]"),
    ("日期:20240711", "date[20240711..20240711]"),
    ("日期:[2024-01 TO 2024-06-30]", "date[20240100..20240630]"),
    ("年份:[2021 to 2024] 停车", "(date[20210000..20249999] & ‹停车›)"),
    ("年份:2021-", "date[20210000..99999999]"),
    ("年份:-2021", "date[1..20219999]"),
    ("年份:2021 - 2024", "date[20210000..20249999]"),
    ("年份：２０２１ 至 ２０２４年 停车", "(date[20210000..20249999] & ‹停车›)"),
    ("日期:2024-07 to 2024-09", "date[20240700..20240999]"),
    ("年份：2024，停车", "(date[20240000..20249999] & ‹停车›)"),
    ("部门：商务局；停车，收费", "(department=商务局 & ‹停车,收费›)"),
    ("标题:1,210亩", "((title_words:1 & title_words:210 & title_words:亩) | title=1,210亩)"),
    ("发言人：：沈若棠", "who=沈若棠"),
    ("停车 | 收费", "(‹停车› | ‹收费›)"),
    ("停车 || 收费", "(‹停车› | ‹收费›)"),
    ("停车 或 收费", "(‹停车› | ‹收费›)"),
    ("停车 或者 收费", "(‹停车› | ‹收费›)"),
    ("停车 OR () 收费", "(‹停车› | ‹收费›)"),
    ("“部门：商务局，停车”", "‹“部门:商务局,停车”›"),
    ("停车 “a()b”", "(‹停车› & ‹“a()b”›)"),
    ("發言人：沈若棠", "who=沈若棠"),
    ("機構：政協 類型：發言", "(is_body=cppcc & is_kind=speech)"),
    ("問：停車 答：年底", "((asked_words:停车 | asked=停车) & (is_kind=answer & (words:年底 | =年底)))"),
    ("停车或收费", "‹停车或收费›"),
    (
        "问:停车 OR 答:年底",
        "((is_kind=question & (words:停车 | =停车 | topic_words:停车 | topic=停车))"
        " | (is_kind=answer & (words:年底 | =年底)))",
    ),
    (
        "收费 OR (问:停车 答:年底)",
        "(‹收费› | ((asked_words:停车 | asked=停车) & (is_kind=answer & (words:年底 | =年底))))",
    ),
    (
        "问:停车 -答:年底",
        "((asked_words:停车 | asked=停车) & !(is_kind=answer & (words:年底 | =年底)))",
    ),
    ("12:30", "‹12:30›"),
    ("https://a.cn/b", "‹https://a.cn/b›"),
    ("停车：", "‹停车:›"),
    ("2.0版", "‹2.0版›"),
    ("TIR+跨境电商", "‹tir+跨境电商›"),
    ("发言人:ml", "(who=ml | pinyin=ml)"),
    ("发言人:zhu-tingting", "(who=zhu-tingting | pinyin=zhutingting)"),
    ("发言人:Zhū-Tíngtíng", "(who=zhū-tíngtíng | pinyin=zhutingting)"),
    ("发言人:lǚ", "(who=lǚ | pinyin=lv)"),
    ("发言人:沈若棠、马丽", "(who=沈若棠 | who=马丽)"),
    ("发言人:沈若棠、ml", "(who=沈若棠 | (who=ml | pinyin=ml))"),
    ("发言人:“沈若棠、马丽”", "who=沈若棠、马丽"),
    ("部门:商务局、公安局 -停车", "((department=商务局 | department=公安局) & !‹停车›)"),
    ("机构:人大、政协", "(is_body=npc | is_body=cppcc)"),
    ("姓名:沈若棠", "who=沈若棠"),
    ("提问:停车 答复:年底", "((asked_words:停车 | asked=停车) & (is_kind=answer & (words:年底 | =年底)))"),
    ("提問:停车", "(is_kind=question & (words:停车 | =停车 | topic_words:停车 | topic=停车))"),
    ("年份:二〇二四", "date[20240000..20249999]"),
    ("年份:二零二四年", "date[20240000..20249999]"),
    ("年份:24", "date[20240000..20249999]"),
    ("年份:98年", "date[19980000..19989999]"),
    ("年份:24-25", "date[20240000..20259999]"),
    ("年份:2024,2025", "(date[20240000..20249999] | date[20250000..20259999])"),
    ("年份：2024，2025 停车", "((date[20240000..20249999] | date[20250000..20259999]) & ‹停车›)"),
    ("年份:2021、2023-2024", "(date[20210000..20219999] | date[20230000..20249999])"),
    ("日期:[2024-01 至 2024-07]", "date[20240100..20240799]"),
    ("日期:[2024-01 - 2024-07]", "date[20240100..20240799]"),
    ("日期:[* TO 2024]", "date[1..20249999]"),
    ("日期:[2024 TO *]", "date[20240000..99999999]"),
]

PLAIN = [
    ("停车（收费", "‹停车(收费›", "成对"),
    ("（停车收费", "‹停车收费›", "成对"),
    ("“停车收费", "‹停车收费›", "成对"),
    (")停车(", "‹停车›", "成对"),
    ("停“车 收费", '(‹停"车› & ‹收费›)', "成对"),
    ("-收费", "‹-收费›", "排除"),
    ("-收费 -停车", "(‹-收费› & ‹-停车›)", "排除"),
    ("停车 OR -收费", "(‹停车› & ‹-收费›)", "排除"),
    ("停车 OR", "‹停车›", "OR"),
    ("OR 停车", "‹停车›", "OR"),
    ("停车 AND", "‹停车›", "AND"),
    ("停车 | | 收费", "(‹停车› & ‹收费›)", "|"),
    ("停车 or or 收费", "(‹停车› & ‹收费›)", "or"),
    ("停车 |", "‹停车›", "|"),
    ("| 停车", "‹停车›", "|"),
    ("停车 or", "‹停车›", "or"),
    ("停车 或", "‹停车›", "或"),
    ("或者 停车", "‹停车›", "或者"),
    ("(停车 或) 收费", "(‹停车› & ‹收费›)", "或"),
    ("停车 OR 或 收费", "(‹停车› & ‹收费›)", "OR"),
    ("停车 NOT NOT 收费", "(‹停车› & ‹收费›)", "NOT"),
    ("停车 NOT -收费", "(‹停车› & ‹-收费›)", "NOT"),
    ("年份:24-07", "‹年份:24-07›", "24-07"),
    ("年份:2024、去年", "‹年份:2024、去年›", "去年"),
    ("停车 OR OR 收费", "(‹停车› & ‹收费›)", "OR"),
    ("(停车 OR) 收费", "(‹停车› & ‹收费›)", "OR"),
    ("OR", "‹or›", "OR"),
    ("AND", "‹and›", "AND"),
    ("发言人:()", "‹发言人:›", "发言人"),
    ("发言人:发言人:沈若棠", "‹发言人:发言人:沈若棠›", "发言人"),
    ("发言人：", "‹发言人:›", "发言人"),
    ("停车 (部门:)", "(‹停车› & ‹部门:›)", "部门"),
    ("机构:火星", "‹机构:火星›", "火星"),
    ("年份:去年 停车", "(‹年份:去年› & ‹停车›)", "去年"),
    ("年份:2023年以来", "‹年份:2023年以来›", "2023年以来"),
    ("日期:2024年7月-9月", "‹日期:2024年7月-9月›", "9月"),
    ("停车 OR ()", "‹停车›", "OR"),
    ("日期:[ TO ]", "(‹日期:[› & ‹to›)", "日期"),
    ("未知:停车", "‹未知:停车›", "未知"),
    ("未知： 停车 收费", "(‹未知:› & ‹停车› & ‹收费›)", "未知"),
    ("停车 -未知:收费", "(‹停车› & !‹未知:收费›)", "未知"),
    ("提升代表：停车", "‹提升代表:停车›", "提升代表"),
    (
        "标题:[停车 TO 收费]",
        "((title_words:停车 & title_words:to & title_words:收费) | title=[停车to收费])",
        "[停车 TO 收费]",
    ),
    ("日期:2024-13", "‹日期:2024-13›", "2024-13"),
]


def reading(tree: Query, q: str, analyzer: Analyzer) -> str:
    """The tree in short, without the last alternatives that find the whole query literally."""
    if isinstance(tree, Or) and len(tree) > 1:
        whole = analyzer.chars(q)
        if _field(tree.subqueries[-1]) == "chars" and _run(tree.subqueries[-1]) in (whole, whole[1:-1]):
            rest = [
                part for part in tree if not (_field(part) == "chars" and _run(part) in (whole, whole[1:-1]))
            ]
            return shown(rest[0])
    return shown(tree)


@pytest.mark.parametrize(("q", "expected"), READINGS)
def test_reading(analyzer: Analyzer, q: str, expected: str) -> None:
    parsed = parse(q, analyzer)
    assert reading(parsed.tree, q, analyzer) == expected
    assert parsed.notice is None


@pytest.mark.parametrize(("q", "expected", "notice"), PLAIN)
def test_malformed_is_read_as_plain_words(analyzer: Analyzer, q: str, expected: str, notice: str) -> None:
    parsed = parse(q, analyzer)
    assert reading(parsed.tree, q, analyzer) == expected
    assert parsed.notice is not None
    assert notice in parsed.notice
    assert "按普通文字查找" in parsed.notice


@pytest.mark.parametrize("q", ["，", "()", '""', "“”", "***"])
def test_signs_alone_are_looked_for_and_the_reader_is_told(analyzer: Analyzer, q: str) -> None:
    parsed = parse(q, analyzer)
    assert shown(parsed.tree) == f"={analyzer.chars(q)}"
    assert "没有可查的词" in str(parsed.notice)


@pytest.mark.parametrize(
    ("q", "terms"),
    [
        ("跨境电商的发展", [("跨境电商的发展", "跨境", "电商", "发展")]),
        ("关键的品牌出海", [("关键的品牌出海", "关键", "品牌出海")]),
        ("“跨境电商”", [("跨境电商",)]),
        ("停车 -收费", [("停车",)]),
        ("停车 -(收费 OR “缴费”)", [("停车",)]),
        ("发言人:沈若棠 停车", [("停车",)]),
        ("议题:停车", [("停车",)]),
        ("问:停车 答:年底", [("停车",), ("年底",)]),
        ("机构:人大 年份:2024", []),
        ("", []),
        ("“式”港”", [("式”港",)]),
    ],
)
def test_what_to_mark_is_the_term_or_else_its_words(
    analyzer: Analyzer, q: str, terms: list[tuple[str, ...]]
) -> None:
    words = [term for term in parse(q, analyzer).terms if term.side != NAME]
    assert [(term.run, *term.words) for term in words] == terms


def test_a_name_is_marked_where_names_stand_and_parts_of_words_where_the_query_is_read_loosely(
    analyzer: Analyzer,
) -> None:
    assert parse("部门:商务局 -发言人:沈若棠", analyzer).terms == (Wanted("商务局", side=NAME),)
    assert parse("停车难怎么办", analyzer).terms[0].inner == ()
    assert parse("停车难怎么办", analyzer, loose=True).terms[0].inner == ("停车",)


@pytest.mark.parametrize(
    ("q", "asked"),
    [
        ("停车", [Asked("停车")]),
        (
            "部门:商务局 “海外仓” -收费",
            [Asked("商务局", "部门"), Asked("海外仓", quoted=True), Asked("收费", excluded=True)],
        ),
        ("停车 (收费 OR 泊位)", [Asked("停车"), Asked("收费", either=True), Asked("泊位", either=True)]),
        ("年份:2020..2022", [Asked("2020..2022", "年份")]),
        ("(停车", [Asked("停车")]),
        ("“式”港”", [Asked("式”港", quoted=True)]),
        ("", []),
    ],
)
def test_the_terms_are_told_as_they_were_read(analyzer: Analyzer, q: str, asked: list[Asked]) -> None:
    assert list(parse(q, analyzer).asked) == asked


def test_of_a_pair_each_term_is_wanted_on_its_side(analyzer: Analyzer) -> None:
    sides = {q: [term.side for term in parse(q, analyzer).terms] for q in ("问:停车 答:年底 工程", "答:年底")}
    assert sides == {"问:停车 答:年底 工程": ["question", "answer", ""], "答:年底": [""]}


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("停车* 收?", "(‹停车› & ‹收?›)"),
        ("停*车", "(‹停› & ‹车›)"),
        ("停＊车", "(‹停› & ‹车›)"),
        ("停＊", "‹停›"),
        ("发言人:沈* 停车", "(who=沈 & ‹停车›)"),
    ],
)
def test_a_wildcard_is_a_blank_and_the_reader_is_told(analyzer: Analyzer, q: str, expected: str) -> None:
    parsed = parse(q, analyzer)
    assert reading(parsed.tree, q, analyzer) == expected
    assert "“*”已当作空格" in str(parsed.notice)
    assert shown(parsed.tree.subqueries[-1]) == f"={analyzer.chars(q)}"
    assert parse(f"“{q}”", analyzer).notice is None


def test_a_row_of_stars_is_itself(analyzer: Analyzer) -> None:
    assert shown(parse("*" * 30, analyzer).tree) == "=" + "*" * 30


@pytest.mark.parametrize(
    ("q", "message"),
    [
        ("(" * 21 + "停" + ")" * 21, "括号最多套20层"),
        ("（" * 21 + "停" + "）" * 21, "括号最多套20层"),
        (" ".join("停" * 21), "最多查20个词"),
        ("停(" * 41 + ")" * 41, "括号最多"),
        ("停*" * 21, "最多查20个词"),
        ("发言人:" + "、".join("停" * 21), "最多查20个词"),
        ("*" * 150, "只有符号"),
        ("＊？" * 60, "只有符号"),
        ("，" * 41, "只有符号"),
        ("* " * 41, "只有符号"),
        ("“" + "。" * 60 + "”", "只有符号"),
        (" OR ".join(["-停"] * 21), "最多查20个词"),
    ],
)
def test_more_than_anyone_means_is_refused(analyzer: Analyzer, q: str, message: str) -> None:
    with pytest.raises(QueryTooComplexError, match=message):
        parse(q, analyzer)


@pytest.mark.parametrize(
    ("q", "by_pinyin"),
    [
        ("ztt", True),
        ("Zhutingting", True),
        ("GDP", False),
        ("ai", False),
        ("“ztt”", False),
        ("ztt 停车", True),
        ("停车 -ztt", False),
        ("ML", False),
        ("z9t", False),
    ],
)
def test_a_term_in_small_letters_may_be_a_name(analyzer: Analyzer, q: str, by_pinyin: bool) -> None:
    assert any(_field(leaf) == "pinyin" for leaf in parse(q, analyzer).tree.leaves()) is by_pinyin


@pytest.mark.parametrize(("q", "run"), [("““停车””", "停车"), ('“"停车"”', '"停车"'), ("“““停车”””", "停车")])
def test_doubled_quotation_marks_are_one_and_the_reader_is_told(analyzer: Analyzer, q: str, run: str) -> None:
    parsed = parse(q, analyzer)
    assert reading(parsed.tree, q, analyzer) == f"‹“{run}”›"
    assert (parsed.notice is not None) is (run == "停车")


def test_a_comma_between_names_is_told_how_to_write(analyzer: Analyzer) -> None:
    assert "顿号" in str(parse("发言人:沈若棠,马丽", analyzer).notice)
    assert parse("发言人:沈若棠，停车收费的问题", analyzer).notice is None
    assert parse("“发言人:沈若棠，马丽”", analyzer).notice is None


TOKENS = [
    "停车",
    "收费",
    "NOT",
    "OR",
    "AND",
    "or",
    "|",
    "或",
    "-",
    "(",
    ")",
    "“",
    "”",
    "[",
    "TO",
    "]",
    "*",
    "、",
    "发言人:",
    "年份:",
    "2024",
    "年份:2024,",
    "问:",
    "未知:",
    "zt",
]


@given(st.lists(st.tuples(st.sampled_from(TOKENS), st.sampled_from(("", " "))), max_size=9))
def test_no_row_of_signs_and_words_is_an_error(analyzer: Analyzer, said: list[tuple[str, str]]) -> None:
    assert shown(parse("".join(map("".join, said)), analyzer).tree)


@pytest.mark.parametrize(
    ("q", "ranked"),
    [("停车", True), ("标题:停车", True), ("年份:2024", False), ("发言人:沈若棠", False), ("", False)],
)
def test_what_only_narrows_has_no_ranking(analyzer: Analyzer, q: str, ranked: bool) -> None:
    assert parse(q, analyzer).ranked is ranked


@pytest.mark.parametrize(
    "q", ["会议：关于审议", "2021 -2025", "（摘要）", "停车 收费", "机构:人大 部门:商务局"]
)
def test_the_whole_query_is_found_literally(analyzer: Analyzer, q: str) -> None:
    tree = parse(q, analyzer).tree
    assert isinstance(tree, Or)
    assert shown(tree.subqueries[-1]) == f"={analyzer.chars(q)}"


@given(
    st.text(alphabet='停车收费 AORNDT()（）“”"「」-－：:[]年份发言人机构2024..~*?^\\/{}\u3000\n', max_size=30)
)
def test_nothing_one_types_is_an_error(analyzer: Analyzer, q: str) -> None:
    parsed = parse(q, analyzer)
    assert shown(parsed.tree)
    assert parsed == parse(q, analyzer)


def finds(tree: Query, run: str, words: set[str]) -> bool:
    """Whether a tree finds a record that has these characters and words in its text and nothing else."""
    if isinstance(tree, (And, Or)):
        return (all if isinstance(tree, And) else any)(finds(part, run, words) for part in tree)
    if isinstance(tree, Not):
        return not finds(tree.query, run, words)
    if isinstance(tree, Every):
        return True
    return (_field(tree) == "chars" and _run(tree) in run) or (
        _field(tree) == "words" and _run(tree) in words
    )


SIGNS = '停车收费年份日期发言人问答：: 2023 - 2025年至（）()“”"「」『』＂，、；-—*＊[]TOR OR或|'


@pytest.mark.parametrize("marks", ["{}", "“{}”", '"{}"', "「{}」"])
@settings(max_examples=150, deadline=None)
@given(run=st.text(alphabet=SIGNS, min_size=1, max_size=20))
@example("“一栏（）不得留空，“备注”可空")
@example("把 年份：2023 - 2025“试点”的")
@example('(()) "" “”')
@example("栏＂名称＂可")
@example("」“")
def test_signs_of_the_language_in_a_text_do_not_hide_it(analyzer: Analyzer, marks: str, run: str) -> None:
    tree = parse(marks.format(run), analyzer).tree
    assert not run.strip() or finds(tree, analyzer.chars(run), set(analyzer.words(run)))


@pytest.mark.parametrize("loose", [False, True])
def test_bad_queries_are_read_into_trees_of_bounded_size(analyzer: Analyzer, loose: bool) -> None:
    def leaves(tree: Query) -> int:
        if isinstance(tree, (And, Or)):
            return sum(map(leaves, tree.subqueries))
        return leaves(tree.query) if isinstance(tree, Not) else 1

    for name, q in bad.queries(MAX_TERMS).items():
        assert leaves(parse(q, analyzer, loose=loose).tree) < 1000, name
