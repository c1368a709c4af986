"""Several who speak together or one after the other in a paragraph, and lines that look like their labels."""

import pytest

from app.parse import read
from app.parse.rules.names import split_names
from app.parse.rules.signatures import signature_of
from app.parse.types import Speech

WORDS = [
    "停车难要治，老小区的车位一个当三个用，建议错时开放机关车场。",
    "校车要跑到村口，孩子六点就起床，能不能多开一趟？",
    "图书馆晚上八点关门，上班的人进不去，请延长两小时。",
]
HEAD = "共话发展\n——临沅市{}分组讨论发言摘要\n\n"


def speeches(text: str) -> list[Speech]:
    records = [record for document in read(text).documents for record in document.records]
    assert all(isinstance(record, Speech) for record in records)
    return [record for record in records if isinstance(record, Speech)]


def read_aloud(text: str) -> list[tuple[list[str], str]]:
    return [(record.speakers, record.text) for record in speeches(text)]


@pytest.mark.parametrize(
    "form",
    [
        "{}代表：",
        "市人大代表{}：",
        "市人大代表、某村党支部书记{}：",
        "代表{}（某村党支部书记）：",
        "{}代表（某村党支部书记）：",
        "【{}代表】",
    ],
)
def test_labels_in_one_paragraph_each_begin_a_speech(form: str) -> None:
    names = ["杜明", "许小溪", "周一鸣"]
    page = HEAD.format("人大代表") + "".join(form.format(n) + w for n, w in zip(names, WORDS, strict=True))
    assert read_aloud(page) == [([name], words) for name, words in zip(names, WORDS, strict=True)]


def test_labels_in_one_paragraph_may_be_of_two_sorts() -> None:
    page = f"{HEAD.format('人大代表')}杜明代表：{WORDS[0]}市人大代表许小溪：{WORDS[1]}\n"
    assert read_aloud(page) == [(["杜明"], WORDS[0]), (["许小溪"], WORDS[1])]


def test_a_member_whom_a_speech_mentions_does_not_take_the_floor() -> None:
    aside = "我赞成昨天许小溪代表的意见：先修路。刚才周一鸣代表说：“要治。”我同意。"
    page = f"{HEAD.format('人大代表')}杜明代表：{WORDS[0]}{aside}\n许小溪代表：{WORDS[1]}\n"
    assert read_aloud(page) == [(["杜明"], WORDS[0] + aside), (["许小溪"], WORDS[1])]


@pytest.mark.parametrize(
    "label",
    [
        "杜明（某校副校长）、许小溪（区残联理事长）：\n",
        "杜明（某校副校长）、许小溪（区残联理事长）\n",
        "杜明委员（某校副校长）和许小溪委员（区残联理事长）：",
        "杜　明委员和许　可委员：",
        "杜明(某校副校长),许小溪(区残联理事长):\n",
    ],
)
def test_two_speak_together(label: str) -> None:
    form = "{}（某公司经理）" + ("：" if label.rstrip().endswith((":", "：")) else "") + "\n{}\n"
    if "（" not in label:
        form = "{}委员：{}\n"
    page = HEAD.format("政协委员") + label + WORDS[0] + "\n"
    page += form.format("周一鸣", WORDS[1]) + form.format("林小满", WORDS[2])
    (both, _), *others = read_aloud(page)
    assert both in (["杜明", "许小溪"], ["杜明", "许可"])
    assert others == [(["周一鸣"], WORDS[1]), (["林小满"], WORDS[2])]


def test_for_whom_a_member_speaks_may_stand_before_a_colon() -> None:
    page = HEAD.replace("分组讨论", "大会").format("政协委员")
    page += f"杜明委員代表臺盟臨沅市支部：\n{WORDS[0]}\n许小溪委员代表经济界别作大会发言：\n{WORDS[1]}\n"
    page += f"周一鸣委员：\n{WORDS[2]}\n本刊编辑部整理\n"
    found = speeches(page)
    assert [record.represents for record in found] == ["臺盟臨沅市支部", "经济界别", None]
    assert [record.text for record in found] == WORDS


def test_forms_may_name_two_side_by_side() -> None:
    form = "发言人：{}\n单位职务：某院院长　某公司经理\n题　目：{}\n{}\n\n"
    page = "临沅市政协常委会会议\n专题议政大会发言材料汇编（节选）\n\n"
    page += form.format("解　冰　　廖启东", "治停车", WORDS[0]) + form.format("许小溪", "开校车", WORDS[1])
    found = speeches(page)
    assert [record.speakers for record in found] == [["解冰", "廖启东"], ["许小溪"]]
    assert [(record.title, record.section_heading) for record in found] == [
        ("治停车", None),
        ("开校车", None),
    ]


@pytest.mark.parametrize(
    ("signed", "names"),
    [
        ("（发言人系市政协委员、市气象台高级工程师  段明）", ["段明"]),
        ("（市政协委员、某院院长  计 红  市政协委员、某公司总经理  杜明）", ["计红", "杜明"]),
        ("（市政协委员、某院院长计红，市政协委员、某校校长许小溪）", ["计红", "许小溪"]),
    ],
)
def test_two_may_sign_what_they_wrote_together(signed: str, names: list[str]) -> None:
    page = f"临沅市政协五届二次会议\n书面发言选编\n\n治停车\n\n{WORDS[0]}\n\n{signed}\n\n"
    page += f"开校车\n\n{WORDS[1]}\n\n"
    page += "（发言人系市政协委员、某公司主任  周一鸣）\n"
    assert read_aloud(page) == [(names, WORDS[0]), (["周一鸣"], WORDS[1])]


@pytest.mark.parametrize("headline", ["委员献策:把小事办成大事", "委员同心:把小事办成大事"])
def test_a_headline_above_a_subtitle_is_no_label(headline: str) -> None:
    page = f"{headline}\n——临沅市政协委员小组讨论发言摘要\n\n杜明委员:{WORDS[0]}\n\n许小溪委员:{WORDS[1]}\n"
    assert read_aloud(page) == [(["杜明"], WORDS[0]), (["许小溪"], WORDS[1])]


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("杜 明和许 可", ["杜明", "许可"]),
        ("解　冰　　廖启东", ["解冰", "廖启东"]),
        ("王  强", ["王强"]),
        ("次仁  罗布", ["次仁罗布"]),
        ("张 和", ["张和"]),
    ],
)
def test_padded_names_are_told_apart(printed: str, names: list[str]) -> None:
    assert split_names(printed) == names


@pytest.mark.parametrize(
    "office",
    ["市气象台高级工程师", "某协会理事长", "某医院主任医师", "某公司员工", "环卫工人", "某报社主任编辑"],
)
@pytest.mark.parametrize("gap", ["", " ", "  "])
def test_a_name_begins_where_the_office_ends(office: str, gap: str) -> None:
    line = f"-市政协委员、{office}{gap}段明"
    found = signature_of(line)
    assert found is not None
    assert line[slice(*found[1]["names"])] == "段明"
