"""What is done with one file in a process that reads: decode it, read its text, say what went wrong."""

import logging
import traceback
from dataclasses import dataclass
from pathlib import Path

from app.parse import read
from app.parse.types import Parse
from app.sources import SourceError, SourceText, read_source
from app.text.visible import printable, visible

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Task:
    """A file to open, and what it may hold at most; `parsed` says whether its text is to be read too."""

    path: Path
    max_bytes: int
    max_records: int
    parsed: bool = True


@dataclass(frozen=True)
class Opened:
    """What came of it: the source, and the reading where that was wanted; or why not, in a line."""

    source: SourceText | None = None
    parse: Parse | None = None
    error: str | None = None


def open_file(task: Task) -> Opened:
    """Decode and, where it is wanted, read the file; whatever goes wrong with it is told, not raised."""
    source = None
    try:
        source = read_source(task.path, max_bytes=task.max_bytes)
        return Opened(source, _within(read(source.text), task.max_records) if task.parsed else None)
    except SourceError as error:
        return Opened(source, error=str(error))
    except MemoryError:
        return Opened(error="this machine has not the memory to read the file: split it")
    # Whatever goes wrong with one file, named in the report, the others are still to be read.
    except Exception as error:
        log.debug("reading %s failed\n%s", printable(str(task.path)), traceback.format_exc())
        return Opened(source, error=unforeseen(error))


def _within(parse: Parse, max_records: int) -> Parse:
    """Raises SourceError when the reading has more records than are allowed."""
    count = sum(len(document.records) for document in parse.documents)
    if count > max_records:
        raise SourceError(
            f"the file holds {count:,} records, more than the {max_records:,} allowed: split it, or raise"
            " YISHILU_MAX_RECORDS"
        )
    return parse


def unforeseen(error: Exception) -> str:
    """One line for an error that nobody thought of."""
    first_line = visible((str(error).splitlines() or [""])[0])
    reason = f"{type(error).__name__}: {first_line}"
    return f"the file could not be read ({reason}): please report this, with the file"
