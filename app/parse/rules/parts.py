"""What labels are made of, as patterns over folded text: names, titles, bodies, offices, organisations."""

from app.parse.rules.names import TRANSLITERATED

HAN = r"[\u3400-\u4e27\u4e29-\u9fff\U00020000-\U0003ffff]"
"""丨 is left out: it is printed for a bar, `代表说丨…`."""
_DOTTED = rf"{HAN}{{1,8}}?(?:[·.]{HAN}{{1,8}}?)+"
NAME = rf"(?:{_DOTTED}|{HAN}(?:\s{{0,3}}{HAN}){{1,3}}?|{HAN}{{5,6}}?|{TRANSLITERATED}{{7,12}}?)"
"""Two to four characters, perhaps spaced out, five or six written together, more in a transliteration, or
parts joined by dots; as few as what follows allows, because a title (`徐三委员代表…`) is made of the same
characters."""
AND = r"(?:代表|委员)?(?:、|,|和|与|\s)\s?(?:代表|委员)?"
NAMES = rf"(?P<names>{NAME}(?:{AND}{NAME}){{0,9}}?)"
NAMES_IN_TEXT = rf"(?P<names>{NAME}(?:(?:代表|委员)?(?:、|和|与){NAME}){{0,9}}?)"
"""In running text a comma or a space ends what stands before a name."""
AFFILIATION = r"(?:\((?P<affiliation>[^()]*(?:\([^()]*\)[^()]*)*)\))"
REGION = (
    rf"(?:全国|自治[区州县]|[本我]?[省市区县州盟旗镇乡]|新区|地区"
    rf"|{HAN}{{2,5}}?(?:[省市县区州盟旗镇乡]|自治[区州县]|新区|地区))"
)
A_BODY = rf"(?:{REGION}{{0,3}}(?:人大|政协)(?:常委会?)?)"
BODY = rf"(?P<forum>{REGION}{{0,3}}(?:人大|政协)(?:常委会?)?|(?:人大)?常委会|选民|居民)"
BODY2 = BODY.replace("<forum>", "<forum2>")
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
    "园长|支队长|大队长|队长|主委|总(?:工程|农艺|经济|会计|规划|建筑|畜牧|兽医|审计|统计|设计|质量|药)师|督学|(?:[一二三四]级)?(?:调研员|巡视员)|负责人"
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

SHORT_NAME = rf"(?:{_DOTTED}|{HAN}(?:\s{{0,3}}{HAN}){{1,3}}?|{TRANSLITERATED}{{5,12}}?)"
SHORT_NAMES = rf"(?P<names>{SHORT_NAME}(?:(?:代表|委员)?(?:、|\s)\s?{SHORT_NAME}){{0,9}}?)"
