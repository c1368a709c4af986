"""The rows of one source, written in the transaction of the session that is handed in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import delete
from sqlmodel import Session, SQLModel, col, select

from app.archive import models
from app.ingest import items
from app.ingest.attributions import Attributor, Circumstances
from app.ingest.catalogue import FIELDS, Catalogued
from app.ingest.corrections import (
    Outcome,
    corrected_names,
    correction_rows,
    set_fields,
    with_other_text,
    with_own_body,
)
from app.ingest.identities import Identities
from app.ingest.minting import KeyBook
from app.ingest.old_rows import OldRows
from app.ingest.reconcile import Item, Matching, match
from app.ingest.settle import rebuild_roles, retire_meetings, retire_unnamed
from app.ingest.stamps import raise_generation
from app.parse import types
from app.people import Aliases
from app.sources import SourceText
from app.text.dates import year_of
from app.text.folding import squeeze

FIRST = "首次收录。"
CHANGED = "重新读取原文，文字有改动。"
CORRECTED = "据更正，文字有改动。"
MOVED = "重新读取原文后，这段文字归入另一条记录。"
LOST = "重新读取原文后，这段文字不再作为记录。"
DOCUMENT_MOVED = "重新读取原文后，这篇文献并入另一篇。"
DOCUMENT_LOST = "重新读取原文后，这篇文献不再单列。"

_INFERRED = ("asker_inferred", "respondent_inferred")
"""Findings of a reading that took a name from an earlier record."""
_OWN_FIELDS = (
    *("title", "section_heading", "topic", "follow_up", "supplementary", "partial"),
    *("level", "number", "ordinal", "path"),
)


@dataclass(frozen=True)
class ReadSource:
    """All that goes into the rows of one source."""

    source: SourceText
    documents: Sequence[Catalogued]
    ledger: Sequence[tuple[int, int, types.Role]]
    findings: Sequence[types.Finding]
    reading: str
    run_id: int
    aliases: Aliases
    outcomes: Sequence[Outcome] = ()


@dataclass
class NewRecord:
    """A record just read: which document of the source it is in, and its place there."""

    record: types.Record
    document: int
    position: int
    key: str = ""
    exchange_key: str | None = None


@dataclass
class WrittenRecords:
    """Keys of the records that the index must take in anew, and of those it must drop."""

    changed: set[str] = field(default_factory=set)
    deleted: set[str] = field(default_factory=set)


class SourceWriter:
    """Brings the rows of one source to what was read from it; keys live on where words do."""

    def __init__(self, session: Session, read: ReadSource) -> None:
        self._session = session
        self._read = read
        self._book = KeyBook(session, read.run_id)
        self._identities = Identities(session, self._book, read.aliases)
        self._new = [
            NewRecord(record, number, position)
            for number, catalogued in enumerate(read.documents)
            for position, record in enumerate(catalogued.document.records)
        ]
        self._own_body = with_own_body(read.outcomes)
        self._other_text = with_other_text(read.outcomes)
        self._set_fields = set_fields(read.outcomes)

    def write(self) -> WrittenRecords:
        """Do it. Nothing is committed here."""
        old = OldRows(self._session, self._read.source.sha256)
        meetings = {row.key: row.meeting_key for row in old.documents}
        same_text = old.source is not None and old.source.text == self._read.source.text
        new_items = items.of_reading(new.record for new in self._new)
        documents = match(old.document_items, self._document_items(new_items), same_text=same_text)
        records = match(old.record_items, new_items, same_text=same_text)
        old.clear()
        self._write_source()
        document_keys = self._write_documents(old, documents)
        self._write_records(old, records, document_keys)
        self._retire_records(old, records)
        self._retire_documents(old, documents, document_keys)
        attributions = self._write_attributions()
        self._write_findings()
        self._write_corrections(document_keys)
        named = [*old.attributions, *attributions]
        rebuild_roles(self._session, {row.person_key for row in named if row.person_key})
        retire_unnamed(self._session, self._book, old.attributions, attributions)
        retire_meetings(self._session, self._book, meetings)
        raise_generation(self._session)
        self._session.flush()
        changed = {new.key for new in self._new} | self._named_anew()
        return WrittenRecords(changed, {old.records[at].key for at in records.gone})

    def _named_anew(self) -> set[str]:
        """Records elsewhere whose department has got another name, by which they must be found too."""
        renamed = col(models.Attribution.department_key).in_(self._identities.renamed_departments)
        return set(self._session.exec(select(models.Attribution.record_key).where(renamed)))

    def _document_items(self, records: list[Item]) -> list[Item]:
        return [
            items.of_document(
                one.document.genre.value,
                one.document.title,
                one.document.subtitle,
                [item for item, new in zip(records, self._new, strict=True) if new.document == number],
            )
            for number, one in enumerate(self._read.documents)
        ]

    def _add(self, rows: Iterable[SQLModel]) -> None:
        # Tables depend on each other by foreign keys alone: each kind of row is sent before the next.
        self._session.add_all(rows)
        self._session.flush()

    def _write_source(self) -> None:
        source, read = self._read.source, self._read
        row = models.Source(
            sha256=source.sha256,
            file=source.file,
            media_type=source.media_type,
            encoding=source.encoding,
            bytes=len(source.data),
            text=source.text,
            ledger=[[start, end, role.value] for start, end, role in read.ledger],
            reading=read.reading,
            run_id=read.run_id,
        )
        self._add([self._session.merge(row)])

    def _write_documents(self, old: OldRows, matching: Matching) -> list[str]:
        """The key of each document, in order."""
        keys = []
        for number, one in enumerate(self._read.documents):
            same = matching.same.get(number)
            key = self._document_key(one.document, number) if same is None else old.documents[same].key
            self._add([self._session.merge(self._document_row(key, one, number))])
            keys.append(key)
        return keys

    def _document_key(self, document: types.Document, number: int) -> str:
        context = items.document_context(document, self._read.source.sha256, number)
        return self._book.mint(models.Document, *items.document_words(document), context=context)

    def _document_row(self, key: str, one: Catalogued, number: int) -> models.Document:
        document, year = one.document, year_of(one.date)
        body = document.body.value if document.body else None
        return models.Document(
            key=key,
            source_sha256=self._read.source.sha256,
            position=number,
            genre=document.genre.value,
            title=document.title,
            subtitle=document.subtitle,
            body=body,
            meeting_key=self._meeting(document.meeting, body, year),
            held=document.held,
            published=document.published,
            period=document.period,
            publication=document.publication,
            page=document.page,
            year=year,
            reporters=list(document.reporters),
            evidence={**_evidence(one), **dict.fromkeys(self._set_fields.get(number, ()), "correction")},
        )

    def _meeting(self, name: str | None, body: str | None, year: int | None) -> str | None:
        if not name:
            return None
        known = select(models.Meeting).where(
            models.Meeting.name == name, models.Meeting.body == body, models.Meeting.year == year
        )
        row = self._session.exec(known).first()
        if row is None:
            key = self._book.mint(models.Meeting, name, body or "", str(year or ""))
            row = models.Meeting(key=key, name=name, body=body, year=year)
            self._add([row])
        return row.key

    def _write_records(self, old: OldRows, matching: Matching, document_keys: list[str]) -> None:
        before = {number: old.records[at_old] for number, at_old in matching.same.items()}
        for number, new in enumerate(self._new):
            new.key = before[number].key if number in before else self._record_key(new)
        self._open_exchanges()
        records, revisions = [], []
        for number, new in enumerate(self._new):
            revision, text = (before[number].revision, before[number].text) if number in before else (0, None)
            if text != new.record.text:
                revision += 1
                revisions.append(self._revision(new, revision))
            records.append(self._record_row(new, document_keys[new.document], revision))
        self._add([self._session.merge(row) for row in records])
        self._add(revisions)
        self._add(
            models.RecordSpan(record_key=new.key, position=at, start=start, end=end)
            for new in self._new
            for at, (start, end) in enumerate(new.record.spans)
        )

    def _record_key(self, new: NewRecord) -> str:
        document = self._read.documents[new.document].document
        context = items.record_context(new.record, document, new.position)
        return self._book.mint(models.Record, *items.record_words(new.record, document), context=context)

    def _open_exchanges(self) -> None:
        openings: dict[tuple[int, int], str] = {}
        for new in self._new:
            if isinstance(new.record, types.Question | types.Answer):
                exchange = (new.document, new.record.exchange)
                new.exchange_key = openings.setdefault(exchange, new.key)

    def _revision(self, new: NewRecord, number: int) -> models.Revision:
        return models.Revision(
            record_key=new.key,
            number=number,
            text=new.record.text,
            source_sha256=self._read.source.sha256,
            run_id=self._read.run_id,
            reason=FIRST if number == 1 else CORRECTED if id(new.record) in self._other_text else CHANGED,
        )

    def _record_row(self, new: NewRecord, document_key: str, revision: int) -> models.Record:
        record = new.record
        # Each kind of record has some of the remaining fields and not others.
        others = {name: getattr(record, name) for name in _OWN_FIELDS if hasattr(record, name)}
        return models.Record(
            key=new.key,
            document_key=document_key,
            position=new.position,
            kind=record.kind,
            body=self._body(new),
            year=year_of(self._read.documents[new.document].date),
            revision=revision,
            text=record.text,
            exchange_key=new.exchange_key,
            **others,
        )

    def _body(self, new: NewRecord) -> str | None:
        own = getattr(new.record, "body", None)
        body = own if id(new.record) in self._own_body else None
        body = body or self._read.documents[new.document].document.body or own
        return types.Body(body).value if body else None

    def _retire_records(self, old: OldRows, matching: Matching) -> None:
        for at_old, heir in matching.gone.items():
            row = old.records[at_old]
            revisions = delete(models.Revision).where(col(models.Revision.record_key) == row.key)
            self._session.execute(revisions)
            self._book.retire(
                row,
                title=row.title or squeeze(row.text)[:30],
                reason=LOST if heir is None else MOVED,
                new_key=None if heir is None else self._new[heir].key,
            )

    def _retire_documents(self, old: OldRows, matching: Matching, keys: list[str]) -> None:
        for at_old, heir in matching.gone.items():
            self._book.retire(
                old.documents[at_old],
                title=old.documents[at_old].title or "",
                reason=DOCUMENT_LOST if heir is None else DOCUMENT_MOVED,
                new_key=None if heir is None else keys[heir],
            )

    def _write_attributions(self) -> list[models.Attribution]:
        attributor = Attributor(self._identities, self._read.aliases)
        rows: list[models.Attribution] = []
        inferred = self._inferred()
        corrected = corrected_names(self._read.outcomes)
        for number, new in enumerate(self._new):
            at = Circumstances(self._body(new), self._read.documents[new.document].date, number in inferred)
            found = attributor.of(new.key, new.record, at)
            for row in found:
                row.evidence = f"{corrected.get((id(new.record), row.role), '')}{row.evidence}"
            rows += found
        self._add(rows)
        return rows

    def _inferred(self) -> set[int]:
        """The records whose asker or respondent is not printed: each follows the label that lacks it."""
        starts = sorted(
            (new.record.spans[0].start, number) for number, new in enumerate(self._new) if new.record.spans
        )
        found = set()
        for finding in self._read.findings:
            if finding.code in _INFERRED:
                found.update([number for start, number in starts if start >= finding.start][:1])
        return found

    def _write_corrections(self, document_keys: Sequence[str]) -> None:
        sha256 = self._read.source.sha256
        self._session.execute(delete(models.Correction).where(col(models.Correction.source_sha256) == sha256))
        keys = {id(new.record): new.key for new in self._new}
        self._add(correction_rows(self._read.outcomes, sha256, keys, document_keys))

    def _write_findings(self) -> None:
        self._add(
            models.SourceFinding(source_sha256=self._read.source.sha256, position=position, **vars(finding))
            for position, finding in enumerate(self._read.findings)
        )


def _evidence(one: Catalogued) -> dict[str, str]:
    """How each field that is known is known."""
    known = [name for name in FIELDS if getattr(one.document, name, None)]
    return {**dict.fromkeys(known, "text"), **dict.fromkeys(one.names, "catalogue")}
