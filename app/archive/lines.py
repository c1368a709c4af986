"""The form of an exported archive: JSON Lines, in UTF-8, each line one object with sorted names.

    {"format":"yishilu-archive","generation":…,"schema":…,"version":1}
    {"row":{…},"table":"ingest_run"}
    {"original":{"utf8":…},"row":{…},"table":"source"}      or {"base64":…}, where the bytes are no UTF-8
    …
    {"rows":{"ingest_run":1,…},"sha256":…}

The tables come in an order in which no row refers to a later one, the rows in that of their primary keys:
the same archive is the same bytes. The last line counts the rows and has the SHA-256 of all bytes before it.
"""

import json
from base64 import b64decode, b64encode
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, DateTime, MetaData, Table

from app.text.visible import visible

FORMAT = "yishilu-archive"
VERSION = 1
SOURCES = "source"
RUNS = "ingest_run"
_ALEMBIC = "alembic_version"


def tables_of(connection: Connection) -> list[Table]:
    """The tables there are, whatever the version of the schema; each after those it refers to."""
    metadata = MetaData()
    metadata.reflect(connection)
    return [table for table in metadata.sorted_tables if table.name != _ALEMBIC]


def at_once(table: Table) -> int:
    """How many rows may be in memory together: the rows of sources hold whole texts."""
    return 1 if table.name == SOURCES else 500


def line(value: dict[str, Any]) -> bytes:
    """A line of the file."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8") + b"\n"


def outward(row: dict[str, Any]) -> dict[str, Any]:
    """A row as JSON has it: times in ISO 8601, of UTC."""
    return {
        name: _utc(value).isoformat() if isinstance(value, datetime) else value for name, value in row.items()
    }


def without_paths(row: dict[str, Any]) -> dict[str, Any]:
    """A run of ingest without the places of its failed files on this machine: they mean nothing elsewhere.

    Names that an earlier version stored as they were, though they are not UTF-8, are made visible.
    """
    kept = [
        {name: visible(value) for name, value in one.items() if name != "path"} for one in row["failures"]
    ]
    return row | {"failures": kept}


def _utc(time: datetime) -> datetime:
    # SQLite keeps no zone; what is stored is UTC.
    return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)


def inward(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """A row as the database takes it. Raises ValueError when its columns are not the table's."""
    if set(row) != set(table.columns.keys()):
        raise ValueError(f"a row of {table.name} has other columns than the table")
    return {
        name: _utc(datetime.fromisoformat(value))
        if value is not None and isinstance(table.columns[name].type, DateTime)
        else value
        for name, value in row.items()
    }


def packed(data: bytes) -> dict[str, str]:
    """The bytes of an original: as text where they are UTF-8, so that people can read the file."""
    try:
        return {"utf8": data.decode("utf-8")}
    except UnicodeDecodeError:
        return {"base64": b64encode(data).decode("ascii")}


def unpacked(original: dict[str, str]) -> bytes:
    """The bytes again. Raises KeyError or ValueError when it is neither form."""
    if "utf8" in original:
        return original["utf8"].encode("utf-8")
    return b64decode(original["base64"], validate=True)
