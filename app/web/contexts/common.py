"""Pieces that several pages share: links, who a record is by, a record, paging, bars."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

from app.archive.models import Document, Meeting, Record
from app.archive.queries import By, Entry, FoundDocument, FoundRecord
from app.text.dates import to_chinese
from app.web import addresses, labels
from app.web.structured import Thing

EXCERPT = 96
"""Characters of a record shown where only a taste of it is wanted: about two lines and a half."""

TASTE = 600
"""Characters of a record shown where it stands among many: a page of them stays readable, and light."""
_OF_A_TEXT = 16
"""Characters of a speech without a title that stand for it in a tab."""
LEAST = 80
"""So few characters more are not worth a link."""

Segment = tuple[str, bool]
"""A piece of text, and whether it is marked as a match."""
Paragraph = tuple[Segment, ...]
Marker = Callable[[str], Sequence[Segment]]

_DOUBTS = {"ambiguous": "同名待考", "inferred": "据上下文推定"}
REPRESENTS = "represents"
"""The role of whom one speaks for."""


@dataclass(frozen=True)
class Link:
    """A text that leads somewhere (or nowhere: the page one is on)."""

    text: str
    url: str | None = None


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What the base template needs of every page.

    `about` is the page's subject for JSON-LD (see `app.web.structured`); `feed` is its Atom feed;
    `listed` is False for what search engines should leave alone.
    """

    title: str
    canonical: str
    section: str = ""
    crumbs: tuple[Link, ...] = ()
    q: str = ""
    description: str = ""
    about: Thing | None = None
    feed: Link | None = None
    listed: bool = True

    @property
    def trail(self) -> tuple[tuple[str, str | None], ...]:
        """The breadcrumbs as (word, address)."""
        return tuple((crumb.text, crumb.url) for crumb in self.crumbs)


@dataclass(frozen=True)
class Who:
    """One name as printed, where it leads, and what is uncertain about it."""

    name: str
    url: str | None
    post: str = ""
    affiliation: str = ""
    doubt: str = ""
    evidence: str = ""

    @property
    def beside(self) -> tuple[str, ...]:
        """What is printed of the name besides the text."""
        return (self.name, self.post, self.affiliation)


@dataclass(frozen=True, kw_only=True)
class RecordView:
    """A record as every page shows it. `mark` is the one or two characters that stand in its margin."""

    key: str
    kind: str
    kind_label: str
    mark: str
    body: labels.Body
    who: tuple[Who, ...]
    represents: tuple[Who, ...]
    title: str
    number: str
    topic: str
    section_heading: str
    paragraphs: tuple[Paragraph, ...]
    excerpt: str
    partial: bool
    url: str
    context_url: str
    date: str
    year: int | None
    meeting: str
    document: Link
    left: int = 0

    @property
    def names(self) -> str:
        """Everyone it is by, in one line."""
        return "、".join(who.name for who in self.who)

    @property
    def heading(self) -> str:
        """What one would call the record in a list or a tab."""
        label = numbered(self.number, self.title) or self.topic
        return heading("" if self.kind == "section" else self.kind_label, self.names, label)


@dataclass(frozen=True)
class Bar:
    """One bar of a small chart; `share` is its part of the longest one, 0 to 100."""

    label: str
    count: int
    share: float
    url: str | None = None


@dataclass(frozen=True)
class Pager:
    """Where one is among the pages of a list; beyond the last one, `previous` is the last."""

    page: int
    pages: int
    previous: str | None
    next: str | None


def heading(kind: str, names: str, label: str) -> str:
    """What a record is called, by whom it is and what it is about; a section, without a `kind`, by that."""
    if not kind:
        return label or labels.PREAMBLE
    name = f"{names or '未署名'}{kind}"
    return f"{name}：{label}" if label else name


def numbered(number: str, title: str) -> str:
    """A heading with its number as printed: `（一）路网`, `1. 路网`."""
    return f"{number}{title}" if number.endswith(("、", "）", ")", "．")) else f"{number} {title}".strip()


def tab_title(view: RecordView) -> str:
    """What tells the record in one tab from those in others: who, of what, and when."""
    said = view.heading
    if view.kind == "section":
        return f"{said}（{view.document.text}）"
    if "：" not in said:
        said = f"{said}：{excerpt(view.excerpt, _OF_A_TEXT)}"
    return f"{said}（{labels.year(view.year)}）" if view.year else said


def who(by: By) -> Who:
    """A printed name with the page of whom it means; a department's official leads to the department."""
    attribution = by.attribution
    url = None
    if by.person:
        url = addresses.delegate(by.person.key)
    elif by.department:
        url = addresses.department(by.department.key)
    return Who(
        name=attribution.printed,
        url=url,
        post=unsaid(attribution.post, attribution.printed),
        affiliation=attribution.affiliation or "",
        doubt=_DOUBTS.get(attribution.decision, ""),
        evidence=attribution.evidence,
    )


def question_before(entry: Entry, turns: Sequence[Entry]) -> Entry | None:
    """The question that a record belongs to, of the `turns` of its exchange in reading order.

    An answer to a follow-up belongs to the follow-up: the last question before it.
    """
    before = (
        turn
        for turn in reversed(turns)
        if turn.record.kind == "question" and turn.record.position < entry.record.position
    )
    return next(before, None)


def record_view(entry: Entry, *, mark: Marker | None = None, text: str | None = None) -> RecordView:
    """The record as pages show it; `mark` finds what to highlight, `text` shows another wording of it."""
    record, document = entry.record, entry.document
    wording = record.text if text is None else text
    return RecordView(
        key=record.key,
        kind=record.kind,
        kind_label=labels.kind(record),
        mark=_margin_mark(record),
        body=labels.body(record.body),
        who=tuple(who(by) for by in entry.by if by.attribution.role != REPRESENTS),
        represents=tuple(who(by) for by in entry.by if by.attribution.role == REPRESENTS),
        title=record.title or "",
        number=record.number or "",
        topic=entry.topic,
        section_heading=record.section_heading or "",
        paragraphs=paragraphs(wording, mark),
        excerpt=excerpt(wording),
        partial=record.partial,
        url=addresses.record(record.key),
        context_url=context_url(record, document),
        date=labels.document_date(document),
        year=record.year,
        meeting=entry.meeting.name if entry.meeting else "",
        document=document_link(entry),
    )


def shortened(view: RecordView, room: int = TASTE) -> RecordView:
    """The record with no more than its first `room` characters, for pages that show many; `left` says how
    many it goes on for."""
    kept: list[Paragraph] = []
    most = room
    for paragraph in view.paragraphs:
        text = "".join(piece for piece, _ in paragraph)
        if len(text) > room:
            kept.append((*_beginning(paragraph, room), ("……", False)))
            break
        kept.append(paragraph)
        room -= len(text)
    whole = sum(len(piece) for paragraph in view.paragraphs for piece, _ in paragraph)
    if whole <= most + LEAST:
        return view
    return replace(view, paragraphs=tuple(kept), left=whole - most)


def _beginning(paragraph: Paragraph, room: int) -> Paragraph:
    found = []
    for text, is_match in paragraph:
        if room > 0:
            found.append((text[:room], is_match))
        room -= len(text)
    return tuple(found)


def page_word(page: int) -> str:
    """What tells a further page in one tab from the first in another."""
    return f"，第{page}页" if page > 1 else ""


def page_address(url: str, page: int) -> str:
    """A page of a list or document; the first has no number."""
    if page <= 1:
        return url
    return f"{url}{'&' if '?' in url else '?'}page={page}"


def context_url(record: Record | FoundRecord, document: Document | FoundDocument) -> str:
    """Where the record stands among its fellows: its exchange, its plan or its document."""
    if record.exchange_key:
        return addresses.exchange(record.exchange_key, record.key)
    return addresses.document(document.key, document.genre, record.key)


def document_link(entry: Entry) -> Link:
    """The document of a record, by its title."""
    document = entry.document
    return Link(
        labels.document_title(document, entry.meeting), addresses.document(document.key, document.genre)
    )


def meeting_link(meeting: Meeting) -> Link:
    """A meeting by its name."""
    return Link(meeting.name, addresses.meeting(meeting.key))


def exports(filters: Mapping[str, str]) -> tuple[Link, ...]:
    """The records that these filters let through, the oldest first, to take away in each form."""
    return tuple(
        Link(word, addresses.export(form, "", filters, sort="oldest"))
        for form, word in labels.EXPORTS.items()
    )


def paragraphs(text: str, mark: Marker | None = None) -> tuple[Paragraph, ...]:
    """The paragraphs of a record's text, one a line, cut into marked and unmarked pieces."""
    return paragraphs_of(mark(text) if mark else ((text, False),))


def paragraphs_of(segments: Sequence[Segment]) -> tuple[Paragraph, ...]:
    """The same of a text that is cut already; blanks around a paragraph and empty ones are left out."""
    lines: list[list[Segment]] = [[]]
    for text, is_match in segments:
        first, *more = text.split("\n")
        lines[-1].append((first, is_match))
        lines += [[(piece, is_match)] for piece in more]
    return tuple(paragraph for line in lines if (paragraph := _stripped(line)))


def _stripped(line: Sequence[Segment]) -> Paragraph:
    left = "".join(text for text, _ in line)
    begin, end = len(left) - len(left.lstrip()), len(left.rstrip())
    found = []
    at = 0
    for text, is_match in line:
        piece = text[max(0, begin - at) : max(0, end - at)]
        at += len(text)
        if piece:
            found.append((piece, is_match))
    return tuple(found)


def excerpt(text: str, size: int = EXCERPT) -> str:
    """The beginning of a text in one line."""
    line = "".join(part.strip() for part in text.split("\n"))
    return line if len(line) <= size else line[:size].rstrip("，、；：") + "……"


def every_year(years: Iterable[int | None]) -> list[int | None]:
    """From the last year to the first, with those between that have nothing; None, if there, at the end."""
    found = set(years)
    known = {year for year in found if year}
    between = range(max(known), min(known) - 1, -1) if known else ()
    return [*between, *([None] if None in found else [])]


def bars(counts: Sequence[tuple[str, int, str | None]]) -> tuple[Bar, ...]:
    """Bars from (label, count, address)."""
    longest = max((count for _, count, _ in counts), default=0) or 1
    return tuple(Bar(label, count, round(100 * count / longest, 1), url) for label, count, url in counts)


def pager(page: int, total: int, size: int, url_of: Callable[[int], str]) -> Pager | None:
    """None when everything stands on one page, and one is on it, or there is nothing at all."""
    pages = ceil(total / size)
    if not pages or pages == page == 1:
        return None
    return Pager(
        page=page,
        pages=pages,
        previous=url_of(min(page - 1, pages)) if page > 1 else None,
        next=url_of(page + 1) if page < pages else None,
    )


def date_range(since: str | None, until: str | None) -> str:
    """`2024年至2026年`, or one date when both are the same."""
    first, last = to_chinese(since), to_chinese(until)
    return first if first == last else "至".join(part for part in (first, last) if part)


def unsaid(post: str | None, printed: str) -> str:
    """The post, unless the printed name already says it."""
    return post if post and post not in printed else ""


def _margin_mark(record: Record) -> str:
    if record.kind == "question":
        return "追问" if record.follow_up else "问"
    if record.kind == "answer":
        return "补充" if record.supplementary else "答"
    return ""
