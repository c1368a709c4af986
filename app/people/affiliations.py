"""What is printed of where someone works: whether two such notes can be about one person."""

import re

from app.people.respondents import POSTS_AT_END
from app.text.folding import fold, squeeze

_CALLINGS = re.compile(
    r"(?:(?:高级|首席|主任|副主任|执业|注册|责任|资深|退休)*(?:律师|教授|医生|医师|护士|教师|老师|工程师|技师|农艺师|研究员"
    r"|会计师|职工|工人|农民|村民|干部|创始人|合伙人|主理人|总经理|总监|主管|理事长|委员|代表|秘书|顾问|厂长|社长|园长"
    r"|村支书))+$"
)
_PLACE = re.compile(r"^(?:[\u4e00-\u9fff]{2,3}省)?(?:[\u4e00-\u9fff]{2,3}[市县区])")
_COMPANY = re.compile(r"(?:股份|有限|责任|集团|控股|总?公司)+$")
_NO_UNIT = re.compile(r"男|女|.{1,4}族|(?:中共)?党员|汉")


def compatible(one: str | None, other: str | None) -> bool:
    """Whether one person can be printed with both at one time.

    Nothing printed fits everything, and so does an office without a unit. Of two units the shorter must be a
    shortening of the longer (和意科技 of 甲市和意科技有限公司): its characters in their order.
    """
    left, right = units(one), units(other)
    if not left or not right:
        return True
    return any(_shortens(a, b) or _shortens(b, a) for a in left for b in right)


def units(affiliation: str | None) -> list[str]:
    """The units named, without place, kind of company and post: 和意科技 of 甲市和意科技有限公司总监."""
    folded = squeeze(fold(affiliation or ""))
    parts = (part for part in re.split(r"[、,;/()]|兼", folded) if part and not _NO_UNIT.fullmatch(part))
    found = (_unit(part) for part in parts)
    return [unit for unit in found if len(unit) >= 2]


def _unit(part: str) -> str:
    before = None
    while before != part:
        before = part
        part = _CALLINGS.sub("", POSTS_AT_END.sub("", part))
    return _COMPANY.sub("", _PLACE.sub("", part) or part)


def _shortens(short: str, long: str) -> bool:
    rest = iter(long)
    return all(char in rest for char in short)
