"""What a paper prints around its pages: name, day, section, page number; and how two items are parted."""

from app.parse.rules.rule import rule

PAGE = r"(?:第?\s?[\d一二三四五六七八九十]{1,3}\s?版|[a-d]\d{1,2}版?)"
"""The number of a page of a paper."""
MASTHEAD = rule(
    "masthead",
    rf"^(?P<page>{PAGE}|\d{{1,2}}版)[:·\s](?P<section>\S{{2,8}})(?:\s.{{4,60}})?$|^\S{{2,8}}报\s+{PAGE}$|^\d{{1,2}}\s*[专综要特]\s?[版合闻刊]$|^\S{{2,8}}报\s+\d{{1,2}}\s+\S{{2,8}}$"
    rf"|^(?P<page2>{PAGE})\s*\d{{4}}年\d{{1,2}}月\d{{1,2}}日(?:\s*星期.)?[^。,;:]{{0,16}}$"
    rf"|^(?:(?P<page3>{PAGE}|\d{{1,2}}(?:-\d{{1,2}})?)\s+)?(?:\S{{2,4}}\s+)?\d{{4}}\s?[年./-]\s?\d{{1,2}}\s?[月./-]\s?\d{{1,2}}\s?日?\s*(?:星期|周)\S(?:\s[^。,;:]{{0,30}})?$"
    rf"|^(?P<page4>{PAGE}|[a-d]\d{{1,2}})\s+(?:\S{{2,8}}\s+)?\d{{4}}\s?[年./-]\s?\d{{1,2}}\s?[月./-]\s?\d{{1,2}}\s?日?(?:\s[^。,;]{{0,40}})?$"
    r"|^\S{2,10}(?:报|刊|周刊|简报)\s+(?:总)?第\s?\d{1,5}\s?期(?:\s.{0,20})?$",
    "E-papers print page number and section above the headline, printed pages number, day and paper.",
    (
        "第04版:要闻",
        "第02版：要闻",
        "第4版2022年1月14日临沅日报",
        "06 专 版",
        "04 2023 年 1 月 9 日 星期一",
        "06 专版　2025年12月18日　星期四　　临沅日报",
    ),
    ("第二版的修订：说明",),
)
_DIGIT = r"[\d〇○零一二三四五六七八九]"
_DATE = (
    rf"(?:{_DIGIT}{{4}}\s?年\s?[\d一二三四五六七八九十]{{1,3}}\s?月\s?[\d一二三四五六七八九十]{{1,3}}\s?日"
    r"|\d{4}[-./]\d{1,2}[-./]\d{1,2})"
)
DATELINE = rule(
    "dateline",
    rf"^[▢□■●]?\s?(?P<publication>《?\S{{2,8}}[报网]》?)?\s*(?P<date>{_DATE})(?:\s|$|(?=第?\d{{1,2}}版|星期[一二三四五六日]))"
    r"(?!.*[。,;])"
    rf"|^(?:[^。,;!?“”]{{2,40}}(?:\s{{2,}}|[报网刊窗期版]\s)|[^。,;!?“”]{{2,40}}[|│丨]\s?){_DATE}(?:\s[^。,;!?“”]{{0,60}})?$"
    r"|^(?:[^。,;:!?“”]{0,20}\d{4}年)?\d{1,2}月\d{1,2}日\s*(?:星期|周)[一二三四五六日](?:\s[^。,;!?]{0,80})?$",
    "Name, date and page of a newspaper, or date and origin of a web page.",
    (
        "临沅晚报 2023年2月9日 A05",
        "《临沅日报》2024年3月5日 03版",
        "2025-03-08 07:42 来源：临沅融媒 字号：大 中 小",
        "2024年3月5日",
        "临沅新报　2026.1.19 星期一　责编：周一鸣",
        "04 版 综合　　　2023 年 4 月 26 日　星期三　　　值班主任：林小满",
        "2月26日 星期一 农历正月十七 │ 主编 周一鸣",
    ),
    (
        "2024年3月5日，市人大常委会开会。",
        "2024年3月5日 我市召开大会，部署停车工作。",
        "会议定于 2023 年 4 月 26 日",
    ),
)
BRACKETED_DATE = rule(
    "bracketed_date",
    rf"^\({_DIGIT}{{4}}\s?年(?:\s?[\d一二三四五六七八九十]{{1,3}}\s?月(?:\s?[\d一二三四五六七八九十]{{1,3}}\s?日)?)?\)$",
    "A date alone in brackets, below a headline.",
    ("（2021年3月）", "（2023年1月5日）", "（2022年）"),
    ("（2024—2026年）", "（2022年修订）"),
)
LATIN_MASTHEAD = rule(
    "latin_masthead",
    r"^[a-z]{3,16}\s(?:daily|news|evening news|morning post|times|post|weekly|evening|rb|wb"
    r"|(?:ri|wan|zao|chen|shi|shang|dushi|zhou)\s?bao)$",
    "The name of a paper in Latin letters, at the head of its pages.",
    ("LINYUAN DAILY", "LINYUAN RIBAO"),
    ("linyuan daily is a paper",),
)
FOLIO = rule(
    "folio",
    r"^[-— ]*\d{1,4}[-— ]*$|^[·•~*=|/<>][·•~*=|/<>\s]{0,2}\d{1,4}[·•~*=|/<>\s]{1,3}$"
    r"|^[^\s,。;:]{2,20}\s{2,}[-—]{1,2}\s?\d{1,3}\s?[-—]{1,2}$"
    r"|^第\s?\d{1,4}\s?页[,/\s]*(?:共\s?\d{1,4}\s?页)?$"
    r"|^共\s?\d{1,4}\s?页[,/\s]*第\s?\d{1,4}\s?页(?:\s*(?:[首上下末尾][一]?页|\d{1,3})){0,9}$",
    "A page number on a line of its own.",
    ("- 12 -", "— 3 —", "· 3 ·", "7", "临沅市民政局　　　　— 3 —", "共 3 页 第 1 页 下一页 末页"),
    ("2024年",),
)
SEPARATOR = rule(
    "separator",
    r"^扫[一\s]?[码扫](?:看|观看|阅读|查看|关注).{0,24}$|^(?:[━─—_=*·~\-]\s{0,3}){3,}$|^[━─—_=*·~\-\s]{5,}$|^[★☆◆※]{3,}$",
    "A line drawn between two items.",
    ("━━━━━━━━", "* * * * *", "----------", "---", "***", "* * *"),
    ("——会议发言摘要", "——"),
)
ADVERTISEMENT = rule(
    "advertisement",
    r"^[【\[(]广告[】\])]|^广告(?:\s?[:：]|\s+\S)|^[^,。:;\s]{0,4}(?:电话|热线)\s?:?\s?[\d\s-]{7,}$"
    r"|^广告(?:热线|电话|招商)\s?:?\s?[\d-]{7,}[^,。;]{0,20}$",
    "An advertisement that is marked as one; it may stand in the middle of a sentence.",
    (
        "【广告】某建材开业，地砖八折起，",
        "广告　某银行贷款最快三分钟到账",
        "电话 8866123",
        "新闻热线：0977-5561234",
        "广告热线：0977-5561234 版面招商中",
    ),
    ("广告费用逐年下降。", "电话打不通，群众意见大。"),
)
