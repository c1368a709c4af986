"""`yishilu backup`, `yishilu restore` and `yishilu check --deep`."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_there_and_back(run: Run, documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("ingest", documents)
    file = tmp_path / "archive.zip"
    made = run("backup", file)
    assert made.exit_code == 0, made.output
    assert "rows and their originals copied to" in made.stderr
    assert [path.name for path in tmp_path.glob("*archive.zip*")] == ["archive.zip"]
    monkeypatch.setenv("YISHILU_DATA", str(tmp_path / "elsewhere"))
    back = run("restore", file)
    assert back.exit_code == 0, back.output
    assert "is back: " in back.stderr
    assert "2 records indexed" in back.stderr
    assert run("search", "电梯").stdout.endswith("1 found\n")
    deep = run("check", "--deep")
    assert (deep.exit_code, deep.stderr) == (0, "")
    refused = run("restore", file)
    assert (refused.exit_code, refused.stderr.count("\n")) == (2, 1)
    assert "restore a backup with --replace" in refused.stderr
    assert run("restore", file, "--replace").exit_code == 0
    assert run("check", "--deep").exit_code == 0


def test_another_index_than_before_is_said(
    run: Run, documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("ingest", documents)
    run("backup", tmp_path / "archive.zip")
    monkeypatch.setenv("YISHILU_DATA", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("YISHILU_SEARCH", "whoosh")
    said = run("restore", tmp_path / "archive.zip").stderr
    assert "the index is made otherwise than before: engine is whoosh, not tantivy" in said


def test_what_is_no_backup_is_one_line(run: Run, documents: Path, environment: Path) -> None:
    refused = run("restore", documents / "speeches.txt")
    assert (refused.exit_code, refused.stderr.count("\n")) == (2, 1)
    assert "this is no backup" in refused.stderr
    assert not environment.exists()


def test_a_backup_needs_every_original(run: Run, documents: Path, environment: Path, tmp_path: Path) -> None:
    run("ingest", documents)
    shutil.rmtree(environment / "originals")
    refused = run("backup", tmp_path / "archive.zip")
    assert (refused.exit_code, refused.stderr.count("\n")) == (2, 1)
    assert "the original of speeches.txt is missing" in refused.stderr
    assert list(tmp_path.glob("*.zip*")) == []
