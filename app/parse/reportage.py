"""Speeches in running reportage: what a named delegate says in quotation marks, or after 建议 and the like.

Only what is attributed is a record; the reporter's own sentences are narrative. A record's text is the
quoted words with their marks, or the words after the verb when nothing is quoted.
"""

import re
from dataclasses import dataclass

from app.parse.facts import read_noise
from app.parse.heads import body_of_page, body_of_title, kind_represented, read_head
from app.parse.layout import Paragraph
from app.parse.marks import Kind, Mark, Part
from app.parse.reading import Reading
from app.parse.rules import is_likely_name, split_names
from app.parse.rules.attributions import ATTRIBUTIONS, HE_ADDS, HE_SAYS, OFFICER_SAYS, QUOTED_AROUND
from app.parse.speeches import ornament
from app.parse.types import Document, Genre, Role, Speech
from app.text.folding import fold
from app.text.mapped import Mapped, concatenated

_HINT = re.compile(r"代表|委员|常委")
_TOLD = re.compile(r"(?:侧记|纪实|小记|见闻|特写|综述|掠影|速写|扫描|花絮|走笔|热议.{0,12})$")
"""A subtitle that promises a reporter's story, not a selection of speeches."""
_QUOTATION = re.compile(r"“[^“”]*(?:“[^“”]*”[^“”]*)*”")
_JOINED_BY = "；;"
_LONG_NAME = 4


@dataclass(frozen=True)
class Attribution:
    """Where in a paragraph somebody is said to speak, and what the source calls them."""

    start: int
    end: int
    fields: dict[str, str]
    runs_on: bool = False  # whether words follow right behind the verb, without a mark

    @property
    def indirect(self) -> bool:
        """True when words follow that need no quotation marks: `建议，加快…`."""
        then = fold(self.fields.get("then", ""))
        return then in (",", ":") or (not then and self.runs_on)


def attributions(paragraph: Paragraph) -> list[Attribution]:
    """The attributions in a text paragraph, in order, not overlapping."""
    if paragraph.role is not None or not _HINT.search(paragraph.folded):
        return []
    if paragraph.title_like and "“" not in paragraph.folded:
        return []  # a headline: `代表建议办结率百分之百`
    rules = (*ATTRIBUTIONS, *QUOTED_AROUND) if "”" in paragraph.folded else ATTRIBUTIONS
    found = [match for rule in rules for match in rule.find_all(paragraph.folded)]
    out: list[Attribution] = []
    for match in sorted(found, key=lambda m: (m.start(), -m.end())):
        if not out or match.start() >= out[-1].end:
            fields = {
                name.rstrip("2"): paragraph.text[slice(*match.span(name))]
                for name, at in match.groupdict().items()
                if at
            }
            within = paragraph.folded[: match.start()][-1:] not in ("", *"。!?;”")
            if within and not fields.get("then") and not _are_people(fields["names"]):
                continue
            beside = paragraph.folded[max(0, match.start() - 1) : match.end() + 1]
            if not beside.startswith("”") and not beside.endswith("“") and _is_long_for_name(fields["names"]):
                continue  # `轮到基层代表发言，` tells of no one
            runs_on = paragraph.folded[match.end() : match.end() + 1] not in ("", "“")
            out.append(Attribution(match.start(), match.end(), fields, runs_on))
    return out


def _is_long_for_name(names: str) -> bool:
    return any(len(name) >= _LONG_NAME and not is_likely_name(name) for name in split_names(names))


def _are_people(names: str) -> bool:
    """Whether what stands before `代表建议` can be names: `办好代表建议` has none."""
    return all(map(is_likely_name, split_names(names)))


def is_reportage(part: Part) -> bool:
    """True when delegates are quoted in the part; a single one must have a body or what can be a name."""
    said = [fields for paragraph, mark in part for fields in _fields_said(paragraph, mark)]
    return len(said) > 1 or any("forum" in fields or _are_people(fields["names"]) for fields in said)


def _fields_said(paragraph: Paragraph, mark: Mark | None) -> list[dict[str, str]]:
    if mark:
        return [mark.fields] if mark.kind is Kind.SAID else []
    return [attribution.fields for attribution in attributions(paragraph)]


def is_digest_of_said(part: Part) -> bool:
    """True when the page says that it is a digest, and each attribution stands at the head of its paragraph
    as a label does: what follows without one goes on in the speech."""
    said = [paragraph for paragraph, mark in part if mark and mark.kind is Kind.SAID]
    selected = any(
        mark and mark.kind is Kind.SUBTITLE and not _TOLD.search(p.folded.rstrip(")")) for p, mark in part
    )
    return (
        selected
        and len(said) > 1
        and all(len(attributions(paragraph)) <= 1 and "“" not in _opening(paragraph) for paragraph in said)
        and not any(mark is None and _is_said_elsewhere(paragraph) for paragraph, mark in part)
    )


def _opening(paragraph: Paragraph) -> str:
    found = attributions(paragraph)
    return paragraph.folded[: found[0].end + 1] if found else ""


def _is_said_elsewhere(paragraph: Paragraph) -> bool:
    if paragraph.role is not None:
        return False
    return bool(attributions(paragraph)) or HE_SAYS.find(paragraph.folded) is not None


def _attributions(paragraph: Paragraph, mark: Mark | None) -> list[Attribution]:
    if mark and mark.rule is OFFICER_SAYS:
        return [Attribution(0, len(mark.label), mark.fields)]
    return attributions(paragraph)


def read_reportage(reading: Reading, part: Part) -> list[Document]:
    """One document of speeches."""
    document = Document(genre=Genre.SPEECHES)
    read_noise(reading, document, part)
    text = [(paragraph, mark) for paragraph, mark in part if paragraph.role is None]
    first = next(i for i, (paragraph, mark) in enumerate(text) if _attributions(paragraph, mark))
    headings = _heading_places(text, first)
    start = first - 1 if first - 1 in headings else first
    read_head(reading, document, text[:start])
    document.body = body_of_page(document, text[:start])
    said: list[tuple[Speech, list[Mapped]]] = []
    heading: str | None = None
    for i, (paragraph, mark) in enumerate(text[start:], start):
        if i in headings:
            heading = paragraph.text
            reading.claim(paragraph.body, Role.TITLE)
        else:
            before = len(said)
            _read_paragraph(document, paragraph, _attributions(paragraph, mark), said)
            for speech, _ in said[before:]:
                speech.section_heading = heading
    for speech, words in said:
        speech.text, speech.spans = reading.text(words)
    document.records += [speech for speech, _ in said if speech.text]
    if not document.records:
        document.genre, document.body = Genre.ARTICLE, None
    for paragraph, _ in text[first:]:
        reading.claim(paragraph.body, Role.NARRATIVE)  # what is left: attributions and the reporter's words
    return [document]


def _heading_places(text: Part, first: int) -> set[int]:
    """Where section headings stand: short lines between finished paragraphs; a single one is chance."""
    titles = (paragraph for paragraph, mark in text[first:] if mark is None and paragraph.title_like)
    marked = {ornament(paragraph) for paragraph in titles}
    places = {
        i
        for i in range(len(text) - 1)
        if text[i][1] is None
        and text[i][0].title_like
        and (i > 0 or ornament(text[i][0]) in marked - {""})
        and (text[i - 1][0].ends or i == first - 1)
        and not text[i + 1][0].title_like
        and (i == first - 1 or i > first)
    }
    return places if len(places) > 1 else set()


def _read_paragraph(
    document: Document,
    paragraph: Paragraph,
    found: list[Attribution],
    said: list[tuple[Speech, list[Mapped]]],
) -> None:
    if not found:
        goes_on = HE_SAYS.find(paragraph.folded)
        if goes_on and said:
            said[-1][1].append(_words(paragraph, goes_on.end(), len(paragraph.folded), indirect=True))
        return
    for i, attribution in enumerate(found):
        end = found[i + 1].start if i + 1 < len(found) else len(paragraph.folded)
        before = _quoted_before(paragraph, found, i)
        freely = attribution.indirect and (not before or "he_says" in attribution.fields)
        adds = None if freely else HE_ADDS.pattern.search(paragraph.folded, attribution.end, end)
        words = _words(paragraph, attribution.end, adds.start() if adds else end, indirect=freely)
        added = _words(paragraph, adds.end(), end, indirect=True) if adds else None
        pieces = [piece for piece in (before, words, added) if piece]
        said.append((_speech(document, attribution), [concatenated(pieces)]))


def _speech(document: Document, attribution: Attribution) -> Speech:
    fields = attribution.fields
    return Speech(
        speakers=split_names(fields["names"]),
        body=body_of_title(fields.get("title"), fields.get("forum"), document.body),
        represents=fields.get("represents"),
        represents_kind=kind_represented(fields.get("represents")),
        affiliation=fields.get("affiliation"),
    )


def _quoted_before(paragraph: Paragraph, found: list[Attribution], i: int) -> Mapped | None:
    """The quotation right in front of an attribution, when it is not what the one before it introduced."""
    if i > 0 and found[i - 1].indirect:
        return None
    start = found[i - 1].end if i > 0 else 0
    quotations = list(_QUOTATION.finditer(paragraph.folded, start, found[i].start))
    if not quotations or paragraph.folded[quotations[-1].end() : found[i].start].strip(",。 "):
        return None
    return concatenated([paragraph.body.cut(*q.span()) for q in quotations if _is_speech(q)])


def _words(paragraph: Paragraph, start: int, end: int, *, indirect: bool) -> Mapped:
    """What is said between two places: the quotations, or all of it when it does not begin with one."""
    begins_quoted = paragraph.folded.startswith("“", start)
    quotations = [q for q in _QUOTATION.finditer(paragraph.folded, start, end) if _is_speech(q)]
    if begins_quoted and quotations:
        return concatenated([paragraph.body.cut(*q.span()) for q in quotations])
    if not indirect:
        return concatenated([paragraph.body.cut(*q.span()) for q in quotations])
    words = paragraph.body.cut(start, end)
    return words.cut(0, len(words.text.rstrip(_JOINED_BY)))


def _is_speech(quotation: re.Match[str]) -> bool:
    """True for a sentence in quotation marks, false for a term in them."""
    return quotation.group()[-2:-1] in "。!?,…" or len(quotation.group()) > 24
