"""The tables. Everything that is addressed by a page has an opaque, permanent `key` (see `keys`).

JSON columns hold values that are read and written whole and never searched by the database.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, MetaData, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
).naming_convention


class IngestRun(SQLModel, table=True):
    """One run of `ingest`: what it was given and what came of it. Times are UTC."""

    __tablename__ = "ingest_run"

    id: int | None = Field(default=None, primary_key=True)
    started: datetime
    finished: datetime | None = None
    reader: str = Field(description="Stamp of the code that read the documents.")
    totals: dict[str, int] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    failures: list[dict[str, str]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))


class Source(SQLModel, table=True):
    """The bytes as received, known by their SHA-256; the bytes themselves lie in the data folder.

    `text` is the decoded text that every span refers to; `ledger` is `[[start, end, role], …]`.
    `reading` stamps the reader's code and the catalogue facts that made the rows: equal stamp, same rows.
    `state` is `current`, `replaced` (its documents are read in the source `replaced_by` now), `copy` (the
    same words as `replaced_by`) or `withdrawn`; `note` says why in one sentence.
    """

    sha256: str = Field(primary_key=True, max_length=64)
    file: str
    media_type: str
    encoding: str
    bytes: int
    text: str = Field(sa_column=Column(Text, nullable=False))
    ledger: list[Any] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    reading: str
    run_id: int = Field(foreign_key="ingest_run.id", description="The run that last wrote its rows.")
    state: str = Field(default="current", index=True)
    replaced_by: str | None = Field(default=None, max_length=64)
    note: str = ""


class Meeting(SQLModel, table=True):
    """The occasion: a session, a 问政 event. The same name, body and year are the same meeting."""

    __table_args__ = (UniqueConstraint("name", "body", "year"),)

    key: str = Field(primary_key=True, max_length=16)
    name: str
    body: str | None = Field(default=None, index=True)
    year: int | None = Field(default=None, index=True)


class Document(SQLModel, table=True):
    """One published item, as it is read in the best source that has it (see `Edition`). Dates are EDTF.

    `evidence` says of each field that is known how: `text`, `catalogue`, `file` or `correction`.
    """

    key: str = Field(primary_key=True, max_length=16)
    source_sha256: str = Field(foreign_key="source.sha256", index=True)
    position: int
    genre: str = Field(index=True)
    title: str | None = None
    subtitle: str | None = None
    body: str | None = Field(default=None, index=True)
    meeting_key: str | None = Field(default=None, foreign_key="meeting.key", index=True)
    held: str | None = None
    published: str | None = None
    period: str | None = None
    publication: str | None = None
    page: str | None = None
    year: int | None = Field(default=None, index=True)
    reporters: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    evidence: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class Edition(SQLModel, table=True):
    """A source that a document was read in: one of them is `current`, the others `replaced` or `copy`.

    `position` is the document's place in that source. `quality` is what editions are compared by (see
    `app.ingest.editions`). The row outlives its document, so that what comes back has its key again.
    """

    document_key: str = Field(primary_key=True, max_length=16)
    source_sha256: str = Field(foreign_key="source.sha256", primary_key=True, index=True, max_length=64)
    position: int
    state: str
    run_id: int = Field(foreign_key="ingest_run.id")
    quality: dict[str, int] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class Place(SQLModel, table=True):
    """Which source a file held when it was last read. `path` is the SHA-256 of the file's path."""

    path: str = Field(primary_key=True, max_length=64)
    source_sha256: str = Field(foreign_key="source.sha256", index=True, max_length=64)


class Fingerprint(SQLModel, table=True):
    """Some of the clauses of a document, as numbers: how the same words in another source are found."""

    clause: int = Field(primary_key=True, sa_type=BigInteger)
    document_key: str = Field(foreign_key="document.key", primary_key=True, index=True, max_length=16)


class Record(SQLModel, table=True):
    """The addressable unit: a speech, question, answer or section.

    `body` and `year` are its document's, kept here because every filter uses them. `exchange_key` is the
    key of the record that opens the exchange (its question, or the answer of a page that begins in one).
    """

    key: str = Field(primary_key=True, max_length=16)
    document_key: str = Field(foreign_key="document.key", index=True)
    position: int
    kind: str = Field(index=True)
    body: str | None = Field(default=None, index=True)
    year: int | None = Field(default=None, index=True)
    revision: int = 1
    text: str = Field(sa_column=Column(Text, nullable=False))
    title: str | None = None
    section_heading: str | None = None
    exchange_key: str | None = Field(default=None, index=True, max_length=16)
    topic: str | None = None
    follow_up: bool = False
    supplementary: bool = False
    partial: bool = False
    level: int | None = None
    number: str | None = None
    ordinal: int | None = None
    path: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))


class RecordSpan(SQLModel, table=True):
    """Where a record's characters stand in its source, in reading order."""

    __tablename__ = "record_span"

    record_key: str = Field(foreign_key="record.key", primary_key=True, max_length=16)
    position: int = Field(primary_key=True)
    start: int
    end: int


class Revision(SQLModel, table=True):
    """Each wording a record has had under its key; number 1 is the first, the highest is current.

    The history outlives its record. `label` is what was printed with these words: `kind`, `who` (names and
    departments), `title`, `section_heading`, `topic`, `represents`, `path`, `number`, `document_title`,
    `meeting`, `date`; what was not printed is left out.
    """

    record_key: str = Field(primary_key=True, max_length=16)
    number: int = Field(primary_key=True)
    text: str = Field(sa_column=Column(Text, nullable=False))
    source_sha256: str = Field(index=True, max_length=64)
    run_id: int = Field(foreign_key="ingest_run.id")
    reason: str
    label: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class Correction(SQLModel, table=True):
    """One entry of a file of corrections, for the characters `[start, end)` of a source.

    `key` is a hash of the entry. `state` is `applied`, or `flagged` when its place is not as the entry says;
    `message` then says what is different. `date` is EDTF. `record_key` is the record that shows it.
    """

    key: str = Field(primary_key=True, max_length=64)
    source_sha256: str = Field(index=True, max_length=64)
    start: int
    end: int
    kind: str
    value: Any = Field(default=None, sa_column=Column(JSON, nullable=True))
    who: str
    why: str
    date: str
    file: str
    record_key: str | None = Field(default=None, index=True, max_length=16)
    state: str
    message: str = ""


class KeyRedirect(SQLModel, table=True):
    """What became of a key that no longer names a record, a document, a meeting, a person or a department.

    `new_key` is None when nothing took its place; the page then says why. A key is never used again.
    """

    __tablename__ = "key_redirect"

    old_key: str = Field(primary_key=True, max_length=16)
    new_key: str | None = Field(default=None, max_length=16)
    noun: str = Field(description="What the key named: record, document, meeting, person, department.")
    title: str = Field(description="What a reader would recognise it by.")
    reason: str
    run_id: int = Field(foreign_key="ingest_run.id")


class Person(SQLModel, table=True):
    """A delegate of one body: the same name in two bodies is two persons, shown with a cross-reference."""

    key: str = Field(primary_key=True, max_length=16)
    name: str = Field(index=True)
    body: str | None = Field(default=None, index=True)
    pinyin: str = Field(
        index=True, description="Pinyin without tones, a space between syllables: `zhu ting ting`."
    )
    initials: str = Field(description="First letters of the pinyin: `ztt`.")


class Department(SQLModel, table=True):
    """An organisation that answers (`department`), or on whose behalf one speaks (`party`, `sector`)."""

    __table_args__ = (UniqueConstraint("name", "kind"),)

    key: str = Field(primary_key=True, max_length=16)
    name: str
    kind: str = Field(index=True)
    pinyin: str
    aliases: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))


class Attribution(SQLModel, table=True):
    """Who a record is by, in the order printed: what was printed, and who we take it to be.

    `role` is `speaker`, `asker`, `respondent` or `represents`. `printed`, `post` and `affiliation` stay as
    printed whoever is identified. `decision` is `matched`, `new`, `ambiguous`, `inferred` or `none`, and
    `evidence` says why in one sentence.
    """

    record_key: str = Field(foreign_key="record.key", primary_key=True, max_length=16)
    position: int = Field(primary_key=True)
    role: str
    printed: str
    post: str | None = None
    affiliation: str | None = None
    person_key: str | None = Field(default=None, foreign_key="person.key", index=True)
    department_key: str | None = Field(default=None, foreign_key="department.key", index=True)
    decision: str
    evidence: str


class PersonRole(SQLModel, table=True):
    """What a person was (member of a body, affiliation, for which party or sector) and when we know it of.

    `since` and `until` are the first and last EDTF date at which a record shows it.
    """

    __tablename__ = "role"
    __table_args__ = (UniqueConstraint("person_key", "body", "affiliation", "represents"),)

    id: int | None = Field(default=None, primary_key=True)
    person_key: str = Field(foreign_key="person.key", index=True)
    body: str | None = None
    affiliation: str | None = None
    represents: str | None = None
    since: str | None = None
    until: str | None = None


class SourceFinding(SQLModel, table=True):
    """Something the reader of a document should check, at `[start, end)` of the source's text."""

    __tablename__ = "finding"

    source_sha256: str = Field(foreign_key="source.sha256", primary_key=True, max_length=64)
    position: int = Field(primary_key=True)
    code: str
    message: str
    start: int
    end: int


GENERATION = "generation"
"""The stamp that grows with every change of a record."""
GENERATION_MARK = "generation_mark"
"""The stamp that is drawn at random with each of these: after changes were lost, the number comes again."""


class Stamp(SQLModel, table=True):
    """Single values about the archive as a whole."""

    name: str = Field(primary_key=True)
    value: str
