"""Speeches in running reportage: what a named delegate says in quotation marks, or after 建议 and the like.

Only what is attributed is a record; the reporter's own sentences are narrative. A record's text is the
quoted words with their marks, or the words after the verb when nothing is quoted.
"""

import re

from app.parse.facts import read_noise
from app.parse.heads import body_of_page, body_of_title, kind_represented, read_head
from app.parse.layout import Paragraph
from app.parse.marks import Kind, Mark, Part
from app.parse.reading import Reading
from app.parse.rules import split_names
from app.parse.rules.attributions import HE_ADDS, HE_SAYS, OFFICER_SAYS
from app.parse.said import Attribution, are_people, attributions, quoted_before, words_said
from app.parse.speeches import ornament
from app.parse.types import Document, Genre, Role, Speech
from app.text.mapped import Mapped, concatenated

_TOLD = re.compile(r"(?:侧记|纪实|小记|见闻|特写|综述|掠影|速写|扫描|花絮|走笔|热议.{0,12})$")
"""A subtitle that promises a reporter's story, not a selection of speeches."""


def is_reportage(part: Part) -> bool:
    """True when delegates are quoted in the part; a single one must have a body or what can be a name."""
    said = [fields for paragraph, mark in part for fields in _fields_said(paragraph, mark)]
    alone = len({fields["names"] for fields in said}) < _FEWEST_ALONE
    if alone and not _is_of_occasion(part) and not _is_mostly_said(part):
        return False
    return len(said) > 1 or any("forum" in fields or are_people(fields["names"]) for fields in said)


_FEWEST_ALONE = 3
"""So many members quoted on a page make it one about what members say, whatever else it tells."""
_OF_OCCASION = re.compile(
    r"人大|政协|人民代表|两会|代表(?:团|[和与、]?委员|们|小组|之家|联络|建议|议案|通道|热议|声音|说)|委员(?:们|通道|小组|热议|声音|说)"
    r"|审议|议案|提案|建言|履职|协商|政府工作报告|[分联]组|小组讨论|界别|参政|议政"
)


def _is_mostly_said(part: Part) -> bool:
    """Whether the page is no news item and has little beside what it attributes: at least two paragraphs, and
    two of three."""
    running = [bool(_attributions(paragraph, mark)) for paragraph, mark in part if paragraph.ends]
    news = any(mark is not None and mark.kind is Kind.ARTICLE for _, mark in part)
    return not news and sum(running) > 1 and 3 * sum(running) >= 2 * len(running)


_CALLING = re.compile(r"人大代表(?!们|团|建议|热议|声音)|政协(?:委员|常委)(?!会|们|热议|声音)")
"""What somebody is, wherever it is told of him."""


def _is_of_occasion(part: Part) -> bool:
    """Whether the page tells of what members do, beside the calling of whom it quotes: a news item on the
    harvest may quote a grower who is a deputy, and holds no speech."""
    return any(_OF_OCCASION.search(_CALLING.sub("", _told(paragraph, mark))) for paragraph, mark in part)


def _told(paragraph: Paragraph, mark: Mark | None) -> str:
    """The words of a paragraph without its attributions."""
    told, at = "", 0
    for attribution in _attributions(paragraph, mark):
        told += paragraph.folded[at : attribution.start]
        at = attribution.end
    return told + paragraph.folded[at:]


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
            said[-1][1].append(words_said(paragraph, goes_on.end(), len(paragraph.folded), indirect=True))
        return
    for i, attribution in enumerate(found):
        end = found[i + 1].start if i + 1 < len(found) else len(paragraph.folded)
        before = quoted_before(paragraph, found, i)
        freely = attribution.indirect and (not before or "he_says" in attribution.fields)
        adds = None if freely else HE_ADDS.pattern.search(paragraph.folded, attribution.end, end)
        words = words_said(paragraph, attribution.end, adds.start() if adds else end, indirect=freely)
        added = words_said(paragraph, adds.end(), end, indirect=True) if adds else None
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
