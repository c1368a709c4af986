"""Departments, parties and sectors, and who answers for them, as tables of examples."""

import pytest

from app.people import Aliases, TableError, compatible, is_office, organisation, printed_official, respondents

TABLE = """
places = ["林州"]

[[department]]
name = "人社局"
aliases = ["人力社保局", "人力资源和社会保障局"]

[[department]]
name = "商务局"

[[department]]
name = "市场监管局"
aliases = ["市场监督管理局"]

[[department]]
name = "外事办"
aliases = ["外办"]

[[department]]
name = "邻市商务局"

[[department]]
name = "水利局"

[[department]]
name = "人民政府"
aliases = ["市政府"]

[[department]]
name = "政府办公室"
aliases = ["市府办", "政府办"]

[[department]]
name = "市委办公室"
aliases = ["市委办"]

[[department]]
name = "数据局"
since = "2024-03"
aliases = [{ name = "政数局", since = "2024-03" }]

[[department]]
name = "大数据局"
until = "2024-02"
aliases = [{ name = "数据局", until = "2024-02" }, { name = "政数局", until = "2024-02" }]
"""
ALIASES = Aliases.from_toml(TABLE)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("商务局", "商务局"),
        ("市商务局", "商务局"),
        ("甲乙市商务局", "商务局"),
        ("甲 乙市 商务局", "商务局"),
        ("林州商务局", "商务局"),
        ("邻市商务局", "邻市商务局"),
        ("人力社保局", "人社局"),
        ("市人力資源和社會保障局", "人社局"),
        ("外办", "外事办"),
        ("市场监督管理局", "市场监管局"),
        ("市市场监管局", "市场监管局"),
        ("甲乙市市场监督管理局", "市场监管局"),
        ("市场发展委", "市场发展委"),
        ("市场集团", "市场集团"),
        ("市政园林局", "市政园林局"),
        ("市民政局", "民政局"),
        ("市政务办", "政务办"),
        ("市民服务中心", "市民服务中心"),
        ("市直机关工委", "市直机关工委"),
        ("市委宣传部", "市委宣传部"),
        ("甲乙市委宣传部", "市委宣传部"),
        ("市委办", "市委办公室"),
        ("中共甲乙市委办公室", "市委办公室"),
        ("市府办", "政府办公室"),
        ("甲乙市府办", "政府办公室"),
        ("甲乙市政府办公室", "政府办公室"),
        ("甲乙市政府", "人民政府"),
        ("甲乙市人民政府", "人民政府"),
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
    assert found.evidence.endswith("。")


@pytest.mark.parametrize(
    ("printed", "date", "name"),
    [
        ("大数据局", "2022", "大数据局"),
        ("数据局", "2025-01-10", "数据局"),
        ("数据局", "2023", "大数据局"),
        ("市政数局", "2022-05", "大数据局"),
        ("市政数局", "2025", "数据局"),
        # Both may be meant: under its full name the one that bears it, else neither.
        ("数据局", None, "数据局"),
        ("政数局", None, "政数局"),
        ("政数局", "2024", "政数局"),
    ],
)
def test_a_name_passes_from_one_department_to_another(printed: str, date: str | None, name: str) -> None:
    assert ALIASES.resolve(printed, date).name == name


def test_two_names_can_be_one_department_over_the_years() -> None:
    table = '[[department]]\nname = "数据局"\naliases = [{ name = "大数据局", until = "2024" }]\n'
    one = Aliases.from_toml(table)
    assert one.resolve("市大数据局", "2022").name == "数据局"
    assert one.resolve("市大数据局", "2026").name == "大数据局"


def test_a_table_of_departments() -> None:
    table = Aliases.from_toml('[[department]]\nname = "商会"\naliases = ["总商会"]\nkind = "party"\n')
    assert table.resolve("总商会").name == "商会"
    assert table.resolve("商会").kind == "party"
    assert table.aliases_of("商会") == ["总商会"]
    assert Aliases.from_toml("").resolve("商会").name == "商会"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[department]\n", "TOML"),
        ("[[departments]]\n", "departments"),
        ("[[department]]\naliases = []\n", "name is missing"),
        ('[[department]]\nname = "甲局"\nalias = ["乙局"]\n', "alias"),
        ('[[department]]\nname = "甲局"\naliases = "乙局"\n', "list"),
        ('[[department]]\nname = "甲局"\nsince = "去年"\n', "date"),
        ('[[department]]\nname = "甲局"\nsince = "2024"\nuntil = "2023"\n', "ends"),
        ('[[department]]\nname = "甲局"\n[[department]]\nname = "甲局"\n', "twice"),
        (
            '[[department]]\nname = "甲局"\naliases = ["丙"]\n'
            '[[department]]\nname = "乙局"\naliases = ["丙"]\n',
            "丙",
        ),
    ],
)
def test_wrong_tables_of_departments_are_refused(text: str, says: str) -> None:
    with pytest.raises(TableError, match=says):
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
        ("市住建局", "李四", "局长", [("市住建局", "李四", "局长")]),
        ("市住建局局长李四", "李四", "市住建局局长", [("市住建局", "李四", "局长")]),
        ("市住建局党组书记、局长李四", "李四", "党组书记、局长", [("市住建局", "李四", "党组书记、局长")]),
        ("李局长", None, None, [(None, "李", "局长")]),
        ("李局长", "李", "局长", [(None, "李", "局长")]),
        ("市水利局李局长", None, None, [("市水利局", "李", "局长")]),
        ("市水利局李明副局长", None, None, [("市水利局", "李明", "副局长")]),
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


def test_an_official_is_printed_with_unit_post_and_name() -> None:
    assert printed_official("市商务局", "宋远", "局长") == "市商务局局长宋远"
    assert printed_official("副市长罗文", "罗文", "副市长") == "副市长罗文"
    assert printed_official("商务局", None, None) == "商务局"


@pytest.mark.parametrize(
    ("office", "unit", "post", "holds"),
    [
        ("水利局局长", "", "局长", True),
        ("水利局局长", "市水利局", "局长", True),
        ("水利局副局长", "", "局长", False),
        ("水利局副局长", "", "副局长", True),
        ("水利局局长", "教育局", "局长", False),
        ("局长助理", "", "局长", False),
    ],
)
def test_offices(office: str, unit: str, post: str, holds: bool) -> None:
    assert is_office(office, unit, post) is holds


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("甲市和意科技有限公司总监", "和意科技", True),
        ("甲市第一医院主任医师", "市一医院", True),
        ("甲市第一医院", "甲市第二医院", False),
        ("云塘街道沿河社区党委书记", "沿河社区", True),
        ("云塘街道沿河社区", "云塘街道河东社区", False),
        ("和意科技有限公司总监", "瀚海管理咨询有限公司总经理", False),
        ("和意科技总监、瀚海咨询总经理", "瀚海管理咨询有限公司", True),
        ("董事长", "瀚海咨询", True),
        ("女，维吾尔族", "瀚海咨询", True),
        (None, "瀚海咨询", True),
        ("水利局", "教育局", False),
        ("城关代表团", "和意科技", True),
        ("城关代表团", "城关镇代表团", True),
        ("城关代表团", "云塘代表团", False),
        ("文化艺术界，区文化馆副馆长", "文艺界委员", True),
        ("文化艺术界，区文化馆副馆长", "文化艺术界，甲中学教师", False),
        ("教育界", "甲中学教师", True),
        ("教育界", "经济界", False),
        ("民进会员、甲中学教师", "民建市委会副主委", False),
        ("民建市委会副主委", "甲厂厂长", True),
        ("民进桥小区业委会主任", "民建大楼业委会主任", False),
    ],
)
def test_affiliations_of_one_person(one: str | None, other: str, expected: bool) -> None:
    assert compatible(one, other) is expected
    assert compatible(other, one) is expected


@pytest.mark.parametrize(
    ("printed", "kind", "name", "kind_found"),
    [
        ("民革甲乙市委会", "party", "民革", "party"),
        ("民革甲乙市基层委员会", "party", "民革", "party"),
        ("中国国民党革命委员会甲乙市委员会", "party", "民革", "party"),
        ("中国民主同盟甲乙市委员会", "party", "民盟", "party"),
        ("民主建国会", "party", "民建", "party"),
        ("中国民主促进会甲乙市总支", "party", "民进", "party"),
        ("农工党市委会", "party", "农工党", "party"),
        ("中國農工民主黨甲乙市委員會", "party", "农工党", "party"),
        ("中国致公党", "party", "致公党", "party"),
        ("九三学社甲乙市委员会", "party", "九三学社", "party"),
        ("台湾民主自治同盟", "party", "台盟", "party"),
        ("市工商联", "party", "工商联", "party"),
        ("市工商业联合会", None, "工商联", "party"),
        ("市总工会", "party", "总工会", "party"),
        ("共青团甲乙市委", "party", "共青团", "party"),
        ("团市委", "party", "共青团", "party"),
        ("甲乙市妇女联合会", "party", "妇联", "party"),
        ("市科学技术协会", "party", "科协", "party"),
        ("市台胞联谊会", "party", "台联", "party"),
        ("市归国华侨联合会", "party", "侨联", "party"),
        ("人民建设促进会", "party", "人民建设促进会", "party"),
        ("政协教育界别", "sector", "教育界别", "sector"),
        ("教育界", "sector", "教育界别", "sector"),
        ("教育界别", None, "教育界别", "sector"),
        ("教育界委员小组", "sector", "教育界别", "sector"),
        ("甲乙市政协文化艺术界别", "sector", "文化艺术界别", "sector"),
        ("文艺界", "sector", "文化艺术界别", "sector"),
        ("科技界别", "sector", "科学技术界别", "sector"),
        ("医卫界", None, "医药卫生界别", "sector"),
        ("社会科學界", None, "社会科学界别", "sector"),
        ("政协工商联界别", "sector", "工商联界别", "sector"),
        ("工会界", "sector", "总工会界别", "sector"),
        ("妇女联合会界别", "sector", "妇联界别", "sector"),
        ("政协民革界别", "sector", "民革", "party"),
        ("政协特邀人士", "sector", "特邀人士界别", "sector"),
        ("特邀界", "sector", "特邀人士界别", "sector"),
        ("无党派人士", "party", "无党派人士界别", "sector"),
        ("无党派界别", "sector", "无党派人士界别", "sector"),
        ("侨联界", None, "侨联界别", "sector"),
    ],
)
def test_organisations(printed: str, kind: str | None, name: str, kind_found: str) -> None:
    found = organisation(printed, kind)
    assert (found.name, found.kind) == (name, kind_found)
