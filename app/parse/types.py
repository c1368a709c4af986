"""What a reading of a source is: documents, records, a ledger and findings.

These classes are the parse JSON of the design: `Parse.as_json()` prints them field by field.
"""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from app.text.spans import Span


class Body(StrEnum):
    """The institution under whose roof the words were said or written."""

    NPC = "npc"
    CPPCC = "cppcc"
    GOVERNMENT = "government"


class Genre(StrEnum):
    """The kind of a document; `ARTICLE` is an unrelated item on the same page and holds no records."""

    SPEECHES = "speeches"
    PLENARY = "plenary"
    QA = "qa"
    PLAN = "plan"
    ARTICLE = "article"


class Role(StrEnum):
    """What a character of a source is to the reading; the ledger gives each character exactly one."""

    TEXT = "text"
    TITLE = "title"
    LABEL = "label"
    CAPTION = "caption"
    PAGE_JUMP = "page_jump"
    BYLINE = "byline"
    METADATA = "metadata"
    NARRATIVE = "narrative"
    ARTICLE = "article"
    SPACE = "space"
    UNREAD = "unread"


@dataclass(kw_only=True)
class Speech:
    """What one or several delegates said, under the title and on behalf of whom it was printed."""

    kind: str = "speech"
    body: Body | None = None
    speakers: list[str] = field(default_factory=list)
    section_heading: str | None = None
    title: str | None = None
    represents: str | None = None
    represents_kind: str | None = None  # "party" or "sector"
    affiliation: str | None = None
    text: str = ""
    spans: list[Span] = field(default_factory=list)


@dataclass(kw_only=True)
class Question:
    """What a delegate asked. `exchange` numbers the exchanges of one document from 1."""

    kind: str = "question"
    exchange: int = 0
    asker: str | None = None
    affiliation: str | None = None
    topic: str | None = None
    follow_up: bool = False
    text: str = ""
    spans: list[Span] = field(default_factory=list)


@dataclass(kw_only=True)
class Answer:
    """What a department answered; `partial` when its beginning or end is on a page we do not have."""

    kind: str = "answer"
    exchange: int = 0
    respondent: str | None = None
    respondent_person: str | None = None
    respondent_post: str | None = None
    supplementary: bool = False
    follow_up: bool = False
    partial: bool = False
    text: str = ""
    spans: list[Span] = field(default_factory=list)


@dataclass(kw_only=True)
class Section:
    """A section of a plan: its own text only, without that of its subsections.

    `level` 0 is the preamble, 1 a chapter. `number` is as printed, `ordinal` its value; `path` holds
    the titles of the ancestors from the top.
    """

    kind: str = "section"
    level: int = 1
    number: str = ""
    ordinal: int | None = None
    title: str = ""
    path: list[str] = field(default_factory=list)
    text: str = ""
    spans: list[Span] = field(default_factory=list)


Record = Speech | Question | Answer | Section


@dataclass(kw_only=True)
class Document:
    """One published item inside a source. Dates are EDTF; `period` is the years a plan is for.

    `evidence` says of meeting, dates, publication and page where the source prints them.
    """

    genre: Genre
    title: str | None = None
    subtitle: str | None = None
    body: Body | None = None
    meeting: str | None = None
    held: str | None = None
    published: str | None = None
    period: str | None = None
    publication: str | None = None
    page: str | None = None
    reporters: list[str] = field(default_factory=list)
    evidence: dict[str, Span] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)


@dataclass(frozen=True)
class Finding:
    """Something the reader of a document should check, at `[start, end)` of the source."""

    code: str
    message: str
    start: int
    end: int


@dataclass
class Parse:
    """The whole reading of one source. `ledger` covers `[0, characters)` without gap or overlap."""

    characters: int
    documents: list[Document]
    ledger: list[tuple[int, int, Role]]
    findings: list[Finding]

    @property
    def unread(self) -> int:
        """Characters that no rule claimed."""
        return sum(end - start for start, end, role in self.ledger if role is Role.UNREAD)

    def as_json(self) -> dict[str, Any]:
        """`documents`, `ledger` and `findings` as the design's parse JSON has them."""
        return {
            "documents": [asdict(document) for document in self.documents],
            "ledger": {"characters": self.characters, "segments": [list(segment) for segment in self.ledger]},
            "findings": [asdict(finding) for finding in self.findings],
        }
