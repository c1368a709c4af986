"""The ways on from a search: bodies, facets, years, and the filters in force, each with its address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlmodel import Session

from app.archive import queries
from app.search import FACETS, LITERAL, SIMILAR, FacetCount, SearchRequest
from app.web import addresses, labels

OPEN_OPTIONS = 6
"""Values of a facet that are shown at once; the rest unfold."""
MOST_YEARS = 20
"""Columns of the trend that a narrow window has room for: the newest years. Older ones are a facet."""
_NAMED = ("person", "department", "party", "meeting")

Words = Mapping[tuple[str, str], str]
"""What a page calls a value of a facet, by (facet, value)."""
Found = Mapping[str, Sequence[FacetCount]]


class Option(NamedTuple):
    """A value to narrow by, or, when `active`, to no longer narrow by."""

    label: str
    hits: int
    url: str
    active: bool


@dataclass(frozen=True)
class FacetView:
    """One facet: the options shown at once and those that unfold."""

    name: str
    word: str
    options: tuple[Option, ...]
    more: tuple[Option, ...]


@dataclass(frozen=True)
class Tab:
    """A body, or all of them; `count` is empty where it is not known."""

    body: str
    word: str
    count: str
    url: str
    active: bool


@dataclass(frozen=True)
class Chip:
    """A filter in force, and the address without it."""

    label: str
    url: str


@dataclass(frozen=True)
class Column:
    """One year of the trend; `share` is its part of the fullest one, 0 to 100. An empty one leads nowhere."""

    year: int
    count: int
    share: float
    url: str | None
    active: bool


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """All ways to narrow a search or to widen it again; `clear` is the query without any filter."""

    tabs: tuple[Tab, ...]
    chips: tuple[Chip, ...]
    clear: str
    facets: tuple[FacetView, ...]
    trend: tuple[Column, ...]


def narrowing(request: SearchRequest, found: Found, total: int, words: Words) -> Narrowing:
    """`found` are the facet counts of the search, `total` its hits; `words` is what `facet_words` gives."""
    return Narrowing(
        tabs=_tabs(request, found.get("body", ()), total),
        chips=chips(request, words),
        clear=addresses.search(request.q, sort=request.sort),
        facets=tuple(
            _facet(request, facet, found[facet], words)
            for facet in FACETS
            if found.get(facet) and (facet not in ("body", "year") or _reach_back(found[facet]))
        ),
        trend=_trend(request, found.get("year", ())),
    )


def facet_words(session: Session, filters: Mapping[str, str], found: Found) -> Words:
    """What a page calls each value of each facet: of people of one name, which one it is."""
    values = {facet: {count.value for count in found.get(facet, ())} for facet in FACETS}
    for facet, value in filters.items():
        values.setdefault(facet, set()).add(value)
    now = queries.generation(session)
    named = queries.names(session, set().union(*(values[facet] for facet in _NAMED)), now)
    sharers = queries.sharers(session, now)
    fixed = {"body": labels.BODIES, "kind": labels.KINDS}
    words = {}
    for facet, them in values.items():
        for value in them:
            if facet in (SIMILAR, LITERAL):
                words[facet, value] = ""
            elif facet == "year":
                words[facet, value] = f"{value}年"
            elif facet == "person":
                words[facet, value] = labels.person(named.get(value, value), sharers.get(value))
            else:
                words[facet, value] = fixed.get(facet, named).get(value, value)
    return words


def chips(request: SearchRequest, words: Words) -> tuple[Chip, ...]:
    """The filters in force, each with the way to take it away."""
    return tuple(
        Chip(_said(facet, words[facet, value]), address(without(request, facet)))
        for facet, value in request.filters.items()
        if facet != LITERAL
    )


def with_filter(request: SearchRequest, facet: str, value: str) -> SearchRequest:
    """The first page of the search under one filter more."""
    return replace(request, filters={**request.filters, facet: value}, page=1)


def without(request: SearchRequest, facet: str) -> SearchRequest:
    """The first page of the search without one filter."""
    kept = {name: value for name, value in request.filters.items() if name != facet}
    return replace(request, filters=kept, page=1)


def address(request: SearchRequest) -> str:
    """Where this state of the search is."""
    return addresses.search(request.q, request.filters, sort=request.sort, page=request.page)


def _said(facet: str, word: str) -> str:
    return f"{labels.FACETS[facet]}：{word}" if facet in labels.FACETS else "只看相近的各篇"


def _facet(request: SearchRequest, facet: str, counts: Sequence[FacetCount], words: Words) -> FacetView:
    chosen = request.filters.get(facet)
    narrowed_to = addresses.search_for_each(request.q, request.filters, facet, sort=request.sort)
    back = address(without(request, facet))
    options = tuple(
        Option(
            words[facet, count.value],
            count.hits,
            back if count.value == chosen else narrowed_to(count.value),
            count.value == chosen,
        )
        for count in counts
    )
    return FacetView(facet, labels.FACETS[facet], options[:OPEN_OPTIONS], options[OPEN_OPTIONS:])


def _trend(request: SearchRequest, counts: Sequence[FacetCount]) -> tuple[Column, ...]:
    """Hits by year from the first year to the last, those without any between; the newest, if there are many.

    The year that is chosen leads back to all of them.
    """
    chosen = request.filters.get("year")
    by_year = {int(count.value): count.hits for count in counts}
    if not by_year:
        return ()
    last = max(by_year)
    years = range(max(min(by_year), last - MOST_YEARS + 1), last + 1)
    fullest = max(by_year.values())
    narrowed_to = addresses.search_for_each(request.q, request.filters, "year", sort=request.sort)
    back = address(without(request, "year"))
    return tuple(
        Column(
            year=year,
            count=by_year.get(year, 0),
            share=round(100 * by_year.get(year, 0) / fullest, 1),
            url=None if year not in by_year else back if str(year) == chosen else narrowed_to(str(year)),
            active=str(year) == chosen,
        )
        for year in years
    )


def _reach_back(counts: Sequence[FacetCount]) -> bool:
    """Whether these are years, more than the trend has columns."""
    years = [int(count.value) for count in counts if count.value.isdigit()]
    return bool(years) and max(years) - min(years) >= MOST_YEARS


def _tabs(request: SearchRequest, counts: Sequence[FacetCount], total: int) -> tuple[Tab, ...]:
    """All bodies, whatever was found: one can always change over to another."""
    by_body = {count.value: count.hits for count in counts}
    chosen = request.filters.get("body", "")
    everywhere = str(total) if total and not chosen else ""
    tabs = [Tab("", "全部", everywhere, address(without(request, "body")), not chosen)]
    for value, word in labels.BODIES.items():
        known = value in by_body or not chosen
        count = str(by_body.get(value, 0)) if known else ""
        there = address(with_filter(request, "body", value))
        tabs.append(Tab(value, word, count, there, value == chosen))
    return tuple(tabs)
