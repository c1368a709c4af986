"""Where the index lies: a folder for each time it was built, and a file that says which one is in use.

    index/
      current      {"folder": "b41c…", "stamp": {…}, "files": {…}}, replaced in one step by `os.replace`
      b41c…/       the files of the engine
      lock         held by whoever builds or updates

A folder that `current` does not name is being built, was never finished, or has just been replaced; it
is never answered from. The one in use before stays until the next build, for those who still read it. What
else lies in the place of one of these is in the way and goes: the index can always be built from the rows.
"""

import fcntl
import json
import os
import shutil
import stat
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from app.search import seals
from app.search.engines import EngineName
from app.search.seals import Seals

Signature = tuple[int, int]


@dataclass(frozen=True)
class IndexStamp:
    """What an index was made with, and the generation of the archive it reflects (number and mark)."""

    schema: int
    analysis: str
    segmenter: str
    engine: EngineName
    generation: str
    mark: str = ""

    def same_making(self, other: "IndexStamp") -> bool:
        """True when both were made alike, of whatever generation."""
        return replace(self, generation="", mark="") == replace(other, generation="", mark="")


@dataclass(frozen=True)
class Current:
    """The index in use. `seals` are those of its files; none of one that was made before there were any."""

    folder: Path
    stamp: IndexStamp
    seals: Seals = field(default_factory=dict, repr=False)


class IndexFolder:
    """The folder of all generations of an index."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pointer = path / "current"

    def signature(self) -> Signature | None:
        """Changes whenever the index in use does; None while there is none. One system call."""
        try:
            found = self._pointer.stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns

    def current(self) -> Current | None:
        """The index in use; None when there is none, or what is there cannot be read."""
        try:
            current = self._read(json.loads(self._pointer.read_bytes()))
            return current if current.folder.is_dir() else None
        # A disk may leave anything there: no file, a folder, bytes that are no text, other JSON.
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None

    def _read(self, found: Any) -> Current:
        """What the pointer says. Raises ValueError, or whatever comes of it, when that is nothing."""
        name, stamp = found["folder"], IndexStamp(**found["stamp"])
        if not name.isalnum() or not stamp.generation.isdecimal():
            raise ValueError(name)
        return Current(self._path / name, stamp, seals.read(found.get("files", {})))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Waits for whoever builds or updates the index, then keeps others waiting."""
        self._make_way()
        with (self._path / "lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _make_way(self) -> None:
        """The folder, and nothing in the place of the lock that could not be locked."""
        try:
            self._path.mkdir(parents=True, exist_ok=True)
        except FileExistsError:
            self._path.unlink()
            self._path.mkdir()
        if (self._path / "lock").is_dir():
            shutil.rmtree(self._path / "lock")

    @contextmanager
    def at_rest(self) -> Iterator[None]:
        """Waits for whoever builds or updates the index; for who only reads, also in a read-only folder."""
        try:
            file = (self._path / "lock").open()
        except OSError:  # nobody has ever written here, or nobody can
            yield
            return
        with file:
            fcntl.flock(file, fcntl.LOCK_SH)
            yield

    def begin(self) -> Path:
        """A new, empty folder to build in; what was replaced or not finished before is removed."""
        current = self.current()
        for child in self._path.iterdir():
            if child.is_symlink():
                child.unlink()
            elif child.is_dir() and (current is None or child != current.folder):
                shutil.rmtree(child)
        folder = self._path / uuid.uuid4().hex[:12]
        folder.mkdir()
        return folder

    def use(self, folder: Path, stamp: IndexStamp) -> None:
        """Make the index in `folder` the one in use, in one step that a crash cannot leave half done.

        Its files are sealed as they are now.
        """
        _share(folder)
        before = self.current()
        known = before.seals if before is not None and before.folder == folder else {}
        said = {"folder": folder.name, "stamp": asdict(stamp), "files": seals.of(folder, known)}
        aside = self._path / "current.new"
        with aside.open("w", encoding="utf-8") as file:
            json.dump(said, file)
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
