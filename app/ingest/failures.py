"""What could not be read, kept from run to run until it is read."""

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from app.ingest.catalogue import Facts
from app.ingest.files import FoundFile, NothingFound
from app.ingest.report import SourceResult
from app.text.visible import as_on_disk, printable

Failure = dict[str, str]
"""`file` (its name within the folder that was given), `error` (one line), where they are known the `body` and
the `year` that it would belong to and, for what was a file, its `path` on this machine, which no page and no
export shows. Names and paths are as `printable` writes them."""
Catalogued = Callable[[FoundFile, str], Sequence[Facts]]
"""What the catalogue says of the documents of a file with this SHA-256, which is empty where it has none."""

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[01]\d(?:[0-3]\d)?)?(?!\d)")
_BODIES = {"人大": "npc", "人民代表大会": "npc", "政协": "cppcc", "政治协商": "cppcc", "规划": "government"}
"""Words in the name of a file, and whose documents are named so."""


def standing(
    before: Sequence[Failure],
    found: Sequence[FoundFile | NothingFound],
    results: Sequence[SourceResult],
    catalogued: Catalogued,
) -> list[Failure]:
    """The failures after a run: its own, and those `before` of files that it was not given.

    `results` end with those of `found`, in its order. A name that led to nothing is of its run alone, as
    is a file that every run reads; a file that was taken out of its folder is no longer missed.
    """
    files = [None] * (len(results) - len(found)) + [
        one if isinstance(one, FoundFile) else None for one in found
    ]
    own = [
        _failure(result, file, catalogued)
        for result, file in zip(results, files, strict=True)
        if result.status == "failed"
    ]
    given = {printable(one.place) for one in files if one}
    return own + [one for one in before if one.get("path", "") not in given | {""} and _is_there(one["path"])]


def _failure(result: SourceResult, file: FoundFile | None, catalogued: Catalogued) -> Failure:
    path = printable(file.place) if file else ""
    failure = {"file": _name(result.file), "error": _nameless(result.error or "", path)}
    if file is None:
        return failure
    return failure | placed(file.name, catalogued(file, result.sha256 or "")) | {"path": path}


def placed(name: str, facts: Sequence[Facts]) -> dict[str, str]:
    """`body` and `year` of a file's documents, by the catalogue or else by the file's name; what is not
    known, or is not one, is left out."""
    bodies = {one["body"] for one in facts if "body" in one}
    bodies = bodies or {body for word, body in _BODIES.items() if word in name}
    dates = [one[key] for one in facts for key in ("held", "published", "period") if key in one]
    years = [date[:4] for date in dates] or _YEAR.findall(name)
    body = {"body": bodies.pop()} if len(bodies) == 1 else {}
    return body | ({"year": years[0]} if years else {})


def _name(file: str) -> str:
    """A path that led to nothing is shown as it was given, from the root of this machine perhaps."""
    return Path(file).name or file if Path(file).is_absolute() else file


def _nameless(error: str, path: str) -> str:
    """An error of the system's own names the file by its path."""
    return error.replace(path, Path(path).name) if path else error


def _is_there(path: str) -> bool:
    """Whether a file may still be there: a folder that is away, as a drive can be, says nothing."""
    there = as_on_disk(path)
    return os.path.exists(there) or not os.path.exists(os.path.dirname(there))
