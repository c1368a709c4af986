"""Labels that only the page makes labels, titles beside them, and what is the page's own around them."""

import pytest

from app.parse import read
from app.parse.types import Answer, Genre, Question, Speech

OWN_LABELS = {
    "unit behind a dot": (
        "政协委员谈教育｜八位委员的八条建议\n\n冉秋实·教育界\n课后服务的质量参差不齐，要建立评估机制。\n\n"
        "慕容楚·民进界别\n农村学校缺音体美教师，要三年轮岗一次。\n\n沙千里·无党派人士\n每所学校都要有心理教师。\n",
        [("冉秋实", None), ("慕容楚", None), ("沙千里", None)],
    ),
    "name behind a bullet": (
        "我为发展献一策\n——青峪县政协委员小组讨论发言择要\n▲冉秋实　产业是根本。要把食用菌做成主导产业。\n"
        "▲慕容楚　旅游要留得住人。三个古村要连成一条线。\n▲沙千里　人才要引得来。医生要有周转房住。\n",
        [("冉秋实", None), ("慕容楚", None), ("沙千里", None)],
    ),
    "field below a numbered title": (
        "履职故事·我的两会声音\n\n（一）把社区食堂办到楼下\n发言者：区人大代表、红旗社区党委书记　冉秋实\n"
        "午饭是老人的头等大事。\n\n（二）让快递进村不再绕路\n发言者：区人大代表、某物流公司驾驶员　慕容楚\n"
        "村里取件要走四公里。\n",
        [("冉秋实", "把社区食堂办到楼下"), ("慕容楚", "让快递进村不再绕路")],
    ),
    "title behind the label": (
        "委员直言\n\n黎望川委员：让校园餐吃得好\n\n全县学校食堂一百一十二个，配送层层加价。\n\n"
        "蒲松年委员：让文物有人看\n\n不可移动文物四百三十处，多数无人看管。\n",
        [("黎望川", "让校园餐吃得好"), ("蒲松年", "让文物有人看")],
    ),
    "counters and an end mark": (
        "两会好声音丨他们带来了金点子\n\nPART.1\n县人大代表 左 岸\n\n回流了四千多人。\n\n图片\n\nPART.2\n"
        "县政协委员 晏殊年\n\n快递柜超时收费。\n\n图片\n\nPART.3\n县人大代表 上官云\n\n秸秆要补贴。\n\n"
        "图片\n\nEND\n\n你最支持哪一条？欢迎留言。\n",
        [("左岸", None), ("晏殊年", None), ("上官云", None)],
    ),
}
NO_SPEECH = {
    "portraits": "代表风采\n\n冉秋实·新桥街道\n冉秋实，女，区人大代表。\n\n慕容楚·东湖镇\n慕容楚跑遍了全镇。"
    "\n\n沙千里·区三小\n站在讲台上，沙千里是好老师。\n",
    "roll": "政协委员名单\n中共界：冉秋实　慕容楚　沙千里\n民革界：霍小川　贝一鸣\n以上名单现予公布。\n",
    "notice": "公　　告\n\n各位代表：\n现将有关事项通知如下：\n\n一、会议议程\n1.审议报告；\n2.选举事项。\n\n"
    "二、报到时间\n请代表于12月15日下午报到。\n\n三、请假\n因病不能出席的，应当书面请假。\n",
}


@pytest.mark.parametrize("form", OWN_LABELS)
def test_a_page_keeps_to_one_form_of_label(form: str) -> None:
    text, expected = OWN_LABELS[form]
    records = [record for document in read(text).documents for record in document.records]
    assert [(r.speakers, r.title) for r in records if isinstance(r, Speech)] == [
        ([n], t) for n, t in expected
    ]
    assert all(record.text.endswith("。") and "\n" not in record.text for record in records)


@pytest.mark.parametrize("form", NO_SPEECH)
def test_what_is_told_of_people_is_no_speech(form: str) -> None:
    documents = read(NO_SPEECH[form]).documents
    assert not [record for document in documents for record in document.records]


def test_a_speaker_who_is_answered_asks() -> None:
    text = "市政协委员 钱多福：水箱多久洗一次？\n市水务集团答复：半年一次，下月起在楼道公布。\n"
    (document,) = read(text).documents
    assert document.genre is Genre.QA
    question, answer = document.records
    assert isinstance(question, Question)
    assert isinstance(answer, Answer)
    assert (question.asker, answer.respondent) == ("钱多福", "市水务集团")


def test_a_line_that_names_the_topic_holds_until_the_next() -> None:
    text = (
        "议题一：审批提速\n县人大代表赵怀谷问：症结在哪里？\n县审批局答：在串联。\n县人大代表莫亚平问：能享受吗？\n"
        "县审批局答：九月起都能。\n议题二：融资纾困\n县人大代表鲁稚圭问：有办法吗？\n县金融局答：有转贷基金。\n"
    )
    (document,) = read(text).documents
    topics = [record.topic for record in document.records if isinstance(record, Question)]
    assert topics == ["审批提速", "审批提速", "融资纾困"]


def test_a_form_without_colons_is_read_by_its_gaps() -> None:
    text = (
        "大会发言\n\n发言人　冉秋实\n代表单位　九三学社青峪市委员会\n题目　提升医疗服务能力\n\n"
        "材料费用偏高，要集中采购。\n\n发言人　慕容楚\n代表单位　政协农业界\n题目　稳住播种面积\n\n"
        "去年撂荒地复耕四千亩，今年又有抛荒。\n"
    )
    (document,) = read(text).documents
    assert [(r.speakers, r.title, r.represents) for r in document.records if isinstance(r, Speech)] == [
        (["冉秋实"], "提升医疗服务能力", "九三学社青峪市委员会"),
        (["慕容楚"], "稳住播种面积", "政协农业界"),
    ]


def test_seats_posts_behind_names_and_fields_of_a_form_say_who_answers() -> None:
    text = (
        "电视问政（节选）\n\n主持人：请三号席提问。\n三号席　冉秋实（区人大代表、个体户）：夜市垃圾谁收？\n"
        "区城管局 霍青禾 局长：夜间两次清运。\n五号席　慕容楚（区人大代表、教师）：公交不进小区。\n"
        "区交通运输局（林见鹿副局长）：九月开小巴。\n"
    )
    (document,) = read(text).documents
    assert [
        r.asker if isinstance(r, Question) else (r.respondent, r.respondent_person, r.respondent_post)
        for r in document.records
        if isinstance(r, Question | Answer)
    ] == ["冉秋实", ("区城管局", "霍青禾", "局长"), "慕容楚", ("区交通运输局", "林见鹿", "副局长")]


def test_the_line_in_brackets_below_a_label_is_the_speakers_unit() -> None:
    text = (
        "代表说｜第三期\n\n01 / 冉秋实 代表\n（城关小学教师）\n课桌椅要可调节。\n\n"
        "02 / 慕容楚 代表\n（县医院护士长）\n给夜班护士一间休息室。\n"
    )
    (document,) = read(text).documents
    assert [(r.affiliation, r.text) for r in document.records if isinstance(r, Speech)] == [
        ("城关小学教师", "课桌椅要可调节。"),
        ("县医院护士长", "给夜班护士一间休息室。"),
    ]


def test_a_label_without_words_says_who_asks_below() -> None:
    text = (
        "代表约见负责人记录\n\n约见人：县人大代表 贝一鸣、卓玛央金\n被约见人：县交通运输局局长 费长风\n"
        "贝一鸣：班次少，能否加密？\n费长风：早晚各加一班。\n卓玛央金：学生没车坐。\n费长风：开通专线。\n"
    )
    (document,) = read(text).documents
    assert [r.asker if isinstance(r, Question) else r.respondent for r in document.records] == [
        "贝一鸣",
        "县交通运输局",
        "卓玛央金",
        "县交通运输局",
    ]


SEVERAL_SPEAK = {
    "who speaks for a party among labels": (
        "县两会代表委员讨论发言摘登\n人大代表冉秋实（新桥镇党委书记）：\n　　污水管网要补上。\n\n"
        "县政协委员 慕容楚：\n　　电梯加装要有补偿指引。\n\n沙千里委员代表民革青峪县委会的发言\n"
        "　　我代表民革青峪县委会发言。养老床位要用起来。\n",
        [
            ("冉秋实", "污水管网要补上。"),
            ("慕容楚", "电梯加装要有补偿指引。"),
            ("沙千里", "我代表民革青峪县委会发言。养老床位要用起来。"),
        ],
    ),
    "words that a line break cuts short": (
        "县人大代表审议发言摘登\n冉秋实代表：老旧小区改造要快。\n慕容楚代表：民营企业\n融资难。\n",
        [("冉秋实", "老旧小区改造要快。"), ("慕容楚", "民营企业\n融资难。")],
    ),
    "who adds and who only attends": (
        "报告审议发言选登\n冉秋实代表（县水利局职工）建议：水库要扩容。\n慕容楚代表：内涝要治。\n"
        "冉秋实代表补充说：火车站一带尤其急。\n列席人员县财政局局长霍青禾：我们带回去研究。\n",
        [("冉秋实", "水库要扩容。"), ("慕容楚", "内涝要治。"), ("冉秋实", "火车站一带尤其急。")],
    ),
    "a title between a name and the verb": (
        "县政协委员发言摘要\n县政协委员 冉秋实\n让电梯装得上\n冉秋实委员说，装电梯是好事。\n"
        "县政协委员 慕容楚\n让孩子走得稳\n慕容楚委员说，护学岗要增设。\n",
        [("冉秋实", "装电梯是好事。"), ("慕容楚", "护学岗要增设。")],
    ),
    "a quotation over two lines": (
        "县政协委员座谈会发言摘要\n冉秋实委员说，装电梯是好事。“一楼住户的\n意见最难统一，”她认为，“要有补偿。”\n"
        "慕容楚委员说，老人吃饭难。“每个社区都应该有食堂，”他说，“由财政补一点。”\n",
        [
            ("冉秋实", "装电梯是好事。“一楼住户的意见最难统一，”她认为，“要有补偿。”"),
            ("慕容楚", "老人吃饭难。“每个社区都应该有食堂，”他说，“由财政补一点。”"),
        ],
    ),
}


@pytest.mark.parametrize("form", SEVERAL_SPEAK)
def test_nobodys_words_go_to_another_speaker(form: str) -> None:
    text, expected = SEVERAL_SPEAK[form]
    (document,) = read(text).documents
    assert [(r.speakers, r.text) for r in document.records if isinstance(r, Speech)] == [
        ([name], words) for name, words in expected
    ]


def test_a_branch_of_a_bank_is_no_person() -> None:
    text = "县人大代表冉秋实问：融资难怎么办？\n县金融局、人行青峪中心支行答：设立转贷资金。\n"
    (document,) = read(text).documents
    answer = document.records[1]
    assert isinstance(answer, Answer)
    assert (answer.respondent, answer.respondent_person) == ("县金融局、人行青峪中心支行", None)


def test_names_of_the_roll_speak_between_the_words_of_who_convenes() -> None:
    text = (
        "政协青峪市五届三次会议第七组讨论记录（摘要）\n\n召集人：冉秋实\n"
        "出席委员：冉秋实　海日罕　慕容楚　沙千里\n\n"
        "召集人：请大家谈政府工作。\n\n慕容楚：提案要建一本账。\n\n海日罕：草场要联户轮牧。\n\n召集人：这个点子好。\n\n"
        "沙千里：药房要结算。\n\n召集人：时间到了。散会。\n"
    )
    (document,) = read(text).documents
    assert [(r.speakers, r.text) for r in document.records if isinstance(r, Speech)] == [
        (["慕容楚"], "提案要建一本账。"),
        (["海日罕"], "草场要联户轮牧。"),
        (["沙千里"], "药房要结算。"),
    ]


def test_letters_and_fields_say_who_asks_and_who_answers() -> None:
    text = (
        "县“代表面对面”直播间\nQ（冉秋实代表）：食堂要怎样开得下去？\nA（县民政局）：由镇上的中心食堂送餐。\n"
        "Q（冉秋实代表追问）：怎么申请？\nA（县民政局）：打村里的电话。\n"
    )
    (document,) = read(text).documents
    turns = [(r.asker, r.follow_up) for r in document.records if isinstance(r, Question)]
    assert turns == [("冉秋实", False), ("冉秋实", True)]
    assert [r.respondent for r in document.records if isinstance(r, Answer)] == ["县民政局"] * 2


def test_a_form_names_whoever_speaks_by_a_long_name_too() -> None:
    one = "编号：CJ-{}\n发 言 人：{}\n身　　份：市人大代表、{}\n题　　目：{}\n发言内容：{}\n────\n"
    text = "代表会议发言登记表汇编\n\n────\n" + "".join(
        one.format(*row)
        for row in (
            ("001", "冉秋实", "排水公司养护班长", "给井盖装上身份证", "井盖要普查登记，一盖一码。"),
            ("002", "阿卜杜拉·热西提", "烤馕店店主", "外摆要留一条缝", "外摆要划定区域和时段。"),
        )
    )
    (document,) = read(text).documents
    assert [(r.speakers, r.text) for r in document.records if isinstance(r, Speech)] == [
        (["冉秋实"], "井盖要普查登记，一盖一码。"),
        (["阿卜杜拉·热西提"], "外摆要划定区域和时段。"),
    ]
