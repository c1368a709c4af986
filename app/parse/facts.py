"""What a page says of itself beside the words: page, publication, dates, reporters; each with its place."""

import re
from collections.abc import Iterable

from app.parse.layout import Paragraph
from app.parse.marks import Part
from app.parse.reading import Reading
from app.parse.rules.credits import BYLINE, COMPILED_BY
from app.parse.rules.formalities import DOCUMENT_TABLE
from app.parse.rules.mastheads import BRACKETED_DATE, DATELINE, MASTHEAD
from app.parse.rules.websites import CMS_RESIDUE, PAGE_DATA
from app.parse.types import Document
from app.text.dates import find_dates
from app.text.folding import fold
from app.text.mapped import Mapped
from app.text.numerals import to_int

_ISO_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_PUBLICATION = re.compile(
    r"(?:^|\s|《|来源[:：]\s?)([^\s《:：]{2,8}(?:日报|商报|晚报|时报|早报|晨报|都市报|政协报|人大报|报))(?=\s|$|》)"
)
_PAGE_AFTER_DATE = re.compile(r"日\s*(?:星期\S)?\s*第?\s?(?P<page>\d{1,2})\s?版")
_AUTHORS = re.compile(r"作者\s?:\s?(?P<names>\S{2,4}(?:[\s、]\S{2,4})*?)(?=\s+\S{2,4}\s?:|\s*$)")
_SAYS_WHEN = re.compile(r"发布(?:日期|时间)|来源\s?:")
_NO_REPORTER = re.compile(r"\S*记者|通讯员|实习生|整理|采写|文/图|文字|[()/▢□■●◎、,:]")
_PERIOD = re.compile(r"(\d{4})\s?年?\s?[-~至到]\s?(\d{4})\s?年")
_FIVE_YEARS = re.compile(r"[“\"]?(十[一二三四五六七八九]?|二十)五[”\"]?(?=时期|规划|期间|”)")
_DATED = (MASTHEAD.name, CMS_RESIDUE.name, DATELINE.name, BRACKETED_DATE.name, PAGE_DATA.name)
_HEAD_CHARS = 80
"""So far into a paragraph about the occasion the date of it is looked for."""


def read_noise(reading: Reading, document: Document, part: Part) -> None:
    """Claim the noise of the part, and take from it what it says of page, date, publication and reporters."""
    for paragraph, _ in part:
        if paragraph.role is None:
            continue
        reading.claim(paragraph.body, paragraph.role)
        if (
            paragraph.rule == MASTHEAD.name
            and (found := MASTHEAD.find(paragraph.folded))
            and (page := next(filter(None, found.group("page", "page2", "page3", "page4")), None))
        ):
            note(reading, document, "page", re.sub(r"[第版]", "", page), paragraph.body)
        if paragraph.rule in _DATED or (
            paragraph.rule == DOCUMENT_TABLE.name and _SAYS_WHEN.match(paragraph.folded)
        ):
            _read_dateline(reading, document, paragraph)
        elif paragraph.rule in (COMPILED_BY.name, BYLINE.name):
            document.reporters += _reporters(paragraph)


def note(reading: Reading, document: Document, field: str, value: str, place: Mapped) -> None:
    """Set a field that nothing has set yet, and where the source says so."""
    spans = place.spans(reading.source)
    if getattr(document, field) is None and spans:
        setattr(document, field, value)
        document.evidence[field] = spans[0]


def _read_dateline(reading: Reading, document: Document, paragraph: Paragraph) -> None:
    iso = _ISO_DATE.search(paragraph.folded)
    dates = find_dates(paragraph.text)
    if iso:
        year, month, day = iso.groups()
        place = paragraph.body.cut(*iso.span())
        note(reading, document, "published", f"{year}-{int(month):02}-{int(day):02}", place)
    elif dates:
        place = paragraph.body.cut(dates[0].start, dates[0].end)
        note(reading, document, "published", dates[0].edtf, place)
    publication = _PUBLICATION.search(paragraph.text)
    if publication:
        note(reading, document, "publication", publication.group(1), paragraph.body.cut(*publication.span(1)))
    page = _PAGE_AFTER_DATE.search(paragraph.folded)
    if page:
        note(reading, document, "page", page.group("page"), paragraph.body.cut(*page.span("page")))
    authors = _AUTHORS.search(paragraph.folded)
    if authors and not document.reporters:
        document.reporters = re.split(r"[\s、]+", paragraph.text[slice(*authors.span("names"))])


def _reporters(paragraph: Paragraph) -> list[str]:
    """The names in a byline, as printed."""
    rule = COMPILED_BY if paragraph.rule == COMPILED_BY.name else BYLINE
    found = rule.find(paragraph.folded)
    if found is None:
        return []
    group = next(name for name in ("reporters", "reporters2", "reporters3") if found.groupdict().get(name))
    names = paragraph.text[slice(*found.span(group))]
    for gap in _NO_REPORTER.finditer(found.group(group)):
        names = names[: gap.start()] + " " * len(gap.group()) + names[gap.end() :]
    return names.split()


def read_dates(reading: Reading, document: Document, about: Iterable[Mapped]) -> None:
    """When it was held, from the paragraphs `about` the occasion, and for a plan the years it is for.

    A day without a year takes the year of publication, or the one that title or meeting name; without
    either it stays unknown.
    """
    named = " ".join(filter(None, (document.title, document.subtitle, document.meeting)))
    years = find_dates(named)
    reference = document.published or (years[0].edtf[:4] if years else None)
    for paragraph in about:
        dates = [
            dated for dated in find_dates(paragraph.text[:_HEAD_CHARS], reference) if len(dated.edtf) == 10
        ]
        if dates:
            place = paragraph.cut(dates[0].start, dates[0].end)
            note(reading, document, "held", dates[0].edtf, place)
            break


def read_period(reading: Reading, document: Document, title: Mapped) -> None:
    """The years a plan is for: `（2024—2026年）`, or those of a five-year plan (the 14th: 2021 to 2025)."""
    folded = fold(title.text)
    years, plan = _PERIOD.search(folded), _FIVE_YEARS.search(folded)
    if years:
        note(reading, document, "period", f"{years.group(1)}/{years.group(2)}", title.cut(*years.span()))
    elif plan and (number := to_int(plan.group(1))):
        start = 2021 + 5 * (number - 14)
        note(reading, document, "period", f"{start}/{start + 4}", title.cut(*plan.span()))
