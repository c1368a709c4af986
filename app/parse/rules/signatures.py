"""Who signs the words above, taken apart: name, title, institution, office and unit in any order."""

import re

from app.parse.rules.names import NO_NAME, is_likely_name, split_names
from app.parse.rules.parts import BODY, CALLINGS, SHORT_NAME, TITLE
from app.parse.rules.rule import Rule, rule

_WHO = r"(?P<who>[^。:;!?“”]{2,70})"
_SIGNING = (
    r"(?:(?:发言|建言|建议|撰稿|供稿|提出)(?:人|者|代表|委员)?|(?:本文)?作者|署名|文)"
    r"\s?(?:[:/]|系|为|均为)\s?"
)
SIGNATURE_FRAMES: tuple[Rule, ...] = (
    rule(
        "signed_dash",
        rf"^-{{1,2}}\s?(?:{_SIGNING})?{_WHO}$",
        "A dash before the name.",
        ("——谢长青代表（某村党支部书记）", "—— 谢长青，市政协委员、某学校校长", "——发言人：谢长青委员"),
        ("——要办好。", "谢长青代表（某村党支部书记）"),
    ),
    rule(
        "signed_brackets",
        rf"^\((?:{_SIGNING})?{_WHO}\)$",
        "Brackets around all of it.",
        ("（谢长青，市人大代表、某厂厂长）", "（作者：市政协委员 谢长青）"),
        ("谢长青（市人大代表）", "（根据录音整理。）"),
    ),
    rule(
        "signed_bullet",
        rf"^[□■▢◇◆○●▲△▪]\s?(?:{_SIGNING})?{_WHO}$",
        "A bullet before the name, above the words or below them.",
        ("□ 谢长青（市人大代表、某村党支部书记）", "▲谢长青委员（某学校校长）"),
        ("□停车难要治。", "谢长青委员（某学校校长）"),
    ),
)
"""Read only where what is framed names a member of a body."""
SIGNED_BEHIND = re.compile(
    r"(?<=[。!?”])\s?(?:-{1,2}[^。:;!?“”]{2,70}|\([^()。;!?“”]{2,60}(?:\([^()]{2,40}\)[^()。;!?“”]{0,20})?\))$"
)
"""Where a signature may stand on the words' own last line."""
_AND = r"(?:代表|委员)?(?:、|,|\s)\s?"
_ONE = rf"(?P<names>{SHORT_NAME})"
_SEVERAL = rf"(?P<names>{SHORT_NAME}(?:{_AND}{SHORT_NAME}){{1,4}})"
_INSIDE = r"[^()]"
_AND_WHAT = rf"(?:\s?[,、(\s]\s?(?P<affiliation>{_INSIDE}{{2,50}})\)?)?$"
_OFFICE_END = r"(?<=[长师员人任理记授事家工辑士])(?![长工人匠友者]|程[师技]|艺师|事|医师|委员|编辑|助理|代表)"
"""Where an office may end and the name follow at once: not inside `工程师`, `理事长`, `主任医师`."""
_ORDERS: tuple[str, ...] = (
    rf"(?:{BODY}|来自{_INSIDE}{{2,16}}?的)?NAMES\s?{TITLE}{_AND_WHAT}",
    rf"{BODY}{TITLE}\s?NAMES{_AND_WHAT}",
    rf"NAMES\s?[,、(\s]\s?(?P<affiliation>{_INSIDE}{{0,40}}?{BODY}?{TITLE}(?![\u3400-\u9fff]{{1,2}}$){_INSIDE}{{0,40}})\)?$",
    rf"{BODY}{TITLE}[、,]\s?(?P<affiliation>{_INSIDE}{{2,40}}?)(?:\s{{1,4}}|{_OFFICE_END})NAMES$",
    rf"{TITLE}\s?NAMES{_AND_WHAT}",
    rf"(?P<affiliation>{_INSIDE}{{2,40}}?)[、,\s]\s?{BODY}?{TITLE}\s?NAMES$",
    rf"(?P<affiliation>{_INSIDE}{{2,40}}?)(?:[,、\s]|{_OFFICE_END})\s?NAMES\s?{TITLE}$",
)
"""A member with title, in the orders that occur; in the last ones any words might stand for the names."""
_SECOND = re.compile(rf"[\s、,;]\s{{0,3}}(?={BODY}{TITLE}[、,\s])")
"""Where the second of two begins who sign together, each with what he is."""
_CALLED = re.compile(rf"(?:{CALLINGS})$")
_SURE_ORDERS = 4
_PEOPLE: tuple[tuple[re.Pattern[str], bool], ...] = tuple(
    (re.compile(order.replace("NAMES", names)), names is _SEVERAL or place >= _SURE_ORDERS)
    for place, order in enumerate(_ORDERS)
    for names in (_SEVERAL, _ONE)
)
"""Each order with several names and with one, and whether these must begin with surnames."""
_LONG = 4
"""Characters; so long a name begins with a surname of two, or is told by its characters."""


def member_of(who: str) -> dict[str, tuple[int, int]] | None:
    """Where in folded words that name a member, and nothing else, the parts stand; None for other words."""
    for gap in _SECOND.finditer(who, 4):
        one, other = _one_of(who[: gap.start()]), _one_of(who[gap.end() :])
        if one and other:
            first, last = other["names"]
            return one | {"names_too": (gap.end() + first, gap.end() + last)}
    return _one_of(who)


def _one_of(who: str) -> dict[str, tuple[int, int]] | None:
    for pattern, surely in _PEOPLE:
        found = pattern.match(who)
        if (
            found
            and _are_people(split_names(found.group("names")), surely=surely)
            and not _ends_calling(found)
        ):
            return {name: found.span(name) for name, value in found.groupdict().items() if value}
    return None


def _ends_calling(found: re.Match[str]) -> bool:
    """Whether what is taken for the first name ends the calling before it: 程师 in `高级工程师  段文君`."""
    start, end = found.span("names")
    first = found.string[start:end].split()[0]
    touching = found.groupdict().get("affiliation") and found.end("affiliation") == start
    return bool(touching) and _CALLED.search(found.string, 0, start + len(first)) is not None


def _are_people(names: list[str], *, surely: bool) -> bool:
    """Whether the names can be people's; `surely` where so little stands beside them that any word might."""
    return all(
        NO_NAME.match(name) is None and (is_likely_name(name) or not (surely or len(name) >= _LONG))
        for name in names
    )


def signature_of(folded: str) -> tuple[Rule, dict[str, tuple[int, int]]] | None:
    """The frame of a signature that is a whole line, and where its parts stand."""
    for frame in SIGNATURE_FRAMES:
        found = frame.pattern.match(folded)
        parts = member_of(found.group("who")) if found else None
        if found and parts:
            start = found.start("who")
            return frame, {name: (start + a, start + b) for name, (a, b) in parts.items()}
    return None
