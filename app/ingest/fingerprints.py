"""How the same words in another source are found without looking at every document.

Of each record the four clauses with the smallest hashes are noted. Which these are depends on the record's
words alone: two records that share most of their clauses share most of these four, and one that was split
or joined shares them with its parts. A clause in very many documents is an idiom and is noted no further,
so that looking one up costs the same however large the archive is.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeVar

from sqlalchemy import delete, func
from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from app.archive.models import Fingerprint
from app.ingest.overlap import Item
from app.ingest.rows import any_of, insert_all, table_of

_CLAUSE = re.compile(r"\w{6,}")
_PER_RECORD = 4
_IDIOM = 24
_ENOUGH = 0.2
"""The part of the shorter one's clauses that two documents must share to be compared word by word."""
_BATCH = 500
_T = TypeVar("_T", int, str)
_NOTED = table_of(Fingerprint).c
_HOLDERS = select_columns(_NOTED.clause, _NOTED.document_key).where(_NOTED.clause.in_(any_of("clauses")))
_SIZES = (
    select_columns(_NOTED.document_key, func.count())
    .where(_NOTED.document_key.in_(any_of("keys")))
    .group_by(_NOTED.document_key)
)


def clauses(items: Iterable[Item]) -> set[int]:
    """The clauses noted of a document with these records."""
    return {clause for item in items for clause in _of_record(item.words)}


def _of_record(words: str) -> list[int]:
    return sorted({_number(clause) for clause in _CLAUSE.findall(words)})[:_PER_RECORD]


def _number(clause: str) -> int:
    return int.from_bytes(
        hashlib.blake2b(clause.encode("utf-8", "surrogatepass"), digest_size=8).digest(), signed=True
    )


class Fingerprints:
    """The clauses of the documents of one source, and which documents elsewhere have them too."""

    def __init__(self, session: Session, documents: Iterable[set[int]]) -> None:
        self._session = session
        self._documents = list(documents)
        self._holders: dict[int, set[str]] = defaultdict(set)
        for batch in _batches(set().union(*self._documents)):
            for clause, key in session.execute(_HOLDERS, {"clauses": batch}):
                self._holders[clause].add(key)

    def alike(self) -> list[str]:
        """Keys of documents that may hold the same words, those with the most in common first."""
        shared = [
            (count, key, len(noted))
            for noted in self._documents
            for key, count in Counter(
                key for clause in noted for key in self._holders.get(clause, ())
            ).items()
        ]
        sizes = self._sizes({key for _, key, _ in shared})
        enough = [
            (-count, key) for count, key, noted in shared if count >= _ENOUGH * min(noted, sizes.get(key, 0))
        ]
        return list(dict.fromkeys(key for _, key in sorted(enough)))

    def _sizes(self, wanted: set[str]) -> dict[str, int]:
        sizes: dict[str, int] = {}
        for batch in _batches(wanted):
            sizes.update((key, count) for key, count in self._session.execute(_SIZES, {"keys": batch}))
        return sizes

    def write(self, written: dict[str, set[int]]) -> None:
        """Note the clauses of these documents, by key, of which nothing is noted yet."""
        rows = (
            {"clause": clause, "document_key": key}
            for key, noted in written.items()
            for clause in sorted(noted)
            if len(self._holders.get(clause, set()) - {key}) < _IDIOM
        )
        insert_all(self._session, Fingerprint, rows)


def forget(session: Session, document_keys: Iterable[str]) -> None:
    """Forget the clauses noted of these documents."""
    for batch in _batches(document_keys):
        session.execute(delete(Fingerprint).where(col(Fingerprint.document_key).in_(batch)))


def _batches(wanted: Iterable[_T]) -> Iterator[list[_T]]:
    ordered = sorted(wanted)
    for start in range(0, len(ordered), _BATCH):
        yield ordered[start : start + _BATCH]
