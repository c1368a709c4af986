"""What becomes of keys that name nothing any more, and other names that lead to what is written."""

from collections.abc import Iterable, Sequence
from typing import Any

from app.archive import models
from app.ingest import items, states
from app.ingest.document_rows import derived_document
from app.ingest.old_rows import last_wording
from app.ingest.overlap import Item
from app.ingest.record_rows import derived
from app.ingest.succession import Departure, Succession
from app.ingest.wanderers import Wanderer, gone_over
from app.ingest.writing import RowWriter
from app.text.folding import squeeze

MOVED = "重新读取原文后，这段文字归入另一条记录。"
LOST = "重新读取原文后，这段文字不再作为记录。"
MOVED_TO_FILE = "同一文献改按{file}收录，这段文字归入其中一条记录。"
LOST_IN_FILE = "同一文献改按{file}收录，其中没有这段文字。"
DOCUMENT_MOVED = "重新读取原文后，这篇文献并入另一篇。"
DOCUMENT_LOST = "重新读取原文后，这篇文献不再单列。"
DOCUMENT_MOVED_TO_FILE = "同一文献改按{file}收录。"


class Retirement(RowWriter):
    """Retires keys, each with the reason and where its words are now."""

    def retire(self, result: Succession, document_keys: dict[int, str]) -> None:
        """Retire what departs."""
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

    def lead_on(self, led_here: Sequence[Wanderer], before: Iterable[Item]) -> None:
        """Let keys that led here lead to where their words are, if anywhere.

        `before` are the records as they were.
        """
        keys = [new.key for new in self._records]
        for one, key in gone_over(led_here, before, self._just_read.items, keys):
            if one.redirect.old_key not in keys:
                self._book.lead_on(one.redirect, key, MOVED if key else LOST)
        self._session.flush()

    def _file_of(self, one: Departure[Any], document: int | None, result: Succession) -> str:
        """The file that is read now instead, as the pages say it; empty when it is the same as before."""
        if one.taken_over:
            return states.quoted(self._read.source.file, self._just_read.sha256)
        met = None if document is None else result.yields.get(document)
        return states.quoted(met.source.file, met.source.sha256) if met else ""

    def _was_anothers(self, key: str, item: Item) -> bool:
        """Whether a key that leads nowhere named what another said: it must not come to name this one."""
        retired = self._book.retirement(key)
        if retired is None or retired.new_key is not None:
            return False
        last = last_wording(self._session, key)
        return last is not None and items.of_wording(last.text, last.label).label != item.label

    def write_aliases(self, result: Succession, document_keys: dict[int, str]) -> None:
        """What an archive of these words alone would call them leads here too."""
        for new, item in zip(self._records, self._just_read.items, strict=True):
            key = derived(self._just_read, new) if new.key else ""
            if key and not self._was_anothers(key, item):
                title = getattr(new.record, "title", None) or squeeze(new.record.text)[:30]
                self._book.alias(models.Record, key, new.key, title)
        for number, key in document_keys.items():
            document = self._just_read.document(number)
            other = derived_document(self._just_read, number)
            self._book.alias(models.Document, other, key, document.title or "")
        self._session.flush()
