"""Who speaks is said below the words, in fields of a form, or in Markdown; what a page prints of itself."""

import pytest

from app.parse import read
from app.parse.rules.signatures import member_of, signature_of
from app.parse.types import Question, Role, Section, Speech
from app.text.folding import fold

SIGNATURES = {
    "——柏安然代表（某村党支部书记）": {"names": "柏安然", "title": "代表", "affiliation": "某村党支部书记"},
    "（柏安然，市政协委员、某公司工程师）": {
        "names": "柏安然",
        "forum": "市政协",
        "title": "委员",
        "affiliation": "市政协委员、某公司工程师",
    },
    "——市人大代表、某社区护士长 柏安然": {
        "forum": "市人大",
        "title": "代表",
        "affiliation": "某社区护士长",
        "names": "柏安然",
    },
    "（作者：某校校长，市政协委员 柏安然）": {
        "affiliation": "某校校长",
        "forum": "市政协",
        "title": "委员",
        "names": "柏安然",
    },
    "——市政协委员 柏安然、温小雨": {"forum": "市政协", "title": "委员", "names": "柏安然、温小雨"},
}
NO_SIGNATURES = (
    "——坚持人民至上，尊重代表",
    "——市政协委员分组讨论发言摘要",
    "（根据代表发言整理）",
    "——深化改革、服务委员",
    "柏安然代表（某村党支部书记）",
)


@pytest.mark.parametrize("line", SIGNATURES)
def test_a_signature_is_taken_apart(line: str) -> None:
    folded = fold(line)
    signed = signature_of(folded)
    assert signed is not None
    assert {name: folded[slice(*span)] for name, span in signed[1].items()} == SIGNATURES[line]


@pytest.mark.parametrize("line", NO_SIGNATURES)
def test_a_line_that_names_no_member_is_no_signature(line: str) -> None:
    assert signature_of(fold(line)) is None


def test_words_that_only_begin_like_a_member_are_none() -> None:
    assert member_of(fold("与会代表")) is None
    assert member_of(fold("柏安然代表")) is not None


SPEECHES = {
    "signed with office": (
        "代表建言选登\n\n泵站的电机一下暴雨就跳闸。建议三年内更换。\n（柏安然，市人大代表、某公司工程师）\n\n"
        "社区食堂光有场地不够。\n建议给补贴。\n——温小雨代表（某街道社区工作者）\n\n"
        "临沅市人大常委会办公室 编印\n",
        [
            ("柏安然", None, "泵站的电机一下暴雨就跳闸。建议三年内更换。"),
            ("温小雨", None, "社区食堂光有场地不够。\n建议给补贴。"),
        ],
    ),
    "signed at the end of the line": (
        "声音\n\n河道清出来的泥堆在岸边，一下雨又流回去。——柏安然代表（县水利站站长）\n\n"
        "快递柜超时收费没有提醒。——温小雨代表\n",
        [
            ("柏安然", None, "河道清出来的泥堆在岸边，一下雨又流回去。"),
            ("温小雨", None, "快递柜超时收费没有提醒。"),
        ],
    ),
    "signed without a mark": (
        "基层代表心声\n\n梨卖不上价，关键是没有冷库。\n　　　　柏安然代表（某镇果农）\n\n"
        "村小的旱厕还没改。\n　　　　温小雨代表（某小学教师）\n",
        [("柏安然", None, "梨卖不上价，关键是没有冷库。"), ("温小雨", None, "村小的旱厕还没改。")],
    ),
    "fields": (
        "县政协协商会发言记录\n\n姓　　名：柏安然\n身　　份：县政协委员、某校校长\n发言要点：\n"
        "路没有人行道。\n要划线。\n\n"
        "姓　　名：温小雨\n身　　份：县政协委员\n发言要点：\n敬老院缺护工。\n\n记录人：宋一词\n",
        [("柏安然", None, "路没有人行道。\n要划线。"), ("温小雨", None, "敬老院缺护工。")],
    ),
    "fields with titles": (
        "区政协座谈会发言汇编\n\n题目：让公园有人管\n发言人：柏安然委员\n工作单位：区园林所\n"
        "公园杂草丛生。\n\n"
        "题目：一张明白纸\n发言人：温小雨委员\n工作单位：某食品公司\n政策太长，看不懂。\n",
        [("柏安然", "让公园有人管", "公园杂草丛生。"), ("温小雨", "一张明白纸", "政策太长，看不懂。")],
    ),
    "Markdown": (
        "# 代表发言摘要\n\n## 城关代表团\n\n**柏安然代表：** 早市要搬进棚里。\n\n"
        "**温小雨代表（某校教师）：** 保育员工资太低。\n",
        [("柏安然", None, "早市要搬进棚里。"), ("温小雨", None, "保育员工资太低。")],
    ),
    "plenary without a subtitle": (
        "政协临沅市六届五次会议大会发言（节选）\n\n用好“冷资源” 做热冬季游\n"
        "发言人：柏安然委员代表民建临沅市委员会\n"
        "雪期长达一百一十天。\n\n从“一张床”到“一盏灯”：\n让青年住得下\n"
        "发言人：温小雨委员代表政协经济界\n房租太高。<br/>要建公寓。\n",
        [
            ("柏安然", "用好“冷资源” 做热冬季游", "雪期长达一百一十天。"),
            ("温小雨", "从“一张床”到“一盏灯”： 让青年住得下", "房租太高。要建公寓。"),
        ],
    ),
    "bullets below the words": (
        "履职手记摘登\n\n水井打到一百米还是咸的，六个村要一起接水。\n"
        "□ 柏安然（市人大代表、某村党支部书记）\n\n"
        "停车费一天一个价。\n□ 温小雨（市人大代表、某旅行社导游）\n",
        [
            ("柏安然", None, "水井打到一百米还是咸的，六个村要一起接水。"),
            ("温小雨", None, "停车费一天一个价。"),
        ],
    ),
    "plenary with second titles": (
        "市政协四届三次会议大会发言摘登\n\n把江滩还给市民\n——关于优化岸线的建议\n"
        "委员柏安然代表九三学社江州市委会\n\n"
        "江滩一半被码头占着。\n\n让手艺留下来\n——关于保护工艺的建议\n"
        "委员温小雨代表政协文化艺术界\n\n老手艺只剩一位师傅。\n",
        [
            ("柏安然", "把江滩还给市民 ——关于优化岸线的建议", "江滩一半被码头占着。"),
            ("温小雨", "让手艺留下来 ——关于保护工艺的建议", "老手艺只剩一位师傅。"),
        ],
    ),
    "any calling and any way of saying": (
        "小组讨论见闻\n\n轮到新任委员发言，大家都安静下来。\n\n"
        "全国政协委员、某杂技团绳技演员柏安然翻开本子说，“剧场要让出来。”\n\n"
        "温小雨委员摆摆手补充道，“还有护理员。”\n",
        [("柏安然", None, "“剧场要让出来。”"), ("温小雨", None, "“还有护理员。”")],
    ),
    "authors of essays": (
        "委员笔谈\n\n让博物馆的灯亮得晚一点\n柏安然\n\n博物馆下午五点就闭馆。\n\n"
        "（作者系市政协委员、某馆馆员）\n\n"
        "给骑手一口热饭\n文/温小雨\n骑手蹲在路边吃饭。\n（本文作者为市政协委员、某公司总经理）\n",
        [
            ("柏安然", "让博物馆的灯亮得晚一点", "博物馆下午五点就闭馆。"),
            ("温小雨", "给骑手一口热饭", "骑手蹲在路边吃饭。"),
        ],
    ),
    "a plenary's fields": (
        "政协委员建言汇编\n\n发　言　人：　柏安然\n发言单位：　民盟临沅市委会\n"
        "发言题目：　让图书室活起来\n\n图书室常年锁着。\n\n"
        "发　言　人：　温小雨\n发言单位：　九三学社临沅市委会\n发言题目：　把雨水留住\n\n一下雨还是看海。\n",
        [("柏安然", "让图书室活起来", "图书室常年锁着。"), ("温小雨", "把雨水留住", "一下雨还是看海。")],
    ),
    "sectors below the words": (
        "委员说\n——政协东川区委员会小组讨论侧记\n\n零工市场设在露天。\n——总工会界　温小雨\n\n"
        "护理员工资太低。\n——医药卫生界　柏安然\n",
        [("温小雨", None, "零工市场设在露天。"), ("柏安然", None, "护理员工资太低。")],
    ),
    "a page's end in a sentence": (
        "委员建言\n\n市政协委员 柏安然：青年夜校去年开了一百一十个班，报名时几秒钟就抢光，"
        "可是场地只有文化馆一处，课程由市里统一配送，收费不第 1 页　共 2 页\n"
        "高于每课时二十元；再请非遗传承人来当先生。\n\n市政协委员 温小雨：骑手太累。\n",
        [
            (
                "柏安然",
                None,
                "青年夜校去年开了一百一十个班，报名时几秒钟就抢光，可是场地只有文化馆一处，"
                "课程由市里统一配送，"
                "收费不高于每课时二十元；再请非遗传承人来当先生。",
            ),
            ("温小雨", None, "骑手太累。"),
        ],
    ),
}


@pytest.mark.parametrize("page", SPEECHES)
def test_speeches_are_credited_to_who_signs_them_or_fills_the_form(page: str) -> None:
    text, wanted = SPEECHES[page]
    parse = read(text)
    speeches = [record for document in parse.documents for record in document.records]
    assert all(isinstance(speech, Speech) for speech in speeches)
    assert [("、".join(s.speakers), s.title, s.text) for s in speeches if isinstance(s, Speech)] == wanted
    assert not parse.unread


def test_the_headings_of_a_plan_may_be_marked_in_markdown() -> None:
    parse = read(
        "# 临沅县数字乡村建设计划\n\n## 一、总体思路\n\n坚持实用。\n\n## 二、任务\n\n"
        "### （一）底座\n\n- 光纤：全覆盖\n\n**三、保障**\n\n抓好落实。\n"
    )
    sections = [record for document in parse.documents for record in document.records]
    assert parse.documents[0].title == "临沅县数字乡村建设计划"
    assert [(s.title, s.path, s.text) for s in sections if isinstance(s, Section)] == [
        ("总体思路", [], "坚持实用。"),
        ("任务", [], ""),
        ("底座", ["任务"], "- 光纤：全覆盖"),
        ("保障", [], "抓好落实。"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "· 3 ·",
        "本文系临沅融媒原创，转载须注明来源，违者必究",
        "点击复制本文链接　打印　关闭窗口",
        "文/图 本报记者 柏安然",
    ],
)
def test_what_a_page_prints_of_itself_is_no_speech(line: str) -> None:
    parse = read(f"代表发言摘要\n\n柏安然代表：要修路。\n\n温小雨代表：要建校。\n\n{line}\n")
    start = parse.characters - len(line) - 1
    roles = {role for a, b, role in parse.ledger if a < start + len(line) and b > start}
    assert roles <= {Role.METADATA, Role.BYLINE, Role.SPACE}


def test_headings_of_a_plan_may_have_marks_and_no_numbers() -> None:
    parse = read(
        "# 近视防控行动计划\n\n## 总体目标\n\n近视率下降。\n\n## 主要任务\n\n### 改善照明\n\n"
        "- 改造三百间\n\n## 组织实施\n\n抓好落实。\n"
    )
    sections = [record for document in parse.documents for record in document.records]
    assert [(s.level, s.ordinal, s.title, s.text) for s in sections if isinstance(s, Section)] == [
        (1, None, "总体目标", "近视率下降。"),
        (1, None, "主要任务", ""),
        (2, None, "改善照明", "- 改造三百间"),
        (1, None, "组织实施", "抓好落实。"),
    ]


def test_the_reporter_behind_short_speeches_is_no_speaker() -> None:
    names = ("柏安然", "温小雨", "康守义", "施秋白", "何春茂")
    said = "\n".join(f"{name}委员：路灯坏了没人修。" for name in names)
    told = read(f"委员发言实录\n\n{said}\n\n会场外，雪还在下。工作人员把每一条意见都录进了系统。\n")
    goes_on = read(f"委员发言实录\n\n{said}\n工作人员来过，我也催过。\n")
    assert [record.text for record in told.documents[0].records] == ["路灯坏了没人修。"] * 5
    assert goes_on.documents[0].records[-1].text == "路灯坏了没人修。\n工作人员来过，我也催过。"


ADVICE = (
    "问：{0}？\n答：要到社区窗口办理，凭身份证申领。\n\n问：{1}？\n答：不罚款，由部门登记。\n\n"
    "问：{2}？\n答：三年过渡期。\n"
)


@pytest.mark.parametrize(
    ("head", "questions", "records"),
    [
        ("上牌的事，您问我答", ("旧车能骑吗", "要罚款吗", "多久"), 6),
        ("【广告】上牌的事", ("旧车能骑吗", "要罚款吗", "多久"), 0),
        ("上牌的事", ("本店优惠到几时", "要罚款吗", "多久"), 0),
    ],
)
def test_advice_without_names_is_read_where_nobody_sells(
    head: str, questions: tuple[str, str, str], records: int
) -> None:
    parse = read(f"{head}\n\n{ADVICE.format(*questions)}\n需要说明的是，以上解答仅供参考，以窗口告知为准。\n")
    found = [record for document in parse.documents for record in document.records]
    assert len(found) == records
    assert not any("仅供参考" in record.text for record in found)


def test_fields_between_who_asks_and_what_are_in_no_question() -> None:
    parse = read(
        "区人大常委会专题询问记录\n\n提问人：柏安然\n职务：区人大代表\n问题：资金怎么筹？\n"
        "答复单位：区住建局\n答复内容：今年安排两千万元。\n\n"
        "提问人：温小雨\n职务：区人大代表\n问题：车棚何时建？\n答复单位：区消防救援大队\n"
        "答复内容：年底建成。\n"
    )
    questions = [r for r in parse.documents[0].records if r.kind == "question"]
    assert [(q.asker, q.affiliation, q.text) for q in questions if isinstance(q, Question)] == [
        ("柏安然", "区人大代表", "资金怎么筹？"),
        ("温小雨", "区人大代表", "车棚何时建？"),
    ]


NO_SPEECH = {
    "essays of no members": (
        "副刊\n\n外婆的水缸\n柏安然\n\n水缸里漂着西瓜。\n\n（作者系省作家协会会员）\n\n山路\n"
        "温小雨\n\n山路弯弯。\n\n（作者系教师）\n"
    ),
    "a notice of appointments": (
        "任前公示\n\n姓名：柏安然\n性别：男\n现任职务：县政协委员、县水利局副局长\n拟任职务：县水利局局长\n\n"
        "姓名：温小雨\n性别：女\n现任职务：县人大代表、某镇镇长\n拟任职务：某镇党委书记\n\n"
        "如有异议，请来电反映。\n"
    ),
    "portraits": (
        "提案人风采\n\n姓名：柏安然\n身份：市政协委员\n简介：柏安然，女，中学教师。她连续五年提交提案。\n\n"
        "姓名：温小雨\n身份：市政协委员\n简介：温小雨，男，从医二十年。他的建议已经落地。\n"
    ),
    "a page in Markdown": (
        "# 周末去哪儿\n\n## 赏花\n\n花期到四月底。\n\n## 听戏\n\n周六演《牡丹亭》。\n\n"
        "## 吃面\n\n面馆重新开张。\n"
    ),
}


@pytest.mark.parametrize("page", NO_SPEECH)
def test_pages_that_look_alike_and_hold_no_speech_give_none(page: str) -> None:
    assert [record for document in read(NO_SPEECH[page]).documents for record in document.records] == []


def test_a_verb_may_stand_behind_the_brackets_of_who_speaks() -> None:
    parse = read(
        "提案督办协商记录\n\n1. 县政协委员 柏安然（第一提案人）发言：快递只到镇上。\n"
        "2. 县商务局副局长 温小雨 答复：年底全覆盖。\n"
        "3. 县政协委员 康守义 追问：谁来补贴？\n4. 县财政局 施秋白 答复：列入预算。\n"
    )
    records = parse.documents[0].records
    assert [(r.kind, r.text) for r in records] == [
        ("question", "快递只到镇上。"),
        ("answer", "年底全覆盖。"),
        ("question", "谁来补贴？"),
        ("answer", "列入预算。"),
    ]
    assert isinstance(records[0], Question)
    assert records[0].asker == "柏安然"


def test_the_subject_of_a_proposal_is_not_its_words() -> None:
    parse = read(
        "委员提案摘要公开\n\n提案者：柏安然\n案　由：关于规范广告的建议\n内　容：电梯里的广告声音太大。\n\n"
        "提案者：温小雨\n案　由：关于增设母婴室的建议\n内　容：母婴室常被占用。\n"
    )
    assert [record.text for record in parse.documents[0].records] == [
        "电梯里的广告声音太大。",
        "母婴室常被占用。",
    ]
