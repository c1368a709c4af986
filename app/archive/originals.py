"""The received bytes, kept under their SHA-256 in the data folder and never changed."""

import hashlib
import os
import time
import uuid
from contextlib import suppress
from pathlib import Path

_PART = ".part"
_LONG_AGO_SECONDS = 3600


def original_path(folder: Path, sha256: str) -> Path:
    """Where the bytes with this SHA-256 lie, whether they do or not."""
    return folder / sha256


def keep_original(folder: Path, sha256: str, data: bytes) -> None:
    """Write `data` under its SHA-256, whole or not at all. Nothing is written when it is there and right."""
    path = original_path(folder, sha256)
    if original_is_right(folder, sha256):
        return
    folder.mkdir(parents=True, exist_ok=True)
    # Not tempfile: its files are for their writer alone, and a server may run as another user.
    part = folder / f".{uuid.uuid4().hex}{_PART}"
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
        _sync(folder)  # rows that name it may follow: it must not be gone after a power cut
    except BaseException:
        with suppress(FileNotFoundError):
            part.unlink()
        raise


def _sync(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def sweep(folder: Path) -> None:
    """Remove what an ingest that was killed has half written; another one may be writing right now."""
    for left in folder.glob(f".*{_PART}"):
        with suppress(OSError):
            if left.stat().st_mtime < time.time() - _LONG_AGO_SECONDS:
                left.unlink()


def original_is_right(folder: Path, sha256: str) -> bool:
    """Whether the original is there and its bytes still have their SHA-256."""
    try:
        with original_path(folder, sha256).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False
