"""The titles of documents, which a search looks through beside the records.

Some documents hold no record (news, notices), and are found by nothing else. Titles are few and short, so
they are kept in memory, in one string that is looked through in C, and a query's tree is asked of them as it
is of the index: a part of the tree that is about something else than a title matches none.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, NamedTuple

from sqlmodel import Session

from app.archive import queries
from app.search import fields
from app.search.documents import day
from app.search.lines import Lines
from app.search.query import And, Every, Not, NumericRange, Or, Phrase, Query, Term

FILTERS = ("body", "year", "meeting")
"""The facets that a document has as a whole; under any other filter there are no titles."""
_TITLES = ("title", "title_words", "document")
"""The fields of a query that a title may answer."""


class Title(NamedTuple):
    """A document by its name. `name` has the subtitle on a line of its own; `facets` has each of FILTERS."""

    key: str
    name: str
    meeting: str
    date: int
    facets: dict[str, str]


class Titles:
    """All documents of one state of the archive, in the order they are given in."""

    def __init__(self, titles: Iterable[Title]) -> None:
        self._titles = list(titles)
        self._every = frozenset(range(len(self._titles)))
        self._names = Lines(title.name for title in self._titles)
        self._meetings = Lines(title.meeting for title in self._titles)

    def keys(self, tree: Query, filters: dict[str, str]) -> tuple[str, ...]:
        """The documents whose title answers the query, under the filters, in their order."""
        if any(facet not in FILTERS for facet in filters):
            return ()
        found = self._asked(tree)
        return tuple(
            self._titles[number].key
            for number in sorted(found)
            if all(self._titles[number].facets[facet] == value for facet, value in filters.items())
        )

    def _asked(self, node: Query) -> Collection[int]:
        return _READINGS[type(node)](self, node)

    def _and(self, node: And) -> Collection[int]:
        first, *others = node.subqueries
        left = set(self._asked(first))
        for part in others:
            if not left:
                break
            left.intersection_update(self._asked(part))
        return left

    def _or(self, node: Or) -> Collection[int]:
        return set().union(*map(self._asked, node.subqueries))

    def _not(self, node: Not) -> Collection[int]:
        return self._every - set(self._asked(node.query))

    def _run(self, node: Term | Phrase) -> Collection[int]:
        run = "".join(node.words) if isinstance(node, Phrase) else str(node.text)
        if node.fieldname in _TITLES:
            return self._names.having(run)
        if node.fieldname == "meeting":
            return self._meetings.having(run)
        for facet in FILTERS:
            if node.fieldname == fields.facet_field(facet):
                return {number for number in self._every if self._titles[number].facets[facet] == run}
        return ()

    def _range(self, node: NumericRange) -> Collection[int]:
        return {number for number in self._every if node.start <= self._titles[number].date <= node.end}

    def _everything(self, _node: Every) -> Collection[int]:
        return self._every


_READINGS: dict[type, Callable[[Titles, Any], Collection[int]]] = {
    And: Titles._and,
    Or: Titles._or,
    Not: Titles._not,
    Term: Titles._run,
    Phrase: Titles._run,
    NumericRange: Titles._range,
    Every: Titles._everything,
}


def read(session: Session) -> Iterator[Title]:
    """Every document with a title, or the meeting that names it: the newest first."""
    for row in queries.named(session):
        yield Title(
            key=row.key,
            name="\n".join(part for part in (row.title or row.meeting, row.subtitle) if part),
            meeting=row.meeting or "",
            date=day(row.held, row.published, row.year),
            facets={
                "body": row.body or "",
                "year": str(row.year or ""),
                "meeting": row.meeting_key or "",
            },
        )
