"""Files opened ahead of the one that is being written, and handed out in order.

Reading is pure, so it can be done anywhere; writing cannot. As few files wait to be written as keep the
readers busy, so memory does not grow with the folder.
"""

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future
from itertools import islice

from app.ingest.opening import Opened, Task
from app.ingest.readers import Readers

_WAITING = 8
"""Files that are opened or being opened, for each reader, and are not written yet."""
UNOPENED = Opened()
"""What comes of a file that is not to be opened."""


def opened(tasks: Iterable[Task | None], readers: Readers) -> Generator[Opened]:
    """What comes of each file, in order; UNOPENED for None, a file that is not to be opened."""
    coming = _begun(tasks, readers)
    ahead = deque(islice(coming, readers.count * _WAITING))
    while ahead:
        future = ahead.popleft()
        ahead.extend(islice(coming, 1))
        yield future.result() if future else UNOPENED


def _begun(tasks: Iterable[Task | None], readers: Readers) -> Iterator[Future[Opened] | None]:
    for task in tasks:
        yield readers.submit(task) if task else None
