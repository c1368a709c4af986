"""`check --deep` names each thing that is damaged, and nothing of an archive that is whole."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session

from app.archive.db import open_engine, session_factory
from app.ingest import ingest
from app.ingest.check import check, repair_index
from app.search import fields, reindex
from app.search.dictionary import open_analyzer
from app.search.documents import all_documents
from app.search.engines import open_engine as open_index
from app.search.generations import IndexFolder
from app.settings import ROOT, Settings

pytestmark = pytest.mark.sqlite

DOCUMENTS = ("2021-linyuan-daibiao-wenzheng.txt", "2021-linyuan-lianghui-taolun.txt")
NAMES = {
    "{one}": "(SELECT min(key) FROM record WHERE kind = 'speech')",
    "{other}": "(SELECT max(key) FROM record WHERE kind = 'speech')",
    "{source}": "(SELECT min(sha256) FROM source)",
    "{document}": "(SELECT min(key) FROM document)",
    "{redirect}": "INSERT INTO key_redirect (title, reason, run_id, old_key, new_key, noun)"
    " VALUES ('', '', 1,",
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """An archive of two documents; only to be copied."""
    folder = tmp_path_factory.mktemp("whole")
    settings = Settings(data=folder / "data", search="tantivy", segmenter="jieba", database_url=None)
    assert not ingest(settings, [ROOT / "seeds" / "documents" / name for name in DOCUMENTS]).failed
    return settings


@pytest.fixture
def damaged(whole: Settings, tmp_path: Path) -> Settings:
    """A copy of it, to be damaged."""
    shutil.copytree(whole.data, tmp_path / "data")
    return whole.model_copy(update={"data": tmp_path / "data"})


def problems(settings: Settings, *, deep: bool = True) -> list[str]:
    engine = open_engine(settings)
    with session_factory(engine)() as session:
        found = check(session, settings, deep=deep).problems
    engine.dispose()
    return found


def run(settings: Settings, statement: str) -> None:
    """Change rows, whatever they refer to."""
    for name, meant in NAMES.items():
        statement = statement.replace(name, meant)
    engine = open_engine(settings)
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        assert connection.execute(text(statement)).rowcount > 0, statement
    engine.dispose()


def test_a_whole_archive_has_no_fault(whole: Settings) -> None:
    assert problems(whole) == []


ROWS: dict[str, tuple[str, str]] = {
    "the text of a record": (
        "UPDATE record SET text = text || '。' WHERE key = {one}",
        "is not what its spans hold",
    ),
    "the last wording": (
        "UPDATE revision SET text = 'x' WHERE record_key = {one}",
        "is not what its last wording says",
    ),
    "a wording that is gone": (
        "DELETE FROM revision WHERE record_key = {one}",
        "lacks one of its 1 wordings",
    ),
    "a span": (
        'UPDATE record_span SET "end" = "end" - 2 WHERE record_key = {one} AND position = 0',
        "is not what its spans hold",
    ),
    "a span outside of the text": (
        'UPDATE record_span SET "end" = 999999 WHERE record_key = {one} AND position = 0',
        "lie outside of the text",
    ),
    "spans of a record that is gone": (
        "UPDATE record_span SET record_key = '22222-22222' WHERE record_key = {one}",
        "record_span.record_key names record 22222-22222, which is gone",
    ),
    "the ledger": ("UPDATE source SET ledger = '[]' WHERE sha256 = {source}", "ledger is not closed"),
    "a role of the ledger": (
        "UPDATE source SET ledger = replace(ledger, '\"text\"', '\"advert\"') WHERE sha256 = {source}",
        "the ledger has the role 'advert'",
    ),
    "the text of a source": (
        "UPDATE source SET text = replace(text, '。', '，') WHERE sha256 = {source}",
        "the stored text is not what the original says",
    ),
    "the size of a source": (
        "UPDATE source SET bytes = 1 WHERE sha256 = {source}",
        "bytes, not 1",
    ),
    "a key that is none": (
        "UPDATE meeting SET key = 'no key' WHERE key = (SELECT min(key) FROM meeting)",
        "meeting no key has a key that is none",
    ),
    "a redirect to nothing": (
        "{redirect} '22222-22222', '33333-33333', 'record')",
        "key 22222-22222 leads to 33333-33333, which is gone",
    ),
    "a redirect of what is there": (
        "{redirect} {one}, {other}, 'record')",
        "is in the archive and has a redirect as well",
    ),
    "a redirect to another kind of thing": (
        "{redirect} '22222-22222', {document}, 'record')",
        "which is no record",
    ),
    "a redirect of what is no key": (
        "{redirect} 'nothing', NULL, 'record')",
        "is of nothing there can be",
    ),
    "the order of records": (
        "UPDATE record SET position = 99 WHERE key = {one}",
        "are not numbered in line",
    ),
    "an exchange": (
        "UPDATE record SET exchange_key = '22222-22222' WHERE kind = 'answer'",
        "record.exchange_key names record 22222-22222",
    ),
    "the hash of a clause": (
        "UPDATE fingerprint SET clause = 7 WHERE clause = (SELECT min(clause) FROM fingerprint)",
        "is noted with the hash of a clause it has not",
    ),
    "all hashes of clauses": (
        "DELETE FROM fingerprint",
        "is not noted with the hash of a clause it has",
    ),
    "the editions": ("DELETE FROM edition", "is not noted as the current edition of its source"),
    "a record that is gone without a trace": (
        "INSERT INTO revision (record_key, number, text, source_sha256, run_id, reason, label)"
        " VALUES ('22222-22222', 1, 'x', {source}, 1, '', '{{}}')".replace("{{}}", "{}"),
        "record 22222-22222 is gone and has no redirect",
    ),
    "who said it": (
        "UPDATE attribution SET person_key = (SELECT min(key) FROM person)"
        " WHERE role = 'speaker' AND person_key IS NOT NULL",
        "and is said to be by",
    ),
    "the generation": ("UPDATE stamp SET value = 'x' WHERE name = 'generation'", "which is no number"),
    "what the index holds of a record": (
        "UPDATE record SET topic = '别的议题', year = 1999 WHERE key = {one}",
        "is in the index otherwise than in the rows",
    ),
}


@pytest.mark.parametrize("name", ROWS)
def test_damaged_rows_are_named(name: str, damaged: Settings) -> None:
    statement, said = ROWS[name]
    run(damaged, statement)
    found = problems(damaged)
    assert any(said in one for one in found), found
    assert all("\n" not in one and ": " in one for one in found)


def test_what_an_earlier_version_read_is_compared_with_its_original(damaged: Settings) -> None:
    run(damaged, "UPDATE ingest_run SET reader = 'of old'")
    run(damaged, ROWS["the text of a source"][0])
    assert any("the stored text is not what the original says" in one for one in problems(damaged))


@pytest.mark.parametrize("change", [lambda path: path.unlink(), lambda path: path.write_bytes(b"rot")])
def test_damaged_originals_are_named(change: Callable[[Path], object], damaged: Settings) -> None:
    original = min(damaged.originals.iterdir())
    change(original)
    assert any("the original is missing or changed" in one for one in problems(damaged))


def test_a_damaged_database_file_is_named(damaged: Settings) -> None:
    path = damaged.data / "yishilu.sqlite3"
    engine = open_engine(damaged)
    with engine.connect() as connection:
        page = connection.exec_driver_sql("PRAGMA page_size").scalar_one()
        root = connection.exec_driver_sql(
            "SELECT rootpage FROM sqlite_master WHERE name = 'ix_record_year'"
        ).scalar_one()
    engine.dispose()
    with path.open("r+b") as file:
        file.seek((root - 1) * page + 8)
        file.write(b"\xff" * 64)
    assert any("the database file is damaged" in one for one in problems(damaged))


def test_an_entry_of_the_index_is_compared_with_its_rows(damaged: Settings, tmp_path: Path) -> None:
    """The plain check compares keys only; the deep one finds other words under a key, and mends them."""
    engine = open_engine(damaged)
    with session_factory(engine)() as session:
        put(damaged, session, text="完全不同的话，谁也没有说过。")
        assert problems(damaged, deep=False) == []
        assert any("otherwise than in the rows" in one for one in problems(damaged))
        assert repair_index(session, damaged) == "", "it is the witness of what was changed"
        assert any("otherwise than in the rows" in one for one in problems(damaged))
        reindex(session, damaged)
    engine.dispose()
    assert problems(damaged) == []


def put(settings: Settings, session: Session, **values: object) -> None:
    """Index a record with other values than its rows have."""
    current = IndexFolder(settings.index).current()
    assert current is not None
    index = open_index(current.stamp.engine, current.folder, open_analyzer(settings))
    index.write([replace(next(all_documents(session)), **values)])
    index.close()
    IndexFolder(settings.index).use(current.folder, current.stamp)


def test_a_record_that_its_own_words_do_not_find_is_named(
    damaged: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the engine wrote something else than it was given: the digest is right, the words are not."""
    with monkeypatch.context() as patch:
        engine = open_engine(damaged)
        with session_factory(engine)() as session:
            right = fields.entry(next(all_documents(session)))
            patch.setattr(fields, "entry", lambda _: right)
            put(damaged, session, text="完全不同的话，谁也没有说过。")
        engine.dispose()
    assert any("is not found by its own words" in one for one in problems(damaged))


@pytest.mark.parametrize("kept", [0, 0.5])
def test_an_index_file_that_is_cut_short_is_named_and_mended(kept: float, damaged: Settings) -> None:
    current = IndexFolder(damaged.index).current()
    assert current is not None
    for path in current.folder.glob("*.*"):
        if path.suffix in (".term", ".idx", ".store"):
            path.write_bytes(path.read_bytes()[: int(path.stat().st_size * kept)])
    (found,) = problems(damaged)
    assert "its files are damaged" in found
    engine = open_engine(damaged)
    with session_factory(engine)() as session:
        assert "its files are damaged" in repair_index(session, damaged)
    engine.dispose()
    assert problems(damaged) == []


def test_a_reference_that_no_constraint_holds(damaged: Settings) -> None:
    run(damaged, "UPDATE source SET replaced_by = 'nothing' WHERE sha256 = {source}")
    assert any("source.replaced_by names source nothing" in one for one in problems(damaged))
