"""An archive in a folder of its own, and the means to look at its rows."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from shelf import Shelf
from sqlmodel import Session

from app.archive.db import open_engine, session_factory
from app.ingest import stamps
from app.settings import Settings


@pytest.fixture
def settings(tmp_path: Path, make_tables: Callable[[Settings], None]) -> Settings:
    (tmp_path / "seeds").mkdir()
    made = Settings(data=tmp_path / "data", seeds=tmp_path / "seeds", database_url=None, search="whoosh")
    make_tables(made)
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "documents"


@pytest.fixture
def shelf(settings: Settings, folder: Path) -> Shelf:
    (settings.seeds / "corrections").mkdir()
    return Shelf(settings, folder)


@pytest.fixture
def session(settings: Settings) -> Iterator[Session]:
    engine = open_engine(settings)
    with session_factory(engine)() as session:
        yield session
    engine.dispose()


@pytest.fixture
def better_reader(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Makes the reader's code count as changed, so that sources are read anew."""

    def change(version: str) -> None:
        monkeypatch.setattr(stamps, "reader_stamp", lambda: version)

    return change
