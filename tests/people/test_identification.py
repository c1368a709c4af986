"""Printed names and who they are, as tables of examples."""

import pytest

from app.people import (
    AliasError,
    Aliases,
    KnownPerson,
    Respondent,
    display_name,
    identify,
    identity_name,
    organisation,
    read_name,
    read_words,
    respondents,
)

ALIASES = Aliases(
    [
        {"name": "人社局", "aliases": ["人力社保局", "人力资源和社会保障局"]},
        {"name": "商务局", "aliases": []},
        {"name": "市场监管局", "aliases": ["市场监督管理局"]},
        {"name": "外事办", "aliases": ["外办"], "kind": "department"},
        {"name": "邻市商务局", "aliases": []},
    ]
)


@pytest.mark.parametrize(
    ("printed", "shown", "identity"),
    [
        ("王 强", "王强", "王强"),
        ("王　强", "王强", "王强"),
        (" 王\n强 ", "王强", "王强"),
        ("阿里木•买提", "阿里木·买提", "阿里木买提"),
        ("阿里木 ・ 买提", "阿里木·买提", "阿里木买提"),
        ("阿里木.买提", "阿里木·买提", "阿里木买提"),
        ("陳曉", "陳曉", "陈晓"),
        ("John Smith", "John Smith", "johnsmith"),
        ("𠮷田", "𠮷田", "𠮷田"),
    ],
)
def test_names(printed: str, shown: str, identity: str) -> None:
    assert display_name(printed) == shown
    assert identity_name(printed) == identity


@pytest.mark.parametrize(
    ("name", "full", "initials"),
    [
        ("周婷婷", "zhoutingting", "ztt"),
        ("何小舟", "hexiaozhou", "hxz"),
        ("单小云", "shanxiaoyun", "sxy"),
        ("解冬", "xiedong", "xd"),
        ("曾经", "zengjing", "zj"),
        ("尉迟明", "yuchiming", "ycm"),
        ("尉健", "weijian", "wj"),
        ("仇长春", "qiuchangchun", "qcc"),
        ("區明", "ouming", "om"),
        ("阿里木·买提", "alimumaiti", "almmt"),
        ("Mary王", "marywang", "mw"),
    ],
)
def test_pinyin_of_names(name: str, full: str, initials: str) -> None:
    assert (read_name(name).full, read_name(name).initials) == (full, initials)


def test_pinyin_of_words_reads_no_surname() -> None:
    assert read_words("单位").full == "danwei"
    assert read_words("解放街道").full == "jiefangjiedao"


KNOWN = [
    KnownPerson("a", "王强", "npc", frozenset({"甲公司"})),
    KnownPerson("b", "李敏", "npc", frozenset({"甲公司"})),
    KnownPerson("c", "李敏", "npc", frozenset({"乙公司"})),
    KnownPerson("d", "阿里木·买提", "cppcc"),
]


@pytest.mark.parametrize(
    ("name", "body", "affiliation", "decision", "key"),
    [
        ("王 强", "npc", None, "matched", "a"),
        ("王强", "npc", "另一单位", "matched", "a"),
        ("王强", "cppcc", None, "new", None),
        ("王强", None, None, "new", None),
        ("李敏", "npc", "乙公司", "matched", "c"),
        ("李敏", "npc", "丙公司", "ambiguous", None),
        ("李敏", "npc", None, "ambiguous", None),
        ("阿里木买提", "cppcc", None, "matched", "d"),
        ("赵六", "npc", None, "new", None),
        ("赵", "government", None, "none", None),
    ],
)
def test_identify(
    name: str, body: str | None, affiliation: str | None, decision: str, key: str | None
) -> None:
    found = identify(name, body, "2024-07", KNOWN, affiliation=affiliation)
    assert (found.decision, found.person.key if found.person else None) == (decision, key)
    assert found.evidence.endswith("。")


def test_a_namesake_in_another_body_is_mentioned() -> None:
    assert "人大另有同名者" in identify("王强", "cppcc", None, KNOWN).evidence


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("商务局", "商务局"),
        ("市商务局", "商务局"),
        ("甲乙市商务局", "商务局"),
        ("甲 乙市 商务局", "商务局"),
        ("邻市商务局", "邻市商务局"),
        ("人力社保局", "人社局"),
        ("市人力资源和社会保障局", "人社局"),
        ("外办", "外事办"),
        ("市场监督管理局", "市场监管局"),
        ("市市场监管局", "市场监管局"),
        ("甲乙市市场监督管理局", "市场监管局"),
        ("市场发展委", "市场发展委"),
        ("市场集团", "市场集团"),
        ("市政园林局", "市政园林局"),
        ("市委宣传部", "市委宣传部"),
        ("城市管理局", "城市管理局"),
        ("区域合作办", "区域合作办"),
        ("省商务厅", "省商务厅"),
        ("甲乙海关", "甲乙海关"),
        ("甲乙县水务局", "水务局"),
        ("商城集团", "商城集团"),
    ],
)
def test_departments(printed: str, name: str) -> None:
    found = ALIASES.resolve(printed)
    assert (found.name, found.kind) == (name, "department")


def test_aliases_are_read_from_toml() -> None:
    table = Aliases.from_toml('[[department]]\nname = "商会"\naliases = ["总商会"]\nkind = "party"\n')
    assert table.resolve("总商会").name == "商会"
    assert table.resolve("商会").kind == "party"
    assert table.aliases_of("商会") == ["总商会"]
    assert Aliases.from_toml("").resolve("商会").name == "商会"


@pytest.mark.parametrize(
    "text",
    [
        "[[department]\n",
        "[[department]]\naliases = []\n",
        '[[department]]\nname = "甲局"\nalias = ["乙局"]\n',
        '[[department]]\nname = "甲局"\naliases = "乙局"\n',
        '[[department]]\nname = "甲局"\naliases = ["丙"]\n[[department]]\nname = "乙局"\naliases = ["丙"]\n',
    ],
)
def test_wrong_tables_of_aliases_are_refused(text: str) -> None:
    with pytest.raises(AliasError):
        Aliases.from_toml(text)


@pytest.mark.parametrize(
    ("printed", "person", "post", "expected"),
    [
        ("商务局", None, None, [("商务局", None, None)]),
        ("商务局、经信局", None, None, [("商务局", None, None), ("经信局", None, None)]),
        ("商务局和经信局", None, None, [("商务局", None, None), ("经信局", None, None)]),
        ("人力资源和社会保障局", None, None, [("人力资源和社会保障局", None, None)]),
        ("卫生和健康局", None, None, [("卫生和健康局", None, None)]),
        ("副市长罗文", "罗文", "副市长", [(None, "罗文", "副市长")]),
        ("市住建局局长李四", "李四", "局长", [("市住建局", "李四", "局长")]),
        ("市住建局局长李四", "李四", "市住建局局长", [("市住建局", "李四", "局长")]),
        ("市住建局党组书记、局长李四", "李四", "党组书记、局长", [("市住建局", "李四", "党组书记、局长")]),
        ("李局长", None, None, [(None, "李", "局长")]),
        ("李局长", "李", "局长", [(None, "李", "局长")]),
        ("市住建局负责人", None, None, [("市住建局", None, "负责人")]),
        ("副市长", None, None, [(None, None, "副市长")]),
        ("王明主任", None, None, [(None, "王明", "主任")]),
        ("国网供电", None, None, [("国网供电", None, None)]),
    ],
)
def test_respondents(
    printed: str,
    person: str | None,
    post: str | None,
    expected: list[tuple[str | None, str | None, str | None]],
) -> None:
    found = respondents(printed, person, post, ALIASES)
    assert [(one.department, one.person, one.post) for one in found] == expected
    assert all(isinstance(one, Respondent) and one.printed for one in found)


@pytest.mark.parametrize(
    ("printed", "kind", "name", "kind_found"),
    [
        ("民革甲乙市委会", "party", "民革", "party"),
        ("民革甲乙市基层委员会", "party", "民革", "party"),
        ("中国国民党革命委员会甲乙市委员会", "party", "民革", "party"),
        ("农工党市委会", "party", "农工党", "party"),
        ("九三学社甲乙市委员会", "party", "九三学社", "party"),
        ("市工商联", "party", "工商联", "party"),
        ("市工商业联合会", None, "工商联", "party"),
        ("人民建设促进会", "party", "人民建设促进会", "party"),
        ("共青团甲乙市委", "party", "共青团甲乙市委", "party"),
        ("政协教育界别", "sector", "教育界别", "sector"),
        ("教育界", "sector", "教育界别", "sector"),
        ("甲乙市政协文化艺术界别", "sector", "文化艺术界别", "sector"),
        ("政协工商联界别", "sector", "工商联界别", "sector"),
        ("政协民革界别", "sector", "民革", "party"),
        ("政协特邀人士", "sector", "特邀人士", "sector"),
        ("社会科學界", None, "社会科学界别", "sector"),
    ],
)
def test_organisations(printed: str, kind: str | None, name: str, kind_found: str) -> None:
    found = organisation(printed, kind)
    assert (found.name, found.kind) == (name, kind_found)
