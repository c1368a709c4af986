"""Codes and notes within a line of text, and jumps from page to page."""

import re

from app.parse.rules.mastheads import PAGE
from app.parse.rules.rule import rule

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
INLINE = re.compile(
    r"\[bookmark:[^\]\n]{0,80}\]|</?(?:p|br|b|strong|em|i|u|span|div|font|section|center|h[1-6]|li|ul|ol)(?:\s[^<>\n]{0,80})?/?>"
    r"|&(?:nbsp|ensp|emsp|thinsp|#160|#12288|#x3000);|[\ufeff\u200b-\u200d\u2060]"
    rf"|[（(](?=[^（）()\n]{{0,30}}[{_TONED}])[a-zü{_TONED}\s]{{2,40}}[）)]"
    rf"|(?<=[\u3400-\u9fff])\s?(?=[a-zü]{{0,6}}[{_TONED}])[a-zü{_TONED}]{{1,7}}(?![a-zü{_TONED}])"
    r"|[（(](?:此处|本文|本报|本网)?(?:禁止|严禁|谢绝|未经)[^（）()\n]{0,20}(?:转载|复制|盗用)[^（）()\n]{0,30}[）)]"
    r"|[（(](?:热烈|全场|长时间|再次|起身|起立){0,2}(?:掌声|鼓掌|笑声|笑|鞠躬|致歉|道歉|敬礼|按[铃鈴]|铃响|鈴響|点头|摇头|停顿|插话)[）)]|[（(](?:现场)?(?:出示|展示|举起|亮出|播放)[^（）()，。\n]{1,12}[）)]"
    r"|[_＿]{2,}广告[^_＿\n]{0,60}[_＿]{2,}|[【\[]广告[】\]][^\n]{0,60}?[【\[]/?广告(?:结束)?[】\]]"
    r"|[【\[（(](?:广告|推广|赞助|商业推广|商业信息)[】\]）)][^\n【】。]{0,40}?(?:点击|立即|马上|扫码|欢迎)[\u4e00-\u9fff]{2}"
)
"""Codes within a line: bookmarks of a converted .docx, `<br/>` left as text, zero-width characters, pinyin
in brackets or right behind its character (it has tone marks), notes against copying, what is done meanwhile,
marked advertisements up to their end or to what they ask the reader to do."""
PAGE_COUNTER = re.compile(
    r"(?<=[^\s（(《])\s*[—\-（(]{0,2}\s?(?:第\s?\d{1,3}\s?页\s?[\s,，/／]{0,3}\s?共\s?\d{1,3}\s?页|共\s?\d{1,3}\s?页\s?[\s,，/／]{0,3}\s?第\s?\d{1,3}\s?页)\s?[—\-）)]{0,2}"
)
"""The number of the page glued to the text before it; on a line of its own it is a folio."""
MARKED_HEADING = re.compile(r"(?P<marks>#{1,6})\s+(?=\S)")
MARKED = re.compile(
    r"^(?P<heading>#{1,6}\s+(?=\S))"
    r"|^(?P<slanted>[*_])(?=[^\s*_])[^*_\n]{2,120}?(?<=[^\s*_])(?P<closed>[*_])$"
    r"|(?:^|(?<=[\s，。：；、“（(#>]))(?P<opening>\*\*|__)(?=[^\s*_])[^*_\n]{1,120}?(?<=[^\s*_])(?P<closing>\*\*|__)"
)
"""Marks of a heading, of a slanted line and of bold words in Markdown. A name that is not told (`王**`) has
none before it."""
INLINE_HEAD = re.compile(f"[&\\[<（(_＿【\ufeff\u200b-\u200d\u2060{_TONED}]")
"""Each of these codes begins with one of these characters: looked for first, because it is quick."""
TIME_PREFIX = re.compile(r"^(?:[\[(【](?:\S{2,8}会场\s)?)?\d{1,2}:\d{2}(?::\d{2})?[\])】]?\s*")
"""The time before a turn on the same line, in brackets perhaps with the room."""
_JUMP = r"(?:下转|上接|紧接|转|接)"
INLINE_JUMP = re.compile(
    rf"[（(]{_JUMP}{PAGE}[^（()）。]{{0,8}}[）)]"
    r"|(?:紧接|上接|下转)(?:\d{2}|第[\d一二三四五六七八]{1,2})版",
    re.IGNORECASE,
)
"""A page jump glued to the text beside it; on a line of its own it is `PAGE_JUMP`."""
PAGE_JUMP = rule(
    "page_jump",
    rf"^(?:\({_JUMP}{PAGE}[^()。]{{0,12}}\)|{_JUMP}{PAGE}[^。,()]{{0,6}})$",
    "A text that goes on at another page says so on a line of its own.",
    ("(下转第四版)", "（上接第三版）", "紧接01版", "（紧接 03 版）"),
    ("上接第三版的报道，本报今日继续关注停车难。", "（紧接01版）已经欠下的，列出名"),
)
CONTINUED_FROM = rule(
    "continued_from",
    rf"^\(?(?:上接|紧接|接){PAGE}[^。,]{{0,8}}\)?$",
    "Only this half of a page jump stands at the head of what is continued.",
    ("（上接第一版）",),
    ("（下转第四版）",),
)
