"""Fields of values, not of words: what stands after their colon becomes what the index is asked."""

from collections.abc import Callable
from functools import partial

from app.search import fields, notices
from app.search.names import VALUES
from app.search.periods import UnknownPeriodError, bounds_of
from app.search.surface import NumericRange, Or, Query, Term
from app.search.syntax import MalformedError, values
from app.text.folding import fold


def of_facet(field: str, name: str, text: str) -> Query:
    """Any of the values of a facet. Raises MalformedError where there is no such value."""
    return any_of([_facet_term(field, name, value) for value in values(text)])


def dated(name: str, text: str) -> Query:
    """Any of the dates and ranges of dates. Raises MalformedError for what is none."""
    return any_of([period(name, partial(bounds_of, value)) for value in values(text)])


def period(name: str, low_and_high: Callable[[], tuple[int, int]]) -> Query:
    """One range of dates. Raises MalformedError where its bounds are none."""
    try:
        low, high = low_and_high()
    except UnknownPeriodError as error:
        message = notices.BAD_VALUE if str(error) else notices.NO_VALUE
        raise MalformedError(message.format(name=name, value=error)) from error
    return NumericRange(fields.DATE, low, high)


def any_of(parts: list[Query]) -> Query:
    """One of the queries, which are at least one."""
    return Or(parts) if len(parts) > 1 else parts[0]


def _facet_term(field: str, name: str, text: str) -> Query:
    value = VALUES[field].get(fold(text).strip())
    if value is None:
        raise MalformedError(notices.BAD_VALUE.format(name=name, value=text))
    return Term(fields.facet_field(field), value)
