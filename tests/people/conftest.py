"""An archive in a folder of its own, with seeds that a test writes."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlmodel import Session

from app.archive.db import open_engine, session_factory
from app.ingest import ingest
from app.parse.types import Document
from app.settings import Settings
from tests.ingest.readings import reader_of, write_source
from tests.people.speakers import Write


@pytest.fixture
def settings(tmp_path: Path, make_tables: Callable[[Settings], None]) -> Settings:
    (tmp_path / "seeds").mkdir()
    made = Settings(data=tmp_path / "data", seeds=tmp_path / "seeds", database_url=None, search="whoosh")
    make_tables(made)
    return made


@pytest.fixture
def session(settings: Settings) -> Iterator[Session]:
    engine = open_engine(settings)
    with session_factory(engine)() as session:
        yield session
    engine.dispose()


@pytest.fixture
def write(settings: Settings, session: Session, tmp_path: Path) -> Write:
    """Ingest a source that holds these documents; the name of the file tells one source from another."""
    known: dict[str, list[Document]] = {}

    def ingest_all(**sources: Document) -> None:
        known.update({name: [one] for name, one in sources.items()})
        for name, one in known.items():
            write_source(tmp_path / "documents", f"{name}.txt", *one)
        report = ingest(settings, [tmp_path / "documents"], reader=reader_of(*known.values()))
        assert not report.failed, report.failed
        session.rollback()
        session.expunge_all()

    return ingest_all
