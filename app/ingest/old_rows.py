"""What the archive holds of some documents before they are written anew."""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from app.archive.models import (
    Attribution,
    Document,
    Edition,
    KeyRedirect,
    Record,
    RecordSpan,
    Revision,
    Source,
    SourceFinding,
)
from app.ingest import items
from app.ingest.overlap import Item

_BATCH = 500
"""Keys asked for at a time; below the number of variables that any SQLite takes in one statement."""


@dataclass(frozen=True)
class Kept:
    """A record that has a key, and its last wording. `row` is None for one that is gone."""

    key: str
    revision: int
    text: str
    label: dict[str, Any]
    source_sha256: str
    row: Record | None = None


class OldRows:
    """Documents with their records, in reading order."""

    def __init__(self, session: Session, documents: Sequence[Document]) -> None:
        self._session = session
        self.documents = documents
        self._keys = [document.key for document in documents]
        records = select(Record).join(Document).where(col(Document.key).in_(self._keys))
        ordered = records.order_by(col(Document.source_sha256), col(Document.position), col(Record.position))
        self.records: Sequence[Record] = session.exec(ordered).all() if documents else []
        self.attributions: Sequence[Attribution] = []
        self.items: list[Item] = []
        if self.records:
            by = select(Attribution).where(col(Attribution.record_key).in_([row.key for row in self.records]))
            self.attributions = session.exec(by).all()
            self.items = items.of_rows(session, self.records)

    @classmethod
    def of_source(cls, session: Session, sha256: str) -> "OldRows":
        """What is read in a source now; nothing for a source that is new."""
        documents = select(Document).where(Document.source_sha256 == sha256).order_by(col(Document.position))
        return cls(session, session.exec(documents).all())

    def only(self, documents: Sequence[Document]) -> "OldRows":
        """What is here of some of the documents."""
        keys = {document.key for document in documents}
        at = [number for number, record in enumerate(self.records) if record.document_key in keys]
        part = copy(self)
        part.documents, part._keys = documents, [document.key for document in documents]
        part.records, part.items = [self.records[one] for one in at], [self.items[one] for one in at]
        held = {record.key for record in part.records}
        part.attributions = [row for row in self.attributions if row.record_key in held]
        return part

    def document_items(self) -> list[Item]:
        """The documents as items: each with all that its records hold."""
        held: dict[str, list[Item]] = {key: [] for key in self._keys}
        for item, record in zip(self.items, self.records, strict=True):
            held[record.document_key].append(item)
        return [
            items.of_document(one.genre, one.title, one.subtitle, held[one.key]) for one in self.documents
        ]

    def kept(self) -> list[Kept]:
        """The records with their last wordings, in order."""
        keys = [record.key for record in self.records]
        wordings = _last_wordings(self._session, keys) if keys else {}
        return [
            Kept(record.key, record.revision, record.text, label, sha256, record)
            for record in self.records
            for label, sha256 in [wordings.get(record.key, ({}, ""))]
        ]


def clear(session: Session, records: Iterable[Record]) -> None:
    """Delete what hangs on the records and has no key of its own."""
    keys = sorted(record.key for record in records)
    for start in range(0, len(keys), _BATCH):
        for table in (RecordSpan, Attribution):
            held = col(table.record_key).in_(keys[start : start + _BATCH])
            session.execute(delete(table).where(held))


def _last_wordings(session: Session, keys: Iterable[str]) -> dict[str, tuple[dict[str, Any], str]]:
    rows = session.exec(
        select(Revision.record_key, Revision.label, Revision.source_sha256)
        .where(col(Revision.record_key).in_(list(keys)))
        .order_by(col(Revision.number))
    )
    return {key: (dict(label), sha256) for key, label, sha256 in rows}


def gone_from(session: Session, sha256: str) -> list[Kept]:
    """Records whose last wording was read in this source or another edition, and whose keys lead nowhere."""
    here = select(Edition.document_key).where(Edition.source_sha256 == sha256)
    editions = select(Edition.source_sha256).where(col(Edition.document_key).in_(here))
    rows = session.exec(
        select(Revision)
        .join(KeyRedirect, col(KeyRedirect.old_key) == col(Revision.record_key))
        .where(col(Revision.source_sha256).in_(editions), col(KeyRedirect.new_key).is_(None))
        .order_by(col(Revision.record_key), col(Revision.number))
    )
    last = {row.record_key: row for row in rows}
    return [Kept(row.record_key, row.number, row.text, row.label, row.source_sha256) for row in last.values()]


def last_wording(session: Session, key: str) -> Kept | None:
    """The last wording of a record that may be gone; None for a key that never named one."""
    history = select(Revision).where(Revision.record_key == key).order_by(col(Revision.number).desc())
    row = session.exec(history.limit(1)).first()
    return Kept(key, row.number, row.text, row.label, row.source_sha256) if row else None


def gone_documents(session: Session, sha256: str) -> dict[int, tuple[str, str]]:
    """Documents that were read in this source and are in the archive no more: position → key and title."""
    rows = session.exec(
        select(Edition.position, Edition.document_key, KeyRedirect.title)
        .join(KeyRedirect, col(KeyRedirect.old_key) == col(Edition.document_key))
        .where(Edition.source_sha256 == sha256, col(KeyRedirect.new_key).is_(None))
    )
    return {position: (key, title) for position, key, title in rows}


def clear_findings(session: Session, sha256: str) -> None:
    """Delete the findings of a source."""
    session.execute(delete(SourceFinding).where(col(SourceFinding.source_sha256) == sha256))


def source_text(session: Session, sha256: str) -> str | None:
    """The decoded text of a source that is in the archive."""
    return session.exec(select(Source.text).where(Source.sha256 == sha256)).first()
