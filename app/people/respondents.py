"""Who answered: one or several departments, an official of one, or a leader for the government."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.people.departments import Aliases, is_unit
from app.people.names import display_name
from app.text.folding import squeeze

_POST = re.compile(
    r"(?:党[委组]|有关|相关|主要|常务|第一|执行|分管|总)*副?(?:局长|主任|部长|书记|市长|县长|区长|院长|检察长|厅长"
    r"|处长|科长|所长|行长|关长|署长|队长|经理|董事长|总裁|主席|会长|镇长|乡长|秘书长|站长|馆长|校长|负责人|负责同志"
    r"|领导|工程师|调研员|发言人|成员)"
)
_POSTS_AT_END = re.compile(rf"(?:[、，,兼]?(?:{_POST.pattern}))+$")


@dataclass(frozen=True)
class Respondent:
    """One who answers, as printed; `department` is the printed name of the unit, not yet resolved."""

    printed: str
    department: str | None = None
    person: str | None = None
    post: str | None = None


def respondents(printed: str, person: str | None, post: str | None, aliases: Aliases) -> list[Respondent]:
    """Who `printed` names: 商务局; 商务局、经信局; 市住建局局长李四 or 副市长李四 (with `person` and `post`).

    An official without a department is a person of the government. A surname alone (李局长) is no person
    yet; `identify` says so.
    """
    if person:
        unit, office = _unit_and_post(squeeze(printed).replace(squeeze(person), ""), squeeze(post or ""))
        return [Respondent(printed, unit, display_name(person), office)]
    return [_one(part, aliases) for part in _parts(squeeze(printed), aliases)]


def _parts(printed: str, aliases: Aliases) -> Iterator[str]:
    if aliases.knows(printed):
        yield printed
        return
    for part in re.split(r"[、，,；;/]", printed):
        first, _, second = part.partition("和")
        # 人力资源和社会保障局 is one department; 商务局和经信局 are two.
        if second and is_unit(first) and is_unit(second) and not aliases.knows(part):
            yield from (first, second)
        elif part:
            yield part


def _one(printed: str, aliases: Aliases) -> Respondent:
    rest = _POSTS_AT_END.sub("", printed)
    if rest == printed or aliases.knows(printed):
        return Respondent(printed, department=printed)
    post = printed[len(rest) :]
    if not rest:
        return Respondent(printed, post=post)
    if is_unit(rest) or aliases.knows(rest):
        return Respondent(printed, department=rest, post=post)
    return Respondent(printed, person=rest, post=post)


def _unit_and_post(rest: str, post: str) -> tuple[str | None, str | None]:
    """The unit and the post, from the printed words without the name, and the post that was read.

    The unit stands before the post or is part of it (市住建局局长).
    """
    before = rest.replace(post, "") or post
    unit = _POSTS_AT_END.sub("", before)
    if len(unit) < 2:
        return None, post or None
    return unit, post.removeprefix(unit) or None
