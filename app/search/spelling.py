"""What may have been meant by a query that finds little: words of the archive that sound or look alike.

The words are those of the index, with the number of records each stands in, and the names of people and
departments, which may also be typed in pinyin or by their initials (`zhu tingting`, `ZTT`). A part of a term
is replaced by a word of the same pinyin (`听车` → 停车), by one that differs in one character where it has
three or more (`停车汽位` → 停车泊位), or in one letter where it has four or more (`Chinagods`). Words at
distance one are found by what is left of them when a character is dropped, as SymSpell does.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import nlargest
from typing import NamedTuple

from sqlmodel import Session

from app.archive import queries
from app.search import syntax
from app.search.sounds import pinyin
from app.text.folding import fold_variants, searchable, squeeze
from app.text.unseen import seen

LONGEST = 8
"""Characters of a Chinese word that is looked at."""
LONGEST_NAME = 12
"""Characters of a name that is looked at."""
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_LATIN = re.compile(r"[a-z][a-z0-9]{3,23}")
_RUN = re.compile(r"[\u4e00-\u9fff·]{2,}")
_SPELT = re.compile(r"[a-z]{2,}(?:\s+[a-z]{2,})*")
_LEAST_READING = 3
_AROUND = " \t\n\u3000？?，,。.、！!；;“”\"‘’'《》"
"""What is typed around a word and is no part of it."""
_PLAIN = re.compile(r"[\w\s·]+")
_NO_WORD = re.compile(rf"{syntax.NOT}(?:[^\s():]*:)?[^\s()]*|{syntax.FIELD}|{syntax.OR}|{syntax.AND}|\bTO\b")
VOCABULARY = 20_000
"""Words that are looked at: the commonest. More would take seconds, and what is rare is rarely meant."""
MOST = 8
"""Candidates that are tried for a query."""


class Name(NamedTuple):
    """What a person or department is called; `pinyin` has a blank between syllables."""

    text: str
    pinyin: str
    records: int


def names(session: Session) -> Iterator[Name]:
    """The names of the archive's people and departments, with all that departments are called."""
    for row in queries.people(session, everyone=True):
        yield Name(row.person.name, row.person.pinyin, row.records)
    for found in queries.departments(session):
        for name in (found.department.name, *found.department.aliases):
            yield Name(name, " ".join(pinyin(name)), found.records)


class Speller:
    """The words of one state of the index, by how they sound and by how they are written."""

    def __init__(self, words: Iterable[tuple[str, int]], names: Iterable[Name] = ()) -> None:
        """`words` with the number of records each is in. A word of one record may be a misprint itself, a
        name is none."""
        known = ((word, count) for word, count in words if count > 1 and _is_word(word))
        self._count = dict(nlargest(VOCABULARY, known, key=lambda item: item[1]))
        self._alike: dict[str, list[str]] = defaultdict(list)
        for word in self._count:
            if _HAN.fullmatch(word):
                self._alike[_sound(word)].append(word)
            for left in _dropped(word):
                self._alike[left].append(word)
        self._spelt: dict[str, set[str]] = defaultdict(set)
        for name in names:
            self._know(searchable(name.text.partition("（")[0]), name)

    def _know(self, text: str, name: Name) -> None:
        if not name.records or not 2 <= len(text) <= LONGEST_NAME:
            return
        self._count[text] = max(self._count.get(text, 0), name.records)
        syllables = name.pinyin.split()
        for sound in {_sound(text), _sounding(syllables)}:
            self._alike[sound].append(text)
        for left in _dropped(text):
            self._alike[left].append(text)
        for reading in ("".join(syllables), "".join(syllable[:1] for syllable in syllables)):
            if len(reading) >= _LEAST_READING:
                self._spelt[reading].add(text)

    def candidates(self, q: str) -> list[str]:
        """Other wordings of a query, the commonest words first. Its signs, the names of its fields and what
        it excludes stay as typed."""
        typed = fold_variants(seen(q)).strip(_AROUND)
        if not _PLAIN.fullmatch(typed):
            typed = seen(q).strip()
        words = fold_variants(_words_alone(typed))
        found: dict[str, int] = {}
        for start, end, word in _likeliest([*self._names(words), *self._alike_parts(words)]):
            whole = typed[:start] + word + typed[end:]
            # A longer part leaves less to chance.
            found[whole] = max(found.get(whole, 0), self._count[word] * (end - start) ** 2)
        return sorted(found, key=lambda whole: (-found[whole], whole))[:MOST]

    def _names(self, words: str) -> Iterator["_Other"]:
        for run in _SPELT.finditer(words):
            for name in self._spelt.get(squeeze(run.group()), ()):
                yield _Other(*run.span(), name, sounds_alike=True)

    def _alike_parts(self, words: str) -> Iterator["_Other"]:
        for start, end, sound in _parts(words):
            known = self._count.get(words[start:end], 0)
            for word in self._near(words[start:end], sound):
                if self._count[word] > known:
                    yield _Other(start, end, word, sounds_alike=word in self._alike.get(sound, ()))

    def _near(self, part: str, sound: str) -> set[str]:
        near = {left for left in _dropped(part) if left in self._count}
        for key in (part, *_dropped(part)):
            near.update(word for word in self._alike.get(key, ()) if _is_one_apart(part, word))
        near.update(self._alike.get(sound, ()))
        return near - {part}


class _Other(NamedTuple):
    """What may be meant by the characters `[start, end)`."""

    start: int
    end: int
    word: str
    sounds_alike: bool


def _likeliest(others: Sequence[_Other]) -> Iterator[tuple[int, int, str]]:
    """Where something of the same length sounds alike, nobody means one with more or fewer characters."""
    sure = [one for one in others if one.sounds_alike and len(one.word) == one.end - one.start]
    for start, end, word, sounds_alike in others:
        aside = any(start < one.end and one.start < end for one in sure)
        if sounds_alike or len(word) == end - start or not aside:
            yield start, end, word


def _words_alone(typed: str) -> str:
    """The query with all that is no word to be mended blotted out: names of fields, operators, exclusions."""
    return _NO_WORD.sub(lambda found: "\0" * len(found.group()), typed.translate(syntax.HALF_WIDTH))


def _is_word(word: str) -> bool:
    return (len(word) <= LONGEST and bool(_HAN.fullmatch(word))) or bool(_LATIN.fullmatch(word))


def _parts(typed: str) -> Iterator[tuple[int, int, str]]:
    """Where the runs stand that may be a word, and how they sound: every part of a Chinese run, and whole
    Latin words."""
    for run in _RUN.finditer(typed):
        syllables = _syllables(run.group())
        for start in range(len(syllables) - 1):
            for end in range(start + 2, min(len(syllables), start + LONGEST_NAME) + 1):
                yield run.start() + start, run.start() + end, _sounding(syllables[start:end])
    for run in _LATIN.finditer(typed):
        yield *run.span(), ""


def _syllables(run: str) -> list[str]:
    """One for each character, itself where it has no pinyin."""
    found = pinyin(run)
    return found if len(found) == len(run) else [pinyin(char)[0] for char in run]


def _sound(word: str) -> str:
    return _sounding(_syllables(word))


def _sounding(syllables: Iterable[str]) -> str:
    # The colon keeps sounds apart from words of Latin letters.
    return ":" + " ".join(syllable for syllable in syllables if syllable != "·")


def _is_one_apart(one: str, other: str) -> bool:
    """One character is another one, or two neighbours are the other way round, or one is too many."""
    if len(one) != len(other):
        return abs(len(one) - len(other)) == 1
    differing = [at for at in range(len(one)) if one[at] != other[at]]
    return len(differing) == 1 or (
        len(differing) == 2
        and differing[1] - differing[0] == 1
        and one[differing[0]] == other[differing[1]]
        and one[differing[1]] == other[differing[0]]
    )


def _dropped(word: str) -> Iterator[str]:
    """What is left when one character is dropped; of short words too little is left to tell."""
    if len(word) > (3 if word.isascii() else 2):
        for at in range(len(word)):
            yield f"{word[:at]}{word[at + 1 :]}"
