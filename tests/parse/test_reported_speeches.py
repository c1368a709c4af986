"""What a reporter tells between speeches, and what a page prints inside them."""

import pytest

from app.parse import read
from app.parse.types import Speech

WORDS = [
    "停车难要治，老小区的车位一个当三个用，建议错时开放机关车场。",
    "校车要跑到村口，孩子六点就起床，能不能多开一趟？",
    "图书馆晚上八点关门，上班的人进不去，请延长两小时。",
]
DIGEST = "委员说\n——临沅市政协委员讨论发言摘要\n\n"


def speeches(text: str) -> list[tuple[list[str], str]]:
    records = [record for document in read(text).documents for record in document.records]
    assert all(isinstance(record, Speech) for record in records)
    return [(record.speakers, record.text) for record in records if isinstance(record, Speech)]


def test_a_page_may_mix_labels_with_what_is_quoted() -> None:
    page = f"""04　两会聚焦
2026年3月8日　星期日

把山里的声音带上来
（紧接01版）

市人大代表、某村党支部书记杜明表示，{WORDS[0]}

“{WORDS[1]}”省政协委员、某学院院长许小溪说。

“路灯的事要管。”周一鸣代表掰着手指算账，“{WORDS[2]}”

段红代表（某镇党委书记）：{WORDS[0]}

会场外的灯亮到深夜。大家说，要把精神带回去。

本版文图/本报特派记者 林小满
"""
    (document,) = read(page).documents
    assert document.title == "把山里的声音带上来"
    assert {record.section_heading for record in document.records if isinstance(record, Speech)} == {None}
    assert speeches(page) == [
        (["杜明"], WORDS[0]),
        (["许小溪"], f"“{WORDS[1]}”"),
        (["周一鸣"], f"“路灯的事要管。”“{WORDS[2]}”"),
        (["段红"], WORDS[0]),
    ]


def test_a_quotation_of_somebody_else_stays_in_the_speech() -> None:
    quoted = "“修路比修庙要紧。”一位村民对我说。我深以为然。"
    page = f"{DIGEST}杜明委员：{WORDS[0]}\n{quoted}\n许小溪委员：{WORDS[1]}\n"
    assert speeches(page) == [(["杜明"], f"{WORDS[0]}\n{quoted}"), (["许小溪"], WORDS[1])]


def test_several_speak_in_one_paragraph_parted_by_semicolons() -> None:
    page = f"""群言汇良策
——临沅市政协委员联组讨论发言撷英

围绕旅游，委员们各抒己见。

杜明委员建议，{WORDS[0][:-1]}；委员许小溪说，{WORDS[2][:-1]}；来自经济界的周一鸣委员认为，路灯坏了要修。

有人说到江面。委员段红表示，夜游先做一条短线；委员林小满提出，码头修一修就是观景台。

与会部门负责人认真听取发言。
"""
    assert speeches(page) == [
        (["杜明"], WORDS[0][:-1]),
        (["许小溪"], WORDS[2][:-1]),
        (["周一鸣"], "路灯坏了要修。"),
        (["段红"], "夜游先做一条短线"),
        (["林小满"], "码头修一修就是观景台。"),
    ]


@pytest.mark.parametrize(
    "opening", ["“我来插一句。”坐在窗边的老代表", "“我也说两句！”女代表", "“让我补充一点，”代表"]
)
def test_how_one_takes_the_floor_is_no_part_of_what_he_says(opening: str) -> None:
    page = "把话说到点子上\n——临沅市人大代表审议报告侧记\n\n会场坐满了。\n\n"
    page += f"{opening}段红把茶杯一推，“{WORDS[1]}”\n\n杜明代表认为，{WORDS[0]}\n"
    assert speeches(page) == [(["段红"], f"“{WORDS[1]}”"), (["杜明"], WORDS[0])]


@pytest.mark.parametrize(
    "post",
    [
        "网友“小雨”留言：支持！",
        "【网友热评】小雨：说得好。",
        "@读者老杜 评论：要修。",
        "网友留言：我家也是",
        "小编：请稍候。",
    ],
)
def test_what_readers_post_is_in_no_speech(post: str) -> None:
    page = f"【图文直播】临沅市人大代表审议实况\n\n09:00 发言人：杜明代表\n{WORDS[0]}\n\n09:10\n{post}\n\n"
    page += f"09:12 发言人：许小溪代表\n{WORDS[1]}\n"
    assert speeches(page) == [(["杜明"], WORDS[0]), (["许小溪"], WORDS[1])]


HEARD = "4月22日，市政协主席明远主持会议，副市长向晚晴到会听取意见。现将委员发言摘登如下："


@pytest.mark.parametrize(
    "told",
    [
        "听取发言后，向晚晴对委员们的意见建议表示感谢，要求各部门吸纳。明远指出，要久久为功。",
        "向晚晴对委员们的意见建议表示感谢，要求各部门认真吸纳。",
        "会议最后，市政协主席明远作了总结。",
        "明远认真听取，与大家交流。",
        "明远：请各部门认真研究。",
        "明远主席：请各部门认真研究。",
        "市住建局局长段红回应：年底前开放十处。",
        "听完委员的发言，向晚晴说，这些意见很实。",
    ],
)
def test_what_those_who_lead_said_at_the_end_is_nobodys_speech(told: str) -> None:
    labelled = f"杜明委员：{WORDS[0]}\n许小溪委员：{WORDS[1]}\n"
    assert speeches(f"协商纪实\n市政协召开协商会\n\n{HEARD}\n\n{labelled}\n{told}\n") == [
        (["杜明"], WORDS[0]),
        (["许小溪"], WORDS[1]),
    ]


def test_a_member_may_tell_of_those_who_lead() -> None:
    own = "明远主席来过我们村，他要求把路修好。听取居民意见后，我们改了三次图纸。"
    page = f"协商纪实\n市政协召开协商会\n\n{HEARD}\n\n杜明委员：{WORDS[0]}\n{own}\n许小溪委员：{WORDS[1]}\n"
    assert speeches(page) == [(["杜明"], f"{WORDS[0]}\n{own}"), (["许小溪"], WORDS[1])]


@pytest.mark.parametrize(
    "below",
    [
        "分享　收藏　赞　在看",
        "喜欢就点个“在看”吧 阅读 3562　赞 88",
        "来源丨临沅政协\n编辑丨小林　审核丨老周",
        "★订报热线：0599-7000123★",
    ],
)
def test_buttons_and_counters_are_no_words(below: str) -> None:
    page = f"{DIGEST}杜明委员：{WORDS[0]}\n许小溪委员：{WORDS[1]}\n{below}\n"
    assert speeches(page) == [(["杜明"], WORDS[0]), (["许小溪"], WORDS[1])]


def test_an_advertisement_and_pinyin_within_a_sentence_are_no_words() -> None:
    page = DIGEST + (
        "杜明委员：停车难要治，老小区的车位一个当三个用，建议错时开\n"
        "☆本版广告热线：0599-7000123☆\n"
        "放机关车场，先从枧jiǎn头的两个小区起试行，车位按月公布，收\n"
        "费一年一评，群众满意了再推开到全县的其他乡镇去，不要一刀切。\n"
        "许小溪委员：校车要跑到村口，孩子六点就起床，能不能多开一趟，\n"
        "教育局和交通局一起定线路，先跑三个月试一试，家长出一半的钱。\n"
    )
    (first, words), second = speeches(page)
    assert (first, second[0]) == (["杜明"], ["许小溪"])
    assert "错时开放机关车场，先从枧头的两个小区起" in words
