"""One digest printed with each form of label, wrapped and not: who speaks is always the same."""

import pytest

from app.parse import read
from app.parse.types import Speech
from app.text.folding import squeeze

NAMES = ["温如玉", "祝 妍", "边　疆", "扈  云", "宗政 平", "第五青", "阿依古丽·买买提", "热孜万古丽"]
WORDS = [
    "老旧小区加装充电桩难在电力容量。建议供电部门先摸清底数，公布三张清单，让车主少跑冤枉路。",
    "我走访了十一所农村小学，有八所没有专职音乐教师。建议推行走教制，把补贴提到八十元。",
    "城南新区入住三万人，却没有一家菜市场。建议年内先启用一处临时市场，免收半年摊位费。",
    "去年国庆假期，古城一天涌进十二万人，过夜的不到一成。建议把停车、厕所这些小事做扎实。",
]
RUN_IN = [
    "{}代表：",
    "{}代表:",
    "{} 代表：",
    "代表{}：",
    "人大代表 {}：",
    "{}代表｜",
    "{}代表丨",
    "{}（某镇党委书记）：",
    "{}代表（某镇党委书记）：",
    "市人大代表 {}（某中学教师）：",
    "市人大代表、某村党支部书记{}：",
    "某村党支部书记、市人大代表{}：",
    "某村党支部书记{}代表：",
    "来自城关代表团的{}代表：",
    "【{}代表】",
    "[{}代表]",
    "●{}代表：",
    "@{}代表：",
    "{}代表建议，",
    "{}代表在发言中说，",
]
ABOVE = [
    "{}代表",
    "代表 {}",
    "市人大代表 {}",
    "{}代表：",
    "【{}代表】",
    "代表：{}",
    "发言人：{}",
    "——{}代表",
    "●{}代表",
]


def digest(form: str, names: list[str], *, above: bool, width: int | None) -> str:
    lines = ["凝心聚力开新局 实干笃行向前行", "——市人大代表分组审议政府工作报告发言摘登", ""]
    for name, words in zip(names, WORDS, strict=True):
        label = form.format(name)
        for paragraph in (label, words) if above else (label + words,):
            lines += [paragraph[i : i + (width or 99)] for i in range(0, len(paragraph), width or 99)]
        lines.append("")
    return "\n".join([*lines, "本报记者 周一鸣 整理"])


@pytest.mark.parametrize("width", [None, 19, 26])
@pytest.mark.parametrize("form", RUN_IN + [f"{form}\n" for form in ABOVE])
def test_every_form_names_the_same_speakers(form: str, width: int | None) -> None:
    for names in (NAMES[:4], NAMES[4:]):
        text = digest(form.strip(), names, above=form.endswith("\n"), width=width)
        records = [record for document in read(text).documents for record in document.records]
        assert all(isinstance(record, Speech) for record in records)
        assert [record.speakers for record in records if isinstance(record, Speech)] == [
            [squeeze(name)] for name in names
        ]
        assert [squeeze(record.text) for record in records] == WORDS
