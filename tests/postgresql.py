"""The same tests on a real PostgreSQL server: `pytest --postgresql ADDRESS`.

Every data folder of a test gets a database of its own on that server, in the place of the SQLite file that
would lie in the folder; all of them are dropped at the end. The role of the address must be allowed to
create databases.
"""

import hashlib
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, make_url, text
from sqlalchemy.pool import NullPool

from app.settings import Settings

_KIND = "TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'"
"""A collation by code points, as the archive requires."""


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
            self._made[folder] = "yishilu_test_" + hashlib.sha256(str(folder).encode()).hexdigest()[:24]
            self._create(self._made[folder])
        named = self.server.set(database=self._made[folder])
        return named.render_as_string(hide_password=False)

    def _create(self, name: str) -> None:
        with self._engine.connect() as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
            connection.execute(text(f"CREATE DATABASE {name} {_KIND}"))

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
