"""The rows of one source, written in the transaction of the session that is handed in."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, or_
from sqlmodel import Session, SQLModel, col, select

from app.archive import keys, models
from app.ingest import items, printed, states
from app.ingest.attributions import Attributor, Circumstances
from app.ingest.catalogue import FIELDS, Catalogued
from app.ingest.corrections import (
    corrected_names,
    correction_rows,
    set_fields,
    with_other_text,
    with_own_body,
)
from app.ingest.editions import Verdict
from app.ingest.encounters import Encounter, find_encounters
from app.ingest.fingerprints import Fingerprints, clauses, forget
from app.ingest.identities import Identities
from app.ingest.just_read import JustRead, NewRecord, ReadSource
from app.ingest.minting import KeyBook
from app.ingest.namesakes import Namesakes
from app.ingest.old_rows import (
    Kept,
    OldRows,
    clear_findings,
    gone_documents,
    gone_from,
    last_wording,
    source_text,
)
from app.ingest.rows import insert_all
from app.ingest.settle import rebuild_roles, retire_meetings, retire_unnamed
from app.ingest.stamps import raise_generation
from app.ingest.succession import Departure, Succession, succession
from app.parse import types
from app.text.dates import year_of
from app.text.folding import squeeze

__all__ = ["ReadSource", "SourceWriter", "WrittenRecords"]

FIRST = "首次收录。"
CHANGED = "重新读取原文，文字有改动。"
CORRECTED = "据更正，文字有改动。"
RELABELLED = "重新读取原文，署名或标题有改动。"
OTHER_FILE = "改按“{file}”收录，文字或署名有改动。"
MOVED = "重新读取原文后，这段文字归入另一条记录。"
LOST = "重新读取原文后，这段文字不再作为记录。"
MOVED_TO_FILE = "同一文献改按“{file}”收录，这段文字归入其中一条记录。"
LOST_IN_FILE = "同一文献改按“{file}”收录，其中没有这段文字。"
DOCUMENT_MOVED = "重新读取原文后，这篇文献并入另一篇。"
DOCUMENT_LOST = "重新读取原文后，这篇文献不再单列。"
DOCUMENT_MOVED_TO_FILE = "同一文献改按“{file}”收录。"

_INFERRED = ("asker_inferred", "respondent_inferred")
"""Findings of a reading that took a name from an earlier record."""
_OWN_FIELDS: dict[str, Any] = {
    **dict.fromkeys(("title", "section_heading", "topic", "level", "number", "ordinal")),
    **dict.fromkeys(("follow_up", "supplementary", "partial"), False),
    "path": [],
}
"""What only some kinds of records have, and what the others have instead."""


@dataclass
class WrittenRecords:
    """Keys of the records that the index must take in anew, and of those it must drop.

    `replaced` are the files whose documents are read in this source now.
    """

    changed: set[str] = field(default_factory=set)
    deleted: set[str] = field(default_factory=set)
    replaced: tuple[str, ...] = ()

    def add(self, later: "WrittenRecords") -> None:
        """Take in what was written after this."""
        self.changed = self.changed - later.deleted | later.changed
        self.deleted = self.deleted - later.changed | later.deleted


class SourceWriter:
    """Brings the rows of one source to what was read from it; keys live on where words do."""

    def __init__(self, session: Session, read: ReadSource) -> None:
        self._session = session
        self._read = read
        self._just_read = JustRead(read)
        self._records = self._just_read.records
        # Whatever hangs on a source was written with it: of one that is new there is nothing to look for.
        self._known = session.get(models.Source, read.source.sha256) is not None
        self._book = KeyBook(session, read.run_id)
        self._identities = Identities(session, self._book, read.naming)
        self._namesakes = Namesakes(session, self._book, read.naming.roster)
        self._own_body = with_own_body(read.outcomes)
        self._other_text = with_other_text(read.outcomes)
        self._set_fields = set_fields(read.outcomes)

    def write(self) -> WrittenRecords:
        """Do it. Nothing is committed here."""
        own = OldRows.of_source(self._session, self._just_read.sha256) if self._known else self._nothing()
        noted = [clauses(self._just_read.items_of(at)) for at in range(len(self._read.documents))]
        fingerprints = Fingerprints(self._session, noted)
        encounters = find_encounters(self._session, self._just_read, fingerprints.alike(), known=self._known)
        old = [own, *(met.rows for met in encounters if met.verdict is Verdict.NEW)]
        result = self._succession(own, encounters)
        meetings = {row.key: row.meeting_key for rows in old for row in rows.documents}
        for rows in old:
            rows.clear()
        forget(self._session, meetings)
        self._write_source()
        document_keys = self._write_documents(result)
        self._write_records(result, document_keys)
        self._retire(result, document_keys)
        self._write_aliases(result, document_keys)
        fingerprints.write(
            {key: noted[at] for at, key in document_keys.items() if at not in result.yields and noted[at]}
        )
        self._write_editions(result, encounters, document_keys)
        before = [row for rows in old for row in rows.attributions]
        self._write_people(result, before)
        retire_meetings(self._session, self._book, meetings)
        self._write_findings(result)
        self._write_corrections(document_keys)
        raise_generation(self._session)
        self._session.flush()
        return self._written(result, encounters)

    def _succession(self, own: OldRows, encounters: list[Encounter]) -> Succession:
        sha256 = self._just_read.sha256
        return succession(
            self._just_read,
            own,
            encounters,
            gone_from(self._session, sha256) if self._known else [],
            gone_documents(self._session, sha256) if self._known else {},
            same_text=self._known and source_text(self._session, sha256) == self._read.source.text,
        )

    def _nothing(self) -> OldRows:
        return OldRows(self._session, [])

    def _written(self, result: Succession, encounters: Iterable[Encounter]) -> WrittenRecords:
        changed = {new.key for number, new in enumerate(self._records) if number not in result.leads}
        deleted = {one.kept.key for one in result.departures}
        replaced = sorted({met.source.file for met in encounters if met.verdict is Verdict.NEW})
        return WrittenRecords(changed | self._named_anew(), deleted, tuple(replaced))

    def _named_anew(self) -> set[str]:
        """Records elsewhere by someone, or of a department, that has another name now or none."""
        row, who = models.Attribution, self._identities
        renamed = or_(
            col(row.department_key).in_(who.renamed_departments),
            col(row.person_key).in_(who.renamed_people),
        )
        return (
            set(self._session.exec(select(row.record_key).where(renamed))) | self._namesakes.changed_records
        )

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
        self._add([self._session.merge(row) if self._known else row])

    def _write_documents(self, result: Succession) -> dict[int, str]:
        """The key of each document by its number, of those that yield to another source as well."""
        written, rows = {}, []
        for number, one in enumerate(self._read.documents):
            there = result.documents.get(number)
            written[number] = key = there or self._document_key(number, result)
            if number not in result.yields:
                self._book.restore(key)
                row = self._document_row(key, one, number)
                rows.append(self._session.merge(row) if there else row)
        self._add(rows)
        return written

    def _document_key(self, number: int, result: Succession) -> str:
        document = self._just_read.document(number)
        context = items.document_context(document, self._just_read.sha256, number)
        kin = dict.fromkeys([one.kept.key for one in result.document_departures], "")
        return self._book.mint(models.Document, *items.document_words(document), context=context, kin=kin)

    def _document_row(self, key: str, one: Catalogued, number: int) -> models.Document:
        document, year = one.document, year_of(one.date)
        body = document.body.value if document.body else None
        return models.Document(
            key=key,
            source_sha256=self._just_read.sha256,
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

    def _write_records(self, result: Succession, document_keys: dict[int, str]) -> None:
        derived = [self._derived(new) for new in self._records]
        self._book.foresee(models.Record, derived)
        kin = dict.fromkeys([one.kept.key for one in result.departures], "")
        kin |= {kept.key: self._just_read.items[number].words for number, kept in result.before.items()}
        written = []
        for number, new in enumerate(self._records):
            if number in result.leads:
                new.key = result.leads[number] or ""
                continue
            before = result.before.get(number)
            new.key = before.key if before else self._record_key(new, kin)
            if before and before.row is None:
                self._book.restore(new.key)
            elif self._book.has_returned(new.key):
                before = last_wording(self._session, new.key)
            written.append((new, before))
        self._open_exchanges()
        self._write_wordings(written, document_keys)

    def _write_wordings(
        self, written: list[tuple[NewRecord, Kept | None]], document_keys: dict[int, str]
    ) -> None:
        records: list[dict[str, Any]] = []
        revisions: list[dict[str, Any]] = []
        there: list[dict[str, Any]] = []
        for new, before in written:
            label = printed.label(new.record, self._read.documents[new.document])
            number = before.revision if before else 0
            if before is None or before.text != new.record.text or printed.is_other(before.label, label):
                number += 1
                revisions.append(self._revision(new, number, label, before))
            elif not before.label:
                self._complete(new.key, number, label)
            row = self._record_row(new, document_keys[new.document], number)
            (there if before and before.row else records).append(row)
        self._add([self._session.merge(models.Record(**row)) for row in there])
        insert_all(self._session, models.Record, records)
        insert_all(self._session, models.Revision, revisions)
        insert_all(
            self._session,
            models.RecordSpan,
            (
                {"record_key": new.key, "position": at, "start": start, "end": end}
                for new, _ in written
                for at, (start, end) in enumerate(new.record.spans)
            ),
        )

    def _complete(self, key: str, number: int, label: dict[str, Any]) -> None:
        """Add the label to a revision from before labels were kept."""
        revision = self._session.get(models.Revision, (key, number))
        if revision is not None:
            revision.label = label
            self._session.add(revision)

    def _derived(self, new: NewRecord) -> str:
        document = self._just_read.document(new.document)
        if not new.derived:
            new.derived = keys.derive("record", *items.record_words(new.record, document))
        return new.derived

    def _record_key(self, new: NewRecord, kin: dict[str, str]) -> str:
        document = self._just_read.document(new.document)
        context = items.record_context(new.record, document, new.position)
        words = items.record_words(new.record, document)
        return self._book.mint(models.Record, *words, context=context, kin=kin)

    def _open_exchanges(self) -> None:
        openings: dict[tuple[int, int], str] = {}
        for new in self._records:
            if isinstance(new.record, types.Question | types.Answer):
                exchange = (new.document, new.record.exchange)
                new.exchange_key = openings.setdefault(exchange, new.key)

    def _revision(
        self, new: NewRecord, number: int, label: dict[str, Any], before: Kept | None
    ) -> dict[str, Any]:
        return {
            "record_key": new.key,
            "number": number,
            "text": new.record.text,
            "source_sha256": self._just_read.sha256,
            "run_id": self._read.run_id,
            "reason": self._reason(new, before),
            "label": label,
        }

    def _reason(self, new: NewRecord, before: Kept | None) -> str:
        if before is None:
            return FIRST
        if id(new.record) in self._other_text:
            return CORRECTED
        if before.source_sha256 != self._just_read.sha256:
            return OTHER_FILE.format(file=self._read.source.file)
        return CHANGED if before.text != new.record.text else RELABELLED

    def _record_row(self, new: NewRecord, document_key: str, revision: int) -> dict[str, Any]:
        record = new.record
        # Each kind of record has some of the remaining fields and not others.
        others = {name: getattr(record, name, default) for name, default in _OWN_FIELDS.items()}
        return {
            "key": new.key,
            "document_key": document_key,
            "position": new.position,
            "kind": record.kind,
            "body": self._body(new),
            "year": year_of(self._read.documents[new.document].date),
            "revision": revision,
            "text": record.text,
            "exchange_key": new.exchange_key,
            **others,
        }

    def _body(self, new: NewRecord) -> str | None:
        own = getattr(new.record, "body", None)
        body = own if id(new.record) in self._own_body else None
        body = body or self._read.documents[new.document].document.body or own
        return types.Body(body).value if body else None

    def _retire(self, result: Succession, document_keys: dict[int, str]) -> None:
        for one in result.departures:
            row, heir = one.kept, one.heir
            new_key = self._records[heir].key or None if heir is not None else None
            file = self._file_of(one, None if heir is None else self._records[heir].document, result)
            reason = (MOVED_TO_FILE if new_key else LOST_IN_FILE) if file else (MOVED if new_key else LOST)
            self._book.retire(
                row,
                title=row.title or squeeze(row.text)[:30],
                reason=reason.format(file=file),
                new_key=new_key,
            )
        for departed in result.document_departures:
            new_key = None if departed.heir is None else document_keys[departed.heir]
            file = self._file_of(departed, departed.heir, result)
            reason = DOCUMENT_MOVED if new_key else DOCUMENT_LOST
            self._book.retire(
                departed.kept,
                title=departed.kept.title or "",
                reason=DOCUMENT_MOVED_TO_FILE.format(file=file) if file else reason,
                new_key=new_key,
            )
            if new_key:
                states.move_editions(self._session, departed.kept.key, new_key)

    def _file_of(self, one: Departure[Any], document: int | None, result: Succession) -> str:
        """The file that is read now instead; empty when it is the same as before."""
        if one.taken_over:
            return self._read.source.file
        met = None if document is None else result.yields.get(document)
        return met.source.file if met else ""

    def _write_aliases(self, result: Succession, document_keys: dict[int, str]) -> None:
        """What an archive of these words alone would call them leads here too."""
        for new in self._records:
            if new.key:
                title = getattr(new.record, "title", None) or squeeze(new.record.text)[:30]
                self._book.alias(models.Record, self._derived(new), new.key, title)
        for number, key in document_keys.items():
            document = self._just_read.document(number)
            derived = keys.derive("document", *items.document_words(document))
            self._book.alias(models.Document, derived, key, document.title or "")
        self._session.flush()

    def _write_editions(
        self, result: Succession, encounters: Iterable[Encounter], document_keys: dict[int, str]
    ) -> None:
        sha256 = self._just_read.sha256
        states.write_editions(self._session, self._just_read, result, document_keys, known=self._known)
        for met in encounters:
            if met.verdict is Verdict.NEW:
                for number in met.numbers:
                    states.supersede(self._session, sha256, document_keys[number], met)
        states.settle_sources(self._session, sha256, document_keys.values())

    def _write_people(self, result: Succession, before: list[models.Attribution]) -> None:
        attributions = self._write_attributions(result)
        self._namesakes.settle(self._just_read.sha256, before, attributions, self._identities.listed)
        named = {row.person_key for row in (*before, *attributions) if row.person_key}
        rebuild_roles(self._session, named | self._namesakes.revived)
        retire_unnamed(self._session, self._book, before, attributions)

    def _write_attributions(self, result: Succession) -> list[models.Attribution]:
        attributor = Attributor(self._identities, self._read.naming.aliases)
        officials = [attributor.officials(one.document.records) for one in self._read.documents]
        rows: list[models.Attribution] = []
        inferred = self._inferred()
        corrected = corrected_names(self._read.outcomes)
        written = [
            (
                new,
                Circumstances(
                    self._body(new),
                    self._read.documents[new.document].date,
                    number in inferred,
                    officials[new.document],
                ),
            )
            for number, new in enumerate(self._records)
            if number not in result.leads
        ]
        attributor.foresee([(new.record, at) for new, at in written])
        for new, at in written:
            found = attributor.of(new.key, new.record, at)
            for row in found:
                row.evidence = f"{corrected.get((id(new.record), row.role), '')}{row.evidence}"
            rows += found
        self._session.flush()
        self._add(rows)
        return rows

    def _inferred(self) -> set[int]:
        """The records whose asker or respondent is not printed: each follows the label that lacks it."""
        starts = sorted(
            (new.record.spans[0].start, number)
            for number, new in enumerate(self._records)
            if new.record.spans
        )
        found = set()
        for finding in self._read.findings:
            if finding.code in _INFERRED:
                found.update([number for start, number in starts if start >= finding.start][:1])
        return found

    def _write_corrections(self, document_keys: dict[int, str]) -> None:
        sha256 = self._just_read.sha256
        self._session.execute(delete(models.Correction).where(col(models.Correction.source_sha256) == sha256))
        named = {id(new.record): new.key for new in self._records if new.key}
        in_order = [key for _, key in sorted(document_keys.items())]
        self._add(correction_rows(self._read.outcomes, sha256, named, in_order))

    def _write_findings(self, result: Succession) -> None:
        if self._known:
            clear_findings(self._session, self._just_read.sha256)
        self._add(
            models.SourceFinding(source_sha256=self._just_read.sha256, position=position, **vars(finding))
            for position, finding in enumerate([*self._read.findings, *self._lacking(result)])
        )

    def _lacking(self, result: Succession) -> Iterable[types.Finding]:
        """What only this source has, when another one is shown."""
        for number, key in sorted(result.leads.items()):
            spans = self._records[number].record.spans
            if key is None and spans:
                message = "the edition that is shown does not have this passage"
                yield types.Finding("edition_lacks", message, spans[0].start, spans[-1].end)


def _evidence(one: Catalogued) -> dict[str, str]:
    """How each field that is known is known."""
    known = [name for name in FIELDS if getattr(one.document, name, None)]
    return {**dict.fromkeys(known, "text"), **dict.fromkeys(one.names, "catalogue")}
