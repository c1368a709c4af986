"""Lines and codes that are on the page but in no record, each with the ledger role it takes."""

import re

from app.parse.rules.rule import Rule, rule
from app.parse.types import Role

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
INLINE = re.compile(
    r"\[bookmark:[^\]\n]{0,80}\]|<br ?/?>|[\ufeff\u200b-\u200d\u2060]"
    rf"|[（(](?=[^（）()\n]{{0,30}}[{_TONED}])[a-zü{_TONED}\s]{{2,40}}[）)]"
    r"|[（(](?:此处|本文|本报|本网)?(?:禁止|严禁|谢绝|未经)[^（）()\n]{0,20}(?:转载|复制|盗用)[^（）()\n]{0,30}[）)]"
    r"|[（(](?:热烈|全场|长时间|再次|起身|起立){0,2}(?:掌声|鼓掌|笑声|笑|鞠躬|致歉|道歉|敬礼|按[铃鈴]|铃响|鈴響|点头|摇头|停顿|插话)[）)]|[（(](?:现场)?(?:出示|展示|举起|亮出|播放)[^（）()，。\n]{1,12}[）)]"
    r"|[_＿]{2,}广告[^_＿\n]{0,60}[_＿]{2,}|[【\[]广告[】\]][^\n]{0,60}?[【\[]/?广告(?:结束)?[】\]]"
)
"""Codes within a line: bookmarks of a converted .docx, `<br/>` left as text, zero-width characters, pinyin
in brackets (it has tone marks), notes against copying, what is done meanwhile, marked
advertisements."""
INLINE_HEAD = re.compile("[\\[<（(_＿【\ufeff\u200b-\u200d\u2060]")
"""Each of these codes begins with one of these characters: looked for first, because it is quick."""

TIME_PREFIX = re.compile(r"^(?:[\[(【](?:\S{2,8}会场\s)?)?\d{1,2}:\d{2}(?::\d{2})?[\])】]?\s*")
"""The time before a turn on the same line, in brackets perhaps with the room."""

_PAGE = r"(?:第?\s?[\d一二三四五六七八九十]{1,3}\s?版|[a-d]\d{1,2}版?)"

_JUMP = r"(?:下转|上接|紧接|转|接)"
INLINE_JUMP = re.compile(
    rf"[（(]{_JUMP}{_PAGE}[^（()）。]{{0,8}}[）)]"
    r"|(?:紧接|上接|下转)(?:\d{2}|第[\d一二三四五六七八]{1,2})版",
    re.IGNORECASE,
)
"""A page jump glued to the text beside it; on a line of its own it is `PAGE_JUMP`."""

PAGE_JUMP = rule(
    "page_jump",
    rf"^(?:\({_JUMP}{_PAGE}[^()。]{{0,12}}\)|{_JUMP}{_PAGE}[^。,()]{{0,6}})$",
    "A text that goes on at another page says so on a line of its own.",
    ("(下转第四版)", "（上接第三版）", "紧接01版", "（紧接 03 版）"),
    ("上接第三版的报道，本报今日继续关注停车难。", "（紧接01版）已经欠下的，列出名"),
)
CONTINUED_FROM = rule(
    "continued_from",
    rf"^\(?(?:上接|紧接|接){_PAGE}[^。,]{{0,8}}\)?$",
    "Only this half of a page jump stands at the head of what is continued.",
    ("（上接第一版）",),
    ("（下转第四版）",),
)
SOURCE_NOTE = rule(
    "source_note",
    r"^\([^()。]{2,20}供稿\)$|^\((?:文字|图文|以上|本文|本版|本报|本刊|根据)[^()]{2,40}(?:提供|删节|整理|改动|发言|摘编)[^()]{0,10}\)$"
    r"|^\([^()。]{0,40}(?:有(?:所)?|作了?)(?:部分)?(?:删节|删减|删改|改动|压缩)\)$"
    r"|^\(以上[^()。]{0,20}(?:排列|排序|为序|先后)[^()。]{0,4}\)$"
    r"|^\([^()。]{2,40}未经(?:本人|发言人)?审[阅核定]\)$"
    r"|^\((?:\S{2,4}\s){1,4}(?:采写|采访|报道)\)$",
    "Where the page has its words from, in brackets below them.",
    (
        "（文字由市政协办公室提供，本报有删节）",
        "（以上为两位委员的发言，有删节）",
        "（报告有删减）",
        "（周一鸣 林小满 采写）",
    ),
    ("（以上均为预期性指标）",),
)
CAPTION = rule(
    "caption",
    r"^(?=.{3,110}[摄图影]\)?$).{2,80}(?:\s|/|。)(?:\S{1,8}\s?){0,3}(?:摄|供图|摄影|制图)\)?$|^摄\)?$|^图(?:为|\d{1,2}[:为])[^,]{4,60}$"
    r"|^[\u4e00-\u9fff]\s?[\u4e00-\u9fff]{1,3}\s摄$|^[\u4e00-\u9fff]{1,2}\s[\u4e00-\u9fff]{1,2}\s{0,2}摄$"
    r"|^[↑↓←→▲▼△▽]\s.{2,60}$|^[<\[【(](?:图片?|照片|视频|插图)\s?\d{0,2}\s?[:.、]?[^<>\[\]【】()]{0,40}[>\]】)]$"
    r"|^.{2,60}\s(?:图|摄影|摄)\s?/\s?\S{2,6}(?:\s\S{2,4}){0,2}$"
    r"|^(?:漫画|插画|插图|资料图|题图)\s?[:/].{2,40}$"
    r"|^.{2,80}[。\s]?\((?:资料|配图|图片|摄影|图|新华)[^()。]{0,12}\)$|^.{2,80}\([^()。]{2,16}(?:摄|供图|图)\)$"
    r"|^(?:图为|[▲▼◀▶◆]\s?).{2,60}(?:摄影报道|摄)$",
    "A photo caption ends in who took the photo; it often stands in the middle of a sentence.",
    (
        "委员们在分组讨论。 全媒体记者 周一鸣 摄",
        "会议现场。通讯员 林小满/摄",
        "会场一角 林小满 摄",
        "图为委员在分组讨论。 全媒体",
        "委员在讨论中交流。（资料图片）",
        "代表在园区调研　　（县融媒体中心　摄）",
        "图为代表团审议现场　记者 周一鸣 摄影报道",
        "↑　学生在做眼保健操　　图/通讯员 林小满",
        "<图片1：课间操>",
    ),
    ("小区出入口设置摄像头，由物业统一拍摄", "漫画进校园，孩子都喜欢。"),
)
_REPORTER = r"(?:\S{0,4}?(?:全媒体|融媒体?|见习|本报|实习|首席)*记者|通讯员|实习生)"
COMPILED_BY = rule(
    "compiled_by",
    rf"^[▢□■●(\s]*(?:(?:本版)?(?:文字|图文)?(?:由|整理|采写)?[:/]?\s?)?{_REPORTER}\s?(?P<reporters>[^。,:;!?]{{2,60}}?)\s?"
    r"(?:\(?(?:采写)?整理\)?|(?<=\))|\))$",
    "Who put a digest together is printed below its last speech, so it closes the document.",
    ("全媒体记者 周一鸣 林小满 整理", "全媒体记者 周一鸣 林小满(整理)", "（文字整理：本报记者 周一鸣）"),
    ("全媒体记者 周一鸣", "记者整理了代表们的发言。"),
)
_CREDIT_WORD = (
    r"(?:本[报版网刊台]|全媒体|融媒体?|两会|见习|首席|特约|报道组|记者|通讯员|实习生|人大|政协|代表|委员|发言|审议|讨论|由|及|"
    r"文字|图文|文图|图片|摄影|整理|采写|撰文|报道|供稿|供图)"
)
CREDIT_LINE = rule(
    "credit_line",
    rf"^(?=.{{6,80}}$)(?=.*(?:记者|通讯员|实习生|报道组))(?=.*(?:整理|采写|撰文))[\[(【□■▢]?(?:{_CREDIT_WORD}{{1,8}}(?:[\u4e00-\u9fff]{{2,4}}?)?"
    rf"{_CREDIT_WORD}{{0,3}}|[\u4e00-\u9fff]{{2,4}}?{_CREDIT_WORD}{{0,3}})"
    rf"(?:[\s、,/:|│·]{{1,3}}(?:{_CREDIT_WORD}{{1,8}}(?:[\u4e00-\u9fff]{{2,4}}?)?{_CREDIT_WORD}{{0,3}}|[\u4e00-\u9fff]{{2,4}}?{_CREDIT_WORD}{{0,3}})){{0,16}}[\])】]?$",
    "Nothing but the words of credits and short names, in any order: it closes what was compiled.",
    (
        "本版人大代表发言由本报记者 周一鸣、林小满采写",
        "本报两会报道组　周一鸣　林小满　整理",
        "整理/本报记者 周一鸣 摄影/本报记者 林小满",
    ),
    ("记者整理了代表们的发言，很生动。", "整理旧档案 服务新发展"),
)
BYLINE = rule(
    "byline",
    rf"^[▢□■●◎]?\s?\(?{_REPORTER}\s(?P<reporters>[^。,:;!?]{{2,40}})$|^文[/:](?P<reporters2>\S{{2,4}})(?:\s+(?:图|摄影)[/:]\S{{2,4}})?$",
    "A byline above an ordinary news item opens it.",
    ("▢ 全媒体记者 周一鸣", "本报记者 周一鸣 通讯员 林小满", "□ 通讯员 周一鸣 记者 林小满"),
    ("全媒体记者 周一鸣 来到现场，看到工程已近尾声。",),
)
MASTHEAD = rule(
    "masthead",
    rf"^(?P<page>{_PAGE}|\d{{1,2}}版)[:·\s](?P<section>\S{{2,8}})(?:\s.{{4,60}})?$|^\S{{2,8}}报\s+{_PAGE}$|^\d{{1,2}}\s*[专综要特]\s?[版合闻刊]$|^\S{{2,8}}报\s+\d{{1,2}}\s+\S{{2,8}}$"
    rf"|^(?P<page2>{_PAGE})\s*\d{{4}}年\d{{1,2}}月\d{{1,2}}日(?:\s*星期.)?[^。,;:]{{0,16}}$"
    rf"|^(?:(?P<page3>{_PAGE}|\d{{1,2}}(?:-\d{{1,2}})?)\s+)?(?:\S{{2,4}}\s+)?\d{{4}}\s?[年./-]\s?\d{{1,2}}\s?[月./-]\s?\d{{1,2}}\s?日?\s*(?:星期|周)\S(?:\s[^。,;:]{{0,30}})?$"
    rf"|^(?P<page4>{_PAGE}|[a-d]\d{{1,2}})\s+(?:\S{{2,8}}\s+)?\d{{4}}\s?[年./-]\s?\d{{1,2}}\s?[月./-]\s?\d{{1,2}}\s?日?(?:\s[^。,;]{{0,40}})?$"
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
CMS_RESIDUE = rule(
    "cms_residue",
    r"enpproperty|content_\d+(?:_\d+)*\.s?html?|<!--|-->",
    "Property lines of a content-management system, left at the end of a page's text.",
    ("2024-03-05 ——发言摘要 9 9 临沅日报 content_1234.html 1 2 标题 /enpproperty-->",),
    ("建设内容管理平台。",),
)
CREDITS = rule(
    "credits",
    r"^\(?(?:[本\d一二三四五六七八]版)?(?:值班(?:总编辑?|编委|主任|编辑)|本版责编|责任编辑|责编|编辑|校对|审核|"
    r"一审|二审|三审|终审|版式|组版|监制)[:/ ].{1,40}$"
    r"|^\(?(?:美编|视觉|摄影|策划|制图|统筹|编审|编印|采写|图文|图片|插画|文字(?:记录|整理)|[^,。:;\s]{2,4}编辑)[:/].{1,60}$"
    r"|^版面编辑\s.{1,40}$|技术支持\s?:|^(?:整理|采写|撰文|记录)\s?[:/]\s?\S{2,4}(?:\s\S{2,4}){0,4}$|您是第\s?[\d,]+\s?位",
    "Editors' credits.",
    (
        "责任编辑：周一鸣",
        "编辑/林小满 二审/周一鸣",
        "值班总编：周一鸣 责任编辑：林小满",
        "采写：周一鸣 摄影：林小满",
        "文字記錄：周一鳴",
    ),
    ("编辑一本乡村振兴案例集，供各村参考。",),
)
COPYRIGHT = rule(
    "copyright",
    r"^复制无效|^\(?(?:本[文站页]|以上内容)仅供[^,。]{2,8},不得[^。]{2,20}\)?$|版权(?:所有|声明)|未经.{0,8}(?:授权|许可|允许|同意).{0,10}(?:转载|使用|复制|采集|摘编)|不得转载|转载请注明|"
    r"^[【\[](?:打印|分享|关闭|字体|字号|纠错|返回|收藏|扫一扫)|"
    r"^(?:(?:打印|关闭)(?:本[页文]|此[页文]|正文|页面|本?窗口)?|分享|我要纠错|纠错|收藏本页|扫一扫)(?:$|[\s:】\]|/])|"
    r"^分享到?\s?(?:[:】]|微信|微博|朋友圈|qq|$)|^扫一扫在?(?:手机|微信|分享)|^返回(?:顶部|首页|列表|上一页)|"
    r"^(?:字体|字号|责任人|稿源|主办|浏览次数|阅读次数|点击数)\s?[:【\[]|^[▲▼◀▶←→<>]?\s?[上下]一[篇页条](?:$|[\s:】])|^推荐给好友|"
    r"^您?(?:当前|现在|所在)的?位置|^您是第\s?\d|^相关(?:链接|阅读|新闻)(?:$|\s?[:】])|"
    r"^主办单位.*网站|^[^,。:;]{0,24}\s?https?://\S+$|^(?:网站地图|网站声明|关于我们|联系我们|法律声明|隐私(?:声明|保护))(?:$|[\s|│])|^.{0,30}icp备|^网站标识码|^本版(?:文字|摄影|图片|编辑)(?:\s|:|/|由|均)|"
    r"^首页\s?[>»]|^copyright|^\S{2,12}\s\|\s.*\s\|(?:\s|$)|\S\s>\s\S.*\s>\s",
    "Navigation and copyright lines of a web page.",
    (
        "版权所有 未经授权不得转载",
        "上一篇：无",
        "首页 > 要闻 > 正文",
        "【打印本页】 【关闭窗口】",
        "分享到：",
        "打印",
        "网站地图 | 联系我们",
        "复制无效，请联系本站授权",
        "（本文仅供参考，不得用于商业用途）",
        "临沅市人民政府网　http://www.example.gov.cn/",
    ),
    ("保护版权,鼓励原创。", "责任人；把志愿者组织起来，", "分享给更多的乡亲，", "关闭了三家砖厂，"),
)
BREADCRUMB = re.compile(r"^您?(?:当前|现在|所在)的?位置|^首页\s?(?:[>»]|-{1,2}>)")
"""The line of a site that says where on it the page is; its menu stands above."""
RELEASE = rule(
    "release",
    r"^\(?此件(?:主动公开|公开发布|依申请公开|删减后公开|不予公开).{0,6}\)?$|^(?:抄\s?送|抄\s?报|分\s?送|主\s?送|报\s?送|印\s?发)[:：]|办公室\s*\d{4}年\d{1,2}月\d{1,2}日印发$|^\S{4,30}(?:印发)?\s+共印\s?\d{1,5}\s?份$|^附[件表]\s?[\d一二三四五]?\s?:|^\d{4}年\d{1,2}月\d{1,2}日印发$"
    r"|^附件下载\s?:|^\(共印\s?\d{1,5}\s?份\)$|^\((?:全文|详见|全文详见)[^()]{2,24}(?:网|网站|版|客户端)\)$",
    "Lines below an official document that say who may see it and who has it.",
    (
        "（此件公开发布）",
        "抄送：市委各部门。",
        "（共印80份）",
        "（全文详见市人大官网）",
        "临沅市人民政府办公室 2025年3月8日印发",
        "附件：名单（略）",
    ),
    ("此件事情办结后公开。",),
)
DOCUMENT_TABLE = rule(
    "document_table",
    r"^(?:索引号|信息公开选项|发文机关|发文字号|文号|成文日期|发布日期|发布时间|公开日期|来源|主题分类|公开方式|有效性|组配分类|发布机构|信息来源)\s?:"
    r"|^\S{2,10}[〔\[(]\d{4}[〕\])]\s?\d{1,4}号(?:\s+(?:联系|签发|电话).{0,40})?$"
    r"|^(?:\d{4}年)?第\s?\d{1,5}\s?号(?:重点)?(?:提案|建议|议案)$",
    "The table at the head of an official document, and its number; the number of a proposal.",
    (
        "索引号：LY-2023-0417　　主题分类：交通运输",
        "临政发〔2023〕11号",
        "发文机关：临沅市人民政府",
        "第0017号提案",
    ),
    ("文号的编排规则如下：", "主题分类的方法有三种"),
)
PAGE_DATA = rule(
    "page_data",
    r"^(?:作者|来源|发布(?:日期|时间|机构)|时间|日期|点击(?:数|量)?|浏览(?:次数|量)?|阅读(?:次数|量)?|编辑)\s?:[^。;]{1,40}?\s"
    r"(?:作者|来源|发布(?:日期|时间)|时间|日期|点击(?:数|量)?|浏览(?:次数|量)?|阅读(?:次数|量)?|编辑|字号)\s?:",
    "What a web page says of itself: two or more fields on a line.",
    ("作者：市政协办　　时间：2024-01-29　　点击：602", "来源：临沅日报 编辑：周一鸣"),
    ("来源：临沅日报",),
)
TIME_STAMP = rule(
    "time_stamp",
    r"^[\[(【]?\d{1,2}:\d{2}(?::\d{2})?[\])】]?$",
    "Transcripts of a broadcast have the time between the turns.",
    ("10:05", "[10:05:32]", "（9：30）", "【14:52】"),
    ("10:05 主持人宣布开始。",),
)
SPEECH_NUMBER = rule(
    "speech_number",
    r"^[(【]?(?:大会|书面|口头)?(?:交流|书面|口头)?发言(?:材料)?(?:之|\s?第|\s)?[(]?[一二三四五六七八九十\d]{1,3}[)]?[)】]?$",
    "The number of a speech among those of a plenary, above its title.",
    ("大会发言材料之三", "书面发言之十二", "【大会发言 3】"),
    ("大会发言摘登", "发言材料"),
)
SYSTEM_MESSAGE = rule(
    "system_message",
    r"^系统(?:消息|提示|通知|公告)\s?:",
    "What the software of a chat room says stands between the turns, or inside one.",
    ("系统消息：网友“小雨”进入访谈间",),
    ("系统消息平台已建成。",),
)
ATTENDANCE = rule(
    "attendance",
    r"^(?:出\s*席|列\s*席|缺\s*席|请\s*假|记\s*录|记录人|整理人|参加人员|参会人员|与会人员|会议时间|会议地点|播出时间|播出平台|时\s*间|地\s*点|供稿|地\s*址"
    r"|联\s*系\s*人|联系电话|咨询电话|电\s*话|传\s*真|邮\s*编|出席者?|日\s*期|速记|校对|核对|缺席者|签发人|类别标记|主题词|议\s*题|写信日期|来信(?:日期|时间)|留言(?:日期|时间)|受理(?:编号|日期|时间)|办理(?:状态|进度)|信件类[别型]|嘉\s*宾|发布人|答复人|访谈嘉宾)\s?:"
    r"|^[^。,;!?]{2,24}\s(?:联系|咨询|监督)?电话\s?:[\s\d-]*$|^(?:\(?0\d{2,3}\)?[-\s]?)?\d{7,8}$",
    "The lines around minutes that say when, where and who.",
    ("出席：李四维　王五", "会议时间：2023年2月6日上午", "联系人：李四维　电话：", "0571-81234567"),
    ("地点选在哪里，要听群众的。",),
)
STAGE_DIRECTION = rule(
    "stage_direction",
    r"^[(\[【](?=[^)\]】]{0,20}(?:掌声|鼓掌|笑声|播放|大屏幕|短片|插播|亮牌|举牌|休会|起立|举手|直播|录音|审阅|响起|速记|测评|评议|打分|满意度|得分|全文另发|(?:作|做)[^()]{0,6}(?:发布|报告|介绍),))"
    r"[^)\]】。]{2,30}[)\]】]$",
    "What happened in the room, in brackets on a line of its own.",
    ("（掌声）", "（播放暗访短片）", "【现场举牌】", "[直播结束]", "（根据现场录音整理，未经审阅）"),
    ("（一）现场办公",),
)
CONTENTS_LINE = rule(
    "contents_line",
    r"(?:\.{4,}|…{2,}|·{4,})\s?\d{1,4}$|^目\s*[录次]$",
    "A line of a table of contents: leaders and a page number. It repeats a heading and is none itself.",
    ("第一章 总则……………………3", "一、发展基础.............12", "目  录"),
    ("我市快递业务量增长较快……全国第2",),
)
CONTENTS_HEAD = re.compile(r"^目\s*[录次]$")
TABLE_LEFT_OUT = rule(
    "table_left_out",
    r"^(?:[表图]|专栏)\s?\d{1,3}(?:-\d{1,2})?\s.{2,40}(?:略\)?|单位\s?:\s?\S{0,6})$|^(?:单位\s?:\s?)?[万亿]元$",
    "The title of a table that is not printed, or of which only the unit is.",
    ("表1　应急物资储备计划（单略）",),
    ("表1　应急物资储备计划", "图书采购从略"),
)
ANNEX_LIST = re.compile(r"^附[件表]\s?\d?\s?:")
ANNEX_ITEM = re.compile(r"^(?:附件\s?)?\d{1,2}\s?[.、:]\s?\S")
PAPER_NOTE = rule(
    "paper_note",
    r"^(?:[【\[]\s?[^【】\[\]]{1,8}[】\]]\s*){2,}$|^(?:特别|免责|版权)?声明\s?:.{0,80}$|^《[^》]{2,16}》\S{0,4}(?:投稿|征稿|来稿|征订|约稿)[^。]{0,30}$"
    r"|^(?:上一页\s*)?(?:[【\[(]?\d{1,2}[】\])]?\s*){1,9}(?:\.{2,3}|…)?\s*(?:\d{1,3}\s*)?下一页.{0,16}$|^(?:上一页|首页)[\s\d.…\[\]【】]*(?:下一页|尾页).{0,16}$"
    r"|^[【\[]?相关(?:图片|视频|新闻|专题|报道|附件|链接|阅读)[】\]]?$|^(?:延伸阅读|更多新闻|热门推荐|猜你喜欢)$"
    r"|^\((?:全文|详文|更多)[^()。]{0,6}详?见[^()。]{2,30}\)$",
    "What the paper or the site says of itself, and the heads of its lists of links.",
    (
        "声明：本版观点不代表本报立场。",
        "《协商》专栏投稿说明见右下角",
        "【我要评论】【我要纠错】",
        "【相关图片】",
        "【1】 【2】 【3】 下一页",
        "相关新闻",
        "（全文详见市人大官网）",
    ),
    ("声明书要由本人签字。", "相关部门要负起责任"),
)
SEPARATOR = rule(
    "separator",
    r"^扫[一\s]?[码扫](?:看|观看|阅读|查看|关注).{0,24}$|^[━─—_=*·~\-\s]{5,}$|^[★☆◆※]{3,}$",
    "A line drawn between two items.",
    ("━━━━━━━━", "* * * * *", "----------"),
    ("——会议发言摘要",),
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
    r"^[-— ]*\d{1,4}[-— ]*$|^[^\s,。;:]{2,20}\s{2,}[-—]{1,2}\s?\d{1,3}\s?[-—]{1,2}$"
    r"|^第\s?\d{1,4}\s?页[,/\s]*(?:共\s?\d{1,4}\s?页)?$"
    r"|^共\s?\d{1,4}\s?页[,/\s]*第\s?\d{1,4}\s?页(?:\s*(?:[首上下末尾][一]?页|\d{1,3})){0,9}$",
    "A page number on a line of its own.",
    ("- 12 -", "— 3 —", "7", "临沅市民政局　　　　— 3 —", "共 3 页 第 1 页 下一页 末页"),
    ("2024年",),
)
BROWSER_PRINT = rule(
    "browser_print",
    r"^\d{1,4}[/.年-]\d{1,2}[/.月-]\d{1,4}日?,?\s*\w{0,2}\s?\d{1,2}:\d\d(?::\d\d)?(?:\s?[APap][Mm])?"
    r"(?:\t(?!\S{1,4}:|\S{0,12}(?:代表|委员|记者|主持人|局长|主任):)[^\t。]{1,100})?$"
    r"|^(?:[^\t。]{1,100}\t)?(?:h?ttps?://|f?ile://|about:)\S*(?:\t\d{1,4}/\d{1,4})?$|^\d{1,4}/\d{1,4}$",
    "What a browser prints in the margins of a page: when and what, where from, which page of how many.",
    (
        "11/22/26, 3:30 AM\t关于加强夜市管理的建议",
        "2026/11/22 03:30",
        "2026/11/22 上午3:30\t临沅日报",
        "https://example.org/a.html\t1/5",
        "file:///a/b.html\t12/15",
        "3/5",
    ),
    (
        "2026/11/22 15:30\t王强代表:建议增加车位",
        "2026/11/22 15:30 王强代表发言",
        "https://example.org 上有名单。",
    ),
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

OPEN_CREDIT = re.compile(r"\s(?:责编|责任编辑|编辑|美编|校对|版式|组版|审核)\s?[/:]?$")
"""What the head of a page ends with when the names are on a second line."""
WRAPPED_CAPTION = re.compile(
    r"^图[为:]|(?:记者|通讯员|摄影)\s?\S{0,6}$|[。\s](?:本报?|通讯?|(?:全媒体?|融媒体?|本报)?记|全)$"
)
"""What a caption begins or ends with in its first line, when who took the photo is on a second."""
LINE_RULES: tuple[tuple[Rule, Role], ...] = (
    (PAGE_JUMP, Role.PAGE_JUMP),
    (CMS_RESIDUE, Role.METADATA),
    (MASTHEAD, Role.METADATA),
    (DATELINE, Role.METADATA),
    (BRACKETED_DATE, Role.METADATA),
    (CONTENTS_LINE, Role.METADATA),
    (TABLE_LEFT_OUT, Role.METADATA),
    (LATIN_MASTHEAD, Role.METADATA),
    (FOLIO, Role.METADATA),
    (BROWSER_PRINT, Role.METADATA),
    (SEPARATOR, Role.METADATA),
    (RELEASE, Role.METADATA),
    (DOCUMENT_TABLE, Role.METADATA),
    (PAGE_DATA, Role.METADATA),
    (TIME_STAMP, Role.METADATA),
    (SYSTEM_MESSAGE, Role.METADATA),
    (SPEECH_NUMBER, Role.METADATA),
    (ATTENDANCE, Role.METADATA),
    (STAGE_DIRECTION, Role.NARRATIVE),
    (ADVERTISEMENT, Role.METADATA),
    (CREDITS, Role.METADATA),
    (COPYRIGHT, Role.METADATA),
    (PAPER_NOTE, Role.METADATA),
    (COMPILED_BY, Role.BYLINE),
    (CREDIT_LINE, Role.BYLINE),
    (SOURCE_NOTE, Role.METADATA),
    (CAPTION, Role.CAPTION),
    (BYLINE, Role.BYLINE),
)
"""In this order, because a byline with 整理 is also a byline, and a property line may hold anything."""
