"""Turns of a dialogue that are quoted first and attributed behind: `“…？”李四维代表问。`"""

from app.parse.layout import Paragraph
from app.parse.marks import Kind, Mark, Part
from app.parse.rules.turns import QUOTED_TURNS

_TAIL_CHARS = 60
"""No attribution is longer."""
_KINDS = {"quoted_question": Kind.QUESTION, "quoted_answer": Kind.ANSWER}
_FEWEST = 2
"""A single one is a reporter's ornament; a question and its answer are a dialogue."""


def with_quoted_turns(part: Part) -> Part:
    """The part with the paragraphs marked that are a quotation and who asked or answered so, where there are
    questions as well as answers among them or beside them."""
    found = {i: mark for i, (p, m) in enumerate(part) if m is None and (mark := _quoted(p))}
    kinds = {mark.kind for mark in found.values()} | {mark.kind for _, mark in part if mark}
    if len(found) < _FEWEST or not {Kind.QUESTION, Kind.ANSWER} <= kinds:
        return part
    return [(paragraph, found.get(i, mark)) for i, (paragraph, mark) in enumerate(part)]


def _quoted(paragraph: Paragraph) -> Mark | None:
    folded = paragraph.folded
    if paragraph.role is not None or not folded.startswith("“") or not folded.endswith("。"):
        return None
    behind = folded.rfind("”") + 1
    if not behind or len(folded) - behind > _TAIL_CHARS or "”" in folded[1 : behind - 1]:
        return None
    for rule in QUOTED_TURNS:
        hit = rule.pattern.match(folded, behind)
        if hit:
            body = paragraph.body
            fields = {
                name.rstrip("2"): body.text[slice(*hit.span(name))]
                for name, value in hit.groupdict().items()
                if value
            }
            kind = Kind.FOLLOW_UP if "追问" in folded[behind:] else _KINDS[rule.name]
            return Mark(kind, rule, body.cut(behind), body.cut(0, behind), fields)
    return None
