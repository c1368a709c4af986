"""Corrections written for another edition, carried to the one that is shown, where their words are found.

An entry names characters of one source. When its document is read in a better edition, the same passage is
looked for there: word for word, white space, width and script apart; of several places the one with the same
words around it; else between the words with which the entry expects it to begin and end. Where that leaves
none, or more than one, the entry is flagged and not applied.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from app.archive import models
from app.ingest.corrections.entries import Correction, Corrections
from app.ingest.rows import table_of
from app.text.folding import fold, squeeze
from app.text.spans import Span

NOT_HERE = "the words it is about are not in this edition: write it anew for this one"
SEVERAL = "the words it is about stand in this edition more than once: write it anew for this one"

_AROUND = 40
"""Characters on either side that tell one occurrence of the same words from another."""
_MOST = 50
"""So many places are looked at where an entry's first or last words stand."""


@dataclass(frozen=True)
class Foreign:
    """An entry about another edition (`sha256`) of a document that is shown in the source at hand."""

    correction: Correction
    sha256: str

    def words(self) -> str:
        """The same string for the same entry about the same source."""
        return f"{self.sha256} {self.correction.words()}"


@dataclass(frozen=True)
class Carried(Correction):
    """An entry at the place it has in the source it was carried to. `entry` is its key where it was written.

    `missing` says why it has no place here; empty when it has.
    """

    entry: str
    missing: str = ""

    def key(self, sha256: str) -> str:
        """The key of the row of this entry for the source it was carried to."""
        return carried_key(sha256, self.entry)


def carried_key(sha256: str, entry: str) -> str:
    """The key of the row of an entry in the source it is carried to."""
    return hashlib.sha256(json.dumps([sha256, entry]).encode()).hexdigest()


_DOCUMENTS, _EDITIONS = table_of(models.Document).c, table_of(models.Edition).c
_SHOWN = select_columns(_DOCUMENTS.key).where(_DOCUMENTS.source_sha256 == bindparam("sha256"))
_OTHERS = (
    select_columns(_EDITIONS.source_sha256)
    .where(_EDITIONS.document_key.in_(_SHOWN), _EDITIONS.source_sha256 != bindparam("sha256"))
    .distinct()
)


def other_editions(session: Session, sha256: str) -> list[str]:
    """The other sources in which documents that are shown in this one were read too."""
    return sorted(session.execute(_OTHERS, {"sha256": sha256}).scalars())


def of_editions(session: Session, sha256: str, known: Corrections) -> list[Foreign]:
    """The entries that were applied in other editions of the documents shown in this source."""
    if not known.entries:
        return []
    wanted = {other: known.of(other) for other in other_editions(session, sha256)}
    here = set(session.execute(_SHOWN, {"sha256": sha256}).scalars()) if any(wanted.values()) else set()
    return [
        Foreign(one, other)
        for other, entries in wanted.items()
        for one in entries
        if _document(session, one.key(other)) in here
    ]


def shown_in(session: Session, sha256: str) -> set[str]:
    """The other sources in which documents of this one are shown."""
    rows = select(models.Document.source_sha256).join(
        models.Edition, col(models.Edition.document_key) == col(models.Document.key)
    )
    mine = rows.where(models.Edition.source_sha256 == sha256, models.Document.source_sha256 != sha256)
    return set(session.exec(mine))


def _document(session: Session, key: str) -> str | None:
    """The document that an applied correction is about, whatever its key is now."""
    row = session.get(models.Correction, key)
    if row is None or row.state != "applied":
        return None
    document = str((row.value or {}).get("document"))
    retired = session.get(models.KeyRedirect, document)
    return retired.new_key if retired else document


def carry(session: Session, found: Iterable[Foreign], sha256: str, text: str) -> list[Carried]:
    """The entries at the places they have in this source of that text."""
    carried: list[Carried] = []
    wanted = list(found)
    if not wanted:
        return carried
    here = _Text(text)
    texts: dict[str, _Text] = {}
    for one in wanted:
        if one.sha256 not in texts:
            there = select(models.Source.text).where(models.Source.sha256 == one.sha256)
            texts[one.sha256] = _Text(session.exec(there).one())
        carried.append(_carried(one, texts[one.sha256], sha256, here))
    return carried


def _carried(one: Foreign, there: "_Text", sha256: str, here: "_Text") -> Carried:
    entry = vars(one.correction) | {"source": sha256, "entry": one.correction.key(one.sha256)}
    try:
        span = here.place_of(there, one.correction.span, one.correction.expect)
        value = _moved(one.correction.value, there, here)
    except _NoPlaceError as error:
        return Carried(**entry | {"span": Span(0, 0)}, missing=str(error))
    first, last = (len(squeeze(words)) for words in one.correction.expect)
    words = squeeze(span.of(here.text))
    return Carried(**entry | {"span": span, "value": value, "expect": (words[:first], words[-last:])})


def _moved(value: dict[str, Any], there: "_Text", here: "_Text") -> dict[str, Any]:
    moved = dict(value)
    if "spans" in value:
        moved["spans"] = [list(here.place_of(there, Span(*span))) for span in value["spans"]]
    if "label" in value:
        moved["label"] = list(here.place_of(there, Span(*value["label"])))
    return moved


class _NoPlaceError(Exception):
    """The words are not in the text, or more than once."""


class _Text:
    """A text, and its words without white space, folded, each character with its place."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._at = [at for at, char in enumerate(text) if squeeze(char)]
        folded = fold(text)
        self._words = "".join(folded[at] for at in self._at)
        self._index = {at: number for number, at in enumerate(self._at)}

    def place_of(self, other: "_Text", span: Span, expect: Sequence[str] = ()) -> Span:
        """Where the words that stand at `span` in another text stand in this one."""
        numbers = [other._index[at] for at in range(*span) if at in other._index]
        if not numbers:
            raise _NoPlaceError(NOT_HERE)
        start, end = numbers[0], numbers[-1] + 1
        found = list(self._occurrences(other._words[start:end]))
        if len(found) > 1:
            found = self._like(found, end - start, other._words, start, end)
        if not found and expect:
            return self._between(expect, end - start)
        if len(found) != 1:
            raise _NoPlaceError(SEVERAL if found else NOT_HERE)
        return self._span(found[0], found[0] + end - start)

    def _span(self, start: int, end: int) -> Span:
        return Span(self._at[start], self._at[end - 1] + 1)

    def _occurrences(self, words: str) -> Iterable[int]:
        at = self._words.find(words)
        while at >= 0:
            yield at
            at = self._words.find(words, at + 1)

    def _like(self, found: list[int], length: int, other: str, start: int, end: int) -> list[int]:
        """Of these places those around which most is the same as around the place in the other text."""
        before, after = other[max(0, start - _AROUND) : start], other[end : end + _AROUND]
        like = {
            at: _same(self._words[max(0, at - _AROUND) : at][::-1], before[::-1])
            + _same(self._words[at + length : at + length + _AROUND], after)
            for at in found
        }
        return [at for at in found if like[at] == max(like.values())]

    def _between(self, expect: Sequence[str], length: int) -> Span:
        first, last = (squeeze(fold(words)) for words in expect)
        ends = [at + len(last) for at in islice(self._occurrences(last), _MOST)]
        pairs = [
            (start, end)
            for start in islice(self._occurrences(first), _MOST)
            for end in ends
            if 0.8 * length <= end - start <= 1.25 * length
        ]
        if len(pairs) != 1:
            raise _NoPlaceError(SEVERAL if pairs else NOT_HERE)
        return self._span(*pairs[0])


def _same(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
