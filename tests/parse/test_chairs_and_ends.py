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


DIGEST = """\
临沅县十七届人大四次会议分组审议发言摘登

闻人澄代表：公交末班车收得太早，下夜班的工人只好走路回家。建议延长两条线路，先试三个月，账目公开。

宓小舟代表：村里的水渠三年没有清淤了，{within}建议冬天就把工派下去，按亩分摊，张榜公布。

鲜于朗代表：老剧场空着可惜。建议周末开放给票友，水电费由文化馆承担，一年也不过两万元。

{below}
"""
OUTLINE = """\
临沅县停车设施三年行动方案

一、总体要求

三年新增泊位六千个，{within}老城区供需基本平衡。

二、主要任务

（一）建设公共停车场

利用零星地块建设停车场十二处。

三、保障措施

县财政每年安排专项资金，各乡镇按比例配套。

{below}
"""
PAGES = [DIGEST, OUTLINE, ASKED.replace("{label}", "县文旅局局长桑若水答：").replace("{head}", "")]


def records(page: str, within: str = "", below: str = "") -> list[str]:
    found = [
        record
        for document in read(page.format(within=within, below=below)).documents
        for record in document.records
    ]
    return ["".join(record.text.split()) for record in found]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "line",
    [
        "【图片新闻】代表在分组审议。",
        "▲会议现场。 本报记者 周一鸣 摄",
        "图①：闻人澄代表在发言。",
        "全媒体记者 周一鸣 摄影报道",
        "好消息！某某家居本周末全场八折 地址：人民路12号 电话：0977-5561234",
        "临沅旧书市集 每周六上午九点 文庙广场",
        "★ 订阅2025年《临沅日报》请拨打 11185 ★",
        "本版投稿信箱：lyrb@example.com",
        "欢迎扫码关注“临沅人大”微信公众号",
        "点击图片查看大图",
        "临沅日报 数字报 第A03版",
    ],
)
def test_what_the_page_prints_within_a_sentence_is_in_no_record(page: str, line: str) -> None:
    assert records(page, within=f"\n{line}\n") == records(page)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "below",
    [
        "素材来源：各代表团简报组",
        "责编丨周一鸣　审核丨林小满\n分享、点赞、在看，三连支持！\n阅读原文",
        "往期精彩回顾",
        "精选留言\n小城故事：说得好！\n河边的树：支持！",
        "【编后】代表的声音来自一线，值得倾听。",
        "（下期刊登政协委员发言，敬请关注）",
        "（会议记录：周一鸣）\n★ 本期编辑：周一鸣",
        "本期发：各代表团、大会秘书处\n大会秘书组编 （共印120份）",
        "大会秘书处简报组 2024年1月18日印",
        "以上发言根据录音整理，未经本人审阅。",
        "（文中代表排名不分先后）",
        "原标题：代表热议停车难",
        "——摘自《临沅人大》2024年第1期",
        "微信扫一扫 关注该公众号",
        "临沅县人大常委会网站管理员 2024-01-18 10:22",
    ],
)
def test_what_the_page_prints_below_the_last_words_is_in_no_record(page: str, below: str) -> None:
    assert records(page, below=below) == records(page)


@pytest.mark.parametrize("page", [DIGEST, PAGES[2]])
@pytest.mark.parametrize(
    "below",
    [
        "散会。",
        "下午5时30分，会议结束。",
        "投票结果：很有道理 63% 有待商榷 12%",
        "经现场测评，满意率为百分之九十二。",
        "县委书记桑榆参加审议。他强调，要把代表的意见带回去。",
    ],
)
def test_how_a_meeting_ended_is_in_no_record(page: str, below: str) -> None:
    assert records(page, below=below) == records(page)


@pytest.mark.parametrize(
    "words",
    [
        "村支书记带头参加活动，大家才愿意跟。",
        "散会以后我去看了三处水库。",
        "点击率逐年上升，名声却没有留下来。",
        "扫码乘车要让老人也会用。",
        "下期工程要赶在汛前完成。",
        "往期的账也要公开。",
    ],
)
def test_words_that_look_alike_stay_in_the_speech(words: str) -> None:
    assert records(DIGEST, below=words)[-1].endswith(words)
