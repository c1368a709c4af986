"""The database: engine, sessions, and the migrations that bring it to the shape of `models`."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.orm import sessionmaker
from sqlmodel import Session

from app.settings import ROOT, Settings

MIGRATIONS = ROOT / "migrations"
BUSY_TIMEOUT_MS = 15_000
"""How long a writer waits for another one; one source is written in well under a second."""

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA synchronous=NORMAL",
    f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}",
)


class ArchiveError(Exception):
    """The archive cannot be opened; the message is one line that says what to do."""


def open_engine(settings: Settings) -> Engine:
    """An engine for the archive's database. The data folder is made when SQLite needs it.

    Raises ArchiveError when the address is no database address or the folder cannot be made.
    """
    try:
        url = make_url(settings.database)
        engine = create_engine(url)
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise ArchiveError(f"YISHILU_DATABASE_URL is not usable ({error}): correct or unset it") from error
    if url.get_backend_name() == "sqlite":
        _make_folder(url.database)
        event.listen(engine, "connect", _on_sqlite_connect)
        event.listen(engine, "begin", _on_sqlite_begin)
    return engine


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


def _on_sqlite_begin(connection: Connection) -> None:
    # A transaction that reads before it writes must hold the write lock from its start, or SQLite
    # refuses it outright (no waiting) when another process wrote in between.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def open_archive(settings: Settings) -> Engine:
    """An engine for an archive that is there already, migrated. Raises ArchiveError where there is none."""
    url = make_url(settings.database) if settings.database_url is None else None
    if url is not None and url.database and not Path(url.database).exists():
        raise ArchiveError(
            f"there is no archive in {settings.data}: run `yishilu ingest FOLDER` first, or set YISHILU_DATA"
        )
    engine = open_engine(settings)
    migrate(engine)
    return engine


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


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the database to `revision`, in one transaction.

    Raises ArchiveError when the database cannot be opened, or was made by a newer version.
    """
    config = alembic_config()
    try:
        with engine.execution_options(writes=True).begin() as connection:
            config.attributes["connection"] = connection
            current = _known_revision(connection, ScriptDirectory.from_config(config))
            if revision == "base" or (current is not None and _is_older(config, revision, current)):
                command.downgrade(config, revision)
            else:
                command.upgrade(config, revision)
    except SQLAlchemyError as error:
        shown = engine.url.render_as_string(hide_password=True)
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise ArchiveError(
            f"the database {shown} cannot be used ({reason}): check YISHILU_DATA and YISHILU_DATABASE_URL"
        ) from error


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
