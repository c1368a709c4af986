"""The rows of one source, written in the transaction of the session that is handed in."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col

from app.archive import models
from app.ingest import states
from app.ingest.corrections import correction_rows
from app.ingest.document_rows import DocumentRows
from app.ingest.editions import Verdict
from app.ingest.encounters import Encounter, find_encounters
from app.ingest.fingerprints import Fingerprints, clauses, forget
from app.ingest.just_read import ReadSource
from app.ingest.old_rows import OldRows, clear, clear_findings, gone_documents, gone_from, source_text
from app.ingest.people_rows import PeopleRows
from app.ingest.record_rows import RecordRows
from app.ingest.report import told_apart
from app.ingest.retirement import Retirement
from app.ingest.rows import insert_all
from app.ingest.settle import parts_in, retire_meetings
from app.ingest.stamps import raise_generation
from app.ingest.succession import Succession, succession
from app.ingest.wanderers import wanderers
from app.ingest.writing import RowWriter, Writing
from app.parse import types

__all__ = ["ReadSource", "SourceWriter", "WrittenRecords"]


@dataclass
class WrittenRecords:
    """Keys of the records that the index must take in anew, and of those it must drop.

    `replaced` are the files whose documents are read in this source now; `raised` is how often the archive's
    generation was raised for it.
    """

    changed: set[str] = field(default_factory=set)
    deleted: set[str] = field(default_factory=set)
    replaced: tuple[str, ...] = ()
    raised: int = 0

    def add(self, later: "WrittenRecords") -> None:
        """Take in what was written after this."""
        self.changed = self.changed - later.deleted | later.changed
        self.deleted = self.deleted - later.changed | later.deleted
        self.raised += later.raised
        self.replaced += later.replaced


class SourceWriter(RowWriter):
    """Brings the rows of one source to what was read from it; keys live on where words do."""

    def __init__(self, session: Session, read: ReadSource) -> None:
        super().__init__(Writing.of(session, read))
        self._known = self._writing.is_known
        self._people = PeopleRows(self._writing)

    def write(self) -> WrittenRecords:
        """Do it. Nothing is committed here."""
        own = OldRows.of_source(self._session, self._just_read.sha256) if self._known else self._nothing()
        noted = [clauses(self._just_read.items_of(at)) for at in range(len(self._read.documents))]
        fingerprints = Fingerprints(self._session, noted)
        encounters = find_encounters(self._session, self._just_read, fingerprints.alike(), known=self._known)
        old = [own, *(met.rows for met in encounters if met.verdict is Verdict.NEW)]
        result = self._succession(own, encounters)
        meetings = {row.key: row.meeting_key for rows in old for row in rows.documents}
        there = {row.key: item for rows in old for row, item in zip(rows.records, rows.items, strict=True)}
        led_here = wanderers(self._session, there)
        parts = parts_in(self._session, meetings)
        clear(self._session, (row for rows in old for row in rows.records))
        forget(self._session, meetings)
        self._write_source()
        document_keys = DocumentRows(self._writing).write(result)
        RecordRows(self._writing).write(result, document_keys)
        retirement = Retirement(self._writing)
        retirement.retire(result, document_keys)
        retirement.lead_on(led_here, there.values())
        retirement.write_aliases(result, document_keys)
        written = {key: at for at, key in document_keys.items() if at not in result.yields}
        fingerprints.write({key: noted[at] for key, at in written.items() if noted[at]})
        self._write_editions(result, encounters, document_keys, own)
        before = [row for rows in old for row in rows.attributions]
        self._people.write(result, written.keys(), before, parts)
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
        taken = {(met.source.file, met.source.sha256) for met in encounters if met.verdict is Verdict.NEW}
        replaced = [told_apart(*one) for one in sorted(taken)]
        return WrittenRecords(changed | self._people.named_anew(), deleted, tuple(replaced), raised=1)

    def _write_source(self) -> None:
        source, read = self._read.source, self._read
        row: dict[str, Any] = {
            "sha256": source.sha256,
            "file": source.file,
            "media_type": source.media_type,
            "encoding": source.encoding,
            "bytes": len(source.data),
            "text": source.text,
            "ledger": [[start, end, role.value] for start, end, role in read.ledger],
            "reading": read.reading,
            "run_id": read.run_id,
        }
        if self._known:
            self._add([self._session.merge(models.Source(**row))])
        else:
            state = {"state": "current", "replaced_by": None, "note": ""}
            insert_all(self._session, models.Source, [row | state])

    def _write_editions(
        self,
        result: Succession,
        encounters: Iterable[Encounter],
        document_keys: dict[int, str],
        own: OldRows,
    ) -> None:
        sha256 = self._just_read.sha256
        states.write_editions(self._session, self._just_read, result, document_keys, known=self._known)
        for met in encounters:
            if met.verdict is Verdict.NEW:
                for number in met.numbers:
                    states.supersede(self._session, sha256, document_keys[number], met)
        # A new source whose documents were never read elsewhere is current, and changes no other.
        known = {row.key for row in own.documents}
        moved = {key for number, key in document_keys.items() if number not in result.yields} - known
        heirs = {one.heir for one in result.document_departures if one.heir is not None}
        if self._known or encounters or any(map(self._book.has_returned, moved)):
            states.settle_sources(self._session, sha256, moved | {document_keys[heir] for heir in heirs})

    def _write_corrections(self, document_keys: dict[int, str]) -> None:
        sha256 = self._just_read.sha256
        mine = col(models.Correction.source_sha256) == sha256
        if self._known:
            self._session.execute(delete(models.Correction).where(mine))
        named = {id(new.record): new.key for new in self._records if new.key}
        in_order = [key for _, key in sorted(document_keys.items())]
        self._add(correction_rows(self._read.outcomes, sha256, named, in_order))

    def _write_findings(self, result: Succession) -> None:
        if self._known:
            clear_findings(self._session, self._just_read.sha256)
        insert_all(
            self._session,
            models.SourceFinding,
            (
                {"source_sha256": self._just_read.sha256, "position": position, **vars(finding)}
                for position, finding in enumerate([*self._read.findings, *self._lacking(result)])
            ),
        )

    def _lacking(self, result: Succession) -> Iterable[types.Finding]:
        """What only this source has, when another one is shown."""
        for number, key in sorted(result.leads.items()):
            spans = self._records[number].record.spans
            if key is None and spans:
                message = "the edition that is shown does not have this passage"
                yield types.Finding("edition_lacks", message, spans[0].start, spans[-1].end)
