"""The whole archive as one file of lines: every row, and the bytes of every original. See `lines`."""

import hashlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, RowMapping, Table, select

from app.archive.db import ArchiveError
from app.archive.lines import FORMAT, SOURCES, VERSION, at_once, line, outward, packed, tables_of
from app.archive.originals import original_is_right, original_path

Progress = Callable[[int], None]
"""Called with the number of rows done so far."""


def export_archive(
    engine: Engine, originals: Path, file: BinaryIO, progress: Progress = lambda _: None
) -> int:
    """Write the archive to `file`, one row after the other, as it is at one instant. The number of rows.

    Raises ArchiveError when an original is missing or changed.
    """
    with engine.connect() as connection:
        return _Export(connection, originals, file, progress).all()


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
        aside.replace(file)
    except OSError as error:
        raise ArchiveError(f"{file} cannot be written ({error.strerror}): name another file") from error
    finally:
        aside.unlink(missing_ok=True)


class _Export:
    def __init__(self, connection: Connection, originals: Path, file: BinaryIO, progress: Progress) -> None:
        self._connection = connection
        self._originals = originals
        self._file = file
        self._progress = progress
        self._digest = hashlib.sha256()
        self._done = 0

    def all(self) -> int:
        """Header, rows, last line."""
        tables = tables_of(self._connection)
        self._write(line(self._header(tables)))
        counts = {table.name: self._table(table) for table in tables}
        self._file.write(line({"rows": counts, "sha256": self._digest.hexdigest()}))
        return self._done

    def _header(self, tables: list[Table]) -> dict[str, str | int | None]:
        stamps = next(table for table in tables if table.name == "stamp")
        generation = select(stamps.c.value).where(stamps.c.name == "generation")
        return {
            "format": FORMAT,
            "version": VERSION,
            "schema": MigrationContext.configure(self._connection).get_current_revision(),
            "generation": self._connection.execute(generation).scalar(),
        }

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
                yield line({"table": table.name, "row": found, "original": packed(self._original(row))})
            else:
                yield line({"table": table.name, "row": found})

    def _original(self, row: RowMapping) -> bytes:
        sha256, name = row["sha256"], row["file"]
        if not original_is_right(self._originals, sha256):
            raise ArchiveError(f"the original of {name} is missing or changed: ingest the file again first")
        return original_path(self._originals, sha256).read_bytes()

    def _write(self, written: bytes) -> None:
        self._digest.update(written)
        self._file.write(written)
