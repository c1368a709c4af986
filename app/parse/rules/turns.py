"""Who asks and who answers: the labels of questions and answers, and what stands between them."""

import re

from app.parse.rules.names import COMPOUND_SURNAMES
from app.parse.rules.parts import (
    AFFILIATION,
    AND,
    BODY,
    BODY2,
    CALLINGS,
    HAN,
    HEADS_OF_GOVERNMENT,
    NAME,
    NAMES,
    OFFICES,
    ORGANISATIONS,
    SHORT_NAME,
    TITLE,
)
from app.parse.rules.rule import Rule, rule

_ASKS = (
    r"(?:(?:首先|率先|接着|随后|最后(?:一个)?|第[一二三四五六七八九十]个)?"
    r"(?:(?<!买)提\s?问|发问|询问|(?<![^买]提)问|提出(?:询问|质询|问题|疑问))道?)"
)
"""买 and 提 are looked at for the names that end in 买提."""
QUESTION_LABELS: tuple[Rule, ...] = (
    rule(
        "councillor_asks",
        rf"^{NAMES}\s?议员\s?(?:先生|女士)?\s?(?:{_ASKS}|查询|质询)\s?:",
        "District and county councils have members of that title.",
        ("岑穎怡議員問：", "杜明議員查詢："),
        ("各议员问：", "杜明议员答："),
    ),
    rule(
        "councillor_asks_in_words",
        rf"^{NAMES}\s?议员\s?(?:先生|女士)?\s?(?:表示|指出|认为|关注|希望|欢迎)?\s?[:,](?=.{{4,}}\?$)",
        "Minutes report a question as what the member said, and it ends in a question mark.",
        ("歐陽錦添議員表示：照明系統很舊。可否一併更換？", "杜明議員：何時動工？"),
        ("杜明议员表示，赞成。",),
    ),
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
        rf"\s{{0,3}}{NAMES}\s?(?:代表|委员)?\s?(?:{AFFILIATION}\s{{0,3}}:?|:|\s(?!{HAN}{{1,2}}\s?(?:代表|委员)?\s?(?:\(|$))|$)",
        "The form of an e-paper's 问政 page and of written proposals: the asker on a line of its own.",
        ("提问代表：李四维（某公司总经理）", "提问委员:李四维", "提出委员：李四维", "第一提案人：李四维"),
        ("提问代表认为答复具体", "建议：一是加快建设"),
    ),
    rule(
        "letter_writer",
        r"^(?:写信|来信|留言|发信|咨询|投诉|反映|求助)(?:人|者|网友|群众)(?:姓名)?\s?:\s?(?P<asker>[^\s,。;:]{1,16})(?:\s+\S{2,6}\s?:.*)?$",
        "A public letter box names the writer in a field of its form.",
        ("写信人：吴*　　受理编号：20240911007", "来信人：杜先生"),
        ("来信人反映的问题如下：", "写信人：吴某，住城东"),
    ),
    rule(
        "asks_then_name",
        rf"^(?:提?问|发问)\s?:\s?{NAMES}\s?{TITLE}\s?{AFFILIATION}?$",
        "The verb before the name, on a line of its own.",
        ("问：李四维委员", "提问：李四维代表（某公司总经理）"),
        ("问：李四维委员提的建议怎么办？",),
    ),
    rule(
        "asks_titled",
        rf"^[【\[(]?(?:代表|委员)?(?:提?问|发问|问题)[一二三四五六七八九十\d]{{0,2}}[】\])]?\s?[:(|]?\s?"
        rf"(?:{BODY}?{TITLE}\s?{NAMES}|{BODY2}?(?P<names2>{NAME}(?:{AND}{NAME}){{0,3}})\s?(?P<title2>代表|委员))"
        rf"\s?{AFFILIATION}?\)?\s{{0,3}}(?::|$)",
        "The verb, perhaps numbered or in brackets, before a name with its title.",
        (
            "问|李四维代表：停车难怎么解？",
            "[提问]李四维代表：停车难怎么解？",
            "问题一（李四维代表）：停车难怎么解？",
            "代表提问：李四维代表",
        ),
        ("问题一：代表建议怎么办？", "问：李四维代表提的建议怎么办？", "提问代表：李四维（某公司总经理）"),
    ),
    rule(
        "title_asks_name",
        rf"^(?P<title>代表|委员)(?:提问|发问|问)\s?:\s?(?P<names>{SHORT_NAME})\s?{AFFILIATION}?$",
        "The title before the verb, the name in the field.",
        ("代表提问：李四维", "委员问：杜明（某公司总经理）"),
        ("代表提问：停车难怎么解？",),
    ),
    rule(
        "asks_whole_brackets",
        rf"^[【\[](?:{BODY}?{TITLE}\s?{NAMES}|(?P<names2>{NAME}(?:{AND}{NAME}){{0,3}})\s?(?P<title2>代表|委员))\s?{_ASKS}[】\]]\s?:?",
        "Name, title and verb in the brackets that elsewhere hold a topic.",
        ("【李四维代表问】停车难怎么解？", "【委员杜明提问】"),
        ("【代表问】停车难怎么解？", "【现场提问】"),
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
        rf"^(?P<title>代表|委员)?(?:提?问|发问)\s?\((?P<names>{NAME})(?:代表|委员)?(?:[,、\s]\s?(?P<affiliation>[^()]{{2,40}}))?\)\s{{0,3}}:",
        "Who asks stands in brackets behind the verb.",
        ("代表问（李四维，某小学校长）：", "问（李四维）：", "问（热孜万古丽代表）："),
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
        r"^(?:\d{1,2}[.、)]\s?|[一二三四五六七八九十]{1,3}、)?(?:(?:问|提问|q)\s?\d{0,2}|(?:提案|建议|议案|提问|意见|来信|写信|留言|信件|咨询|投诉|诉求|反映|求助)(?:内容|摘要|原文|正文|详情))\s?:",
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
    r"^(?P<supplement>补充)?(?:(?:答复|承办|主办|协办|会办|分办|回应|回复|解答|办理)(?:单位|部门|机关)|(?:承|主|协|会|分)办)\s?:\s?(?P<respondent>[^,。;:]{2,40}?)(?:\s+\S{2,6}\s?:.{0,24})?$",
    "A form names who answers on a line of its own, above `问：` and `答：`.",
    ("答复单位：市发展改革委", "承办单位：市城市管理局、市供电公司"),
    ("答复单位：市发展改革委，办理时间三个月。",),
)
LETTER_TOPIC = rule(
    "letter_topic",
    r"^(?:信件|来信|写信|留言|咨询|投诉)(?:标题|主题|题目)\s?:\s?(?P<topic>[^\s。;:][^。;:]{1,50})$",
    "The same form has a line for what the letter is about.",
    ("信件标题：西苑市场夜间噪声扰民",),
    ("来信主题是噪声",),
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
    r"^[【\[](?P<asker>[^】\]]{0,20}(?:记者|(?:网友|网民)(?!热?评|跟[帖评]|互动|点赞|热议|声音)|市民(?!政|中心|服务)|听众|观众)[^】\]]{0,12})[】\]]\s?:?",
    "At a press conference or online the asker stands in the brackets that elsewhere hold the topic.",
    ("【临沅日报记者】请问停车难怎么解？", "【本报记者 周一鸣】", "[网友 小城故事] 停车难怎么解？"),
    ("【停车】请问停车难怎么解？", "【市民政局】", "【网友热评】小雨：说得好。"),
)
_PUBLIC = "网友|网民|市民|居民|群众|村民|听众|观众|业主|商户|读者|热线(?:听众|市民|群众)?"
OUTSIDER_ASKS = rule(
    "outsider_asks",
    rf"^(?:来自\S{{2,10}}的)?(?:现场|热线)?(?:{_PUBLIC})\s?(?:[“@]\s?(?P<asker>[^”:。]{{1,16}})”?|(?P<asker2>{HAN}{{1,2}}(?:女士|先生|师傅|大妈|大爷|阿姨))"
    rf"|(?<=\s)(?P<names2>{NAME}))\s{{0,3}}(?:提?问)?\s?:"
    rf"|^(?P<affiliation>《?[^,。:;!?“”、\s]{{2,18}}?)(?:全媒体|融媒体?)?记者\s?(?P<names>{NAME})\s{{0,3}}(?:提?问)?\s?:"
    rf"|^(?P<asker3>[^,。:;!?“”、\s]{{2,18}}记者)\s{{0,3}}(?:提?问)?\s?:",
    "Online and at press conferences who asks is no member: the public by the name they use, a reporter by "
    "name or by the paper alone.",
    (
        "网友“桥头老街”：老人吃饭怎么解决？",
        "市民李女士：车往哪停？",
        "临沅日报记者：今年有什么新变化？",
        "《旅途》杂志记者 尉迟明：有没有打算？",
    ),
    ("网友热议：老街更新", "本报记者 周一鸣", "记者：您写了多久？"),
)
FOLLOW_UP = rule(
    "follow_up",
    rf"^(?:{BODY}?(?:代表|委员)?\s{{0,3}}{NAMES}\s?(?:代表|委员|议员)?\s{{0,3}}{AFFILIATION}?\s?)?(?:再次|继续|接着|又)?追问\s?(?:\((?P<names2>{NAME})(?:[,、\s][^()]{{0,40}})?\)\s?)?:"
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
        rf"^(?P<respondent>[^:,。;!?“”【】]{{1,40}}?)(?<![共问解应对抢竞必])\s?(?P<supplement>补充)?\s?(?:{_ANSWERS}|(?<=补充)说?)\s{{0,3}}(?:@[^\s:]{{1,16}}\s?)?:",
        "A department, an office or a person, and a verb of answering.",
        (
            "商务局答：",
            "商务局补充答：",
            "副市长李四维答：",
            "市住建局局长李四维回答：",
            "商务局补充说：",
            "商务局回复@小城：",
        ),
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
        rf"^(?P<supplement>补充)?\s?(?:{_ANSWERS}(?:内容|意见)?|a|回复(?:内容|意见|情况)?|(?:办理|承办|主办|会办|协办|分办|处理)(?:情况|意见|答复|回复)|(?:答复|办复|回复)(?:要点|摘要))\s?\d{{0,2}}\s{{0,3}}:",
        "An answer without its respondent.",
        ("答：", "补充回答：", "答1：", "A：", "答复："),
        ("答案：",),
    ),
)
_OFFICE_OR_HOLDER = (
    rf"(?:{ORGANISATIONS}|(?:常务)?副?(?:{OFFICES}|{HEADS_OF_GOVERNMENT})"
    rf"(?:\([^()]{{2,10}}\))?(?:\s?{NAME})?)"
)
OFFICE_LABELS: tuple[Rule, ...] = (
    rule(
        "office_colon",
        rf"^(?P<respondent>(?:[^:,。;!?“”【】()\s]{{2,24}}?(?:{ORGANISATIONS})\s{{1,3}})?[^:,。;!?“”【】\s]{{0,30}}?{_OFFICE_OR_HOLDER})\s{{0,3}}:",
        "Among questions a department or an office before a colon answers, without a verb.",
        (
            "市住建局局长李四维：",
            "市农业农村局总农艺师李四维：",
            "李局长：",
            "商务局：",
            "副市长李四维：",
            "市住建局 局长 李四维：",
        ),
        ("停车难：", "主要做法：一是"),
    ),
    rule(
        "holder_in_brackets",
        rf"^(?P<respondent>[^:,。;!?“”【】()\s]{{2,24}}?(?:{ORGANISATIONS}|政府)(?:\((?:[^()]{{0,12}}?(?:{OFFICES}|{HEADS_OF_GOVERNMENT}))\s?{NAME}\)|[\s(]\s?{NAME}\s?副?(?:{OFFICES})\)?))\s{{0,3}}:",
        "The office first, who holds it in brackets; or the name and then the post.",
        (
            "市住建局（局长李四维）：",
            "市公安局交警支队（副支队长 杜明）：",
            "市公安局交警支队（李四维副支队长）：",
            "市城管局 李四维 局长：",
        ),
        ("市住建局（牵头单位）：",),
    ),
    rule(
        "office_brackets",
        rf"^[【\[](?![^】\]]{{0,24}}(?:[布格全大]局|[全内干]部|场所)[】\]])"
        rf"(?P<respondent>[^】\]]{{0,24}}?{_OFFICE_OR_HOLDER})[】\]]\s{{0,3}}:?",
        "The form of a press conference.",
        ("【市住建局局长李四维】", "【商务局】"),
        ("【停车】", "【整体布局】去年以来，消息不断。"),
    ),
)
"""Only where questions are: elsewhere an office before a colon may head anything."""
QUOTED_TURNS: tuple[Rule, ...] = (
    rule(
        "quoted_question",
        rf"(?<=[。?!…]”){BODY}?(?:(?:代表|委员)\s?{NAMES}|(?P<names2>{NAME})\s?(?P<title2>代表|委员))"
        r"(?:继续|接着|率先|当场)?(?:提问|发问|追问|问)道?。$",
        "A reporter may quote a question before saying who asked it.",
        ("“车往哪停？”市人大代表李四维问。", "“谁来管？”李四维委员追问道。"),
        ("“车往哪停？”很多居民问。",),
    ),
    rule(
        "quoted_answer",
        rf"(?<=[。?!…]”)(?P<respondent>[^,。:;!?“”]{{0,30}}?{_OFFICE_OR_HOLDER})(?:当场|现场|随即|这样)?"
        r"(?:回答|答复|回应|解答|回复|答)[说道]?。$",
        "The same for an answer.",
        ("“年底前完工。”市住建局局长李四维回答。", "“能。”石局长当场答道。"),
        ("“年底前完工。”大家都这样回答。",),
    ),
)
"""Behind a quotation that is the whole paragraph."""
OFFICER_IN_WORDS = rule(
    "officer_in_words",
    rf"^(?P<respondent>[^,。:;!?“”【】\s]{{2,24}}?(?:{OFFICES}|工程师|专员|署长|处长|主任|科长)(?:{NAME})?)(?:先生|女士)?(?:表示|回应|回复|答复|解释|补充)\s?[,:]",
    "In the minutes of a council officers are reported as what they said.",
    ("建築事務署高級工程師梁柏基先生表示，", "路政專員回應："),
    ("议员表示，", "我们表示，"),
)
NAME_IN_BRACKETS = rule(
    "name_in_brackets",
    rf"^[【\[](?P<respondent>{NAME})[】\]]\s?:?",
    "Where reporters ask in brackets, who answers stands in brackets too.",
    ("【李四维】",),
    ("【停车难题怎么治】",),
)
NAME_COLON = rule(
    "name_colon",
    r"^(?!.{1,3}[一二三四五六七八九十点条是下里如有]\s?:|(?:办法|做法|问题|建议|主要|目标|具体|原因|措施|标准|说明|备注|附))"
    rf"(?P<respondent>{HAN}{{2,4}})\s?:$",
    "There too a name alone on a line, before a colon, may answer.",
    ("李四维：",),
    ("李四维：停车难要治", "办法有三："),
)
BARE_TURN = rule(
    "bare_turn",
    rf"^(?:(?:会议|执行)?主席\s?)?(?P<names>{NAME})(?:\([^()]{{2,24}}\))?\s{{0,3}}:",
    "In a transcript a name alone before a colon, where the page says elsewhere who it is.",
    ("李四维：停车难要治。", "主席李四维：现在开会。"),
    ("大家：", "李四维说"),
)
CHAIR = re.compile(rf"^(?:主\s*持\s*人?|会议主持)\s*:(?:.{{0,30}}\s)?(?P<name>{HAN}{{2,4}})$")
MODERATOR = rule(
    "moderator",
    r"^(?:会议|小组)?(?:主\s*持\s*人?|召集人|执行主席)(?:[、\s(][^:。]{0,24}|\S{2,4})?\s?:"
    r"|^(?:提问|质询|询问|发问|应询|应答|答复|回应|回答|答疑)(?:席|台|区|环节|时间|时刻)\s?:?$"
    r"|^(?:会议|大会)?(?:主席|议长)(?:\([^()]{2,16}\))?\s?:"
    r"|^[【\[](?:主持人|字幕|旁白|短片|片[头花尾]|暗访|vcr)[^】\]]{0,12}[】\]]"
    r"|^(?:字幕|旁白|画外音|滚动字幕|同期声?|解说词?|(?:现场|暗访|调查)?短片[一二三四五\d]?)\s?:"
    r"|^(?:特[约邀]|现场|本台)?(?:评论员|观察员|点评(?:嘉宾|专家|人)|(?:点评|特邀)专家)[^:。]{0,10}:",
    "Who leads the meeting is in no record, nor what runs over the screen, nor who comments on it.",
    (
        "主持人：下面请李四维代表提问。",
        "字幕：欢迎拨打热线参与互动",
        "主席（杜议长明）：",
        "特约评论员 杜教授：关键看兑现。",
        "【短片一】同期声：路又挖开了。",
        "提问席：",
    ),
    ("主持人才工作会议：", "政协主席李四维："),
)
VERDICT = rule(
    "verdict",
    r"^(?:代表|委员|提案人|建议人|提案者|领衔代表)意见\s?:\s?(?:很|非常|基本|比较|不)?满意"
    r"|^(?:代表|委员|提案人|建议人|提案者|领衔代表)?(?:评价|满意度(?:评价|测评)?|满意程度|反馈(?:意见)?|办理(?:结果|评价|类别)|测评结果)\s?:",
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
TOPIC_LINE = rule(
    "topic_line",
    r"^(?:议题|话题|主题|焦点|热点|关键词|专题)\s?[一二三四五六七八九十\d]{0,2}\s?[:|·丨]\s?(?P<topic>[^。;!]{2,24})$",
    "A meeting goes from one topic to the next, with several questions under each.",
    ("议题一：审批提速", "焦点2|停车难"),
    ("议题一共三个", "话题一：审批提速；话题二：融资"),
)
OFFICE_HOLDER = re.compile(
    rf"^(?P<department>.*?)(?P<post>(?:党[组委](?:副?书记|成员|委员)[、,])?(?:常务)?副?(?:{OFFICES}|{HEADS_OF_GOVERNMENT}))\s?(?P<person>{NAME})$"
)
"""A department, an office and who holds it: 市住建局局长李四维."""
OFFICER = re.compile(
    rf"(?:[局委办厅院署处]|委员会|办公室|办事处|街道|支队|大队|政府|中心|公司|集团|银行|海关)副?(?:党[组委](?:副?书记|成员|委员)[、,])?副?(?:{OFFICES}|{HEADS_OF_GOVERNMENT})$"
    rf"|^(?:[省市区县镇乡])?(?:常务)?副?(?:{HEADS_OF_GOVERNMENT})$"
)
"""The post of somebody who answers for an office."""
BETWEEN = re.compile(
    rf"^(?P<department>[^,。:]{{0,12}}?)(?P<surname>{COMPOUND_SURNAMES.pattern}|{HAN})"
    rf"(?P<post>副?(?:{OFFICES}|{HEADS_OF_GOVERNMENT}))(?P<given>{HAN}{{1,2}})(?:代理|代)?$"
)
"""A post between surname and given name, as assemblies in Taiwan print it: 农渔局解局长秀娟."""
MEMBER_BETWEEN = rule(
    "member_between",
    rf"^(?P<surname>{COMPOUND_SURNAMES.pattern}|(?![各位名本该此国]){HAN})(?P<title>议员)(?P<given>{HAN}{{1,2}})(?:质询|提问|问)?\s{{0,3}}:",
    "The same of who asks.",
    ("單議員慶煌：", "尉遲議員明：我要問。"),
    ("各议员发言：", "议员庆煌："),
)
HEAD_OF_GOVERNMENT = re.compile(rf"(?:{HEADS_OF_GOVERNMENT})$")
"""Who answers for the government as a person, not for a department."""
DEPARTMENT_AND_NAME = re.compile(
    rf"^(?P<department>.{{1,24}}(?:[局委办厅院]|集团|公司|中心|支队|大队|银行|海关))\s?(?!(?:支|分|总)[行局队所站社]$)(?P<person>{HAN}{{1,2}}(?![局委办厅处科室院部司]){HAN})$"
)
"""A department and who speaks for it, without an office; the name must begin with a surname."""
DEPARTMENT_SURNAME_POST = re.compile(
    rf"^.{{1,24}}?(?:{ORGANISATIONS})(?P<person>{HAN}{{1,2}}?)(?P<post>副?(?:{OFFICES}|{HEADS_OF_GOVERNMENT}|总))$"
)
"""A department, a surname and an office: 市能源局石局长."""
SURNAME_POST = re.compile(rf"^(?P<person>{HAN}{{1,2}}?)(?P<post>副?(?:{OFFICES}|{HEADS_OF_GOVERNMENT}))$")
"""A surname and an office: 李局长."""
