"""What a paragraph announces by its first words: a speaker, a question, an answer, a heading, an article."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import lru_cache
from itertools import pairwise

from app.parse.layout import Paragraph
from app.parse.lines import Start
from app.parse.rules import FirstOf, Rule, is_likely_name, split_names
from app.parse.rules.attributions import ATTRIBUTIONS, OFFICER_SAYS
from app.parse.rules.headings import BARE_NUMBER, NUMBERINGS
from app.parse.rules.labels import (
    ALONE_LABELS,
    BRACKETED_LABEL,
    BROKEN_LABEL,
    FORM_LINES,
    FORM_SPEAKER,
    FULL_LABELS,
    OFFICER_LABEL,
    OPEN_LABEL,
    PLENARY_BULLET,
    PLENARY_BYLINE,
    PLENARY_POST,
    PLENARY_SPEAKER,
    SIGNED,
    SPEECH_LABELS,
    TAIL_LABELS,
)
from app.parse.rules.passages import (
    ARTICLE_START,
    COLLECTIVE_START,
    NOTE_HEAD,
    SELECTION,
    SELECTION_END,
    SUBTITLE,
)
from app.parse.rules.signatures import SIGNED_BEHIND, signature_of
from app.parse.rules.turn_frames import Act, turn_of
from app.parse.rules.turns import (
    ANSWER_LABELS,
    BRACKETED_REPORTER,
    CARD,
    FOLLOW_UP,
    LETTER_TOPIC,
    MEMBER_BETWEEN,
    MODERATOR,
    OFFICE_LABELS,
    OUTSIDER_ASKS,
    QUESTION_LABELS,
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
    (Kind.PLENARY, (PLENARY_SPEAKER, PLENARY_BULLET, PLENARY_POST, PLENARY_BYLINE, FORM_SPEAKER)),
    (Kind.FOLLOW_UP, (FOLLOW_UP,)),
    (Kind.QUESTION, (*QUESTION_LABELS, BRACKETED_REPORTER, MEMBER_BETWEEN, OUTSIDER_ASKS)),
    (Kind.ANSWER, ANSWER_LABELS),
    (Kind.CARD, (CARD, LETTER_TOPIC, VERSUS)),
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
_RUN_ON = re.compile(
    r"(?<=[。!?”])\s?(?=[^,。:;!?“”]{0,30}(?:代表|委员|常委)[^,。:;!?“”]{0,30}:(?!\s?“)"
    r"|[【\[〔〖][^,。:;!?“”]{0,20}(?:代表|委员)[^,。:;!?“”]{0,20}[】\]〕〗])"
)
"""Where, behind a sentence, the next label may stand in the same paragraph."""
_BAR = re.compile(r"(?<=代表|委员|[^\s][问答)])[|丨│](?=\S|$)")
"""Printed for the colon of a label; as wide as one."""
_SHORT_HEADING = re.compile(r"\d{1,2}\s+[\u4e00-\u9fff]{2,18}$")
_NUMBER_HEAD = re.compile(r"[第(〔\d一二三四五六七八九十百壹贰叁参肆伍陆柒捌玖拾①-⒛㈠-㈩]")
_ENTRIES = [(kind, rule) for kind, rules in TABLE for rule in rules]
_LABELS = [at for at, (kind, _) in enumerate(_ENTRIES) if kind is not Kind.SAID]
_SAID = [at for at, (kind, _) in enumerate(_ENTRIES) if kind is Kind.SAID]
_FIRST_LABEL = FirstOf(_ENTRIES[at][1] for at in _LABELS)
_DELEGATE = re.compile(r".{0,60}?(?:代表|委员|常委)")
HINT = re.compile(
    r"[:(|丨]|代表|委员|常委|主委|主席|主持|^-|^提问|^[【\[]|^[【(]?(?:编者按|开栏语|核心提示)"
    rf"|^(?:题\s?目|标\s?题|发言[人者])\s|^本报|^新华社|发言(?:材料之.{{1,3}})?$|执笔|(?:{SELECTION})$"
    r"|^\d{1,2}\.\s.{2,34}(?:表示|回应|解释|补充|总结|宣布),|^(?:民[革盟建进]|农工|致公|九三|台盟|无党派|工商联)|界别?(?:委员)?\s"
    r"|(?:工商联|总工会|[妇青侨台文]联|科协|无党派人士)\s"
)
"""Every label has one of these, and most lines have none: looked for first, because it is quick."""
_SAYING_END = re.compile(r"(?:说|表示|认为|指出|建议|坦言|直言|提出|呼吁|介绍|强调|谈到|感慨)道?\s?:$")
_LONG_NAME = 4
"""Characters; names of other peoples may be longer."""
_BULLET = re.compile(
    r"[●■◆▲★□○•►▶※◎◇△▢▪@]\s?|\(?\d{1,2}[.、)]\s?|\d{1,2}\s?[/|]\s?|[①-⑳]\s?|\([一二三四五六七八九十]{1,3}\)\s?|[一二三四五六七八九十]{1,2}、\s?"
)
_VENUE = re.compile(
    r"[一二三四五六七八九十\d]{1,3}号(?:提问|应答)?[席位台]位?\s?[:|]?\s(?=\S)|[^\s,。:;“”]{2,12}(?:会场|连线点|直播间|演播室)\s?[:|]?\s(?=\S)"
)
_LISTED = frozenset({Kind.MODERATOR, Kind.SPEECH, Kind.ALONE, Kind.QUESTION, Kind.ANSWER, Kind.FOLLOW_UP})
"""What may have a bullet or a number before it."""
_TAGGED = frozenset({Kind.QUESTION, Kind.ANSWER, Kind.FOLLOW_UP})
"""The marks before which a topic may stand on the same line."""
NAME_CHARS = 20
LABEL_CHARS = 120
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


_IN_BRACKETS = re.compile(r"[（(][^（）()]*[)）]")
Part = list[tuple[Paragraph, Mark | None]]
"""Paragraphs of a page in order, each with its mark."""


_Hit = tuple[Kind, Rule, int, dict[str, tuple[int, int]]]


def _find(folded: str, table: Table = TABLE) -> _Hit | None:
    """The label at the head; a bullet or a number may stand before the name of a speaker, and a bar may stand
    for the colon."""
    head = _BAR.sub(":", folded[:LABEL_CHARS], count=1)
    return _find_again(head) if table is TABLE else _find_in(head, table)


def _find_in(head: str, table: Table) -> _Hit | None:
    if not HINT.search(head):
        return None
    venue = _VENUE.match(head)
    hit = _find_at_head(head, table) if venue is None else None
    bullet = venue or (_BULLET.match(head) if hit is None or hit[0] is Kind.ANSWER else None)
    if bullet is None:
        return hit
    listed = _find_at_head(head[bullet.end() :], table)
    if listed is None or listed[0] not in _LISTED:
        return _find_at_head(head, table) if venue else hit
    kind, rule, end, groups = listed
    by = bullet.end()
    return kind, rule, end + by, {name: (start + by, stop + by) for name, (start, stop) in groups.items()}


@lru_cache(maxsize=2_000)
def _find_again(head: str) -> _Hit | None:
    """The label of a line is asked for again as that of the paragraph which the line begins."""
    return _find_in(head, TABLE)


_KIND_OF_ACT = {
    Act.ASK: Kind.QUESTION,
    Act.FOLLOW_UP: Kind.FOLLOW_UP,
    Act.ANSWER: Kind.ANSWER,
    Act.SUPPLEMENT: Kind.ANSWER,
}


def _find_at_head(head: str, table: Table) -> _Hit | None:
    turn = turn_of(head) if table is TABLE else None
    if turn is not None:
        return _KIND_OF_ACT[turn.act], turn.rule, turn.end, turn.groups
    signed = signature_of(head) if table is TABLE and head[:1] in ("-", "(") else None
    if signed is not None and len(head) < LABEL_CHARS:
        return Kind.TAIL, signed[0], len(head), signed[1]
    entries = _likely(head) if table is TABLE else [(kind, rule) for kind, rules in table for rule in rules]
    for kind, rule in entries:
        found = rule.at_head(head)
        if found and not (kind is Kind.SPEECH and _is_reporters(head, found)):
            groups = {name: found.span(name) for name, value in found.groupdict().items() if value}
            return kind, rule, found.end(), groups
    listed = signature_of(head) if table is TABLE and len(head) < LABEL_CHARS else None
    return (Kind.ALONE, listed[0], len(head), listed[1]) if listed else None


def _is_reporters(head: str, found: re.Match[str]) -> bool:
    """Whether what a rule takes for a label is a reporter's phrase: it ends in a verb of saying, or what
    stands before a quotation is too long for a name (`市人大代表陆一帆接过话筒：“…`)."""
    if _SAYING_END.search(head, 0, found.end()):
        return True
    groups = found.groupdict()
    names = split_names(groups.get("names") or groups.get("names2"))
    quoted = head.startswith("“", found.end())
    return quoted and any(len(name) >= _LONG_NAME and not is_likely_name(name) for name in names)


def _likely(head: str) -> Sequence[tuple[Kind, Rule]]:
    """The part of `TABLE` that begins with the first rule that may match the head; most heads have none."""
    first = _FIRST_LABEL(head)
    if first is None:
        return _ENTRIES[_SAID[0] : _SAID[-1] + 1] if _DELEGATE.match(head) else ()
    return _ENTRIES[min(_LABELS[first], _SAID[0]) :]


def mark_of(paragraph: Paragraph, table: Table = TABLE) -> Mark | None:
    """The mark of a text paragraph; None for running text, headings and noise."""
    if paragraph.role is not None:
        return None
    topic = TOPIC.match(paragraph.folded)
    start = topic.end() if topic else 0
    hit = _find(paragraph.folded[start : start + LABEL_CHARS], table)
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
    if given := found.pop("given", None):
        found["names"] = found.pop("surname") + given
    if too := found.pop("names_too", None):
        found["names"] += f"、{_IN_BRACKETS.sub('', too)}"
    return Mark(kind, rule, body.cut(0, start + end), body.cut(start + end), fields | found)


def unchained(paragraph: Paragraph) -> list[Paragraph]:
    """A paragraph in which several speak in turn (`…；杜明代表：…`), or whose speaker is named in brackets at
    its end, as a paragraph for each."""
    folded = paragraph.folded
    if paragraph.role is not None or not HINT.search(folded):
        return [paragraph]
    cuts = []
    if head := _find(folded):
        cuts += [m.end() for m in _CHAIN.finditer(folded) if _find(folded[m.end() : m.end() + LABEL_CHARS])]
        cuts += [m.end() for m in _RUN_ON.finditer(folded) if _is_like(head, folded, m.end())]
    signed = SIGNED.find(folded) or SIGNED_BEHIND.search(folded[-LABEL_CHARS:])
    if signed and (hit := _find(signed.group().strip())) and hit[0] is Kind.TAIL:
        cuts.append(len(folded) - len(signed.group()))
    pieces, ends = [], set(cuts)
    for start, end in pairwise([0, *sorted(ends), len(folded)]):
        body = paragraph.body.cut(start, end)
        pieces.append(replace(paragraph, body=body, folded=fold(body.text), chained=end in ends))
    return pieces


def _is_like(head: _Hit, folded: str, start: int) -> bool:
    """Whether a label of the same sort as the one at the head of the paragraph begins at `start`, and names
    people: a speech that mentions a member calls him in no such way."""
    found = _find(folded[start : start + LABEL_CHARS]) if head[0] is Kind.SPEECH else None
    if found is None or found[0] is not head[0]:
        return False
    groups = found[3]
    if found[1] is not head[1] and not groups.keys() & {"title", "title2"}:
        return False
    first, last = groups.get("names") or groups.get("names2") or (0, 0)
    names = split_names(folded[start + first : start + last])
    return bool(names) and all(map(is_likely_name, names))


_BARE_NAME = re.compile(
    r"(?P<name>[\u3400-\u9fff]{1,6}(?:·[\u3400-\u9fff]{1,8})?)(?:、[\u3400-\u9fff·]{2,12}){0,3}(?<![说问道讲])\s?:(?!“)"
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
        if filled and (hit[0] in _TAGGED or hit[1] is CARD):
            return "turn"
        if hit[0] in (Kind.PLENARY, Kind.FORM) and folded.rfind("(") > folded.rfind(")"):
            return "open"  # the margin breaks what stands in brackets
        return "whole" if hit[0] in (Kind.PLENARY, Kind.FORM) or (hit[0] is Kind.NOTE and filled) else "label"
    head = folded[:LABEL_CHARS]
    other = _begins_otherwise(folded, head) if HINT.search(head) else None
    if other or COLLECTIVE_START.match(head):
        return other or "label"
    return "heading" if _is_numbered(folded) else None


def _begins_otherwise(folded: str, head: str) -> Start | None:
    """What begins here that is no label yet: one that the next line ends, or that only the page makes one."""
    bare = _BARE_NAME.match(folded)
    if bare and is_likely_name(bare.group("name")):
        return "label"
    is_short = len(folded) <= LABEL_CHARS  # both take a whole line, and long for one that is no label
    if is_short and BROKEN_LABEL.match(folded):
        return "open"
    return "label" if (is_short and OPEN_LABEL.match(folded)) or _names_office(head) else None


def _names_office(folded: str) -> bool:
    """An office before a colon: it answers where questions are, and elsewhere begins something as well."""
    return (":" in folded[:NAME_CHARS] or folded.startswith("【")) and any(
        label.at_head(folded) for label in OFFICE_LABELS
    )


def _is_numbered(folded: str) -> bool:
    """A number of a heading at the head. A number without a point (`41 个`) is rarely one."""
    if not _NUMBER_HEAD.match(folded):
        return False
    if BARE_NUMBER.fullmatch(folded):
        return True
    for numbering in NUMBERINGS:
        found = numbering.pattern.match(folded)
        if found:
            return (
                numbering.name != "decimal"
                or "." in found.group("number")
                or bool(_SHORT_HEADING.match(folded))
            )
    return False
