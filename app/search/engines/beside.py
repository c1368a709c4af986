"""A second thread for a search that asks two things of an index at once: the page is then there sooner."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import TypeVar

Answer = TypeVar("Answer")


class Beside:
    """One thread. Whoever comes while it is at work does the work himself: under load more threads would only
    take turns on the same cores."""

    def __init__(self) -> None:
        self._free = Lock()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="beside")

    def begun(self, work: Callable[[], Answer]) -> Callable[[], Answer]:
        """Begins the work if the thread is free. What comes back waits for its answer, or else does it."""
        if not self._free.acquire(blocking=False):
            return work

        def done() -> Answer:
            try:
                return work()
            finally:
                self._free.release()

        return self._thread.submit(done).result
