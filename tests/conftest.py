"""What every test may ask for: `pytest --postgresql ADDRESS` runs the tests on that server, not on SQLite."""

import gc
import os
import shutil
from collections.abc import Callable
from functools import cache
from typing import IO

import jieba
import pytest

from app.archive.db import migrate, open_engine
from app.settings import Settings
from tests.postgresql import Databases

_DATABASES = pytest.StashKey[Databases]()
LONGEST = (
    "test_crashes.py",
    "test_permanence.py",
    "test_quality.py",
    "test_soak.py",
    "test_walk.py",
    "test_day.py",
)
"""The files that take longest. One begun last would leave the other processes with nothing to do."""
_NEW_OBJECTS = 50_000
"""So many between two looks for garbage, as in an ingest: Python's own 700 take a fifth of the time."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """The address of a PostgreSQL server, as SQLAlchemy writes it."""
    parser.addoption("--postgresql", metavar="ADDRESS", help="run on this PostgreSQL server, not on SQLite")


def pytest_configure(config: pytest.Config) -> None:
    """Put the server in the place of the SQLite files."""
    os.register_at_fork(before=_read_once)
    _load_jieba_once()
    address = config.getoption("--postgresql")
    if address:
        config.stash[_DATABASES] = Databases(address)
        config.stash[_DATABASES].stand_in()


@pytest.fixture(scope="session")
def make_tables(
    pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Settings], None]:
    """Makes an archive without rows, as the migrations leave it, by copying one that they were run on."""
    if _DATABASES in pytestconfig.stash:
        return pytestconfig.stash[_DATABASES].make_tables
    made = Settings(data=tmp_path_factory.mktemp("tables"), database_url=None)
    engine = open_engine(made)
    migrate(engine)
    engine.dispose()

    def copy(settings: Settings) -> None:
        settings.data.mkdir(parents=True)
        shutil.copy(made.data / "yishilu.sqlite3", settings.data)

    return copy


@cache
def _read_once() -> None:
    """The rules compile their patterns when they are first asked: here, not in each process that reads."""
    from app.parse import read
    from app.sources import read_source
    from tests.sample_archive import DOCUMENTS

    for path in DOCUMENTS.iterdir():
        read(read_source(path).text)


def _load_jieba_once() -> None:
    """Its table takes a second to read, for each list of words that a test writes; a copy takes none."""
    read, kept = jieba.Tokenizer.gen_pfdict, []

    def copied(file: IO[bytes]) -> tuple[dict[str, int], int]:
        with file:
            kept[:] = kept or read(file)
        frequencies, total = kept
        return dict(frequencies), total

    jieba.Tokenizer.gen_pfdict = staticmethod(copied)


def pytest_collection_finish() -> None:
    """The modules and the tests themselves are no garbage, and little that a test makes is in a cycle."""
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, *gc.get_threshold()[1:])


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave the server as it was."""
    if _DATABASES in config.stash:
        config.stash[_DATABASES].drop()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Quick files first, of the others the longest first; what is about the other database is left out."""
    long = {item.path for item in items if any(map(item.get_closest_marker, ("browser", "slow")))}
    order = {name: rank - len(LONGEST) for rank, name in enumerate(LONGEST)}
    items.sort(key=lambda item: (item.path in long, order.get(item.path.name, 0)))
    other = "sqlite" if config.getoption("--postgresql") else "postgresql"
    for item in items:
        if item.get_closest_marker(other):
            item.add_marker(pytest.mark.skip(reason=f"is about {other}"))
