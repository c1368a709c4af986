"""SQLite from a folder that may only be read: a mount, or the folder of another user."""

import os
import sqlite3
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

_CLOSING_SECONDS = 1
"""So long a writer may take between taking the log away and leaving another; it takes a thousandth of it."""


def may_only_be_read(database: Path) -> bool:
    """Whether the file is there and neither it nor anything beside it may be written."""
    return database.exists() and not (os.access(database.parent, os.W_OK) and os.access(database, os.W_OK))


def connect(database: Path) -> sqlite3.Connection:
    """A connection that reads the last committed state.

    SQLite's log beside the file, which whoever writes leaves there (`leave_log`), lets it see what others
    write, through another mount or as another user. Without a log SQLite would have to make one; it is told
    instead that nobody writes. Where somebody begins to all the same, what it reads is a mixture, and it
    says that the file is malformed.
    """
    how = "mode=ro" if _has_log(database) else "mode=ro&immutable=1"
    return sqlite3.connect(f"file:{quote(str(database))}?{how}", uri=True, check_same_thread=False)


def leave_log(database: Path) -> None:
    """After the last connection of a writer is closed, and SQLite has taken its log away: an empty one."""
    with suppress(OSError):  # without it, only who may not write is worse off
        if database.is_file():
            owner = database.stat()
            for log in _logs(database):
                log.touch()
                if log.stat().st_uid != owner.st_uid:  # root came by: it must not lock the owner out
                    os.chown(log, owner.st_uid, owner.st_gid)


def _has_log(database: Path) -> bool:
    """Whether there is a log; one that has just been taken away will be there again in an instant."""
    log = _logs(database)[0]
    until = time.monotonic() + _CLOSING_SECONDS
    while not log.exists():
        just_written = time.time() - database.stat().st_mtime < _CLOSING_SECONDS
        if not just_written or time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True


def _logs(database: Path) -> tuple[Path, Path]:
    """The log, and the memory that those who have it open share."""
    return database.with_name(f"{database.name}-wal"), database.with_name(f"{database.name}-shm")
