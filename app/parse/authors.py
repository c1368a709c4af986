"""Essays of members: the name stands below the title, and below the words in brackets who the author is."""

import re
from dataclasses import replace

from app.parse.layout import Paragraph
from app.parse.marks import RECORD_KINDS, Kind, Mark, Part
from app.parse.rules import split_names
from app.parse.rules.names import NO_NAME
from app.parse.rules.parts import BODY, SHORT_NAME, TITLE
from app.parse.rules.rule import rule
from app.parse.types import Role

AUTHOR_NOTE = rule(
    "author_note",
    rf"^\((?:本文)?作者(?:系|为|是|:)\s?(?P<affiliation>[^()]{{0,40}}?{BODY}?{TITLE}[^()]{{0,60}})\)$",
    "Below an essay: what its author is.",
    ("（作者系市政协委员、某院院长）", "（本文作者为县人大代表，某村党支部书记）"),
    ("（作者单位：市水利局）", "（作者系某院院长）"),
)
AUTHOR_LINE = rule(
    "author_line",
    rf"^(?:(?:文|撰文|作者)\s?[/:|丨]\s?|[□■▢●◆◎]\s?)?(?P<names>{SHORT_NAME}(?:[、\s]\s?{SHORT_NAME}){{0,2}})$",
    "Above it: the name alone. It is one only where such a note stands below.",
    ("温如故", "文/温如故", "□ 温如故　白小鹭"),
    ("温如故，说", "让博物馆的灯亮得晚一点"),
)
_ABOUT = re.compile(r"代表|委员|政协|人大|两会|建言|议政|笔谈|履职")
_HEAD = 8
_FEWEST = 2


def with_authors(part: Part) -> Part:
    """The part with the author's line of each essay marked as its label, and the note below it set aside; a
    single essay counts only on a page about members."""
    if any(mark and mark.kind in RECORD_KINDS for _, mark in part):
        return part
    pairs: list[tuple[int, int]] = []
    above: int | None = None
    worded = False
    for i, (paragraph, _) in enumerate(part):
        if AUTHOR_NOTE.at_head(paragraph.folded):
            if above is not None and worded:
                pairs.append((above, i))
            above, worded = None, False
        elif not worded and _is_author(paragraph):
            above = i
        elif above is not None:
            worded = worded or paragraph.ends
    about = any(_ABOUT.search(paragraph.folded) for paragraph, _ in part[:_HEAD] if paragraph.title_like)
    if len(pairs) < (1 if about else _FEWEST):
        return part
    out = list(part)
    for name, note in pairs:
        out[name] = (replace(part[name][0], role=None, rule=None), _mark(part[name][0], part[note][0]))
        out[note] = (replace(part[note][0], role=Role.LABEL), None)
    return out


def _is_author(paragraph: Paragraph) -> bool:
    if paragraph.role not in (None, Role.BYLINE):
        return False
    found = AUTHOR_LINE.at_head(paragraph.folded)
    return found is not None and not any(map(NO_NAME.match, split_names(found.group("names"))))


def _mark(author: Paragraph, note: Paragraph) -> Mark:
    fields: dict[str, str] = {}
    for paragraph, label in ((author, AUTHOR_LINE), (note, AUTHOR_NOTE)):
        found = label.at_head(paragraph.folded)
        groups = found.groupdict() if found else {}
        fields |= {n: paragraph.text[slice(*found.span(n))] for n, value in groups.items() if found and value}
    body = author.body
    return Mark(Kind.SPEECH, AUTHOR_LINE, body, body.cut(len(body)), fields)
