"""What is printed of where someone works: whether two such notes can be about one person."""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Literal, get_args

from app.people.organisations import PARTIES, SECTOR, organisation
from app.people.respondents import POSTS_AT_END
from app.text.folding import fold, squeeze

_CALLINGS = re.compile(
    r"(?:(?:高级|首席|主任|副主任|执业|注册|责任|资深|退休)*(?:律师|教授|医生|医师|护士|教师|老师|工程师|技师|农艺师|研究员"
    r"|会计师|职工|工人|农民|村民|干部|创始人|合伙人|主理人|总经理|总监|主管|理事长|委员|代表|秘书|顾问|厂长|社长|园长"
    r"|村支书))+$"
)
_PLACE = re.compile(r"^(?:[\u4e00-\u9fff]{2,3}省)?(?:[\u4e00-\u9fff]{2,3}[市县区])")
_COMPANY = re.compile(r"(?:股份|有限|责任|集团|控股|总?公司)+$")
_DELEGATION = re.compile(r"(?:出席.*?)?(?P<name>.{2,12}?)代表团(?:.{0,3}组|成员|代表)?")
_PARTY = re.compile(
    rf"(?:{'|'.join(name for names in PARTIES.values() for name in names)})"
    r"(?:[会社盟党成]员|.{0,8}?(?:委员会|委会|市委|县委|区委|省委|总支|支部|支社|工委|小组).*)?"
)
"""A party, its members and its committees; 民进桥小区 is none."""
_NO_UNIT = re.compile(r"男|女|.{1,4}族|(?:中共)?党员|汉")


Kind = Literal["unit", "delegation", "sector", "party"]
_KINDS: frozenset[Kind] = frozenset(get_args(Kind))
_FOR_A_TERM: frozenset[Kind] = frozenset({"delegation", "sector"})


def compatible(one: str | None, other: str | None) -> bool:
    """Whether one person can be printed with both at one time.

    Nothing printed fits everything, and so does an office without a unit. A delegation says nothing of where
    someone works: units are compared with units, sectors with sectors. Of two units the shorter must be a
    shortening of the longer (和意科技 of 甲市和意科技有限公司): its characters in their order.
    """
    return all(_agree(*pair) for pair in _compared(one, other))


def comparable(one: str | None, other: str | None) -> bool:
    """Whether both say the same kind of thing, so that it tells something when they agree."""
    return bool(_compared(one, other))


def is_for_a_term(affiliation: str | None) -> bool:
    """Whether a delegation or a sector is among it: who has one keeps it for the years of a term."""
    return not _FOR_A_TERM.isdisjoint(named(affiliation))


def same_for_a_term(one: str | None, other: str | None) -> bool:
    """Whether one person can be printed with both at different meetings of one year, whatever the work."""
    return all(_agree(*pair) for pair in _compared(one, other, _FOR_A_TERM))


@lru_cache(maxsize=10_000)
def named(affiliation: str | None) -> dict[Kind, list[str]]:
    """What is named, by kind: units without place, kind of company and post (和意科技 of
    甲市和意科技有限公司总监), delegations, sectors of the CPPCC and parties by their short names."""
    found: dict[Kind, list[str]] = {}
    folded = squeeze(fold(affiliation or ""))
    for part in re.split(r"[、,;/()]|兼", folded):
        if part and not _NO_UNIT.fullmatch(part):
            kind, name = _named(part)
            if len(name) >= 2:
                found.setdefault(kind, []).append(name)
    return found


def _compared(
    one: str | None, other: str | None, kinds: Collection[Kind] = _KINDS
) -> list[tuple[list[str], list[str]]]:
    left, right = named(one), named(other)
    return [(left[kind], right[kind]) for kind in left if kind in right and kind in kinds]


def _agree(left: Iterable[str], right: Collection[str]) -> bool:
    return any(_shortens(a, b) or _shortens(b, a) for a in left for b in right)


def _named(part: str) -> tuple[Kind, str]:
    if found := _DELEGATION.fullmatch(part):
        return "delegation", found["name"]
    if SECTOR.fullmatch(part) or _PARTY.fullmatch(part):
        of = organisation(part, None)
        return of.kind, of.name
    return "unit", _unit(part)


def _unit(part: str) -> str:
    before = None
    while before != part:
        before = part
        part = _CALLINGS.sub("", POSTS_AT_END.sub("", part))
    return _COMPANY.sub("", _PLACE.sub("", part) or part)


def _shortens(short: str, long: str) -> bool:
    rest = iter(long)
    return all(char in rest for char in short)
