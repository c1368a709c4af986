"""One story with each way to say who speaks, and one plenary page with each form of speaker line."""

import pytest

from app.parse import read
from app.parse.types import Speech
from app.text.folding import squeeze

NAMES = ["温如玉", "祝 妍", "阿依古丽·买买提"]
WORDS = [
    ("老旧小区加装充电桩难在电力容量。", "建议先摸清底数，公布三张清单。"),
    ("我走访了十一所农村小学，八所没有音乐教师。", "建议推行走教制，把补贴提到八十元。"),
    ("城南新区入住三万人，却没有一家菜市场。", "建议年内先启用一处临时市场。"),
]
BETWEEN = "参会人员围绕报告展开讨论，认为报告实事求是、内容全面。"
WHO = [
    "{}代表",
    "市人大代表{}",
    "市人大代表、某村党支部书记{}",
    "某村党支部书记、市人大代表{}",
    "某村党支部书记{}代表",
    "来自城关镇的{}代表",
    "{}代表（某村党支部书记）",
]
SAYS = [  # how it is told, and whether what is quoted keeps its marks
    ("{w}说：“{a}{b}”", "“{a}{b}”"),
    ("“{a}{b}”{w}说。", "“{a}{b}”"),
    ("“{a}”{w}说，“{b}”", "“{a}”“{b}”"),
    ("“{a}”{w}掰着手指算账，“{b}”", "“{a}”“{b}”"),
    ("{w}坦言：“{a}{b}”", "“{a}{b}”"),
    ("{w}建议，{a}{b}", "{a}{b}"),
    ("{w}告诉记者，{a}{b}", "{a}{b}"),
    ("{w}呼吁：{a}{b}", "{a}{b}"),
]


def speeches(text: str) -> list[Speech]:
    records = [record for document in read(text).documents for record in document.records]
    assert all(isinstance(record, Speech) for record in records)
    return [record for record in records if isinstance(record, Speech)]


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize(("told", "words"), SAYS)
def test_a_story_is_read_by_what_it_attributes(who: str, told: str, words: str) -> None:
    lines = ["“菜篮子”里的大民生", "——市人大代表审议政府工作报告侧记", "本报记者 周一鸣", ""]
    for name, (a, b) in zip(NAMES, WORDS, strict=True):
        lines += ["　　" + told.format(w=who.format(name), a=a, b=b), "", "　　" + BETWEEN, ""]
    found = speeches("\n".join(lines))
    assert [record.speakers for record in found] == [[squeeze(name)] for name in NAMES]
    assert [squeeze(record.text) for record in found] == [words.format(a=a, b=b) for a, b in WORDS]


TITLES = ["优化口岸环境 做强水果贸易", "让每个孩子都有明亮的眼睛", "关于完善托育体系的建议"]
FOR = ["民革临沅市委会", "九三学社临沅市委员会", "政协教育界别"]
LINES = [
    "{n}委员代表{f}的发言",
    "{n}代表{f}发言",
    "——{n}委员代表{f}的发言",
    "{f}　{n}",
    "{f}：{n}委员",
    "{f}（{n}委员）",
    "{f}委员　{n}",
    "{n}（{f}）",
    "{n}委员（代表{f}）",
    "代表{f}发言　{n}",
    "发言人：{n}\n代表：{f}",
]
ORDERS = {"above": "{t}\n{s}\n{w}", "below": "{w}\n{t}\n{s}"}


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
def test_a_plenary_speaker_is_read_in_any_order_of_the_parts(line: str, order: str) -> None:
    page = ["同心建言谋发展", "——市政协五届二次会议大会发言摘登", ""]
    for title, name, party, words in zip(TITLES, NAMES, FOR, WORDS, strict=True):
        page.append(order.format(t=title, s=line.format(n=name, f=party), w="".join(words)))
    found = speeches("\n".join([*page, "本报记者 周一鸣 整理"]))
    assert [(record.speakers, record.represents, record.title) for record in found] == [
        ([squeeze(name)], party, title) for name, party, title in zip(NAMES, FOR, TITLES, strict=True)
    ]
    assert [squeeze(record.text) for record in found] == ["".join(words) for words in WORDS]
