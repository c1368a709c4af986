"""An archive in a folder of its own, with seeds that a test writes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session

from app.archive.db import migrate, open_engine, session_factory
from app.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "seeds").mkdir()
    return Settings(data=tmp_path / "data", seeds=tmp_path / "seeds", database_url=None, search="whoosh")


@pytest.fixture
def session(settings: Settings) -> Iterator[Session]:
    engine = open_engine(settings)
    migrate(engine)
    with session_factory(engine)() as session:
        yield session
    engine.dispose()
