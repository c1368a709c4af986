"""What is refused before anything is looked for: queries too long, pages too far, unknown filters."""

from typing import get_args
from unicodedata import category

from app.search.errors import (
    PageOutOfRangeError,
    QueryTooLongError,
    UnknownFilterError,
    UnreadableQueryError,
)
from app.search.types import FILTERS, LITERAL, SearchRequest, Sort
from app.settings import Settings

MAX_SIZE = 100
"""The most hits on a page."""
_LONGEST_VALUE = 64


def check(request: SearchRequest, settings: Settings) -> None:
    """Raises QueryRefusedError, with a message for the reader, for what is not looked for at all."""
    chars, most = len(request.q), settings.max_query_chars
    if chars > most:
        raise QueryTooLongError(
            f"查询最多{most}个字，这里有{chars}个，请缩短后再查。",
            f"the query has {chars} characters, more than the {most} allowed: shorten it, or raise"
            " YISHILU_MAX_QUERY_CHARS",
        )
    if any(category(char) == "Cc" and not char.isspace() for char in request.q):
        raise UnreadableQueryError(  # no page shows one, so none is copied from there
            "查询里有控制字符，请删去后再查。",
            "the query has control characters, which no page shows: leave them out",
        )
    _check_filters(request, most)
    _check_page(request, settings.max_hits)


def _check_filters(request: SearchRequest, max_query_chars: int) -> None:
    longest = {LITERAL: max(max_query_chars, _LONGEST_VALUE)}
    if any(
        len(value) > longest.get(name, _LONGEST_VALUE) or not value.isprintable()
        for name, value in request.filters.items()
    ):
        raise UnreadableQueryError(
            "筛选条件的值过长或无法识别，请从页面上重新选择。", "a filter is longer than any key: check it"
        )
    unknown = [name for name in request.filters if name not in (*FILTERS, LITERAL)]
    if unknown:
        raise UnknownFilterError(f"没有“{unknown[0]}”这个筛选条件。", f"there is no filter {unknown[0]}")
    if request.sort not in get_args(Sort):
        raise UnknownFilterError(
            f"没有“{request.sort}”这种排序方式。", f"there is no sort order {request.sort}"
        )


def _check_page(request: SearchRequest, max_hits: int) -> None:
    if request.page < 1 or not 1 <= request.size <= MAX_SIZE:
        raise PageOutOfRangeError(
            f"页码从1开始，每页1至{MAX_SIZE}条。", f"pages begin with 1 and hold 1 to {MAX_SIZE} hits"
        )
    if request.page * request.size > max_hits:
        raise PageOutOfRangeError(
            f"最多可翻到第{max_hits}条，请用筛选条件缩小范围。",
            f"only the first {max_hits:,} hits can be listed: ask for fewer, or raise YISHILU_MAX_HITS",
        )
