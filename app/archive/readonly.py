"""SQLite from a folder that may only be read: a mount, or the folder of another user."""

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote


def may_only_be_read(database: Path) -> bool:
    """Whether the file is there and neither it nor anything beside it may be written."""
    return database.exists() and not (os.access(database.parent, os.W_OK) and os.access(database, os.W_OK))


def connect(database: Path) -> sqlite3.Connection:
    """A connection that reads the last committed state.

    While somebody has the archive open for writing, through another mount or as another user, its log lies
    beside it and is read too. Without one the file is complete, and SQLite, which would have to make the log,
    is told that nobody writes: such a connection must be short, for somebody may begin to.
    """
    log = database.with_name(f"{database.name}-wal")
    how = "mode=ro" if log.exists() else "mode=ro&immutable=1"
    return sqlite3.connect(f"file:{quote(str(database))}?{how}", uri=True, check_same_thread=False)
