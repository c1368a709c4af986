"""What stands around the words of a page: rules, credits, links, counters, headings that look like names."""

import pytest

from app.parse import read
from app.parse.types import Speech

LABELLED = """\
临沅两会现场

{above}

闻人澄代表：公交末班车收得太早，下夜班的工人只好走路回家。建议延长两条线路，先试三个月，账目公开。

宓小舟代表：村里的水渠三年没有清淤了。建议冬天就把工派下去，按亩分摊，张榜公布。

{between}

鲜于朗委员：老剧场空着可惜。建议周末开放给票友，水电费由文化馆承担，一年也不过两万元。

{below}
"""
WORDS = ["账目公开。", "张榜公布。", "不过两万元。"]


def speeches(page: str) -> list[Speech]:
    found = [record for document in read(page).documents for record in document.records]
    return [record for record in found if isinstance(record, Speech)]


def page(above: str = "人大代表说", between: str = "政协委员说", below: str = "") -> str:
    return LABELLED.format(above=above, between=between, below=below)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("人大代表声音", "政协委员声音"),
        ("人大代表观点", "政协委员观点"),
        ("人大代表话民生", "政协委员话民生"),
    ],
)
def test_a_heading_of_title_and_a_word_is_no_speaker(first: str, second: str) -> None:
    found = speeches(page(first, second))
    assert [record.section_heading for record in found] == [first, first, second]
    assert [record.speakers for record in found] == [["闻人澄"], ["宓小舟"], ["鲜于朗"]]


def test_a_speaker_without_words_has_no_record_and_a_finding() -> None:
    text = page().replace("：村里的水渠三年没有清淤了。建议冬天就把工派下去，按亩分摊，张榜公布。", "：")
    assert [record.speakers for record in speeches(text)] == [["闻人澄"], ["鲜于朗"]]
    assert "empty_speech" in {finding.code for finding in read(text).findings}


@pytest.mark.parametrize("drawn", ["---", "***", "* * *", "———"])
def test_a_drawn_line_is_no_part_of_the_heading_below_it(drawn: str) -> None:
    found = speeches(page(f"{drawn}\n\n人大代表说", f"{drawn}\n\n政协委员说", drawn))
    assert [record.section_heading for record in found] == ["人大代表说", "人大代表说", "政协委员说"]
    assert [record.text[-len(end) :] for record, end in zip(found, WORDS, strict=True)] == WORDS


@pytest.mark.parametrize(
    "below",
    [
        "*文字：本报两会报道组　图片：资料库*",
        "_文字：周一鸣_",
        "文字：周一鸣　图片：林小满",
        "（县融媒体中心记者 丁香 整理）",
        "（临沅广播电视台记者　周一鸣　林小满　整理）",
        "（周一鸣 整理）",
        "相关链接\n· 临沅县十七届人大三次会议闭幕\n· 一图读懂政府工作报告",
        "【延伸阅读】\n1. 临沅县人大会议闭幕\n2. 老街为何留不住人？",
        "编辑：小雪\n点“在看”，让更多人看到\n阅读 3.2万　赞 418　在看 96",
        "浏览量：1204　点赞：35\n长按识别下方二维码关注我们",
    ],
)
def test_what_stands_below_the_last_words_is_none_of_them(below: str) -> None:
    found = speeches(page(below=below))
    assert [record.text[-len(end) :] for record, end in zip(found, WORDS, strict=True)] == WORDS


def test_points_below_words_on_links_are_words() -> None:
    text = page(below="· 相关链接要放在首页。\n· 阅读推广要进村。")
    assert speeches(text)[-1].text.endswith("阅读推广要进村。")
