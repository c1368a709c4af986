"""Asking the index: bounds, query language, engine, result."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, replace
from threading import Lock, Thread
from typing import Any, TypeVar

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from app.search import synonyms, syntax
from app.search.analysis import Analyzer
from app.search.bounds import check
from app.search.dictionary import analyzer_of
from app.search.engines import open_engine, undamaged
from app.search.errors import IndexDamagedError, IndexMissingError, SearchError
from app.search.generations import Current, IndexFolder, Signature
from app.search.keywords import keywords
from app.search.memory import give_back
from app.search.query import ParsedQuery, Phrase, parse
from app.search.rebuild import expected_stamp
from app.search.spelling import VOCABULARY, Name, Speller, names
from app.search.titles import Titles
from app.search.titles import read as read_titles
from app.search.types import (
    LITERAL,
    SIMILAR,
    Engine,
    EngineResult,
    SearchRequest,
    SearchResult,
    Sort,
    Wanted,
)
from app.settings import Settings

Answered = TypeVar("Answered")
_KEPT = 4096
"""Sets of keywords remembered before all are forgotten."""
_USUAL = "建议"
"""A query like any other: what it needs, all need."""
FEW = 2
"""A search that finds no more than this may have been mistyped."""
PRINTED = 6
"""A query of so many characters that a record prints as they stand is not mistyped."""
SPELLER_SECONDS = 3.0
"""How long a search waits for other wordings of it: after a change of the index they take seconds to know."""
MOST_MEANT = 3
"""Other wordings that are offered."""
MAX_VALUES = 50
"""How many values of a long facet are counted: the commonest. Nobody picks from a longer list."""
LOOSEN_BELOW = 5
"""Where fewer records have all the words of a query, those with some of them are found too. That is decided
before any filter, so that a facet's count is what choosing it gives."""
_LOOSENED = "含全部词语的有 {every} 篇；另有 {some} 篇只含其中一些，也列在后面。只要一字不差的，请加引号。"


@dataclass(frozen=True)
class _Open:
    """An index that is open, with the analyzer it was made by."""

    current: Current
    engine: Engine
    analyzer: Analyzer


class Searcher:
    """Answers searches from the index in use, and notices when another one is swapped in.

    One for a process; its methods may be called from many threads at once.
    """

    def __init__(
        self,
        settings: Settings,
        timed: Callable[[float], object] = lambda _: None,
        sessions: Callable[[], Session] | None = None,
        patience: float | None = None,
    ) -> None:
        """Opens nothing yet: the index may be built after the server has started.

        `timed` is told the seconds that the engine took for each search. `sessions` opens the archive for
        what is not in the index: without it, documents are not found by their titles, nor names mended.
        `patience` is how many seconds a search waits for other wordings, instead of SPELLER_SECONDS.
        """
        self._settings = settings
        self._timed = timed
        self._sessions = sessions
        self._index = IndexFolder(settings.index)
        self._lock, self._spelling = Lock(), Lock()
        self._seen: Signature | None = None
        self._open: _Open | None = None
        self._speller: tuple[_Open, Signature | None, Future[Speller]] | None = None
        self._former: Speller | None = None
        self._patience = patience
        self._titles: tuple[Signature | None, Titles] | None = None
        self._keywords: dict[tuple[Signature | None, str, int], tuple[str, ...]] = {}

    @property
    def max_hits(self) -> int:
        """How far one can page; beyond it a reader narrows the search instead."""
        return self._settings.max_hits

    def prepare(self) -> None:
        """Begin to open and to make, in a thread, what the first searches would have to wait for."""
        Thread(target=self._prepare, daemon=True).start()

    def _prepare(self) -> None:
        request = SearchRequest(q=_USUAL)
        try:
            opened = self._opened()
            self._titled(request, self._parsed(request, opened))
        except (SearchError, SQLAlchemyError):
            return  # whoever searches is told
        self._begun_speller(opened)

    def search(self, request: SearchRequest) -> SearchResult:
        """The page of results that was asked for.

        Raises QueryRefusedError (too long, page out of range, unknown filter) with a message for the reader,
        and IndexMissingError when there is nothing to answer from.
        """
        check(request, self._settings)
        return self._from_current(lambda opened: self._search(request, opened))

    def _search(self, request: SearchRequest, opened: "_Open") -> SearchResult:
        begun = time.perf_counter()
        asked = self._parsed(request, opened)
        parsed, found, strictly = self._answer(
            opened,
            request,
            asked,
            offset=(request.page - 1) * request.size,
            limit=request.size,
            facets=request.facets,
            fold=request.fold and not request.filters.get(SIMILAR),
            values=MAX_VALUES,
        )
        self._timed(time.perf_counter() - begun)
        return SearchResult(
            request=request,
            total=found.total,
            keys=found.keys,
            folded=found.folded,
            similar=found.similar,
            facets=found.facets,
            terms=parsed.terms,
            notice=parsed.notice,
            asked=parsed.asked,
            widened=parsed.widened,
            meant=self._meant(request, opened, strictly) if strictly <= FEW else (),
            titled=self._titled(request, asked),
        )

    def first(self, request: SearchRequest, most: int) -> tuple[int, tuple[str, ...]]:
        """The total, and the keys of the first `most` hits, near-duplicates not folded.

        Of the request's page and size nothing is asked. Raises as `search` does.
        """
        check(replace(request, page=1), self._settings)

        def found(opened: "_Open") -> EngineResult:
            asked = self._parsed(request, opened)
            return self._answer(opened, request, asked, offset=0, limit=most, facets=False)[1]

        result = self._from_current(found)
        return result.total, result.keys

    def wanted(self, request: SearchRequest) -> tuple[Wanted, ...]:
        """What a search asks to see, for marking it in a text. Raises as `search` does."""
        check(request, self._settings)

        def read(opened: "_Open") -> tuple[Wanted, ...]:
            parsed = self._parsed(request, opened)
            if parsed.loosens and _total(opened.engine, parsed) < LOOSEN_BELOW:
                parsed = self._parsed(request, opened, loose=True)
            return parsed.terms

        return self._from_current(read)

    def _answer(
        self, opened: "_Open", request: SearchRequest, parsed: ParsedQuery, **how: Any
    ) -> tuple[ParsedQuery, EngineResult, int]:
        """What was read and what the engine gives for it: strictly, or loosely where that hardly finds any.

        Also how many it gives strictly.
        """

        def search(query: ParsedQuery, least: int = 0) -> EngineResult:
            try:
                return opened.engine.search(
                    query.tree, filters=_said(request), sort=_sort(request, query), least=least, **how
                )
            # Whose fault it is, shows when the same files are opened anew.
            except Exception:
                open_engine(opened.current.stamp.engine, opened.current.folder, opened.analyzer).close()
                raise

        found = search(parsed, LOOSEN_BELOW if parsed.loosens else 0)
        strictly = found.total
        if not parsed.loosens or strictly >= LOOSEN_BELOW:
            return parsed, found, strictly
        narrowed = bool(_said(request))
        if narrowed and _total(opened.engine, parsed) >= LOOSEN_BELOW:
            return parsed, search(parsed), strictly
        loose = self._parsed(request, opened, loose=True)
        loosely = search(loose)
        if loosely.total == strictly:  # nothing with some of the words only is listed
            return (loose, loosely, strictly) if narrowed else (parsed, search(parsed), strictly)
        notice = (loose.notice or "") + _LOOSENED.format(every=strictly, some=loosely.total - strictly)
        return replace(loose, notice=notice), loosely, strictly

    def _parsed(self, request: SearchRequest, opened: "_Open", *, loose: bool = False) -> ParsedQuery:
        known = synonyms.of_settings(self._settings)
        if request.filters.get(LITERAL):
            known = known.without(request.filters[LITERAL].split(","))
        return parse(request.q, opened.analyzer, known, loose=loose)

    def _meant(self, request: SearchRequest, opened: "_Open", total: int) -> tuple[str, ...]:
        """Other wordings that find more under the same filters, those that find most first."""
        if not request.q or request.page > 1 or not request.facets:
            return ()
        if self._is_printed(request.q, opened):
            return ()
        speller = self._ready_speller(opened)
        if speller is None:
            return ()
        found = {}
        notice = self._parsed(request, opened).notice
        for other in speller.candidates(request.q):
            asked = self._parsed(replace(request, q=other), opened)
            if asked.notice not in (None, notice):  # it is no query that one would mean
                continue
            found[other] = _total(opened.engine, asked, _said(request))
        better = [other for other, count in found.items() if count > total]
        return tuple(sorted(better, key=lambda other: -found[other])[:MOST_MEANT])

    def _is_printed(self, q: str, opened: "_Open") -> bool:
        """Whether a record prints the query as it stands, one that is long enough to tell."""
        run = opened.analyzer.chars(q.strip(syntax.AROUND))
        return len(run) >= PRINTED and _total(opened.engine, ParsedQuery(Phrase("chars", list(run)))) > 0

    def _ready_speller(self, opened: "_Open") -> Speller | None:
        """The speller of this state of the index; while it is being made the former one, or where there is
        none, None if that takes long."""
        making = self._begun_speller(opened)
        with suppress(TimeoutError):
            patience = SPELLER_SECONDS if self._patience is None else self._patience
            self._former = making.result(timeout=0 if self._former else patience)
        return self._former

    def _begun_speller(self, opened: "_Open") -> "Future[Speller]":
        """The speller of this state of the index, made in a thread of its own."""
        with self._spelling:  # not the lock of the index: other searches go on
            if self._speller is None or self._speller[0] is not opened or self._speller[1] != self._seen:
                self._speller = (opened, self._seen, Future())
                Thread(target=self._make_speller, args=(opened, self._speller[2]), daemon=True).start()
            return self._speller[2]

    def _make_speller(self, opened: "_Open", making: "Future[Speller]") -> None:
        try:
            making.set_result(Speller(opened.engine.words(2 * VOCABULARY), self._names()))
        except Exception as error:  # whoever asks for the speller gets it
            making.set_exception(error)
        give_back()  # for a moment all words of the index were there: seventy megabytes of 100,000 records

    def _titled(self, request: SearchRequest, asked: ParsedQuery) -> tuple[str, ...]:
        """The documents whose title is what was asked for, on the first page of a search for words."""
        if not asked.ranked or request.page > 1 or not request.facets or self._sessions is None:
            return ()
        seen, titles = self._seen, self._titles
        if titles is None or titles[0] != seen:
            with self._sessions() as session:
                self._titles = titles = (seen, Titles(read_titles(session)))
        return titles[1].keys(asked.tree, _said(request))

    def _names(self) -> list[Name]:
        if self._sessions is None:
            return []
        with self._sessions() as session:
            return list(names(session))

    def keywords(self, of: str, texts: Callable[[], Sequence[str]], limit: int) -> tuple[str, ...]:
        """Words that tell the texts of `of` (any key) from the rest of the archive, the most telling first.

        They are worked out once for each state of the index; `texts` is only called then. Without an index
        there are none.
        """
        try:
            opened = self._opened()
            known = (self._seen, of, limit)
            if known not in self._keywords:
                with self._lock:
                    if len(self._keywords) >= _KEPT:
                        self._keywords.clear()
                engine = opened.engine
                found = keywords(texts(), opened.analyzer, engine.count(), engine.frequencies, limit)
                self._keywords[known] = found
            return self._keywords[known]
        except IndexMissingError:
            return ()

    def generation(self) -> int:
        """The generation of the rows that the index in use reflects; 0 while there is none."""
        current = self._index.current()
        return int(current.stamp.generation) if current else 0

    def ready(self) -> bool:
        """True when a search can be answered."""
        try:
            self._opened()
        except IndexMissingError:
            return False
        return True

    def outdated(self) -> bool:
        """True when the index in use was made by another dictionary or other settings than those of now."""
        current = self._index.current()
        return current is not None and not expected_stamp(self._settings).same_making(current.stamp)

    def close(self) -> None:
        """Give up the index; the next search opens it again."""
        with self._lock:
            opened, self._open, self._seen = self._open, None, None
        if opened:
            opened.engine.close()

    def _from_current(self, work: Callable[["_Open"], Answered]) -> Answered:
        """What comes of the index in use; from the next one where that takes its place meanwhile."""
        opened = self._opened()
        try:
            return work(opened)
        except IndexDamagedError:
            after = self._opened()
            if after is opened:
                raise
            return work(after)

    def _opened(self) -> "_Open":
        """The index in use, opened or reloaded if it has changed since the last search."""
        signature, opened = self._index.signature(), self._open
        if opened is not None and signature == self._seen:
            return opened
        with self._lock:
            if self._open is None or signature != self._seen:
                self._open, self._seen = self._newest(signature)
            return self._open

    def _newest(self, signature: Signature | None) -> tuple["_Open", Signature | None]:
        """The index in use, opened, and its signature: another than the one given if it changed just now."""
        while True:
            try:
                return self._reopened(self._open), signature
            except IndexMissingError:
                before, signature = signature, self._index.signature()
                if signature == before:
                    raise

    def _reopened(self, before: "_Open | None") -> "_Open":
        # What is replaced is not closed: another thread may be in the middle of a search.
        self._open = None
        current = self._index.current()
        if current is None:
            raise IndexMissingError("there is no search index: run `yishilu reindex`")
        analyzer = analyzer_of(current)
        if analyzer is None:
            raise IndexMissingError("the search index is of other code or settings: run `yishilu reindex`")
        if before is not None and before.current.folder == current.folder:
            with undamaged():
                before.engine.reload()
            return before
        analyzer.load()
        engine = open_engine(current.stamp.engine, current.folder, analyzer)
        return _Open(current, engine, analyzer)


def _said(request: SearchRequest) -> dict[str, str]:
    return {facet: value for facet, value in request.filters.items() if value and facet != LITERAL}


def _sort(request: SearchRequest, parsed: ParsedQuery) -> Sort:
    """What only narrows has no better or worse among its records: the newest come first."""
    return request.sort if parsed.ranked or request.sort != "relevance" else "newest"


def _total(engine: Engine, parsed: ParsedQuery, filters: dict[str, str] | None = None) -> int:
    """How many there are, without any filter unless some are given."""
    return engine.search(
        parsed.tree, filters=filters or {}, sort="newest", offset=0, limit=1, facets=False
    ).total
