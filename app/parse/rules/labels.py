"""Who speaks, asks and answers: the labels at the head of a paragraph, and what is never one."""

import re

from app.parse.rules.names import TRANSLITERATED
from app.parse.rules.rule import Rule, rule

HAN = r"[\u3400-\u4e27\u4e29-\u9fff\U00020000-\U0003ffff]"
"""丨 is left out: it is printed for a bar, `代表说丨…`."""
_DOTTED = rf"{HAN}{{1,8}}?(?:[·.]{HAN}{{1,8}}?)+"
NAME = rf"(?:{_DOTTED}|{HAN}(?:\s?{HAN}){{1,3}}?|{HAN}{{5,6}}?|{TRANSLITERATED}{{7,12}}?)"
"""Two to four characters, perhaps spaced out, five or six written together, more in a transliteration, or
parts joined by dots; as few as what follows allows, because a title (`徐三委员代表…`) is made of the same
characters."""
_AND = r"(?:代表|委员)?(?:、|,|和|与|\s)\s?(?:代表|委员)?"
NAMES = rf"(?P<names>{NAME}(?:{_AND}{NAME}){{0,9}}?)"
NAMES_IN_TEXT = rf"(?P<names>{NAME}(?:(?:代表|委员)?(?:、|和|与){NAME}){{0,9}}?)"
"""In running text a comma or a space ends what stands before a name."""
AFFILIATION = r"(?:\((?P<affiliation>[^()]*(?:\([^()]*\)[^()]*)*)\))"
REGION = (
    rf"(?:全国|自治[区州县]|[本我]?[省市区县州盟旗镇乡]|新区|地区"
    rf"|{HAN}{{2,5}}?(?:[省市县区州盟旗镇乡]|自治[区州县]|新区|地区))"
)
_A_BODY = rf"(?:{REGION}{{0,3}}(?:人大|政协)(?:常委会?)?)"
BODY = rf"(?P<forum>{REGION}{{0,3}}(?:人大|政协)(?:常委会?)?|(?:人大)?常委会|选民|居民)"
TITLE = r"(?P<title>代表|委员(?!会)|常委(?!会))"

PARTIES = (
    "民革",
    "民盟",
    "民建",
    "民进",
    "农工党",
    "农工民主党",
    "致公党",
    "九三学社",
    "台盟",
    "中共",
    "共青团",
)

OFFICES = (
    "局长|主任|理事长|书记|院长|处长|科长|部长|秘书长|董事长|总经理|经理|会长|主席|关长|行长|台长|校长|站长|所长|"
    "园长|支队长|大队长|队长|主委|总工程师|负责人"
)
HEADS_OF_GOVERNMENT = "市长|县长|区长|镇长|乡长"
ORGANISATIONS = (
    r"[局委办厅院镇部馆站所]|委员会|办公室|集团|公司|中心|海关|银行|街道|大队|支队|法院|检察院|"
    r"工商联|联合会|总工会"
)

CALLINGS = (
    rf"(?:主任委员|主任医师|{OFFICES}|主委|律师|教授|医生|医师|药师|护士长?|教师|老师|园丁|厂长|社长|理事长?|监事长?|"
    r"董事|总裁|总监|馆长|馆员|团长|组长|班长|股长|船长|技师|技工|工匠|农艺师|畜牧师|经济师|会计师|审计师|"
    r"规划师|建筑师|设计师|工程师|庭长|创始人|创办人|合伙人|传承人|带头人|发起人|主理人|村支书|研究员|讲解员|辅导员|"
    r"调解员|快递员|驾驶员|网格员|保洁员|裁判员|运动员|演员|教练|法官|检察官|民警|作家|画家|学者|院士|博士|"
    r"大户|场主|店主|班主任|干事|专员|顾问|主编|编辑|主播|职工|工人|农民|牧民|渔民|村民)"
)

_SHORT_NAME = rf"(?:{_DOTTED}|{HAN}(?:\s?{HAN}){{1,3}}?|{TRANSLITERATED}{{5,12}}?)"
_SHORT_NAMES = rf"(?P<names>{_SHORT_NAME}(?:(?:代表|委员)?(?:、|,|\s)\s?{_SHORT_NAME}){{0,9}}?)"
SPEECH_LABELS: tuple[Rule, ...] = (
    rule(
        "name_title",
        rf"^{BODY}?(?:代表|委员)?\s{{0,3}}{NAMES}(?:等|[两二三四五几]位)?\s{{0,3}}{TITLE}\s{{0,3}}{AFFILIATION}?\s{{0,3}}:",
        "The common form: a name and what the person is.",
        (
            "陆一帆代表：",
            "杜明、许小溪委员:",
            "王 强代表：",
            "市政协委员陆一帆委员：",
            "陆一帆代表（某镇党委书记）：",
        ),
        ("陆一帆代表民建临沅市委会的发言", "陆一帆代表全体委员发言。"),
    ),
    rule(
        "title_name",
        rf"^{BODY}?{TITLE}\s{{0,3}}{NAMES}\s{{0,3}}{AFFILIATION}?\s{{0,3}}:",
        "The title before the name.",
        ("市政协委员李四维：", "人大代表李四维（某公司总经理）：", "委员李四维："),
        ("委员们：", "代表建议：停车难要治"),
    ),
    rule(
        "name_affiliation_title",
        rf"^{BODY}?{NAMES}\s{{0,3}}{AFFILIATION}\s{{0,3}}{TITLE}?\s{{0,3}}:",
        "A name with office or unit in brackets and no title, or the title after the brackets.",
        ("李四维（某镇党委书记）：", "李四维（某镇党委书记）代表："),
        ("海关总署（北京）提出意见",),
    ),
)

FULL_LABELS: tuple[Rule, ...] = (
    rule(
        "from_sector",
        rf"^来自[^,。:;“”]{{2,16}}?的{BODY}?(?:(?:代表|委员)\s{{0,3}}{NAMES}|(?P<names2>{NAME}(?:{_AND}{NAME}){{0,9}}?)"
        rf"\s{{0,3}}{TITLE})\s{{0,3}}{AFFILIATION}?\s{{0,3}}:",
        "Where a member comes from stands before the name.",
        ("来自教育界别的杜明委员：", "来自教育界别的市政协委员杜明：", "来自经济界的杜明委员、许小溪委员："),
        ("来自教育界别的意见：",),
    ),
    rule(
        "two_with_offices",
        rf"^{BODY}{TITLE}、(?P<affiliation>[^,。:;“”]{{2,40}}{CALLINGS})(?P<names>{NAME})[、和与]{_A_BODY}?(?:代表|委员)、"
        rf"[^,。:;“”]{{2,40}}{CALLINGS}(?P<names_too>{NAME})\s?:",
        "Two together, each with an office.",
        ("市政协委员、某法院庭长李四维和市政协委员、海事律师杜明：",),
        ("市政协委员、某法院庭长李四维：",),
    ),
    rule(
        "title_office_name",
        rf"^{BODY}{TITLE}、(?P<affiliation>[^,。:;“”]{{2,40}}{CALLINGS})\s?(?P<names>{NAME}(?:、{NAME}){{0,3}})\s{{0,3}}:",
        "Title, office and name in a row.",
        (
            "市人大代表、某集团首席技师李四维：",
            "市政协常委、民建某市委会副主委李四维：",
            "市人大常委会委员、财经委员会主任委员李四维：",
        ),
        ("市人大代表、某集团提出：",),
    ),
    rule(
        "title_trade_name",
        rf"^{BODY}{TITLE}、(?P<affiliation>[^,。:;“”]{{2,40}}[长师员家士人工匠授记任监理席官警主手户])\s?(?P<names>{NAME})\s?:",
        "The same for a calling that no list has.",
        ("市人大代表、某剧团鼓手李四维：",),
        ("市人大代表、某集团提出：",),
    ),
    rule(
        "office_name_title",
        rf"^{BODY}?(?P<affiliation>[^,。:;“”()]{{0,40}}{CALLINGS})\s?(?P<names>{NAME})\s{{0,3}}{TITLE}\s{{0,3}}:",
        "The office before name and title.",
        ("市规划设计院总工程师李四维委员：", "市人大常委会副秘书长杜明委员："),
        ("李四维委员：", "市长李四维代表市政府：", "院长代表："),
    ),
    rule(
        "speaking_for",
        rf"^代表(?P<represents>[^。,;:]{{2,30}}?)(?:作大会)?发言的{NAMES}\s{{0,3}}{TITLE}\s{{0,3}}:",
        "On whose behalf stands before the name.",
        ("代表民建临沅市委会发言的杜明委员：",),
        ("代表们发言的热情高涨：",),
    ),
)
BRACKETED_LABEL = rule(
    "bracketed_label",
    rf"^【{BODY}?(?:{TITLE}\s?{NAMES}|(?P<names2>{NAME}(?:{_AND}{NAME}){{0,9}}?)\s?(?P<title2>代表|委员))\s?{AFFILIATION}?】\s?:?",
    "Name and title in the brackets that elsewhere hold a topic.",
    ("【李四维代表】停车难要治。", "【市政协委员 杜明】", "【杜明、许小溪委员】"),
    ("【城关代表团】", "【代表建议】", "【停车】"),
)
BARE_LABELS: tuple[Rule, ...] = (
    rule(
        "bare_name",
        rf"^{NAMES}\s?:",
        "A name alone, where the page's headline says that delegates speak and all labels are such names.",
        ("李四维：停车难要治。", "杜明、许小溪："),
        ("大家：", "李四维代表认为停车难要治。"),
    ),
    rule(
        "bracketed_name",
        rf"^【(?P<names>{NAME})】\s?:?",
        "The same in brackets.",
        ("【李四维】停车难要治。",),
        ("【停车难题怎么治理呢】",),
    ),
)
OFFICER_LABEL = rule(
    "officer_label",
    rf"^(?P<forum>{REGION}{{0,3}}(?:(?:人大)?常委会|政协))(?:党组)?(?P<title>副主任|副主席|秘书长|副秘书长)\s?"
    rf"(?P<names>{NAME})\s{{0,3}}:",
    "Deputy chairs speak among the members, where labels name members beside them.",
    ("市人大常委会副主任李四维：", "常委会秘书长李四维："),
    ("市人大常委会主任李四维：", "副市长李四维："),
)
ALONE_LABELS: tuple[Rule, ...] = (
    rule(
        "name_title_alone",
        rf"^{_SHORT_NAMES}\s{{0,3}}{TITLE}\s{{0,3}}{AFFILIATION}?$",
        "A label may stand on a line of its own, without a colon.",
        ("武清荷委员", "杜明、许小溪代表", "杜明代表（某镇党委书记）"),
        ("与会代表", "全体委员", "武清荷委员说"),
    ),
    rule(
        "title_name_alone",
        rf"^{BODY}{TITLE}\s{{0,3}}{_SHORT_NAMES}\s{{0,3}}{AFFILIATION}?$",
        "The same with the title before the name.",
        ("市政协委员 霍明礼", "市人大代表杜明（某镇党委书记）"),
        ("市政协委员分组讨论政府工作报告", "市人大代表之声"),
    ),
)
TAIL_LABELS: tuple[Rule, ...] = (
    rule(
        "tail_dash",
        rf"^-{{1,2}}\s?(?:{BODY}{TITLE}\s{{0,3}}{NAMES}|(?P<title2>代表|委员)\s{{0,3}}(?P<names2>{_SHORT_NAME}))$",
        "A short speech may be signed below, after a dash.",
        ("——市人大代表 温如故", "——县政协委员　热依汗古丽", "——委员杜明"),
        ("——市政协委员分组讨论发言摘要",),
    ),
    rule(
        "tail_dash_name",
        rf"^-{{1,2}}\s?{BODY}?{_SHORT_NAMES}\s?{TITLE}$",
        "The same with the name first.",
        ("——杜明委员",),
        ("——与会代表",),
    ),
    rule(
        "tail_office",
        rf"^-{{1,2}}\s?{BODY}{TITLE}、(?P<affiliation>[^。:;“”]{{2,40}}?)(?:\s(?P<names>{NAME})|(?<=长|师|员|人|任|理|记|授)(?P<names2>{NAME}))$",
        "The same with an office between title and name.",
        ("——区人大代表、某公司快递员 李四维", "——市政协委员、某小学校长杜明"),
        ("——市人大代表、政协委员分组讨论发言摘要",),
    ),
    rule(
        "tail_brackets",
        rf"^\((?:来自[^,。:;“”()]{{2,16}}?的)?{BODY}?(?:{TITLE}\s{{0,3}}{_SHORT_NAMES}|(?P<names2>{_SHORT_NAME})\s?(?P<title2>代表|委员))\)$",
        "Or signed in brackets.",
        ("（陶九畴代表）", "（市政协委员 杜明）"),
        ("（代表发言摘要）",),
    ),
)

SIGNED = rule(
    "signed",
    rf"(?<=[。!?”])\((?:来自[^,。:;“”()]{{2,16}}?的)?{BODY}?(?:{TITLE}\s{{0,3}}{_SHORT_NAMES}|(?P<names2>{_SHORT_NAME})\s?(?:代表|委员))\)$",
    "The same brackets at the end of the words' own line.",
    ("摊主也有了安稳的营生。（陶九畴代表）",),
    ("停车难要治（陶九畴代表）", "（陶九畴代表）"),
)
BROKEN_LABEL = re.compile(rf"^{BODY}{TITLE}、[^,。;:!?“”()]{{2,40}}$")
"""A label with an office before the name, whose end is on the next line."""
OPEN_LABEL = re.compile(
    rf"^(?:提问(?:代表|委员|人)?\s{{0,3}}:|{BODY}?(?:代表|委员)?\s?(?:{NAME}\s?){{1,3}}(?:代表|委员)?\s?\([^()]{{2,40}}$"
    rf"|(?:-{{1,2}}\s?)?{NAME}(?:委员|常委)代表[^。,;:]{{2,30}}$|[^,。;!?“”()]{{2,30}}:$)"
)
"""A label that goes on in the next line of a narrow column, or fills its own."""
_FOR = (
    rf"(?:{'|'.join(PARTIES)})[^。,;:()\s]{{0,16}}"
    r"|(?:政协)?[^。,;:()\s]{2,14}界别?(?:委员|组)?|[^。,;:()\s]{0,8}工商联"
)
PLENARY_SPEAKER = rule(
    "plenary_speaker",
    rf"^(?:-{{1,2}}\s?|\()?(?:发言人\s{{0,3}}:\s?)?{NAMES}\s?(?P<title>委员|常委)?\s?"
    r"代表(?P<represents>[^。,;:()]{2,30}?)(?:作?的?(?:大会)?(?:口头|书面|交流)?发言)\)?$",
    "In a CPPCC plenary one member speaks on behalf of (代表, a verb) a party or sector.",
    ("陆一帆委员代表民建临沅市委会的发言", "杜明代表民进临沅市委会的发言", "杜明委员代表政协教育界别的发言"),
    ("陆一帆代表：", "陆一帆代表在会上的发言，引起热烈反响。"),
)
PLENARY_BYLINE = rule(
    "plenary_byline",
    rf"^(?P<represents>{_FOR})\s?(?:发言人\s{{0,3}}:\s?|\s)(?P<names>{NAME})(?:\s?(?P<title>委员|常委))?$"
    rf"|^(?:发言人\s{{0,3}}:\s?)?(?P<names2>{NAME})(?:\s?(?P<title2>委员|常委))?\s?\((?P<represents2>{_FOR})\)$",
    "The party or sector and who speaks for it, without a verb; only on a plenary page, for rolls of "
    "members look the same.",
    (
        "九三学社临沅市委 李四维",
        "民盟临沅市委会 李四维委员",
        "李四维（民建临沅市委会）",
        "发言人：李四维（教育界）",
    ),
    ("李四维委员代表民建临沅市委会的发言", "李四维（某镇党委书记）"),
)
FORM_SPEAKER = rule(
    "form_speaker",
    rf"^发言(?:人|者|委员)\s?:\s?{NAMES}\s?(?:委员|代表)?$",
    "Written speeches are collected on forms: who speaks, on a line of its own.",
    ("发言人：李四维", "发言委员：杜明、许小溪"),
    ("发言人：请大家提问。",),
)
FORM_LINES: tuple[Rule, ...] = (
    rule(
        "form_title",
        r"^~?\s?(?:发言)?(?:题目|标题)\s?:\s?",
        "What about.",
        ("~发言题目：推动停车治理的建议", "标题：治停车"),
        ("题目很好。",),
    ),
    rule(
        "form_for",
        r"^(?:代\s?表|代表(?:单位|党派|界别)|发言单位|单位|界别|党派)\s?:\s?(?P<represents>[^。;:]{2,30})$",
        "For whom.",
        ("代　表：民建临沅市委会", "界别：教育界"),
        ("单位：万元；比例：百分之一",),
    ),
)

_ASKS = r"(?:(?:首先|率先|接着|随后|最后(?:一个)?|第[一二三四五六七八九十]个)?(?:提\s?问|发问|问道|问))"
QUESTION_LABELS: tuple[Rule, ...] = (
    rule(
        "title_office_name_asks",
        rf"^{BODY}{TITLE}、(?P<affiliation>[^,。:;“”]{{2,40}}?{CALLINGS})\s?(?P<names>{NAME})\s{{0,3}}{_ASKS}\s{{0,3}}:",
        "Title, office and name in a row.",
        ("市人大代表、某中学教师 李四维问：", "区政协委员、某公司总经理李四维提问："),
        ("市人大代表、某中学教师李四维：",),
    ),
    rule(
        "asking_title",
        rf"^(?:提问(?P<title>代表|委员|人|者)?|(?:第一|领衔)?(?:提出|提案|建议|领衔|提交)(?P<title2>代表|委员|人|者))\s{{0,3}}:"
        rf"\s{{0,3}}{NAMES}\s?(?:代表|委员)?\s?(?:{AFFILIATION}\s{{0,3}}:?|:|\s|$)",
        "The form of an e-paper's 问政 page and of written proposals: the asker on a line of its own.",
        ("提问代表：李四维（某公司总经理）", "提问委员:李四维", "提出委员：李四维", "第一提案人：李四维"),
        ("提问代表认为答复具体", "建议：一是加快建设"),
    ),
    rule(
        "asks_then_name",
        rf"^(?:提?问|发问)\s?:\s?{NAMES}\s?{TITLE}\s?{AFFILIATION}?$",
        "The verb before the name, on a line of its own.",
        ("问：李四维委员", "提问：李四维代表（某公司总经理）"),
        ("问：李四维委员提的建议怎么办？",),
    ),
    rule(
        "asks_in_prose",
        rf"^[^“:。]{{0,12}}(?:提问|发问|追问)的是{BODY}?{TITLE}\s?{NAMES}(?:,[^“:。]{{0,20}})?:(?=“)",
        "A reporter tells whose turn it is in many ways; what is asked stands in quotation marks.",
        ("第二个提问的是市人大代表李四维，她单刀直入：“谁来管？”",),
        ("提问的是一位居民：“谁来管？”",),
    ),
    rule(
        "question_in_prose",
        rf"^{BODY}{TITLE}\s?(?P<names>{NAME})的(?:问题|提问)[^“:。]{{0,12}}:(?=“)",
        "The same with the question as what is told about.",
        ("市人大代表李四维的问题同样尖锐：“钱呢？”",),
        ("市人大代表李四维的问题得到答复：钱已到账。",),
    ),
    rule(
        "organisation_proposes",
        r"^(?:提案|建议|提出|提交)(?:者|人|单位|委员)\s?:\s?(?P<asker>[^,。:;()]{3,24}?(?:委员会|[市县区省]委会?|工商联|联合会|界别?|小组|代表团|支部|总支))$",
        "A proposal may be a party's or a sector's.",
        ("提案者：民盟临沅市委会", "提案单位：政协教育界"),
        ("提案者：杜明", "建议人：下一步要认真研究"),
    ),
    rule(
        "asks_in_brackets",
        rf"^(?P<title>代表|委员)?(?:提?问|发问)\s?\((?P<names>{NAME})(?:[,、\s]\s?(?P<affiliation>[^()]{{2,40}}))?\)\s{{0,3}}:",
        "Who asks stands in brackets behind the verb.",
        ("代表问（李四维，某小学校长）：", "问（李四维）："),
        ("问（见附表）题较多",),
    ),
    rule(
        "name_asks",
        rf"^{BODY}?(?:代表|委员)?\s{{0,3}}{NAMES}(?:等|[两二三四五几]位)?\s{{0,3}}{TITLE}\s{{0,3}}{AFFILIATION}?\s{{0,3}}{_ASKS}\s{{0,3}}:",
        "A name, a title and a verb of asking.",
        ("李四维委员问：", "李四维代表（某公司总经理）提问："),
        ("李四维委员答：",),
    ),
    rule(
        "title_name_asks",
        rf"^{BODY}?{TITLE}\s{{0,3}}{NAMES}\s{{0,3}}{AFFILIATION}?\s{{0,3}}{_ASKS}\s{{0,3}}:",
        "The title before the name.",
        ("代表李四维问：", "市人大常委会委员李四维问："),
        ("代表们问：",),
    ),
    rule(
        "bare_question",
        r"^(?:\d{1,2}[.、)]\s?|[一二三四五六七八九十]{1,3}、)?(?:(?:问|提问|q)\s?\d{0,2}|(?:提案|建议|议案|提问|意见)(?:内容|摘要|原文))\s?:",
        "A question without its asker, perhaps numbered; in a written proposal what is asked for.",
        (
            "问：停车难怎么解？",
            "1.问：停车难怎么解？",
            "问1：停车难",
            "提案内容：我县现存古戏台41座",
            "Q：停车难",
        ),
        ("问题：一是停车难", "建议：一是加快建设"),
    ),
)
CARD = rule(
    "card",
    r"^(?P<supplement>补充)?(?:答复|承办|主办|协办|会办|分办|回应|回复|解答|办理)(?:单位|部门|机关)\s?:\s?(?P<respondent>[^,。;:]{2,40})$",
    "A form names who answers on a line of its own, above `问：` and `答：`.",
    ("答复单位：市发展改革委", "承办单位：市城市管理局、市供电公司"),
    ("答复单位：市发展改革委，办理时间三个月。",),
)
VERSUS = rule(
    "versus",
    rf"^(?:[^:,。]{{0,8}}:)?\s?(?:代表|委员)\s{{0,3}}{NAMES}\s?(?:vs|对话)\s?(?P<respondent>[^,。:]{{2,30}})$",
    "A headline that sets asker against respondent names both for the `问：` and `答：` below it.",
    ("交锋一：代表李四维 VS 市住建局局长王五",),
    ("代表李四维与市住建局局长王五交谈",),
)
BRACKETED_REPORTER = rule(
    "bracketed_reporter",
    r"^[【\[](?P<asker>[^】\]]{0,20}(?:记者|网友|网民|市民|听众|观众)[^】\]]{0,12})[】\]]\s?:?",
    "At a press conference or online the asker stands in the brackets that elsewhere hold the topic.",
    ("【临沅日报记者】请问停车难怎么解？", "【本报记者 周一鸣】", "[网友 小城故事] 停车难怎么解？"),
    ("【停车】请问停车难怎么解？",),
)
FOLLOW_UP = rule(
    "follow_up",
    rf"^(?:{BODY}?(?:代表|委员)?\s{{0,3}}{NAMES}\s?(?:代表|委员)?\s{{0,3}}{AFFILIATION}?\s?)?(?:再次|继续|接着|又)?追问\s?(?:\((?P<names2>{NAME})(?:[,、\s][^()]{{0,40}})?\)\s?)?:"
    rf"(?:\s?(?P<names3>{NAME})\s?(?:代表|委员)$)?",
    "A further question, by the asker before unless another is named.",
    (
        "追问：",
        "李四维代表追问：",
        "代表李四维追问：",
        "李四维代表继续追问：",
        "追问（李四维）：",
        "追问：李四维委员",
    ),
    ("追问题源头：",),
)

_ANSWERS = r"(?:回答|答复|回复|作答|解答|回应|答)(?:说|道)?"
ANSWER_LABELS: tuple[Rule, ...] = (
    rule(
        "answers",
        rf"^(?P<respondent>[^:,。;!?“”【】]{{1,40}}?)(?<![共问解应对抢竞必])\s?(?P<supplement>补充)?\s?(?:{_ANSWERS}|(?<=补充)说?)\s{{0,3}}:",
        "A department, an office or a person, and a verb of answering.",
        ("商务局答：", "商务局补充答：", "副市长李四维答：", "市住建局局长李四维回答：", "商务局补充说："),
        ("李四维代表问：", "对此，商务局答：", "大家说：", "同题共答：把就业办好"),
    ),
    rule(
        "answers_then_name",
        rf"^(?P<supplement>补充)?{_ANSWERS}\s?:\s?(?P<respondent>[^:,。;!?“”【】]{{0,24}}?(?:{ORGANISATIONS}|(?:{OFFICES}|{HEADS_OF_GOVERNMENT}){NAME}))$",
        "The verb before the respondent, on a line of its own.",
        ("答：市教育局局长李四维", "补充回答：市财政局"),
        ("答：可以，市教育局局长李四维说过。", "答：可以"),
    ),
    rule(
        "answers_in_brackets",
        rf"^(?P<supplement>补充)?[^:,。;()]{{0,6}}{_ANSWERS}\s?\((?P<respondent>[^()]{{2,40}})\)\s{{0,3}}:",
        "Who answers stands in brackets behind the verb.",
        ("局长答（市公安局 副局长 杜明）：", "答（市商务局）："),
        ("答（略）", "对此，答（市商务局）："),
    ),
    rule(
        "bare_answer",
        rf"^(?P<supplement>补充)?\s?(?:{_ANSWERS}(?:内容|意见)?|a|回复(?:内容|意见|情况)?|(?:办理|承办)(?:情况|意见))\s?\d{{0,2}}\s{{0,3}}:",
        "An answer without its respondent.",
        ("答：", "补充回答：", "答1：", "A：", "答复："),
        ("答案：",),
    ),
)
_OFFICE_OR_HOLDER = rf"(?:{ORGANISATIONS}|(?:常务)?副?(?:{OFFICES}|{HEADS_OF_GOVERNMENT})(?:\s?{NAME})?)"
OFFICE_LABELS: tuple[Rule, ...] = (
    rule(
        "office_colon",
        rf"^(?P<respondent>[^:,。;!?“”【】\s]{{0,30}}?{_OFFICE_OR_HOLDER})\s{{0,3}}:",
        "Among questions a department or an office before a colon answers, without a verb.",
        ("市住建局局长李四维：", "李局长：", "商务局：", "副市长李四维："),
        ("停车难：", "主要做法：一是"),
    ),
    rule(
        "office_brackets",
        rf"^[【\[](?P<respondent>[^】\]]{{0,24}}?{_OFFICE_OR_HOLDER})[】\]]\s{{0,3}}:?",
        "The form of a press conference.",
        ("【市住建局局长李四维】", "【商务局】"),
        ("【停车】",),
    ),
)
"""Only where questions are: elsewhere an office before a colon may head anything."""
NAME_IN_BRACKETS = rule(
    "name_in_brackets",
    rf"^[【\[](?P<respondent>{NAME})[】\]]\s?:?",
    "Where reporters ask in brackets, who answers stands in brackets too.",
    ("【李四维】",),
    ("【停车难题怎么治】",),
)
INTRODUCTION = re.compile(
    r"^.{8,200}?(?:(?:摘[登编要录]|选登|刊[登发]|整理|综述)[^。]{0,12}如下|以飨读者|敬请关注|欢迎关注)[。:]$"
)
"""The paragraph above the speeches that says what follows."""
NAME_COLON = rule(
    "name_colon",
    r"^(?!.{1,3}[一二三四五六七八九十点条是下里如有]\s?:|(?:办法|做法|问题|建议|主要|目标|具体|原因|措施|标准|说明|备注|附))"
    rf"(?P<respondent>{HAN}{{2,4}})\s?:$",
    "There too a name alone on a line, before a colon, may answer.",
    ("李四维：",),
    ("李四维：停车难要治", "办法有三："),
)
CHAIR = re.compile(rf"^(?:主\s*持\s*人?|会议主持)\s*:(?:.{{0,30}}\s)?(?P<name>{HAN}{{2,4}})$")
MODERATOR = rule(
    "moderator",
    r"^(?:会议)?(?:主持人|执行主席)(?:[、\s(][^:。]{0,24}|\S{2,4})?\s?:"
    r"|^[【\[](?:主持人|字幕|旁白)[^】\]]{0,12}[】\]]|^(?:字幕|旁白|画外音|滚动字幕|现场短片)\s?:",
    "Who leads the meeting is in no record, nor what runs over the screen.",
    ("主持人：下面请李四维代表提问。", "字幕：欢迎拨打热线参与互动"),
    ("主持人才工作会议：",),
)
VERDICT = rule(
    "verdict",
    r"^(?:代表|委员|提案人|建议人|提案者|领衔代表)?(?:评价|满意度|满意程度|反馈(?:意见)?|办理(?:结果|评价|类别)|测评结果)\s?:",
    "What the delegate thought of the reply is in no record.",
    ("委员评价：满意", "办理结果：已解决"),
    ("评价体系：一是建立标准",),
)
SALUTATION = rule(
    "salutation",
    rf"^(?:尊敬的)?{NAMES}(?:等\d{{0,3}}[名位]?)?{TITLE}\s?:",
    "A letter of reply names the delegate to whom it is written, who says nothing in it.",
    ("陆一帆代表：", "尊敬的陆一帆委员："),
    ("陆一帆代表说：",),
)
SALUTATION_WORDS = re.compile(
    r"(?:您们?|你们?|贵\S{1,6}?).{0,12}(?:提出|提交|反映|所提|来信|第).{0,90}(?:收悉|答复如下|回复如下|答复:|悉。)"
)
"""What a letter of reply begins with."""
TOPIC = re.compile(r"^【(?!(?:现场)?(?:提问|发问|问答|回答|答复|追问)】)(?P<topic>[^【】]{1,30})】\s?")
"""The topic tag before a question."""
NOTE_HEAD = rule(
    "note_head",
    r"^[【(]?(?:编者按|开栏语|核心提示)[】)]?(?:[:\s]|$)",
    "An editor's note tells of the occasion; it is in no record.",
    ("编者按", "编者按："),
    ("编者按语言分类",),
)
_SELECTION = "摘要|摘编|选登|摘登|实录|纪实|集锦|选编|集萃|摘录|撷英|侧记"
SELECTION_END = re.compile(rf"(?:{_SELECTION})\)?$")
"""How the line below a headline ends when it is all of it."""
SUBTITLE = rule(
    "subtitle",
    rf"^-{{1,2}}\s?(?P<subtitle>[^。!?;]{{4,45}})$"
    rf"|^[^。!?;:]{{4,36}}(?:发言|提问|答复|问答|审议|讨论|建言)(?:材料|内容|要点)?(?:{_SELECTION})$",
    "The line below a headline that says which meeting this is from begins with a dash, or ends in 摘要.",
    ("——临沅市政协五届二次会议大会发言摘要", "—— 市人大代表分组审议发言摘编", "县政协委员分组讨论发言摘要"),
    ("——长三角改革的先锋。自贸试验区建成", "重要标志"),
)
ARTICLE_START = rule(
    "article_start",
    r"^(?:本报讯|本报.{2,8}(?:电|讯)|新华社.{2,12}电)",
    "How an ordinary news item begins.",
    ("本报讯 昨日，全市停车工作会议召开。",),
    ("本报将持续关注。",),
)

OFFICE_HOLDER = re.compile(
    rf"^(?P<department>.*?)(?P<post>(?:党[组委](?:副?书记|成员|委员)[、,])?(?:常务)?副?(?:{OFFICES}|{HEADS_OF_GOVERNMENT}))\s?(?P<person>{NAME})$"
)
"""A department, an office and who holds it: 市住建局局长李四维."""
OFFICER = re.compile(
    rf"(?:[局委办厅]|委员会|办公室|办事处|街道|支队|大队|政府|中心|公司|集团)副?(?:党[组委]书记、)?副?(?:{OFFICES}|{HEADS_OF_GOVERNMENT})$"
)
"""The post of somebody who answers for an office."""
HEAD_OF_GOVERNMENT = re.compile(rf"(?:{HEADS_OF_GOVERNMENT})$")
"""Who answers for the government as a person, not for a department."""
DEPARTMENT_AND_NAME = re.compile(
    rf"^(?P<department>.{{1,24}}(?:[局委办厅院]|集团|公司|中心|支队|大队|银行|海关))(?P<person>{HAN}{{1,2}}(?![局委办厅处科室院部司]){HAN})$"
)
"""A department and who speaks for it, without an office; the name must begin with a surname."""
DEPARTMENT_SURNAME_POST = re.compile(
    rf"^.{{1,24}}?(?:{ORGANISATIONS})(?P<person>{HAN}{{1,2}}?)(?P<post>副?(?:{OFFICES}|{HEADS_OF_GOVERNMENT}|总))$"
)
"""A department, a surname and an office: 市能源局石局长."""
SURNAME_POST = re.compile(rf"^(?P<person>{HAN}{{1,2}}?)(?P<post>副?(?:{OFFICES}|{HEADS_OF_GOVERNMENT}))$")
"""A surname and an office: 李局长."""

_SAYS = r"(?:在?(?:总结|小结|讲话|最后)(?:讲话)?(?:时|中)?)?(?:指出|强调|要求|表示|说)"
COLLECTIVE_START = re.compile(
    r"^(?:[还另]有|此外,)?(?:部分|其他|一些|多位)(?:人大|政协)?(?:代表|委员|组成人员)[^。:“”]{0,40}(?:意见|建议|发言|交流)"
    r"|^[还另]有部分(?:人大|政协)?(?:代表|委员|组成人员)[就还也围]|^(?:代表|委员)们(?:一致|普遍|还|纷纷)(?:认为|表示|指出)"
    rf"|^{NAME}(?:当场|现场|随即|随后|最后)(?:表态|表示|回应|答复|指出|强调)[,:]"
)
"""How a paragraph begins that says what many of them thought, or what one who leads replied."""
CLOSING: tuple[Rule, ...] = (
    rule(
        "closing_collective",
        r"^(?:(?:审议|讨论|座谈|交流|会议)(?:中|现场|间隙|期间)|代表们|委员们|大家|与会(?:代表|委员|人员))[^。:]{0,40}"
        r"(?:表示|认为|指出|建议|提出|踊跃|热烈)"
        rf"|{COLLECTIVE_START.pattern}",
        "What all of them thought is nobody's speech.",
        (
            "审议中，大家还就城市更新提出了意见。",
            "代表们一致表示，要把精神带回去。",
            "还有部分组成人员就社保基金提出了意见。",
        ),
        ("大家庭的温暖。",),
    ),
    rule(
        "closing_official",
        rf"^[^,。:“”]{{0,16}}?(?:{OFFICES}|{HEADS_OF_GOVERNMENT}){NAME}[^,。:“”]{{0,24}}?(?:表示|指出|强调|要求|回应|说),",
        "An official who is no member, in the third person.",
        ("市委书记李四维参加审议时指出，要抓落实。", "市发改局局长李四维表示，将吸收意见。"),
        ("我们将逐项落实，", "局长要带头抓，"),
    ),
    rule(
        "closing_leader",
        rf"^(?:最后,|会议最后,)?(?:市|县|区|省)?(?:人大常委会|政协|委|政府)?(?:党组)?副?"
        rf"(?:主任|主席|书记|市长|县长|区长)(?:{NAME})?{_SAYS}[,:]",
        "A report of a meeting ends in what its chair said, in the third person.",
        ("市政协主席在总结时表示，协商是为了办事。", "市人大常委会主任李四维强调，要跟踪督办。"),
        ("局长李四维答：", "我们将逐项落实。"),
    ),
    rule(
        "closing_name",
        rf"^(?P<names>{NAME})(?:最后)?(?:在(?:总结|小结|讲话)(?:讲话)?(?:时|中)?)?(?:指出|强调|要求),",
        "The chair by name alone.",
        ("李四维指出，询问不是问完就了。",),
        ("会议强调，", "总书记强调，要为民办事。", "我们强调，安全第一。"),
    ),
    rule(
        "closing_meeting",
        r"^(?:会议|会上|询问会|协商会|问政会|记者会|恳谈会|活动|据悉|点评席上)[^。]{0,12}?(?:指出|强调|要求|结束|现场|历时|,)",
        "The end of the report of a meeting.",
        ("会议强调，要抓好落实。", "活动现场，代表们对答复作了测评。"),
        ("会展经济持续向好。",),
    ),
    rule(
        "signature",
        rf"^[^,。:;!?“”]{{4,30}}(?:{ORGANISATIONS})$",
        "Who issued the page, below it.",
        ("临沅市政协提案委员会办公室",),
        ("我们将会同市住建局，",),
    ),
    rule(
        "closing_note",
        r"^(?:记者手记|采访手记|编后|编后语|短评|点评|评论员)\s?[:：]",
        "What the paper says of the meeting, below it.",
        ("记者手记：会场外，蝉鸣一声紧似一声。", "编后：一问一答之间，问出了堵点。"),
        ("点评席上有三位观察员。",),
    ),
    rule(
        "closing_vote",
        r"^(?:现场|会场|会后|随后|当天|与会|满意度)[^。]{0,30}(?:评议|测评|打分|满意率|满意度)"
        r"|^(?:[两三四五六七八九]位|各位)?(?:提案人|建议人|提案者|领衔代表|代表|委员)[^。:]{0,12}表示(?:非常|基本|比较)?满意",
        "What the audience thought of the answers.",
        ("现场观众举牌评议，满意率为九成。", "两位提案人对办理结果均表示满意。"),
        ("现场办公解决停车难。",),
    ),
)
"""Only looked for behind the last answer: inside an answer such sentences quote somebody."""

_PROCEEDINGS = (
    r"(?:的|、|及|代表团?|委员|大会|分组|分团|小组|联组|审议|讨论|政府工作报告|"
    r"提问|答复|发言|问答|建言|全程|在线|情况|实录)*"
)
_OCCASIONS = "会议|次会|活动|询问会?|协商会?|座谈会|问政|议事堂|[”场]"
OCCASION = re.compile(rf"^(?P<meeting>.+?(?:{_OCCASIONS}))(?:{_PROCEEDINGS})(?:{_SELECTION})$")
OCCASION_UNNAMED = re.compile(
    rf"^(?P<meeting>.{{4,30}}?)(?:大会)?(?:[、及]?(?:提问|答复|发言|问答|建言))*(?:{_SELECTION})$"
)
"""A subtitle names the meeting and then what this page is of it."""
