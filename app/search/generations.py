"""Where the index lies: a folder for each time it was built, and a file that says which one is in use.

    index/
      current      {"folder": "b41c…", "stamp": {…}}, replaced in one step by `os.replace`
      b41c…/       the files of the engine
      lock         held by whoever builds or updates

A folder that `current` does not name is being built, was never finished, or has just been replaced; it
is never answered from. The one in use before stays until the next build, for those who still read it.
"""

import fcntl
import json
import os
import shutil
import stat
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from app.search.engines import EngineName

Signature = tuple[int, int]


@dataclass(frozen=True)
class IndexStamp:
    """What an index was made with, and the generation of the archive it reflects."""

    schema: int
    analysis: str
    segmenter: str
    engine: EngineName
    generation: str

    def same_making(self, other: "IndexStamp") -> bool:
        """True when both were made alike, of whatever generation."""
        return replace(self, generation="") == replace(other, generation="")


@dataclass(frozen=True)
class Current:
    """The index in use."""

    folder: Path
    stamp: IndexStamp


class IndexFolder:
    """The folder of all generations of an index."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pointer = path / "current"

    def signature(self) -> Signature | None:
        """Changes whenever the index in use does; None while there is none. One system call."""
        try:
            found = self._pointer.stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_mtime_ns

    def current(self) -> Current | None:
        """The index in use; None when there is none, or what is there cannot be read."""
        try:
            read = json.loads(self._pointer.read_text(encoding="utf-8"))
            current = Current(self._path / read["folder"], IndexStamp(**read["stamp"]))
        except (FileNotFoundError, json.JSONDecodeError, KeyError, TypeError):
            return None
        return current if current.folder.is_dir() else None

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Waits for whoever builds or updates the index, then keeps others waiting."""
        self._path.mkdir(parents=True, exist_ok=True)
        with (self._path / "lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def begin(self) -> Path:
        """A new, empty folder to build in; what was replaced or not finished before is removed."""
        current = self.current()
        for child in self._path.iterdir():
            if child.is_dir() and (current is None or child != current.folder):
                shutil.rmtree(child)
        folder = self._path / uuid.uuid4().hex[:12]
        folder.mkdir()
        return folder

    def use(self, folder: Path, stamp: IndexStamp) -> None:
        """Make the index in `folder` the one in use, in one step that a crash cannot leave half done."""
        _share(folder)
        aside = self._path / "current.new"
        with aside.open("w", encoding="utf-8") as file:
            json.dump({"folder": folder.name, "stamp": asdict(stamp)}, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, self._pointer)


def _share(folder: Path) -> None:
    """Let whoever may read the folder read its files: some engines write theirs for their writer alone, and a
    server may run as another user."""
    wanted = stat.S_IMODE(folder.stat().st_mode) & 0o666
    for path in folder.iterdir():
        had = stat.S_IMODE(path.stat().st_mode)
        if path.is_file() and had | wanted != had:
            path.chmod(had | wanted)
