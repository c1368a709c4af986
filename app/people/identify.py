"""From a printed name to a person: known, new, or not to be decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from app.people.names import display_name, identity_name

Decision = Literal["matched", "new", "ambiguous", "inferred", "none"]

_BODIES = {"npc": "人大", "cppcc": "政协", "government": "政府", None: "机构不详"}


@dataclass(frozen=True)
class KnownPerson:
    """Someone who is in the archive already. `affiliations` are as printed."""

    key: str
    name: str
    body: str | None
    affiliations: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Identification:
    """What was decided, and why, in one sentence for the reader. `person` is set when `matched`."""

    decision: Decision
    evidence: str
    person: KnownPerson | None = None


def identify(
    name: str,
    body: str | None,
    date: str | None,
    known: Iterable[KnownPerson],
    *,
    affiliation: str | None = None,
) -> Identification:
    """Who the printed `name` is, among the `known` persons.

    The same name in the same body is the same person; in two bodies, two persons. Only when several known
    persons of the body share the name does the affiliation decide. `date` (EDTF) is part of the evidence.
    """
    wanted = identity_name(name)
    shown = f"{display_name(name)}（{_BODIES.get(body, body)}{f'，{date}' if date else ''}）"
    if len(wanted) < 2:
        return Identification("none", f"{shown}：只印有姓氏，不能认定是谁。")
    namesakes = [person for person in known if identity_name(person.name) == wanted]
    same_body = [person for person in namesakes if person.body == body]
    if not same_body:
        elsewhere = "、".join(sorted({_BODIES.get(person.body, "") for person in namesakes}))
        note = f"；{elsewhere}另有同名者，视为两人" if elsewhere else ""
        return Identification("new", f"{shown}：同一机构内首次出现的姓名{note}。")
    if len(same_body) == 1:
        return Identification("matched", f"{shown}：姓名与机构相同。", same_body[0])
    return _among_namesakes(shown, same_body, affiliation)


def _among_namesakes(shown: str, people: list[KnownPerson], affiliation: str | None) -> Identification:
    at_the_same = [person for person in people if affiliation and affiliation in person.affiliations]
    if len(at_the_same) == 1:
        return Identification("matched", f"{shown}：姓名、机构与单位（{affiliation}）相同。", at_the_same[0])
    return Identification("ambiguous", f"{shown}：同一机构内有{len(people)}位同名者，无法判断是哪一位。")
