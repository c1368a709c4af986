"""Turns whose label has a verb of asking or answering, taken apart instead of matched form by form.

A frame says where the verb and the people stand (`答（…）：`, `询问人：…`, `【提问】…：`), and what stands
for the people is read on its own, in whatever order a page prints name, title, post, office and unit.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto

from app.parse.rules.names import NO_NAME, is_likely_name, split_names
from app.parse.rules.parts import AND, BODY, CALLINGS, NAME, ORGANISATIONS, SHORT_NAME, TITLE
from app.parse.rules.rule import Rule, rule


class Act(Enum):
    """What the verb of a frame does."""

    ASK = auto()
    FOLLOW_UP = auto()
    ANSWER = auto()
    SUPPLEMENT = auto()


_ACTS: tuple[tuple[Act, re.Pattern[str]], ...] = (
    (Act.FOLLOW_UP, re.compile(r"追问|再问")),
    (Act.SUPPLEMENT, re.compile(r"补充|会办|协办|分办")),
    (
        Act.ANSWER,
        re.compile(r"^a$|答|应|复|回|释疑|办理|承办|主办|表态|说明|领题|破题|解题|交卷|被约见|认领|落实"),
    ),
    (Act.ASK, re.compile(r"^q$|问|询|留言|来信|建言|诉求|反映|点题|出题|约见|求解|请教|提出|提案|建议")),
)
"""In this order: 补充回答 supplements, and 应询 answers though 询 asks."""
_BEFORE_VERB = (
    r"(?:现场|书面|网络|网上|热线|连线|首先|继续|接着|再次|随后|最后|联合|共同|当场|统一|代表|委员|群众|居民|网友"
    r"|单位|部门|局长|承办单位|主办单位|被)"
)
_VERB = (
    rf"(?:追问|再问|{_BEFORE_VERB}{{0,2}}"
    r"(?:提?问|询问|质询|发问|留言|来信|建言|反映|点题|出题|约见|求解|请教|"
    r"补充(?:回?答复?|回应|回复|说明|发言)?|回?答复?|回应|回复|应询|答询|应答|作答|答题|解答|答疑|释疑|领题|破题|解题|表态|说明)"
    r"[一二三四五六七八九十\d]{0,2})"
)
_PARTY = r"(?:人|者|方|代表|委员|单位|部门|嘉宾|领导)"
_PERSON = r"(?:人|者|方|代表|委员|嘉宾)"
"""A field 答复单位 stands above a question and its answer alike; one that names a person begins a turn."""
_WHO = r"(?P<who>[^()【】\[\]:。;!?“”]{2,60}?(?:\([^()]{2,40}\))?)"
FRAMES: tuple[Rule, ...] = (
    rule(
        "frame_verb_brackets",
        rf"^[【\[(]?(?P<verb>{_VERB}{_PARTY}?|[qa])[】\])]?\s?[(\[【]{_WHO}[)\]】]\s{{0,3}}(?::|(?<=[】\])])(?=\S)|$)",
        "Who speaks stands in brackets behind the verb.",
        (
            "问（县人大代表 李四维，某宾馆服务员）：",
            "补充（县教育局）：",
            "代表留言（第三代表团　李四维）：",
            "q(李四维代表):",
            "a(县民政局):",
        ),
        ("答（略）", "问题（一）停车难"),
    ),
    rule(
        "frame_field",
        rf"^[【\[]?(?P<verb>{_VERB}{_PERSON})[】\]]?\s?[:|]\s?{_WHO}\s{{0,3}}:?$",
        "Who speaks is the value of a field on a line of its own, below which the words stand.",
        ("询问人：区人大常委会委员 李四维", "应询人：区财政局副局长 杜明", "追问人：杜明代表"),
        ("询问人大代表：怎么看", "答复单位反映，进度偏慢。", "答复单位：市商务局"),
    ),
    rule(
        "frame_verb_then_who",
        rf"^[【\[](?P<verb>{_VERB}{_PARTY}?)[】\]]\s?[:|]?\s?{_WHO}\s{{0,3}}(?::|$)",
        "The verb alone is in the brackets, and who speaks behind it.",
        ("【提问】市人大代表 李四维：", "【回应】市住建局局长 杜明：", "【追问】李四维代表："),
        ("【答复】已经办理，请放心。",),
    ),
    rule(
        "frame_bar",
        rf"^(?P<verb>{_VERB}{_PARTY}?)\s?[|丨/·]\s?{_WHO}$",
        "A bar parts them on a line of its own.",
        ("代表提问|李四维（某卫生院护士）", "部门回应|县卫生健康局"),
        ("问|车往哪停？",),
    ),
    rule(
        "frame_who_bar",
        rf"^{_WHO}\s?[|丨/·]\s?(?P<verb>{_VERB}{_PARTY}?)\s?:?$",
        "The same with the verb last.",
        ("李四维代表|提问", "县住建局|答复"),
        ("代表问政|你问我答",),
    ),
    rule(
        "frame_who_and_verb_in_brackets",
        rf"^[【\[]{_WHO}(?<![必共有])\s?[:·|/-]?\s?(?P<verb>{_VERB})[】\]]\s{{0,3}}:?",
        "Both are in the brackets that elsewhere hold a topic.",
        ("【李四维代表·提问】停车难怎么解？", "【市住建局 答复】年底完工。"),
        ("【有问必答】", "【停车】"),
    ),
)
"""Read only where what stands for the people can be people (or, for an answer, an office)."""
_NAMES = rf"(?P<names>{SHORT_NAME}(?:{AND}{SHORT_NAME}){{0,4}}?)"
_WHO_ASKS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{BODY}?{TITLE}\s?{_NAMES}(?:\((?P<affiliation>[^()]{{2,40}})\))?$",
        rf"{BODY}?{TITLE}\s?{_NAMES}(?:\s?[,、(]\s?(?P<affiliation>[^()]{{2,40}})\)?)?$",
        rf"(?:(?P<affiliation>[^,、\s]{{2,30}})\s)?{_NAMES}\s?{TITLE}(?:\s?[,、(]\s?(?P<affiliation2>[^()]{{2,40}})\)?)?$",
        rf"{BODY}?{TITLE}\s?[、,]\s?(?P<affiliation>[^()]{{2,40}}?{CALLINGS}|[^()]{{2,40}}(?=\s))\s?(?P<names>{NAME})$",
        rf"{_NAMES}(?:\s?[,、(\s]\s?(?P<affiliation>[^(),、\s]{{4,40}})\)?)?$",
        rf"(?P<affiliation>[^(),、\s]{{3,30}})\s{{1,3}}(?P<names>{SHORT_NAME})$",
    )
)
"""The asker's name, title and unit, in the orders that occur; the last two only with a likely name."""
_NEEDS_SURNAME = 4
_OFFICE = re.compile(rf"(?:{ORGANISATIONS}|政府|公司|部门)")
_NO_RESPONDENT = re.compile(
    r"(?:[一二三四五六七八九十\d]+|[上下]|略|如下|见.*|全文|摘要|节选|实录|现场|.{0,4}(?:部分|环节))$"
)


@dataclass(frozen=True)
class Turn:
    """A label of a turn: what it does, its rule, where it ends, and where its parts stand in the text."""

    act: Act
    rule: Rule
    end: int
    groups: dict[str, tuple[int, int]]


def turn_of(folded: str) -> Turn | None:
    """The turn that a text begins with, if its label has one of the frames and names somebody."""
    for frame in FRAMES:
        found = frame.pattern.match(folded)
        if found is None:
            continue
        act = next((act for act, verb in _ACTS if verb.search(found.group("verb"))), None)
        if act is Act.ASK and found.group("who").endswith("追问"):
            act = Act.FOLLOW_UP
        groups = None if act is None else _parts(act, found)
        if act is not None and groups is not None:
            return Turn(act, frame, found.end(), groups)
    return None


def _parts(act: Act, found: re.Match[str]) -> dict[str, tuple[int, int]] | None:
    start, end = found.span("who")
    who = found.group("who")
    if act in (Act.ASK, Act.FOLLOW_UP):
        parts = _asker(who.removesuffix("追问"))
        return None if parts is None else {n: (start + a, start + b) for n, (a, b) in parts.items()}
    if _NO_RESPONDENT.match(who) or not (_OFFICE.search(who) or _posted_or_named(who)):
        return None
    groups = {"respondent": (start, end)}
    if act is Act.SUPPLEMENT:
        groups["supplement"] = found.span("verb")
    return groups


def _asker(who: str) -> dict[str, tuple[int, int]] | None:
    for place, pattern in enumerate(_WHO_ASKS):
        found = pattern.match(who)
        if found is None:
            continue
        names = split_names(found.group("names"))
        plain = all(not NO_NAME.match(name) for name in names)
        if plain and (place < _NEEDS_SURNAME or all(map(is_likely_name, names))):
            return {name.rstrip("2"): found.span(name) for name, value in found.groupdict().items() if value}
    return None


def _posted_or_named(who: str) -> bool:
    last = who.split()[-1]
    return is_likely_name(last) or re.search(rf"{CALLINGS}|[市县区镇乡]长", who) is not None
