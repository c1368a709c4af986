"""Processes that read files, watched from outside: one that takes too long or too much memory is killed.

No file can hold up the others, whatever it makes a parser or a library do. All are copies of one that was
made of this process before it had opened anything: a copy costs little, and has no database, thread or lock.
Time is bounded everywhere, memory where the system tells in `/proc` how much a process has: on Linux.
"""

import logging
import os
import signal
import socket
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Self

from app.archive.garbage import look_seldom
from app.ingest.opening import Opened, Task, open_file
from app.text.visible import printable

log = logging.getLogger(__name__)

Open = Callable[[Task], Opened]

_LOOK_SECONDS = 0.05
"""How often a process that reads is looked at. At most some 200 MB can be taken between two looks."""
_LATE_SECONDS = 10
"""By so much later than it would be killed a process ends by itself, when there is nobody left to kill it."""
_MOST_READERS = 4
"""One writer cannot keep up with more."""
_DIED = (
    "the reader broke off at this file (out of memory, or a fault in a library): please report this, with"
    " the file"
)


@dataclass(frozen=True)
class Bounds:
    """What reading one file may take: seconds by the clock, and bytes of memory besides the program's own."""

    seconds: float
    memory: int


class _EndedError(Exception):
    """The process is of no use any more; the message is for the report."""


class _TooLongError(_EndedError):
    """It would take as long again."""


class Readers:
    """Some processes that open files, each one file at a time; to be closed, or used in a `with`."""

    def __init__(self, count: int, bounds: Bounds, work: Open = open_file) -> None:
        self._nursery = _Nursery(work, bounds.seconds + _LATE_SECONDS)
        self._all = [_Reader(bounds, self._nursery) for _ in range(count)]
        self._idle: SimpleQueue[_Reader] = SimpleQueue()
        for one in self._all:
            self._idle.put(one)
        self._threads = ThreadPoolExecutor(count)

    @property
    def count(self) -> int:
        """How many files are opened at a time."""
        return len(self._all)

    def submit(self, task: Task) -> Future[Opened]:
        """The file will be opened as soon as a process is free. Nothing is raised for what is in a file."""
        return self._threads.submit(self._open, task)

    def open(self, task: Task) -> Opened:
        """What comes of the file."""
        return self.submit(task).result()

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for one in self._all:
            one.close()
        self._threads.shutdown()
        self._nursery.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()

    def _open(self, task: Task) -> Opened:
        reader = self._idle.get()
        try:
            return reader.open(task)
        finally:
            self._idle.put(reader)


def how_many(files: int) -> int:
    """How many processes may read so many files while this one writes."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(_MOST_READERS, cores - 1, files))


class _Reader:
    """One process, begun anew when it had to be ended; used by one thread at a time."""

    def __init__(self, bounds: Bounds, nursery: "_Nursery") -> None:
        self._bounds = bounds
        self._nursery = nursery
        self._process: _Process | None = None
        self._closed = False

    def open(self, task: Task) -> Opened:
        """What comes of the file, or the error that says why the process had to be ended."""
        try:
            return self._opened(task)
        except _EndedError as ended:
            log.debug("a reader ended at %s: %s", printable(str(task.path)), ended)
            return Opened(error=str(ended))

    def close(self) -> None:
        """End the process."""
        self._closed = True
        if self._process is not None:
            self._process.kill()

    def _opened(self, task: Task) -> Opened:
        """What it took for earlier files is not held against this one: it may have a process for itself."""
        if self._process is not None:
            try:
                return self._watched(self._process, task)
            except _TooLongError:
                raise
            except _EndedError:
                log.debug("%s is tried again in a process for itself", printable(str(task.path)))
        self._process = self._nursery.process()
        if self._closed:
            self._process.kill()
        return self._watched(self._process, task)

    def _watched(self, process: "_Process", task: Task) -> Opened:
        try:
            until = time.monotonic() + self._bounds.seconds
            process.line.send(task)
            while not process.line.poll(_LOOK_SECONDS):
                self._look(process, until)
            found: Opened = process.line.recv()
        except (EOFError, OSError) as error:
            self._process = None
            raise _EndedError(_DIED) from error
        except _EndedError:
            self._process = None
            process.kill()
            raise
        return found

    def _look(self, process: "_Process", until: float) -> None:
        """Raises _EndedError when the file takes more than it may."""
        if time.monotonic() > until:
            raise _TooLongError(
                f"reading takes longer than {self._bounds.seconds:g} seconds: split the file, or raise"
                " YISHILU_MAX_READING_SECONDS"
            )
        if process.grown() > self._bounds.memory:
            raise _EndedError(
                f"reading takes more than {self._bounds.memory:,} bytes of memory: split the file, or raise"
                " YISHILU_MAX_READING_BYTES"
            )


class _Process:
    """A process at the other end of a line, which has said its number."""

    def __init__(self, line: Connection) -> None:
        self.line = line
        self._number: int = line.recv()
        self._at_start = self._resident()

    def kill(self) -> None:
        """Only while its end of the line is open: later its number may be another's."""
        with suppress(ProcessLookupError):
            os.kill(self._number, signal.SIGKILL)

    def grown(self) -> int:
        """Bytes of memory that it has more than at its start; 0 where the system does not tell."""
        return self._resident() - self._at_start

    def _resident(self) -> int:
        try:
            figures = Path(f"/proc/{self._number}/statm").read_text(encoding="ascii")
        except OSError:
            return 0
        return int(figures.split()[1]) * os.sysconf("SC_PAGE_SIZE")


class _Nursery:
    """A copy of this process that does nothing but make copies of itself, on demand."""

    def __init__(self, work: Open, seconds: float) -> None:
        self._line, theirs = socket.socketpair()
        self._number = os.fork()
        if not self._number:
            try:
                self._line.close()
                _nurse(theirs, work, seconds)
            finally:
                os._exit(0)
        theirs.close()

    def process(self) -> _Process:
        """A new process that opens files. Raises _EndedError when none can be had."""
        ours, theirs = Pipe()
        try:
            with theirs:
                socket.send_fds(self._line, [b"+"], [theirs.fileno()])
            return _Process(ours)
        except (EOFError, OSError) as error:
            raise _EndedError(_DIED) from error

    def close(self) -> None:
        """Wait until all that it made have ended, as each does that loses its line."""
        self._line.close()
        os.waitpid(self._number, 0)


def _nurse(orders: socket.socket, work: Open, seconds: float) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is the parent's to say what is done about Ctrl+C
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    look_seldom()
    while True:
        said, lines, _, _ = socket.recv_fds(orders, 1, 1)
        if not said:
            break
        _forget_the_dead(os.WNOHANG)
        if not os.fork():
            orders.close()
            _serve(Connection(lines[0]), work, seconds)
            return
        os.close(lines[0])
    _forget_the_dead(0)


def _forget_the_dead(how: int) -> None:
    """Of all that have ended, or, where `how` is 0, of all when they have ended."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, how)[0]:
            pass


def _serve(line: Connection, work: Open, seconds: float) -> None:
    """Open one file after the other, until nobody asks any more."""
    line.send(os.getpid())
    with suppress(EOFError, BrokenPipeError):
        while True:
            task = line.recv()
            signal.setitimer(signal.ITIMER_REAL, seconds)
            line.send(work(task))
            signal.setitimer(signal.ITIMER_REAL, 0)
