"""An exported archive put into an empty one: every row, every original, all of it or nothing."""

import hashlib
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO

from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, Table, delete, insert, select
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlmodel import col

from app.archive.db import ArchiveError, alembic_config, explained, migrate_within, number_on
from app.archive.export import header
from app.archive.lines import FORMAT, SOURCES, VERSION, at_once, inward, tables_of, unpacked
from app.archive.models import GENERATION, Stamp
from app.archive.originals import keep_original, original_path

Progress = Callable[[int], None]
"""Called with the number of rows done so far."""
Original = Callable[[dict[str, Any]], bytes]
"""From the line of a source to the bytes it was read from."""
_LONGEST = 1 << 28
"""Bytes of a line that any archive may have."""
_LINE_OF_ORIGINAL = 16
"""The line of a source has its text, its ledger and perhaps its bytes: at most so many times as much."""
_AGAIN = "export the archive again, or copy the file again"


def within_line(found: dict[str, Any]) -> bytes:
    """The original that an export has in the line itself. Raises KeyError or ValueError."""
    return unpacked(found["original"])


def restore_archive(
    engine: Engine,
    originals: Path,
    file: IO[bytes],
    progress: Progress = lambda _: None,
    *,
    max_bytes: int,
    original: Original = within_line,
    replace: bool = False,
) -> int:
    """Read what `export_archive` wrote into the archive of `engine`, in one transaction. The number of rows.

    An export of an older version is brought to the present form. The index is not built here. `original`
    gives the bytes of the source of a line. With `replace` the rows that are there give way to these. The
    largest original that is looked for has `max_bytes`: a line that would be too long for it is not read.

    Raises ArchiveError, and leaves everything as it was, when the archive was not empty, when the file is
    damaged or cut short, or when a newer version wrote it.
    """
    lines = _Lines(file, max(_LONGEST, max_bytes * _LINE_OF_ORIGINAL))
    schema = lines.header()
    restore = _Restore(originals, lines, original, progress)
    try:
        with explained(engine), engine.execution_options(writes=True).begin() as connection:
            before = _make_room(connection, replace)
            migrate_within(connection, schema)
            restore.all(connection)
            migrate_within(connection)
            _raise_generation(connection, before)
    except BaseException:
        restore.take_back_originals()
        raise
    return restore.done


@contextmanager
def open_for_reading(file: Path) -> Iterator[BinaryIO]:
    """The file (`-`: stdin). Raises ArchiveError."""
    if str(file) == "-":
        yield sys.stdin.buffer
        return
    try:
        source = file.open("rb")
    except OSError as error:
        raise ArchiveError(f"{file} cannot be opened ({error.strerror}): check the name") from error
    with source:
        yield source


def _make_room(connection: Connection, replace: bool) -> int | None:
    """Empty the tables where that is wanted; the generation of what was there, None if nothing was."""
    tables = tables_of(connection)
    if all(connection.execute(select(table).limit(1)).first() is None for table in tables):
        return None
    if not replace:
        raise ArchiveError(
            "there is an archive here already: set YISHILU_DATA to an empty folder,"
            " or restore a backup with --replace"
        )
    generation = header(connection)["generation"]
    for table in reversed(tables):
        connection.execute(delete(table))
    return int(generation or 0)


def _raise_generation(connection: Connection, before: int | None) -> None:
    """Where rows were replaced, the index in use must not be taken for one of these."""
    if before is not None:
        generation = int(header(connection)["generation"] or 0)
        stamp = {"name": GENERATION, "value": str(max(before, generation) + 1)}
        connection.execute(delete(Stamp).where(col(Stamp.name) == GENERATION))
        connection.execute(insert(Stamp), stamp)


class _Lines:
    """The lines of an export, each with its number, and the hash of what has been read."""

    def __init__(self, file: IO[bytes], longest: int) -> None:
        self._file = file
        self._longest = longest
        self._digest = hashlib.sha256()
        self.number = 0

    def header(self) -> str:
        """The schema's revision that the rows are of. Raises ArchiveError when they cannot be read here."""
        try:
            first = self._next()
        except ArchiveError:
            first = {}
        if first.get("format") != FORMAT:
            raise ArchiveError("this is no exported archive: name a file that `yishilu export` wrote")
        schema = str(first.get("schema"))
        known = {script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions()}
        if first.get("version") != VERSION or schema not in known:
            raise ArchiveError("a newer version of yishilu wrote this file: install that version")
        return schema

    def rows(self) -> Iterator[dict[str, Any]]:
        """The lines of the rows. Raises ArchiveError when the last line is missing or does not fit."""
        counts: dict[str, int] = {}
        while True:
            digest = self._digest.hexdigest()
            found = self._next()
            if "table" not in found:
                break
            counts[str(found["table"])] = counts.get(str(found["table"]), 0) + 1
            yield found
        told = {name: count for name, count in dict(found.get("rows", {})).items() if count}
        if found.get("sha256") != digest or told != counts or self._file.read(1):
            raise ArchiveError(f"the file was altered after it was exported: {_AGAIN}")

    def _next(self) -> dict[str, Any]:
        read = self._file.readline(self._longest)
        self.number += 1
        if len(read) == self._longest:
            raise self.damaged()
        if not read.endswith(b"\n"):
            raise ArchiveError(f"the file is cut short in line {self.number}: {_AGAIN}")
        self._digest.update(read)
        try:
            found = json.loads(read)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise self.damaged()
        return found

    def damaged(self) -> ArchiveError:
        """What to raise when a line cannot be used."""
        return ArchiveError(f"the file is damaged in line {self.number}: {_AGAIN}")


_WRONG = (
    KeyError,
    TypeError,
    ValueError,
    AttributeError,
    OverflowError,
    RecursionError,
    SQLAlchemyError,
)
"""What is raised for a row that is not as it was written."""


class _Restore:
    def __init__(self, originals: Path, lines: _Lines, original: Original, progress: Progress) -> None:
        self._originals = originals
        self._lines = lines
        self._original = original
        self._progress = progress
        self._kept: list[Path] = []
        self._table: Table | None = None
        self._waiting: list[dict[str, Any]] = []
        self.done = 0

    def all(self, connection: Connection) -> None:
        """Every row, in the transaction of the connection."""
        tables = {table.name: table for table in tables_of(connection)}
        try:
            for found in self._lines.rows():
                table = tables[found["table"]]
                if table is not self._table or len(self._waiting) >= at_once(table):
                    self._send(connection)
                self._table = table
                self._take(table, found)
            self._send(connection)
            number_on(connection)
        except OperationalError:  # not of the file: a full disk, a lock
            raise
        except _WRONG as error:
            raise self._lines.damaged() from error

    def _take(self, table: Table, found: dict[str, Any]) -> None:
        self._waiting.append(inward(table, found["row"]))
        if table.name == SOURCES:
            self._keep(found["row"]["sha256"], self._original(found))
        self.done += 1
        self._progress(self.done)

    def _keep(self, sha256: str, data: bytes) -> None:
        if hashlib.sha256(data).hexdigest() != sha256:
            raise self._lines.damaged()
        path = original_path(self._originals, sha256)
        if not path.exists():
            self._kept.append(path)
        keep_original(self._originals, sha256, data)

    def _send(self, connection: Connection) -> None:
        if self._table is not None and self._waiting:
            connection.execute(insert(self._table), self._waiting)
        self._waiting = []

    def take_back_originals(self) -> None:
        """Remove the originals that were not there before."""
        for path in self._kept:
            path.unlink(missing_ok=True)
