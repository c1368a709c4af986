"""What is known of a document beyond its own text: `catalogue.toml`, beside the documents and in `seeds/`.

    [["minutes.txt".documents]]      # the file's name, or its SHA-256
    body = "npc"
    meeting = "…"

One entry for each document of the file, in order; unrelated articles are not counted.
"""

import json
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.parse.types import Body, Document, Finding, Genre, Parse
from app.sources.files import SourceError, read_bytes
from app.text.dates import is_edtf

FILE_NAME = "catalogue.toml"
FIELDS = ("title", "body", "meeting", "held", "published", "publication", "page", "period")
DATES = ("held", "published", "period")

_MOST_BYTES = 16 * 1024 * 1024
"""Of a catalogue: it lies in a folder where others may write."""
_SHA256 = re.compile(r"[0-9a-f]{64}")

Facts = dict[str, str]
"""What is known of one document: names of FIELDS and their values."""


class CatalogueError(Exception):
    """A catalogue is wrong; the message is one line with file, entry and what to write instead."""


@dataclass(frozen=True)
class Catalogue:
    """The entries of each catalogue file, by file name or SHA-256; the file to ask first is in front."""

    files: tuple[dict[str, tuple[Facts, ...]], ...] = ()

    def facts(self, file: str, sha256: str) -> tuple[Facts, ...]:
        """What is known of the documents of a source; nothing: an empty tuple. In one file the SHA-256 goes
        before the name, but what a nearer file says goes before all that a farther one says."""
        return next((found for e in self.files if (found := e.get(sha256) or e.get(file))), ())

    def over(self, other: "Catalogue") -> "Catalogue":
        """Both together; where both know a source, these entries and not those of `other`."""
        return Catalogue(self.files + other.files)


@dataclass(frozen=True)
class Catalogued:
    """A document with the facts laid over it; `names` are the fields that came from them."""

    document: Document
    names: tuple[str, ...] = ()

    @property
    def date(self) -> str | None:
        """The date that places the document in time (EDTF): held, else published, else its period."""
        return self.document.held or self.document.published or self.document.period


def load(folders: Iterable[Path]) -> Catalogue:
    """The catalogues of the folders that have one; a later folder goes before an earlier one.

    Raises CatalogueError.
    """
    merged = Catalogue()
    for folder in folders:
        path = folder / FILE_NAME
        if path.is_file():
            merged = read(path).over(merged)
    return merged


def read(path: Path) -> Catalogue:
    """One catalogue file. Raises CatalogueError."""
    try:
        table = tomllib.loads(read_bytes(path, _MOST_BYTES).decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{path}: this is not valid TOML ({error})") from error
    except RecursionError as error:
        raise CatalogueError(f"{path}: tables or lists lie too deep in one another") from error
    except SourceError as error:
        reason = str(error).partition(": ")[0]
        raise CatalogueError(f"{path}: {reason}") from error
    return Catalogue(({_source_name(name): _documents(path, name, entry) for name, entry in table.items()},))


def _source_name(name: str) -> str:
    return name.lower() if _SHA256.fullmatch(name.lower()) else name


def _documents(path: Path, name: str, entry: Any) -> tuple[Facts, ...]:
    if not isinstance(entry, dict) or set(entry) != {"documents"} or not isinstance(entry["documents"], list):
        raise CatalogueError(f'{path}: write the entry as [["{name}".documents]], once for each document')
    return tuple(
        _facts(f"{path}: {name}, document {at}", one) for at, one in enumerate(entry["documents"], 1)
    )


def _facts(where: str, facts: Any) -> Facts:
    if not isinstance(facts, dict):
        raise CatalogueError(f"{where}: this is no table of fields")
    for name, value in facts.items():
        if name not in FIELDS:
            raise CatalogueError(f"{where}: there is no field {name}; the fields are {', '.join(FIELDS)}")
        if not isinstance(value, str) or not value.strip():
            raise CatalogueError(f'{where}: {name} must be text in quotation marks, such as {name} = "…"')
        if name in DATES and not is_edtf(value):
            raise CatalogueError(f"{where}: {name} must be a date: 2024, 2024-07, 2024-07-11 or 2021/2025")
        if name == "body" and value not in list(Body):
            raise CatalogueError(f"{where}: body must be one of {', '.join(Body)}")
    return dict(facts)


def stamp(facts: tuple[Facts, ...]) -> str:
    """The same string for the same facts, whatever order they were written in."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True)


def overlay(parse: Parse, facts: tuple[Facts, ...]) -> tuple[list[Catalogued], list[Finding]]:
    """The documents of a reading with the facts laid over them, and a finding when the numbers differ."""
    counted = [document for document in parse.documents if document.genre is not Genre.ARTICLE]
    given = dict(zip(map(id, counted), _aligned(counted, facts), strict=True))
    documents = [laid_over(Catalogued(document), given.get(id(document), {})) for document in parse.documents]
    if not facts or len(facts) == len(counted):
        return documents, []
    message = f"the catalogue lists {len(facts)} documents, {len(counted)} were read"
    return documents, [Finding("catalogue_count", message, 0, parse.characters)]


def _aligned(documents: list[Document], facts: tuple[Facts, ...]) -> list[Facts]:
    """The facts of each document. When the numbers differ, none goes to a document of another body."""
    if len(documents) == len(facts):
        return list(facts)
    waiting = list(facts)
    aligned: list[Facts] = []
    for document in documents:
        fits = [
            at for at, one in enumerate(waiting) if document.body in (None, one.get("body", document.body))
        ]
        aligned.append(waiting[fits[0]] if fits else {})
        del waiting[: fits[0] + 1 if fits else 0]
    return aligned


def laid_over(one: Catalogued, facts: Facts) -> Catalogued:
    """The document with these facts laid over it, too."""
    changes: dict[str, Any] = dict(facts)
    if "body" in changes:
        changes["body"] = Body(changes["body"])
    return Catalogued(replace(one.document, **changes), tuple(sorted({*one.names, *facts})))
