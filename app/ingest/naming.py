"""The files of names in the seeds: how departments are called, and what staff know of people."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from app.archive import keys
from app.archive.models import Person
from app.ingest.catalogue import CatalogueError
from app.ingest.stamps import text_of
from app.people import Aliases, Roster, TableError

DEPARTMENTS = "departments.toml"
ROSTER = "roster.toml"

Table = TypeVar("Table")


@dataclass(frozen=True)
class Naming:
    """All that goes into the decision who is meant, beside the documents. `stamp` changes with the files."""

    aliases: Aliases
    roster: Roster
    stamp: str

    @classmethod
    def of(cls, seeds: Path) -> "Naming":
        """The files in this folder; one that is not there says nothing. Raises CatalogueError."""
        departments, roster = seeds / DEPARTMENTS, seeds / ROSTER
        return cls(
            _read(departments, Aliases.from_toml),
            _read(roster, lambda text: Roster.from_toml(text, person_key)),
            json.dumps([text_of(departments), text_of(roster)], ensure_ascii=False),
        )


@lru_cache(maxsize=10_000)
def person_key(*words: str) -> str:
    """The key of the person whom these words (body, name, distinguishing words) identify."""
    return keys.make(str(Person.__tablename__), *words)


def _read(path: Path, read: Callable[[str], Table]) -> Table:
    try:
        return read(text_of(path))
    except (TableError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{path}: {error}") from error
