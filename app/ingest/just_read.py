"""What was just read from one source, as far as writing its rows needs to know."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from app.ingest import items
from app.ingest.catalogue import Catalogued
from app.ingest.corrections import Outcome
from app.ingest.editions import Quality, quality
from app.ingest.naming import Naming
from app.ingest.overlap import Item
from app.parse import types
from app.sources import SourceText


@dataclass(frozen=True)
class ReadSource:
    """All that goes into the rows of one source."""

    source: SourceText
    documents: Sequence[Catalogued]
    ledger: Sequence[tuple[int, int, types.Role]]
    findings: Sequence[types.Finding]
    reading: str
    run_id: int
    naming: Naming
    outcomes: Sequence[Outcome] = ()


@dataclass
class NewRecord:
    """A record just read: which document of the source it is in, and its place there.

    `derived` is the key that its words alone give, `key` the one it has.
    """

    record: types.Record
    document: int
    position: int
    key: str = ""
    derived: str = ""
    exchange_key: str | None = None


class JustRead:
    """The documents and records of a reading with the items they are matched by. Numbers count from 0."""

    def __init__(self, read: ReadSource) -> None:
        self.read = read
        self.sha256 = read.source.sha256
        self.records = [
            NewRecord(record, number, position)
            for number, catalogued in enumerate(read.documents)
            for position, record in enumerate(catalogued.document.records)
        ]
        self.items: list[Item] = items.of_reading(new.record for new in self.records)
        self.numbers_of: list[list[int]] = [[] for _ in read.documents]
        for number, new in enumerate(self.records):
            self.numbers_of[new.document].append(number)

    def document(self, number: int) -> types.Document:
        """The document with this number."""
        return self.read.documents[number].document

    def items_of(self, number: int) -> list[Item]:
        """The items of the records of one document."""
        return [self.items[at] for at in self.numbers_of[number]]

    @cached_property
    def document_items(self) -> list[Item]:
        """The documents as items: each with all that its records hold."""
        return [
            items.of_document(one.genre.value, one.title, one.subtitle, self.items_of(number))
            for number, one in enumerate(catalogued.document for catalogued in self.read.documents)
        ]

    @cached_property
    def qualities(self) -> list[Quality]:
        """How well each document was read."""
        return [
            quality(self.items_of(number), self.read.source.text, self.read.ledger, self.read.findings)
            for number in range(len(self.read.documents))
        ]
