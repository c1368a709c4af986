"""The hits of a search: what was found, cut out and marked, with the other side of its exchange."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app.archive import queries
from app.archive.queries import Entry
from app.search import SIMILAR, SearchRequest, SearchResult, Wanted, excerpt, mark, of_kind, similar_to
from app.web import addresses
from app.web.contexts.common import Link, RecordView, Segment, record_view

SNIPPETS = 3
"""Cuttings of a text that a hit shows."""


@dataclass(frozen=True)
class Partner:
    """The question of an answer that was found, or an answer to such a question."""

    word: str
    names: str
    url: str
    snippet: tuple[Segment, ...]


@dataclass(frozen=True)
class Hit:
    """A record that was found, with what matches in it and around it. `similar` leads to its near-duplicates.

    `posts` is what its speakers are, in one line; `topic` is empty where the title has it.
    """

    record: RecordView
    title: tuple[Segment, ...]
    snippet: tuple[Segment, ...]
    posts: tuple[Segment, ...]
    topic: tuple[Segment, ...]
    document: tuple[Segment, ...]
    meeting: tuple[Segment, ...]
    url: str
    partner: Partner | None
    similar: Link | None


def hits(session: Session, request: SearchRequest, result: SearchResult) -> tuple[Hit, ...]:
    """The hits of one page."""
    parameters = addresses.search_parameters(request.q, request.filters, sort=request.sort, page=request.page)
    entries = queries.entries(session, result.keys)
    exchanges = queries.exchanges(session, {key for entry in entries if (key := entry.record.exchange_key)})
    made = []
    for entry in entries:
        view = record_view(entry)
        turns = exchanges.get(entry.record.exchange_key or "", ())
        made.append(
            Hit(
                record=view,
                title=mark(view.heading, result.terms),
                snippet=_cut(entry, result.terms, SNIPPETS),
                posts=mark(_posts(view), result.terms),
                topic=mark(view.topic, result.terms) if view.topic not in view.heading else (),
                document=mark(view.document.text, result.terms),
                meeting=mark(view.meeting, result.terms) if view.meeting != view.document.text else (),
                url=addresses.with_parameters(view.url, parameters),
                partner=_partner(entry, turns, result.terms),
                similar=_similar(entry, request, result.similar.get(entry.record.key, 0)),
            )
        )
    return tuple(made)


def _posts(view: RecordView) -> str:
    said = dict.fromkeys(part for who in view.who for part in (who.affiliation, who.post) if part)
    return "、".join(said)


def _cut(entry: Entry, terms: tuple[Wanted, ...], limit: int) -> tuple[Segment, ...]:
    record = entry.record
    return excerpt(record.text, of_kind(terms, record.kind), limit)


def _partner(of: Entry, turns: Sequence[Entry], terms: tuple[Wanted, ...]) -> Partner | None:
    """The last question before an answer; the answer to a question that matches, else the first one."""
    here = of.record.position
    before = [turn for turn in turns if turn.record.position < here]
    later = [turn for turn in turns if turn.record.position > here]
    if of.record.kind == "answer":
        found = [turn for turn in before if turn.record.kind == "question"][-1:]
    else:
        ends = (number for number, turn in enumerate(later) if turn.record.kind == "question")
        found = later[: next(ends, None)]
    if not found:
        return None
    best = max(found, key=lambda turn: _matches(turn, terms))
    view = record_view(best)
    return Partner(view.kind_label, view.names, view.context_url, _cut(best, terms, 1))


def _matches(turn: Entry, terms: tuple[Wanted, ...]) -> bool:
    record = turn.record
    return any(marked for _, marked in mark(record.text, of_kind(terms, record.kind)))


def _similar(entry: Entry, request: SearchRequest, count: int) -> Link | None:
    if not count:
        return None
    filters = {**request.filters, SIMILAR: similar_to(entry.record)}
    return Link(f"另有 {count} 条相近", addresses.search(request.q, filters, sort=request.sort))
