"""Plans: their list, and one plan with its outline; sections are addressable by number."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app.archive import queries
from app.archive.models import Document, Meeting
from app.archive.queries import Heading
from app.web import addresses, labels
from app.web.contexts.about import document_about
from app.web.contexts.common import Frame, Link, RecordView, numbered, record_view
from app.web.contexts.documents import HOME, DocumentItem, document_facts, document_item

LIST = Link("规划", "/plans")


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


@dataclass(frozen=True, kw_only=True)
class PlansPage:
    """All plans."""

    frame: Frame
    plans: tuple[DocumentItem, ...]


@dataclass(frozen=True, kw_only=True)
class PlanPage:
    """A plan: the outline beside the text of its sections."""

    frame: Frame
    title: str
    subtitle: str
    body: labels.Body
    facts: tuple[tuple[str, Link], ...]
    source: Link
    outline: tuple[Node, ...]
    sections: tuple[SectionItem, ...]


def plans_page(session: Session) -> PlansPage:
    """Plans, the newest first."""
    rows = queries.documents(session, genre="plan")
    return PlansPage(
        frame=Frame(
            title="规划",
            canonical="/plans",
            section="plans",
            crumbs=(HOME, Link("规划")),
            description=f"库中收录的{len(rows)}份规划，逐节可引用。",
        ),
        plans=tuple(document_item(row) for row in rows),
    )


def plan_page(session: Session, document: Document, meeting: Meeting | None) -> PlanPage:
    """The whole plan in reading order."""
    nodes = outline(queries.headings(session, document.key))
    views = {
        entry.record.key: record_view(entry) for entry in queries.document_entries(session, document.key)
    }
    title = labels.document_title(document, meeting)
    return PlanPage(
        frame=Frame(
            title=title,
            canonical=addresses.document(document.key, "plan"),
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
        outline=tuple(nodes),
        sections=tuple(
            SectionItem(node, f"h{min(6, max(2, node.level + 1))}", views[node.key]) for node in nodes
        ),
    )


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


def _free(anchor: str, taken: set[str]) -> str:
    return next(
        name for name in (anchor, *(f"{anchor}{letter}" for letter in _letters())) if name not in taken
    )


def _letters() -> list[str]:
    alphabet = "bcdefghijklmnopqrstuvwxyz"
    return [*alphabet, *(first + second for first in alphabet for second in alphabet)]
