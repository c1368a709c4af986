"""Who speaks: the labels above or below a speech, or at the head of its first paragraph."""

import re

from app.parse.rules.parts import (
    A_BODY,
    AFFILIATION,
    AND,
    BODY,
    CALLINGS,
    NAME,
    NAMES,
    PARTIES,
    REGION,
    SHORT_NAME,
    SHORT_NAMES,
    TITLE,
)
from app.parse.rules.rule import Rule, rule

_SPEAKING = r"(?:(?:现场|首先|随后|最后)?(?:发言|建言)\s{0,3})?"
"""The verb may stand behind the brackets."""
SPEECH_LABELS: tuple[Rule, ...] = (
    rule(
        "name_title",
        rf"^{BODY}?(?:代表|委员)?\s{{0,3}}{NAMES}(?:等|[两二三四五几]位)?\s{{0,3}}{TITLE}(?:等[两二三四五六七八九十\d]{{0,3}}[人位]?)?\s{{0,3}}{AFFILIATION}?\s{{0,3}}"
        rf"(?:{_SPEAKING}:|-{{2}}(?=[^-\s]))",
        "The common form: a name and what the person is.",
        (
            "陆一帆代表：",
            "杜明、许小溪委员:",
            "王 强代表：",
            "市政协委员陆一帆委员：",
            "陆一帆代表（某镇党委书记）：",
            "陆一帆委员（提案人）发言：",
            "陆一帆代表等：",
            "陆一帆、杜明委员等三人：",
            "陆一帆代表——停车难要治。",
        ),
        ("陆一帆代表民建临沅市委会的发言", "陆一帆代表全体委员发言。"),
    ),
    rule(
        "title_name",
        rf"^{BODY}?{TITLE}\s{{0,3}}{NAMES}\s{{0,3}}{AFFILIATION}?\s{{0,3}}{_SPEAKING}:",
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

_FOR = (
    rf"(?:(?:{'|'.join(PARTIES)})[^。,;:()\s]{{0,16}}?"
    r"|(?:政协)?[^。,;:()\s]{2,14}?界别?(?:小?组)?|[^。,;:()\s]{0,8}(?:工商联|总工会|妇联|青联|侨联|台联|科协|文联|无党派人士))"
)
"""For whom one speaks in a plenary."""
_ON_THE_FLOOR = r"(?:委员|成员)?(?:[作做]?的?(?:大会|口头|书面|交流)*(?:发言|建言))?"
_WITH_UNIT = r"\s{0,3}(?:代表|委员|常委)?\s{0,3}\([^()]{2,40}\)\s{0,3}(?:代表|委员|常委)?"
FULL_LABELS: tuple[Rule, ...] = (
    rule(
        "from_sector",
        rf"^来自[^,。:;“”]{{2,16}}?的{BODY}?(?:(?:代表|委员)\s{{0,3}}{NAMES}|(?P<names2>{NAME}(?:{AND}{NAME}){{0,9}}?)"
        rf"\s{{0,3}}{TITLE})\s{{0,3}}{AFFILIATION}?\s{{0,3}}:",
        "Where a member comes from stands before the name.",
        ("来自教育界别的杜明委员：", "来自教育界别的市政协委员杜明：", "来自经济界的杜明委员、许小溪委员："),
        ("来自教育界别的意见：",),
    ),
    rule(
        "names_with_units",
        rf"^{BODY}?(?:代表|委员)?\s?(?P<names>{NAME})\s{{0,3}}(?P<title>代表|委员|常委)?\s{{0,3}}{AFFILIATION}\s{{0,3}}(?:代表|委员|常委)?"
        rf"\s?[、,和与;\s]\s?(?P<names_too>(?:代表|委员)?\s?{NAME}{_WITH_UNIT}(?:\s?[、,和与;\s]\s?(?:代表|委员)?\s?{NAME}{_WITH_UNIT}){{0,4}})\s{{0,3}}{_SPEAKING}:",
        "Several together, each with a unit in brackets.",
        (
            "李四维（某街道党工委书记）、杜明（区残联理事长）：",
            "李四维代表（某镇）和杜明代表（某村）：",
            "李四维（某校）、杜明（某院）、许小溪（某所）委员：",
        ),
        ("李四维（某街道党工委书记）、杜明：", "修订稿（第一稿）、征求意见稿（第二稿）"),
    ),
    rule(
        "two_with_offices",
        rf"^{BODY}{TITLE}、(?P<affiliation>[^,。:;“”]{{2,40}}{CALLINGS})(?P<names>{NAME})[、和与]{A_BODY}?(?:代表|委员)、"
        rf"[^,。:;“”]{{2,40}}{CALLINGS}(?P<names_too>{NAME})\s?:",
        "Two together, each with an office.",
        ("市政协委员、某法院庭长李四维和市政协委员、海事律师杜明：",),
        ("市政协委员、某法院庭长李四维：",),
    ),
    rule(
        "title_office_name",
        rf"^{BODY}{TITLE}、(?P<affiliation>[^,。:;“”]{{2,40}}{CALLINGS})\s?(?P<names>{NAME}(?:、{NAME}){{0,3}})(?<![说道])\s{{0,3}}:",
        "Title, office and name in a row.",
        (
            "市人大代表、某集团首席技师李四维：",
            "市政协常委、民建某市委会副主委李四维：",
            "市人大常委会委员、财经委员会主任委员李四维：",
        ),
        ("市人大代表、某集团提出：", "市人大代表、某合作社理事长李四维说：“要治。”"),
    ),
    rule(
        "title_trade_name",
        rf"^{BODY}{TITLE}、(?P<affiliation>[^,。:;“”]{{2,40}}[长师员家士人工匠授记任监理席官警主手户])\s?(?P<names>{NAME})(?<![说道])\s?:",
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
        "office_title_name",
        rf"^(?P<affiliation>[^,。:;“”()]{{2,40}}?)、{BODY}{TITLE}\s?{NAMES}\s{{0,3}}:",
        "The office before title and name.",
        ("某村党支部书记、市人大代表李四维：", "某律师事务所主任、市政协委员　杜明："),
        ("听取人大代表、政协委员意见：", "李四维、市政协委员会："),
    ),
    rule(
        "name_speaking_for",
        rf"^{BODY}?{NAMES}\s{{0,3}}(?P<title>委员|常委)\s{{0,3}}代表(?P<represents>{_FOR}){_ON_THE_FLOOR}\s{{0,3}}:",
        "For whom a member speaks stands behind name and title (代表, a verb), and then a colon.",
        (
            "杜明委员代表民建临沅市委会：",
            "许小溪委员代表政协教育界别作大会发言：",
            "市政协常委杜明委员代表九三学社临沅市委建言：",
            "杜明委員代表臺盟臨沅市支部：",
        ),
        ("杜明委员代表：", "杜明委员代表大家说：", "杜明代表民建临沅市委会的提案："),
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
    rf"^[【\[〔〖]{BODY}?(?:{TITLE}\s?{NAMES}|(?P<names2>{NAME}(?:{AND}{NAME}){{0,9}}?)\s?(?P<title2>代表|委员))\s?{AFFILIATION}?[】\]〕〗]\s?:?",
    "Name and title in the brackets that elsewhere hold a topic.",
    (
        "【李四维代表】停车难要治。",
        "【市政协委员 杜明】",
        "【杜明、许小溪委员】",
        "[李四维代表]停车难要治。",
        "〖李四维代表〗停车难要治。",
    ),
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
    rf"(?P<names>{NAME})\s{{0,3}}:"
    rf"|^(?P<names2>{NAME})\s?(?P<title2>副主任|副主席|秘书长|副秘书长|主任委员)\s{{0,3}}:",
    "Deputy chairs speak among the members, where labels name members beside them.",
    ("市人大常委会副主任李四维：", "常委会秘书长李四维：", "李四维副主任："),
    ("市人大常委会主任李四维：", "副市长李四维：", "李四维主任："),
)
ALONE_LABELS: tuple[Rule, ...] = (
    rule(
        "title_alone",
        rf"^(?P<title>代表|委员)\s{{1,3}}(?P<names>{SHORT_NAME})$",
        "The bare title, a gap, and the name; office or unit may stand on the next line.",
        ("代表　杜明", "委员 李 四维"),
        ("代表 们", "代表发言"),
    ),
    rule(
        "title_colon_name",
        rf"^{BODY}?(?P<title>代表|委员)\s?:\s?(?!{'|'.join(PARTIES)}|无党派|\S*(?:界别?|会|组|团|社)$)(?P<names>{SHORT_NAME})\s?{AFFILIATION}?$",
        "The title as a field, and the name in it.",
        ("代表：杜明", "委员：李 四维（某小学校长）"),
        ("代表：民建临沅市委会", "代表：教育界", "参会代表：杜明"),
    ),
    rule(
        "name_title_alone",
        rf"^{SHORT_NAMES}\s{{0,3}}{TITLE}\s{{0,3}}(?:{AFFILIATION}|[/|丨]\s?(?P<affiliation2>[^,。:;!?“”()]{{2,30}}))?$",
        "A label may stand on a line of its own, without a colon.",
        ("武清荷委员", "杜明、许小溪代表", "杜明代表（某镇党委书记）", "杜明代表/某村党支部书记"),
        ("与会代表", "全体委员", "武清荷委员说"),
    ),
    rule(
        "title_name_alone",
        rf"^{BODY}{TITLE}\s{{0,3}}{SHORT_NAMES}\s{{0,3}}{AFFILIATION}?$",
        "The same with the title before the name.",
        ("市政协委员 霍明礼", "市人大代表杜明（某镇党委书记）"),
        ("市政协委员分组讨论政府工作报告", "市人大代表之声", "人大代表声音", "政协委员观点"),
    ),
    rule(
        "title_office_name_alone",
        rf"^{BODY}{TITLE}、(?P<affiliation>[^,。:;“”]{{2,40}}{CALLINGS})\s?(?P<names>{NAME})$",
        "The same with an office between title and name.",
        ("市人大代表、某街道某社区党委书记杜明", "市人大代表、古建筑营造技艺传承人李四维"),
        ("市人大代表、某集团董事长李四维：", "市人大代表、政协委员座谈"),
    ),
)
TAIL_LABELS: tuple[Rule, ...] = (
    rule(
        "tail_dash",
        rf"^-{{1,2}}\s?(?:{BODY}{TITLE}\s{{0,3}}{NAMES}|(?P<title2>代表|委员)\s{{0,3}}(?P<names2>{SHORT_NAME}))$",
        "A short speech may be signed below, after a dash.",
        ("——市人大代表 温如故", "——县政协委员　热依汗古丽", "——委员杜明"),
        ("——市政协委员分组讨论发言摘要",),
    ),
    rule(
        "tail_dash_name",
        rf"^-{{1,2}}\s?{BODY}?{SHORT_NAMES}\s?{TITLE}$",
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
        rf"^\((?:来自[^,。:;“”()]{{2,16}}?的)?{BODY}?(?:{TITLE}\s{{0,3}}{SHORT_NAMES}|(?P<names2>{SHORT_NAME})\s?(?P<title2>代表|委员))\)$",
        "Or signed in brackets.",
        ("（陶九畴代表）", "（市政协委员 杜明）"),
        ("（代表发言摘要）",),
    ),
)

SIGNED = rule(
    "signed",
    rf"(?<=[。!?”])\((?:来自[^,。:;“”()]{{2,16}}?的)?{BODY}?(?:{TITLE}\s{{0,3}}{SHORT_NAMES}|(?P<names2>{SHORT_NAME})\s?(?:代表|委员))\)$",
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
PLENARY_SPEAKER = rule(
    "plenary_speaker",
    rf"^(?:-{{1,2}}\s?|\()?(?:发言人\s{{0,3}}:\s?)?(?:{A_BODY}?(?:委员|常委)\s?)?{NAMES}\s?(?P<title>委员|常委)?\s?"
    r"(?<!人大)(?<!政协)代表(?P<represents>[^。,;:()]{2,30}?)(?:作?的?(?:大会)?(?:口头|书面|交流)?发言)\)?$",
    "In a CPPCC plenary one member speaks on behalf of (代表, a verb) a party or sector.",
    ("陆一帆委员代表民建临沅市委会的发言", "杜明代表民进临沅市委会的发言", "杜明委员代表政协教育界别的发言"),
    ("陆一帆代表：", "陆一帆代表在会上的发言，引起热烈反响。", "——临沅市人大代表审议政府工作报告发言"),
)
_WITH = r"(?:作?的?(?:大会|口头|书面|交流)?发言)"
_PARTED = r"[:(|\s-]{1,3}"
PLENARY_BYLINE = rule(
    "plenary_byline",
    rf"^[-□■▢●◆◎(\s]{{0,4}}(?:代表)?(?P<represents>{_FOR})(?:(?:委员(?!会)|成员|会员|{_WITH})(?:{_PARTED})?|{_PARTED})\s?"
    rf"(?:(?:执笔|发言|宣读)人?\s?:?\s?)?(?P<names>{NAME}(?:[、\s]\s?{NAME}){{0,3}}?)\s?(?P<title>委员|常委)?\s?"
    rf"(?:\([^()]{{2,40}}\)|执笔|{_WITH})?\)?$"
    rf"|^[-□■▢●◆◎(\s]{{0,4}}(?:发言人\s{{0,3}}:\s?)?(?:{A_BODY}?(?:委员|常委)\s?)?(?P<names2>{NAME}(?:、{NAME}){{0,3}})"
    rf"(?:\s?(?P<title2>委员|常委)\s?(?:{_PARTED})?(?:代表)?|{_PARTED}(?:代表)?|\s?代表)\s?(?P<represents2>{_FOR})(?:委员|成员)?{_WITH}?\)?$",
    "The party or sector and who speaks for it, in any order, parted by a mark or a word; only on a plenary "
    "page, for rolls of members look the same.",
    (
        "九三学社临沅市委 李四维",
        "民盟临沅市委会 李四维委员",
        "民革临沅市委会：李四维委员",
        "民革临沅市委会（李四维委员）",
        "政协教育界委员 李四维",
        "代表民革临沅市委会发言　李四维",
        "李四维（民建临沅市委会）",
        "李四维委员（代表民建临沅市委会）",
        "发言人：李四维（教育界）",
        "李四维代表无党派人士",
        "委员李四维代表民建临沅市委会",
    ),
    ("李四维代表全体委员发言", "李四维（某镇党委书记）", "民建临沅市委会的提案"),
)
PLENARY_BULLET = rule(
    "plenary_bullet",
    rf"^[□■▢●◆◎▲○★※]\s?(?:(?P<represents>[^,。;:()\s]{{2,12}}界别?)?(?P<title>委员|常委)\s?(?P<names>{NAME})"
    rf"|(?P<names2>{NAME})\s?(?P<title2>委员|常委))\s?"
    r"(?:代表(?P<represents2>[^。,;:()]{2,30}?)(?:的?发言)?|\((?:代表)?(?P<represents3>[^()]{2,30})\))?$",
    "The speaker line below a plenary speech's title has a bullet, and says for whom with or without 发言.",
    ("□杜明委员代表民建临沅市委会", "□委员 李四维（代表教育界）", "■特邀界别委员　李四维"),
    ("□ 通讯员 杜明", "●停车难要治", "杜明委员"),
)
PLENARY_POST = rule(
    "plenary_post",
    rf"^-{{0,2}}\s?(?P<affiliation>[^,、。;:()\s]{{2,24}}(?:主委|主席|主任委员|会长|秘书长))\s{{0,3}}(?P<names>{NAME})$",
    "Or by the post that the member has in a party or in the committee.",
    ("——民建临沅市委会副主委　李四维",),
    ("——市政协主席会议纪要摘登", "民建临沅市委会副主委"),
)
FORM_SPEAKER = rule(
    "form_speaker",
    rf"^(?:大会|书面|交流)?(?:发\s?言|建\s?言|宣读|撰\s?稿|演讲|报告)\s?(?:人|者|委员|代表|单位代表)\s?[:\s]\s?{NAMES}\s?(?:委员|代表)?\s?{AFFILIATION}?$",
    "Written speeches are collected on forms: who speaks, on a line of its own.",
    ("发言人：李四维", "发言委员：杜明、许小溪", "发言人：李四维（市政协委员，某医院护士长）"),
    ("发言人：请大家提问。",),
)
FORM_LINES: tuple[Rule, ...] = (
    rule(
        "form_title",
        r"^~?\s?(?:发言)?(?:题\s?目|标\s?题)\s?(?::|\s)\s?",
        "What about.",
        ("~发言题目：推动停车治理的建议", "标题：治停车"),
        ("题目很好。",),
    ),
    rule(
        "form_for",
        r"^(?:代\s?表|代表(?:单位|党派|界别)|发言单位|单位|界别|党派)\s?(?::|(?<=单位)\s|(?<=党派)\s)\s?(?P<represents>[^。;:]{2,30})$",
        "For whom.",
        ("代　表：民建临沅市委会", "界别：教育界"),
        ("单位：万元；比例：百分之一",),
    ),
)
FORM_FIELD = rule(
    "form_field",
    r"^(?P<key>[\u3400-\u9fff](?:\s{0,3}[\u3400-\u9fff]){1,5})\s{0,2}:\s{0,3}",
    "A field of a form, whatever it is called; only where the form comes again on the page.",
    ("身份：某学校校长", "发言内容：", "发　言　人：谢长青"),
    ("停车难要治，办法有三：", "谢长青代表在会上发言时说："),
)
