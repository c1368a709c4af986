"""Questions and answers: small texts beside the turns a person sees in them."""

import pytest

from app.parse import read
from app.parse.respondents import respondent_of
from app.parse.types import Answer, Question


def turns(text: str) -> list[str]:
    """Each record as who speaks and what is said."""
    return [
        f"{_who(record)}: {record.text}" for document in read(text).documents for record in document.records
    ]


def _who(record: object) -> str:
    if isinstance(record, Question):
        again = "追问" if record.follow_up else "问"
        return f"{record.exchange} {record.asker}{again}"
    assert isinstance(record, Answer)
    more = "补充" if record.supplementary else ""
    person = f"（{record.respondent_post}{record.respondent_person}）" if record.respondent_post else ""
    return f"{record.exchange} {record.respondent}{person}{more}答"


VERSUS = """\
问政现场：面对代表的提问，他们这样回答

交锋一：代表陆一帆 VS 市行政审批局局长杜明
问：办一张许可证，为什么要跑三次？
答：首先道歉，从本月起一次告知。
追问：企业耽误的时间怎么补？
答：我们上门帮办。

交锋二：代表许小溪 VS 市供电公司总经理林满
问：工业园今年停了六次电，这笔账跟谁算？
答：新的变电站年底投产。
市城管局补充答：施工用地由我局协调。
"""


def test_a_headline_names_asker_and_respondent_from_the_first_exchange_on() -> None:
    assert [turn.partition(":")[0] for turn in turns(VERSUS)] == [
        "1 陆一帆问",
        "1 市行政审批局（局长杜明）答",
        "1 陆一帆追问",
        "1 市行政审批局（局长杜明）答",
        "2 许小溪问",
        "2 市供电公司（总经理林满）答",
        "2 市城管局补充答",
    ]


MOTIONS = """\
提案办理面对面问答

县政协委员 陆一帆：关于保护古树的提案

问：保护经费落实了没有？
县林业局答：今年安排九十万元。
追问：砍伐古树怎么处罚？
副县长杜明回应：对保护不力的严肃追责。

两位提案人对办理结果均表示满意。
"""


def test_a_response_is_an_answer_and_satisfaction_with_it_is_not() -> None:
    assert turns(MOTIONS) == [
        "1 陆一帆问: 保护经费落实了没有？",
        "1 县林业局答: 今年安排九十万元。",
        "1 陆一帆追问: 砍伐古树怎么处罚？",
        "1 副县长杜明（副县长杜明）答: 对保护不力的严肃追责。",
    ]


PROPOSALS = """\
关于部分重点提案答复情况的公示
县政协提案委员会　　2025年9月15日
第0017号提案
提出委员：陆一帆（县文化馆馆长）
提案内容：我县现存古戏台41座。建议开展测绘建档。
承办单位：县文旅局
答复：陆一帆委员，您提出的提案收悉，现答复如下。
一、已经开展的工作。完成了三维测绘。
县文旅函〔2025〕38号　　联系人：杜明　　电话：
0571-8812345
第0059号提案
提出委员：许小溪（县畜牧站站长）
提案内容：粪水仍然直排沟渠。建议推广“一户一池”。
承办单位：县农业农村局
答复：我局启动“百村清粪”行动。
协办单位：县生态环境局
答复：我局将对直排行为开展专项执法。
县政协提案委员会办公室印发　　共印60份
"""


def test_written_proposals_are_questions_and_the_replies_are_by_the_offices_named_above_them() -> None:
    assert turns(PROPOSALS) == [
        "1 陆一帆问: 我县现存古戏台41座。建议开展测绘建档。",
        "1 县文旅局答: 陆一帆委员，您提出的提案收悉，现答复如下。\n一、已经开展的工作。完成了三维测绘。",
        "2 许小溪问: 粪水仍然直排沟渠。建议推广“一户一池”。",
        "2 县农业农村局答: 我局启动“百村清粪”行动。",
        "2 县生态环境局答: 我局将对直排行为开展专项执法。",
    ]


POLICY = """\
《临沅市住房租赁管理办法》政策问答
为便于市民了解新办法，我们逐一解答如下。
【出台背景】
问：为什么要出台这个办法？
答：此前的规定已不适应现实需要。
【租金押金】
问：押金最多收多少？
答：不超过一个月租金。
"""


def test_a_topic_on_its_own_line_is_that_of_the_question_below_it() -> None:
    questions = [r for d in read(POLICY).documents for r in d.records if isinstance(r, Question)]
    assert [question.topic for question in questions] == ["出台背景", "租金押金"]
    assert turns(POLICY)[1] == "1 None答: 此前的规定已不适应现实需要。"


LETTER = """\
关于市七届人大五次会议第35号建议的答复

陆一帆代表：
　　您提出的《关于加快建设乡镇污水管网的建议》收悉。现答复如下：
　　一、基本情况
　　乡镇污水管网覆盖率达到76%。
　　临沅市生态环境局
　　2025年6月10日
"""


def test_a_letter_of_reply_is_an_answer_by_who_signed_it_and_no_speech_of_who_receives_it() -> None:
    assert turns(LETTER) == [
        "1 临沅市生态环境局答: 您提出的《关于加快建设乡镇污水管网的建议》收悉。现答复如下：\n"
        "一、基本情况\n乡镇污水管网覆盖率达到76%。"
    ]


BRACKETS = """\
“委员热线”第12期
1．问：新能源车进不了部分地下车库，合理吗？（许小溪委员）
答：不合理。我局已约谈相关物业。（市住建局）
2．问：流浪犬伤人谁来管？（陆一帆委员）
答：由多个部门按职责分工处理。（市公安局）
第二个问题
代表问（杜明，某小学校长）：放学时间堵车怎么办？
局长答（市公安局交警支队 支队长 林满）：月底前优化信号灯。
追问（许小溪）：校车停在哪里？
答（市教育局）：校内停靠。
委员评价：满意
"""


def test_who_asks_and_who_answers_may_stand_in_brackets_behind() -> None:
    assert [turn.partition(":")[0] for turn in turns(BRACKETS)] == [
        "1 许小溪问",
        "1 市住建局答",
        "2 陆一帆问",
        "2 市公安局答",
        "3 杜明问",
        "3 市公安局交警支队（支队长林满）答",
        "3 许小溪追问",
        "3 市教育局答",
    ]
    assert all("）" not in turn for turn in turns(BRACKETS)[:4])
    assert not any("满意" in turn or "第二个" in turn for turn in turns(BRACKETS))


TALK = """\
在线访谈：市人力社保局谈灵活就业
[主持人] 各位网友好！今天的嘉宾是副局长林满。
[林满] 主持人好，各位网友好。
[网友 小城] 外卖骑手能参加工伤保险吗？
[林满] 可以。每单缴纳0.06元。
[主持人] 今天的访谈就到这里。
"""


def test_in_a_talk_online_the_names_stand_in_square_brackets_and_the_greeting_is_no_answer() -> None:
    assert turns(TALK) == ["1 网友 小城问: 外卖骑手能参加工伤保险吗？", "1 林满答: 可以。每单缴纳0.06元。"]


PROSE = """\
——市人大常委会开展饮用水安全专题询问
市人大代表陆一帆首先提问：“断流什么时候是个头？”
市水利局局长杜明回答：“年底前通水。”
话音刚落，会场里响起一阵议论。
陆一帆追问：“质量由谁监督？”
杜明回答：“请了第三方监理。”
第二个提问的是市人大常委会委员许小溪，她单刀直入：“养殖场何时关闭？”
副市长林满代表市政府回答：“十月底前全部关闭。”
三个半小时里，先后有十一位代表提问。
"""


def test_of_questions_in_prose_the_words_between_the_quotations_are_nobodys() -> None:
    assert turns(PROSE) == [
        "1 陆一帆问: “断流什么时候是个头？”",
        "1 市水利局（局长杜明）答: “年底前通水。”",
        "1 陆一帆追问: “质量由谁监督？”",
        "1 市水利局（局长杜明）答: “请了第三方监理。”",
        "2 许小溪问: “养殖场何时关闭？”",
        "2 副市长林满（副市长林满）答: “十月底前全部关闭。”",
    ]


VERB_FIRST = """\
市政协“请你来协商”专场问答摘录
【课后服务】
问：陆一帆委员
政府买来的却是看管，怎么变成成长？
答：市教育局局长杜明
每校不少于十五门课。
追问：许小溪委员
钱谁出？
答：市财政局
财政来出。
"""


def test_a_label_with_the_verb_first_stands_above_its_words() -> None:
    assert turns(VERB_FIRST) == [
        "1 陆一帆问: 政府买来的却是看管，怎么变成成长？",
        "1 市教育局（局长杜明）答: 每校不少于十五门课。",
        "1 许小溪追问: 钱谁出？",
        "1 市财政局答: 财政来出。",
    ]


FORM = """\
“代表有约”：问题清单及回复情况
【摊贩治理】
提问人：陆一帆（市政服务公司工人）
提问内容：摊贩占道，有没有治理方案？
回复单位：区城市管理局
回复内容：明日起抽签进场。
补充回复单位：区市场监督管理局
补充回复内容：专项抽检已经开展。
"""


def test_a_form_names_who_replies_above_each_reply() -> None:
    assert turns(FORM) == [
        "1 陆一帆问: 摊贩占道，有没有治理方案？",
        "1 区城市管理局答: 明日起抽签进场。",
        "1 区市场监督管理局补充答: 专项抽检已经开展。",
    ]


OFFICERS = """\
市人大代表询问会实录
陆一帆代表问：快递三轮车到底该归谁管？
市城管局（局长杜明）答：停放归我们管。
许小溪代表问：儿童游乐设施谁来检验？
林满（市市场监督管理局副局长）：我们起草了安全导则。（掌声）
"""


def test_an_officer_whose_post_stands_in_brackets_answers() -> None:
    assert turns(OFFICERS)[1] == "1 市城管局（局长杜明）答: 停放归我们管。"
    assert turns(OFFICERS)[3] == "2 市市场监督管理局（副局长林满）答: 我们起草了安全导则。"


@pytest.mark.parametrize(
    ("printed", "who"),
    [
        ("市住建局局长李四维", ("市住建局", "李四维", "局长")),
        ("市住建局（局长李四维）", ("市住建局", "李四维", "局长")),
        ("市住建局党组书记、局长 李四维", ("市住建局", "李四维", "党组书记、局长")),
        ("市能源局石局长", ("市能源局石局长", "石", "局长")),
        ("市委金融办", ("市委金融办", None, None)),
        ("商务局李四维", ("商务局", "李四维", None)),
        ("李局长", ("李局长", "李", "局长")),
        ("副市长李四维", ("副市长李四维", "李四维", "副市长")),
    ],
)
def test_who_a_label_names(printed: str, who: tuple[str | None, ...]) -> None:
    found = respondent_of(printed)
    assert (found.name, found.person, found.post) == who


HALLS = """\
市政协远程协商会问答实录
市政协副主席林满主持会议。
【14:30】
河西分会场　陆一帆委员问：
网格员为什么天天填表？
市数据局 答：
年底前并成一张表。
【14:52】
陆一帆委员追问：
谁来验证？
市数据局 答：
请第三方验证。
五十名委员的测评结果当场公布，满意率九成。
林满：今天的协商很务实。
编后：问得准，答得实。
"""


def test_rooms_and_times_before_a_turn_and_what_the_chair_says_are_in_no_turn() -> None:
    assert turns(HALLS) == [
        "1 陆一帆问: 网格员为什么天天填表？",
        "1 市数据局答: 年底前并成一张表。",
        "1 陆一帆追问: 谁来验证？",
        "1 市数据局答: 请第三方验证。",
    ]


ASIDE = """民生议事堂现场问答实录
代表陆一帆问：【整体布局】夜市怎么布局？
城管局杜局长答：定时收摊，定点投放。
有市民问，猫能上户口吗？现场一阵笑声。主持人提醒，今晚只限代表提问。
代表许小溪问：末班车能不能晚一点？
交通局丰局长答：可以开到十点。
杜明最后说，应下的事都要办。
"""


def test_what_is_told_between_turns_ends_the_answer() -> None:
    assert [line.partition(": ")[2] for line in turns(ASIDE)] == [
        "夜市怎么布局？",
        "定时收摊，定点投放。",
        "末班车能不能晚一点？",
        "可以开到十点。",
    ]


QUOTED = """人大代表问政现场问答实录
7月3日，临沅市人大常委会举行代表问政会。
“老城区的车往哪停？”市人大代表李四维问。
“今年新增泊位两千个。”市住建局局长杜明回答。
“收费会不会涨？”李四维代表追问道。
“不会。”市发改委主任许小溪当场答复。
"""


def test_a_quotation_may_stand_before_who_asked_or_answered() -> None:
    assert turns(QUOTED) == [
        "1 李四维问: “老城区的车往哪停？”",
        "1 市住建局（局长杜明）答: “今年新增泊位两千个。”",
        "1 李四维追问: “收费会不会涨？”",
        "1 市发改委（主任许小溪）答: “不会。”",
    ]


FORMS = """\
回应关切见真章
——市人大常委会专题询问实录

{q}

{a}我们为全市渔船更换终端，年底前全部完成。

提问代表：许小溪（某公司总经理）
护工流失严重，能不能把补贴提高一些？

市人社局答：培训费由财政全额承担。
"""


@pytest.mark.parametrize(
    "asks",
    [
        "【陆一帆代表问】",
        "问｜陆一帆代表：",
        "市人大代表陆一帆提问道：",
        "[提问]陆一帆代表：",
        "问题一（陆一帆代表）：",
        "代表提问：陆一帆\n",
        "提问：陆一帆代表\n",
        "陆一帆代表提出询问：",
    ],
)
@pytest.mark.parametrize(
    "answers",
    [
        "市渔业局（局长杜明）：",
        "市渔业局 局长 杜明：",
        "答复单位：市渔业局\n",
        "市渔业局现场答复：",
        "答（市渔业局）：",
        "杜明（市渔业局局长）：",
    ],
)
def test_asker_and_office_are_read_in_any_order_of_the_parts(asks: str, answers: str) -> None:
    asked = "老旧渔船的设备经常失灵，有没有办法？"
    found = turns(FORMS.format(q=asks + asked, a=answers))
    assert found[0] == f"1 陆一帆问: {asked}"
    assert found[1].startswith("1 市渔业局")
    assert found[1].endswith("答: 我们为全市渔船更换终端，年底前全部完成。")
    assert [turn.partition(":")[0] for turn in found[2:]] == ["2 许小溪问", "2 市人社局答"]


def test_a_jump_above_a_headline_continues_no_answer() -> None:
    page = "（紧接01版）\n" + FORMS.format(q="陆一帆代表问：怎么办？", a="市渔业局答：")
    assert [turn.partition(":")[0] for turn in turns(page)][:2] == ["1 陆一帆问", "1 市渔业局答"]


def test_how_the_meeting_ended_is_no_part_of_the_last_answer() -> None:
    page = FORMS.format(q="陆一帆代表问：怎么办？", a="市渔业局答：")
    page += "\n问政活动共收集问题三十一个，现场办结九个，其余由市人大常委会跟踪督办。\n"
    assert turns(page)[-1] == "2 市人社局答: 培训费由财政全额承担。"
