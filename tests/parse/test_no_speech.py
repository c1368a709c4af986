"""What stands beside 代表 and 委员 in ordinary pages, and is nobody's speech."""

import pytest

from app.parse import read

SENTENCES = [
    "村民代表李四维说，这条路修得好。",
    "老党员代表马长河激动地说：“日子越过越好。”",
    "王强代表公司表示感谢。",
    "刘洋代表全体教师发言。他说，教书育人是天职。",
    "尹沐代表市委、市政府表示欢迎。他说，要办好服务。",
    "组委会委员郑凯表示，赛事筹备就绪。",
    "市人大常委会主任李力主持会议并讲话。他指出，要依法监督。",
    "截至昨日，收到代表建议议案323件，其中民生类92件。",
    "代表团团长吴刚说，此行收获很大。",
    "甲方代表：李明",
    "参会代表：杜明、许小溪",
    "主任委员：李明",
    "宣传委员：王强，组织委员：赵丽。",
    "选举委员会委员：李明、王强",
    "王强：吃了吗？",
]
PAGES = [
    "{}",
    "春到江南\n{}\n渔船陆续出港。\n",
    "我市开会\n本报讯（记者 周一鸣）昨日开会。\n{}\n会议强调落实。\n",
]


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("page", PAGES)
def test_nobody_speaks(sentence: str, page: str) -> None:
    documents = read(page.format(sentence)).documents
    assert [record for document in documents for record in document.records] == []


BARE = """分组讨论政府工作报告
——县政协委员发言摘要
{0}李四维{1}停车难要治。
{0}杜明{1}食堂要多建。
{0}许小溪{1}校车要跑到村口。
"""


@pytest.mark.parametrize(("before", "after"), [("", "："), ("【", "】"), ("●", "：")])
def test_bare_names_are_labels_where_the_page_says_that_delegates_speak(before: str, after: str) -> None:
    (document,) = read(BARE.format(before, after)).documents
    assert [record.speakers for record in document.records] == [["李四维"], ["杜明"], ["许小溪"]]


def test_three_columns_are_read_one_after_the_other() -> None:
    left = [
        "王强代表：停车场要多建，",
        "小区门口要划线，",
        "收费要公示在入口。",
        "杜明代表：校车要跑到",
        "村口，一趟也不能少。",
    ]
    middle = [
        "许小溪代表：食堂价格",
        "要稳，饭菜要热。",
        "老人助餐要补贴到位。",
        "周一鸣代表：路灯坏了",
        "要修，巷子也要亮。",
    ]
    right = [
        "林小满代表：古树要挂",
        "牌，也要有人管护，不",
        "能只在纸上保护，更要",
        "在地里保护，每棵树都",
        "要有一个责任人。",
    ]
    rows = [a.ljust(16, "　") + b.ljust(16, "　") + c for a, b, c in zip(left, middle, right, strict=True)]
    records = [record for document in read("\n".join(rows)).documents for record in document.records]
    assert [record.speakers for record in records] == [["王强"], ["杜明"], ["许小溪"], ["周一鸣"], ["林小满"]]
    assert records[-1].text.startswith("古树要挂牌，也要有人管护，不能只在纸上保护")


NEWS = [
    "“今年果子甜，价钱也稳，一斤二十块。”村党支部书记、县人大代表向阳一边称重，一边笑着说，“你尝尝！”",
    "县人大代表、某合作社理事长向阳说：“今年雨水匀，果子个头大，一亩地能多收三百斤。”",
    "向阳是县人大代表，种了十一亩。县政协委员杜明告诉记者：“我们收购站天不亮就开门，一天要收两万斤。”",
    "全國人大代表、某集團董事長向陽表示，今年訂單排到了九月，兩條新線下月投產。",
]


def test_two_members_quoted_on_their_trade_hold_no_speech() -> None:
    page = """全市外贸开门红

本报讯 记者从市商务局获悉，一季度全市外贸增长两成。

市政协委员、某纺织公司总经理杜明介绍，“订单排到了九月，工人不够用。”

省人大代表、某电子公司董事长许小溪说：“我们新上了两条线。”

据市商务局局长段红介绍，下一步将办好展会。
"""
    assert [record for document in read(page).documents for record in document.records] == []


@pytest.mark.parametrize("told", NEWS)
def test_a_member_quoted_in_ordinary_news_holds_no_speech(told: str) -> None:
    lead = "本报讯（记者 周一鸣） 昨日，采摘节在村口开园，游客三千多人。"
    page = f"樱桃红了　游客来了\n\n{lead}\n\n{told}\n\n采摘节将持续到月底。\n"
    assert [record for document in read(page).documents for record in document.records] == []
    at_meeting = page.replace(
        "昨日，采摘节在村口开园，游客三千多人。", "昨日，代表委员分组讨论政府工作报告。"
    )
    assert [record for document in read(at_meeting).documents for record in document.records]
