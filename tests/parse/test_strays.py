"""Lines inside a sentence that belong to something else on the page, and lines that only look so."""

import pytest

from app.parse import read
from app.text.folding import squeeze

PAGE = """\
聚民意谋良策 向未来启新程
——市人大代表审议政府工作报告发言摘录

翟永康代表：云溪是全省最大的童车生产基
地，去年产量占全国三成，但出口均价只有
同类品牌的一半。建议设立童车设计中心，
{}
每年征集一百个原创设计，免费向中小企业
开放；把检测标准翻译成英、法、西三种语
言，帮助企业提前应对海外召回风险。

本报记者 周一鸣 整理
"""
WORDS = (
    "云溪是全省最大的童车生产基地，去年产量占全国三成，但出口均价只有同类品牌的一半。建议设立童车设计中心，"
    "每年征集一百个原创设计，免费向中小企业开放；把检测标准翻译成英、法、西三种语言，帮助企业提前应对海外召回风险。"
)


def words(text: str) -> list[str]:
    return [squeeze(record.text) for document in read(text).documents for record in document.records]


@pytest.mark.parametrize(
    "stray",
    [
        "两会特刊",
        "05　两会特刊　　　　2024.1.20　星期六\n连　　线",
        "代表在分组审议现场。\n本报记者 林小满 摄",
        "代表在分组审议\n林小满 摄",
    ],
)
def test_a_short_line_strange_to_the_sentence_is_no_part_of_it(stray: str) -> None:
    assert words(PAGE.format(stray)) == [WORDS]


@pytest.mark.parametrize("own", ["每年拿出两百万元，", "总额达到"])
def test_a_short_line_of_the_sentence_itself_stays(own: str) -> None:
    page = PAGE.format(own).replace("每年征集", "3.5万元，征集")
    assert words(page) == [WORDS.replace("每年征集", own + "3.5万元，征集")]


PLAN = """\
临沅市停车治理行动方案

一、总体要求
坚持先急后缓、建管并重，用三年时间让市民
停得下、停得好。
二、重点任务
新建公共停车场六处，新增泊位三千个，让老
城的停车难明显缓解。
临沅市人民政府办公室
改造路内泊位一千个，夜间向居民开放，收费
标准由市发展改革委另行制定。
三、工作保障
成立专班，每月通报进展，年底评估，结果向
社会公布。
"""


def test_the_head_of_a_page_between_two_sentences_is_no_text_of_the_plan() -> None:
    assert not any("办公室" in text for text in words(PLAN))
    assert "明显缓解。改造路内" in words(PLAN)[1]


@pytest.mark.parametrize(
    ("chapter", "below"),
    [
        (
            "第一节　健全停车保障网，织密老城社区末端服务网络",
            "完善老城停车补贴制度，建立与物价联动的调整机制，惠及更多群众。",
        )
    ],
)
def test_a_chapter_that_fills_its_line_is_not_joined_to_its_text(chapter: str, below: str) -> None:
    plan = "临沅市停车规划\n\n第一章　主要任务\n" + chapter + "\n" + below[:25] + "\n" + below[25:] + "\n"
    plan += "第二节　改造路内泊位\n" + below[:25] + "\n" + below[25:] + "\n"
    assert words(plan) == ["", below, below]
