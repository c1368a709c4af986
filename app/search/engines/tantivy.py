"""The fast engine: tantivy, a search library in Rust.

Texts arrive as tokens joined by blanks and are cut at the blanks, which keeps positions and takes a
sixth of the time of passing token objects. Hits are counted and sorted in Rust; facets are aggregations
over columns of their values.
"""

import os
import sys
from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any, TypeVar

import tantivy
from tantivy import Occur

from app.search import fields, pairs, query
from app.search.analysis import Analyzer
from app.search.engines import counting
from app.search.engines.beside import Beside
from app.search.engines.conversion import CHARS, PAIRS, converted
from app.search.engines.panics import no_panic
from app.search.similar import to_fold
from app.search.types import FILTERS, SIMILAR, EngineResult, FacetCount, IndexDocument, Sort

Answer = TypeVar("Answer")

_UTF_32 = f"utf-32-{sys.byteorder[0]}e"
_WRITER_BYTES = 192_000_000
"""Of a segment that is being written; the longest one that `_cut` makes of the usual records takes 170 MB."""
_MERGED, _OF_A_SEGMENT = 8, 17_000
"""tantivy merges segments of one size as soon as there are so many; the most records of one before that."""
_FEW = 60
"""Characters that are spread out sooner one by one."""
_TIES = 32
"""How many hits more than asked for are looked at, so that equal scores can be put in order."""
_LOOKED_UP = 80
"""Records whose fingerprints are grouped in the time that one fingerprint takes to be looked up."""
_ANSWERS = 256
"""Answers that are remembered of a state of the index: some megabytes."""
_SHORT = 200
"""The longest list of hits that is remembered."""

_FINGERPRINT = fields.facet_field(SIMILAR)

_Counts = tuple[dict[str, tuple[FacetCount, ...]], dict[int, int]]
"""Counts over all hits: the facets, and the fingerprints to fold with how many the first one stands for."""


class _State:
    """One state of the index, and the last answers from it: of the next page, or in another order, the same
    is counted again."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self.searcher = searcher
        self._answers: OrderedDict[tuple[object, ...], Any] = OrderedDict()
        self._lock = Lock()

    def remembered(self, asked: tuple[object, ...], answer: Callable[[], Answer]) -> Answer:
        """What `answer` gives, or gave for the same key."""
        with self._lock:
            if asked in self._answers:
                self._answers.move_to_end(asked)
                known: Answer = self._answers[asked]
                return known
        found = answer()
        with self._lock:
            self._answers[asked] = found
            if len(self._answers) > _ANSWERS:
                self._answers.popitem(last=False)
        return found

    def knows(self, asked: tuple[object, ...]) -> bool:
        """Whether the answer for the key is remembered."""
        return asked in self._answers

    def best(
        self, name: tuple[str, ...], asked: tantivy.Query, sort: Sort, count: int
    ) -> tuple[int, list[tantivy.DocAddress]]:
        """See `_top`; `name` tells the query from others. Long lists are not worth the memory."""
        if count > _SHORT:
            return _top(self.searcher, asked, sort, count)
        return self.remembered((*name, sort, count), lambda: _top(self.searcher, asked, sort, count))

    @cached_property
    def shared(self) -> list[str]:
        """The fingerprints that several records of the index have."""
        everything = self.searcher.aggregate(tantivy.Query.all_query(), {SIMILAR: counting.SEVERAL})
        return [f"{group['key']:016x}" for group in counting.buckets(everything, SIMILAR)]

    @cached_property
    def folds_apart(self) -> bool:
        """Whether near-duplicates are so rare that they are not looked for in the pass that counts facets."""
        return len(self.shared) * _LOOKED_UP < self.searcher.num_docs


class TantivyEngine:
    """A tantivy index in a folder. Searches may run at the same time; a writer locks the folder."""

    name = "tantivy"

    @no_panic()
    def __init__(self, folder: Path, analyzer: Analyzer, *, create: bool = False) -> None:
        self._analyzer = analyzer
        self._links = None if create or os.access(folder, os.W_OK) else _Links(folder)
        path = str(self._links.folder if self._links else folder)
        self._index = tantivy.Index(_schema(), path) if create else tantivy.Index.open(path)
        self.schema = self._index.schema
        self._beside = Beside()
        cut = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        self._index.register_tokenizer("as_given", cut)
        self._index.config_reader("manual")
        self.reload()

    @no_panic()
    def write(
        self, documents: Iterable[IndexDocument], *, delete: Iterable[str] = (), number: int = 0
    ) -> None:
        """See `Engine.write`. A new index is cut so that its segments merge into one: each term of a query is
        looked up in every segment, so that eight of them take twice as long."""
        replace = self._index.searcher().num_docs > 0
        writer = self._index.writer(heap_size=_WRITER_BYTES, num_threads=1)
        try:
            for key in delete:
                writer.delete_documents_by_term(fields.KEY, key)
            cut = _cut(number)
            for written, document in enumerate(documents, start=1):
                if replace:
                    writer.delete_documents_by_term(fields.KEY, document.key)
                writer.add_document(self._document(document))
                if not replace and written % cut == 0:
                    writer.commit()
        except BaseException:
            writer.rollback()
            raise
        writer.commit()
        writer.wait_merging_threads()
        self.reload()

    @no_panic()
    def search(
        self,
        query: query.Query,
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
        state = self._state
        asked = converted(self.schema, query)
        wanted = {facet: value for facet, value in filters.items() if value}
        narrowed = self._narrowed(asked, wanted)
        name = str(asked), str(wanted)
        apart = fold and state.folds_apart
        named = (*name, values, facets, fold)

        def counts() -> _Counts:
            given = values, facets, fold and not apart
            return state.remembered(named, lambda: _counts(state.searcher, asked, wanted, *given))

        # Where a few hits do not count, they are counted when it is known that they are more.
        begin = (facets or fold) and not least and not state.knows(named)
        counted = self._beside.begun(counts) if begin else counts
        total, best = state.best(name, narrowed, sort, offset + limit)
        if total < least:
            return EngineResult(total=total, keys=())
        found, copies = counted()
        if apart and total > 1:
            copies = state.remembered((*name, SIMILAR), lambda: _copies(self._alike(state, narrowed, total)))
        shown = _unfolded(state.searcher, best, copies)
        while len(shown) < offset + limit and len(best) < total:
            _, best = state.best(name, narrowed, sort, 2 * len(best))
            shown = _unfolded(state.searcher, best, copies)
        page = [(_key(state.searcher, address), group) for address, group in shown[offset : offset + limit]]
        return EngineResult(
            total=total,
            keys=tuple(key for key, _ in page),
            folded=sum(copies.values()),
            similar={key: copies[group] for key, group in page if group in copies},
            facets=found,
        )

    @no_panic()
    def count(self) -> int:
        """See `Engine.count`."""
        return int(self._index.searcher().num_docs)

    @no_panic()
    def frequencies(self, words: Iterable[str]) -> dict[str, int]:
        """See `Engine.frequencies`. Counted by queries: the dictionary's own counts hold replaced records."""
        searcher, schema = self._index.searcher(), self._index.schema
        asked = {word: tantivy.Query.term_query(schema, fields.WORDS, word) for word in words}
        # The stubs leave out `count`.
        return {word: searcher.search(query, limit=1).count for word, query in asked.items()}  # type: ignore[attr-defined]

    @no_panic()
    def words(self, most: int) -> list[tuple[str, int]]:
        """See `Engine.words`; records replaced since segments were last merged count as well."""
        found: list[tuple[str, int]] = self._index.searcher().terms_with_prefix(fields.WORDS, "", limit=most)
        return found

    @no_panic()
    def keys(self) -> set[str]:
        """See `Engine.keys`."""
        return self._terms(fields.KEY)

    @no_panic()
    def entries(self) -> set[str]:
        """See `Engine.entries`."""
        return self._terms(fields.ENTRY)

    def _terms(self, field: str) -> set[str]:
        # With a filter, terms of deleted records that are not yet merged away do not count.
        everything = tantivy.Query.all_query()
        found = self._index.searcher().terms_with_prefix(field, "", filter_query=everything)
        return {term for term, _ in found}

    @no_panic()
    def reload(self) -> None:
        """See `Engine.reload`."""
        if self._links:
            self._links.refresh()
        self._index.reload()
        self._state = _State(self._index.searcher())

    def close(self) -> None:
        """See `Engine.close`; tantivy gives up its files when nothing refers to it any more."""

    def _document(self, document: IndexDocument) -> tantivy.Document:
        out = tantivy.Document()
        out.add_text(fields.KEY, document.key)
        out.add_text(fields.ENTRY, fields.entry(document))
        out.add_unsigned(fields.DATE, document.date)
        out.add_unsigned(fields.RANK, fields.rank(document))
        for field in fields.TEXT_FIELDS:
            cut = document.cut.get(field.source) if field.stream == "words" else None
            tokens = field.tokens(document, self._analyzer) if cut is None else ()
            if cut or tokens:
                out.add_text(field.name, cut or _apart(tokens))
            if field.name == CHARS and isinstance(tokens, str):
                out.add_text(PAIRS, " ".join(pairs.of(tokens)))
        for value in fields.facet_values(document, SIMILAR):
            out.add_unsigned(counting.FINGERPRINT, int(value, 16))
        for facet in FILTERS:
            for value in fields.facet_values(document, facet):
                out.add_text(fields.facet_field(facet), value)
        return out

    def _narrowed(self, asked: tantivy.Query, wanted: dict[str, str]) -> tantivy.Query:
        """`asked` under the filters, whose own score is nothing."""
        if not wanted:
            return asked
        terms = [
            tantivy.Query.term_query(self.schema, fields.facet_field(facet), value, "basic")
            for facet, value in wanted.items()
        ]
        filters = [(Occur.Must, tantivy.Query.const_score_query(term, 0.0)) for term in terms]
        return tantivy.Query.boolean_query([(Occur.Must, asked), *filters])

    def _alike(self, state: "_State", narrowed: tantivy.Query, total: int) -> list[dict[str, Any]]:
        """The groups of near-duplicates, among very many records looked for where the index has any."""
        if not state.shared:
            return []
        if len(state.shared) * _LOOKED_UP < total:
            those = tantivy.Query.term_set_query(self.schema, _FINGERPRINT, state.shared)
            members = (Occur.Must, tantivy.Query.const_score_query(those, 0.0))
            narrowed = tantivy.Query.boolean_query([(Occur.Must, narrowed), members])
        return counting.buckets(state.searcher.aggregate(narrowed, {SIMILAR: counting.SEVERAL}), SIMILAR)


class _Links:
    """Links to the files of an index that may only be read: tantivy wants to put a lock beside them."""

    def __init__(self, index: Path) -> None:
        self._index = index.resolve()
        self._own = TemporaryDirectory(prefix="yishilu-index-")  # removed with this object
        self.folder = Path(self._own.name)
        self.refresh()

    def refresh(self) -> None:
        """Link what has been added since."""
        linked = {link.name for link in self.folder.iterdir()}
        for file in self._index.iterdir():
            if file.suffix != ".lock" and file.name not in linked:
                (self.folder / file.name).symlink_to(file)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(fields.KEY, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(fields.ENTRY, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field(fields.DATE, indexed=True, fast=True)
    builder.add_unsigned_field(fields.RANK, fast=True)
    builder.add_unsigned_field(counting.FINGERPRINT, fast=True)
    for field in fields.TEXT_FIELDS:
        option = "position" if field.stream == "chars" else "freq"
        builder.add_text_field(field.name, tokenizer_name="as_given", index_option=option)
    builder.add_text_field(PAIRS, tokenizer_name="as_given", index_option="basic")
    for facet in FILTERS:
        name = fields.facet_field(facet)
        builder.add_text_field(
            name, fast=True, stored=facet == SIMILAR, tokenizer_name="raw", index_option="basic"
        )
    return builder.build()


def _apart(tokens: Sequence[str]) -> str:
    """The tokens with blanks between. Many characters are spread out as numbers: a third of the time."""
    if not isinstance(tokens, str) or len(tokens) <= _FEW:
        return " ".join(tokens)
    spread = array("I", " ".encode(_UTF_32)) * (2 * len(tokens))
    spread[::2] = array("I", tokens.encode(_UTF_32))
    return spread.tobytes().decode(_UTF_32)


def _cut(number: int) -> int:
    """Of a new index of so many records, how many go into each segment before those are merged."""
    segments = 1
    while number > segments * _OF_A_SEGMENT:
        segments *= _MERGED
    return -(-number // segments) or _OF_A_SEGMENT


def _key(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> str:
    return str(searcher.doc(address).get_first(fields.KEY))


def _top(
    searcher: tantivy.Searcher, asked: tantivy.Query, sort: Sort, count: int
) -> tuple[int, list[tantivy.DocAddress]]:
    """The total and the addresses of the best `count` hits, equal scores in order of their rank."""
    if sort != "relevance":
        order = tantivy.Order.Desc if sort == "newest" else tantivy.Order.Asc
        found: Any = searcher.search(asked, limit=max(count, 1), order_by_field=fields.RANK, order=order)
        return found.count, [address for _, address in found.hits[:count]]
    size = count + _TIES
    found = searcher.search(asked, limit=size)
    while size < found.count and found.hits[count - 1][0] == found.hits[-1][0]:
        size *= 4  # the last score asked for goes on beyond what was fetched
        found = searcher.search(asked, limit=size)
    ranks: list[Any] = searcher.fast_field_values(fields.RANK, [address for _, address in found.hits])
    ordered = sorted(zip(found.hits, ranks, strict=True), key=lambda hit: (-hit[0][0], -hit[1]))
    return found.count, [address for (_, address), _ in ordered[:count]]


def _counts(
    searcher: tantivy.Searcher,
    asked: tantivy.Query,
    wanted: dict[str, str],
    values: int | None,
    facets: bool,
    fold: bool,
) -> _Counts:
    """Counts over all hits of a query that is still to be narrowed: the facets, and what `_copies` gives."""
    segments = searcher.num_segments
    groups = counting.request(wanted, values, facets=facets, fold=fold, segments=segments)
    answer = searcher.aggregate(asked, groups) if groups else {}
    counts = counting.facet_counts(answer) if facets else {}
    return counts, _copies(counting.buckets(answer, SIMILAR)) if fold else {}


def _copies(alike: list[dict[str, Any]]) -> dict[int, int]:
    """Of groups of near-duplicates those to fold: their fingerprint, and how many the first stands for."""
    chosen = to_fold((f"{group['key']:016x}", group["doc_count"]) for group in alike)
    return {group["key"]: group["doc_count"] - 1 for group in alike if f"{group['key']:016x}" in chosen}


def _unfolded(
    searcher: tantivy.Searcher, best: list[tantivy.DocAddress], copies: dict[int, int]
) -> list[tuple[tantivy.DocAddress, int | None]]:
    """The hits that are shown, in order, each with its fingerprint: of each group of `copies` the first."""
    if not copies:
        return [(address, None) for address in best]
    fingerprints: list[Any] = searcher.fast_field_values(counting.FINGERPRINT, best)
    seen: set[int] = set()
    shown = []
    for address, fingerprint in zip(best, fingerprints, strict=True):
        if fingerprint not in seen:
            shown.append((address, fingerprint))
        if fingerprint in copies:
            seen.add(fingerprint)
    return shown
