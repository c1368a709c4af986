"""What the archive holds of a source before it is written anew."""

from collections.abc import Sequence

from sqlalchemy import delete
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.archive.models import Attribution, Document, Record, RecordSpan, Source, SourceFinding
from app.ingest import items
from app.ingest.reconcile import Item


class OldRows:
    """The rows of one source, loaded in reading order; all empty for a source that is new."""

    def __init__(self, session: Session, sha256: str) -> None:
        self._session = session
        self._sha256 = sha256
        self.source: Source | None = session.get(Source, sha256)
        documents = select(Document).where(Document.source_sha256 == sha256).order_by(col(Document.position))
        self.documents: Sequence[Document] = session.exec(documents).all()
        records = select(Record).join(Document).where(Document.source_sha256 == sha256)
        self.records: Sequence[Record] = session.exec(
            records.order_by(col(Document.position), col(Record.position))
        ).all()
        self.attributions: Sequence[Attribution] = session.exec(
            select(Attribution).where(col(Attribution.record_key).in_(self._record_keys()))
        ).all()
        self.record_items: list[Item] = items.of_rows(session, self.records) if self.records else []

    @property
    def document_items(self) -> list[Item]:
        """The documents as items: each with all that its records hold."""
        return [
            items.of_document(
                document.genre,
                document.title,
                document.subtitle,
                [
                    item
                    for item, record in zip(self.record_items, self.records, strict=True)
                    if record.document_key == document.key
                ],
            )
            for document in self.documents
        ]

    def clear(self) -> None:
        """Delete what hangs on the records and the source and has no key of its own."""
        for table in (RecordSpan, Attribution):
            self._session.execute(delete(table).where(col(table.record_key).in_(self._record_keys())))
        self._session.execute(delete(SourceFinding).where(col(SourceFinding.source_sha256) == self._sha256))

    def _record_keys(self) -> SelectOfScalar[str]:
        return select(Record.key).join(Document).where(Document.source_sha256 == self._sha256)
