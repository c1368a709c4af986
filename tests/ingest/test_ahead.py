"""Reading in processes of their own: the same result in the same order, whatever becomes of a process."""

import os
from pathlib import Path

import pytest

from app.ingest import ahead, ingest, pipeline
from app.ingest.ahead import Opened, Task, open_file, opened
from app.settings import ROOT, Settings
from app.sources import SourceText

SAMPLES = sorted((ROOT / "seeds" / "documents").glob("*.txt"))
FATAL = "3"


def dying(task: Task) -> Opened:
    """Gives the file's name back as its text; the whole process ends at one of them."""
    if task.path.name == FATAL:
        os._exit(1)
    return Opened(SourceText(task.path.name, b"", "text/plain", "utf-8", task.path.name))


def tasks(names: list[str]) -> list[Task]:
    return [Task(Path(name), 1, wanted=True) for name in names]


def test_a_process_that_dies_fails_one_file_and_no_other() -> None:
    names = [str(number) for number in range(30)]
    results = list(opened(tasks(names), 2, dying))
    assert [one.source.file if one.source else None for one in results] == [
        name if name != FATAL else None for name in names
    ]
    error = results[int(FATAL)].error
    assert "broke off" in (error or "")


def test_files_are_read_ahead_as_they_are_one_by_one() -> None:
    wanted = [Task(path, 10**9, wanted=True) for path in SAMPLES]
    wanted.insert(1, Task(Path("nowhere.txt"), 10**9, wanted=True))
    assert list(opened(wanted, 1)) == [open_file(task) for task in wanted]


def test_ingest_reads_a_large_folder_ahead_with_the_same_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = ingest(Settings(data=tmp_path / "alone"), [ROOT / "seeds" / "documents"])
    monkeypatch.setattr(pipeline, "WORTH_BYTES", 1)
    monkeypatch.setattr(pipeline, "readers", lambda: 1)
    monkeypatch.setattr(pipeline, "open_file", None)  # nothing is read in this process
    settings = Settings(data=tmp_path / "ahead")
    assert ingest(settings, [ROOT / "seeds" / "documents"]).as_json() == alone.as_json()
    monkeypatch.setattr(pipeline, "opened", None)  # what is unchanged needs no reading, so no process
    monkeypatch.setattr(pipeline, "open_file", open_file)
    again = ingest(settings, [ROOT / "seeds" / "documents"])
    assert again.totals["unchanged"] == len(again.sources)


def test_one_core_reads_without_other_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
    assert ahead.readers() == 0
