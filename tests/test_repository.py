"""Promises about the repository itself: the docs name what exists, and nothing of this machine is in it."""

import re
import subprocess
from pathlib import Path

import pytest

from app.settings import ROOT, Settings
from tests.conftest import LONGEST

READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout, so what is tracked cannot be told")
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_readme_lists_every_setting_and_no_other(readme: Path) -> None:
    named = set(re.findall(r"^\| `YISHILU_([A-Z_]+)`", readme.read_text(encoding="utf-8"), re.MULTILINE))
    assert named == {name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_readme_lists_every_command_and_no_other(readme: Path) -> None:
    from app.cli import cli

    named = set(re.findall(r"^\| `yishilu ([a-z-]+)", readme.read_text(encoding="utf-8"), re.MULTILINE))
    assert named == {
        command.name or command.callback.__name__ for command in cli.registered_commands if command.callback
    }


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_readme_names_every_task_of_the_makefile(readme: Path) -> None:
    tasks = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    text = readme.read_text(encoding="utf-8")
    assert [task for task in tasks if task != "help" and f"`{task}`" not in text] == []


def test_map_of_the_readme_names_every_package() -> None:
    text = READMES[0].read_text(encoding="utf-8")
    packages = {path.parent.name for path in (ROOT / "app").glob("*/__init__.py")}
    assert {name for name in packages if f"| `{name}/`" not in text} == set()


def test_dependency_table_names_every_dependency() -> None:
    declared = re.findall(
        r'^  "([a-z-]+)[>=]', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE
    )
    table = READMES[0].read_text(encoding="utf-8")
    assert [name for name in declared if not re.search(rf"\b{name}\b", table)] == []


def test_lock_files_pin_with_hashes_and_name_no_index() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text
        assert "--index" not in text
        pins = re.findall(r"^[a-z0-9._-]+==\S+", text, re.MULTILINE)
        assert len(pins) == len(re.findall(r"^\S", text, re.MULTILINE))
        assert text.count("--hash=sha256:") >= len(pins)


def test_no_path_of_a_machine_and_no_foreign_text_is_tracked() -> None:
    paths = re.compile(r"(?:^|[^\w.])/(?:work|root|home/\w+)/")
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.name}: {line.strip()[:80]}" for line in text.splitlines() if paths.search(line)]
    assert found == []


def test_no_link_is_tracked() -> None:
    """It leads somewhere on a machine; in the place of an ignored folder it takes that away at a checkout."""
    listed = subprocess.run(["git", "ls-files", "--stage"], cwd=ROOT, capture_output=True, text=True)
    assert [line for line in listed.stdout.splitlines() if line.startswith("120000")] == []


@pytest.mark.skipif(
    not (ROOT.parent / "shared" / "seeds").is_dir(),
    reason="the five real documents (../shared/seeds) are absent",
)
def test_nothing_of_the_real_documents_is_in_the_repository() -> None:
    def squeezed(path: Path) -> str:
        return re.sub(r"\s+", "", path.read_text(encoding="utf-8", errors="replace"))

    runs: set[str] = set()
    for real in (ROOT.parent / "shared" / "seeds").glob("*.txt"):
        text = squeezed(real)
        runs.update(text[i : i + 24] for i in range(len(text) - 23))
    for path in tracked():
        text = squeezed(path)
        assert not any(text[i : i + 24] in runs for i in range(max(0, len(text) - 23))), path.name


def test_the_longest_tests_that_begin_first_are_there() -> None:
    names = {path.name for path in (ROOT / "tests").rglob("test_*.py")}
    assert set(LONGEST) <= names
