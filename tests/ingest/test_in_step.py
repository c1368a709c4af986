"""The index keeps step with what is ingested: at once, without a restart, and again after a crash."""

import os
import threading
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session
from typer.testing import CliRunner

from app.archive import queries
from app.archive.db import open_engine, session_factory
from app.archive.models import Record
from app.cli import cli
from app.ingest import ingest, pipeline
from app.main import create_app
from app.search import Searcher, SearchRequest, compare_index, ensure_index, reindex
from app.search import searcher as searcher_module
from app.search.generations import IndexFolder
from app.settings import Settings
from tests.web.client import Client

FIRST = """\
市人大代表分组审议政府工作报告发言摘要

周小舟代表：
建议把老旧小区加装电梯纳入民生实事，由街道统一受理，分类制定补贴标准，让老人下楼不再难。
"""
SECOND = """\
市人大代表分团审议计划报告发言摘要

秦文代表：
社区食堂要办得长久，关键在于把配餐、送餐和结算的账算清楚，建议由市里统一采购平台服务。
"""


@pytest.fixture
def served(settings: Settings, folder: Path) -> Client:
    """A server over an archive of one document, which has answered once."""
    add(settings, folder, "first.txt", FIRST)
    client = Client(create_app(settings))
    assert "加装电梯" in client.page("/search?q=加装电梯").replace("<mark>", "").replace("</mark>", "")
    assert "没有找到" in client.page("/search?q=社区食堂")
    return client


def add(settings: Settings, folder: Path, name: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    ingest(settings, [folder / name])


def current(settings: Settings) -> Path:
    found = IndexFolder(settings.index).current()
    assert found is not None
    return found.folder


def test_one_more_document_is_found_at_once_without_rebuild_or_restart(
    served: Client, settings: Settings, folder: Path
) -> None:
    before = current(settings)
    add(settings, folder, "second.txt", SECOND)
    assert current(settings) == before
    assert "秦文" in served.page("/search?q=社区食堂")
    assert served.get("/search.json?q=社区食堂").json()["total"] == 1


@pytest.fixture
def crashed(served: Client, settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The same, after an ingest that was killed between rows and index."""

    def killed(*_given: object, **_named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("app.ingest.pipeline.update_index", killed)
        with pytest.raises(KeyboardInterrupt):
            add(settings, folder, "second.txt", SECOND)
    assert "没有找到" in served.page("/search?q=社区食堂")
    return served


def test_an_operator_is_told_that_the_index_is_behind(
    crashed: Client, settings: Settings, session: Session
) -> None:
    ready = crashed.get("/readyz")
    assert ready.status_code == 200, "it still answers"
    assert ready.json()["index"].startswith("behind")
    assert "yishilu check --repair" in ready.json()["index"]
    assert ensure_index(session, settings)
    assert crashed.get("/readyz").json()["index"] == "ok"


def test_the_next_start_repairs_what_a_crash_left(
    crashed: Client, settings: Settings, session: Session
) -> None:
    assert "generation" in (compare_index(session, settings).stale or "")
    assert ensure_index(session, settings)
    assert not compare_index(session, settings)
    assert "秦文" in crashed.page("/search?q=社区食堂")


def test_the_next_ingest_repairs_it_too(crashed: Client, settings: Settings, folder: Path) -> None:
    add(settings, folder, "third.txt", SECOND.replace("秦文", "梁穗").replace("社区食堂", "老年食堂"))
    assert "秦文" in crashed.page("/search?q=社区食堂")
    assert "梁穗" in crashed.page("/search?q=老年食堂")


def test_who_has_read_before_an_ingest_does_not_take_the_index_back(
    served: Client, settings: Settings, folder: Path, session: Session
) -> None:
    """As the commands do: they count the rows, wait for their turn, and build."""
    assert queries.count(session, Record) == 1
    add(settings, folder, "second.txt", SECOND)
    assert reindex(session, settings) == 2
    assert "秦文" in served.page("/search?q=社区食堂")
    assert not compare_index(session, settings)


def test_what_another_ingest_wrote_meanwhile_is_not_passed_over(
    served: Client, settings: Settings, folder: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one was killed before it came to the index, and this one's stamp must not cover its rows."""

    def killed(*_given: object, **_named: object) -> None:
        raise KeyboardInterrupt

    def opened(*given: Any) -> Any:
        with monkeypatch.context() as patch:
            patch.setattr(pipeline, "update_index", killed)
            patch.setattr(pipeline, "opened", opening)
            with pytest.raises(KeyboardInterrupt):
                add(settings, folder, "second.txt", SECOND)
        monkeypatch.setattr(pipeline, "opened", opening)
        return opening(*given)

    opening = pipeline.opened
    monkeypatch.setattr(pipeline, "opened", opened)
    add(settings, folder, "third.txt", SECOND.replace("秦文", "梁穗").replace("社区食堂", "老年食堂"))
    assert not compare_index(session, settings)
    assert "秦文" in served.page("/search?q=社区食堂")


def test_what_was_taken_back_is_not_taken_from_the_index(
    served: Client, settings: Settings, folder: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = pipeline.note_place

    def failed(session: Session, file: Any, sha256: str) -> None:
        if file.path.name == "first.txt":
            raise RuntimeError("after the rows were written")
        noted(session, file, sha256)

    add(settings, folder, "first.txt", FIRST + SECOND.partition("\n\n")[2])
    before = current(settings)
    monkeypatch.setattr(pipeline, "note_place", failed)
    (folder / "first.txt").write_text(FIRST, encoding="utf-8")
    (folder / "third.txt").write_text(
        SECOND.replace("秦文", "梁穗").replace("社区", "老年"), encoding="utf-8"
    )
    assert [one.file for one in ingest(settings, [folder]).failed] == ["first.txt"]
    assert current(settings) == before, "built anew for what never was"
    assert not compare_index(session, settings)
    assert "秦文" in served.page("/search?q=社区食堂")


@pytest.mark.sqlite
def test_rows_that_a_power_cut_took_back_are_not_in_the_index(settings: Settings, folder: Path) -> None:
    """The database is as of one ingest before, the index is not: the generation comes again."""
    add(settings, folder, "first.txt", FIRST)
    database = settings.data / "yishilu.sqlite3"
    before = database.read_bytes()
    add(settings, folder, "second.txt", SECOND)
    database.write_bytes(before)
    add(settings, folder, "third.txt", SECOND.replace("秦文", "梁穗").replace("社区食堂", "老年食堂"))
    engine = open_engine(settings)
    with session_factory(engine)() as session:
        assert not compare_index(session, settings)
    engine.dispose()
    assert Searcher(settings).search(SearchRequest(q="“社区食堂”")).total == 0
    assert Searcher(settings).search(SearchRequest(q="“老年食堂”")).total == 1


def run_check(settings: Settings, monkeypatch: pytest.MonkeyPatch, *options: str) -> tuple[int, str]:
    for name in ("data", "seeds", "search"):
        monkeypatch.setenv(f"YISHILU_{name.upper()}", str(getattr(settings, name)))
    done = CliRunner().invoke(cli, ["check", *options])
    return done.exit_code, done.output


def test_check_says_so_and_repairs_when_asked(
    crashed: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, said = run_check(settings, monkeypatch)
    assert code == 1
    assert "check --repair" in said
    code, said = run_check(settings, monkeypatch, "--repair")
    assert code == 0, said
    assert "built anew" in said
    assert "秦文" in crashed.page("/search?q=社区食堂")
    assert "built anew" not in run_check(settings, monkeypatch, "--repair")[1]


@pytest.mark.parametrize("changed", ["words.txt", "synonyms.txt"])
def test_changed_word_lists_are_noticed(
    served: Client, settings: Settings, session: Session, changed: str
) -> None:
    (settings.seeds / changed).write_text("电梯井 加装电梯\n", encoding="utf-8")
    if changed == "synonyms.txt":  # read when asking: no new index is needed
        assert "周小舟" in served.page("/search?q=电梯井")
        assert not compare_index(session, settings)
    else:  # the server goes on with the index it has until there is a new one
        assert "周小舟" in served.page("/search?q=加装电梯")
        assert "analysis" in (compare_index(session, settings).stale or "")
        assert ensure_index(session, settings)
        assert "周小舟" in served.page("/search?q=加装电梯")


def test_searches_go_on_while_the_index_is_built_anew(
    served: Client, settings: Settings, folder: Path
) -> None:
    searcher, stop = Searcher(settings), threading.Event()
    totals: set[int] = set()
    failures: list[BaseException] = []

    def ask() -> None:
        while not stop.is_set():
            try:
                totals.add(searcher.search(SearchRequest(q="老旧小区")).total)
            except BaseException as error:
                failures.append(error)
                return

    asking = [threading.Thread(target=ask) for _ in range(4)]
    for thread in asking:
        thread.start()
    engine = open_engine(settings)
    seen = {current(settings)}
    try:
        with session_factory(engine)() as session:
            for _ in range(5):
                reindex(session, settings)
                seen.add(current(settings))
                os.sched_yield()
    finally:
        stop.set()
        for thread in asking:
            thread.join()
        engine.dispose()
    assert len(seen) == 6
    assert failures == []
    assert totals == {1}


@pytest.mark.parametrize("moment", ["opening", "asking"])
def test_an_index_that_is_removed_meanwhile_is_asked_no_more(
    served: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    opening, engine, done = searcher_module.open_engine, open_engine(settings), []

    def built_twice() -> None:
        """The index that was named is no longer in use, and the next building removes it."""
        if not done:
            done.append(True)
            with session_factory(engine)() as session:
                reindex(session, settings)
                reindex(session, settings)

    def opened(*given: Any) -> Any:
        if moment == "opening":
            built_twice()
            return opening(*given)
        asked = opening(*given)
        answer = asked.search

        def search(*words: Any, **how: Any) -> Any:
            built_twice()
            if not given[1].is_dir():
                raise FileNotFoundError(given[1])
            return answer(*words, **how)

        asked.search = search
        return asked

    monkeypatch.setattr(searcher_module, "open_engine", opened)
    assert Searcher(settings).search(SearchRequest(q="老旧小区")).total == 1
    engine.dispose()
