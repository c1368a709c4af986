"""Analyzers, every engine over the sample records, and a small archive to index."""

import importlib.util
from pathlib import Path

import pytest
from sqlmodel import Session

from app.search.analysis import Analyzer
from app.search.engines import EngineName, open_engine
from app.search.types import Engine
from app.settings import Settings
from tests.search import city, samples
from tests.search.shelved import SHELF, Make

needs_tantivy = pytest.mark.skipif(
    importlib.util.find_spec("tantivy") is None, reason="tantivy has no wheel for this machine"
)
ENGINES = ("whoosh", pytest.param("tantivy", marks=needs_tantivy))


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    """The reference segmenter with a small user dictionary, which every machine has."""
    return Analyzer("jieba", "品牌出海\n邵景和 2000 nr\n")


@pytest.fixture(scope="session", params=ENGINES)
def name(request: pytest.FixtureRequest) -> EngineName:
    """The name of each engine in turn."""
    return request.param


@pytest.fixture
def make(name: EngineName, tmp_path: Path, analyzer: Analyzer) -> Make:
    """Makes an empty index of that engine in a folder of the given name."""

    def made(folder: str) -> Engine:
        (tmp_path / folder).mkdir()
        return open_engine(name, tmp_path / folder, analyzer, create=True)

    return made


@pytest.fixture(scope="session")
def filled(name: EngineName, tmp_path_factory: pytest.TempPathFactory, analyzer: Analyzer) -> Engine:
    """The engine over all the sample records, for tests that only read."""
    engine = open_engine(name, tmp_path_factory.mktemp(name), analyzer, create=True)
    engine.write(samples.records())
    return engine


@pytest.fixture
def shelf(make: Make) -> Engine:
    """The engine over the shelf's records, for one test."""
    engine = make("shelf")
    engine.write(SHELF)
    return engine


@pytest.fixture
def settings(tmp_path: Path, name: EngineName) -> Settings:
    """An archive of its own for each engine, with word lists that a test writes."""
    (tmp_path / "seeds").mkdir()
    return Settings(data=tmp_path, search=name, segmenter="jieba", seeds=tmp_path / "seeds")


@pytest.fixture
def session() -> Session:
    """The rows of the small city."""
    return city.session()
