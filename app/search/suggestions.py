"""What one may be about to type: people, departments, topics, headings and titles of the archive.

Each has several readings: as printed, in pinyin, by the initials of its pinyin, a department also by its
aliases, and what is short also from each later character on. The readings are one sorted list, so that all
that begin alike stand together; what is long is looked through for what was typed. What begins with it comes
first. All of this is made anew when the archive's generation changes.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from threading import Lock
from typing import Any, Literal, NamedTuple

from sqlmodel import Session

from app.archive import queries
from app.archive.models import Person
from app.archive.queries import Sharer
from app.search.lines import Lines
from app.search.sounds import pinyin
from app.text.folding import searchable

Kind = Literal["person", "department", "topic", "heading", "section", "document"]
"""A `heading` is the title of a record, a `section` what several records stand under."""
HEADINGS = 20_000
"""Headings and titles of each kind that are offered: those of most records."""
LONGEST = 30
"""Characters of a topic or heading; a longer one is no suggestion but a sentence."""
LONGEST_TITLE = 60
"""Characters of the title of a document."""
_SHORT = 12
_LAST = "\U0010ffff"


class Suggestion(NamedTuple):
    """What may be meant; `records` is how many there are. `key` is that of a person, a department or a
    document; empty where several documents have the title.

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
        """At most `limit` suggestions for what was typed so far: first what begins with it (documents later),
        and of equals those of most records."""
        wanted = searchable(typed)
        return self._readings(session).like(wanted, limit) if wanted else []

    def _readings(self, session: Session) -> "_Readings":
        now, state = queries.generation(session), self._state
        if state is not None and state[0] == now:
            return state[1]
        with self._lock:
            if self._state is None or self._state[0] != now:
                self._state = (now, _Readings(_all(session)))
            return self._state[1]


class _Named(NamedTuple):
    """A suggestion, with its readings from the beginning (`whole`) and from later on (`parts`)."""

    suggestion: Suggestion
    whole: tuple[str, ...]
    parts: tuple[str, ...] = ()


class _Readings:
    def __init__(self, found: Iterable[_Named]) -> None:
        self._suggestions: list[Suggestion] = []
        readings: set[tuple[str, bool, int]] = set()
        for number, (suggestion, whole, parts) in enumerate(found):
            self._suggestions.append(suggestion)
            for later, read in ((False, whole), (True, parts)):
                readings.update((searchable(one), later, number) for one in read if one)
        self._sorted = sorted(readings)
        self._long = [n for n, one in enumerate(self._suggestions) if len(one.text) > _SHORT]
        self._texts = Lines(self._suggestions[number].text for number in self._long)

    def like(self, wanted: str, limit: int) -> list[Suggestion]:
        first = bisect_left(self._sorted, (wanted,))
        last = bisect_left(self._sorted, (wanted + _LAST,))
        found: dict[int, bool] = {}
        for _, later, number in self._sorted[first:last]:
            found[number] = found.get(number, True) and later
        if len(wanted) > 1:
            for place in self._texts.having(wanted):
                found.setdefault(self._long[place], True)
        return [self._suggestions[number] for number in nsmallest(limit, found, key=self._order(found))]

    def _order(self, found: Mapping[int, bool]) -> Callable[[int], Any]:
        def order(number: int) -> tuple[int, int, int, str, str]:
            one = self._suggestions[number]
            behind = found[number] + (one.kind == "document")
            return behind, -one.records, len(one.text), one.text, one.key

        return order


def _all(session: Session) -> Iterator[_Named]:
    sharers = queries.sharers(session)
    for row in queries.people(session, everyone=True):
        person = row.person
        told = sharers.get(person.key)
        yield _person(Suggestion(person.name, "person", person.key, row.records, told), person)
    for found in queries.departments(session):
        names = [found.department.name, *found.department.aliases]
        called = Suggestion(found.department.name, "department", found.department.key, found.records)
        yield _named(called, names)
    for text, records in queries.printed_topics(session, LONGEST):
        yield _named(Suggestion(text, "topic", "", records), [text])
    for text, records in queries.printed_titles(session, LONGEST, HEADINGS):
        yield _Named(Suggestion(text, "heading", "", records), (text,), _later(text))
    for text, records in queries.printed_headings(session, LONGEST, HEADINGS):
        yield _Named(Suggestion(text, "section", "", records), (text,), _later(text))
    for text, key, documents in queries.printed_documents(session, LONGEST_TITLE, HEADINGS):
        key = key if documents == 1 else ""
        yield _Named(Suggestion(text, "document", key, documents), (text,), _later(text))


def _person(one: Suggestion, person: Person) -> _Named:
    """A person by any part of the name: most people know the given name, or the end of a long one."""
    syllables = person.pinyin.split()
    parts = ("".join(syllables[start:]) for start in range(1, len(syllables)))
    return _Named(one, (person.name, "".join(syllables), person.initials), (*parts, *_later(person.name, 1)))


def _named(one: Suggestion, names: Sequence[str]) -> _Named:
    whole: list[str] = []
    for name in names:
        syllables = pinyin(name) if len(name) <= _SHORT else []
        whole += (name, "".join(syllables), "".join(syllable[:1] for syllable in syllables))
    return _Named(one, tuple(whole), tuple(part for name in names for part in _later(name)))


def _later(text: str, least: int = 2) -> tuple[str, ...]:
    """A short text from each later character on, as far as `least` characters are left."""
    ends = range(1, len(text) - least + 1) if len(text) <= _SHORT else ()
    return tuple(text[start:] for start in ends)
