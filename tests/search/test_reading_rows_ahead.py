"""Records read in another process are those that this one would read."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import Session

from app.search import ahead, documents, fields
from app.search.analysis import Analyzer
from app.settings import ROOT, Settings
from tests.search import city

ANALYZER = Analyzer("jieba", "临沅问政 5\n")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path)


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    """Of an archive on disk, for which another process counts as worth it."""
    monkeypatch.setattr(ahead, "WORTH_RECORDS", 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 1})
    return city.session(tmp_path / "yishilu.sqlite3")


def test_another_process_reads_the_same_records(settings: Settings, session: Session) -> None:
    read = list(ahead._read_ahead(settings, ANALYZER, documents.generation(session)))
    assert {document.key for document in read} == documents.record_keys(session) != set()
    assert read == list(documents.all_documents(session))
    assert list(ahead.all_documents(session, settings, ANALYZER)) == read


def test_where_it_sees_another_generation_this_one_reads(
    settings: Settings, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert list(ahead._read_ahead(settings, ANALYZER, "of another time")) == []
    monkeypatch.setattr(ahead, "_read_ahead", lambda *_: iter(()))
    assert list(ahead.all_documents(session, settings, ANALYZER)) == list(documents.all_documents(session))


def test_where_it_dies_this_one_reads_on(
    settings: Settings, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "_next", _die)
    assert list(ahead.all_documents(session, settings, ANALYZER)) == list(documents.all_documents(session))


def _die() -> None:
    os._exit(1)


def test_what_reads_does_not_carry_the_tables_of_pinyin_and_of_words() -> None:
    """Sixty megabytes, in this process and in the one that writes the index."""
    loaded = "import sys, app.search.ahead; print({'jieba', 'pypinyin'} & {*sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


def test_what_is_read_ahead_is_cut_into_the_same_words(settings: Settings, session: Session) -> None:
    for document in ahead._read_ahead(settings, ANALYZER, documents.generation(session)):
        plain = replace(document, cut={})
        assert document.cut.keys() >= {"text", "title", "topic", "asked"}
        for field in fields.TEXT_FIELDS:
            assert list(field.tokens(document, ANALYZER)) == list(field.tokens(plain, ANALYZER))
        assert fields.entry(document) == fields.entry(plain)
