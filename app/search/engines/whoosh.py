"""The reference engine: whoosh, in pure Python, for where tantivy has no wheel.

whoosh finds and scores; sorting, paging and counting are done here, over a table of every record's
facet values that is read once for each commit. That is the plainest way to be exact, and exactness is
what a reference is for.
"""

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Lock
from typing import Any

from whoosh import index, matching
from whoosh.analysis import Token
from whoosh.fields import ID, NUMERIC, STORED, TEXT, Schema
from whoosh.query import And, Not, Or, Phrase, Query
from whoosh.reading import IndexReader
from whoosh.scoring import BM25F
from whoosh.searching import SearchContext, Searcher

from app.search import fields
from app.search.analysis import Analyzer
from app.search.similar import to_fold
from app.search.types import (
    FACETS,
    FILTERS,
    LONG_FACETS,
    SIMILAR,
    EngineResult,
    FacetCount,
    IndexDocument,
    Sort,
)

Hit = tuple[float, int, int]
"""What a match is sorted by, the greatest first, and its document number."""


class WhooshEngine:
    """A whoosh index in a folder. One search at a time: whoosh's readers share their files' positions."""

    name = "whoosh"

    def __init__(self, folder: Path, analyzer: Analyzer, *, create: bool = False) -> None:
        self._analyzer = analyzer
        self._lock = Lock()
        self._view: _View | None = None
        self._index = index.create_in(str(folder), _schema()) if create else index.open_dir(str(folder))
        self._index.reader().close()  # a file that is cut short is noticed now

    def write(
        self, documents: Iterable[IndexDocument], *, delete: Iterable[str] = (), number: int = 0
    ) -> None:
        """See `Engine.write`."""
        writer = self._index.writer(limitmb=128)
        replace = not self._index.is_empty()
        try:
            for key in delete:
                writer.delete_by_term(fields.KEY, key)
            for document in documents:
                (writer.update_document if replace else writer.add_document)(**self._values(document))
        except BaseException:
            writer.cancel()
            raise
        writer.commit()
        self.reload()

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
        """See `Engine.search`."""
        with self._lock:
            view = self._opened()
            hits: list[Hit] = []
            counters: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
            wanted = [(facet, value) for facet, value in filters.items() if value]
            for number, score in view.matches(query):
                held = view.facets[number]
                failed = [facet for facet, value in wanted if value not in held[facet]]
                if not failed:
                    hits.append((*_order(sort, score, view.ranks[number]), number))
                if facets:
                    _count(counters, held, failed)
            if len(hits) < least:
                return EngineResult(total=len(hits), keys=())
            copies = _folded(hits, view) if fold else {}
            shown = _without_copies(hits, copies) if copies else hits
            best = [number for _, _, number in heapq.nlargest(offset + limit, shown)[offset:]]
        return EngineResult(
            total=len(hits),
            keys=tuple(view.keys[number] for number in best),
            folded=sum(map(len, copies.values())),
            similar={view.keys[number]: len(copies[number]) for number in best if number in copies},
            facets={facet: _counted(facet, counters[facet], values) for facet in FACETS} if facets else {},
        )

    def count(self) -> int:
        """See `Engine.count`."""
        with self._lock:
            return len(self._opened().keys)

    def frequencies(self, words: Iterable[str]) -> dict[str, int]:
        """See `Engine.frequencies`."""
        with self._lock:
            return self._opened().frequencies(words)

    def words(self, most: int) -> list[tuple[str, int]]:
        """See `Engine.words`."""
        with self._lock:
            return heapq.nlargest(most, self._opened().words(), key=lambda word: word[1])

    def keys(self) -> set[str]:
        """See `Engine.keys`."""
        with self._lock:
            return set(self._opened().keys.values())

    def entries(self) -> set[str]:
        """See `Engine.entries`."""
        with self._lock:
            return set(self._opened().entries.values())

    def reload(self) -> None:
        """See `Engine.reload`."""
        with self._lock:
            self._view = None

    def close(self) -> None:
        """See `Engine.close`."""
        self.reload()
        self._index.close()

    def _opened(self) -> "_View":
        if self._view is None:
            self._view = _View(self._index.searcher(weighting=BM25F()))
        return self._view

    def _values(self, document: IndexDocument) -> dict[str, Any]:
        values: dict[str, Any] = {
            field.name: field.tokens(document, self._analyzer) for field in fields.TEXT_FIELDS
        }
        facets = {facet: fields.facet_values(document, facet) for facet in FILTERS}
        values |= {fields.facet_field(facet): facets[facet] for facet in FILTERS}
        return values | {
            fields.KEY: document.key,
            fields.ENTRY: fields.entry(document),
            fields.DATE: document.date,
            fields.RANK: fields.rank(document),
            "facets": facets,
        }


def _schema() -> Schema:
    schema = Schema(
        **{fields.KEY: ID(unique=True, stored=True), fields.DATE: NUMERIC(int), fields.RANK: STORED},
        facets=STORED,
        **{fields.ENTRY: STORED},
    )
    for field in fields.TEXT_FIELDS:
        schema.add(field.name, TEXT(analyzer=_as_given, phrase=field.stream == "chars"))
    for facet in FILTERS:
        schema.add(fields.facet_field(facet), TEXT(analyzer=_as_given, phrase=False))
    return schema


def _as_given(value: Iterable[str], **_options: Any) -> Iterator[Token]:
    """An "analyser" for texts that are tokens already."""
    token = Token(positions=True, boost=1.0, stopped=False)
    for position, text in enumerate(value):
        token.text, token.pos = text, position
        yield token


class _View:
    """One state of the index: its searcher, and every live record's key, rank and facet values."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self.keys: dict[int, str] = {}
        self.entries: dict[int, str] = {}
        self.ranks: dict[int, int] = {}
        self.facets: dict[int, dict[str, list[str]]] = {}
        for number, stored in searcher.reader().iter_docs():
            self.keys[number] = stored[fields.KEY]
            self.entries[number] = stored[fields.ENTRY]
            self.ranks[number] = stored[fields.RANK]
            self.facets[number] = stored["facets"]

    def frequencies(self, words: Iterable[str]) -> dict[str, int]:
        """In how many records each word stands."""
        reader = self._searcher.reader()
        if not reader.has_deletions():
            return {word: reader.doc_frequency(fields.WORDS, word) for word in words}
        known = [word for word in words if (fields.WORDS, word) in reader]
        return {word: sum(1 for _ in reader.postings(fields.WORDS, word).all_ids()) for word in known}

    def words(self) -> Iterator[tuple[str, int]]:
        """The words of the texts with the number of their records."""
        for (name, text), info in self._searcher.reader().iter_from(fields.WORDS, b""):
            if name == fields.WORDS:
                yield text.decode(), int(info.doc_frequency())

    def matches(self, query: Query) -> Iterator[tuple[int, float]]:
        """Document number and score of every match."""
        tree = _with_runs(query)
        for searcher, base in self._searcher.leaf_searchers():
            matcher = tree.matcher(searcher, SearchContext(needs_current=True, weighting=searcher.weighting))
            while matcher.is_active():
                yield base + matcher.id(), matcher.score()
                matcher.next()


def _order(sort: Sort, score: float, rank: int) -> tuple[float, int]:
    if sort == "relevance":
        return score, rank
    return 0.0, rank if sort == "newest" else -rank


def _folded(hits: Iterable[Hit], view: _View) -> dict[int, list[int]]:
    """The records that stand for others, each with those it stands for."""
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        for value in view.facets[hit[-1]].get(SIMILAR, ()):
            groups.setdefault(value, []).append(hit)
    chosen = to_fold((value, len(group)) for value, group in groups.items())
    ordered = (sorted(groups[value], reverse=True) for value in chosen)
    return {group[0][-1]: [hit[-1] for hit in group[1:]] for group in ordered}


def _without_copies(hits: list[Hit], copies: dict[int, list[int]]) -> list[Hit]:
    hidden = set().union(*copies.values())
    return [hit for hit in hits if hit[-1] not in hidden]


def _count(counters: dict[str, Counter[str]], values: dict[str, list[str]], failed: list[str]) -> None:
    """A record that fails one filter only still counts for that filter's own facet."""
    if not failed:
        for facet, counter in counters.items():
            counter.update(values[facet])
    elif len(failed) == 1 and failed[0] in counters:
        counters[failed[0]].update(values[failed[0]])


def _counted(facet: str, counter: Counter[str], most: int | None) -> tuple[FacetCount, ...]:
    ordered = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
    return tuple(
        FacetCount(value, count) for value, count in ordered[: most if facet in LONG_FACETS else None]
    )


def _with_runs(query: Query) -> Query:
    """The tree with every phrase as a `_Run`."""
    if isinstance(query, (And, Or)):
        return type(query)([_with_runs(part) for part in query.subqueries], boost=query.boost)
    if isinstance(query, Not):
        return Not(_with_runs(query.query))
    if isinstance(query, Phrase):
        return _Run(query.fieldname, query.words, boost=query.boost)
    return query


class _Run(Phrase):  # type: ignore[misc]
    """A phrase of neighbouring tokens. whoosh's own keeps spans that a run does not need."""

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> matching.Matcher:
        """Matches the documents that have the words one after the other."""
        reader: IndexReader = searcher.reader()
        field = searcher.schema[self.fieldname]
        texts = [field.to_bytes(word) for word in self.words]
        if any((self.fieldname, text) not in reader for text in texts):
            return matching.NullMatcher()
        weighting = context.weighting if context else None
        # The rarest first: of the others, only the documents that have it are looked at.
        rarest_first = sorted(set(texts), key=lambda text: (reader.doc_frequency(self.fieldname, text), text))
        leaves = {text: searcher.postings(self.fieldname, text, weighting=weighting) for text in rarest_first}
        return _RunMatcher(leaves, texts, self.boost)


class _RunMatcher(matching.WrappingMatcher):  # type: ignore[misc]
    """Of the documents that have all of the tokens, those that have them in line."""

    def __init__(self, leaves: dict[bytes, matching.Matcher], run: list[bytes], boost: float) -> None:
        """`leaves` are the postings of each token of the run, the rarest first."""
        rarest, *others = leaves.values()
        super().__init__(rarest, boost=boost)
        self._others = others
        self._leaves = leaves
        self._run = run
        self._active = True
        self._find()

    def is_active(self) -> bool:
        """False when there is no further document with the run."""
        return self._active

    def next(self) -> None:
        """Go to the next document that has the run."""
        self.child.next()
        self._find()

    def skip_to(self, id: int) -> None:
        """Go to the first document from `id` on that has the run."""
        if id > self.child.id():
            self.child.skip_to(id)
            self._find()

    def score(self) -> float:
        """The sum of the scores of the tokens."""
        return float(sum(leaf.score() for leaf in self._leaves.values()) * self.boost)

    def supports_block_quality(self) -> bool:
        """No block of postings can be skipped for its score: every match is counted."""
        return False

    def replace(self, minquality: float = 0) -> matching.Matcher:
        """Itself, or nothing when it is at its end: its leaves must stay the ones it reads positions from."""
        return self if self._active else matching.NullMatcher()

    def _find(self) -> None:
        """Go on from where the rarest token stands until all tokens are there, and in line."""
        while self.child.is_active():
            here = self.child.id()
            further = self._others_at(here)
            if further is None:
                break
            if further > here:
                self.child.skip_to(further)
            elif self._in_line():
                return
            else:
                self.child.next()
        self._active = False

    def _others_at(self, here: int) -> int | None:
        """`here` when every other token is in this document, a later one that may have them all, or None."""
        for other in self._others:
            if other.is_active() and other.id() < here:
                other.skip_to(here)
            if not other.is_active():
                return None
            if other.id() > here:
                return int(other.id())
        return here

    def _in_line(self) -> bool:
        positions = {text: leaf.value_as("positions") for text, leaf in self._leaves.items()}
        starts = set(positions[self._run[0]])
        for distance, text in enumerate(self._run[1:], start=1):
            starts &= {position - distance for position in positions[text]}
            if not starts:
                return False
        return True
