"""One plan with its outline; sections are addressable by number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app.archive import queries
from app.archive.models import Document, Meeting
from app.archive.queries import Heading
from app.web import addresses, labels
from app.web.contexts.about import document_about
from app.web.contexts.citing import Citing, of_document
from app.web.contexts.common import (
    Frame,
    Link,
    Pager,
    RecordView,
    numbered,
    page_address,
    page_word,
    record_view,
    shortened,
)
from app.web.contexts.corrections import CorrectionItem, document_correction_items
from app.web.contexts.documents import HOME, LONGEST, document_facts, pages
from app.web.contexts.wording import NOWHERE, Arrival
from app.web.paging import PAGE_BYTES, Part, cut, part, weigh

LIST = Link("规划", "/plans")
WHOLE_OUTLINE = 160
"""Sections up to which a plan's table of contents is shown whole on each of its pages."""


@dataclass(frozen=True)
class Node:
    """A section in the outline. `anchor` is its address by number: `s-1-2` is the second of the first."""

    key: str
    level: int
    label: str
    anchor: str


@dataclass(frozen=True)
class SectionItem:
    """A section with its text; `tag` is the heading element for its level."""

    node: Node
    tag: str
    record: RecordView


@dataclass(frozen=True)
class ContentsItem:
    """A line of the table of contents."""

    level: int
    label: str
    url: str


@dataclass(frozen=True, kw_only=True)
class PlanPage:
    """A plan: the outline beside the text of its sections."""

    frame: Frame
    title: str
    subtitle: str
    body: labels.Body
    facts: tuple[tuple[str, Link], ...]
    source: Link
    corrections: tuple[CorrectionItem, ...]
    citing: Citing
    total: int
    outline: tuple[ContentsItem, ...]
    sections: tuple[SectionItem, ...]
    pager: Pager | None
    arrival: Arrival


def plan_page(
    session: Session,
    document: Document,
    meeting: Meeting | None,
    *,
    site: str,
    today: date,
    page: int = 1,
    at: str = "",
    arrival: Arrival = NOWHERE,
) -> PlanPage:
    """The plan in reading order: a page of it, or the page with the section whose key or number is `at`.
    `arrival` is the search one came from."""
    nodes = outline(queries.headings(session, document.key))
    sizes = dict(queries.document_sizes(session, document.key))
    place = next((index for index, node in enumerate(nodes) if at in (node.key, node.anchor)), None)
    weights = [weigh(min(sizes[node.key], LONGEST)) for node in nodes]
    here = part(cut(weights, PAGE_BYTES), len(nodes), page, place)
    shown = nodes[here.first : here.end]
    views = {
        entry.record.key: record_view(entry, mark=arrival.marker("section"))
        for entry in queries.entries(session, [node.key for node in shown])
    }
    title = labels.document_title(document, meeting)
    url = addresses.document(document.key, "plan")
    return PlanPage(
        frame=Frame(
            title=title + page_word(here.number),
            canonical=page_address(url, here.number),
            section="plans",
            crumbs=(HOME, LIST, Link(title)),
            description="，".join(part for part in (document.subtitle or "", f"{len(nodes)}节") if part),
            about=document_about(document, meeting),
        ),
        title=title,
        subtitle=document.subtitle or "",
        body=labels.body(document.body),
        facts=document_facts(document, meeting),
        source=Link("查看原文", addresses.source(document.source_sha256)),
        corrections=document_correction_items(session, document),
        citing=of_document(document, meeting, site, today, whole=here.pages == 1),
        total=len(nodes),
        outline=_contents(nodes, here, url),
        sections=tuple(
            SectionItem(node, f"h{min(6, max(2, node.level + 1))}", shortened(views[node.key], LONGEST))
            for node in shown
        ),
        pager=pages(here, url, arrival),
        arrival=arrival,
    )


def _contents(nodes: Sequence[Node], here: Part, url: str) -> tuple[ContentsItem, ...]:
    """The outline of the whole plan; of a very long one the chapters, and the sections that are shown."""
    items = []
    for index, node in enumerate(nodes):
        is_here = here.first <= index < here.end
        if is_here or node.level <= 1 or len(nodes) <= WHOLE_OUTLINE:
            target = f"#{node.anchor}" if is_here else f"{url}?at={node.anchor}#{node.anchor}"
            items.append(ContentsItem(node.level, node.label, target))
    return tuple(items)


def outline(headings: Sequence[Heading]) -> list[Node]:
    """The sections with an anchor each, made of the ordinals from the top down.

    A section without an ordinal takes its place among its siblings. Where a plan numbers two siblings
    alike, the later one gets a letter more: an anchor never means two sections.
    """
    nodes: list[Node] = []
    above: list[tuple[int, str]] = []  # (level, anchor) of the open sections
    children: dict[str, int] = {}
    taken: set[str] = set()
    for heading in headings:
        while above and above[-1][0] >= heading.level:
            above.pop()
        parent = above[-1][1] if above else "s"
        children[parent] = children.get(parent, 0) + (heading.level > 0)
        ordinal = children[parent] if heading.ordinal is None else heading.ordinal
        anchor = _free(f"{parent}-{ordinal}", taken)
        taken.add(anchor)
        if heading.level > 0:
            above.append((heading.level, anchor))
        label = numbered(heading.number, heading.title) or labels.PREAMBLE
        nodes.append(Node(heading.key, heading.level, label, anchor))
    return nodes


def ancestors(headings: Sequence[Heading], key: str) -> list[Node]:
    """The sections that this one stands under, from the top."""
    path: list[Node] = []
    for node in outline(headings):
        while path and path[-1].level >= node.level:
            path.pop()
        if node.key == key:
            return path
        if node.level > 0:  # a preamble has nothing under it
            path.append(node)
    return []


def children(headings: Sequence[Heading], key: str) -> list[Node]:
    """The sections right under this one: those of the first level found below it."""
    nodes = outline(headings)
    at = next((index for index, node in enumerate(nodes) if node.key == key), len(nodes))
    below: list[Node] = []
    for node in nodes[at + 1 :]:
        if node.level <= nodes[at].level or nodes[at].level == 0:
            break
        below.append(node)
    top = min((node.level for node in below), default=0)
    return [node for node in below if node.level == top]


def siblings(headings: Sequence[Heading], key: str) -> list[Node]:
    """The sections under the same heading at the same level as this one, itself among them."""
    nodes = outline(headings)
    at = next((index for index, node in enumerate(nodes) if node.key == key), None)
    if at is None:
        return []
    level = nodes[at].level
    first = next((index for index in range(at, -1, -1) if nodes[index].level < level), -1)
    last = next((index for index in range(at, len(nodes)) if nodes[index].level < level), len(nodes))
    return [node for node in nodes[first + 1 : last] if node.level == level]


def _free(anchor: str, taken: set[str]) -> str:
    return next(
        name for name in (anchor, *(f"{anchor}{letter}" for letter in _letters())) if name not in taken
    )


def _letters() -> list[str]:
    alphabet = "bcdefghijklmnopqrstuvwxyz"
    return [*alphabet, *(first + second for first in alphabet for second in alphabet)]
