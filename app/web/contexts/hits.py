"""The hits of a search: what was found, cut out and marked, with the other side of its exchange."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import Session

from app.archive import queries
from app.archive.queries import Found
from app.search import (
    SIMILAR,
    SearchRequest,
    SearchResult,
    Snippet,
    Terms,
    excerpt,
    is_marked,
    mark,
    of_kind,
    similar_to,
)
from app.web import addresses, labels
from app.web.contexts.common import REPRESENTS, Link, context_url, heading, numbered, unsaid
from app.web.contexts.why import Why, why
from app.web.contexts.wording import Arrival

SNIPPETS = 3
"""Cuttings of a text that a hit shows."""


class Partner(NamedTuple):
    """The question of an answer that was found, or an answer to such a question."""

    word: str
    names: Snippet
    url: str
    snippet: Snippet


class Hit(NamedTuple):
    """A record that was found, with what matches in it and around it. `similar` leads to its near-duplicates.

    `posts` is what its speakers are, in one line; `represents` are those they speak for; `topic` is empty
    where the title has it, `section` is the heading above it, `meeting` is empty where the document is called
    by it. `why` says what matched in a record
    of which all this shows no match.
    """

    body: labels.Body
    kind: str
    date: str
    represents: tuple[Snippet, ...]
    title: Snippet
    snippet: Snippet
    posts: Snippet
    topic: Snippet
    section: Snippet
    document: Snippet
    meeting: Snippet
    url: str
    context_url: str
    partner: Partner | None
    similar: Link | None
    why: tuple[Why, ...] = ()


def hits(session: Session, request: SearchRequest, result: SearchResult) -> tuple[Hit, ...]:
    """The hits of one page."""
    found, exchanges = queries.found(session, result.keys)
    said = addresses.search_parameters(request.q, request.filters, sort=request.sort, page=request.page)
    arrival = Arrival(said, result.terms)

    def hit(entry: Found, arrival: Arrival) -> Hit:
        turns = exchanges.get(entry.record.exchange_key or "", ())
        similar = _similar(entry, request, result.similar.get(entry.record.key, 0))
        return _hit(entry, arrival, _partner(entry, turns, arrival), similar)

    made = {entry.record.key: hit(entry, arrival) for entry in found}
    if unexplained := [entry for entry in found if result.terms and not _explained(made[entry.record.key])]:
        keys = [entry.record.key for entry in unexplained]
        meant = {one.record.key: arrival.knowing(session, [one]) for one in queries.entries(session, keys)}
        made |= {entry.record.key: hit(entry, meant[entry.record.key]) for entry in unexplained}
        left = [key for key in keys if not _explained(made[key])]
        reasons = why(session, left, result.terms)
        made |= {key: made[key]._replace(why=reasons[key]) for key in left}
    return tuple(made.values())


def _explained(hit: Hit) -> bool:
    """Whether a match is marked anywhere in it."""
    shown = [
        hit.title,
        hit.snippet,
        hit.posts,
        hit.topic,
        hit.section,
        hit.document,
        hit.meeting,
        *hit.represents,
    ]
    if hit.partner:
        shown += [hit.partner.names, hit.partner.snippet]
    return any(map(is_marked, shown))


def _hit(entry: Found, arrival: Arrival, partner: Partner | None, similar: Link | None) -> Hit:
    record, terms = entry.record, arrival.terms
    title = _heading(entry)
    document = labels.document_title(entry.document, entry.meeting)
    meeting = entry.meeting.name if entry.meeting else ""
    return Hit(
        body=labels.body(record.body),
        kind=labels.kind(record),
        date=labels.document_date(entry.document),
        represents=tuple(mark(name.printed, terms) for name in entry.names if name.role == REPRESENTS),
        title=mark(title, terms),
        snippet=_cut(entry, terms, SNIPPETS),
        posts=mark(_posts(entry), terms),
        topic=mark(entry.topic, terms) if entry.topic not in title else (),
        section=mark(record.section_heading or "", terms),
        document=mark(document, terms),
        meeting=mark(meeting, terms) if meeting != document else (),
        url=arrival.opened(addresses.record(record.key)),
        context_url=arrival.carried(context_url(record, entry.document)),
        partner=partner,
        similar=similar,
    )


def _heading(entry: Found) -> str:
    record = entry.record
    label = numbered(record.number or "", record.title or "") or entry.topic
    return heading("" if record.kind == "section" else labels.kind(record), _names(entry), label)


def _names(entry: Found) -> str:
    return "、".join(name.printed for name in entry.names if name.role != REPRESENTS)


def _posts(entry: Found) -> str:
    said: dict[str, None] = {}
    for name in entry.names:
        if name.role != REPRESENTS:
            said |= dict.fromkeys(filter(None, (name.affiliation, unsaid(name.post, name.printed))))
    return "、".join(said)


def _cut(entry: Found, terms: Terms, limit: int) -> Snippet:
    record = entry.record
    return excerpt(record.text, of_kind(terms, record.kind), limit)


def _partner(of: Found, turns: Sequence[Found], arrival: Arrival) -> Partner | None:
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
    best = max(found, key=lambda turn: _matches(turn, arrival.terms)) if len(found) > 1 else found[0]
    return Partner(
        labels.kind(best.record),
        mark(_names(best), arrival.terms),
        arrival.carried(context_url(best.record, best.document)),
        _cut(best, arrival.terms, 1),
    )


def _matches(turn: Found, terms: Terms) -> tuple[bool, bool]:
    record = turn.record
    return is_marked(mark(record.text, of_kind(terms, record.kind))), is_marked(mark(_names(turn), terms))


def _similar(entry: Found, request: SearchRequest, count: int) -> Link | None:
    if not count:
        return None
    filters = {**request.filters, SIMILAR: similar_to(entry.record)}
    return Link(f"另有 {count} 条相近", addresses.search(request.q, filters, sort=request.sort))
