"""No text of any shape makes reading slow: four times the text takes some four times as long, not sixteen."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.parse import read
from tests.parse.test_properties import PIECES

SHORT = 2_000
"""Characters; long enough to be timed."""
TIMES = 4
AT_MOST = 9.0
"""How much longer a text `TIMES` as long may take. Growth with the square would be `TIMES` ** 2 = 16."""
UNMEASURED = 0.02
"""Seconds; what is faster than this has no growth that matters, and none that can be measured."""

SHAPES = {
    "one long line": "停车难要治海外仓要建",
    "one long sentence": "停车难要治，海外仓要建、",
    "one long line of sentences": "停车难要治。",
    "blank lines": "\n",
    "white space": " ",
    "wide white space": "　",
    "one character a line": "停\n",
    "letter-spaced": "停 车 ",
    "digits": "7",
    "dots": "…",
    "dashes": "—",
    "points": "1.",
    "names": "陆一帆、",
    "names and": "陆一帆和",
    "spaced names": "陆 一 帆 ",
    "names with dots": "古丽·",
    "title after title": "代表",
    "colons": "：",
    "labels": "陆一帆代表：停车难要治。\n",
    "labels on one line": "陆一帆代表：停车难要治；",
    "labels of many": "陆一帆、许小溪、杜明委员：停车难要治。\n",
    "labels alone": "陆一帆代表\n",
    "signatures": "停车难要治。（陶九畴代表）\n",
    "sign-offs": "——杜明委员\n停车难要治。\n",
    "questions": "李四维代表问：停车难怎么解？\n商务局答：正在办。\n",
    "office holders": "市住建局局长李四维：正在办。\n提问代表：杜明\n停车难？\n",
    "attributions": "陆一帆委员说，停车难要治。",
    "quotations": "陆一帆委员说：“停车难要治。”",
    "plenary": "停车难要治。\n治停车\n——杜明委员代表民建临沅市委会的发言\n",
    "headings": "一、停车\n（一）收费\n1.车位\n停车难要治。\n",
    "chapters": "第一章 总则\n第一节 停车\n停车难要治。\n",
    "table of contents": "第一章 总则……………………3\n",
    "open brackets": "（",
    "closed brackets": "）",
    "brackets in brackets": "（停（车）难",
    "open brackets and quotes": "“（【",
    "topics": "【停车】",
    "unclosed codes": "[bookmark: _Toc",
    "codes": "[bookmark: _Toc1]",
    "page jumps": "（下转第四版）",
    "news": "本报讯 停车难要治。\n▢ 全媒体记者 周一鸣\n标题\n",
    "captions": "会场一角。 林小满 摄\n",
    "two columns": "停车难要治海外仓要建停车难要治　　　　停车难要治海外仓要建停车难要治\n",
    "dates": "2024年3月5日",
    "occasions": "——会议会议活动",
    "ascii": "a",
    "ascii words": "ab ",
}


def seconds(text: str, at_most: float = float("inf")) -> float:
    """The least processor time of a few readings; no more of them once it is below `at_most`."""
    best = float("inf")
    for _ in range(5):
        start = time.process_time()
        read(text)
        best = min(best, time.process_time() - start)
        if best < at_most:
            break
    return best


def assert_linear(unit: str) -> None:
    text = unit * (SHORT // len(unit))
    bound = max(AT_MOST * seconds(text), UNMEASURED)
    assert seconds(text * TIMES, bound) < bound


@pytest.mark.parametrize("unit", SHAPES.values(), ids=SHAPES)
def test_a_shape_is_read_in_linear_time(unit: str) -> None:
    assert_linear(unit)


@pytest.mark.parametrize("pair", ["（）", "【】", "“”", "()", "[]"])
def test_nested_brackets_are_read_in_linear_time(pair: str) -> None:
    def nested(depth: int) -> str:
        return f"陆一帆委员说，{pair[0] * depth}停车{pair[1] * depth}。"

    bound = max(AT_MOST * seconds(nested(SHORT // 2)), UNMEASURED)
    assert seconds(nested(SHORT // 2 * TIMES), bound) < bound


@pytest.mark.parametrize("after", ["5.2%左右", "陆一帆代表：治。"])
def test_a_long_line_before_another_is_read_in_linear_time(after: str) -> None:
    def lines(times: int) -> str:
        return f"{'停' * (times * SHORT)}\n{after}\n" * 2

    bound = max(AT_MOST * seconds(lines(1)), UNMEASURED)
    assert seconds(lines(TIMES), bound) < bound


@given(st.lists(st.sampled_from(PIECES) | st.text(min_size=1, max_size=4), min_size=1, max_size=5))
@settings(max_examples=25, deadline=None)
def test_what_is_repeated_is_read_in_linear_time(pieces: list[str]) -> None:
    assert_linear("".join(pieces))
