"""Labels of turns taken apart: who asks and who answers, wherever verb, name, title, post and unit stand."""

import pytest

from app.parse.rules.turn_frames import turn_of
from app.text.folding import fold

LABELS = {
    "质询（市人大代表 冉溪桥，某渔场场长）：": (
        "ASK",
        {"forum": "市人大", "title": "代表", "names": "冉溪桥", "affiliation": "某渔场场长"},
    ),
    "现场提问（冉溪桥代表）：": ("ASK", {"names": "冉溪桥", "title": "代表"}),
    "代表留言（第三代表团　阮继远）：": ("ASK", {"affiliation": "第三代表团", "names": "阮继远"}),
    "发问人：县政协委员 冉溪桥（某小学校长）": (
        "ASK",
        {"forum": "县政协", "title": "委员", "names": "冉溪桥", "affiliation": "某小学校长"},
    ),
    "追问人：冉溪桥委员": ("FOLLOW_UP", {"names": "冉溪桥", "title": "委员"}),
    "【提问】区人大代表 冉溪桥：": ("ASK", {"forum": "区人大", "title": "代表", "names": "冉溪桥"}),
    "【冉溪桥代表·提问】": ("ASK", {"names": "冉溪桥", "title": "代表"}),
    "答（县公安局交警大队）：": ("ANSWER", {"respondent": "县公安局交警大队"}),
    "补充（县教育局）：": ("SUPPLEMENT", {"respondent": "县教育局", "supplement": "补充"}),
    "补充回答（副县长 冉溪桥）：": ("SUPPLEMENT", {"respondent": "副县长 冉溪桥", "supplement": "补充回答"}),
    "应询人：区财政局副局长 冉溪桥": ("ANSWER", {"respondent": "区财政局副局长 冉溪桥"}),
    "【回应】市水务集团：": ("ANSWER", {"respondent": "市水务集团"}),
}
NO_LABELS = (
    "答（略）：",
    "问题（一）：停车难",
    "询问人大代表：大家怎么看",
    "补充（详见附件二）：",
    "提问（共三个环节）：",
    "答复单位：市商务局",
    "【有问必答】",
    "【停车】",
    "回应群众关切（摘要）：",
)


@pytest.mark.parametrize("label", LABELS)
def test_a_label_gives_what_is_done_and_by_whom(label: str) -> None:
    folded = fold(label)
    turn = turn_of(folded)
    assert turn is not None
    parts = {name: folded[slice(*span)] for name, span in turn.groups.items()}
    assert (turn.act.name, parts) == LABELS[label]
    assert turn.end == len(folded)


@pytest.mark.parametrize("text", NO_LABELS)
def test_a_verb_that_names_nobody_is_no_label(text: str) -> None:
    assert turn_of(fold(text)) is None
