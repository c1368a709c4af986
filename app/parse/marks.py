"""What a paragraph announces by its first words: a speaker, a question, an answer, a heading, an article."""

import re
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from itertools import pairwise

from app.parse.layout import Paragraph
from app.parse.lines import Start
from app.parse.rules import AnyOf, Rule, is_likely_name, split_names
from app.parse.rules.attributions import ATTRIBUTIONS, OFFICER_SAYS
from app.parse.rules.headings import NUMBERINGS
from app.parse.rules.labels import (
    ALONE_LABELS,
    BARE_LABELS,
    BRACKETED_LABEL,
    BROKEN_LABEL,
    FORM_LINES,
    FORM_SPEAKER,
    FULL_LABELS,
    OFFICER_LABEL,
    OPEN_LABEL,
    PLENARY_BULLET,
    PLENARY_BYLINE,
    PLENARY_SPEAKER,
    SIGNED,
    SPEECH_LABELS,
    TAIL_LABELS,
)
from app.parse.rules.passages import (
    ARTICLE_START,
    COLLECTIVE_START,
    INTERLUDE,
    NOTE_HEAD,
    SELECTION_END,
    SUBTITLE,
)
from app.parse.rules.turns import (
    ANSWER_LABELS,
    BRACKETED_REPORTER,
    CARD,
    CHAIR,
    FOLLOW_UP,
    MODERATOR,
    NAME_COLON,
    NAME_IN_BRACKETS,
    OFFICE_HOLDER,
    OFFICE_LABELS,
    OFFICER,
    QUESTION_LABELS,
    SALUTATION,
    SALUTATION_WORDS,
    TOPIC,
    VERDICT,
    VERSUS,
)
from app.text.folding import fold
from app.text.mapped import Mapped


class Kind(Enum):
    """What is announced."""

    PLENARY = auto()
    QUESTION = auto()
    FOLLOW_UP = auto()
    ANSWER = auto()
    MODERATOR = auto()
    SPEECH = auto()
    ALONE = auto()
    SAID = auto()
    TAIL = auto()
    CARD = auto()
    NOTE = auto()
    ARTICLE = auto()
    SUBTITLE = auto()
    FORM = auto()


RECORD_KINDS = frozenset({Kind.PLENARY, Kind.QUESTION, Kind.FOLLOW_UP, Kind.ANSWER, Kind.SPEECH, Kind.ALONE})
"""The marks that begin (or, in a plenary page, name) a record."""

Table = tuple[tuple[Kind, tuple[Rule, ...]], ...]
_CHAIN = re.compile(r";\s*(?=[^,。:;“”]{2,40}?(?::|,))")
TABLE: Table = (
    (Kind.PLENARY, (PLENARY_SPEAKER, PLENARY_BULLET, PLENARY_BYLINE, FORM_SPEAKER)),
    (Kind.FOLLOW_UP, (FOLLOW_UP,)),
    (Kind.QUESTION, (*QUESTION_LABELS, BRACKETED_REPORTER)),
    (Kind.ANSWER, ANSWER_LABELS),
    (Kind.CARD, (CARD, VERSUS)),
    (Kind.MODERATOR, (MODERATOR, VERDICT)),
    (Kind.TAIL, TAIL_LABELS),
    (Kind.SPEECH, (OFFICER_LABEL, BRACKETED_LABEL, *FULL_LABELS, *SPEECH_LABELS)),
    (Kind.ALONE, ALONE_LABELS),
    (Kind.SAID, (*ATTRIBUTIONS, OFFICER_SAYS)),
    (Kind.NOTE, (NOTE_HEAD,)),
    (Kind.ARTICLE, (ARTICLE_START,)),
    (Kind.FORM, FORM_LINES),
    (Kind.SUBTITLE, (SUBTITLE,)),
)
_SHORT_HEADING = re.compile(r"\d{1,2}\s+[\u4e00-\u9fff]{2,18}$")
_NUMBER_HEAD = re.compile(r"[第(\d一二三四五六七八九十百①-⑳]")
_ANY_LABEL = AnyOf(rule for kind, rules in TABLE if kind is not Kind.SAID for rule in rules)
_DELEGATE = re.compile(r".{0,60}?(?:代表|委员|常委)")
HINT = re.compile(
    r"[:(]|代表|委员|常委|主持|^-|^提问|^[【\[]|^[【(]?(?:编者按|开栏语|核心提示)"
    r"|^本报|^新华社|发言(?:材料之.{1,3})?$"
    r"|^(?:民[革盟建进]|农工|致公|九三|台盟|无党派|工商联)|界别?(?:委员)?\s"
)
"""Every label has one of these, and most lines have none: looked for first, because it is quick."""
_BULLET = re.compile(r"[●■◆▲★□○•►▶※]\s?|\(?\d{1,2}[.、)]\s?|[①-⑳]\s?")
_VENUE = re.compile(r"[^\s,。:;“”]{2,12}(?:会场|连线点|直播间|演播室)\s?[:|]?\s(?=\S)")
_LISTED = frozenset({Kind.SPEECH, Kind.ALONE, Kind.QUESTION, Kind.ANSWER, Kind.FOLLOW_UP})
"""What may have a bullet or a number before it."""
_TAGGED = frozenset({Kind.QUESTION, Kind.ANSWER, Kind.FOLLOW_UP})
"""The marks before which a topic may stand on the same line."""
_NAME_CHARS = 20
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


_Hit = tuple[Kind, Rule, int, dict[str, tuple[int, int]]]


def _find(folded: str, table: Table = TABLE) -> _Hit | None:
    """The label at the head; a bullet or a number may stand before the name of a speaker."""
    head = folded[:_LABEL_CHARS]
    if not HINT.search(head):
        return None
    venue = _VENUE.match(head)
    hit = _find_at_head(head, table) if venue is None else None
    bullet = venue or (_BULLET.match(head) if hit is None else None)
    if bullet is None:
        return hit
    listed = _find_at_head(head[bullet.end() :], table)
    if listed is None or listed[0] not in _LISTED:
        return _find_at_head(head, table) if venue else None
    kind, rule, end, groups = listed
    by = bullet.end()
    return kind, rule, end + by, {name: (start + by, stop + by) for name, (start, stop) in groups.items()}


def _find_at_head(head: str, table: Table) -> _Hit | None:
    if table is TABLE and not (_ANY_LABEL(head) or _DELEGATE.match(head)):
        return None
    for kind, rules in table:
        for rule in rules:
            found = rule.at_head(head)
            if found:
                groups = {name: found.span(name) for name, value in found.groupdict().items() if value}
                return kind, rule, found.end(), groups
    return None


def mark_of(paragraph: Paragraph, table: Table = TABLE) -> Mark | None:
    """The mark of a text paragraph; None for running text, headings and noise."""
    if paragraph.role is not None:
        return None
    topic = TOPIC.match(paragraph.folded)
    start = topic.end() if topic else 0
    hit = _find(paragraph.folded[start : start + _LABEL_CHARS], table)
    if hit is None or (topic and hit[0] not in _TAGGED):
        return None if topic is None else _whole(paragraph, table)
    return _mark(paragraph, hit, start, {"topic": topic.group("topic")} if topic else {})


def _whole(paragraph: Paragraph, table: Table) -> Mark | None:
    """The mark of a paragraph whose brackets at the head are themselves the label (`【某报记者】`)."""
    hit = _find(paragraph.folded, table)
    return _mark(paragraph, hit, 0, {}) if hit else None


def _mark(paragraph: Paragraph, hit: _Hit, start: int, fields: dict[str, str]) -> Mark:
    kind, rule, end, groups = hit
    body = paragraph.body
    found = {name.rstrip("23"): body.text[start + a : start + b].strip() for name, (a, b) in groups.items()}
    if too := found.pop("names_too", None):
        found["names"] += f"、{too}"
    return Mark(kind, rule, body.cut(0, start + end), body.cut(start + end), fields | found)


def unchained(paragraph: Paragraph) -> list[Paragraph]:
    """A paragraph in which several speak in turn (`…；杜明代表：…`), or whose speaker is named in brackets at
    its end, as a paragraph for each."""
    folded = paragraph.folded
    if paragraph.role is not None or not HINT.search(folded):
        return [paragraph]
    cuts = []
    if _find(folded):
        cuts += [m.end() for m in _CHAIN.finditer(folded) if _find(folded[m.end() : m.end() + _LABEL_CHARS])]
    signed = SIGNED.find(folded)
    if signed:
        cuts.append(signed.start())
    pieces, ends = [], set(cuts)
    for start, end in pairwise([0, *cuts, len(folded)]):
        body = paragraph.body.cut(start, end)
        pieces.append(replace(paragraph, body=body, folded=fold(body.text), chained=end in ends))
    return pieces


def with_salutations(part: Part) -> Part:
    """The part with the salutation of each letter of reply marked as the beginning of an answer."""
    out: Part = []
    for i, (paragraph, mark) in enumerate(part):
        found = SALUTATION.at_head(paragraph.folded[:_LABEL_CHARS]) if paragraph.role is None else None
        if found:
            below = part[i + 1][0].folded if i + 1 < len(part) else ""
            words = paragraph.folded[found.end() :] or below
            if SALUTATION_WORDS.match(words[: 2 * _LABEL_CHARS]):
                body, end = paragraph.body, found.end()
                mark = Mark(Kind.ANSWER, SALUTATION, body.cut(0, end), body.cut(end))
        out.append((paragraph, mark))
    return out


def with_offices(part: Part) -> Part:
    """The part with the labels found that count only among questions: `商务局：`, `李局长：`, and the bare
    name of an office holder who was introduced before."""
    conference = any(mark and mark.rule is BRACKETED_REPORTER for _, mark in part)
    labels = (*OFFICE_LABELS, NAME_IN_BRACKETS, NAME_COLON) if conference else OFFICE_LABELS
    table: Table = ((Kind.MODERATOR, (INTERLUDE,)), (Kind.ANSWER, labels))
    out: Part = []
    holders: dict[str, Mark] = {}
    chairs = _chairs(part)
    asked = any(mark and mark.kind is Kind.QUESTION for _, mark in part)
    for paragraph, mark in part:
        if asked and mark and (office := mark.fields.get("affiliation")) and _is_officer(mark, office):
            name = mark.fields["names"]
            mark = replace(mark, kind=Kind.ANSWER, fields={"respondent": f"{name}（{office}）"})
        if mark is None and paragraph.role is None:
            mark = mark_of(paragraph, table) or _named_again(paragraph, holders, chairs)
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
    named = {mark.kind for _, mark in part if mark and mark.rule not in OFFICERS and _of_committee(mark)}
    plenary = any(
        mark.rule is PLENARY_SPEAKER
        or mark.kind is Kind.FORM
        or (mark.kind is Kind.SUBTITLE and _PLENARY_PAGE.search(p.folded))
        for p, mark in part
        if mark
    )
    out: Part = []
    for paragraph, mark in part:
        leads = mark is not None and mark.rule in OFFICERS and mark.kind not in named
        listed = (
            mark is not None and mark.rule in (PLENARY_BULLET, PLENARY_BYLINE, FORM_SPEAKER) and not plenary
        )
        rolled = (
            mark is not None and mark.kind is Kind.SPEECH and _ROLL.match(fold(mark.rest.text)) is not None
        )
        out.append((paragraph, None if leads or listed or rolled else mark))
    return out


def with_bare_names(part: Part) -> Part:
    """The part with the names found that are labels only because the page says that delegates speak, nobody
    is named in another way, and there are several: `李四维：…`."""
    if any(mark and mark.kind in _SPEAKING for _, mark in part) or not any(
        _speaks(item) for item in part[:8]
    ):
        return part
    table: Table = ((Kind.SPEECH, BARE_LABELS),)
    found = {i: mark for i, (p, m) in enumerate(part) if m is None and (mark := mark_of(p, table))}
    named = {i: mark for i, mark in found.items() if all(map(is_likely_name, mark.names))}
    names = {name for mark in named.values() for name in mark.names}
    if len(names) < _FEWEST_NAMES or len(named) < _NAMED_SHARE * len(found):
        return part
    return [(paragraph, named.get(i, mark)) for i, (paragraph, mark) in enumerate(part)]


_SPEAKING = frozenset({*RECORD_KINDS, Kind.TAIL, Kind.SAID, Kind.MODERATOR, Kind.CARD})
_SPOKEN = re.compile(
    r"(?:代表|委员).{0,24}(?:发言|建言|审议|讨论|声音|心声|热议|说)|(?:发言|审议|讨论).{0,8}(?:摘|选|实录)"
)
_FEWEST_NAMES = 3
_NAMED_SHARE = 0.5
_BARE_NAME = re.compile(
    r"(?P<name>[\u3400-\u9fff]{1,6}(?:·[\u3400-\u9fff]{1,8})?)(?:、[\u3400-\u9fff·]{2,12}){0,3}(?<![说问道讲])\s?:(?!“)"
)


def _speaks(item: tuple[Paragraph, Mark | None]) -> bool:
    paragraph, _ = item
    return paragraph.role is None and paragraph.title_like and bool(_SPOKEN.search(paragraph.folded))


def _of_committee(mark: Mark) -> bool:
    forum = mark.fields.get("forum", "")
    return mark.fields.get("title") in ("委员", "委員") and (
        forum.endswith(("常委会", "常委會")) if mark.kind is Kind.SAID else True
    )


_ROLL = re.compile(r"[\u3400-\u9fff]{2,4}(?:[、,\s]+[\u3400-\u9fff]{2,4})*$")
OFFICERS = (OFFICER_SAYS, OFFICER_LABEL)
_PLENARY_PAGE = re.compile(r"(?:大会|书面)(?:口头|交流|书面)?发言")


def _is_officer(mark: Mark, office: str) -> bool:
    """Whether a label `李四维（市住建局局长）：` among questions names an officer who answers."""
    return (
        mark.kind is Kind.SPEECH and "title" not in mark.fields and OFFICER.search(fold(office)) is not None
    )


def _chairs(part: Part) -> set[str]:
    """Who is named as the chair in the head of minutes: `主持人：某某主席 李四维`."""
    lines = (CHAIR.match(p.folded) or (_PRESIDES.search(p.folded) if p.ends else None) for p, _ in part)
    return {found.group("name") for found in lines if found}


_PRESIDES = re.compile(
    r"(?:主任|主席|书记|秘书长|[市县区]长)(?P<name>[\u3400-\u9fff]{2,4}?)(?:到会|出席)?(?:并)?主持"
)


def _named_again(paragraph: Paragraph, holders: dict[str, Mark], chairs: set[str]) -> Mark | None:
    name, colon, _ = paragraph.folded[:_NAME_CHARS].partition(":")
    if colon and name in chairs:
        return Mark(Kind.MODERATOR, MODERATOR, paragraph.body, paragraph.body.cut(len(paragraph.body)))
    if not colon or name not in holders:
        return None
    end = len(name) + 1
    body = paragraph.body
    return Mark(
        Kind.ANSWER, holders[name].rule, body.cut(0, end), body.cut(end), {"respondent": body.text[: end - 1]}
    )


def begins(folded: str) -> Start | None:
    """Whether a line starts something new; an `app.parse.layout.Begins`."""
    if TOPIC.match(folded):
        return "label"
    hit = _find(folded)
    if hit and hit[0] is Kind.SAID and folded[hit[2] - 1] == "。":
        return None  # it says whose the words before it are
    if hit and hit[0] is Kind.SUBTITLE:
        return "whole" if SELECTION_END.search(folded) else "subtitle"
    if hit and hit[0] in (Kind.ALONE, Kind.TAIL):
        return "alone"
    if hit:
        filled = hit[2] == len(folded)
        if filled and hit[0] in _TAGGED:
            return "turn"
        return "whole" if hit[0] in (Kind.PLENARY, Kind.FORM) or (hit[0] is Kind.NOTE and filled) else "label"
    head = folded[:_LABEL_CHARS]
    other = _begins_otherwise(folded, head) if HINT.search(head) else None
    if other or COLLECTIVE_START.match(head):
        return other or "label"
    return "heading" if _is_numbered(folded) else None


def _begins_otherwise(folded: str, head: str) -> Start | None:
    """What begins here that is no label yet: one that the next line ends, or that only the page makes one."""
    bare = _BARE_NAME.match(folded)
    if bare and is_likely_name(bare.group("name")):
        return "label"
    is_short = len(folded) <= _LABEL_CHARS  # both take a whole line, and long for one that is no label
    if is_short and BROKEN_LABEL.match(folded):
        return "open"
    return "label" if (is_short and OPEN_LABEL.match(folded)) or _names_office(head) else None


def _names_office(folded: str) -> bool:
    """An office before a colon: it answers where questions are, and elsewhere begins something as well."""
    return (":" in folded[:_NAME_CHARS] or folded.startswith("【")) and any(
        label.at_head(folded) for label in OFFICE_LABELS
    )


def _is_numbered(folded: str) -> bool:
    """A number of a heading at the head. A number without a point (`41 个`) is rarely one."""
    if not _NUMBER_HEAD.match(folded):
        return False
    for numbering in NUMBERINGS:
        found = numbering.pattern.match(folded)
        if found:
            return (
                numbering.name != "decimal"
                or "." in found.group("number")
                or bool(_SHORT_HEADING.match(folded))
            )
    return False
