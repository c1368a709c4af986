"""Who said something, in running text: a name, a title, a verb of saying, and quotations around them."""

from app.parse.rules.parts import AFFILIATION, BODY, CALLINGS, NAME, NAMES_IN_TEXT, TITLE
from app.parse.rules.rule import Rule, rule

_AT = r"(?:^|(?<=[。!?;,:、”“\s]))"
_WHERE = r"(?:在[^,。:“”]{0,12}(?:中|时|上|后))?"
_HOW = (
    r"(?:[^,。:;“”说]{1,8}?地|接过话筒|(?:笑着)?[对向](?:记者|大家|在座[^,。:“”]{0,4})|联名|联合|共同|一致|再次|特别|抢先|率先|首先|补充|笑着|动情地|也|还|同时|则|接着|随后|最后|"
    r"进一步|建言|发言时?)?"
)
_VERB = (
    r"(?P<verb>说|认为|建议|表示|指出|提出|呼吁|谈到|坦言|直言|介绍说?|发言说?|强调|提议|"
    r"快人快语|直言不讳|感慨|补充|主张|接过话头|把?话(?:题|锋|头)一转|告诉(?:记者|大家|笔者)|开门见山|解释|举例)道?"
)
_ANY_VERB = (
    r"(?!.{0,6}(?:看到|发现|获悉|得知|了解|听到|收到|如下|的))"
    r"[\u4e00-\u9fff]{1,8}?[说道讲言出议吁望盼求到析醒白述慨叹发答招应]"
)
"""Before a colon, or a comma and a quotation, any verb will do: there are more than a list can hold."""
_WORDS = r"的(?:话|发言|一席话|建议)[^,。:“”]{0,12}"
_ANYHOW = r"(?!.{0,9}(?:看到|发现|获悉|得知|了解|听到|收到|如下|的))[^,。:;“”、\s]{1,10}(?=:“)"
"""Before a colon and a quotation no verb is needed: `接过话筒：“…”`."""
_PREDICATE = (
    r"(?!(?<=买)提)(?=[说问道讲谈答接放笑翻拿举指掏捧握点摇皱叹望看听算掰边抬站起打开话语又也还再则率首随最当现坦直补追反抛提发感建认表强呼介回"
    r"用以对向在把将连关激略深动])"
)
"""What is told of somebody begins with one of these, and few names end in one: so far goes the name."""
_SAID = rf"(?:{_VERB}|发言(?=[:,“]))"
_SAYS = rf"(?:{_WHERE}{_HOW}(?:{_SAID}|{_ANY_VERB}(?=:|,“))|{_WORDS}|{_ANYHOW})"
_DOES_SAY = rf"(?:{_WHERE}{_HOW}(?:{_SAID}|{_PREDICATE}{_ANY_VERB}(?=:|,“))|{_WORDS}|{_PREDICATE}{_ANYHOW})"
"""The same behind a name, not a title."""
_THEN = (
    r"(?P<then>[,:。]|(?=“)|$"
    r"|(?:(?<=建议)|(?<=认为)|(?<=呼吁)|(?<=提议))(?=[\u4e00-\u9fff])(?![的案被书稿已]|议案|提案|意见|办理|得到|受到|引起|进入|作为|采纳))"
)
"""Behind a verb of advice the words may follow without a comma: `建议加快…`, but not `建议的办理`."""
_ON_BEHALF_OF = (
    r"(?<=代表)(?:[市县区省州镇乡]|党|政府|中共|集团|公司|企业|大会|组委会|主办|全体|各|我|本|获奖|参会)"
)
"""Behind 代表 these make it a verb."""
_LEAD = (
    r"(?:来自[^,。:;“”]{2,16}?的|列席[^,。:;“”]{0,6}的|代表(?P<represents>[^,。:;“”]{2,20}?)(?:发言的|,)"
    r"|[^,。:;“”\s]{1,10}?(?:界别?|代表团|小组)的?|[^,。:;“”\s、]{2,30}、(?=\S{0,6}?(?:人大|政协))|[^,。:;“”\s]{2,16}?的)"
)
ATTRIBUTIONS: tuple[Rule, ...] = (
    rule(
        "name_title_then_he_says",
        rf"{_AT}{_LEAD}?{NAMES_IN_TEXT}\s?{TITLE}(?!{_ON_BEHALF_OF})[^“”:。]{{1,40}}[。,](?P<he_says>他|她)"
        rf"(?:还|也|补充|解释)?(?P<verb>说|建议|认为|表示|坦言|指出){_THEN}",
        "The reporter first says who it is; the next sentence says that he speaks.",
        (
            "李四维代表在卫生院工作了二十一年。他说：“要治。”",
            "杜明代表接过话头。她建议，多建食堂。",
            "杜明委员长期从事社区工作，她建议完善帮扶。",
        ),
        (
            "李四维代表在卫生院工作了二十一年。居民说：“好。”",
            "李四维代表市委、市政府表示欢迎。他说，要治。",
        ),
    ),
    rule(
        "title_office_name_says",
        rf"{_AT}{BODY}{TITLE}、(?P<affiliation>[^,。:;“”]{{2,40}}{CALLINGS})\s?(?P<names>{NAME}){_DOES_SAY}{_THEN}",
        "Title, office and name in a row.",
        (
            "全国政协委员、某院院长李四维表示，停车难要治。",
            "市人大代表、某公司总经理李四维说：“要治。”",
            "市人大代表、某集团党委书记、董事长李四维建议加快建设。",
            "全国人大代表、某医院主任医师拉巴卓玛说，",
        ),
        ("全国政协委员、某院院长李四维出席会议。",),
    ),
    rule(
        "title_trade_name_says",
        rf"{_AT}{BODY}{TITLE}、(?P<affiliation>[^,。:;“”]{{2,40}}[长师员家士人工匠授记监理官警主手户])\s?(?P<names>{NAME}){_DOES_SAY}{_THEN}",
        "The same for a calling that no list has.",
        (
            "全国人大代表、某纺织厂挡车工李四维表示，停车难要治。",
            "市政协委员、某剧团鼓手杜明接过话头说，“要治。”",
        ),
        ("全国人大代表、某纺织厂挡车工出席会议。",),
    ),
    rule(
        "office_name_title_says",
        rf"{_AT}{BODY}?(?P<affiliation>[^,。:;“”()、\s]{{0,24}}{CALLINGS})\s?(?P<names>{NAME})\s?{TITLE}{_SAYS}{_THEN}",
        "The office before name and title.",
        ("市规划设计院总工程师李四维委员说，“要治。”", "村支书杜明代表建议加快建设。"),
        ("市长李四维代表市政府说，", "院长代表说，"),
    ),
    rule(
        "name_title_says",
        rf"{_AT}{_LEAD}?{BODY}?(?:代表|委员)?\s?{NAMES_IN_TEXT}(?:等|[两二三四五几]位)?\s?{TITLE}\s?{AFFILIATION}?{_SAYS}{_THEN}",
        "Name and title before the verb.",
        (
            "陆一帆委员说，停车难要治。",
            "会上，杜明、许小溪代表建议：加快建设。",
            "来自教育界别的杜明委员认为，",
            "“要治。”来自某村的杜明代表把话题一转，",
            "杜明代表笑着对记者说。",
            "年近六旬的杜明代表认为，",
            "杜明代表抢先发言：“要治。”",
            "杜明代表谈道：村里路难走。",
            "卞长河代表期盼：要治。",
            "杜明委员接过话筒：“还要有场地。”",
            "谈到停车，杜明代表有感而发：“要治。”",
            "杜明代表拍着图纸大声说，“要治。”",
        ),
        (
            "代表们认为，",
            "与会代表建议，",
            "陆一帆代表公司说明情况。",
            "陆一帆代表建议的办理情况",
            "截至17日，已收到代表建议议案323件",
            "杜明代表在现场看到：路不平。",
            "妇女代表陆三妹接着说：“几点跳？”",
        ),
    ),
    rule(
        "in_his_view",
        rf"{_AT}在{_LEAD}?{BODY}?(?:(?:代表|委员)(?:、[^,。:;“”]{{2,40}}?{CALLINGS})?\s?{NAMES_IN_TEXT}|(?P<names2>{NAME})\s?(?P<title2>代表|委员))(?:看来|眼里|眼中)(?P<then>[,:])",
        "An opinion without a verb.",
        ("在李四维代表看来，停车难要治。", "在市政协委员杜明看来，要管。"),
        ("在代表们看来，", "在代表委员看来，"),
    ),
    rule(
        "bare_title_name_says",
        rf"(?:^|(?<=[。!?;])){_LEAD}?{TITLE}\s?{NAMES_IN_TEXT}{_DOES_SAY}{_THEN}",
        "At the head of a sentence the title alone, or with the sector.",
        (
            "委员杜明发言说，要治。",
            "农业界委员杜明认为，要管。",
            "也有人说到江面。委员杜明说，要治；委员许小溪说，要管。",
        ),
        ("委员们认为，", "代表建议，要治。"),
    ),
    rule(
        "title_name_says",
        rf"{_AT}{_LEAD}?{BODY}{TITLE}\s?{NAMES_IN_TEXT}\s?{AFFILIATION}?{_DOES_SAY}{_THEN}",
        "The title before the name.",
        ("市政协委员李四维说：“要治。”", "人大代表李四维（某镇党委书记）建议，"),
        ("市政协委员们说，",),
    ),
)
_BEHIND_WORDS = r"(?<=[。!?…,]”)(?:(?:对此|为此|对于|关于|说起|谈起|谈到|说到|提到)[^,。:“”]{0,14},)?"
_DOES = rf"{_PREDICATE}[^“”。:]{{1,24}}?"
_AND = r"(?P<then>[。:](?:$|(?=[^“]))|[,。:](?=“))"
QUOTED_AROUND: tuple[Rule, ...] = (
    rule(
        "quoted_by_name_title",
        rf"{_BEHIND_WORDS}{_LEAD}?{BODY}?(?:[^,。:;“”()、\s]{{2,24}}?{CALLINGS}\s?)?{NAMES_IN_TEXT}(?:等|[两二三四五几]位)?\s?{TITLE}(?!{_ON_BEHALF_OF})\s?{AFFILIATION}?{_DOES}{_AND}",
        "Right behind words in quotation marks stands whose they are, whatever is told of him.",
        ("“太早了。”杜明委员放下材料，语气沉重，“没人在岗。”", "“要治。”李四维代表指着图纸。"),
        ("“要治。”委员们说。", "要治。李四维代表指着图纸。"),
    ),
    rule(
        "quoted_by_office_name",
        rf"{_BEHIND_WORDS}{_LEAD}?{BODY}{TITLE}(?:、(?P<affiliation>[^,。:;“”]{{2,40}}?{CALLINGS}))?\s?(?P<names>{NAME}){_DOES}{_AND}",
        "The same with the title first.",
        (
            "“电源呢？”市人大代表、某公司总工程师李四维指着配电箱问。",
            "“去了哪里？”市人大常委会委员李四维首先发问，“要公布。”",
        ),
        ("“要治。”市人大代表、某公司总工程师出席。", "“要治。”市政协委员们首先发问，“公布。”"),
    ),
    rule(
        "said_by_name_title",
        rf"(?<=[。!?…,]”)[说讲道](?:这|此|出这|起这)[^,。:;“”]{{0,8}}的,?(?:正|就)?是,?{_LEAD}?{BODY}?(?:[^,。:;“”()、\s]{{2,24}}?{CALLINGS}\s?)?"
        rf"(?:{NAMES_IN_TEXT}\s?{TITLE}|(?P<title2>代表|委员)\s?(?P<names2>{NAME}))\s?{AFFILIATION}?(?P<then>[。](?:$|(?=[^“]))|[,。](?=“))",
        "Behind the quotation stands that it was he who said it.",
        ("“要治。”说这话的，是来自教育界的杜明委员。", "“要治！”说这番话的正是市人大代表杜明。"),
        ("“要治。”说这话的是一位村民。",),
    ),
    rule(
        "quoted_by_bare_title_name",
        rf"(?<=[。!?…,]”){_LEAD}?(?:[老新女男]|年轻|年长|资深)?{TITLE}\s?{NAMES_IN_TEXT}{_DOES}(?P<then>,(?=“))",
        "The bare title before the name, between two quotations.",
        (
            "“我来插一句。”坐在窗边的老代表李四维把茶杯一推，“要治。”",
            "“太早了。”委员杜明笑着摇头，“没人在岗。”",
        ),
        ("“要治。”村民代表李四维把茶杯一推，“要快。”", "“要治。”委员们笑着摇头，“要快。”"),
    ),
)
BEHIND_QUOTATION = rule(
    "behind_quotation",
    r"^“[^“”]{3,}”[^“”]{2,60}",
    "A paragraph that begins with a quotation, and tells whose it is behind it.",
    ("“要治。”市人大代表李四维说，",),
    ("李四维代表说：“要治。”",),
)
OPENING_REMARK = rule(
    "opening_remark",
    r"^“(?:[那好请行]?,)?(?:我|让我|容我)?(?:也|再|先|来|想|就|还|接着|简单|在这里|这里)*(?:说|插|补充|讲|谈|提|接|发言|问|回应|呼应)(?:上|个)?"
    r"(?:[一两几三]?(?:句|点|下|嘴)|[一两几三](?:件事|个事|个问题))(?:话|意见|吧|题外话)?[。!,…:]{1,2}”",
    "How one takes the floor before he says something: no part of what he says.",
    ("“我来插一句。”", "“我也补充两点，”", "“让我说几句话！”", "“再讲两句。”"),
    ("“我来插一句，会见室只有四间。”", "“要治。”", "“说一千道一万，路要修。”"),
)
OFFICER_SAYS = rule(
    "officer_says",
    rf"^(?P<forum>常委会)(?:党组)?(?P<title>副主任|秘书长){NAMES_IN_TEXT}{_SAYS}{_THEN}",
    "In the minutes of a standing committee its deputy chairs speak as members do; only where members are "
    "named 常委会委员 beside them, for elsewhere they speak as those who lead.",
    ("常委会副主任李四维指出，要治。", "常委会秘书长李四维建议："),
    ("市人大常委会副主任李四维指出，要治。", "常委会主任李四维强调，要治。"),
)
HE_ADDS = rule(
    "he_adds",
    r"(?<=[。!?”])(?:随后|接着|同时|为此|会上|发言中)?,?(?:他|她|他们|她们)(?:还|也|又|进一步)?(?:建议|说|认为|表示|提出|呼吁),",
    "What the same speaker said besides, in the paragraph of his quotation.",
    ("“电源呢？”李四维代表问。随后他建议，要有两路。", "“要治。”杜明委员说。她认为，也要疏。"),
    ("“电源呢？”他问。随后大家建议，要有两路。",),
)
HE_SAYS = rule(
    "he_says",
    rf"^(?:他|她|他们|她们|该代表|该委员){_SAYS}{_THEN}",
    "The same speaker goes on in the next paragraph.",
    ("他还建议，加强执法。", "她说：“要治。”"),
    ("他山之石，可以攻玉。",),
)
