"""Who takes part in a meeting that is printed as it was said.

A transcript names everybody once with an office or a seat, in the list of those present or in the words of
the chair, and by the name alone where they speak: `单继东：…`. Who leads, who answers and who asks is told
from what the page says of the name elsewhere.
"""

import re
from dataclasses import dataclass, field

from app.parse.layout import Paragraph
from app.parse.marks import LABEL_CHARS, Kind, Mark, Part
from app.parse.rules import is_likely_name
from app.parse.rules.turns import BARE_TURN, MODERATOR, OFFICER, OUTSIDER_ASKS, SURNAME_POST
from app.text.folding import fold, squeeze

_POSTED = re.compile(
    r"(?:^|[\s,。:;、“”()])(?P<office>(?:[^\s,。:;、“”()]{2,24}(?:党[组委][^\s,。:;、“”()]{0,5}|书记)、)?[^\s,。:;、“”()]{2,24})$"
)
"""What stands right before a name, back to the last mark."""
_SEAT_BEFORE = re.compile(r"(?:代表|委员|议员|常委)\s?(?:[^\s,。:;、()]{2,6}、)*$")
_SEAT_BEHIND = re.compile(r"\s?(?:代表|委员(?!会)|议员)")
_LEADS = re.compile(r"(?:主\s*持\s*人?|会议主持|主席|议长|执行主席)\s*(?::|\(|\s)[^:。,;!?请由谢迎]{0,30}$")
_PRESIDES = re.compile(r"\s*(?:同志)?(?:到会|出席)?(?:并)?主持(?!人)")
_FIELD = re.compile(r"[\s。]\S{2,5}\s?:[^:]*$")
"""Another field of the same line, behind the one that names the chair."""
_BEFORE = 48
"""So many characters before a name say what the person is."""
_MOST_NAMES = 200
"""More different names than that before a colon are a list, not a meeting."""
_FEWEST_TURNS = 2


@dataclass
class Cast:
    """Names, without padding, by the part they have; `officers` with the office as the page prints it."""

    chairs: set[str] = field(default_factory=set)
    officers: dict[str, str] = field(default_factory=dict)
    members: set[str] = field(default_factory=set)


def with_cast(part: Part) -> Part:
    """The part with the turns marked that begin with a name alone, where the page has a chair or questions
    and says of at least two turns what the speaker is."""
    led = any(mark and mark.kind in _MEETING for _, mark in part) or any(
        _CHAIR_LINE.match(paragraph.folded) for paragraph, _ in part
    )
    turns = {i: found for i, (p, m) in enumerate(part) if m is None and (found := _turn(p))}
    names = {name for name, _ in turns.values()}
    if not turns or len(names) > _MOST_NAMES:
        return part
    cast = _cast_of(part, names)
    if not led and not (cast.members and cast.officers):
        return part  # nobody leads, asks, or is asked
    known = [i for i, (name, _) in turns.items() if name in cast.officers or name in cast.members]
    if not cast.chairs and len(known) < _FEWEST_TURNS:
        return part
    out = list(part)
    for i, (name, end) in turns.items():
        marked = _mark_of_turn(part[i][0], name, end, cast)
        out[i] = (part[i][0], marked)
    return out


_MEETING = frozenset({Kind.MODERATOR, Kind.QUESTION})
_CHAIR_LINE = re.compile(r"主\s*持\s*人?\s*:")


def _turn(paragraph: Paragraph) -> tuple[str, int] | None:
    """The name before the colon at the head of a paragraph, without padding, and where the words begin."""
    found = BARE_TURN.at_head(paragraph.folded[:LABEL_CHARS]) if paragraph.role is None else None
    if found is None:
        return None
    name = squeeze(found.group("names"))
    if SURNAME_POST.match(name) or not is_likely_name(name):
        return None
    return name, found.end()


def _mark_of_turn(paragraph: Paragraph, name: str, end: int, cast: Cast) -> Mark | None:
    body = paragraph.body
    label, rest = body.cut(0, end), body.cut(end)
    if name in cast.chairs:
        return Mark(Kind.MODERATOR, MODERATOR, body, body.cut(len(body)))
    if name in cast.officers:
        return Mark(Kind.ANSWER, BARE_TURN, label, rest, {"respondent": cast.officers[name]})
    if name in cast.members:
        found = BARE_TURN.at_head(paragraph.folded[:LABEL_CHARS])
        printed = body.text[slice(*found.span("names"))] if found else name
        return Mark(Kind.QUESTION, BARE_TURN, label, rest, {"names": printed})
    return None


def _cast_of(part: Part, names: set[str]) -> Cast:
    """What the page says of each of the names."""
    cast = Cast()
    for _, mark in part:
        if mark and mark.kind in (Kind.QUESTION, Kind.SPEECH) and mark.rule is not OUTSIDER_ASKS:
            office = fold(mark.fields.get("affiliation", ""))
            people = {squeeze(fold(name)) for name in mark.names}
            if not (mark.kind is Kind.SPEECH and "title" not in mark.fields and OFFICER.search(office)):
                cast.members |= people & names
    longest_first = sorted(names, key=len, reverse=True)
    anyone = re.compile("|".join(r"\s?".join(map(re.escape, name)) for name in longest_first))
    for paragraph, _ in part:
        for found in anyone.finditer(paragraph.folded):
            _read_mention(cast, paragraph, found)
    for name in cast.chairs:
        cast.officers.pop(name, None)
    cast.members -= cast.chairs
    return cast


def _read_mention(cast: Cast, paragraph: Paragraph, found: re.Match[str]) -> None:
    """Note what stands before and behind a name in running text or in a list of those present."""
    folded, name = paragraph.folded, squeeze(found.group())
    before = folded[max(0, found.start() - _BEFORE) : found.start()]
    leads = _LEADS.search(before)
    if (leads and not _FIELD.search(before[leads.start() :])) or _PRESIDES.match(folded, found.end()):
        cast.chairs.add(name)
        return
    if _SEAT_BEFORE.search(before) or _SEAT_BEHIND.match(folded, found.end()):
        cast.members.add(name)
        return
    posted = _POSTED.search(before.rstrip())
    if posted and name not in cast.officers and OFFICER.search(posted.group("office")):
        start = found.start() - len(before) + posted.start("office")
        cast.officers[name] = paragraph.text[start : found.end()]
