"""What is asked of the search and what it answers. Engines, pages, the API and the CLI share these."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Protocol

from whoosh.query import Query

Sort = Literal["relevance", "newest", "oldest"]
FACETS = ("body", "kind", "year", "person", "department", "party", "meeting")
"""The fields one can narrow a search by, and that come back counted."""
SIMILAR = "similar"
"""The field of near-duplicates: their common fingerprint."""
NAME = "name"
"""Of what is asked for: a name of somebody, an organisation or a meeting, to be marked where names stand."""
LITERAL = "literal"
"""The filter that names, with commas between, the terms whose synonyms are not looked for."""
FILTERS = (*FACETS, SIMILAR)
"""All that one can narrow a search by."""
LONG_FACETS = ("person", "department", "party", "meeting")
"""Those that can have thousands of values, of which a page shows the commonest."""


@dataclass(frozen=True, kw_only=True)
class IndexDocument:
    """One record as the index sees it, made from rows by `documents`. Text is as printed; engines fold it.

    Names of several people, departments or parties are joined by `、`; likewise in `topic` the topic of an
    exchange and the heading of the section that a record stands under. `pinyin` holds what the names in
    `who` may be typed as, a blank between; `post` is what they are (posts and affiliations), `document` how
    the document they stand in is called (its title, subtitle and meeting); `asked` is what an answer answers:
    the topic and the questions before it in its exchange. `filters` holds the values of each of FILTERS (keys
    for person, department, party, meeting); `title` has its number before it, as printed; `date` is
    `YYYYMMDD` as an integer with zeros for what is not known, for sorting.

    `cut` holds the words of some of these texts, by the name of the text, where somebody has cut them as the
    analyser of the index would, with blanks between.
    """

    key: str
    text: str
    title: str = ""
    topic: str = ""
    who: str = ""
    pinyin: str = ""
    post: str = ""
    document: str = ""
    asked: str = ""
    department: str = ""
    party: str = ""
    meeting: str = ""
    date: int = 0
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    cut: dict[str, str] = field(default_factory=dict, compare=False, repr=False)


class Wanted(NamedTuple):
    """What a reader asked to see: a run of characters, and its words where a text does not print the run.

    `side` is `question` or `answer` where the query asks for both: of which of the two it was asked; NAME for
    what is no word of a text. `inner` are words inside of the run or its words, where any of them will do.
    """

    run: str
    words: tuple[str, ...] = ()
    side: str = ""
    inner: tuple[str, ...] = ()


class Asked(NamedTuple):
    """One term of a query as it was read. `field` is its name as typed, empty for all fields.

    `either` is True for one of several of which any will do.
    """

    text: str
    field: str = ""
    quoted: bool = False
    excluded: bool = False
    either: bool = False


class Widened(NamedTuple):
    """A term of a query, and the synonyms that were looked for with it."""

    term: str
    others: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SearchRequest:
    """One state of the search page. `page` counts from 1. `fold` shows near-duplicates as one hit.

    Without `facets` only the hits are counted.
    """

    q: str = ""
    filters: dict[str, str] = field(default_factory=dict)
    sort: Sort = "relevance"
    page: int = 1
    size: int = 20
    fold: bool = True
    facets: bool = True


class FacetCount(NamedTuple):
    """How many records of the result have this value."""

    value: str
    hits: int


@dataclass(frozen=True, kw_only=True)
class EngineResult:
    """Record keys of one page, best first, the total over all pages, and the facet counts.

    `similar` says how many near-duplicates of a key on this page are folded into it, `folded` how many are
    on all pages; `total` and the facets count them too.
    """

    total: int
    keys: tuple[str, ...]
    folded: int = 0
    similar: dict[str, int] = field(default_factory=dict)
    facets: dict[str, tuple[FacetCount, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class SearchResult:
    """What a search came to (see EngineResult), what to mark in a text, and a `notice` for the reader.

    `asked` are the terms of the query as it was read; `widened` are those whose synonyms were looked for
    too; `meant` are other wordings, which find more.
    `titled` are the keys of documents whose title is what was asked for, the newest first, which are no part
    of `total`.
    """

    request: SearchRequest
    total: int
    keys: tuple[str, ...]
    folded: int
    similar: dict[str, int]
    facets: dict[str, tuple[FacetCount, ...]]
    terms: tuple[Wanted, ...]
    notice: str | None = None
    asked: tuple[Asked, ...] = ()
    widened: tuple[Widened, ...] = ()
    meant: tuple[str, ...] = ()
    titled: tuple[str, ...] = ()

    @classmethod
    def none(cls, request: SearchRequest) -> "SearchResult":
        """Nothing, for a search that could not be answered or asked for nothing."""
        return cls(request=request, total=0, keys=(), folded=0, similar={}, facets={}, terms=())


class Engine(Protocol):
    """A full-text index in a folder. Every engine takes whoosh's query tree and gives the same records."""

    name: str

    def write(
        self, documents: Iterable[IndexDocument], *, delete: Iterable[str] = (), number: int = 0
    ) -> None:
        """Add or replace `documents` and remove the keys in `delete`, in one commit.

        An empty index, which nobody asks yet, may be written in several; `number` is then how many documents
        there are, as far as that is known.
        """

    def search(
        self,
        query: Query,
        *,
        filters: dict[str, str],
        sort: Sort,
        offset: int,
        limit: int,
        facets: bool = True,
        fold: bool = False,
        values: int | None = None,
        least: int = 0,
    ) -> EngineResult:
        """The records that match the tree under all the filters, and the exact counts of the facets.

        Of fewer records than `least` there is only the total: another query will be asked instead.
        With `fold`, of records with the same fingerprint the first in this order stands for all of them.
        Of the LONG_FACETS only the `values` commonest values are counted, where it is given; which ones of
        those that are equally common is left to the engine.
        """

    def count(self) -> int:
        """How many records are in the index."""

    def frequencies(self, words: Iterable[str]) -> dict[str, int]:
        """In how many records' texts each of these words stands, as the analyser cuts them."""

    def words(self, most: int) -> list[tuple[str, int]]:
        """The `most` commonest words of the texts, each with the number of records it is in, about."""

    def keys(self) -> set[str]:
        """The keys of all records in the index."""

    def entries(self) -> set[str]:
        """Key and digest of all records in the index, as `fields.entry` gives them."""

    def reload(self) -> None:
        """Answer from the last commit, also when another process made it."""

    def close(self) -> None:
        """Give up files and locks."""
