"""What a paragraph announces by its first words: a speaker, a question, an answer, a heading, an article."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, auto

from app.parse.layout import Paragraph, Start
from app.parse.rules import Rule, split_names
from app.parse.rules.headings import NUMBERINGS
from app.parse.rules.labels import (
    ANSWER_LABELS,
    ARTICLE_START,
    BRACKETED_REPORTER,
    FOLLOW_UP,
    MODERATOR,
    NOTE_HEAD,
    PLENARY_SPEAKER,
    QUESTION_LABELS,
    SPEECH_LABELS,
    SUBTITLE,
    TOPIC,
)
from app.text.mapped import Mapped


class Kind(Enum):
    """What is announced."""

    PLENARY = auto()
    QUESTION = auto()
    FOLLOW_UP = auto()
    ANSWER = auto()
    MODERATOR = auto()
    SPEECH = auto()
    NOTE = auto()
    ARTICLE = auto()
    SUBTITLE = auto()


RECORD_KINDS = frozenset({Kind.PLENARY, Kind.QUESTION, Kind.FOLLOW_UP, Kind.ANSWER, Kind.SPEECH})
"""The marks that begin (or, in a plenary page, name) a record."""

Table = tuple[tuple[Kind, tuple[Rule, ...]], ...]
TABLE: Table = (
    (Kind.PLENARY, (PLENARY_SPEAKER,)),
    (Kind.FOLLOW_UP, (FOLLOW_UP,)),
    (Kind.QUESTION, (*QUESTION_LABELS, BRACKETED_REPORTER)),
    (Kind.ANSWER, ANSWER_LABELS),
    (Kind.MODERATOR, (MODERATOR,)),
    (Kind.SPEECH, SPEECH_LABELS),
    (Kind.NOTE, (NOTE_HEAD,)),
    (Kind.ARTICLE, (ARTICLE_START,)),
    (Kind.SUBTITLE, (SUBTITLE,)),
)
HINT = re.compile(r":|^-|^提问|^【|^[【(]?(?:编者按|开栏语|核心提示)|^本报|^新华社|发言$")
"""Every label has one of these, and most lines have none: looked for first, because it is quick."""
_LABEL_CHARS = 120
"""No label is longer; so much of a paragraph is looked at, whatever its length."""


@dataclass
class Mark:
    """A label found at the head of a paragraph. `fields` are the rule's groups as the source prints them."""

    kind: Kind
    rule: Rule
    label: Mapped
    rest: Mapped
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        """The persons named, each without padding."""
        return split_names(self.fields.get("names"))


Part = list[tuple[Paragraph, Mark | None]]
"""Paragraphs of a page in order, each with its mark."""


def _find(folded: str, table: Table = TABLE) -> tuple[Kind, Rule, int, dict[str, tuple[int, int]]] | None:
    head = folded[:_LABEL_CHARS]
    if not HINT.search(head):
        return None
    for kind, rules in table:
        for rule in rules:
            found = rule.find(head)
            if found:
                groups = {name: found.span(name) for name, value in found.groupdict().items() if value}
                return kind, rule, found.end(), groups
    return None


def mark_of(paragraph: Paragraph, table: Table = TABLE) -> Mark | None:
    """The mark of a text paragraph; None for running text, headings and noise."""
    if paragraph.role is not None:
        return None
    hit = _find(paragraph.folded, table)
    if hit is None:
        return None
    kind, rule, end, groups = hit
    body = paragraph.body
    fields = {name: body.text[start:stop].strip() for name, (start, stop) in groups.items()}
    return Mark(kind, rule, body.cut(0, end), body.cut(end), fields)


def remark(part: Part, rules: Iterable[Rule], kind: Kind) -> Part:
    """The part with labels found that count only in its context."""
    table = ((kind, tuple(rules)),)
    return [(p, mark or (mark_of(p, table) if p.role is None else None)) for p, mark in part]


def begins(folded: str) -> Start | None:
    """Whether a line starts something new; an `app.parse.layout.Begins`."""
    hit = _find(folded)
    if hit and hit[0] is Kind.SUBTITLE:
        return "subtitle"
    if hit:
        whole = hit[0] is Kind.PLENARY or (hit[0] is Kind.NOTE and hit[2] == len(folded))
        return "whole" if whole else "label"
    if TOPIC.match(folded):
        return "label"
    if any(numbering.pattern.match(folded) for numbering in NUMBERINGS):
        return "heading"
    return None
