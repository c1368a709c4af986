"""The rows of the documents and meetings of one source."""

from typing import Any

from sqlalchemy import bindparam, select

from app.archive import keys, models
from app.ingest import items
from app.ingest.catalogue import FIELDS, Catalogued
from app.ingest.corrections import set_fields
from app.ingest.just_read import JustRead
from app.ingest.rows import insert_all, table_of
from app.ingest.succession import Succession
from app.ingest.writing import RowWriter, Writing
from app.text.dates import year_of

_MEETINGS = table_of(models.Meeting).c
_MEETING = select(_MEETINGS.key).where(
    _MEETINGS.name == bindparam("named"),
    _MEETINGS.body.is_not_distinct_from(bindparam("of")),
    _MEETINGS.year.is_not_distinct_from(bindparam("at")),
)


class DocumentRows(RowWriter):
    """Writes the documents; one that is there already keeps its key."""

    def __init__(self, writing: Writing) -> None:
        super().__init__(writing)
        self._set_fields = set_fields(writing.read.outcomes)

    def write(self, result: Succession) -> dict[int, str]:
        """The key of each document by its number, of those that yield to another source as well."""
        written: dict[int, str] = {}
        new: list[dict[str, Any]] = []
        again: list[dict[str, Any]] = []
        numbers = range(len(self._read.documents))
        self._book.foresee(models.Document, [derived_document(self._just_read, one) for one in numbers])
        for number, one in enumerate(self._read.documents):
            there = result.documents.get(number)
            written[number] = key = there or self._document_key(number, result)
            if number not in result.yields:
                self._book.restore(key)
                row = self._document_row(key, one, number)
                (again if there else new).append(row)
        self._add([self._session.merge(models.Document(**row)) for row in again])
        insert_all(self._session, models.Document, new)
        return written

    def _document_key(self, number: int, result: Succession) -> str:
        document = self._just_read.document(number)
        context = items.document_context(document, self._just_read.sha256, number)
        kin = dict.fromkeys([one.kept.key for one in result.document_departures], "")
        return self._book.mint(models.Document, *items.document_words(document), context=context, kin=kin)

    def _document_row(self, key: str, one: Catalogued, number: int) -> dict[str, Any]:
        document, year = one.document, year_of(one.date)
        body = document.body.value if document.body else None
        return {
            "key": key,
            "source_sha256": self._just_read.sha256,
            "position": number,
            "genre": document.genre.value,
            "title": document.title,
            "subtitle": document.subtitle,
            "body": body,
            "meeting_key": self._meeting(document.meeting, body, year),
            "held": document.held,
            "published": document.published,
            "period": document.period,
            "publication": document.publication,
            "page": document.page,
            "year": year,
            "reporters": list(document.reporters),
            "evidence": {**_evidence(one), **dict.fromkeys(self._set_fields.get(number, ()), "correction")},
        }

    def _meeting(self, name: str | None, body: str | None, year: int | None) -> str | None:
        if not name:
            return None
        known = self._session.execute(_MEETING, {"named": name, "of": body, "at": year})
        key: str | None = known.scalars().first()
        if key is None:
            key = self._book.mint(models.Meeting, name, body or "", str(year or ""))
            row = {"key": key, "name": name, "body": body, "year": year}
            insert_all(self._session, models.Meeting, [row])
        return key


def derived_document(just_read: JustRead, number: int) -> str:
    """The key of a document where nothing else has it."""
    return keys.derive("document", *items.document_words(just_read.document(number)))


def _evidence(one: Catalogued) -> dict[str, str]:
    """How each field that is known is known."""
    known = [name for name in FIELDS if getattr(one.document, name, None)]
    return {**dict.fromkeys(known, "text"), **dict.fromkeys(one.names, "catalogue")}
