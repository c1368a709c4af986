"""One document in reading order, and what lists show of it."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app.archive import queries
from app.archive.models import Document, Meeting
from app.archive.queries import DocumentRow, Entry
from app.text.dates import to_chinese
from app.web import addresses, labels
from app.web.contexts.about import document_about
from app.web.contexts.citing import Citing, of_document
from app.web.contexts.common import (
    Frame,
    Link,
    Pager,
    RecordView,
    meeting_link,
    page_address,
    page_word,
    pager,
    record_view,
    shortened,
)
from app.web.contexts.corrections import CorrectionItem, document_correction_items
from app.web.contexts.wording import NOWHERE, Arrival
from app.web.paging import PAGE_BYTES, Part, cut, part, weigh

HOME = Link("首页", "/")
LIST = Link("文献", "/documents")
NAMES = 120
"""Names up to which all that speak in a document are listed on each of its pages."""
LONGEST = 12_000
"""Characters of one record in its document; a longer one goes on on its own page."""


@dataclass(frozen=True, kw_only=True)
class DocumentItem:
    """A document in a list."""

    link: Link
    subtitle: str
    body: labels.Body
    genre: str
    date: str
    meeting: str
    publication: str
    records: int


@dataclass(frozen=True)
class Group:
    """Records under one section heading of a document."""

    heading: str
    anchor: str
    records: tuple[RecordView, ...]


@dataclass(frozen=True, kw_only=True)
class DocumentPage:
    """A document; `groups` are its section headings, or its exchanges."""

    frame: Frame
    title: str
    subtitle: str
    body: labels.Body
    genre: str
    facts: tuple[tuple[str, Link], ...]
    source: Link
    groups: tuple[Group, ...]
    records: int
    people: tuple[Link, ...]
    corrections: tuple[CorrectionItem, ...]
    citing: Citing
    pager: Pager | None
    arrival: Arrival


def document_item(row: DocumentRow) -> DocumentItem:
    """A document as lists show it."""
    document = row.document
    return DocumentItem(
        link=Link(
            labels.document_title(document, row.meeting), addresses.document(document.key, document.genre)
        ),
        subtitle=document.subtitle or "",
        body=labels.body(document.body),
        genre=labels.GENRES.get(document.genre, document.genre),
        date=labels.document_date(document),
        meeting=row.meeting.name if row.meeting else "",
        publication=document.publication or "",
        records=row.records,
    )


def document_page(
    session: Session,
    document: Document,
    meeting: Meeting | None,
    *,
    site: str,
    today: date,
    page: int = 1,
    at: str = "",
    arrival: Arrival = NOWHERE,
) -> DocumentPage:
    """A page of the document's records in reading order, or the page that has the record `at`. `arrival` is
    the search one came from."""
    sizes = queries.document_sizes(session, document.key)
    keys = [key for key, _ in sizes]
    weights = [weigh(min(size, LONGEST)) for _, size in sizes]
    here = part(cut(weights, PAGE_BYTES), len(keys), page, keys.index(at) if at in keys else None)
    entries = queries.entries(session, keys[here.first : here.end])
    arrival = arrival.knowing(session, entries)
    title = labels.document_title(document, meeting)
    url = addresses.document(document.key)
    return DocumentPage(
        frame=Frame(
            title=title + page_word(here.number),
            canonical=page_address(url, here.number),
            section="documents",
            crumbs=(HOME, LIST, Link(title)),
            description="，".join(part for part in (document.subtitle or "", f"{len(keys)}篇") if part),
            about=document_about(document, meeting),
        ),
        title=title,
        subtitle=document.subtitle or "",
        body=labels.body(document.body),
        genre=labels.GENRES.get(document.genre, document.genre),
        facts=document_facts(document, meeting),
        source=Link("查看原文", addresses.source(document.source_sha256)),
        groups=_groups(entries, arrival),
        records=len(keys),
        corrections=document_correction_items(session, document),
        citing=of_document(document, meeting, site, today, whole=here.pages == 1),
        people=_people(queries.document_names(session, document.key), {*keys[here.first : here.end]}, url),
        pager=pages(here, url, arrival),
        arrival=arrival,
    )


def document_facts(document: Document, meeting: Meeting | None) -> tuple[tuple[str, Link], ...]:
    """What is known of a document, as (word, value); what is not known is left out."""
    dates = {"held": ("会议日期", document.held), "published": ("刊发日期", document.published)}
    facts = [("会议", meeting_link(meeting))] if meeting else []
    facts += [(word, Link(to_chinese(value))) for word, value in dates.values() if value]
    page = f"第{labels.page_number(document)}版" if document.page else ""
    plain = (
        ("规划期", to_chinese(document.period)),
        ("刊载", "　".join(part for part in (document.publication or "", page) if part)),
        ("记者", "、".join(document.reporters)),
    )
    return (*facts, *((word, Link(value)) for word, value in plain if value))


def _groups(entries: list[Entry], arrival: Arrival) -> tuple[Group, ...]:
    groups: list[tuple[str, str, list[RecordView]]] = []
    last: object = None
    for entry in entries:
        record = entry.record
        belongs_to = record.exchange_key or record.section_heading or ""
        if not groups or belongs_to != last:
            heading = entry.topic if record.exchange_key else record.section_heading
            groups.append((heading or "", f"g-{record.key}", []))
            last = belongs_to
        groups[-1][2].append(shortened(record_view(entry, mark=arrival.marker(record.kind)), LONGEST))
    return tuple(Group(heading, anchor, tuple(records)) for heading, anchor, records in groups)


def _people(names: list[tuple[str, str]], here: set[str], url: str) -> tuple[Link, ...]:
    """Who speaks in the document, in order, each once, leading to what they say there; where there are very
    many, those of this page."""
    found: dict[str, Link] = {}
    crowded = len({name for name, _ in names}) > NAMES
    for name, key in names:
        if name not in found and (key in here or not crowded):
            found[name] = Link(name, f"#{key}" if key in here else f"{url}?at={key}#{key}")
    return tuple(found.values())


def pages(here: Part, url: str, arrival: Arrival = NOWHERE) -> Pager | None:
    """The way to the other pages of a document, with what is marked on this one marked."""
    return pager(here.number, here.pages, 1, lambda number: arrival.carried(page_address(url, number)))
