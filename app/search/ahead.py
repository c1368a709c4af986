"""The rows read and cut into words in a process of its own, ahead of the one that writes the index.

Both are work for a whole core. As few batches wait as keep both busy, so that memory does not grow with the
archive.
"""

import logging
import multiprocessing
import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

from sqlmodel import Session

from app.archive.db import open_engine, session_factory
from app.archive.garbage import look_seldom
from app.archive.queries import Generation
from app.search import documents, fields
from app.search.analysis import Analyzer, SegmenterName
from app.search.types import IndexDocument
from app.settings import Settings

log = logging.getLogger(__name__)

WORTH_RECORDS = 5000
"""A process takes a second or two to start: for fewer records it is not worth it."""
_WAITING = 4
"""Batches that are read and not written yet."""

_rows: Iterator[IndexDocument] = iter(())  # the reading process's place in the archive


def all_documents(session: Session, settings: Settings, analyzer: Analyzer) -> Iterator[IndexDocument]:
    """Every record of the archive, in order of the keys, as `documents.all_documents` gives them, and mostly
    with the words that the analyzer cuts.

    `session` is one of the archive that the settings name; it reads what the other process does not. That
    is all of it where the other would not be worth it, or does not see the same state of the archive.
    """
    last = ""
    if _is_worth_it(session):
        try:
            for document in _read_ahead(settings, analyzer, documents.generation(session)):
                last = document.key
                yield document
        except BrokenProcessPool:
            log.warning("the process that reads records broke off after %r: reading on without it", last)
        else:
            if last:
                return
    yield from documents.all_documents(session, after=last)


def _is_worth_it(session: Session) -> bool:
    if len(os.sched_getaffinity(0)) < 2 or multiprocessing.current_process().daemon:
        return False
    return documents.number(session) >= WORTH_RECORDS


def _read_ahead(settings: Settings, analyzer: Analyzer, generation: Generation) -> Iterator[IndexDocument]:
    """Every record of the archive, or none where its generation is another one by now."""
    # A fork would copy a database, threads and locks that are in use.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as reader:
        if reader.submit(_begin, settings, analyzer.segmenter, analyzer.dictionary).result() != generation:
            return
        waiting = deque(reader.submit(_next) for _ in range(_WAITING))
        while batch := waiting.popleft().result():
            waiting.append(reader.submit(_next))
            yield from batch


def _begin(settings: Settings, segmenter: SegmenterName, words: str) -> Generation:
    """In the reading process: begin to read; the generation of what it will read, in one transaction."""
    global _rows  # this process has nothing else to keep it in
    look_seldom()
    session = session_factory(open_engine(settings))()
    analyzer = Analyzer(segmenter, words)
    _rows = (fields.cut(document, analyzer) for document in documents.all_documents(session))
    return documents.generation(session)


def _next() -> list[IndexDocument]:
    """In the reading process: the next records; none after the last."""
    return list(islice(_rows, documents.BATCH))
