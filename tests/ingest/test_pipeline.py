"""A run of ingest: idempotent, atomic for each source, and undisturbed by bad files."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from readings import document, long_text, reader_of, speech, write_source
from sqlmodel import Session
from table_rows import rows

from app.archive import models
from app.archive.db import open_engine, session_factory
from app.archive.originals import original_path
from app.archive.queries import failures
from app.ingest import ingest, pipeline
from app.ingest.readers import Readers
from app.parse.types import Document, Parse
from app.search import compare_index
from app.settings import ROOT, Settings

FIRST = [
    document(speech("周小舟", long_text("加装电梯")), speech("秦文", long_text("社区食堂")), title="甲文")
]
SECOND = [document(speech("周小舟", long_text("公交线路")), title="乙文")]


@pytest.fixture
def files(folder: Path) -> list[Path]:
    return [write_source(folder, "a.txt", *FIRST), write_source(folder, "b.txt", *SECOND)]


def statuses(settings: Settings, paths: list[Path], reader: Callable[[str], Parse]) -> list[str]:
    return [result.status for result in ingest(settings, paths, reader=reader).sources]


def test_a_second_run_changes_nothing(
    settings: Settings, session: Session, folder: Path, files: list[Path]
) -> None:
    reader = reader_of(FIRST, SECOND)
    assert statuses(settings, [folder], reader) == ["inserted", "inserted"]
    before = rows(session)
    assert statuses(settings, [folder], reader) == ["unchanged", "unchanged"]
    after = rows(session)
    del before["IngestRun"], after["IngestRun"]
    assert before == after
    assert len(before["Record"]) == 3


def test_the_report_counts(settings: Settings, folder: Path, files: list[Path]) -> None:
    report = ingest(settings, [folder], reader=reader_of(FIRST, SECOND)).as_json()
    assert [one["file"] for one in report["sources"]] == ["a.txt", "b.txt"]
    assert report["totals"] == {
        "sources": 2,
        "inserted": 2,
        "updated": 0,
        "unchanged": 0,
        "failed": 0,
        "documents": 2,
        "records": 3,
        "unread": sum(one["unread"] for one in report["sources"]),
        "ledger": report["totals"]["ledger"],
    }
    assert report["totals"]["unread"] == report["totals"]["ledger"]["unread"] > 0
    characters = sum(len(path.read_text(encoding="utf-8")) for path in files)
    assert sum(report["totals"]["ledger"].values()) == characters


def test_the_same_person_in_two_sources_is_one(
    settings: Settings, session: Session, files: list[Path]
) -> None:
    ingest(settings, files, reader=reader_of(FIRST, SECOND))
    people = rows(session, models.Person)["Person"]
    assert sorted(person["name"] for person in people) == ["周小舟", "秦文"]
    assert sorted(person["initials"] for person in people) == ["qw", "zxz"]


def test_keys_do_not_depend_on_the_archive_or_the_order(
    tmp_path: Path, settings: Settings, session: Session, files: list[Path]
) -> None:
    reader = reader_of(FIRST, SECOND)
    ingest(settings, files, reader=reader)
    other = settings.model_copy(update={"data": tmp_path / "other"})
    ingest(other, files[::-1], reader=reader)
    assert keys_of(settings) == keys_of(other)


def keys_of(settings: Settings) -> dict[str, list[str]]:
    engine = open_engine(settings)
    with session_factory(engine)() as session:
        found = rows(session, models.Record, models.Document, models.Person, models.Department)
    engine.dispose()
    return {name: sorted(row["key"] for row in table) for name, table in found.items()}


def test_originals_are_kept_and_mended(settings: Settings, files: list[Path]) -> None:
    reader = reader_of(FIRST, SECOND)
    sha256 = ingest(settings, files, reader=reader).sources[0].sha256 or ""
    kept = original_path(settings.originals, sha256)
    assert kept.read_bytes() == files[0].read_bytes()
    kept.write_bytes(b"rot")
    ingest(settings, files, reader=reader)
    assert kept.read_bytes() == files[0].read_bytes()


def test_bad_files_stop_no_other(
    settings: Settings, session: Session, folder: Path, files: list[Path]
) -> None:
    (folder / "aa-empty.txt").write_bytes(b"")
    (folder / "aa-no-text.txt").write_bytes(bytes(range(256)) * 4)
    (folder / "ab-unreadable.txt").write_text("谁也不认识的文字", encoding="utf-8")
    report = ingest(settings, [folder], reader=reader_of(FIRST, SECOND))
    assert [(one.file, one.status) for one in report.sources] == [
        ("a.txt", "inserted"),
        ("aa-empty.txt", "failed"),
        ("aa-no-text.txt", "failed"),
        ("ab-unreadable.txt", "failed"),
        ("b.txt", "inserted"),
    ]
    for failed in report.failed:
        assert failed.error
        assert "\n" not in failed.error
    assert "KeyError" in (report.sources[3].error or "")
    run = rows(session, models.IngestRun)["IngestRun"][0]
    assert [failure["file"] for failure in run["failures"]] == [one.file for one in report.failed]
    assert run["totals"] == report.totals


def test_a_failure_stands_until_the_file_is_read(
    settings: Settings, session: Session, folder: Path, files: list[Path]
) -> None:
    bad = folder / "bad.txt"
    bad.write_bytes(b"")
    reader = reader_of(FIRST, SECOND)
    ingest(settings, [bad], reader=reader)
    ingest(settings, files, reader=reader)
    assert [one["file"] for one in failures(session)] == ["bad.txt"]
    session.rollback()
    bad.write_bytes(files[0].read_bytes())
    ingest(settings, [folder], reader=reader)
    assert failures(session) == []


def test_what_failed_is_named_without_the_place_of_its_folder(
    settings: Settings, session: Session, folder: Path
) -> None:
    (folder / "下").mkdir(parents=True)
    (folder / "下" / "bad.txt").write_text("谁也不认识的文字", encoding="utf-8")

    def reader(source: object) -> Parse:
        raise OSError(2, "gone", str((folder / "下" / "bad.txt").resolve()))

    ingest(settings, [folder, folder / "nothing.txt"], reader=reader)
    kept = failures(session)
    assert [one["file"] for one in kept] == ["下/bad.txt", "nothing.txt"]
    assert "bad.txt" in kept[0]["error"]
    assert all(str(folder) not in one["file"] + one["error"] for one in kept)


def test_what_failed_has_the_body_and_year_that_the_catalogue_or_its_name_says(
    settings: Settings, session: Session, folder: Path
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("2023年政协大会.txt", "无从知道.txt", "目录所列.txt", "20240711人大与政协.txt"):
        (folder / name).write_bytes(b"")
    (folder / "catalogue.toml").write_text(
        '[["目录所列.txt".documents]]\nbody = "npc"\npublished = "2021-03-02"\n', encoding="utf-8"
    )
    ingest(settings, [folder])
    kept = {one["file"]: (one.get("body"), one.get("year")) for one in failures(session)}
    assert kept == {
        "2023年政协大会.txt": ("cppcc", "2023"),
        "无从知道.txt": (None, None),
        "目录所列.txt": ("npc", "2021"),
        "20240711人大与政协.txt": (None, "2024"),
    }


def test_a_failed_file_that_was_taken_out_is_not_missed(
    settings: Settings, session: Session, folder: Path, files: list[Path]
) -> None:
    bad = folder / "bad.txt"
    bad.write_bytes(b"")
    reader = reader_of(FIRST, SECOND)
    ingest(settings, [bad, folder / "nothing.txt"], reader=reader)
    assert len(failures(session)) == 2
    session.rollback()
    bad.unlink()
    ingest(settings, files, reader=reader)
    assert failures(session) == []


def test_what_is_not_there_is_said(settings: Settings, tmp_path: Path, files: list[Path]) -> None:
    (tmp_path / "empty").mkdir()
    report = ingest(settings, [tmp_path / "nowhere", tmp_path / "empty", files[1]], reader=reader_of(SECOND))
    assert [one.status for one in report.sources] == ["inserted", "failed", "failed"]
    assert "no such file or folder" in (report.sources[1].error or "")
    assert "no file that can be read" in (report.sources[2].error or "")


def test_folders_are_read_whole_and_in_order(settings: Settings, folder: Path, files: list[Path]) -> None:
    write_source(folder / "2024", "c.txt", document(speech("秦文", long_text("养老")), title="丙文"))
    for passed_over in (".hidden.txt", "catalogue.toml", "notes.md"):
        (folder / passed_over).write_text("", encoding="utf-8")
    write_source(folder / ".git", "d.txt", *FIRST)
    third = [document(speech("秦文", long_text("养老")), title="丙文")]
    report = ingest(settings, [folder, files[0]], reader=reader_of(FIRST, SECOND, third))
    assert [one.file for one in report.sources] == ["a.txt", "b.txt", "2024/c.txt"]


def test_a_copy_adds_nothing(settings: Settings, folder: Path, files: list[Path]) -> None:
    write_source(folder, "copy.txt", *FIRST)
    reader = reader_of(FIRST, SECOND)
    assert statuses(settings, [folder], reader) == ["inserted", "inserted", "unchanged"]
    assert statuses(settings, [folder], reader) == ["unchanged", "unchanged", "unchanged"]


class StoppedError(BaseException):
    """Stands for the key that stops a run."""


def test_a_run_stopped_between_files_is_completed_by_the_next(
    settings: Settings, session: Session, files: list[Path]
) -> None:
    good = reader_of(FIRST, SECOND)

    def stopping(text: str) -> Parse:
        if "乙文" in text:
            raise StoppedError
        return good(text)

    with pytest.raises(StoppedError):
        ingest(settings, files, reader=stopping)
    assert len(rows(session, models.Record)["Record"]) == 2
    assert compare_index(session, settings)
    assert statuses(settings, files, good) == ["unchanged", "inserted"]
    session.rollback()
    assert not compare_index(session, settings)


def test_an_index_that_missed_a_run_is_repaired_by_one_that_changes_nothing(
    settings: Settings, session: Session, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = reader_of(FIRST, SECOND)

    def stop(*_: object, **__: object) -> None:
        raise StoppedError

    with monkeypatch.context() as patched:
        patched.setattr("app.ingest.pipeline.update_index", stop)
        with pytest.raises(StoppedError):
            ingest(settings, files, reader=reader)
    assert compare_index(session, settings)
    assert statuses(settings, files, reader) == ["unchanged", "unchanged"]
    session.rollback()
    assert not compare_index(session, settings)


def test_the_processes_that_read_have_ended_when_the_index_is_written(
    settings: Settings, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def noting(name: str, work: Callable[..., object]) -> Callable[..., object]:
        def noted(*given: object, **named: object) -> object:
            done.append(name)
            return work(*given, **named)

        return noted

    monkeypatch.setattr(Readers, "close", noting("readers", Readers.close))
    monkeypatch.setattr(pipeline, "update_index", noting("index", pipeline.update_index))
    ingest(settings, files)
    assert done == ["readers", "index"]


KILLED = """
import os, sys
from pathlib import Path
import app.ingest.write as write
from app.ingest import ingest, pipeline
from app.ingest.readers import Readers
from app.settings import Settings
write.raise_generation = lambda session: os._exit(9)
ingest(Settings(), [Path(sys.argv[1])])
"""


def test_killed_within_a_transaction_the_archive_is_as_before(
    settings: Settings, session: Session, folder: Path
) -> None:
    folder.mkdir()
    path = folder / "speeches.txt"
    path.write_text(
        f"市人大代表分组审议政府工作报告发言摘要\n\n周小舟代表：{long_text('加装电梯')}\n", encoding="utf-8"
    )
    environment = os.environ | {
        "YISHILU_DATA": str(settings.data),
        "YISHILU_SEEDS": str(settings.seeds),
        "YISHILU_DATABASE_URL": settings.database,
    }
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(path)], cwd=ROOT, env=environment, check=False, timeout=300
    )
    assert killed.returncode == 9
    assert all(
        not rows(session, table)[table.__name__] for table in (models.Source, models.Record, models.Person)
    )
    assert [one.status for one in ingest(settings, [path]).sources] == ["inserted"]
    assert [row["name"] for row in rows(session, models.Person)["Person"]] == ["周小舟"]


def test_an_inexact_reading_becomes_a_finding(settings: Settings, session: Session, folder: Path) -> None:
    path = write_source(folder, "a.txt", *SECOND)
    good = reader_of(SECOND)

    def inventing(text: str) -> Parse:
        parse = good(text)
        parse.documents = [
            Document(**{**vars(one), "records": [speech("周小舟", "编造", spans=one.records[0].spans)]})
            for one in parse.documents
        ]
        parse.ledger = parse.ledger[1:]
        return parse

    ingest(settings, [path], reader=inventing)
    found = rows(session, models.SourceFinding)["SourceFinding"]
    assert sorted(finding["code"] for finding in found) == ["ledger_break", "not_rebuilt"]


def test_a_file_with_the_wrong_ending_is_read_anew_under_the_right_one(
    settings: Settings, folder: Path
) -> None:
    folder.mkdir()
    fragment = "<p>某市政协会议发言摘要</p><p>王强委员：</p><p>建议增加夜间公交班次，方便下班的市民。</p>"
    wrong, right = folder / "a.txt", folder / "a.html"
    wrong.write_text(fragment, encoding="utf-8")
    ingest(settings, [wrong])
    wrong.rename(right)
    report = ingest(settings, [right])
    assert [one.status for one in report.sources] == ["updated"]
    assert [one.status for one in ingest(settings, [right]).sources] == ["unchanged"]
