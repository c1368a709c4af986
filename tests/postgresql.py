"""The same tests on a real PostgreSQL server: `pytest --postgresql ADDRESS`.

Every data folder of a test gets a database of its own on that server, in the place of the SQLite file that
would lie in the folder; all of them are dropped at the end. The role of the address must be allowed to
create databases.
"""

import hashlib
import os
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, make_url, text
from sqlalchemy.pool import NullPool

from app.archive.db import migrate, open_engine
from app.settings import Settings

_KIND = "TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'"
"""A collation by code points, as the archive requires."""
_TABLES = Path("the tables of every archive")
"""No folder: its database is only copied."""


class Databases:
    """The databases that stand for data folders."""

    def __init__(self, address: str) -> None:
        self.server: URL = make_url(address).set(drivername="postgresql+psycopg")
        self._engine: Engine = create_engine(self.server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        self._made: dict[Path, str] = {}

    def address(self, data: Path) -> str:
        """The address of the folder's database, which is made when it is first asked for."""
        folder = data.resolve()
        if folder not in self._made:
            self._made[folder] = _name(folder)
            self._create(self._made[folder])
        return self._named(self._made[folder])

    def make_tables(self, settings: Settings) -> None:
        """Make the folder's database as the migrations leave it, by copying one that they were run on."""
        if _TABLES not in self._made:
            self._made[_TABLES] = f"yishilu_test_{os.getpid()}_tables"
            self._create(self._made[_TABLES])
            engine = open_engine(Settings(database_url=self._named(self._made[_TABLES])))
            migrate(engine)
            engine.dispose()
        folder = settings.data.resolve()
        self._made[folder] = _name(folder)
        self._create(self._made[folder], f"TEMPLATE {self._made[_TABLES]}")

    def _create(self, name: str, kind: str = _KIND) -> None:
        with self._engine.connect() as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
            connection.execute(text(f"CREATE DATABASE {name} {kind}"))

    def _named(self, name: str) -> str:
        return self.server.set(database=name).render_as_string(hide_password=False)

    def drop(self) -> None:
        """Drop every database that was made."""
        with self._engine.connect() as connection:
            for name in self._made.values():
                connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        self._made.clear()

    def stand_in(self) -> None:
        """From now on an archive without an address of its own lies on this server."""

        def database(settings: Settings) -> str:
            return settings.database_url or self.address(settings.data)

        Settings.database = property(database)  # type: ignore[method-assign, assignment]


def _name(folder: Path) -> str:
    return "yishilu_test_" + hashlib.sha256(str(folder).encode()).hexdigest()[:24]
