"""Between a search address and the search: reading its parameters, marking what matched."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import get_args

from sqlmodel import Session
from starlette.requests import Request

from app.search import (
    QueryRefusedError,
    Searcher,
    SearchError,
    SearchRequest,
    Sort,
    Suggestions,
)
from app.text.unseen import seen
from app.web import addresses, labels
from app.web.contexts.nohits import Near
from app.web.contexts.wording import Arrival
from app.web.deps import RefusedError, page_number

NO_INDEX = (
    "检索索引尚未建立或需要更新，暂时不能检索。文献、代表委员等目录仍可浏览；请管理员运行 yishilu reindex。"
)
SUGGESTED = 8
"""Suggestions for what is typed: what can be taken in at a glance."""
LONGEST_TYPED = 40
_YEAR = re.compile(r"(?:19|20)\d\d")


def read_request(parameters: Mapping[str, str], max_hits: int) -> SearchRequest:
    """The search that an address asks for. Raises RefusedError for a value that cannot be.

    Pages go as far as they hold `max_hits`.
    """
    filters = {
        facet: parameters[name].strip()
        for name, facet in addresses.PARAMETERS.items()
        if parameters.get(name, "").strip()
    }
    sort = parameters.get("sort") or "relevance"
    _check("排序方式", sort, sort in get_args(Sort))
    for facet, known in (("body", labels.BODIES), ("kind", labels.KINDS)):
        _check(labels.FACETS[facet], filters.get(facet, ""), filters.get(facet) in {None, *known})
    _check("年份", filters.get("year", ""), not filters.get("year") or bool(_YEAR.fullmatch(filters["year"])))
    return SearchRequest(
        q=_visible(parameters.get("q", "")),
        filters=filters,
        sort=sort,  # type: ignore[arg-type]  # checked above
        page=page_number(parameters.get("page") or "1", max_hits // SearchRequest.size),
    )


def came_from(parameters: Mapping[str, str], searcher: Searcher, *, paged: bool = False) -> Arrival:
    """For a page that was opened from a search; `paged` where `page` is one of its own parameters. A search
    that cannot be answered (any more) marks nothing: the page is what was asked for."""
    said = {name: value for name, value in parameters.items() if not (paged and name == "page")}
    try:
        asked = read_request(said, searcher.max_hits)
        if not asked.q and not asked.filters:
            return Arrival()
        terms = searcher.wanted(asked) if asked.q else ()
    except (RefusedError, SearchError):
        return Arrival()
    said = addresses.search_parameters(asked.q, asked.filters, sort=asked.sort, page=asked.page)
    return Arrival(said, terms)


def counter(searcher: Searcher) -> Callable[[SearchRequest], int]:
    """Says how many records the page of another search would list; none where it would be refused."""

    def count(request: SearchRequest) -> int:
        try:
            return searcher.first(request, 1)[0]
        except QueryRefusedError:
            return 0

    return count


def near(request: Request, session: Session) -> Near:
    """Says what the archive has that may be typed like this."""
    suggestions: Suggestions = request.app.state.suggestions
    return lambda typed: suggestions.of(session, typed[:LONGEST_TYPED], SUGGESTED)


def printable(asked: SearchRequest, most: int) -> SearchRequest:
    """A search as the page that refuses it may show it: without the characters that it is refused for, and of
    each value no more than the `most` that a query may have."""
    q = "".join(filter(str.isprintable, asked.q))
    filters = {facet: value[:most] for facet, value in asked.filters.items()}
    return replace(asked, q=q[:most], filters=filters)


def _visible(q: str) -> str:
    """The query as a page may show it: in one line, without the characters that show nothing."""
    return " ".join(seen(q).split())


def _check(word: str, value: str, holds: bool) -> None:
    if not holds:
        raise RefusedError(f"没有“{value[:20]}”这样的{word}。")
