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
POSTS_AT_END = re.compile(rf"(?:[、，,兼]?(?:{_POST.pattern}))+$")
_LONGEST_NAME = 4


@dataclass(frozen=True)
class Respondent:
    """One who answers, as printed; `department` is the printed name of the unit, not yet resolved."""

    printed: str
    department: str | None = None
    person: str | None = None
    post: str | None = None

    @property
    def is_surname(self) -> bool:
        """Whether only the surname of the official is printed: 李局长."""
        return self.person is not None and len(self.person) == 1


def respondents(printed: str, person: str | None, post: str | None, aliases: Aliases) -> list[Respondent]:
    """Who `printed` names: 商务局; 商务局、经信局; 市住建局局长李四 or 副市长李四 (with `person` and `post`).

    An official without a department is a person of the government. A surname alone (李局长) is no person
    yet: whoever holds the office has to be found.
    """
    if person:
        unit, office = _unit_and_post(squeeze(printed).replace(squeeze(person), ""), squeeze(post or ""))
        return [Respondent(printed_official(printed, person, post), unit, display_name(person), office)]
    return [_one(part, aliases) for part in _parts(squeeze(printed), aliases)]


def printed_official(printed: str, person: str | None, post: str | None) -> str:
    """The unit with its official, as a label has them: 市商务局, 宋怀远 and 局长 make 市商务局局长宋怀远."""
    if not person or squeeze(person) in squeeze(printed):
        return printed
    return f"{printed}{'' if post and post in printed else post or ''}{display_name(person)}"


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
    rest = POSTS_AT_END.sub("", printed)
    if rest == printed or aliases.knows(printed):
        return Respondent(printed, department=printed)
    post = printed[len(rest) :]
    if not rest:
        return Respondent(printed, post=post)
    if is_unit(rest) or aliases.knows(rest):
        return Respondent(printed, department=rest, post=post)
    unit = _unit_before_name(rest, aliases)
    return Respondent(printed, department=unit or None, person=rest[len(unit) :], post=post)


def _unit_before_name(rest: str, aliases: Aliases) -> str:
    """The unit that stands before a name: 市水利局 of 市水利局李明; empty when there is none."""
    ends = range(len(rest) - 1, max(1, len(rest) - _LONGEST_NAME) - 1, -1)
    units = (rest[:end] for end in ends)
    return next((unit for unit in units if aliases.knows(unit) or is_unit(unit)), "")


def _unit_and_post(rest: str, post: str) -> tuple[str | None, str | None]:
    """The unit and the post, from the printed words without the name, and the post that was read.

    The unit stands before the post or is part of it (市住建局局长).
    """
    before = rest.replace(post, "") or post
    unit = POSTS_AT_END.sub("", before)
    if len(unit) < 2:
        return None, post or None
    return unit, post.removeprefix(unit) or None
