"""What the marks of a page say of each other: labels that count only beside others of their sort."""

import re
from dataclasses import replace

from app.parse.chairs import chairs_of, is_chairs
from app.parse.layout import Paragraph
from app.parse.marks import LABEL_CHARS, NAME_CHARS, RECORD_KINDS, TABLE, Kind, Mark, Part, Table, mark_of
from app.parse.rules import is_likely_name
from app.parse.rules.attributions import OFFICER_SAYS
from app.parse.rules.formalities import ATTENDANCE, SPEECH_NUMBER
from app.parse.rules.labels import (
    BARE_LABELS,
    FORM_SPEAKER,
    OFFICER_LABEL,
    PLENARY_BULLET,
    PLENARY_BYLINE,
    PLENARY_POST,
    PLENARY_SPEAKER,
)
from app.parse.rules.parts import BODY, SHORT_NAME, TITLE
from app.parse.rules.passages import INTERLUDE
from app.parse.rules.turns import (
    BRACKETED_REPORTER,
    MODERATOR,
    NAME_COLON,
    NAME_IN_BRACKETS,
    OFFICE_HOLDER,
    OFFICE_LABELS,
    OFFICER,
    OFFICER_IN_WORDS,
    SALUTATION,
    SALUTATION_WORDS,
    TOPIC,
)
from app.parse.types import Role
from app.text.folding import fold

_SPEAKING = frozenset({*RECORD_KINDS, Kind.TAIL, Kind.SAID, Kind.CARD})
_SPOKEN = re.compile(
    r"(?:代表|委员).{0,24}(?:发言|建言|审议|讨论|声音|心声|热议|说)|(?:发言|审议|讨论).{0,8}(?:摘|选|实录)"
)
_FEWEST_NAMES = 3
_NAMED_SHARE = 0.5
_GREETING = re.compile(r"(?:您|你们?|您们)好[!。,]?$")
_ROLL = re.compile(r"[\u3400-\u9fff]{2,4}(?:[、,\s]+[\u3400-\u9fff]{2,4})*$")
_PRESENT = re.compile(r"(?:出席|到会|参加|与会)(?:会议)?的?(?:代表|委员|人员)\s?:")
"""Heads the names of those who are there."""
_PLENARY_ONLY = (PLENARY_BULLET, PLENARY_BYLINE, PLENARY_POST, FORM_SPEAKER)
_COUNCIL = ("councillor_asks", "councillor_asks_in_words")
_OFFICERS = (OFFICER_SAYS, OFFICER_LABEL)
_PLENARY_PAGE = re.compile(r"(?:大会|书面)(?:口头|交流|书面)?发言")
_ELSEWHERE: Table = (
    *((kind, tuple(rule for rule in rules if rule not in _PLENARY_ONLY)) for kind, rules in TABLE),
    (Kind.ALONE, (FORM_SPEAKER,)),
)
"""What a line may be that would name who speaks on a plenary page, where the page is none."""
_SAID_IN_BRACKETS = re.compile(r"\((?P<name>[\u3400-\u9fff]{2,4}):[^()]{2,80}\)$")
"""A whole paragraph in brackets with what somebody threw in."""


def with_salutations(part: Part) -> Part:
    """The part with the salutation of each letter of reply marked as the beginning of an answer."""
    out: Part = []
    for i, (paragraph, mark) in enumerate(part):
        found = SALUTATION.at_head(paragraph.folded[:LABEL_CHARS]) if paragraph.role is None else None
        if found:
            below = part[i + 1][0].folded if i + 1 < len(part) else ""
            if _GREETING.match(below) and i + 2 < len(part):
                part[i + 1][0].role = Role.NARRATIVE
                below = part[i + 2][0].folded
            words = paragraph.folded[found.end() :] or below
            if SALUTATION_WORDS.match(words[: 2 * LABEL_CHARS]):
                body, end = paragraph.body, found.end()
                mark = Mark(Kind.ANSWER, SALUTATION, body.cut(0, end), body.cut(end))
        out.append((paragraph, mark))
    return out


def with_offices(part: Part) -> Part:
    """The part with the labels found that count only among questions: `商务局：`, `李局长：`, and the bare
    name of an office holder who was introduced before."""
    conference = any(mark and mark.rule is BRACKETED_REPORTER for _, mark in part)
    labels = (*OFFICE_LABELS, NAME_IN_BRACKETS, NAME_COLON) if conference else OFFICE_LABELS
    if any(mark and mark.rule.name in _COUNCIL for _, mark in part):
        labels = (*labels, OFFICER_IN_WORDS)
    table: Table = ((Kind.MODERATOR, (INTERLUDE,)), (Kind.ANSWER, labels))
    out: Part = []
    holders: dict[str, Mark] = {}
    chairs = chairs_of(part)
    asked = any(mark and mark.kind is Kind.QUESTION for _, mark in part)
    for i, (paragraph, mark) in enumerate(part):
        above = part[i - 1][1] if i else None
        if (
            mark is None
            and above
            and above.kind is Kind.QUESTION
            and not above.rest.text
            and TOPIC.match(paragraph.folded)
        ):
            out.append((paragraph, None))  # the topic of what is asked, though an office might be called so
            continue
        if asked and mark and (office := mark.fields.get("affiliation")) and _is_officer(mark, office):
            name = mark.fields["names"]
            mark = replace(mark, kind=Kind.ANSWER, fields={"respondent": f"{name}（{office}）"})
        if mark is None and paragraph.role is None:
            mark = mark_of(paragraph, table)
            mark = _chair(paragraph) if is_chairs(mark, chairs) else mark
            mark = mark or _named_again(paragraph, holders, chairs.names)
        if mark and mark.kind is Kind.ANSWER:
            found = OFFICE_HOLDER.match(fold(mark.fields.get("respondent", "")))
            if found:
                holders[found.group("person")] = mark
        out.append((paragraph, mark))
    return out


def corroborated(part: Part) -> Part:
    """The part without the marks that mean something only beside others: those of officers of a committee,
    unless members of the body speak there in the same way; who speaks for a party by name alone, unless the
    page is of a plenary."""
    named = {mark.kind for _, mark in part if mark and mark.rule not in _OFFICERS and _of_committee(mark)}
    plenary = _is_plenary(part)
    signed = _signed_for_others(part)
    asked = any(mark and mark.kind in (Kind.QUESTION, Kind.FOLLOW_UP) for _, mark in part)
    out: Part = []
    for i, (paragraph, mark) in enumerate(part):
        if mark and mark.kind is Kind.ANSWER and not asked:
            mark = _as_members(mark)
        below = part[i + 1][1] if i + 1 < len(part) else None
        if mark and mark.rule is PLENARY_BYLINE and below and below.rule is PLENARY_SPEAKER:
            paragraph.role, mark = Role.LABEL, None  # who drafted what the member below reads
        leads = mark is not None and mark.rule in _OFFICERS and mark.kind not in named
        listed = mark is not None and mark.rule in _PLENARY_ONLY and not plenary
        rolled = mark is not None and mark.kind is Kind.SPEECH and _is_roll(mark, part[i + 1 : i + 2])
        headline = (
            mark is not None
            and mark.kind is Kind.SPEECH
            and paragraph.title_like
            and below is not None
            and below.kind is Kind.SUBTITLE
        )
        if mark and listed and i in signed:
            mark = replace(mark, kind=Kind.TAIL)
        elif listed:
            mark = mark_of(paragraph, _ELSEWHERE)
        elif leads or rolled or headline:
            mark = None
        elif plenary and mark is not None and mark.kind is Kind.ALONE:
            mark = replace(mark, kind=Kind.PLENARY)
        out.append((paragraph, mark))
    return out


def _as_members(mark: Mark) -> Mark:
    """A supplement (`李四维代表补充说：`) where nobody is asked: if a member gives it, it is a speech."""
    member = _MEMBER.match(fold(mark.fields.get("respondent", "")))
    return replace(mark, kind=Kind.SPEECH, fields=member.groupdict()) if member else mark


_MEMBER = re.compile(rf"(?:{BODY}?(?P<names>{SHORT_NAME}){TITLE})$")


def _is_roll(mark: Mark, below: Part) -> bool:
    """Whether a title and a colon stand before names (`参会代表：杜明 许小溪`), not before words that a line
    break cuts short."""
    printed = fold(mark.rest.text)
    runs_on = any(map(_is_running, below))
    return _ROLL.match(printed) is not None and (not runs_on or all(map(is_likely_name, printed.split())))


def _is_plenary(part: Part) -> bool:
    """Whether the page says that it is a plenary's, or several speak there for others (`杜明代表民建市委`)
    above or below running text, as none does in a roll."""
    said = any(
        mark.rule is PLENARY_SPEAKER
        or mark.kind is Kind.FORM
        or p.rule == SPEECH_NUMBER.name
        or (mark.kind is Kind.SUBTITLE and _PLENARY_PAGE.search(p.folded))
        for p, mark in part
        if mark
    )
    if said:
        return True
    places = [i for i, (p, m) in enumerate(part) if m and m.rule is PLENARY_BYLINE and "代表" in p.folded]
    return len(places) > 1 and all(any(map(_is_running, part[max(0, i - 1) : i + 2])) for i in places)


def _signed_for_others(part: Part) -> set[int]:
    """Where a sector and a name stand behind a dash below words that have ended; a single one is chance."""
    places = {
        i
        for i, (p, m) in enumerate(part)
        if i
        and m
        and m.rule is PLENARY_BYLINE
        and p.folded.startswith("-")
        and _is_running(part[i - 1])
        and all(map(is_likely_name, m.names))
    }
    return places if len(places) > 1 else set()


def _is_running(item: tuple[Paragraph, Mark | None]) -> bool:
    paragraph, mark = item
    return paragraph.role is None and mark is None and paragraph.ends


def with_bare_names(part: Part) -> Part:
    """The part with the names found that are labels only because the page says that delegates speak, nobody
    is named in another way, and there are several: `李四维：…`."""
    if any(mark and mark.kind in _SPEAKING for _, mark in part) or not any(
        _speaks(item) for item in part[:8]
    ):
        return part
    table: Table = ((Kind.SPEECH, BARE_LABELS),)
    found = {i: mark for i, (p, m) in enumerate(part) if m is None and (mark := mark_of(p, table))}
    roll = "".join(p.folded for p, _ in part if p.rule == ATTENDANCE.name or _PRESENT.match(p.folded))
    named = {
        i: mark
        for i, mark in found.items()
        if all(is_likely_name(name) or fold(name) in roll for name in mark.names)
    }
    names = {name for mark in named.values() for name in mark.names}
    if len(names) < _FEWEST_NAMES or len(named) < _NAMED_SHARE * len(found):
        return part
    return [(paragraph, named.get(i, mark)) for i, (paragraph, mark) in enumerate(part)]


def _speaks(item: tuple[Paragraph, Mark | None]) -> bool:
    paragraph, _ = item
    return paragraph.role is None and paragraph.title_like and bool(_SPOKEN.search(paragraph.folded))


def _of_committee(mark: Mark) -> bool:
    forum = mark.fields.get("forum", "")
    return mark.fields.get("title") in ("委员", "委員") and (
        forum.endswith(("常委会", "常委會")) if mark.kind is Kind.SAID else True
    )


def _is_officer(mark: Mark, office: str) -> bool:
    """Whether a label `李四维（市住建局局长）：` among questions names an officer who answers."""
    return (
        mark.kind is Kind.SPEECH and "title" not in mark.fields and OFFICER.search(fold(office)) is not None
    )


def _chair(paragraph: Paragraph) -> Mark:
    return Mark(Kind.MODERATOR, MODERATOR, paragraph.body, paragraph.body.cut(len(paragraph.body)))


def _named_again(paragraph: Paragraph, holders: dict[str, Mark], chairs: set[str]) -> Mark | None:
    thrown_in = _SAID_IN_BRACKETS.match(paragraph.folded[:LABEL_CHARS])
    if thrown_in and thrown_in.group("name") in chairs | {"主持人"}:
        return _chair(paragraph)
    name, colon, _ = paragraph.folded[:NAME_CHARS].partition(":")
    if colon and name in chairs:
        return _chair(paragraph)
    if not colon or name not in holders:
        return None
    end = len(name) + 1
    body = paragraph.body
    return Mark(
        Kind.ANSWER, holders[name].rule, body.cut(0, end), body.cut(end), {"respondent": body.text[: end - 1]}
    )
