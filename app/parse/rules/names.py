"""Names of people as they are printed together, and what stands where a name could and is nobody's."""

import re

from app.text.folding import fold

NO_NAME = re.compile(
    r"(?:[说话看讲已]|老?党员|[甲乙丙丁美中日外双各对]方|副?主任|首席|执行|候补|常务|监督|评审|裁判|特邀|组织|纪检|宣传|统战|政法|"
    r"累计|收到|接到|办理|交办|据|截至|针对|围绕|根据|按照|各位|与会|全[体市省县区国州镇乡]|部分|多位|几位|有的|一些|许多|其他|人大|政协|提问|全国|大会|应邀|列席|发言|两会|群众|村民|"
    r"(?:声音|观点|看法|呼声|话语|关注|关切|热议|聚焦|快语|连线|同期声|好声音|金句|怎[么样]说)$|"
    r"妇女|青年|学生|农民|居民|家长|业主|商户|企业|法定|授权|工会|职工|会议|参会|现场|基层|一线|记者|主持|大家|专家|"
    r"献[策计言]|支招|发声|进言|直言|畅[谈言]|议政|说事|点题|寄语|热盼|期盼|留言|履职|笔谈|手记|日记|议[一事两]|谈[民两政发]|说[民两政发]|"
    r"建议|认为|提出|表示|指出|希望|呼吁|关于|如何|问题|目标|任务|要求|意见|总书记|我|不少|众多|有|这|该|各|其中|对此|为此|[还也另又更]有|同时|此外|因此|所以|如果|以及|"
    r"听[了取到完]|刚[才刚]|正如|就像|接过|感谢|联络|召集|代表|委员|领导|评价|评议|点评|反馈|满意|审议|讨论|分组|分团|分片|联组|座谈|协商|热议|热烈|热词|视察|调研|听取|参加|出席|报到|[一二两三四五六七八九十几数][位名]|[市县省团们]|区(?:[里委内级]|人大|政协)|党(?:[员组委派外]))"
    r"|.*(?:之声|之家|风采|建言|心声|名单|工作|界别|小组|[全各]体|委员会|常委会|的|直通车|大家谈|访谈|在线|热线|连线|面对面|会客厅|[团组镇乡局委办司厅处]$|街道|集团|[问答]$)"
)
"""What stands where a name could stand, beside 代表 or 委员, and is nobody's name."""

SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范"
    "汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文樊兰殷施洪翟安颜倪牛"
    "温芦季俞章鲁葛伍申尤毕聂柴焦柳邢岳齐梅庄辛管祝左涂谷祁时舒耿卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁"
    "隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀"
    "傅萧阎郁岑蓝巫敖晏闻湛宗宣郦匡佟麦缪佘蒲冷芮储糜井弓牧隗宓郗班仲伊仇栾钭厉戎祖束幸韶郜蓟印怀邰鄂蔺屠蒙阴胥莘贡"
    "邝代冼骆黎占招麻况敬揭楼禹沙仝檀衷佴丰郄"
    "卓逄姬扶宰雍璩桑濮寿扈郏浦尚慕茹宦艾庾暨衡弘寇阙殳蔚夔巩晁訾阚那鞠荆竺逯桓仉"
    "喻窦云花凤酆皮狄贝伏谈茅庞虞支昝裘贲杭诸钮嵇滑荣荀羊惠封羿汲邴乌巴蓬仰暴宿索籍劳堵农习鱼慎厍毋乜巢蒯"
)

COMPOUND_SURNAMES = re.compile(
    "欧阳|司[徒马空]|上官|诸葛|尉迟|慕容|令狐|端木|[公长]孙|东方|南宫|皇甫|夏侯|宇文|钟离|闻人|申屠|濮阳|淳于|轩辕|呼延|"
    "独孤|澹台|公[冶西]|太叔|宗政|拓跋|万俟|第五|百里|西门|漆雕|亓官|鲜于|纳兰|完颜"
)
TRANSLITERATED = (
    "[阿卜杜拉买提尔古丽热依汗木沙吾斯克曼都不合江孜努帕迪力亚库尼孙旦娜伊布麦塔玛艾则赛哈巴特其格图雅乌兰苏日毕叶"
    "肯别加米吉夏扎西央次仁卓顿珠旺珍索朗达罗桑多杰格桑万逊玉素甫司义肉祖农肖开合朝鲁那顺云敖登琴勒瓦金嘎丹平措边普洛姆曲德贡晋土强益尕藏才让青]"
)
"""The characters that names of other languages are mostly written with."""
_DOTTED = re.compile(r"[^\W\d_]+(?:[·.][^\W\d_]+)+$")
"""A full stop of Latin print may stand for the dot."""
_TRANSLITERATION = re.compile(f"{TRANSLITERATED}{{3,12}}$")
_BETWEEN_NAMES = re.compile(
    r"\s*[、,]\s*|(?:(?<=[^\W\d]{2})|(?<=\s[^\W\d]))\s*[和与]\s*(?=[^\W\d]\s?[^\W\d])|(?<=\S\S)\s+(?=\S\S)"
)


def split_names(printed: str | None) -> list[str]:
    """The single names of `甲一、乙二和丙三`; white space inside a padded name (`王 强`) is dropped, and so
    is the title of each (`甲一委员、乙二委员`).

    Folds separators only, so the names keep the characters they are printed with.
    """
    if not printed:
        return []
    folded = fold(printed)
    if _SIDE_BY_SIDE.fullmatch(folded):
        beside = _WIDE_GAP.split(printed)
        if any(len(part.split()) > 1 for part in beside):
            return [name for part in beside for name in split_names(part)]
    names, at = [], 0
    for gap in _BETWEEN_NAMES.finditer(folded):
        if gap.group().isspace() and _padded(folded[at : gap.start()], folded[gap.end() :]):
            continue
        names.append(printed[at : gap.start()])
        at = gap.end()
    names.append(printed[at:])
    plain = [_SAYING.sub("", "".join(name.split())) for name in names if name.strip()]
    return [_TITLED.sub("", name) if i == 0 else _TITLE_BESIDE.sub("", name) for i, name in enumerate(plain)]


def is_likely_name(name: str) -> bool:
    """Whether what stands alone looks like a person's name: a surname first, parts joined by a dot, or
    nothing but characters of transliterations."""
    folded = fold(name)
    surname = folded[0] in SURNAMES or COMPOUND_SURNAMES.match(folded) is not None
    return (
        (_DOTTED.match(folded) is not None and len(folded) <= 14)
        or (surname and 2 <= len(folded) <= 4)
        or _TRANSLITERATION.match(folded) is not None
    )


def _padded(left: str, right: str) -> bool:
    """Whether `次仁 罗布` is one name with a space in it: two characters a side, and no surname first; or
    the first is all of a surname (`尉迟 明`)."""
    if COMPOUND_SURNAMES.fullmatch(left):
        return len(_TITLE_BESIDE.sub("", right)) <= 2
    return len(left) == 2 and len(right) == 2 and left[0] not in SURNAMES


_SAYING = re.compile(r"(?<=[^\W\d]{2})(?:表示|指出|认为|说)$")
"""The verb between a name and the colon of what is said."""
_PADDED = r"[^\W\d](?:\s?[^\W\d·.]|[·.][^\W\d]){1,7}"
_SIDE_BY_SIDE = re.compile(rf"{_PADDED}(?:\s{{2,8}}{_PADDED}){{1,4}}")
_WIDE_GAP = re.compile(r"\s{2,8}")
"""Names set side by side with gaps wider than the padding within them (`解 冰  廖启东`)."""
_TITLED = re.compile(r"(?<=..)(?:代表|委员|委員)$")
_TITLE_BESIDE = re.compile(r"^(?:代表|委员|委員)(?=..)|(?<=.)(?:代表|委员|委員)$")
