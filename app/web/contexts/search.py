"""One state of the search: what was asked, what was found, and how to narrow it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlmodel import Session

from app.search import LITERAL, OF_ONE, SearchRequest, SearchResult
from app.web import addresses, labels
from app.web.contexts.common import Frame, Link, Pager, pager
from app.web.contexts.filters import Choice
from app.web.contexts.help import Example, example_groups
from app.web.contexts.hits import Hit, hits
from app.web.contexts.narrowing import Narrowing, address, facet_words, narrowing, with_filter, without
from app.web.contexts.nohits import Count, Near, NoHits, no_hits
from app.web.contexts.titled import Titled, titled

_BOUNDED = "结果较多，只能翻到前 {} 篇；请用右侧条件或更具体的词语缩小范围。"


@dataclass(frozen=True)
class WidenedView:
    """A term with its synonyms; `url` is the search without them, or with them again where they are off.

    `fewer` leads to the search without one of several of them.
    """

    term: str
    others: str
    on: bool
    url: str
    fewer: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Taking:
    """The ways to take the hits away; these hold the first `most` of them, or all where that is 0."""

    forms: tuple[Link, ...]
    feed: Link
    most: int


@dataclass(frozen=True, kw_only=True)
class SearchPage:
    """`hidden` are the filters that the form carries on; `problem` says why nothing could be searched, and
    `nothing` what to try where nothing was found; `first` leads from a page beyond the last to the first."""

    frame: Frame
    q: str
    hidden: Mapping[str, str]
    examples: tuple[Example, ...]
    asked: bool
    problem: str
    notice: str
    total: int
    narrow: Narrowing
    widened: tuple[WidenedView, ...]
    meant: tuple[Link, ...]
    sorts: tuple[Choice, ...]
    titled: Titled | None
    hits: tuple[Hit, ...]
    nothing: NoHits | None
    folded: int
    taking: Taking
    pager: Pager | None
    bounded: str
    first: str


def search_page(
    session: Session,
    request: SearchRequest,
    result: SearchResult | None,
    problem: str = "",
    *,
    count: Count | None = None,
    near: Near = lambda _: (),
    most: int = 0,
    far: int = 0,
) -> SearchPage:
    """The page of a result; None for `result` when nothing was asked or the search had a `problem`.

    For a page without hits, `count` says what other searches would find and `near` what is spelt alike;
    `most` is how many an export holds, `far` up to which one can page.
    """
    found = result or SearchResult.none(request)
    words = facet_words(session, request.filters, found.facets)
    shown = " ".join(part for part in (request.q, *(words[each] for each in request.filters.items())) if part)
    return SearchPage(
        frame=_frame(request, shown),
        q=request.q,
        hidden=addresses.search_parameters("", request.filters, sort=request.sort),
        examples=tuple(group.examples[0] for group in example_groups()),
        asked=bool(request.q or request.filters),
        problem=problem,
        notice=found.notice or "",
        total=found.total,
        narrow=narrowing(request, found.facets, found.total, words),
        widened=_widened(found),
        meant=tuple(Link(other, address(replace(request, q=other, page=1))) for other in found.meant),
        sorts=_sorts(request),
        titled=titled(session, found),
        hits=hits(session, request, found),
        nothing=no_hits(session, found, words, count, near) if result and not found.total and count else None,
        folded=found.folded,
        taking=_taking(request, most if found.total > most else 0),
        pager=_pager(found, far),
        bounded=_BOUNDED.format(far) if found.total - found.folded > far else "",
        first=address(replace(request, page=1)) if found.total and not found.keys else "",
    )


def _frame(request: SearchRequest, shown: str) -> Frame:
    return Frame(
        title=f"检索：{shown}" if shown else "检索",
        canonical=address(request),
        section="search",
        q=request.q,
        listed=False,
        feed=Link(f"检索：{shown}", _feed(request)) if shown else None,
    )


def _sorts(request: SearchRequest) -> tuple[Choice, ...]:
    return tuple(
        Choice(word, addresses.search(request.q, request.filters, sort=sort), sort == request.sort)
        for sort, word in labels.SORTS.items()
    )


def _taking(request: SearchRequest, most: int) -> Taking:
    forms = tuple(Link(word, _export(request, form)) for form, word in labels.EXPORTS.items())
    return Taking(forms, Link(labels.FEED, _feed(request)), most)


def _export(request: SearchRequest, form: str) -> str:
    return addresses.export(form, request.q, request.filters, sort=request.sort)


def _feed(request: SearchRequest) -> str:
    """One feed of the search, however the page is sorted: it always has the newest first."""
    return addresses.export("atom", request.q, request.filters)


def _widened(result: SearchResult) -> tuple[WidenedView, ...]:
    """The terms whose synonyms are looked for, each with the way to leave them out, then those left out."""
    request = result.request
    literal = [term for term in request.filters.get(LITERAL, "").split(",") if term]

    def leaving_out(one: str) -> str:
        return address(with_filter(request, LITERAL, ",".join([*literal, one])))

    on = [
        WidenedView(
            term,
            "、".join(others),
            True,
            leaving_out(term),
            tuple(Link(other, leaving_out(f"{term}{OF_ONE}{other}")) for other in others if len(others) > 1),
        )
        for term, others in result.widened
    ]
    off = []
    for term in literal:
        left = ",".join(other for other in literal if other != term)
        back = with_filter(request, LITERAL, left) if left else without(request, LITERAL)
        alone, _, other = term.partition(OF_ONE)
        off.append(WidenedView(alone, other, False, address(back)))
    return (*on, *off)


def _pager(result: SearchResult, far: int) -> Pager | None:
    request = result.request
    shown = min(result.total - result.folded, far)
    return pager(request.page, shown, request.size, lambda page: address(replace(request, page=page)))
