"""Who leads a meeting has no record, nor has what a page prints below its last words or within them."""

import pytest

from app.parse import read
from app.parse.types import Answer, Section

ASKED = """\
临沅县人大常委会专题询问会实录

{head}

闻人澄委员问：公交末班车收得太早，下夜班的工人只好走路回家，能不能延长？

县交通运输局局长宓小舟答：可以。从下月起，两条线路延长到夜里十一点，先试三个月。

鲜于朗委员问：老剧场空着可惜，什么时候开放？

{label}消防改造国庆前完成，周末开放给票友，{within}水电费由文化馆承担。

{below}
"""
SAID = [
    "可以。从下月起，两条线路延长到夜里十一点，先试三个月。",
    "消防改造国庆前完成，周末开放给票友，水电费由文化馆承担。",
]


def answers(
    head: str = "", label: str = "县文旅局局长桑若水答：", within: str = "", below: str = ""
) -> list[str]:
    text = ASKED.format(head=head, label=label, within=within, below=below)
    found = [record for document in read(text).documents for record in document.records]
    return ["".join(record.text.split()) for record in found if isinstance(record, Answer)]


@pytest.mark.parametrize(
    ("head", "closes"),
    [
        ("主持人：县人大常委会副主任　霍成章", "霍成章副主任：今天问得直接，请按期整改。"),
        ("主持：霍成章副主任", "霍副主任：今天问得直接，请按期整改。"),
        ("召集人：霍成章（县人大常委会副主任）", "县人大常委会副主任霍成章：请按期整改。"),
        ("县人大常委会副主任霍成章：现在开会。每人提问不超过两分钟。", "霍成章副主任：请按期整改。"),
        ("", "霍成章副主任：今天问得直接，请按期整改。散会。"),
        ("", "县人大常委会副主任霍成章：请按期整改。今天的询问会到此结束。"),
        ("主持人：县政协副主席霍成章", "霍主席：请按期整改。"),
    ],
)
def test_what_the_chair_says_under_name_and_post_is_no_answer(head: str, closes: str) -> None:
    assert answers(head=head, below=closes) == SAID


def test_an_office_whose_holder_has_the_surname_of_the_chair_answers() -> None:
    label = "县文旅局霍局长："
    assert answers(head="主持人：县人大常委会副主任　霍成章", label=label) == SAID
    assert answers(head="主持人：县人大常委会副主任　霍成章", label="霍局长：") == SAID


@pytest.mark.parametrize(
    "below",
    [
        "区人大常委会主任卢正邦最后讲话。他说，关键看下一步怎么办。\n\n区人大常委会办公室供稿",
        "县人大常委会主任卢正邦到会并讲话。\n\n他强调，答应的事要记账。\n\n本刊编辑部整理",
        "县政协主席卢正邦在最后讲话时说，要跟踪督办。\n\n（县政协提案委员会编印）",
        "登记人：县政协提案委　杨柳　　　　登记日期：2022年7月29日",
        "填表人：县政协办 杨柳\n审核人：桑榆",
    ],
)
def test_a_chairs_speech_and_who_issued_the_page_are_no_part_of_the_last_answer(below: str) -> None:
    assert answers(below=below) == SAID


@pytest.mark.parametrize(
    "line",
    [
        "某区加装电梯服务中心 免费上门勘测 咨询请拨 0000-8899776",
        "某某驾校常年招生 包接送 报名电话 0977-5561234",
    ],
)
def test_an_unmarked_advertisement_between_two_lines_of_an_answer_is_left_out(line: str) -> None:
    assert answers(within=f"\n{line}\n") == SAID


@pytest.mark.parametrize("words", ["他们说过要来的三家公司都来了。", "其他问题会后逐条答复。"])
def test_a_last_paragraph_of_the_answer_stays_in_it(words: str) -> None:
    assert answers(below=words)[-1].endswith(words)


PLAN = """\
临沅市慢行系统建设三年行动方案

1、总体思路

三年建成慢行网络。

二、主要任务

（一）完善步行网络

1.拓宽人行道

宽度不足的予以改造。

（2）建设骑行廊道

1．规划“一环六射”骑行主
廊道

依托环城河建设骑行道。

2.优化路口设计

(1)缩小转弯半径

在四十一个路口推行。

（2）设置骑行等候区

绿灯提前三秒放行。

（三）提升环境品质。打造林荫道二十条，对夜间照度不足的路段补装灯杆，新增口袋公园，

— 2 —

严格控制眩光。

三、保障措施

每月召开一次例会。
"""


def test_numbers_typed_alike_for_two_levels_a_heading_in_halves_and_one_cut_by_a_page_are_read() -> None:
    found = [record for document in read(PLAN).documents for record in document.records]
    sections = [(s.level, s.title, s.text) for s in found if isinstance(s, Section)]
    assert sections == [
        (1, "总体思路", "三年建成慢行网络。"),
        (1, "主要任务", ""),
        (2, "完善步行网络", ""),
        (3, "拓宽人行道", "宽度不足的予以改造。"),
        (2, "建设骑行廊道", ""),
        (3, "规划“一环六射”骑行主廊道", "依托环城河建设骑行道。"),
        (3, "优化路口设计", ""),
        (4, "缩小转弯半径", "在四十一个路口推行。"),
        (4, "设置骑行等候区", "绿灯提前三秒放行。"),
        (2, "提升环境品质", "打造林荫道二十条，对夜间照度不足的路段补装灯杆，新增口袋公园，严格控制眩光。"),
        (1, "保障措施", "每月召开一次例会。"),
    ]
