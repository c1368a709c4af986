"""`yishilu export` and `yishilu import`."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.settings import Settings
from tests.cli.conftest import Run


def test_an_archive_goes_to_a_file_and_into_another_folder(
    run: Run, documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("ingest", documents)
    file = tmp_path / "archive.jsonl"
    exported = run("export", file)
    assert exported.exit_code == 0, exported.output
    assert "rows exported" in exported.stderr
    assert exported.stdout == ""
    monkeypatch.setenv("YISHILU_DATA", str(tmp_path / "elsewhere"))
    imported = run("import", file)
    assert imported.exit_code == 0, imported.output
    assert "2 records indexed" in imported.stderr
    assert run("search", "电梯").stdout.endswith("1 found\n")
    assert run("check").exit_code == 0
    assert run("import", file).stderr.startswith("yishilu: there is an archive here already")
    assert sorted(path.name for path in tmp_path.glob("*archive*")) == ["archive.jsonl"]


def test_a_pipe_from_one_to_the_other(run: Run, documents: Path, environment: Path, tmp_path: Path) -> None:
    run("ingest", documents)
    yishilu = f'"{sys.executable}" -c "from app.cli import main; main()"'
    here, there = (Settings(data=tmp_path / name) for name in ("data", "elsewhere"))
    one, other = (f"YISHILU_DATA={at.data} YISHILU_DATABASE_URL={at.database}" for at in (here, there))
    script = f"{one} {yishilu} export - | {other} {yishilu} import -"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "2 records indexed" in done.stderr


def test_what_cannot_be_read_or_written_is_one_line(run: Run, documents: Path, tmp_path: Path) -> None:
    run("ingest", documents)
    nowhere = run("export", tmp_path / "none" / "archive.jsonl")
    assert (nowhere.exit_code, nowhere.stderr.count("\n")) == (2, 1)
    assert "cannot be written" in nowhere.stderr
    assert "cannot be opened" in run("import", tmp_path / "none.jsonl").stderr


def test_a_damaged_file_is_one_line_and_nothing_is_imported(
    run: Run, documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("ingest", documents)
    file = tmp_path / "archive.jsonl"
    run("export", file)
    whole = file.read_bytes()
    file.write_bytes(whole[:-200])
    monkeypatch.setenv("YISHILU_DATA", str(tmp_path / "elsewhere"))
    refused = run("import", file)
    assert (refused.exit_code, refused.stderr.count("\n")) == (2, 1)
    assert "cut short" in refused.stderr
    file.write_bytes(whole)
    assert run("import", file).exit_code == 0, "what is not empty takes no import"
