"""Passages in no record: what introduces speeches and closes them; subtitles and occasions they name."""

import re

from app.parse.rules.parts import HEADS_OF_GOVERNMENT, NAME, OFFICES, ORGANISATIONS
from app.parse.rules.rule import Rule, rule

SELECTION = "摘要|摘编|选登|摘登|实录|纪实|集锦|选编|集萃|摘录|撷英|侧记"
SELECTION_END = re.compile(rf"(?:{SELECTION}|材料之[一二三四五六七八九十]{{1,3}})\)?$")
"""How the line below a headline ends when it is all of it."""
INTRODUCTION = re.compile(
    r"^.{8,200}?(?:(?:摘[登编要录]|选登|刊[登发]|整理|综述)[^。]{0,12}如下|以飨读者|敬请关注|欢迎关注)[。:]$"
)
"""The paragraph above the speeches that says what follows."""
NOTE_HEAD = rule(
    "note_head",
    r"^[【\[](?:[^【】\[\]]{0,4}(?:链接|阅读|资料|速览|名片|词条|名词解释|贴士|知多少))[】\]]"
    r"|^[【(]?(?:编者按|开栏语|核心提示)[】)]?(?:[:\s]|$)|^(?:编后语?|记者手记|采访手记)\s?:",
    "An editor's note tells of the occasion; it is in no record.",
    ("【背景链接】2020年秋季，全县投入资金。", "编者按", "编者按：", "编后：问出了堵点，答出了担当。"),
    ("编者按语言分类",),
)
SUBTITLE = rule(
    "subtitle",
    rf"^-{{1,2}}\s?(?P<subtitle>[^。!?;]{{4,45}})$"
    rf"|^[^。!?;:]{{4,36}}(?:发言|提问|答复|问答|审议|讨论|建言)(?:材料|内容|要点)?(?:{SELECTION})$"
    r"|^[^。!?;:]{4,36}发言材料之[一二三四五六七八九十]{1,3}$",
    "The line below a headline that says which meeting this is from begins with a dash, or ends in 摘要.",
    (
        "——临沅市政协五届二次会议大会发言摘要",
        "—— 市人大代表分组审议发言摘编",
        "县政协委员分组讨论发言摘要",
        "临沅市政协五届二次会议大会发言材料之一",
    ),
    ("——长三角改革的先锋。自贸试验区建成", "重要标志"),
)
OF_OCCASION = re.compile(
    rf"(?:大会|会议|次会|全会).{{0,6}}(?:发言|建言)(?:.{{0,6}}(?:{SELECTION}|节选|选登|专版|专刊|专栏|材料|汇编))?[)\]】]?$"
)
"""The headline of a page that only says which meeting its speeches are from."""
OCCASION_IN_BRACKETS = re.compile(
    r"^\((?=[^()]{10,60}\)$)[^()]*(?:会议|大会|次会|协商会|座谈会|活动|问政)[^()]*(?:发言|审议|讨论|建言|摘|选)[^()]*\)$"
)
"""A line in brackets below the headline that says which meeting this is from."""
ARTICLE_START = rule(
    "article_start",
    r"^(?:本报讯|本报.{2,8}(?:电|讯)|新华社.{2,12}电)",
    "How an ordinary news item begins.",
    ("本报讯 昨日，全市停车工作会议召开。",),
    ("本报将持续关注。",),
)

INTERLUDE = rule(
    "interlude",
    r"^[^“”:]{0,60}主持人(?:提醒|宣布|提示|插话|打断|示意)"
    r"|^(?:\d{1,2}\.\s?)?(?:会议)?(?:主席|主持人)(?:总结|宣布|表示|感谢|多谢|询问|请|指)|^\d{1,2}\.\s?(?:余无别事|[^,。]{0,12}散会)"
    rf"|^{NAME}(?:最后)?(?:总结|小结|点评|主持)(?:道|说|讲话)?\s?:",
    "Among questions: what a reporter tells of the room, and who sums up before a colon.",
    (
        "有市民问，猫呢？现场一阵笑声。主持人提醒，只限代表提问。",
        "9. 主席總結，請部門提交報告。",
        "李四维总结：建议很实在。",
    ),
    ("主持人才培养计划", "我们提醒市民：“主持人提示的电话要记牢。”"),
)

COURTESY = rule(
    "courtesy",
    r"^(?:(?:好的?|嗯|行|是的?|明白了?|清楚了?|收到)[,。!]?)?(?:非常)?(?:谢谢|感谢)[^?。]{0,14}[。!]?(?:我?(?:没有|不再)[^?。]{0,8}[。!])?$"
    r"|^(?:尊敬的)?[^,。?]{0,10}(?:大家|网友们?|各位|朋友们|观众们?)[^,。?]{0,6}好[,。!][^?。]{0,24}[。!]?$"
    r"|^(?:我)?(?:完全)?(?:同意|赞成|赞同)[^?;:]{0,24}(?:没有|不再|没什么)[^?;:]{0,8}[。!]$"
    r"|^您?的?(?:来信|留言|诉求)?[^,。]{0,4}正在(?:抓紧)?(?:办理|处理)中?,请[^。]{0,8}等待。?$"
    r"|^(?:我)?(?:没有|没什么)(?:别的|其他|什么)?(?:问题|意见|补充|要说)[^?;:]{0,6}[。!]$"
    r"|^(?:好的?|嗯|明白了?|清楚了?|满意)[,。!]{0,1}(?:没有?问题了?)?[。!]?$",
    "A turn that only greets, thanks or agrees says nothing that could be looked for.",
    ("好，谢谢局长。", "网友们好。", "大家好，很高兴和大家交流。", "同意前面几位的意见，没有补充。"),
    ("谢谢您的提问。停车难由来已久。", "同意建设，但要先修路。", "没有问题的企业一年只查一次。"),
)
"""Of a whole turn, when it is as short as this."""
_SAYS = r"(?:在?(?:总结|小结|讲话|最后)(?:讲话)?(?:时|中)?)?(?:指出|强调|要求|表示|说)"
COLLECTIVE_START = re.compile(
    r"^(?:[还另]有|此外,)?(?:部分|其他|一些|多位)(?:人大|政协)?(?:代表|委员|组成人员)[^。:“”]{0,40}(?:意见|建议|发言|交流)"
    r"|^[还另]有部分(?:人大|政协)?(?:代表|委员|组成人员)[就还也围]|^(?:代表|委员)们(?:一致|普遍|还|纷纷)(?:认为|表示|指出)"
    rf"|^{NAME}(?:当场|现场|随即|随后|最后)(?:表态|表示|回应|答复|指出|强调)[,:]"
)
"""How a paragraph begins that says what many of them thought, or what one who leads replied."""
_EVENT = (
    r"(?:会议(?!室|厅|中心)|会上|据悉|点评席上|(?:专题|联组|现场|电视|网络|在线|集中|视频)?"
    r"(?:询问|问政|协商|座谈|恳谈|访谈|直播|节目|活动|发布|记者|见面|面商|督办|答复|议事)(?:活动|议事)?(?:会|现场|对话)?)"
)
CLOSING: tuple[Rule, ...] = (
    rule(
        "closing_collective",
        r"^(?:(?:审议|讨论|座谈|交流|会议)(?:中|现场|间隙|期间)|代表们|委员们|大家|与会(?:代表|委员|人员))[^。:]{0,40}"
        r"(?:表示|认为|指出|建议|提出|踊跃|热烈|听取了|与代表交流|与委员交流)"
        rf"|{COLLECTIVE_START.pattern}",
        "What all of them thought is nobody's speech.",
        (
            "审议中，大家还就城市更新提出了意见。",
            "审议中，县长李四维认真听取了代表发言。",
            "代表们一致表示，要把精神带回去。",
            "还有部分组成人员就社保基金提出了意见。",
        ),
        ("大家庭的温暖。",),
    ),
    rule(
        "closing_official",
        rf"^[^,。:“”]{{0,16}}?(?:{OFFICES}|{HEADS_OF_GOVERNMENT}){NAME}[^,。:“”]{{0,24}}?(?:(?:表示|指出|强调|要求|回应|说),|主持会议|作(?:了)?(?:总结|点评)|总结讲话)",
        "An official who is no member, in the third person.",
        (
            "市委书记李四维参加审议时指出，要抓落实。",
            "市发改局局长李四维表示，将吸收意见。",
            "市人大常委会副主任李四维主持会议并作总结讲话。",
        ),
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
        rf"^(?P<names>{NAME})(?:最后)?(?:在(?:总结|小结|讲话)(?:讲话)?(?:时|中)?)?(?:(?:指出|强调|要求)|(?<=最后)(?:说|表示)),",
        "The chair by name alone.",
        ("李四维指出，询问不是问完就了。", "李四维最后说，应下的事要办。"),
        ("会议强调，", "总书记强调，要为民办事。", "我们强调，安全第一。"),
    ),
    rule(
        "closing_meeting",
        r"^[^。,:;“”]{0,14}(?:结束|落幕|闭幕|散场|收官|录制完成)(?:后|时|之际|前)?,(?!我)"
        rf"|^(?:(?:整[个场]|本[次场]|这[次场]|此次|当天|当日|当晚|全场)的?)?{_EVENT}[^。]{{0,12}}?(?:指出|强调|要求|结束|现场|历时|,)"
        rf"|^(?:整[个场]|本[次场]|这[次场]|此次|当天|当日|当晚|全场)?的?{_EVENT}(?:共|一共|期间|最后|持续|吸引|收到|收集)",
        "The end of the report of a meeting.",
        (
            "会议强调，要抓好落实。",
            "活动现场，代表们对答复作了测评。",
            "问政结束后，代表们对答复作了测评。",
            "节目录制结束时，评议团对五个部门打了分。",
            "问政活动共收集问题三十一个。",
            "当天的询问会持续了三个小时。",
        ),
        ("会展经济持续向好。", "会议室不够用，"),
    ),
    rule(
        "signature",
        rf"^[^,。:;!?“”]{{4,30}}(?:{ORGANISATIONS}|秘书处|组委会|专班|人民政府|政府)(?:\((?:印章|盖章|公章|章)\))?$"
        r"|^(?:\d{4}|[○〇零一二三四五六七八九]{4})[年-][\d一二三四五六七八九十]{1,3}[月-](?:[\d一二三四五六七八九十]{1,3}日?)?$",
        "Who issued the page, below it.",
        ("临沅市政协提案委员会办公室", "临沅市教育局（印章）", "2024年3月5日", "二○二三年十二月"),
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
        "closing_proviso",
        r"^(?:(?:需要|特别)?(?:说明|提醒|提示)(?:的是)?|温馨提示|友情提示|备注|注)[,:]?[^。]{0,30}(?:以上|解答|答复|仅供参考|为准)"
        r"|^以上(?:内容|解答|答复|回答|问答|信息)[^。]{0,24}(?:仅供参考|为准|由[^。]{2,24}(?:提供|解答|答复))",
        "How far the answers hold, below the last one.",
        ("需要说明的是，以上解答仅供参考，以窗口告知为准。", "以上答复由市人社局提供。"),
        ("需要说明的是，补贴按月发放。", "以上三条路年底完工。"),
    ),
    rule(
        "closing_vote",
        r"^[^。:,]{0,12}(?:代表|委员|观众|评议员)的?(?:测评|评议|打分)(?:的?结果)"
        r"|^(?:现场|会场|会后|随后|当天|与会|满意度)[^。]{0,30}(?:评议|测评|打分|满意率|满意度)"
        r"|^(?:[两三四五六七八九]位|各位)?(?:提案人|建议人|提案者|领衔代表|代表|委员)[^。:]{0,12}表示(?:非常|基本|比较)?满意",
        "What the audience thought of the answers.",
        (
            "现场观众举牌评议，满意率为九成。",
            "两位提案人对办理结果均表示满意。",
            "五十名代表的测评结果当场公布。",
        ),
        ("现场办公解决停车难。",),
    ),
)
"""Only looked for behind the last answer: inside an answer such sentences quote somebody."""

_PROCEEDINGS = (
    r"(?:的|、|及|代表团?|委员|大会|分组|分团|小组|联组|审议|讨论|政府工作报告|"
    r"提问|答复|发言|问答|建言|全程|在线|情况|实录)*"
)
_OCCASIONS = "会议|次会|活动|询问会?|协商会?|座谈会|问政|议事堂|[”场]"
OCCASION = re.compile(rf"^(?P<meeting>.+?(?:{_OCCASIONS}))(?:{_PROCEEDINGS})(?:{SELECTION})$")
OCCASION_UNNAMED = re.compile(
    rf"^(?P<meeting>.{{4,30}}?)(?:大会)?(?:[、及]?(?:提问|答复|发言|问答|建言))*(?:{SELECTION})$"
)
"""A subtitle names the meeting and then what this page is of it."""
