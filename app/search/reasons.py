"""Why a record was found, where the words and names that it shows do not tell.

It may have been found by another name of whom it is by (in pinyin, by an alias), or by what the index holds
of it and a page does not show (the question before another one, the departments that answered).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlmodel import Session

from app.archive import queries
from app.archive.models import Person
from app.archive.queries import By, Entry
from app.search.documents import documents_of, readings
from app.search.highlight import Snippet, Terms, excerpt, is_marked
from app.search.types import NAME, Wanted
from app.text.folding import searchable

_SEARCHED = ("title", "topic", "who", "department", "party", "meeting", "post", "document", "asked", "text")
"""The texts of an IndexDocument, those first that say most in a line."""
_MOST = 2
"""Texts that are given as reasons: one is enough, but of equals a reader may know the other better."""


class Reason(NamedTuple):
    """A text that the index holds of a record, by its name in IndexDocument, cut out around what matched."""

    source: str
    snippet: Snippet


def printed(session: Session, entries: Sequence[Entry], terms: Terms) -> Terms:
    """The names that these records print for whom the terms call otherwise; of a question also those that
    answered it."""
    runs = {run for term in terms if (run := _folded(term.run))}
    if not runs:
        return ()
    asked = [entry.record.exchange_key or "" for entry in entries if entry.record.kind == "question"]
    answered = queries.respondents(session, asked) if asked else {}
    by = [one for entry in entries for one in entry.by] + [one for key in answered for one in answered[key]]
    unknown = {one.attribution.printed for one in by if not one.person and not one.department}
    named = queries.persons_named(session, unknown) if unknown else {}
    found = (one.attribution.printed for one in by if _is_meant(one, runs, named))
    return tuple(Wanted(name, side=NAME) for name in dict.fromkeys(found))


def reasons(session: Session, keys: Iterable[str], terms: Terms) -> dict[str, tuple[Reason, ...]]:
    """For each record what matches of all that the index holds of it; nothing where single characters that
    stand apart from each other do."""
    return {one.key: tuple(_reasons(vars(one), terms))[:_MOST] for one in documents_of(session, keys)}


def _reasons(texts: Mapping[str, str], terms: Terms) -> Iterator[Reason]:
    for source in _SEARCHED:
        snippet = excerpt(texts[source], terms, 1)
        if is_marked(snippet):
            yield Reason(source, snippet)


def _is_meant(by: By, runs: set[str], named: Mapping[str, Sequence[Person]]) -> bool:
    persons = [by.person] if by.person else named.get(by.attribution.printed, ())
    if not all(runs.isdisjoint(readings(person.pinyin, person.initials)) for person in persons):
        return True
    called = [by.person.name] if by.person else []
    if by.department:
        called += [by.department.name, *by.department.aliases]
    return any(run in name for name in map(_folded, called) for run in runs)


def _folded(text: str) -> str:
    return searchable(text)
