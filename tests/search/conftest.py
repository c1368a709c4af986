"""Analyzers, and every engine over the sample records."""

import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest

from app.search.analysis import Analyzer
from app.search.engines import EngineName, open_engine
from app.search.types import Engine
from tests.search import samples

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
def make(name: EngineName, tmp_path: Path, analyzer: Analyzer) -> Callable[[str], Engine]:
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
