"""What stands at the head and foot of a document: title, subtitle, occasion, date, reporters, body."""

import re
from collections.abc import Sequence

from app.parse.facts import note, read_dates
from app.parse.marks import Kind, Mark, Part
from app.parse.reading import Reading
from app.parse.rules.parts import PARTIES
from app.parse.rules.passages import OCCASION, OCCASION_IN_BRACKETS, OCCASION_UNNAMED
from app.parse.types import Body, Document, Role
from app.text.folding import fold
from app.text.mapped import Mapped, concatenated

_DASHES = re.compile(r"^[\s—–－（(-]+")
_NPC = re.compile(r"人大|人民代表大会|代表问政")
_MEETING_HELD = re.compile(
    r"(?:^|[,。日]|上午|下午)(?P<meeting>[^,。;:“”日午]{1,14}?[一二三四五六七八九十]{1,3}届[^,。;:“”]{0,14}?"
    r"[一二三四五六七八九十]{1,3}次(?:全体)?会议)(?=(?:隆重|分组|继续)?(?:举行|召开|开幕|审议|闭幕))"
)
"""The sentence of a lead that says which meeting is held (`13日下午，市十七届人大三次会议举行分组审议`)."""
_INTRODUCTION = 120
"""So many characters of a paragraph of the head are looked at."""
_CPPCC = re.compile(r"政协|政治协商")


def read_head(reading: Reading, document: Document, part: Part) -> None:
    """Title, subtitle and meeting from the paragraphs above the first record; the rest is narrative.

    The first headline above a subtitle is the title; without a subtitle, the first headline of all.
    """
    titles: list[Mapped] = []
    about: list[Mapped] = []
    for paragraph, mark in part:
        if paragraph.role is not None:
            continue
        called = (mark and mark.kind is Kind.SUBTITLE) or OCCASION_IN_BRACKETS.match(paragraph.folded)
        if called and document.subtitle is None:
            read_subtitle(reading, document, paragraph.body)
        elif paragraph.title_like and not mark and document.subtitle is None:
            titles.append(paragraph.body)
        else:
            reading.claim(paragraph.body, Role.NARRATIVE)
            about.append(paragraph.body)
    for title in titles:
        reading.claim(title, Role.TITLE)
    if titles and document.title is None:
        document.title = joined_title(titles)
    _read_meeting_held(reading, document, about)
    read_dates(reading, document, about)


def _read_meeting_held(reading: Reading, document: Document, about: Sequence[Mapped]) -> None:
    for paragraph in about:
        found = _MEETING_HELD.search(fold(paragraph.text[:_INTRODUCTION]))
        if found:
            place = paragraph.cut(*found.span("meeting"))
            note(reading, document, "meeting", place.text, place)
            break


def read_subtitle(reading: Reading, document: Document, subtitle: Mapped) -> None:
    """The line below the headline, and the meeting that it names."""
    document.subtitle = subtitle.text
    meeting = occasion(subtitle.text)
    if meeting:
        note(reading, document, "meeting", meeting, subtitle)
    reading.claim(subtitle, Role.TITLE)


def joined_title(lines: Sequence[Mapped]) -> str:
    """The lines of a headline as one."""
    return concatenated(lines, " ").text


def occasion(subtitle: str) -> str | None:
    """The meeting that a subtitle such as `——某市政协五届二次会议大会发言摘要` names, if it names one."""
    plain = _DASHES.sub("", subtitle)
    found = OCCASION.match(fold(plain)) or OCCASION_UNNAMED.match(fold(plain))
    return plain[: found.end("meeting")].rstrip("的、，, ") or None if found else None


def body_named(*texts: str | None) -> Body | None:
    """The body that the texts name, when they name only one."""
    text = fold(" ".join(filter(None, texts)))
    npc, cppcc = _NPC.search(text), _CPPCC.search(text)
    if bool(npc) == bool(cppcc):
        return None
    return Body.NPC if npc else Body.CPPCC


def body_of_page(document: Document, part: Part) -> Body | None:
    """The body that subtitle and title name, or else the paragraphs of the head, which tell of the event."""
    introduction = (paragraph.text[:_INTRODUCTION] for paragraph, mark in part if paragraph.role is None)
    return body_named(document.subtitle, document.title) or body_named(*introduction)


def body_of_label(mark: Mark, page: Body | None) -> Body | None:
    """The body of who a label names."""
    return body_of_title(mark.fields.get("title"), mark.fields.get("forum"), page)


def body_of_title(title: str | None, forum: str | None, page: Body | None) -> Body | None:
    """The body of a delegate by title, by the institution printed with it, and by what the page is about.

    委员 is CPPCC, but a member of a people's congress standing committee is called 委员 too, so what the
    label or the page itself says goes first.
    """
    named = body_named(forum)
    if named:
        return named
    if fold(forum or "") == "常委会":
        return page or Body.NPC
    called = fold(title or "")
    if called == "代表":
        return Body.NPC
    if called in ("委员", "常委"):
        return page or Body.CPPCC
    return page


def kind_represented(name: str | None) -> str | None:
    """Whether one speaks for a party (`party`) or for a sector of the CPPCC (`sector`); None for neither."""
    folded = fold(name or "")
    if folded.endswith(("界别", "界", "界委员", "小组")):
        return "sector"
    return "party" if any(party in folded for party in PARTIES) else None
