"""Migrations go up and down and agree with the models; the database is opened as it should be."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import JSON, Engine, inspect, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from app.archive import models, readonly
from app.archive.db import ArchiveError, migrate, open_engine, session_factory, writer_factory
from app.settings import Settings


@pytest.fixture
def engine(settings: Settings) -> Engine:
    engine = open_engine(settings)
    migrate(engine)
    return engine


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_upgrade_makes_every_table_and_downgrade_removes_every_one(engine: Engine) -> None:
    assert tables(engine) == set(models.SQLModel.metadata.tables)
    migrate(engine, "base")
    assert tables(engine) == set()
    migrate(engine)
    assert tables(engine) == set(models.SQLModel.metadata.tables)


def test_models_and_migrations_agree(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, models.SQLModel.metadata) == []


def test_migrating_again_keeps_the_rows(engine: Engine) -> None:
    with writer_factory(engine).begin() as session:
        session.add(models.Stamp(name="generation", value="7"))
    migrate(engine)
    with session_factory(engine)() as session:
        assert session.get_one(models.Stamp, "generation").value == "7"


def test_a_database_from_a_newer_version_is_refused(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ArchiveError, match=r"newer version.*9999.*install that version"):
        migrate(engine)
    assert tables(engine) == set(models.SQLModel.metadata.tables)


@pytest.mark.sqlite
def test_sqlite_is_opened_for_many_readers_and_one_writer(engine: Engine) -> None:
    with engine.connect() as connection:
        pragma = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        }
    assert pragma == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "busy_timeout": 15000}


def test_foreign_keys_hold(engine: Engine) -> None:
    with pytest.raises(IntegrityError), writer_factory(engine).begin() as session:
        session.add(models.RecordSpan(record_key="22222-22222", position=0, start=0, end=1))


def test_writers_that_read_first_wait_for_each_other(engine: Engine) -> None:
    writers = writer_factory(engine)

    def count_up(_: int) -> None:
        with writers.begin() as session:
            stamp = session.get(models.Stamp, "generation")
            session.merge(models.Stamp(name="generation", value=str(int(stamp.value) + 1 if stamp else 1)))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(count_up, range(20)))
    with session_factory(engine)() as session:
        assert session.get_one(models.Stamp, "generation").value == "20"


def test_an_address_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="YISHILU_DATABASE_URL"):
        open_engine(Settings(data=tmp_path, database_url="no address"))


@pytest.mark.sqlite
def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ArchiveError, match="YISHILU_DATA"):
        open_engine(Settings(data=tmp_path / "file" / "data", database_url=None))


@pytest.mark.sqlite
def test_a_file_that_is_no_database_is_named(settings: Settings) -> None:
    settings.data.mkdir()
    (settings.data / "yishilu.sqlite3").write_bytes(b"no database at all" * 100)
    with pytest.raises(ArchiveError, match="cannot be used"):
        migrate(open_engine(settings))


@pytest.mark.postgresql
def test_a_database_that_sorts_otherwise_is_refused(settings: Settings) -> None:
    server = open_engine(settings)
    with server.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("DROP DATABASE IF EXISTS yishilu_test_latin")
        connection.exec_driver_sql(
            "CREATE DATABASE yishilu_test_latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'"
        )
        settings.database_url = server.url.set(database="yishilu_test_latin").render_as_string(
            hide_password=False
        )
        other = open_engine(settings)
        with pytest.raises(ArchiveError, match=r"in LATIN1.*createdb --template"):
            migrate(other)
        other.dispose()
        connection.exec_driver_sql("DROP DATABASE yishilu_test_latin")


def test_rows_of_the_first_shape_are_carried_over_and_back(settings: Settings) -> None:
    engine = open_engine(settings)
    migrate(engine, "0001")
    with engine.execution_options(writes=True).begin() as connection:
        for statement in FIRST_SHAPE:
            connection.exec_driver_sql(statement)
    migrate(engine)
    with session_factory(engine)() as session:
        document = session.exec(select(models.Document)).one()
        assert document.evidence == {"held": "catalogue"}
        edition = session.exec(select(models.Edition)).one()
        assert (edition.document_key, edition.source_sha256, edition.state) == ("d", "s", "current")
        assert session.exec(select(models.Source)).one().state == "current"
        assert session.exec(select(models.Revision)).one().label == {}
        assert session.exec(select(models.Record)).one().key == "r"
    migrate(engine, "0001")
    catalogued = text("SELECT catalogued FROM document").columns(catalogued=JSON)
    with engine.connect() as connection:
        assert connection.scalar(catalogued) == ["held"]
        assert connection.exec_driver_sql("SELECT count(*) FROM revision").scalar() == 1


FIRST_SHAPE = (
    "INSERT INTO ingest_run (id, started, reader, totals, failures) VALUES (1, '2026-01-01', '', '{}', '[]')",
    "INSERT INTO source VALUES ('s', 'a.txt', 'text/plain', 'utf-8', 1, 'x', '[]', '', 1)",
    "INSERT INTO document (key, source_sha256, position, genre, reporters, catalogued)"
    " VALUES ('d', 's', 0, 'qa', '[]', '[\"held\"]')",
    "INSERT INTO record (key, document_key, position, kind, revision, text, follow_up, supplementary,"
    " partial, path) VALUES ('r', 'd', 0, 'answer', 1, 'x', false, false, false, '[]')",
    "INSERT INTO revision VALUES ('r', 1, 'x', 's', 1, '')",
)


@pytest.mark.sqlite
def test_who_may_only_read_sees_one_state_whoever_begins_to_write(settings: Settings) -> None:
    def stamps(engine: Engine, length: int) -> None:
        with engine.execution_options(writes=True).begin() as connection:
            connection.exec_driver_sql("DELETE FROM stamp")
            values = [(f"{length}-{number}", "x" * (length + number % 97)) for number in range(2000)]
            connection.exec_driver_sql("INSERT INTO stamp VALUES (?, ?)", values)
        engine.dispose()

    engine = open_engine(settings)
    migrate(engine)
    stamps(engine, 400)
    reader = readonly.connect(settings.data / "yishilu.sqlite3")
    reader.isolation_level = None
    reader.execute("PRAGMA cache_size=1")
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM stamp").fetchone() == (2000,)
    stamps(engine, 100)
    found = reader.execute("SELECT name, length(value) FROM stamp ORDER BY name").fetchall()
    assert dict(found) == {f"400-{n}": 400 + n % 97 for n in range(2000)}
    reader.close()
