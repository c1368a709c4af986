"""A backup: one ZIP file that people can open too, with every row, every original and all their hashes.

rows.jsonl              what `export` writes, without the originals
originals/<sha256>      the bytes as received
manifest.json           {"format": "yishilu-backup", "version": 1, "made": …, "schema": …, "generation": …,
                         "index": {…}, "members": {name: {"bytes": …, "sha256": …}, …}}
"""

import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, BinaryIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from sqlalchemy import Engine, RowMapping

from app.archive.db import ArchiveError, explained, snapshot
from app.archive.export import header, read_original, write_rows
from app.archive.restore import restore_archive

FORMAT = "yishilu-backup"
VERSION = 1
ROWS = "rows.jsonl"
MANIFEST = "manifest.json"

Progress = Callable[[int], None]
"""Called with the number of rows, or of members, done so far."""
_FOLDER = "originals/"
_CHUNK = 1 << 20
_OTHER = "restore another backup, or copy the file again"


def write_backup(
    engine: Engine,
    originals: Path,
    file: BinaryIO,
    index: dict[str, Any] | None,
    progress: Progress = lambda _: None,
) -> int:
    """Write the archive as it is at one instant, whoever reads or writes it meanwhile. The number of rows.

    `index` is the stamp of the index in use, to be compared after a restore. Raises ArchiveError when an
    original is missing or changed, or the database cannot be read.
    """
    sources: dict[str, str] = {}

    def note(source: RowMapping) -> dict[str, Any]:
        sources[source["sha256"]] = source["file"]
        return {}

    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        members: dict[str, dict[str, Any]] = {}
        with explained(engine), snapshot(engine) as connection:
            told = header(connection)
            with _member(archive, members, ROWS) as out:
                count = write_rows(connection, out, note, progress)
        # Originals are never changed or removed, so they need not be of the same instant.
        for sha256, name in sources.items():
            with _member(archive, members, _FOLDER + sha256) as out:
                out.write(read_original(originals, sha256, name))
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "made": datetime.now(UTC).isoformat(timespec="seconds"),
            "schema": told["schema"],
            "generation": told["generation"],
            "index": index,
            "members": members,
        }
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1).encode())
    return count


@dataclass
class _Hashed:
    """A file that is written, and what is to be said of it."""

    file: IO[bytes]
    digest: Any = field(default_factory=hashlib.sha256)
    size: int = 0

    def write(self, data: bytes, /) -> int:
        self.digest.update(data)
        self.size += len(data)
        return self.file.write(data)


@contextmanager
def _member(archive: ZipFile, members: dict[str, dict[str, Any]], name: str) -> Iterator[_Hashed]:
    with archive.open(name, "w", force_zip64=True) as file:
        out = _Hashed(file)
        yield out
    members[name] = {"bytes": out.size, "sha256": out.digest.hexdigest()}


class Backup:
    """A backup that is open for reading. Every method raises ArchiveError when the file is damaged."""

    def __init__(self, file: BinaryIO) -> None:
        """Raises ArchiveError when it is no backup, or a newer version made it."""
        with _undamaged("manifest"):
            try:
                self._archive = ZipFile(file)
                self._manifest = json.loads(self._archive.read(MANIFEST))
                found = (self._manifest["format"], self._manifest["version"])
            except (BadZipFile, KeyError, TypeError, ValueError) as error:
                raise ArchiveError("this is no backup: name a file that `yishilu backup` wrote") from error
        if found[0] != FORMAT or found[1] > VERSION:
            raise ArchiveError("a newer version of yishilu made this backup: install that version")
        self._members: dict[str, dict[str, Any]] = self._manifest["members"]

    @property
    def made(self) -> str:
        """When it was made, in ISO 8601, UTC."""
        return str(self._manifest["made"])

    @property
    def index(self) -> dict[str, Any]:
        """The stamp of the index that was in use; empty where there was none."""
        return dict(self._manifest["index"] or {})

    def verify(self, progress: Progress = lambda _: None) -> None:
        """Read all of it and compare every hash, before anything is done with it."""
        if set(self._archive.namelist()) != {MANIFEST, *self._members} or ROWS not in self._members:
            raise ArchiveError(f"the backup does not hold what its manifest says: {_OTHER}")
        for number, (name, told) in enumerate(self._members.items(), start=1):
            digest, size = hashlib.sha256(), 0
            with _undamaged(name), self._archive.open(name) as member:
                while chunk := member.read(_CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
            if (size, digest.hexdigest()) != (told["bytes"], told["sha256"]):
                raise _damaged(name)
            progress(number)

    def restore(
        self,
        engine: Engine,
        originals: Path,
        progress: Progress = lambda _: None,
        *,
        replace: bool = False,
    ) -> int:
        """Put it into the archive of `engine`: see `restore_archive`. The number of rows."""

        def original(found: dict[str, Any]) -> bytes:
            name = _FOLDER + str(found["row"]["sha256"])
            with _undamaged(name):
                return self._archive.read(name)

        with _undamaged(ROWS), self._archive.open(ROWS) as rows:
            return restore_archive(engine, originals, rows, progress, original=original, replace=replace)


@contextmanager
def _undamaged(name: str) -> Iterator[None]:
    try:
        yield
    except (BadZipFile, zlib.error, EOFError) as error:
        raise _damaged(name) from error


def _damaged(name: str) -> ArchiveError:
    return ArchiveError(f"the backup is damaged in {name}: {_OTHER}")
