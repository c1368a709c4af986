"""An archive made by hand and a client for its pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.archive.db import migrate, open_engine, session_factory
from app.main import create_app
from app.search import reindex
from app.settings import Settings
from tests.web import city
from tests.web.city import City
from tests.web.client import Client
from tests.web.factory import Factory


@pytest.fixture(scope="session", autouse=True)
def patient() -> Iterator[None]:
    """Pages of tests wait for other wordings, however busy the machine is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.main.PATIENCE", 60.0)
        yield


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """An archive of its own, with the engine that every machine has."""
    folder: Path = tmp_path_factory.mktemp("archive")
    return Settings(data=folder, search="whoosh", segmenter="jieba", site_url="")


@pytest.fixture(scope="session")
def rows(settings: Settings) -> City:
    """The fictional city's rows, indexed."""
    engine = open_engine(settings)
    migrate(engine)
    factory = Factory()
    made = city.build(factory)
    factory.save(engine)
    (settings.originals).mkdir(parents=True, exist_ok=True)
    (settings.originals / made.source.sha256).write_bytes(made.source.text.encode())
    with session_factory(engine)() as session:
        reindex(session, settings)
    engine.dispose()
    return made


@pytest.fixture(scope="session")
def client(settings: Settings, rows: City) -> Client:
    """Asks the server without a network; does not follow redirects."""
    return Client(create_app(settings))
