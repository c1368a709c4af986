"""What is asked of the search and what it answers. Engines, pages, the API and the CLI share these."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Protocol

from whoosh.query import Query

Sort = Literal["relevance", "newest", "oldest"]
FACETS = ("body", "kind", "year", "person", "department", "party", "meeting")
"""The fields one can narrow a search by, and that come back counted."""


@dataclass(frozen=True, kw_only=True)
class IndexDocument:
    """One record as the index sees it, made from rows by `documents`. Text is as printed; engines fold it.

    Names of several people, departments or parties are joined by `、`. `filters` holds the values of
    each facet (keys for person, department, party, meeting); `pinyin` holds what the names in `who` may be
    typed as, a blank between; `asked` is what an answer answers: topic and questions before it in its
    exchange. `date` is `YYYYMMDD` as an integer with
    zeros for what is not known, for sorting.
    """

    key: str
    text: str
    title: str = ""
    topic: str = ""
    who: str = ""
    pinyin: str = ""
    asked: str = ""
    department: str = ""
    party: str = ""
    meeting: str = ""
    date: int = 0
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)


class Wanted(NamedTuple):
    """What a reader asked to see: a run of characters, and its words where a text does not print the run."""

    run: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SearchRequest:
    """One state of the search page. `page` counts from 1."""

    q: str = ""
    filters: dict[str, str] = field(default_factory=dict)
    sort: Sort = "relevance"
    page: int = 1
    size: int = 20


@dataclass(frozen=True)
class FacetCount:
    """How many records of the result have this value."""

    value: str
    count: int


@dataclass(frozen=True, kw_only=True)
class EngineResult:
    """Record keys of one page, best first, the total over all pages, and the facet counts."""

    total: int
    keys: tuple[str, ...]
    facets: dict[str, tuple[FacetCount, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class SearchResult:
    """What a search came to. `terms` are what to mark in a text; `notice` is for the reader."""

    request: SearchRequest
    total: int
    keys: tuple[str, ...]
    facets: dict[str, tuple[FacetCount, ...]]
    terms: tuple[Wanted, ...]
    notice: str | None = None


class Engine(Protocol):
    """A full-text index in a folder. Every engine takes whoosh's query tree and gives the same records."""

    name: str

    def write(self, documents: Iterable[IndexDocument], *, delete: Iterable[str] = ()) -> None:
        """Add or replace `documents` and remove the keys in `delete`, in one commit."""

    def search(
        self,
        query: Query,
        *,
        filters: dict[str, str],
        sort: Sort,
        offset: int,
        limit: int,
        facets: bool = True,
    ) -> EngineResult:
        """The records that match the tree under all the filters."""

    def keys(self) -> set[str]:
        """The keys of all records in the index."""

    def reload(self) -> None:
        """Answer from the last commit, also when another process made it."""

    def close(self) -> None:
        """Give up files and locks."""
