"""The index follows the rows: built aside, swapped in, updated, never answered from half built."""

import json
import shutil
from pathlib import Path

import pytest
from sqlmodel import Session, select
from sqlmodel.sql.expression import SelectOfScalar

from app.archive.models import Attribution, Record
from app.archive.queries import Generation
from app.search import (
    IndexDifferences,
    IndexMissingError,
    IndexNotVerifiedError,
    Searcher,
    SearchRequest,
    compare_index,
    ensure_index,
    generation,
    reindex,
    synonyms,
    update_index,
    word_file_problems,
)
from app.search.dictionary import open_analyzer
from app.search.generations import IndexFolder
from app.search.types import IndexDocument
from app.settings import Settings
from tests.search import city


def folders(settings: Settings) -> list[str]:
    return sorted(child.name for child in settings.index.iterdir() if child.is_dir())


def keys(searcher: Searcher, q: str) -> tuple[str, ...]:
    return searcher.search(SearchRequest(q=q)).keys


def current(settings: Settings) -> Path:
    found = IndexFolder(settings.index).current()
    assert found is not None
    return found.folder


def test_reindex_and_search(settings: Settings, session: Session) -> None:
    counted: list[int] = []
    assert reindex(session, settings, counted.append) == 5
    assert counted == [1, 2, 3, 4, 5]
    searcher = Searcher(settings)
    assert keys(searcher, "关键小事") == ("s1",)
    assert keys(searcher, "沈若棠") == ("q1",)
    assert set(keys(searcher, "商务局")) == {"q1", "a1"}
    assert keys(searcher, "发展目标") == ("t1",)
    assert compare_index(session, settings) == IndexDifferences()


def test_a_heading_is_found_as_printed(settings: Settings, session: Session) -> None:
    section = session.get_one(Record, "t1")
    section.number = "（一）"
    session.add(section)
    reindex(session, settings)
    assert keys(Searcher(settings), "“（一）发展目标”") == ("t1",)
    assert keys(Searcher(settings), "标题:“（一）发展目标”") == ("t1",)
    assert keys(Searcher(settings), "“（二）发展目标”") == ()


def test_an_open_searcher_notices_a_rebuild_and_an_update(settings: Settings, session: Session) -> None:
    reindex(session, settings)
    searcher = Searcher(settings)
    assert keys(searcher, "供水") == ()
    change(session, "s1", "说的是供水。")
    reindex(session, settings)
    assert keys(searcher, "供水") == ("s1",)
    since = generation(session)
    change(session, "a1", "也说供水。")
    assert update_index(session, settings, ["a1"], since=since, raised=1) == "updated"
    assert set(keys(searcher, "供水")) == {"s1", "a1"}


def change(session: Session, key: str, text: str) -> None:
    record = session.get_one(Record, key)
    record.text = text
    session.add(record)
    city.raise_generation(session)


def test_update_changes_the_exchange_and_deletes(settings: Settings, session: Session) -> None:
    reindex(session, settings)
    before, since = current(settings), generation(session)
    row = session.get_one(Record, "s1")
    for attribution in session.exec(city_attributions("s1")):
        session.delete(attribution)
    session.delete(row)
    answer = session.exec(city_attributions("a1")).one()
    answer.department_key = "d2"
    session.add(answer)
    city.raise_generation(session)
    assert update_index(session, settings, ["a1"], ["s1"], since=since, raised=1) == "updated"
    assert current(settings) == before
    searcher = Searcher(settings)
    assert keys(searcher, "关键小事") == ()
    found = searcher.search(SearchRequest(filters={"department": "d1"}))
    assert found.total == 0
    assert not compare_index(session, settings)


def city_attributions(key: str) -> SelectOfScalar[Attribution]:
    return select(Attribution).where(Attribution.record_key == key)


def test_update_with_nothing_new_writes_nothing(settings: Settings, session: Session) -> None:
    reindex(session, settings)
    signature = IndexFolder(settings.index).signature()
    assert update_index(session, settings, [], since=generation(session), raised=0) == "updated"
    assert IndexFolder(settings.index).signature() == signature


def test_update_leaves_an_index_that_was_built_since(settings: Settings, session: Session) -> None:
    since = generation(session)
    change(session, "s1", "说的是供水。")
    reindex(session, settings)
    signature = IndexFolder(settings.index).signature()
    assert update_index(session, settings, ["s1"], since=since, raised=1) == "updated"
    assert IndexFolder(settings.index).signature() == signature


def test_update_rebuilds_when_the_index_missed_an_ingest(settings: Settings, session: Session) -> None:
    reindex(session, settings)
    change(session, "s1", "说的是供水。")  # its process died before it updated the index
    since = generation(session)
    change(session, "a1", "也说供水。")
    assert compare_index(session, settings).stale == "generation is 7, not 9"
    assert update_index(session, settings, ["a1"], since=since, raised=1) == "rebuilt"
    assert set(keys(Searcher(settings), "供水")) == {"s1", "a1"}


def test_update_builds_a_missing_index(settings: Settings, session: Session) -> None:
    assert update_index(session, settings, [], since=Generation("0", ""), raised=0) == "rebuilt"
    assert keys(Searcher(settings), "关键") == ("s1",)


def test_no_index(settings: Settings, session: Session) -> None:
    searcher = Searcher(settings)
    assert not searcher.ready()
    with pytest.raises(IndexMissingError, match="yishilu reindex"):
        searcher.search(SearchRequest(q="停车"))
    differences = compare_index(session, settings)
    assert differences.missing == {"q1", "a1", "a2", "s1", "t1"}
    assert differences.stale == "there is no index that can be used"
    assert ensure_index(session, settings)
    assert searcher.ready()
    assert not ensure_index(session, settings)


def test_a_crash_while_building_leaves_the_old_index(
    settings: Settings, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    reindex(session, settings)
    before, searcher = current(settings), Searcher(settings)
    change(session, "s1", "说的是供水。")

    def crash(_session: Session, *, after: str) -> list[IndexDocument]:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("app.search.documents.all_documents", crash)
        with pytest.raises(KeyboardInterrupt):
            reindex(session, settings)
    assert len(folders(settings)) == 2
    assert current(settings) == before
    assert keys(searcher, "关键小事") == ("s1",)
    assert keys(Searcher(settings), "关键小事") == ("s1",)
    assert compare_index(session, settings).stale
    assert ensure_index(session, settings)
    assert keys(searcher, "供水") == ("s1",)


def test_an_index_that_lacks_records_is_not_swapped_in(
    settings: Settings, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    reindex(session, settings)
    before = current(settings)
    with monkeypatch.context() as patch:
        patch.setattr(
            "app.search.documents.all_documents",
            lambda _session, after: iter([IndexDocument(key="s1", text="")]),
        )
        with pytest.raises(IndexNotVerifiedError, match="lacks 4 records"):
            reindex(session, settings)
    assert current(settings) == before


def test_only_the_index_in_use_and_the_one_before_stay(settings: Settings, session: Session) -> None:
    (settings.index / "half-built").mkdir(parents=True)
    seen = []
    for _ in range(3):
        reindex(session, settings)
        seen.append(current(settings).name)
    assert folders(settings) == sorted(seen[1:])


def test_a_folder_that_is_gone_is_a_missing_index(settings: Settings, session: Session) -> None:
    reindex(session, settings)
    shutil.rmtree(current(settings))
    assert not Searcher(settings).ready()
    assert ensure_index(session, settings)


def test_an_unreadable_pointer_is_a_missing_index(settings: Settings, session: Session) -> None:
    reindex(session, settings)
    for broken in ("", "{", "{}", '{"folder": "x", "stamp": {"schema": 1}}'):
        (settings.index / "current").write_text(broken)
        assert IndexFolder(settings.index).current() is None
    assert ensure_index(session, settings)


@pytest.mark.parametrize("field", ["schema", "analysis", "segmenter", "engine"])
def test_what_an_index_was_made_with_is_noticed(settings: Settings, session: Session, field: str) -> None:
    reindex(session, settings)
    pointer = settings.index / "current"
    read = json.loads(pointer.read_text())
    read["stamp"][field] = 0 if field == "schema" else "other"
    pointer.write_text(json.dumps(read))
    with pytest.raises(IndexMissingError, match="other code or settings"):
        Searcher(settings).search(SearchRequest())
    differences = compare_index(session, settings)
    assert field in (differences.stale or "")
    assert differences.missing == differences.extra == frozenset()
    assert update_index(session, settings, [], since=generation(session), raised=0) == "rebuilt"
    assert Searcher(settings).ready()


def test_a_changed_user_dictionary_makes_the_index_stale(settings: Settings, session: Session) -> None:
    reindex(session, settings)
    (settings.seeds / "words.txt").write_text("海外仓\n", encoding="utf-8")
    assert "analysis" in (compare_index(session, settings).stale or "")
    assert ensure_index(session, settings)
    assert keys(Searcher(settings), "海外仓") == ("a1",)


def test_an_edited_dictionary_leaves_the_index_answering(settings: Settings, session: Session) -> None:
    (settings.seeds / "words.txt").write_text("关键小事\n", encoding="utf-8")
    reindex(session, settings)
    (settings.seeds / "words.txt").write_text("海外仓\n", encoding="utf-8")
    searcher = Searcher(settings)  # of a process that starts, or opens the index, after the edit
    assert keys(searcher, "关键小事") == ("s1",)
    assert searcher.ready()
    assert searcher.outdated()
    differences = compare_index(session, settings)
    assert "analysis" in (differences.stale or "")
    assert not differences.missing | differences.extra
    assert update_index(session, settings, [], since=generation(session), raised=0) == "rebuilt"
    assert keys(searcher, "海外仓") == ("a1",)
    assert not searcher.outdated()


@pytest.mark.parametrize("encoding", ["gbk", "utf-8-sig"])
def test_the_dictionary_may_be_saved_by_any_editor(settings: Settings, encoding: str) -> None:
    (settings.seeds / "words.txt").write_bytes("海外仓\r\n关键小事\r\n".encode(encoding))
    (settings.seeds / "synonyms.txt").write_bytes("海外仓 境外仓\r\n".encode(encoding))
    assert "海外仓" in open_analyzer(settings).words("海外仓")
    assert synonyms.of_settings(settings).of("海外仓") == ("境外仓",)
    assert not list(word_file_problems(settings))


def test_an_unreadable_list_of_words_leaves_the_last_good_one(settings: Settings, session: Session) -> None:
    lists = [settings.seeds / "words.txt", settings.seeds / "synonyms.txt"]
    for path in lists:
        path.write_text("海外仓 境外仓\n", encoding="utf-8")
    reindex(session, settings)
    searcher = Searcher(settings)
    assert keys(searcher, "境外仓") == ("a1",)
    for path in lists:
        path.write_bytes("海外仓\n".encode() + b"\xff\xff\n")
    assert keys(searcher, "境外仓") == ("a1",)
    problems = list(word_file_problems(settings))
    assert [line.split(":")[0] for line in problems] == ["words.txt, line 2", "synonyms.txt, line 2"]
    assert all(line.endswith("; the last good one stays in use") for line in problems)
    assert not compare_index(session, settings)
    assert reindex(session, settings) == 5


def test_after_a_restart_with_a_broken_list_the_last_good_one_answers(
    settings: Settings, session: Session
) -> None:
    lists = [settings.seeds / "words.txt", settings.seeds / "synonyms.txt"]
    for path in lists:
        path.write_text("海外仓 境外仓\n", encoding="utf-8")
    reindex(session, settings)
    assert keys(Searcher(settings), "境外仓") == ("a1",)
    for path in lists:
        path.write_bytes("海外仓\n".encode() + b"\xff\xff\n")
    synonyms._read.cache_clear()  # what another process would not know either
    restarted = Searcher(settings)
    assert keys(restarted, "境外仓") == ("a1",)
    assert "海外仓" in open_analyzer(settings).words("海外仓")
    assert not restarted.outdated()


def test_a_list_that_never_was_good_is_said_to_be_off(settings: Settings, session: Session) -> None:
    (settings.seeds / "synonyms.txt").write_bytes(b"\xff\xff\n")
    reindex(session, settings)
    assert keys(Searcher(settings), "境外仓") == ()
    (problem,) = word_file_problems(settings)
    assert problem.endswith("no earlier one is kept, so it is not used")
