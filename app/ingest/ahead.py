"""Files read ahead of the one that is being written, in processes of their own, and handed out in order.

Reading is pure, so it can be done anywhere; writing cannot. As few files wait to be written as keep the
readers busy, so memory does not grow with the folder. A file whose reader dies is a failed file like others.
"""

import logging
import multiprocessing
import os
import traceback
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from app.ingest.garbage import look_seldom
from app.parse import read
from app.parse.types import Parse
from app.sources import SourceError, SourceText, read_source

log = logging.getLogger(__name__)

WORTH_BYTES = 1_000_000
"""A process that reads takes a second or two to start: for less it is not worth it."""
_WAITING = 8
"""Files read or being read, for each reader, that are not written yet."""
_MOST_READERS = 4
"""One writer cannot keep up with more."""
_DIED = (
    "the reader broke off at this file (out of memory, or a fault in a library): please report this, with"
    " the file"
)


@dataclass(frozen=True)
class Task:
    """A file to open; `wanted` says whether its text is to be read too, or will hardly be needed."""

    path: Path
    max_bytes: int
    wanted: bool


@dataclass(frozen=True)
class Opened:
    """What came of it: the source, and the reading where that was wanted; or why not, in a line."""

    source: SourceText | None = None
    parse: Parse | None = None
    error: str | None = None


Open = Callable[[Task], Opened]


def open_file(task: Task) -> Opened:
    """Decode and, where it is wanted, read the file; whatever goes wrong with it is told, not raised."""
    source = None
    try:
        source = read_source(task.path, max_bytes=task.max_bytes)
        return Opened(source, read(source.text) if task.wanted else None)
    except SourceError as error:
        return Opened(source, error=str(error))
    # Whatever goes wrong with one file, named in the report, the others are still to be read.
    except Exception as error:
        log.debug("reading %s failed\n%s", task.path, traceback.format_exc())
        return Opened(source, error=unforeseen(error))


def unforeseen(error: Exception) -> str:
    """One line for an error that nobody thought of."""
    first_line = (str(error).splitlines() or [""])[0]
    reason = f"{type(error).__name__}: {first_line}"
    return f"the file could not be read ({reason}): please report this, with the file"


def readers() -> int:
    """How many processes may read while this one writes; 0 on a machine of one core."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(_MOST_READERS, cores - 1)


def opened(tasks: Sequence[Task], workers: int, work: Open = open_file) -> Generator[Opened]:
    """What comes of each file, in order; close the iterator to end the processes early."""
    pool = _Pool(workers, work)
    ahead: deque[tuple[Task, Future[Opened]]] = deque()
    coming = iter(tasks)
    try:
        while True:
            while len(ahead) < workers * _WAITING and (task := next(coming, None)):
                ahead.append((task, pool.submit(task)))
            if not ahead:
                return
            task, future = ahead.popleft()
            try:
                yield future.result()
            except BrokenProcessPool:
                yield pool.alone(task)
                ahead = deque((other, one if _is_done(one) else pool.submit(other)) for other, one in ahead)
    finally:
        pool.close()


def _is_done(future: Future[Opened]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


class _Pool:
    """Processes that open files, begun anew when one of them has died."""

    def __init__(self, workers: int, work: Open) -> None:
        self._workers = workers
        self._work = work
        self._processes = self._begin()

    def submit(self, task: Task) -> Future[Opened]:
        """The file will be opened; the result raises BrokenProcessPool when any process died meanwhile."""
        try:
            return self._processes.submit(self._work, task)
        except BrokenProcessPool as error:
            failed: Future[Opened] = Future()
            failed.set_exception(error)
            return failed

    def alone(self, task: Task) -> Opened:
        """Open the file in new processes, with nothing else in them: if one dies now, it is of this file."""
        self._again()
        try:
            return self.submit(task).result()
        except BrokenProcessPool:
            log.debug("a reader died of %s", task.path)
            self._again()
            return Opened(error=_DIED)

    def close(self) -> None:
        """End the processes, without what they have not begun."""
        self._processes.shutdown(cancel_futures=True)

    def _again(self) -> None:
        self.close()
        self._processes = self._begin()

    def _begin(self) -> ProcessPoolExecutor:
        # The others would copy a process that has a database, threads and locks open.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._workers, mp_context=context, initializer=look_seldom)
