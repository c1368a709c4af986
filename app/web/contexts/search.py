"""One state of the search: what was asked, what was found, and how to narrow it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from app.archive import queries
from app.search import FACETS, LITERAL, MAX_HITS, SIMILAR, FacetCount, SearchRequest, SearchResult
from app.web import addresses, labels
from app.web.contexts.common import Bar, Frame, Link, Pager, bars, pager
from app.web.contexts.filters import Choice
from app.web.contexts.help import Example, example_groups
from app.web.contexts.hits import Hit, hits

OPEN_OPTIONS = 6
"""Values of a facet that are shown at once; the rest unfold."""
_BOUNDED = f"结果较多，只能翻到前 {MAX_HITS} 篇；请用右侧条件或更具体的词语缩小范围。"
_NAMED = ("person", "department", "party", "meeting")


@dataclass(frozen=True)
class Option:
    """A value to narrow by, or, when `active`, to no longer narrow by."""

    label: str
    count: int
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
class WidenedView:
    """A term with its synonyms; `url` is the search without them, or with them again where they are off."""

    term: str
    others: str
    on: bool
    url: str


@dataclass(frozen=True, kw_only=True)
class SearchPage:
    """`hidden` are the filters that the form carries on; `problem` says why nothing could be searched,
    `first` leads back to the first page from one beyond the last. `exports` hold the first `exports_first` of
    the hits, or all of them where that is 0."""

    frame: Frame
    q: str
    hidden: Mapping[str, str]
    examples: tuple[Example, ...]
    asked: bool
    problem: str
    notice: str
    total: int
    tabs: tuple[Tab, ...]
    chips: tuple[Chip, ...]
    widened: tuple[WidenedView, ...]
    meant: tuple[Link, ...]
    clear: str
    facets: tuple[FacetView, ...]
    sorts: tuple[Choice, ...]
    years: tuple[Bar, ...]
    hits: tuple[Hit, ...]
    folded: int
    exports: tuple[Link, ...]
    exports_first: int
    pager: Pager | None
    bounded: str
    wider: str
    first: str


def search_page(
    session: Session,
    request: SearchRequest,
    result: SearchResult | None,
    problem: str = "",
    *,
    max_export: int = 0,
) -> SearchPage:
    """The page of a result; None for `result` when nothing was asked or the search had a `problem`.

    `max_export` is how many hits an export holds.
    """
    filters = request.filters
    found = result.facets if result else {}
    words = _words(session, filters, found)
    shown = " ".join(part for part in (request.q, *(words[f, v] for f, v in filters.items())) if part)
    return SearchPage(
        frame=Frame(
            title=f"检索：{shown}" if shown else "检索",
            canonical=_address(request),
            section="search",
            q=request.q,
        ),
        q=request.q,
        hidden=addresses.search_parameters("", filters, sort=request.sort),
        examples=tuple(group.examples[0] for group in example_groups()),
        asked=bool(request.q or filters),
        problem=problem,
        notice=(result.notice or "") if result else "",
        total=result.total if result else 0,
        tabs=_tabs(request, found.get("body", ()), result.total if result else 0),
        chips=tuple(
            Chip(_chip(facet, words[facet, value]), _address(_without(request, facet)))
            for facet, value in filters.items()
            if facet != LITERAL
        ),
        widened=_widened(request, result) if result else (),
        meant=tuple(
            Link(other, _address(replace(request, q=other, page=1)))
            for other in (result.meant if result else ())
        ),
        clear=addresses.search(request.q, sort=request.sort),
        facets=tuple(
            _facet(request, facet, found[facet], words)
            for facet in FACETS
            if facet not in ("body", "year") and found.get(facet)
        ),
        sorts=tuple(
            Choice(word, addresses.search(request.q, filters, sort=sort), sort == request.sort)
            for sort, word in labels.SORTS.items()
        ),
        years=_years(request, found.get("year", ())),
        hits=hits(session, request, result) if result else (),
        folded=result.folded if result else 0,
        exports=tuple(
            Link(word, addresses.export(form, request.q, filters, sort=request.sort))
            for form, word in labels.EXPORTS.items()
        ),
        exports_first=max_export if result and result.total > max_export else 0,
        pager=_pager(request, result) if result else None,
        bounded=_BOUNDED if result and result.total - result.folded > MAX_HITS else "",
        wider=addresses.search(request.q) if filters and request.q else "",
        first=_address(replace(request, page=1)) if result and result.total and not result.keys else "",
    )


def _words(
    session: Session, filters: Mapping[str, str], found: Mapping[str, Sequence[FacetCount]]
) -> dict[tuple[str, str], str]:
    """What a page calls each value of each facet."""
    values = {facet: {count.value for count in found.get(facet, ())} for facet in FACETS}
    for facet, value in filters.items():
        values.setdefault(facet, set()).add(value)
    named = queries.names(session, sorted(set().union(*(values[facet] for facet in _NAMED))))
    fixed = {"body": labels.BODIES, "kind": labels.KINDS}
    words = {}
    for facet, them in values.items():
        for value in them:
            if facet in (SIMILAR, LITERAL):
                words[facet, value] = ""
            elif facet == "year":
                words[facet, value] = f"{value}年"
            else:
                words[facet, value] = fixed.get(facet, named).get(value, value)
    return words


def _facet(
    request: SearchRequest, facet: str, counts: Sequence[FacetCount], words: Mapping[tuple[str, str], str]
) -> FacetView:
    chosen = request.filters.get(facet)
    narrowed_to = addresses.search_for_each(request.q, request.filters, facet, sort=request.sort)
    without = _address(_without(request, facet))
    options = tuple(
        Option(
            label=words[facet, count.value],
            count=count.count,
            url=without if count.value == chosen else narrowed_to(count.value),
            active=count.value == chosen,
        )
        for count in counts
    )
    return FacetView(facet, labels.FACETS[facet], options[:OPEN_OPTIONS], options[OPEN_OPTIONS:])


def _years(request: SearchRequest, counts: Sequence[FacetCount]) -> tuple[Bar, ...]:
    """Hits by year, the newest first; the year that is chosen leads back to all of them."""
    chosen = request.filters.get("year")
    shown = []
    for value, number in sorted(((count.value, count.count) for count in counts), reverse=True):
        if value == chosen:
            shown.append((f"{value}年 ×", number, _address(_without(request, "year"))))
        else:
            shown.append((f"{value}年", number, _address(_with(request, "year", value))))
    return bars(shown)


def _widened(request: SearchRequest, result: SearchResult) -> tuple[WidenedView, ...]:
    """The terms whose synonyms are looked for, each with the way to leave them out, then those left out."""
    literal = [term for term in request.filters.get(LITERAL, "").split(",") if term]
    on = [
        WidenedView(
            term, "、".join(others), True, _address(_with(request, LITERAL, ",".join([*literal, term])))
        )
        for term, others in result.widened
    ]
    off = []
    for term in literal:
        left = ",".join(other for other in literal if other != term)
        back = _with(request, LITERAL, left) if left else _without(request, LITERAL)
        off.append(WidenedView(term, "", False, _address(back)))
    return (*on, *off)


def _chip(facet: str, word: str) -> str:
    return f"{labels.FACETS[facet]}：{word}" if facet in labels.FACETS else "只看相近的各篇"


def _tabs(request: SearchRequest, counts: Sequence[FacetCount], total: int) -> tuple[Tab, ...]:
    """All bodies, whatever was found: one can always change over to another."""
    by_body = {count.value: count.count for count in counts}
    chosen = request.filters.get("body", "")
    tabs = [
        Tab(
            "",
            "全部",
            str(total) if total and not chosen else "",
            _address(_without(request, "body")),
            not chosen,
        )
    ]
    for value, word in labels.BODIES.items():
        known = value in by_body or not chosen
        count = str(by_body.get(value, 0)) if known else ""
        tabs.append(Tab(value, word, count, _address(_with(request, "body", value)), value == chosen))
    return tuple(tabs)


def _pager(request: SearchRequest, result: SearchResult) -> Pager | None:
    shown = min(result.total - result.folded, MAX_HITS)
    return pager(request.page, shown, request.size, lambda page: _address(replace(request, page=page)))


def _with(request: SearchRequest, facet: str, value: str) -> SearchRequest:
    return replace(request, filters={**request.filters, facet: value}, page=1)


def _without(request: SearchRequest, facet: str) -> SearchRequest:
    kept = {name: value for name, value in request.filters.items() if name != facet}
    return replace(request, filters=kept, page=1)


def _address(request: SearchRequest) -> str:
    return addresses.search(request.q, request.filters, sort=request.sort, page=request.page)
