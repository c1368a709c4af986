"""An empty folder to make archives in."""

from pathlib import Path

import pytest

from app.settings import Settings
from tests.archive.whole import Sample, make_sample


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", database_url=None)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """Only to be read."""
    return make_sample(tmp_path_factory.mktemp("sample"))
