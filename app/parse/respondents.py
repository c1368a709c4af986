"""Who answers: the department, the person and the post that a label names."""

import re
from dataclasses import dataclass

from app.parse.rules import SURNAMES
from app.parse.rules.parts import NAME, OFFICES, ORGANISATIONS
from app.parse.rules.turns import (
    BETWEEN,
    DEPARTMENT_AND_NAME,
    DEPARTMENT_SURNAME_POST,
    HEAD_OF_GOVERNMENT,
    OFFICE_HOLDER,
    OFFICER,
    SURNAME_POST,
)
from app.text.folding import fold

_OFFICE = re.compile(rf"(?:{ORGANISATIONS})$")


@dataclass(frozen=True)
class Respondent:
    """Who answers: a department or, for the government, a person; with office and name where printed."""

    name: str | None
    person: str | None = None
    post: str | None = None


def respondent_of(printed: str | None) -> Respondent:
    """Who a label names.

    `市住建局局长李四维` is the department 市住建局 by its 局长 李四维; `副市长李四维`, `李局长` are persons.
    """
    printed = _rearranged(printed)
    folded = fold(printed or "")
    if printed is None:
        return Respondent(None)
    found = OFFICE_HOLDER.match(folded) or SURNAME_POST.match(folded)
    between = (
        None if found and _OFFICE.search(found.groupdict().get("department") or "") else BETWEEN.match(folded)
    )
    if between and (len(between.group("surname")) > 1 or between.group("surname") in SURNAMES):
        surname, given, department, post = (
            printed[slice(*between.span(group))] for group in ("surname", "given", "department", "post")
        )
        return Respondent(printed[: between.end("given")], surname + given, department + post)
    called = DEPARTMENT_SURNAME_POST.match(folded) if found is None else None
    if called and called.group("person")[0] in SURNAMES:
        return Respondent(printed, called.group("person"), called.group("post"))
    named = DEPARTMENT_AND_NAME.match(folded) if found is None else None
    if named and named.group("person")[0] in SURNAMES:
        return Respondent(printed[: named.end("department")], printed[named.start("person") :])
    if found is None:
        return Respondent(printed)

    def part(group: str) -> str:
        return "".join(printed[slice(*found.span(group))].split())

    department = part("department") if "department" in found.groupdict() else ""
    for_government = not department or HEAD_OF_GOVERNMENT.search(found.group("post"))
    return Respondent(printed if for_government else department, part("person"), part("post"))


def _rearranged(printed: str | None) -> str | None:
    """`市住建局（局长李四维）` and `李四维（市住建局局长）` as 市住建局局长李四维, without manner."""
    if printed is None:
        return None
    printed = printed[: len(_MANNER.sub("", fold(printed)))]
    behind = _POST_BEHIND.match(fold(printed))
    if behind:
        office, name, post = (printed[slice(*behind.span(group))] for group in ("office", "name", "post"))
        return office + post + name
    found = _IN_BRACKETS.match(fold(printed))
    if found is None:
        return printed
    outside, inside = printed[slice(*found.span("outside"))], printed[slice(*found.span("inside"))]
    return inside + outside if OFFICER.search(fold(inside)) else outside + inside


_MANNER = re.compile(
    r"(?:先生|女士|联合|联名|共同|一并|统一|集中|书面|红着脸|接过话筒|起身|当场|诚恳地?|坦言|随即|接着|首先|随后|现场|代表(?:[市县区]|我市)?(?:人民)?政府)+$"
)
_POST_BEHIND = re.compile(
    rf"(?P<office>[^()\s]{{2,24}}?(?:{ORGANISATIONS}|政府))(?:\s|\()\s?(?P<name>{NAME})\s?(?P<post>副?(?:{OFFICES}))\)?$"
)
"""`市城管局 李四维 局长`."""
_IN_BRACKETS = re.compile(r"(?P<outside>[^()]{2,24})\((?P<inside>[^()]{2,30})\)$")
