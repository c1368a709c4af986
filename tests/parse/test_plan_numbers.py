"""One plan with its headings numbered and typeset in the ways that typists and converters leave."""

import pytest

from app.parse import read
from app.parse.types import Section

TITLE = "临沅县停车设施三年行动方案"
SECTIONS = [
    (1, "总体要求", "三年新增泊位六千个，老城区供需基本平衡。"),
    (1, "主要任务", ""),
    (2, "建设公共停车场", "利用零星地块建设停车场十二处，优先安排学校周边。"),
    (2, "开放单位泊位", "机关单位停车场夜间对外开放，收费公示。"),
    (1, "保障措施", ""),
    (2, "强化资金保障", "县财政每年安排专项资金，各乡镇按比例配套。"),
    (2, "严格督导考核", "每季度调度一次，年底公开结果，接受代表监督。"),
]
HAN = ["一、@", "二、@", "三、@"]


def printed(outer: list[str], inner: list[str], apart: str) -> str:
    """The plan; in a form `@` is the title, `#` the text that runs in behind it."""
    first, second, third = outer
    forms = [first, second, *inner[:2], third, *inner[2:]]
    out = [TITLE]
    for form, (_, title, text) in zip(forms, SECTIONS, strict=True):
        out.append(form.replace("@", title).replace("#", text))
        out += [text] if text and "#" not in form else []
    return apart.join(out) + "\n"


@pytest.mark.parametrize("apart", ["\n\n", "\n"])
@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        (HAN, ["一）@", "二）@"] * 2),
        (["一、@", "二.@", "三．@"], ["（一)@", "(二）@", "（一）、@", "（二）、@"]),
        (HAN, ["1)@", "2)@", "1）@", "2）@"]),
        (HAN, ["⑴@", "⑵@"] * 2),
        (HAN, ["㈠@", "㈡@"] * 2),
        (HAN, ["⒈@", "⒉@"] * 2),
        (HAN, ["〔一〕@", "〔二〕@"] * 2),
        (["一 、 @", "二 、 @", "三 、 @"], ["（ 一 ） @", "（ 二 ） @"] * 2),
        (["壹、@", "貳、@", "參、@"], ["一、@", "二、@"] * 2),
        (["■ 一、@", "■ 二、@", "■ 三、@"], ["（一）@", "（二）@"] * 2),
        (["1.@", "2.@", "3.@"], ["2.1@", "2.2@", "3.1@", "3.2@"]),
        (["1．@", "2．@", "3．@"], ["2．1　@", "2．2　@", "3．1　@", "3．2　@"]),
        (HAN, ["（一）@：#", "（二）@：#"] * 2),
        (HAN, ["（一）@　#", "（二）@　#"] * 2),
        (["一、@。", "二、@。", "三、@。"], ["（一）@。", "（二）@。"] * 2),
        (["第一章\n@", "第二章\n@", "第三章\n@"], ["第一节　@", "第二节　@"] * 2),
        (["一、\n@", "二、\n@", "三、\n@"], ["（一）@", "（二）@"] * 2),
    ],
)
def test_the_outline_is_the_same_however_it_is_numbered(
    outer: list[str], inner: list[str], apart: str
) -> None:
    found = [
        record for document in read(printed(outer, inner, apart)).documents for record in document.records
    ]
    assert [(s.level, s.title, s.text) for s in found if isinstance(s, Section)] == SECTIONS


ITEMS = """\
临沅县停车设施三年行动方案

一、总体要求

坚持以下原则。

（一）坚持规划先行。

（二）坚持建管并重。

（三）坚持便民利民。

二、主要任务

2.5天办结一件，1.5倍赔付。

三、保障措施

县财政每年安排专项资金：一是新建，二是改造。
"""


def test_sentences_in_a_row_and_amounts_are_no_headings() -> None:
    found = [record for document in read(ITEMS).documents for record in document.records]
    assert [s.title for s in found if isinstance(s, Section)] == ["总体要求", "主要任务", "保障措施"]
