"""Nothing was found: what was looked for, what the archive covers, and what to try instead."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from sqlmodel import Session

from app.archive import queries
from app.search import LITERAL, Asked, SearchRequest, SearchResult, Suggestion
from app.web import addresses, labels
from app.web.contexts.common import Link
from app.web.contexts.narrowing import Words, address, chips, without

MOST_TERMS = 6
"""Terms that are counted by themselves: a reader who typed more has copied a sentence."""
_NO_QUOTES = str.maketrans("", "", '“”„‟"＂「」『』')
_LATIN = re.compile("[A-Za-z]{2,}(?:[ ']?[A-Za-z]+)*")
Count = Callable[[SearchRequest], int]
"""How many records following the address of a search gives."""
Near = Callable[[str], Iterable[Suggestion]]
"""What the archive has that may be typed like this."""
_SAID_AS = {
    "person": "发言人:{}",
    "department": "部门:{}",
    "topic": "{}",
    "heading": "{}",
    "section": "“{}”",
    "document": "“{}”",
}
_BROWSE = (
    Link("按会议翻看", "/meetings"),
    Link("按部门翻看", "/departments"),
    Link("按代表委员翻看", "/delegates"),
    Link("按规划翻看", "/plans"),
)


@dataclass(frozen=True)
class Reading:
    """A term as it was understood: `how` it was looked for, and how many records it finds by itself.

    `count` is None where that was not counted: of what was excluded, and of a term that was all there was.
    """

    text: str
    how: tuple[str, ...]
    count: int | None


@dataclass(frozen=True)
class Try:
    """Another search that finds something."""

    label: str
    url: str
    count: int


@dataclass(frozen=True)
class Covered:
    """What the archive holds of a body: its first and last year."""

    body: labels.Body
    years: str
    records: int
    url: str


@dataclass(frozen=True)
class NoHits:
    """`asked` is the query in quotation marks, `filters` are those in force, in words; `browse` leads to
    lists that can be gone through."""

    asked: str
    readings: tuple[Reading, ...]
    filters: tuple[str, ...]
    tries: tuple[Try, ...]
    covered: tuple[Covered, ...]
    browse: tuple[Link, ...] = _BROWSE


def no_hits(session: Session, result: SearchResult, words: Words, count: Count, near: Near) -> NoHits:
    """For a search without hits. Two statements; at most some twenty searches, which only count."""
    request = result.request
    return NoHits(
        asked=_in_quotes(request.q),
        readings=tuple(_readings(result, count)),
        filters=tuple(chip.label for chip in chips(request, words)),
        tries=tuple(_finding(_tries(result, words, count, near))),
        covered=_covered(session),
    )


def _in_quotes(q: str) -> str:
    """The query as a heading names it: in quotation marks, but for one that has its own."""
    return f"“{q}”" if q and q == q.translate(_NO_QUOTES) else q


def _finding(tries: Iterable[Try]) -> Iterator[Try]:
    """Those that find something, each address once."""
    seen: set[str] = set()
    for one in tries:
        if one.count and one.url not in seen:
            seen.add(one.url)
            yield one


def _readings(result: SearchResult, count: Count) -> Iterator[Reading]:
    others = dict(result.widened)
    for number, term in enumerate(result.asked):
        counted = len(result.asked) > 1 and not term.excluded and number < MOST_TERMS
        yield Reading(
            text=term.text,
            how=(*_how(term), *([f"也查“{'、'.join(others[term.text])}”"] if term.text in others else [])),
            count=count(_asking(result.request, _typed(term))) if counted else None,
        )


def _how(term: Asked) -> Iterator[str]:
    if term.field:
        yield f"在“{term.field}”里"
    if term.excluded:
        yield "不含"
    if term.quoted:
        yield "一字不差"
    if term.either:
        yield "几个词有一个就行"


def _tries(result: SearchResult, words: Words, count: Count, near: Near) -> Iterator[Try]:
    """Other spellings, then the same with fewer filters, without quotation marks, with fewer words, a part of
    the only word, and names that are spelt like it."""
    request = result.request
    for label, other in (
        *((f"您是不是要找：{q}", _asking(request, q)) for q in result.meant),
        *_fewer_filters(request, words),
        *_unquoted(request),
        *_of_one_term(result, near),
    ):
        yield Try(label, address(other), count(other))
    shorter = [Try(f"少一个词：{q}", address(o), count(o)) for q, o in _leaving_one_out(result)]
    yield from shorter
    if len(result.asked) > 2 and not any(one.count for one in shorter):
        for term in result.asked[:MOST_TERMS]:
            alone = _asking(request, _typed(term))
            if not term.excluded:
                yield Try(f"只查：{alone.q}", address(alone), count(alone))


def _fewer_filters(request: SearchRequest, words: Words) -> Iterator[tuple[str, SearchRequest]]:
    labelled = iter(chips(request, words))
    for facet in request.filters:
        if facet == LITERAL:
            yield "连同义词一起查", without(request, facet)
        elif request.q or len(request.filters) > 1:
            yield f"去掉“{next(labelled).label}”", without(request, facet)
    if request.q and len(request.filters) > 1:
        yield "不限任何条件", replace(request, filters={}, page=1)


def _unquoted(request: SearchRequest) -> Iterator[tuple[str, SearchRequest]]:
    plain = request.q.translate(_NO_QUOTES).strip()
    if plain and plain != request.q:
        yield "去掉引号，不求一字不差", _asking(request, plain)


def _leaving_one_out(result: SearchResult) -> Iterator[tuple[str, SearchRequest]]:
    """The query without each of its terms; where any of several would do, leaving one out finds no more."""
    asked = result.asked[:MOST_TERMS]
    if len(asked) < 2 or any(term.either for term in result.asked):
        return
    for left_out in range(len(asked)):
        rest = [term for number, term in enumerate(result.asked) if number != left_out]
        if not all(term.excluded for term in rest):
            shorter = _asking(result.request, " ".join(map(_typed, rest)))
            yield shorter.q, shorter


def _of_one_term(result: SearchResult, near: Near) -> Iterator[tuple[str, SearchRequest]]:
    """The only term in all fields, the words in it, and what letters may be the pinyin of."""
    if len(result.asked) != 1 or result.asked[0].excluded:
        return
    term = result.asked[0]
    request = result.request
    if term.field:
        yield f"不限“{term.field}”：{term.text}", _asking(request, _typed(term._replace(field="")))
    parts = dict.fromkeys(word for wanted in result.terms for word in wanted.words if len(word) > 1)
    for part in [*parts][:MOST_TERMS]:
        yield f"只查其中的：{part}", _asking(request, _typed(term._replace(text=part)))
    if _LATIN.fullmatch(term.text):
        name = f"发言人:{term.text.lower()}"
        yield f"当作姓名的拼音：{name}", _asking(request, name)
        for one in near(term.text):
            named = _SAID_AS[one.kind].format(one.text)
            yield f"您是不是要找：{named}", _asking(request, named)


def _asking(request: SearchRequest, q: str) -> SearchRequest:
    return replace(request, q=q, page=1)


def _typed(term: Asked) -> str:
    """The term as one would type it."""
    text = f"“{term.text}”" if term.quoted else term.text
    return f"{'-' if term.excluded else ''}{term.field}{':' if term.field else ''}{text}"


def _covered(session: Session) -> tuple[Covered, ...]:
    records: Counter[str] = Counter()
    years: dict[str, set[int]] = {}
    for total in queries.totals(session):
        records[total.body or ""] += total.records
        years.setdefault(total.body or "", set()).update({total.year} if total.year else ())
    return tuple(
        Covered(labels.body(body), _span(years[body]), records[body], addresses.search("", {"body": body}))
        for body in labels.BODIES
        if records[body]
    )


def _span(years: set[int]) -> str:
    if not years:
        return labels.UNKNOWN_YEAR
    first, last = min(years), max(years)
    return labels.year(first) if first == last else f"{first}—{last}年"
