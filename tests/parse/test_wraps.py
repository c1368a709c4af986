"""What a narrow column does to titles, labels and headings, and how they are put together again."""

import json
from pathlib import Path

import pytest

from app.parse import read
from app.parse.types import Genre, Section, Speech
from app.sources import read_source

LAYOUTS = Path(__file__).parent.parent / "layouts"
COLUMN = 20
SPEECHES = """编者按：委员们积极建言。

黎望川委员：推动校园餐从“吃得饱”到“吃得好”

全县学校食堂一百一十二个，供餐学生五万三千人去
年秋季学期走访发现不少学校的菜单一周之内有三天是
土豆，绿叶菜送到学校时已经发黄。

蒲松年委员：乡村文物不能“养在深闺人未识”地

第三次全国文物普查，我县登记不可移动文物四百三十
处，其中县级文物保护单位只有二十七处，多数无人
看管，也没有经费。
"""
PLAN = """青峪县养老服务三年行动方案

一、围绕中心，在服务
大局中主动作为
（一）推动质量提升，在供给上求突破
扩大普惠服务供给，新增护理型床位一千二百张，
新建社区食堂四十家，改造敬老院十一家，把闲置
的校舍和厂房改成照料中心，三年内覆盖乡镇。
鼓励社会力量参与，对新建的机构按床位给予一次
性补助，对连锁经营的机构上浮百分之二十。
（二）守护幸福晚年，在保障上求实效
完善长期护理保险，把失能老人的评估费用纳入基
金支付，每年安排财政资金五百万元，用于护理员
培训和家庭适老化改造。
建立信用监管机制，对欺老虐老的机构和个人列入
黑名单，三年内不得从事养老服务。
"""


def test_a_blank_line_that_only_parts_paragraphs_ends_a_title() -> None:
    (document,) = read(SPEECHES).documents
    titles = [record.title for record in document.records if isinstance(record, Speech)]
    assert titles == ["推动校园餐从“吃得饱”到“吃得好”", "乡村文物不能“养在深闺人未识”地"]


def test_a_heading_is_whole_over_two_short_lines_and_ends_before_full_ones() -> None:
    (document,) = read(PLAN).documents
    titles = [record.title for record in document.records if isinstance(record, Section)]
    assert titles == [
        "围绕中心，在服务大局中主动作为",
        "推动质量提升，在供给上求突破",
        "守护幸福晚年，在保障上求实效",
    ]


def test_the_fields_of_a_form_go_on_in_the_next_line() -> None:
    text = (
        "大会发言材料\n\n发言材料之一\n题　目：把“数字乡村”做成农民用得上\n的工具\n"
        "发言人：戴望川（市政协委员，市第二医\n院护士长）\n我市已建成各类乡村应用三十八个，真正在\n"
        "用的只有两款，群众意见很大。\n\n发言材料之二\n题　目：管好水\n发言人：蓝彩荷（市政协委员）\n"
        "全市渔民上了岸，转产转业还要扶一程，政\n策不能断，培训也要跟上。\n"
    )
    (document,) = read(text).documents
    assert document.genre is Genre.PLENARY
    speeches = [record for record in document.records if isinstance(record, Speech)]
    assert [(s.speakers, s.title) for s in speeches] == [
        (["戴望川"], "把“数字乡村”做成农民用得上的工具"),
        (["蓝彩荷"], "管好水"),
    ]


def _in_a_column(text: str) -> str:
    """The text as a paper sets it: paragraphs indented by two characters and broken at the margin."""
    lines = []
    for paragraph in text.splitlines():
        rest = paragraph.strip()
        if len(rest) <= COLUMN:
            lines.append(rest)
            continue
        rest = "　　" + rest
        while rest:
            end = COLUMN + (rest[COLUMN : COLUMN + 1] in tuple("，。；：、！？”）》"))
            lines.append(rest[:end])
            rest = rest[end:]
    return "\n".join(lines)


@pytest.mark.parametrize(
    "stem",
    [
        "a-n08-regulation",
        "a-p04-decimal",
        "a-q01-wenzheng",
        "a-s03-two-bodies",
        "a-s04-reportage",
        "b-p03-baiyang-action-plan",
        "b-q03-qinghe-cppcc-consult",
        "b-s01-lanzhou-npc-groups",
        "b-s06-luoqi-standing-chain",
        "baogao-jihua-zhixing",
        "c-p06-width",
        "c-s06-long-offices",
        "c-s08-verbs-headings",
        "fayan-nei-bianhao",
        "liansuo-duanping",
        "wenda-sanbumen-zhuiwen",
        "zhaiyao-biaoti-duidiao",
    ],
)
def test_a_document_is_read_the_same_in_a_column(stem: str) -> None:
    text = read_source(LAYOUTS / f"{stem}.txt").text
    gold = json.loads((LAYOUTS / f"{stem}.gold.json").read_text(encoding="utf-8"))
    records = [record for document in read(_in_a_column(text)).documents for record in document.records]
    assert ["".join(record.text.split())[:12] for record in records] == [
        "".join(want["starts_with"].split()) for want in gold["records"] if want["type"] != "article"
    ]
