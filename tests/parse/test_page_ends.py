"""What stands around the words of a page: rules, credits, links, counters, headings that look like names."""

import time

import pytest

from app.parse import read
from app.parse.rules.websites import COUNTER
from app.parse.types import Answer, Speech

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


@pytest.mark.parametrize("line", ["阅读1,,,," * 40 + "谁", "赞  1  " * 40 + "谁"])
def test_a_line_like_counters_is_no_slower_than_any(line: str) -> None:
    start = time.process_time()
    assert COUNTER.find(line) is None
    assert time.process_time() - start < 0.1


@pytest.mark.parametrize(
    "told",
    [
        "【现场】 说到这里，有村民笑着添了一把柴火，大家挪了挪凳子。",
        "【花絮】会议室的空调坏了，工作人员搬来两台电扇，没有一个人提前离开。",
        "【镜头】窗外下起了雨，旁听的居民往里挤了挤，谁也不肯走。",
    ],
)
def test_what_the_reporter_saw_between_two_speeches_is_nobodys(told: str) -> None:
    found = speeches(page(between=told, below=told))
    assert [record.text[-len(end) :] for record, end in zip(found, WORDS, strict=True)] == WORDS


SIGNED = """\
一句话建议

——临沅县人大代表小组活动建议摘录

{}

公交末班车收得太早，下夜班的工人只好走路。建议延长两条线路。（闻人澄代表）

村里的水渠三年没有清淤了，建议冬天就把工派下去。（宓小舟代表）

老剧场空着可惜，建议周末开放给票友。（鲜于朗代表）
"""


@pytest.mark.parametrize(
    "introduction",
    [
        "今年以来，各代表小组走村入户，听到许多意见。本报从中选登几则，每则之后括注发言的代表。",
        "入冬以后，代表们走进田间和车间，留下一句句实在话。",
        "会议间隙，记者请几位熟人各说了一句话，照录在下面。",
    ],
)
def test_an_introduction_above_signed_words_is_none_of_them(introduction: str) -> None:
    found = speeches(SIGNED.format(introduction))
    assert [record.speakers for record in found] == [["闻人澄"], ["宓小舟"], ["鲜于朗"]]
    assert found[0].text.startswith("公交末班车")


def test_words_of_two_paragraphs_above_a_signature_stay_together() -> None:
    found = speeches(SIGNED.format("我住在城东，代表小组去过我们村三次。"))
    assert found[0].text.startswith("我住在城东")


ASKED = """\
临沅市一把手问政实录

提问代表：闻人澄（某轴承公司总经理）

今年对制造业有什么实打实的支持措施？

商务局答：五月和十月组织两场直播季，由协会推荐企业，奖励广交会的摊位。

{}
"""


@pytest.mark.parametrize(
    "closing",
    [
        "现场评议环节，五十名企业家代表按下表决器，满意率为九成。\n\n鲍叔明在小结时说，问政的目的是解决问题。",
        "三十位评委亮出笑脸牌二十六块。\n\n鲍叔明在现场点评时表示，答得好不如办得好。",
        "五十名代表举起评议牌，当场计分。\n\n鲍叔明在会议结束时谈到，要把账记下来。",
    ],
)
def test_how_the_session_closed_is_no_part_of_the_last_answer(closing: str) -> None:
    assert answers(ASKED.format(closing)) == [("商务局", "摊位。")]


PRESS = """\
临沅市河湖治理新闻发布会文字实录

主持人、市政府新闻办副主任桑若水：
下面请记者提问。

【临沅日报记者】
排污口整治的难点在哪里？

市生态环境局副局长闻人澄：
难在溯源。全市还有二十九个没有弄清，其余的都已整治。

{}

【江海晚报记者】
有没有计划让更多的市民参与？

{}：
有的。我们在十二个乡镇招募田间河长，由种粮大户担任。
"""


@pytest.mark.parametrize(
    ("said", "label", "department"),
    [
        ("（桑若水：再提最后一个问题。）", "市农业农村局总农艺师漆雕朗", "市农业农村局"),
        ("（主持人：时间关系，最后一个问题。）", "市住建局总规划师宓小舟", "市住建局"),
        ("(桑若水：请后排的记者。)", "市水利局二级调研员宓小舟", "市水利局"),
    ],
)
def test_the_chair_in_brackets_and_any_post_before_a_name(said: str, label: str, department: str) -> None:
    assert answers(PRESS.format(said, label)) == [
        ("市生态环境局", "整治。"),
        (department, "担任。"),
    ]


@pytest.mark.parametrize("name", ["卓玛.央金", "古丽.阿依木"])
def test_a_full_stop_for_the_dot_of_a_name(name: str) -> None:
    said = f"全国政协委员、某儿童福利院院长{name}认为，康复训练越早越好，但高原上没有治疗师。"
    other = "全国人大代表、某村党支部书记宓小舟建议，把日间照料中心和托儿班办在一个院子里。"
    assert [record.speakers for record in speeches(f"来自边疆的声音\n\n{other}\n\n{said}\n")] == [
        ["宓小舟"],
        [name],
    ]


def answers(text: str) -> list[tuple[str | None, str]]:
    found = [record for document in read(text).documents for record in document.records]
    return [(record.respondent, record.text[-3:]) for record in found if isinstance(record, Answer)]
