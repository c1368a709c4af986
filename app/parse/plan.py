"""Plans and reports: a tree of numbered sections, each with its own text only."""

import re
from collections.abc import Sequence

from app.parse.facts import note, read_dates, read_noise, read_period
from app.parse.headings import STRICT_RANK, Heading, candidate_at, headings_of, with_wrapped_chapters
from app.parse.layout import Paragraph
from app.parse.marks import Part
from app.parse.reading import Reading
from app.parse.rules.passages import NOTE_HEAD
from app.parse.types import Body, Document, Genre, Role, Section
from app.text.dates import from_chinese
from app.text.folding import squeeze
from app.text.mapped import Mapped, concatenated

_DATE_LINE = re.compile(r"^\(?\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?\)?$")
_LETTER = re.compile(r"(?:印发|转发|下发).{2,60}通知(?:各.{2,80}:)?$")
_PLAN_TITLE = re.compile(r"规划|计划|方案|报告|纪要|纲要|预案|工作要点|行动|实施意见|白皮书")
_OTHER_TITLE = re.compile(r"条例|办法|规定|章程|规则|公告|通告|公示|招聘|简章|启事|名单|通知")
_AGENDA = re.compile(r"(?:会议|大会|活动)(?:日程|议程|须知|流程)(?!草案)")
_TITLE_CHARS = 60
_LETTER_TEXT = re.compile(r"(?:各[^。]{2,80}:)?现将.{2,60}(?:印发|转发|下发)给你们")
_ADDRESSED = re.compile(r"各(?!位)[^。]{2,80}:$")
"""The words of the letter with which a plan is sent out, and to whom."""
_CLOSING_LINE = re.compile(
    r"^以上(?:报告|意见|方案|计划)[^。]{0,12}请[^。]{0,12}。?$"
    r"|^\S{2,20}(?:人民政府|委员会|办公室|[局委厅])(?:\s*(?:\d{4}|[二〇○零一三四五六七八九]{4})年[\d一二三四五六七八九十]{1,3}月(?:[\d一二三四五六七八九十]{1,3}日)?)?$"
)
_WRITTEN_BY = re.compile(r"^(?:编制|起草|牵头编制|主编)单位\s?:[^。]{2,40}$")
_NOTE = re.compile(r"^注\s?\d?\s?:")
_FOREWORD = re.compile(r"^(?:前\s*言|引\s*言|序\s*言|导\s*言|导\s*语)$")
_ANNEX = re.compile(r"^附\s?[件录表]\s?[\d一二三四五六七八九十]{0,2}(?:\s[^,。;:]{4,40})?$")
_ADOPTED = re.compile(r"^\(\d{4}年\d{1,2}月\d{1,2}日.{4,50}(?:通过|批准|审议|会议上?)\)$")
_AFTERWORD = re.compile(r"^(?:结\s*语|结束语|后\s*记|附\s*则)$")
"""Headings that plans print without a number, above the first and below the last numbered section."""


def is_plan(paragraphs: Sequence[Paragraph]) -> bool:
    """True for at least three headings on lines of their own, in sequence, in the numberings of chapters; for
    fewer or others where the title says that it is a plan or a report; and never for a law or a notice."""
    headings = headings_of(paragraphs)
    first = headings[0].place if headings else 0
    title = " ".join(
        squeeze(p.folded)
        for p in paragraphs[: max(first, 1)]
        if p.role is None and len(p.folded) <= _TITLE_CHARS
    )
    own = [h for h in headings if h.rest is None]
    if _AGENDA.search(title):
        return False
    if _PLAN_TITLE.search(title):
        return len(own) >= 2 or sum(1 for h in headings if h.title.text) >= 4
    if _OTHER_TITLE.search(title):
        return False
    return sum(1 for h in own if h.number and h.numbering.rank <= STRICT_RANK) >= 3


def read_plan(reading: Reading, part: Part) -> list[Document]:
    """One document of the government's, with a section for the text above the first heading."""
    document = Document(genre=Genre.PLAN, body=Body.GOVERNMENT)
    read_noise(reading, document, part)
    text = [paragraph for paragraph, _ in part if paragraph.role is None]
    while text and _is_below_plan(text[-1].folded):
        reading.claim(text.pop().body, Role.NARRATIVE)
    for note_below in [paragraph for paragraph in text if _NOTE.match(paragraph.folded)]:
        reading.claim(note_below.body, Role.METADATA)
        text.remove(note_below)
    text = with_wrapped_chapters(_without_annex(reading, text))
    headings = headings_of(text)
    cover = _cover_letter(text[: headings[0].place])
    reading.claim_all(text[:cover], Role.NARRATIVE)
    start = cover + _read_title(reading, document, text[cover : headings[0].place])
    letter = _letter(text[start : headings[0].place])
    reading.claim_all(text[start : start + letter], Role.NARRATIVE)
    start += letter
    _read_unnumbered(reading, document, text[start : headings[0].place], level=0)
    last = next(
        (i for i in range(headings[-1].place, len(text)) if _AFTERWORD.match(text[i].folded)), len(text)
    )
    above: list[Heading] = []
    for i, heading in enumerate(headings):
        end = headings[i + 1].place if i + 1 < len(headings) else last
        below = [paragraph.body for paragraph in text[heading.place + 1 : end]]
        while above and above[-1].rank >= heading.rank:
            above.pop()
        path = [one.title.text for one in above]
        document.records.append(_section(reading, heading, len(above) + 1, path, below))
        reading.claim(text[heading.place].body, Role.LABEL)  # what is left of it: the number, a full stop
        above.append(heading)
    _read_unnumbered(reading, document, text[last:], level=1)
    return [document]


def _is_below_plan(folded: str) -> bool:
    """Whether a paragraph below the last section says who issued the plan, or is the paper's."""
    return any(form.match(folded) for form in (_CLOSING_LINE, _WRITTEN_BY, NOTE_HEAD.pattern))


def _without_annex(reading: Reading, text: list[Paragraph]) -> list[Paragraph]:
    """The text above a line 附件 that stands alone below a heading; below it is another document."""
    headed = False
    for i, paragraph in enumerate(text):
        headed = headed or candidate_at(i, paragraph) is not None
        if headed and _ANNEX.match(paragraph.folded) and i + 1 < len(text):
            reading.find("annex", "an annex begins here, and it is not read", paragraph.body)
            reading.claim_all(text[i:], Role.NARRATIVE)
            return text[:i]
    return text


def _read_unnumbered(reading: Reading, document: Document, text: Sequence[Paragraph], *, level: int) -> None:
    """What stands above the first number or below the last one, under a heading (前言, 结语) or none."""
    section = Section(level=level)
    if text and (_FOREWORD.match(text[0].folded) or _AFTERWORD.match(text[0].folded)):
        section.title = text[0].text
        reading.claim(text[0].body, Role.TITLE)
        text = text[1:]
    section.text, section.spans = reading.text([paragraph.body for paragraph in text])
    if section.text:
        document.records.append(section)


def _section(reading: Reading, heading: Heading, level: int, path: list[str], below: list[Mapped]) -> Section:
    reading.claim(heading.title, Role.TITLE)
    section = Section(
        level=level,
        number=heading.number,
        ordinal=heading.ordinal or None,
        title=heading.title.text,
        path=list(path),
    )
    section.text, section.spans = reading.text([heading.rest, *below] if heading.rest else below)
    return section


def _letter(head: Sequence[Paragraph]) -> int:
    """How many paragraphs below the title are the letter with which the plan was sent out."""
    addressed = bool(head) and _ADDRESSED.match(head[0].folded) is not None
    sent = len(head) > addressed and _LETTER_TEXT.match(head[addressed].folded) is not None
    return addressed + 1 if sent else 0


def _cover_letter(head: Sequence[Paragraph]) -> int:
    """How many paragraphs are the letter (…的通知) with which a plan was sent out, before its own title."""
    if not _LETTER.search("".join(paragraph.folded for paragraph in head[:2])) and not any(
        _LETTER.search(paragraph.folded) for paragraph in head[:4]
    ):
        return 0
    titles = [
        i
        for i, p in enumerate(head)
        if p.title_like and _PLAN_TITLE.search(p.folded) and not _LETTER.search(p.folded)
    ]
    return titles[-1] if titles and any(p.ends for p in head[: titles[-1]]) else 0


def _read_title(reading: Reading, document: Document, head: Sequence[Paragraph]) -> int:
    """Take the title and a date line from the top; the number of paragraphs they fill."""
    titles: list[Mapped] = []
    taken = 0
    for paragraph in head:
        if paragraph.ends or len(paragraph.folded) > _TITLE_CHARS or _FOREWORD.match(paragraph.folded):
            break
        taken += 1
        if titles and (paragraph.folded.startswith("-") or _ADOPTED.match(paragraph.folded)):
            document.subtitle = paragraph.text
            reading.claim(paragraph.body, Role.TITLE)
            read_dates(reading, document, [paragraph.body])
            continue
        if document.subtitle:  # below it, only who reports
            reading.claim(paragraph.body, Role.LABEL)
            continue
        dated = _DATE_LINE.match(paragraph.folded)
        reading.claim(paragraph.body, Role.METADATA if dated else Role.TITLE)
        if dated:
            note(reading, document, "published", from_chinese(paragraph.text) or "", paragraph.body)
        else:
            titles.append(paragraph.body)
    title = concatenated(titles)
    document.title = title.text or None
    read_period(reading, document, title)
    return taken
