"""The direction of imports is the structure of the program; this holds it."""

import ast
import re
from pathlib import Path

import pytest

from app.settings import ROOT

ALLOWED = {
    "cli": {
        "copies",
        "terminal",
        "web",
        "ingest",
        "main",
        "search",
        "archive",
        "sources",
        "parse",
        "people",
        "text",
        "settings",
    },
    "copies": {"terminal", "search", "archive", "settings"},
    "terminal": {"ingest", "search", "archive", "sources", "text", "settings"},
    "main": {"web", "ingest", "search", "archive", "settings"},
    "web": {"search", "archive", "text", "settings"},
    "ingest": {"search", "archive", "people", "sources", "parse", "text", "settings"},
    "search": {"archive", "text", "settings"},
    "archive": {"text", "settings"},
    "sources": {"text"},
    "people": {"text"},
    "parse": {"text"},
    "text": set(),
    "settings": set(),
}
"""Package or module of `app` → what of `app` it may import, besides itself."""

PURE = ("parse", "text", "people")
WHOOSH = ("app/search/surface.py", "app/search/engines/whoosh.py", "app/search/types.py")

FILES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "app").rglob("*.py"))


def imported(file: str) -> set[str]:
    """Every module a file imports, in full, wherever in the file it does."""
    found: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / file).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are absolute"
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def part(file: str) -> str:
    """The package or module of `app` that a file belongs to; empty for `app/__init__.py`."""
    first = Path(file).parts[1]
    return "" if first == "__init__.py" else first.removesuffix(".py")


@pytest.mark.parametrize("file", FILES)
def test_imports_go_one_way(file: str) -> None:
    own = part(file)
    if not own:
        assert not imported(file)
        return
    used = {name.split(".")[1] for name in imported(file) if name.startswith("app.")}
    assert used - {own} <= ALLOWED[own]


@pytest.mark.parametrize("file", [file for file in FILES if part(file) in PURE])
def test_what_is_pure_knows_no_database_settings_or_clock(file: str) -> None:
    roots = {name.split(".")[0] for name in imported(file)}
    assert not roots & {"sqlmodel", "sqlalchemy", "pydantic_settings", "time", "os"}
    # Reckoning with days is no clock; asking what day it is would be.
    assert not re.search(r"\b(?:now|today|utcnow)\(", (ROOT / file).read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", FILES)
def test_whoosh_is_imported_in_its_places_only(file: str) -> None:
    if any(name.split(".")[0] == "whoosh" for name in imported(file)):
        assert file in WHOOSH


def test_the_table_names_every_part() -> None:
    assert {part(file) for file in FILES} - {""} == set(ALLOWED)
