"""What the parts of writing one source share: the transaction, what was just read, and the book of keys."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlmodel import Session, SQLModel

from app.archive import models
from app.ingest.corrections import with_own_body
from app.ingest.just_read import JustRead, NewRecord, ReadSource
from app.ingest.minting import KeyBook
from app.ingest.rows import table_of
from app.parse import types

_SOURCE = table_of(models.Source).c
_HERE = select(_SOURCE.sha256).where(_SOURCE.sha256 == bindparam("sha256"))


@dataclass(frozen=True)
class Writing:
    """`is_known`: the source is in the archive already. `own_body`: `id`s of records whose body was set."""

    session: Session
    read: ReadSource
    just_read: JustRead
    book: KeyBook
    is_known: bool
    own_body: frozenset[int]

    @classmethod
    def of(cls, session: Session, read: ReadSource) -> "Writing":
        """Of a source, in the transaction of the session."""
        # Whatever hangs on a source was written with it: of one that is new there is nothing to look for.
        known = session.execute(_HERE, {"sha256": read.source.sha256}).first() is not None
        own = frozenset(with_own_body(read.outcomes))
        return cls(session, read, JustRead(read), KeyBook(session, read.run_id), known, own)

    def body(self, new: NewRecord) -> str | None:
        """The body of a record: one that was set, else its document's, else what is printed with it."""
        own = getattr(new.record, "body", None)
        body = own if id(new.record) in self.own_body else None
        body = body or self.read.documents[new.document].document.body or own
        return types.Body(body).value if body else None


class RowWriter:
    """One part of it."""

    def __init__(self, writing: Writing) -> None:
        self._writing = writing
        self._session = writing.session
        self._read = writing.read
        self._just_read = writing.just_read
        self._records = writing.just_read.records
        self._book = writing.book

    def _add(self, rows: Iterable[SQLModel]) -> None:
        # Tables depend on each other by foreign keys alone: each kind of row is sent before the next.
        self._session.add_all(rows)
        self._session.flush()
