"""Files opened and read so that none is waited for and none is read beyond a limit, whoever made it."""

import hashlib
import os
import stat
from pathlib import Path
from typing import BinaryIO

_HOW = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
"""A pipe that took the place of a file after one looked is not waited for either."""
_CHUNK = 1 << 20


class SourceError(Exception):
    """A file that cannot be read; the message is one line that says what to do."""


def open_regular(path: Path, max_bytes: int | None = None) -> BinaryIO:
    """The file at `path`, open for reading.

    Raises SourceError when it is missing, may not be opened, has more than `max_bytes`, or is a folder, a
    pipe or a device: these may have no end, and to open a device can be to use it.
    """
    try:
        _require_regular(os.stat(path), max_bytes)
        file = os.fdopen(os.open(path, _HOW), "rb")
    except OSError as error:
        raise SourceError(
            f"the file cannot be opened ({error.strerror}): check its name and rights"
        ) from error
    try:
        _require_regular(os.fstat(file.fileno()), max_bytes)
    except SourceError:
        file.close()
        raise
    return file


def read_bytes(path: Path, max_bytes: int | None = None) -> bytes:
    """All bytes of the file, also of one that grows meanwhile. Raises SourceError as `open_regular` does."""
    with open_regular(path, max_bytes) as file:
        try:
            data = file.read() if max_bytes is None else file.read(max_bytes + 1)
        except OSError as error:
            raise SourceError(f"the file cannot be read ({error.strerror}): copy it again") from error
    if max_bytes is not None and len(data) > max_bytes:
        raise _too_large(len(data), max_bytes)
    return data


def sha256_of(path: Path, max_bytes: int) -> str:
    """The SHA-256 of the bytes of a file; empty where it cannot be read or has more than `max_bytes`."""
    digest, left = hashlib.sha256(), max_bytes
    try:
        with open_regular(path, max_bytes) as file:
            while left >= 0 and (chunk := file.read(_CHUNK)):
                digest.update(chunk)
                left -= len(chunk)
    except (OSError, SourceError):  # it is named as failed when it is read
        return ""
    return digest.hexdigest() if left >= 0 else ""


def _require_regular(found: os.stat_result, max_bytes: int | None) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise SourceError("this cannot be opened as a file (a folder, a pipe, a device): give a file")
    if max_bytes is not None and found.st_size > max_bytes:
        raise _too_large(found.st_size, max_bytes)


def _too_large(size: int, max_bytes: int) -> SourceError:
    return SourceError(
        f"the file has {size:,} bytes, more than the {max_bytes:,} allowed: split it, or raise"
        " YISHILU_MAX_SOURCE_BYTES"
    )
