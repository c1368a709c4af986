"""What the disk refuses, said in a line that tells what to do."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.archive.db import ArchiveError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS}
NO_WRITING = {*_FULL, *_CLOSED, errno.EIO}
"""Errors that are not of one file: no other one could be written either."""


def refusal(error: BaseException, place: Path | str = "") -> str | None:
    """One line about a disk that refuses to be written to, and what to do; None for any other error."""
    if not isinstance(error, OSError) or error.errno not in NO_WRITING:
        return None
    what = f"{place or error.filename or 'a file'} cannot be written to ({error.strerror})"
    if error.errno in _CLOSED:
        return f"{what}: run this as a user who may, or set YISHILU_DATA"
    return f"{what}: make room on the disk and run the same command again; what was read before is kept"


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """For what writes into the data folder. Raises ArchiveError when it cannot be written to."""
    try:
        yield
    except OSError as error:
        if (said := refusal(error, f"the data folder {folder}")) is None:
            raise
        raise ArchiveError(said) from error
