"""Which files a run reads: those named, and of folders all that can be read, in one fixed order."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.ingest.catalogue import FILE_NAME
from app.ingest.editions import richness
from app.sources.read import EXTRACTORS


@dataclass(frozen=True)
class FoundFile:
    """A file to read. `shown` is its name within the folder that was given, `root` that folder."""

    path: Path
    shown: str
    root: Path


@dataclass(frozen=True)
class NothingFound:
    """A path that was given and leads to nothing to read; `error` is one line that says what to do."""

    shown: str
    error: str


def find(paths: Iterable[Path]) -> list[FoundFile | NothingFound]:
    """The files at `paths`, each once. Hidden files, catalogues and kinds that are not read are passed over.

    A file that is named itself is always tried, whatever its kind.
    """
    found: dict[Path, FoundFile] = {}
    missing: list[NothingFound] = []
    for path in paths:
        files = list(_at(path, missing))
        for file in files:
            found.setdefault(file.path.resolve(), file)
        if not files:
            missing.append(NothingFound(str(path), _why(path)))
    return [*found.values(), *missing]


def _at(path: Path, missing: list[NothingFound]) -> Iterator[FoundFile]:
    def unreadable(error: OSError) -> None:
        why = f"the folder cannot be opened ({error.strerror}): check its rights"
        missing.append(NothingFound(str(error.filename), why))

    if path.is_dir():
        for folder, folders, files in os.walk(path, onerror=unreadable):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(files):
                file = Path(folder) / name
                if _is_readable(name):
                    yield FoundFile(file, file.relative_to(path).as_posix(), path)
    elif path.exists():
        yield FoundFile(path, path.name, path.parent)


def _is_readable(name: str) -> bool:
    return not name.startswith(".") and name != FILE_NAME and Path(name).suffix.lower() in EXTRACTORS


def _why(path: Path) -> str:
    if path.is_dir():
        return f"the folder holds no file that can be read: put {', '.join(sorted(EXTRACTORS))} files there"
    return "there is no such file or folder: check the name"


def in_reading_order(found: Sequence[FoundFile | NothingFound]) -> list[int]:
    """Positions in `found`, sorted by richness of the kind of file and then by the SHA-256 of the bytes."""

    def rank(at: int) -> tuple[int, str, str]:
        one = found[at]
        if isinstance(one, NothingFound):
            return (1, "", one.shown)
        kind = EXTRACTORS.get(one.path.suffix.lower())
        return (-richness(kind.media_type) if kind else 1, sha256_of(one.path), one.shown)

    return sorted(range(len(found)), key=rank)


def sha256_of(path: Path) -> str:
    """The SHA-256 of the bytes of a file; empty where it cannot be opened."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:  # it is named as failed when it is read
        return ""
