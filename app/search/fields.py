"""The fields of the index: one table that the engines, the query language and the stamp read.

A text of a record is indexed as one or both of the analyser's streams, each a field. Facets are fields
of whole values; `date` is the number `YYYYMMDD`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Literal

from app.search.analysis import Analyzer
from app.search.types import FILTERS, IndexDocument

SCHEMA_VERSION = 9
"""Raise it when this table, or what an engine writes, changes: every index is then built anew."""

Stream = Literal["words", "chars", "given"]
"""`given` texts are tokens already, with blanks between."""


@dataclass(frozen=True)
class TextField:
    """One stream of one text. `weight` scales its score against that of the words of the text.

    A run of fewer than `least` characters is looked for only where the query names the field.
    """

    name: str
    source: str
    stream: Stream
    weight: float
    default: bool = True
    least: int = 1

    def tokens(self, document: IndexDocument, analyzer: Analyzer) -> Sequence[str]:
        """The tokens of this field for a record."""
        text: str = getattr(document, self.source)
        if not text:
            return ()
        if self.stream == "given":
            return text.split()
        if self.stream == "chars":
            return analyzer.chars(text)
        cut = document.cut.get(self.source)
        return analyzer.words(text) if cut is None else cut.split()


TEXT_FIELDS = (
    TextField("words", "text", "words", 1.0),
    TextField("chars", "text", "chars", 3.0),
    TextField("title_words", "title", "words", 1.5),
    TextField("title", "title", "chars", 3.0),
    TextField("topic_words", "topic", "words", 1.5),
    TextField("topic", "topic", "chars", 1.0),
    TextField("who", "who", "chars", 6.0),
    TextField("department", "department", "chars", 4.5),
    TextField("party", "party", "chars", 2.0),
    # A meeting's name has words that everybody uses (人民代表大会), so it is only searched by name.
    TextField("meeting", "meeting", "chars", 2.0, default=False),
    TextField("post", "post", "chars", 0.5),
    # One word of a title (问政, 发言) would find all that the document holds; half of a title is longer.
    TextField("document", "document", "chars", 0.5, least=4),
    TextField("asked_words", "asked", "words", 1.0),
    TextField("asked", "asked", "chars", 2.0, default=False),
    TextField("pinyin", "pinyin", "given", 1.0, default=False),
)
"""`default` fields are searched when the query names none."""

PINYIN = "pinyin"
WORDS = "words"

KEY = "key"
DATE = "date"
RANK = "rank"
"""A number that orders records by date, those of one date by a hash of their key: see `rank`."""

ENTRY = "entry"
"""The key and a hash of all that was indexed under it: see `entry`."""

_FACET_FIELDS = {facet: f"is_{facet}" for facet in FILTERS}


def cut(document: IndexDocument, analyzer: Analyzer) -> IndexDocument:
    """The record with the words of its texts; who writes it into an index need not cut them."""
    words = {
        field.source: " ".join(field.tokens(document, analyzer))
        for field in TEXT_FIELDS
        if field.stream == "words"
    }
    return replace(document, cut=words)


def of_source(*sources: str) -> list[TextField]:
    """The fields that hold these texts."""
    return [field for field in TEXT_FIELDS if field.source in sources]


def facet_field(facet: str) -> str:
    """The field that holds the values of a filter (a facet and a text can have the same name)."""
    return _FACET_FIELDS[facet]


def facet_values(document: IndexDocument, facet: str) -> list[str]:
    """Each value once, however often the record has it, so that a count counts records."""
    return list(dict.fromkeys(filter(None, document.filters.get(facet, ()))))


def entry(document: IndexDocument) -> str:
    """Key and digest of a record as it is indexed: what `verify` compares with the rows."""
    whole = "\n".join(f"{name}={value}" for name, value in vars(document).items() if name != "cut")
    digest = blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=12)
    return f"{document.key} {digest.hexdigest()}"


def rank(document: IndexDocument) -> int:
    """Orders by date in 22 bits, then by 42 bits of a hash of the key, so that no order is left to chance.

    Fits an unsigned number of 64 bits; two records of the same date differ but for one in 4×10¹² pairs.
    """
    year, rest = divmod(document.date, 10_000)
    month, day = divmod(rest, 100)
    days = (year * 13 + month) * 32 + day
    digest = int.from_bytes(blake2b(document.key.encode(), digest_size=8).digest(), "big")
    return days << 42 | digest >> 22
