"""What a page says of itself above the words, in the ways that papers and government sites print it."""

import pytest

from app.parse import read
from app.parse.types import Document

SPEECHES = """
单国强代表：老旧小区加装电梯推进缓慢，主要卡在低层住户的意见上。建议由街道牵头，建立协商机制。

解晓东代表：乡村教师流失严重，近三年走了一百四十人。建议提高山区津贴，修建周转房。
"""


def page(head: str, words: str = SPEECHES) -> Document:
    (document,) = read(f"{head}\n{words}").documents
    return document


@pytest.mark.parametrize(
    "head",
    [
        "临沅日报\n2023年2月14日 星期二 第03版：两会专版\n\n履职谱新篇",
        "《临沅日报》2023年2月14日 03版\n\n履职谱新篇",
    ],
)
def test_name_date_and_page_of_a_paper_are_read_and_in_no_title(head: str) -> None:
    document = page(head)
    assert document.title == "履职谱新篇"
    assert (document.publication, document.page, document.published) == ("临沅日报", "03", "2023-02-14")


def test_the_line_of_a_site_and_the_lead_say_when_where_from_and_which_meeting() -> None:
    document = page(
        "履职谱新篇\n发布时间：2023-02-14 09:30  来源：临沅日报  作者：周一鸣\n\n"
        "2月13日下午，市十七届人大三次会议举行分组审议。以下是代表发言摘要。"
    )
    assert document.title == "履职谱新篇"
    assert (document.publication, document.published) == ("临沅日报", "2023-02-14")
    assert (document.reporters, document.held) == (["周一鸣"], "2023-02-13")
    assert document.meeting == "市十七届人大三次会议"


@pytest.mark.parametrize(
    ("line", "published"),
    [("（2021年3月）", "2021-03"), ("（2023年1月5日）", "2023-01-05"), ("（2022年）", "2022")],
)
def test_a_date_in_brackets_below_the_title_is_no_part_of_it(line: str, published: str) -> None:
    document = page(f"履职谱新篇\n{line}")
    assert (document.title, document.published) == ("履职谱新篇", published)


def test_questions_without_names_are_read_where_the_site_says_that_they_are_of_its_hotline() -> None:
    document = page(
        "网站首页 > 政务公开 > 互动交流 > 热线问答选登",
        "\n问：高龄津贴怎么申请？\n答：年满八十周岁的老人均可申领。\n\n"
        "问：体育公园何时开放？\n答：预计今年十月开放，首批\n\n"
        "共 3 页 第 1 页 下一页 末页",
    )
    assert [record.kind for record in document.records] == ["question", "answer"] * 2
    assert document.records[-1].text == "预计今年十月开放，首批"


def test_the_verb_before_the_colon_is_no_part_of_the_name() -> None:
    document = page(
        "履职谱新篇", SPEECHES + "\n市政协委员、临沅医院副院长林小满表示：康复不是出院就结束了。\n"
    )
    assert document.records[-1].speakers == ["林小满"]
