"""Archives of every earlier schema, with data in them, are brought to the present one with nothing lost."""

from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlmodel import Session, select

from app.archive import models
from app.archive.db import alembic_config, migrate, session_factory
from app.ingest import ingest
from app.ingest.check import check
from app.main import create_app
from app.search import ensure_index
from tests.archive import earlier
from tests.web.client import Client

REVISIONS = [script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions()]


def test_an_archive_is_kept_of_every_schema() -> None:
    assert earlier.revisions() == sorted(REVISIONS), "run python -m tests.archive.earlier and commit it"


def kept(revision: str, table: str, *names: str) -> set[tuple[object, ...]]:
    """Columns of the rows that were kept."""
    rows = [line["row"] for line in earlier.lines(revision) if line["table"] == table]
    return {tuple(row[name] for name in names) for row in rows}  # type: ignore[index]


def held(session: Session, model: type[models.SQLModel], *names: str) -> set[tuple[object, ...]]:
    return {tuple(getattr(row, name) for name in names) for row in session.exec(select(model))}


@pytest.mark.parametrize("revision", earlier.revisions())
def test_nothing_is_lost_on_the_way_up(revision: str, tmp_path: Path) -> None:
    settings = earlier.settings_in(tmp_path)
    engine = earlier.made_by(revision, settings)
    migrate(engine)
    sessions = session_factory(engine)
    record, person = ("key", "text", "revision"), ("key", "name", "body")
    with sessions() as session:
        assert held(session, models.Record, *record) == kept(revision, "record", *record)
        assert held(session, models.Person, *person) == kept(revision, "person", *person)
        assert held(session, models.Source, "sha256", "text") == kept(revision, "source", "sha256", "text")
        assert held(session, models.RecordSpan, "record_key", "start", "end") == kept(
            revision, "record_span", "record_key", "start", "end"
        )
        assert ensure_index(session, settings)
        assert check(session, settings, deep=True).problems == []
    client = Client(create_app(settings))
    keys = {str(key) for (key,) in kept(revision, "record", "key")}
    assert len(keys) >= 4
    for key in keys:
        assert client.get(f"/r/{key}").status_code == 200
    assert client.get("/search?q=停车").status_code == 200
    assert not ingest(settings, [earlier.given(tmp_path)]).failed
    with sessions() as session:
        assert {key for (key,) in held(session, models.Record, "key")} == keys
        assert check(session, settings, deep=True).problems == []
    engine.dispose()


@pytest.mark.parametrize("revision", earlier.revisions()[1:])
def test_one_step_down_and_up_again_keeps_the_records(revision: str, tmp_path: Path) -> None:
    engine = earlier.made_by(revision, earlier.settings_in(tmp_path))
    migrate(engine, REVISIONS[REVISIONS.index(revision) + 1])
    migrate(engine)
    with session_factory(engine)() as session:
        assert held(session, models.Record, "key", "text") == kept(revision, "record", "key", "text")
    engine.dispose()
