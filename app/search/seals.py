"""Size and SHA-256 of every file of an index: whether one is damaged, is not left to the engine to notice.

A search library reads a flipped bit as other words, other counts or nothing at all, and rarely as an error.
"""

import hashlib
from pathlib import Path
from typing import Any

Seal = tuple[int, str]
"""Bytes and SHA-256."""
Seals = dict[str, Seal]
"""By name of the file."""


def of(folder: Path, known: Seals) -> Seals:
    """The seals of the files in `folder`; a file of those `known` is not read again.

    Both engines write the files of a segment once, under a name of its own; only the small ones that list
    the segments are replaced. A known seal is kept as it was, so that what has been damaged since is noticed.
    """
    found = {}
    for path in sorted(folder.iterdir()):
        if path.is_file() and not _is_lock(path):
            kept = known.get(path.name) if _is_written_once(path) else None
            found[path.name] = kept or _seal(path)
    return found


def read(found: Any) -> Seals:
    """The seals of a pointer. Raises ValueError, TypeError or AttributeError when they are none."""
    return {str(name): (int(size), str(sha256)) for name, (size, sha256) in found.items()}


def broken(folder: Path, sealed: Seals, *, thoroughly: bool) -> str | None:
    """The first file that is not as it was sealed; `thoroughly` reads them all, else sizes are compared."""
    for name, seal in sealed.items():
        path = folder / name
        try:
            if path.stat().st_size != seal[0] or (thoroughly and _seal(path) != seal):
                return name
        except OSError:
            return name
    return None


def _seal(path: Path) -> Seal:
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        return file.tell(), sha256


def _is_lock(path: Path) -> bool:
    return path.suffix == ".lock" or path.name.endswith("LOCK")


def _is_written_once(path: Path) -> bool:
    return path.suffix not in (".json", ".toc")
