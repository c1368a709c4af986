"""What could not be read, kept from run to run until it is read."""

from collections.abc import Sequence
from pathlib import Path

from app.ingest.files import FoundFile, NothingFound
from app.ingest.report import SourceResult

Failure = dict[str, str]
"""`file` (its name within the folder that was given), `error` (one line) and, for what was a file, its `path`
on this machine, which no page and no export shows."""


def standing(
    before: Sequence[Failure], found: Sequence[FoundFile | NothingFound], results: Sequence[SourceResult]
) -> list[Failure]:
    """The failures after a run: its own, and those `before` of files that it was not given.

    `results` end with those of `found`, in its order. A name that led to nothing is of its run alone, as
    is a file that every run reads; a file that was taken out of its folder is no longer missed.
    """
    paths = [str(one.path.resolve()) if isinstance(one, FoundFile) else "" for one in found]
    paths = [""] * (len(results) - len(found)) + paths
    own = [_failure(one, path) for one, path in zip(results, paths, strict=True) if one.status == "failed"]
    given = set(paths)
    return own + [one for one in before if one.get("path", "") not in given | {""} and _is_there(one["path"])]


def _failure(one: SourceResult, path: str) -> Failure:
    failure = {"file": _name(one.file), "error": _nameless(one.error or "", path)}
    return failure | {"path": path} if path else failure


def _name(file: str) -> str:
    """A path that led to nothing is shown as it was given, from the root of this machine perhaps."""
    return Path(file).name or file if Path(file).is_absolute() else file


def _nameless(error: str, path: str) -> str:
    """An error of the system's own names the file by its path."""
    return error.replace(path, Path(path).name) if path else error


def _is_there(path: str) -> bool:
    """Whether a file may still be there: a folder that is away, as a drive can be, says nothing."""
    return Path(path).exists() or not Path(path).parent.exists()
