"""The whole archive as one file of lines: every row, and the bytes of every original. See `lines`."""

import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, RowMapping, Table, select
from sqlmodel import col

from app.archive.db import ArchiveError, snapshot
from app.archive.lines import (
    FORMAT,
    RUNS,
    SOURCES,
    VERSION,
    at_once,
    line,
    outward,
    packed,
    tables_of,
    without_paths,
)
from app.archive.models import GENERATION, Stamp
from app.archive.originals import original_is_right, original_path

Progress = Callable[[int], None]
"""Called with the number of rows done so far."""


class Writable(Protocol):
    """What lines are written to."""

    def write(self, data: bytes, /) -> int:
        """Write them all."""


def export_archive(
    engine: Engine, originals: Path, file: BinaryIO, progress: Progress = lambda _: None
) -> int:
    """Write the archive to `file`, one row after the other, as it is at one instant. The number of rows.

    Raises ArchiveError when an original is missing or changed.
    """

    def original(source: RowMapping) -> dict[str, Any]:
        return {"original": packed(read_original(originals, source["sha256"], source["file"]))}

    with snapshot(engine) as connection:
        return write_rows(connection, file, original, progress)


def write_rows(
    connection: Connection,
    file: Writable,
    beside: Callable[[RowMapping], dict[str, Any]],
    progress: Progress = lambda _: None,
) -> int:
    """Write the rows that the connection sees, each a line. The number of rows.

    `beside` gives what the line of a source has besides its row.
    """
    return _Export(connection, file, beside, progress).all()


def header(connection: Connection) -> dict[str, str | int | None]:
    """The first line: what the rows are of."""
    generation = select(col(Stamp.value)).where(col(Stamp.name) == GENERATION)
    return {
        "format": FORMAT,
        "version": VERSION,
        "schema": MigrationContext.configure(connection).get_current_revision(),
        "generation": connection.execute(generation).scalar(),
    }


def read_original(originals: Path, sha256: str, name: str) -> bytes:
    """The bytes of a source. Raises ArchiveError when they are missing or changed."""
    if not original_is_right(originals, sha256):
        raise ArchiveError(f"the original of {name} is missing or changed: ingest the file again first")
    return original_path(originals, sha256).read_bytes()


@contextmanager
def open_for_writing(file: Path) -> Iterator[BinaryIO]:
    """The file (`-`: stdout); it is there when all of it is written, not before. Raises ArchiveError."""
    if str(file) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    aside = file.with_name(f".{file.name}.part")
    try:
        with aside.open("wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        aside.replace(file)
    except OSError as error:
        raise ArchiveError(f"{file} cannot be written ({error.strerror}): name another file") from error
    finally:
        aside.unlink(missing_ok=True)


class _Export:
    def __init__(
        self,
        connection: Connection,
        file: Writable,
        beside: Callable[[RowMapping], dict[str, Any]],
        progress: Progress,
    ) -> None:
        self._connection = connection
        self._beside = beside
        self._file = file
        self._progress = progress
        self._digest = hashlib.sha256()
        self._done = 0

    def all(self) -> int:
        """Header, rows, last line."""
        tables = tables_of(self._connection)
        self._write(line(header(self._connection)))
        counts = {table.name: self._table(table) for table in tables}
        self._file.write(line({"rows": counts, "sha256": self._digest.hexdigest()}))
        return self._done

    def _table(self, table: Table) -> int:
        count = 0
        for one in self._lines(table):
            self._write(one)
            count += 1
            self._done += 1
            self._progress(self._done)
        return count

    def _lines(self, table: Table) -> Iterator[bytes]:
        statement = select(table).order_by(*table.primary_key.columns)
        rows = self._connection.execute(statement, execution_options={"yield_per": at_once(table)})
        for row in rows.mappings():
            found = outward(dict(row))
            if table.name == SOURCES:
                yield line({"table": table.name, "row": found, **self._beside(row)})
            else:
                shown = without_paths(found) if table.name == RUNS else found
                yield line({"table": table.name, "row": shown})

    def _write(self, written: bytes) -> None:
        self._digest.update(written)
        self._file.write(written)
