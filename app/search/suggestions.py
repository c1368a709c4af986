"""What one may be about to type: people, departments, topics and headings of the archive, by their beginning.

Each has several readings: as printed, in pinyin, by the initials of its pinyin, a department also by its
aliases, and what is short also from its second character on. The readings are one sorted list, so that all
that begin alike stand together. It is made anew when the archive's generation changes.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from heapq import nsmallest
from threading import Lock
from typing import Literal, NamedTuple

from sqlmodel import Session

from app.archive import queries
from app.archive.queries import Sharer
from app.search.sounds import pinyin
from app.text.folding import searchable

Kind = Literal["person", "department", "topic", "heading"]
HEADINGS = 20_000
"""Headings that are offered: those of most records."""
LONGEST = 30
"""Characters of a topic or heading; a longer one is no suggestion but a sentence."""
_SHORT = 12
_LAST = "\U0010ffff"


class Suggestion(NamedTuple):
    """What may be meant; `key` is that of a person or department, `records` how many there are.

    `sharer` tells a person from others of the same name.
    """

    text: str
    kind: Kind
    key: str
    records: int
    sharer: Sharer | None = None


class Suggestions:
    """The suggestions of an archive, kept for its present generation. One for a process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._state: tuple[str, _Readings] | None = None

    def of(self, session: Session, typed: str, limit: int) -> list[Suggestion]:
        """At most `limit` suggestions for what was typed so far, those of most records first."""
        wanted = searchable(typed)
        return self._readings(session).beginning(wanted, limit) if wanted else []

    def _readings(self, session: Session) -> "_Readings":
        now, state = queries.generation(session), self._state
        if state is not None and state[0] == now:
            return state[1]
        with self._lock:
            if self._state is None or self._state[0] != now:
                self._state = (now, _Readings(_all(session)))
            return self._state[1]


class _Readings:
    def __init__(self, found: Iterable[tuple[Suggestion, tuple[str, ...]]]) -> None:
        self._suggestions: list[Suggestion] = []
        pairs: set[tuple[str, int]] = set()
        for number, (suggestion, readings) in enumerate(found):
            self._suggestions.append(suggestion)
            pairs.update((searchable(reading), number) for reading in readings if reading)
        self._sorted = sorted(pairs)

    def beginning(self, wanted: str, limit: int) -> list[Suggestion]:
        first = bisect_left(self._sorted, (wanted, -1))
        last = bisect_left(self._sorted, (wanted + _LAST, -1))
        numbers = {number for _, number in self._sorted[first:last]}
        found = (self._suggestions[number] for number in numbers)
        return nsmallest(limit, found, key=lambda one: (-one.records, len(one.text), one.text, one.key))


def _all(session: Session) -> Iterator[tuple[Suggestion, tuple[str, ...]]]:
    sharers = queries.sharers(session)
    for row in queries.people(session, everyone=True):
        person = row.person
        syllables = person.pinyin.split()
        readings = (person.name, "".join(syllables), "".join(syllables[1:]), person.initials)
        told = sharers.get(person.key)
        yield Suggestion(person.name, "person", person.key, row.records, told), readings
    for found in queries.departments(session):
        names = [found.department.name, *found.department.aliases]
        every = tuple(reading for name in names for reading in _readings_of(name))
        yield Suggestion(found.department.name, "department", found.department.key, found.records), every
    for text, records in queries.printed_topics(session, LONGEST):
        yield Suggestion(text, "topic", "", records), _readings_of(text)
    for text, records in queries.printed_titles(session, LONGEST, HEADINGS):
        yield Suggestion(text, "heading", "", records), (text,)


def _readings_of(text: str) -> tuple[str, ...]:
    if len(text) > _SHORT:
        return (text,)
    syllables = pinyin(text)
    later = (text[start:] for start in range(1, len(text) - 1))
    return (text, "".join(syllables), "".join(syllable[:1] for syllable in syllables), *later)
