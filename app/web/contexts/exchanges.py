"""An exchange as a conversation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.archive.queries import Entry
from app.web import addresses, citation, labels
from app.web.contexts.about import exchange_about
from app.web.contexts.citing import Citing, of_entry
from app.web.contexts.common import (
    Frame,
    Link,
    Pager,
    RecordView,
    excerpt,
    page_address,
    page_word,
    record_view,
    shortened,
)
from app.web.contexts.documents import HOME, LIST, LONGEST, document_facts, pages
from app.web.contexts.wording import NOWHERE, Arrival
from app.web.paging import PAGE_BYTES, cut, part, weigh

ANSWERS = 60
"""Answers that the list beside an exchange leads to."""


@dataclass(frozen=True)
class Turn:
    """One turn of an exchange with its absolute permalink, its source in words, and where it is compared."""

    record: RecordView
    permalink: str
    plain: str
    beside: str


@dataclass(frozen=True, kw_only=True)
class ExchangePage:
    """A question with its answers, supplements and follow-ups, in reading order; a page of a long one."""

    frame: Frame
    topic: str
    body: labels.Body
    turns: tuple[Turn, ...]
    answers: tuple[Link, ...]
    facts: tuple[tuple[str, Link], ...]
    document: Link
    source_url: str
    citing: Citing
    pager: Pager | None
    arrival: Arrival


def exchange_page(
    entries: Sequence[Entry],
    *,
    site: str,
    today: date,
    page: int = 1,
    at: str = "",
    arrival: Arrival = NOWHERE,
) -> ExchangePage:
    """A page of the exchange of these records (`entries` is not empty), or the page with the record `at`.
    `arrival` is the search one came from."""
    opening = entries[0]
    views = [record_view(entry) for entry in entries]
    topic = next((view.topic for view in views if view.topic), "")
    key = opening.record.exchange_key or opening.record.key
    keys = [view.key for view in views]
    weights = [weigh(min(len(entry.record.text), LONGEST)) for entry in entries]
    here = part(cut(weights, PAGE_BYTES), len(keys), page, keys.index(at) if at in keys else None)
    url = addresses.exchange(key)
    year = f"（{labels.year(opening.record.year)}）" if opening.record.year else ""
    return ExchangePage(
        frame=Frame(
            title=f"问答：{topic or excerpt(views[0].excerpt, 24)}{year}{page_word(here.number)}",
            canonical=page_address(url, here.number),
            section="documents",
            description=views[0].excerpt,
            about=exchange_about(views[:ANSWERS]),
            crumbs=(HOME, LIST, views[0].document, Link("问答")),
        ),
        topic=topic,
        body=labels.body(opening.record.body),
        turns=tuple(_turn(entry, site, arrival) for entry in entries[here.first : here.end]),
        answers=_answers(views, {*keys[here.first : here.end]}, key),
        facts=document_facts(opening.document, opening.meeting),
        document=views[0].document,
        source_url=addresses.source(opening.document.source_sha256, opening.record.key),
        citing=of_entry(opening, site + url, today, whole=here.pages == 1),
        pager=pages(here, url, arrival),
        arrival=arrival,
    )


def _turn(entry: Entry, site: str, arrival: Arrival) -> Turn:
    view = shortened(record_view(entry, mark=arrival.marker(entry.record.kind)), LONGEST)
    permalink = site + view.url
    return Turn(view, permalink, citation.plain(entry, permalink), addresses.beside(view.key))


def _answers(views: Sequence[RecordView], here: set[str], key: str) -> tuple[Link, ...]:
    """Who answers, in order, leading to the answer on whatever page it is."""
    return tuple(
        Link(
            f"{view.names}（{view.kind_label}）" if view.kind_label != "答复" else view.names,
            f"#{view.key}" if view.key in here else addresses.exchange(key, view.key),
        )
        for view in views
        if view.kind == "answer"
    )[:ANSWERS]
