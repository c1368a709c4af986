"""The database: engine, sessions, and the migrations that bring it to the shape of `models`."""

import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, func, inspect, make_url, select
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import NullPool
from sqlmodel import Session, SQLModel

from app.archive import readonly
from app.settings import ROOT, Settings

MIGRATIONS = ROOT / "migrations"
BUSY_TIMEOUT_MS = 15_000
"""How long a writer waits for another one; one source is written in well under a second."""

_WRITER = 0x59_69_73_68_69_6C_75
"""The advisory lock that the writer holds on PostgreSQL: any number that nobody else takes."""

_CONNECT_ARGS: dict[str, dict[str, str]] = {"postgresql": {"options": "-c timezone=UTC"}}

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA foreign_keys=ON",
    # NORMAL may lose the last commits in a power cut, after ingest has said that they are in. FULL takes a
    # millisecond or two more for each source, and reading nothing.
    "PRAGMA synchronous=FULL",
    f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}",
)


_READ_ONLY = "read_only"
_CHECK = "check YISHILU_DATA and YISHILU_DATABASE_URL"
_ADVICE = (
    ("is full", "make room on the disk and run the same command again; what was written before is kept"),
    ("disk I/O error", "see that the disk works and has room, and run the same command again"),
    ("locked", "another program is writing to it: wait for that, and run the same command again"),
    ("lock timeout", "another program is writing to it: wait for that, and run the same command again"),
    ("readonly", "run this as a user who may write there, or set YISHILU_DATA"),
    ("malformed", "restore a backup with `yishilu restore`"),
)
"""A word in what the database says, and what to do then."""


class ArchiveError(Exception):
    """The archive cannot be opened; the message is one line that says what to do."""


def open_engine(settings: Settings) -> Engine:
    """An engine for the archive's database. The data folder is made when SQLite needs it.

    Raises ArchiveError when the address is no database address, the folder cannot be made, or root would
    write into the folder of another user.
    """
    _leave_to_its_owner(settings.data)
    try:
        url = make_url(settings.database)
        if url.drivername == "postgresql":
            url = url.set(drivername="postgresql+psycopg")
        if url.get_backend_name() == "sqlite" and readonly.may_only_be_read(Path(url.database or "")):
            return _read_only_engine(url, Path(url.database or ""))
        engine = create_engine(url, connect_args=_CONNECT_ARGS.get(url.get_backend_name(), {}))
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise ArchiveError(f"YISHILU_DATABASE_URL is not usable ({error}): correct or unset it") from error
    except ValueError as error:  # what it says of the port may hold a part of the password
        raise ArchiveError(
            "YISHILU_DATABASE_URL is no address: percent-encode what is special in the password (@ : /)"
        ) from error
    if url.get_backend_name() == "sqlite":
        _make_folder(url.database)
        event.listen(engine, "connect", _on_sqlite_connect)
        event.listen(engine, "begin", _on_sqlite_begin)
        event.listen(engine, "engine_disposed", _on_sqlite_disposed)
    elif url.get_backend_name() == "postgresql":
        event.listen(engine, "begin", _on_postgresql_begin)
    return engine


def _leave_to_its_owner(data: Path) -> None:
    """Files that root makes in the service's folder would lock the service out."""
    if os.geteuid() != 0 or not data.is_dir() or not os.access(data, os.W_OK):
        return
    owner = data.stat().st_uid
    if owner != 0:
        try:
            name = pwd.getpwuid(owner).pw_name
        except KeyError:
            name = f"#{owner}"
        raise ArchiveError(
            f"the archive in {data} belongs to the user {name}, and this runs as root:"
            f" run it as that user (runuser -u {name} -- yishilu …)"
        )


def _read_only_engine(url: URL, database: Path) -> Engine:
    # A connection of its own for each session, because each decides anew whether somebody writes.
    engine = create_engine(
        url,
        creator=lambda: readonly.connect(database),
        poolclass=NullPool,
        execution_options={_READ_ONLY: True},
    )
    event.listen(engine, "connect", _on_read_only_connect)
    event.listen(engine, "begin", _on_sqlite_begin)
    return engine


def is_read_only(engine: Engine) -> bool:
    """Whether the archive may be read and not written by this process."""
    return bool(engine.get_execution_options().get(_READ_ONLY, False))


def _make_folder(database: str | None) -> None:
    if not database or database == ":memory:":
        return
    try:
        Path(database).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveError(
            f"the data folder {Path(database).parent} cannot be made ({error.strerror}):"
            " set YISHILU_DATA to a folder you may write to"
        ) from error


def _on_sqlite_connect(connection: Any, _record: object) -> None:
    # The driver would begin transactions by itself, and not before DDL; `begin` below does it for all.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _on_sqlite_disposed(engine: Engine) -> None:
    if engine.url.database not in (None, "", ":memory:"):
        readonly.leave_log(Path(str(engine.url.database)))


def _on_read_only_connect(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}").close()


def _on_sqlite_begin(connection: Connection) -> None:
    # A transaction that reads before it writes must hold the write lock from its start, or SQLite
    # refuses it outright (no waiting) when another process wrote in between.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _on_postgresql_begin(connection: Connection) -> None:
    # One writer at a time, as with SQLite: what a writer has read stays true until it has written.
    if connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {BUSY_TIMEOUT_MS}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER})")


def _require_order_of_code_points(connection: Connection) -> None:
    # A language's order passes over hyphens, so that keys and dates would sort as on no other database.
    if connection.dialect.name != "postgresql":
        return
    found = connection.exec_driver_sql(
        "SELECT pg_encoding_to_char(encoding), datcollate FROM pg_database WHERE datname = current_database()"
    ).one()
    if found[0] != "UTF8" or found[1].split(".")[0] not in ("C", "POSIX"):
        raise ArchiveError(
            f"the database {connection.engine.url.database} is in {found[0]} and sorts by {found[1]}:"
            " make it with `createdb --template=template0 --encoding=UTF8 --locale=C.UTF-8 NAME`"
        )


def number_on(connection: Connection) -> None:
    """Let numbers that the database gives go on after rows that were written with numbers of their own."""
    if connection.dialect.name != "postgresql":
        return
    for table in SQLModel.metadata.sorted_tables:
        column = table.autoincrement_column
        if column is not None:
            sequence = func.pg_get_serial_sequence(table.name, column.name)
            highest = select(func.max(column)).scalar_subquery()
            connection.execute(select(func.setval(sequence, func.coalesce(highest, 1), highest.is_not(None))))


def open_archive(settings: Settings) -> Engine:
    """An engine for an archive that is there already, migrated. Raises ArchiveError where there is none."""
    url = make_url(settings.database) if settings.database_url is None else None
    if url is not None and url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        raise _no_archive(str(settings.data))
    engine = open_engine(settings)
    if engine.dialect.name != "sqlite" and not _has_archive(engine):
        raise _no_archive(f"the database {engine.url.database}")
    bring_up(engine)
    return engine


def _has_archive(engine: Engine) -> bool:
    with explained(engine), engine.connect() as connection:
        return inspect(connection).has_table("alembic_version")


def _no_archive(place: str) -> ArchiveError:
    return ArchiveError(
        f"there is no archive in {place}: run `yishilu ingest FOLDER` first,"
        " or set YISHILU_DATA or YISHILU_DATABASE_URL"
    )


def session_factory(engine: Engine) -> sessionmaker[Session]:
    """Makes sessions for reading: `with sessions() as session: …`. Rows stay usable after a commit."""
    return sessionmaker(engine, class_=Session, expire_on_commit=False, autoflush=False)


def writer_factory(engine: Engine) -> sessionmaker[Session]:
    """Makes sessions for writing; `with writers.begin() as session: …` is one transaction."""
    return session_factory(engine.execution_options(writes=True))


def alembic_config() -> Config:
    """The configuration Alembic wants, without an `alembic.ini`."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def bring_up(engine: Engine) -> None:
    """Migrate the archive; where it may only be read, require that it need not be. Raises ArchiveError."""
    require_current(engine) if is_read_only(engine) else migrate(engine)


def require_current(engine: Engine) -> None:
    """Raises ArchiveError, with what to do, unless the database stands at the current migration."""
    head = ScriptDirectory.from_config(alembic_config()).get_current_head()
    with explained(engine), engine.connect() as connection:
        current = _known_revision(connection, ScriptDirectory.from_config(alembic_config()))
    if current is None:
        raise ArchiveError("there is no archive here yet: run `yishilu ingest FOLDER` first")
    if current != head:
        raise ArchiveError(
            f"the database stands at migration {current}, this program needs {head}:"
            " run `yishilu ingest` to migrate it"
        )


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A connection that reads the archive as it is at one instant, whatever is written meanwhile."""
    # SQLite reads so in any transaction.
    how = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    with engine.execution_options(**how).connect() as connection, connection.begin():
        yield connection


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the database to `revision`, in one transaction.

    Raises ArchiveError when the database cannot be opened, or was made by a newer version.
    """
    if is_read_only(engine):
        raise ArchiveError(
            f"the archive in {Path(engine.url.database or '').parent} may only be read:"
            " run this as a user who may write there, or set YISHILU_DATA"
        )
    with explained(engine), engine.execution_options(writes=True).begin() as connection:
        migrate_within(connection, revision)


def migrate_within(connection: Connection, revision: str = "head") -> None:
    """The same in the transaction of a connection that writes."""
    _require_order_of_code_points(connection)
    config = alembic_config()
    config.attributes["connection"] = connection
    current = _known_revision(connection, ScriptDirectory.from_config(config))
    if revision == "base" or (current is not None and _is_older(config, revision, current)):
        command.downgrade(config, revision)
    else:
        command.upgrade(config, revision)


@contextmanager
def explained(engine: Engine) -> Iterator[None]:
    """Whatever the database refuses becomes an ArchiveError that says so in one line."""
    try:
        yield
    except SQLAlchemyError as error:
        shown = engine.url.render_as_string(hide_password=True)
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        advice = next((advice for word, advice in _ADVICE if word in reason), _CHECK)
        raise ArchiveError(f"the database {shown} cannot be used ({reason}): {advice}") from error


def _known_revision(connection: Connection, scripts: ScriptDirectory) -> str | None:
    current = MigrationContext.configure(connection).get_current_revision()
    if current is not None and current not in {script.revision for script in scripts.walk_revisions()}:
        raise ArchiveError(
            f"the database is from a newer version of yishilu (revision {current} is unknown here):"
            " install that version, or set YISHILU_DATA to another folder"
        )
    return current


def _is_older(config: Config, revision: str, current: str) -> bool:
    scripts = ScriptDirectory.from_config(config)
    order = [script.revision for script in scripts.walk_revisions()]  # newest first
    return revision in order and order.index(revision) > order.index(current)
