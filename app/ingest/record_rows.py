"""The rows of the records of one source: their keys, their wordings, their places."""

from typing import Any

from app.archive import keys, models
from app.ingest import items, printed
from app.ingest.corrections import with_other_text
from app.ingest.just_read import JustRead, NewRecord
from app.ingest.old_rows import Kept, last_wording
from app.ingest.rows import insert_all
from app.ingest.states import quoted
from app.ingest.succession import Succession
from app.ingest.writing import RowWriter, Writing
from app.parse import types
from app.text.dates import year_of

FIRST = "首次收录。"
CHANGED = "重新读取原文，文字有改动。"
CORRECTED = "据更正，文字有改动。"
RELABELLED = "重新读取原文，署名或标题有改动。"
OTHER_FILE = "改按{file}收录，文字或署名有改动。"

_OWN_FIELDS: dict[str, Any] = {
    **dict.fromkeys(("title", "section_heading", "topic", "level", "number", "ordinal")),
    **dict.fromkeys(("follow_up", "supplementary", "partial"), False),
    "path": [],
}
"""What only some kinds of records have, and what the others have instead."""


class RecordRows(RowWriter):
    """Writes the records; one whose words were there keeps its key, with a revision more if they changed."""

    def __init__(self, writing: Writing) -> None:
        super().__init__(writing)
        self._other_text = with_other_text(writing.read.outcomes)

    def write(self, result: Succession, document_keys: dict[int, str]) -> None:
        """Give every record its key, and write those that yield to no other source."""
        wanted = [derived(self._just_read, new) for new in self._records]
        self._book.foresee(models.Record, wanted)
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

    def _record_key(self, new: NewRecord, kin: dict[str, str]) -> str:
        document = self._just_read.document(new.document)
        context = items.record_context(new.record, document, new.position)
        words = items.record_words(new.record, document)
        return self._book.mint(
            models.Record, *words, derived=derived(self._just_read, new), context=context, kin=kin
        )

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
            return OTHER_FILE.format(file=quoted(self._read.source.file, self._just_read.sha256))
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
            "body": self._writing.body(new),
            "year": year_of(self._read.documents[new.document].date),
            "revision": revision,
            "text": record.text,
            "exchange_key": new.exchange_key,
            **others,
        }


def derived(just_read: JustRead, new: NewRecord) -> str:
    """The key of a record where nothing else has it."""
    if not new.derived:
        document = just_read.document(new.document)
        new.derived = keys.derive("record", *items.record_words(new.record, document))
    return new.derived
