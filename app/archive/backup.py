"""A backup: one ZIP file that people can open too, with every row, every original and all their hashes.

rows.jsonl              what `export` writes, without the originals
originals/<sha256>      the bytes as received
manifest.json           {"format": "yishilu-backup", "version": 1, "made": …, "schema": …, "generation": …,
                         "index": {…}, "members": {name: {"bytes": …, "sha256": …}, …}}
"""

import hashlib
import io
import json
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from sqlalchemy import Engine, RowMapping

from app.archive.db import ArchiveError, explained, snapshot
from app.archive.export import header, read_original, write_rows
from app.archive.manifest import FORMAT, MANIFEST, ORIGINALS, OTHER, ROWS, VERSION, damaged, manifest_of
from app.archive.restore import restore_archive

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

Progress = Callable[[int], None]
"""Called with the number of rows, or of members, done so far."""
_CHUNK = 1 << 20
_MOST_OF_MANIFEST = 1 << 28
"""Bytes: it has some 150 for each source."""
_BEGINNING = b"PK\x03\x04"
_UNZIPPING = (
    BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    IndexError,
    OverflowError,
    OSError,
    RuntimeError,
    ValueError,
)
"""What `zipfile` raises for a file that is damaged, depending on where: it means few of them."""


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
            with _member(archive, members, ORIGINALS + sha256) as out:
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
    """A backup that is open for reading. Every method raises ArchiveError when the file is damaged.

    No more is read of anything in it than its manifest says that it has, and an original whole only if it
    has no more than `max_bytes`.
    """

    def __init__(self, file: BinaryIO, max_bytes: int) -> None:
        """Raises ArchiveError when it is no backup, or a newer version made it."""
        self._max_bytes = max_bytes
        try:
            self._archive = ZipFile(file)
        except _UNZIPPING as error:
            raise _no_zip(file) from error
        self._manifest = manifest_of(self._manifest_bytes())

    @property
    def made(self) -> str:
        """When it was made, in ISO 8601, UTC."""
        return self._manifest.made.isoformat(timespec="seconds")

    @property
    def index(self) -> dict[str, Any]:
        """The stamp of the index that was in use; empty where there was none."""
        return dict(self._manifest.index or {})

    def verify(self, progress: Progress = lambda _: None) -> None:
        """Read all of it and compare every hash, before anything is done with it."""
        members = self._manifest.members
        if sorted(self._archive.namelist()) != sorted([MANIFEST, *members]):
            raise ArchiveError(f"the backup does not hold what its manifest says: {OTHER}")
        for number, (name, told) in enumerate(members.items(), start=1):
            if name != ROWS and told.bytes > self._max_bytes:
                raise ArchiveError(
                    f"{name} in the backup has {told.bytes:,} bytes, more than the {self._max_bytes:,}"
                    " allowed: raise YISHILU_MAX_SOURCE_BYTES"
                )
            with _Unzipped(self._archive, name, told.bytes) as file:
                digest, size = hashlib.sha256(), 0
                while chunk := file.read(_CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
            if (size, digest.hexdigest()) != (told.bytes, told.sha256):
                raise damaged(name)
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
            with self._open(ORIGINALS + str(found["row"]["sha256"])) as file:
                return file.read()

        with self._open(ROWS) as rows:
            return restore_archive(
                engine,
                originals,
                rows,
                progress,
                max_bytes=self._max_bytes,
                original=original,
                replace=replace,
            )

    def _manifest_bytes(self) -> bytes:
        try:
            size = self._archive.getinfo(MANIFEST).file_size
        except KeyError:
            return b""
        if size > _MOST_OF_MANIFEST:
            raise damaged(MANIFEST)
        with _Unzipped(self._archive, MANIFEST, size) as file:
            return file.read()

    def _open(self, name: str) -> io.BufferedReader:
        told = self._manifest.members.get(name)
        if told is None:
            raise damaged(name)
        return io.BufferedReader(_Unzipped(self._archive, name, told.bytes), _CHUNK)


class _Unzipped(io.RawIOBase):
    """The bytes of a file in the backup, as they are unzipped: never more than it is said to have.

    Raises ArchiveError, on opening and on reading, when the file is damaged, and when it has more.
    """

    def __init__(self, archive: ZipFile, name: str, size: int) -> None:
        super().__init__()
        self._name = name
        self._left = size
        if archive.getinfo(name).compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise damaged(name)
        with self._undamaged():
            self._file = archive.open(name)

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        """What a raw stream does."""
        view = memoryview(buffer)
        with self._undamaged():
            data = self._file.read(min(len(view), self._left + 1))
        self._left -= len(data)
        if self._left < 0:
            raise damaged(self._name)
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """The backup itself stays open."""
        if not self.closed:
            self._file.close()
        super().close()

    @contextmanager
    def _undamaged(self) -> Iterator[None]:
        try:
            yield
        except _UNZIPPING as error:
            raise damaged(self._name) from error


def _no_zip(file: BinaryIO) -> ArchiveError:
    """What to raise for a file that cannot be opened as a ZIP file, although it may begin like one."""
    with suppress(OSError, ValueError):
        file.seek(0)
        if file.read(len(_BEGINNING)) == _BEGINNING:
            return ArchiveError(f"the backup is damaged or cut short: {OTHER}")
    return ArchiveError("this is no backup: name a file that `yishilu backup` wrote")
