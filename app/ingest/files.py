"""Which files a run reads: those named, and of folders all that can be read, in one fixed order."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.ingest.catalogue import FILE_NAME
from app.ingest.editions import richness
from app.sources.read import EXTRACTORS

_OTHERS = (
    (".doc .wps .rtf .odt .dot", "old text document: save it as .docx"),
    (".ofd .ceb .caj .xps", "page document: print it to a PDF"),
    (".xls .xlsx .et .csv .ppt .pptx .dps", "table or slides: save the text as .docx or .txt"),
    (".jpg .jpeg .png .gif .bmp .tif .tiff .webp .heic", "image: recognise its text (OCR)"),
    (".zip .rar .7z .gz .tar .tgz .bz2 .xz", "archive: unpack it"),
    (".mht .mhtml .xhtml", "web page: save it as .html"),
    (".md .text .log", "plain text: name it .txt"),
)
"""Endings of files that people keep beside documents, what they are, and what to do to have them read."""


@dataclass(frozen=True)
class FoundFile:
    """A file to read. `shown` is its name within the folder that was given, `root` that folder.

    `named` says that somebody gave this very file, not only a folder with it.
    """

    path: Path
    shown: str
    root: Path
    named: bool = False


@dataclass(frozen=True)
class NothingFound:
    """A path that was given and leads to nothing to read; `error` is one line that says what to do."""

    shown: str
    error: str


@dataclass(frozen=True)
class PassedOver:
    """A file of a folder that is not read, for its ending; `kind` says in English what it is, what to do."""

    file: str
    kind: str


def find(paths: Iterable[Path]) -> tuple[list[FoundFile | NothingFound], list[PassedOver]]:
    """The files at `paths`, each once, and those of folders that are of a kind that is not read.

    Hidden files and catalogues are neither. A file that is named itself is always tried, whatever its kind.
    """
    found: dict[Path, FoundFile] = {}
    missing: list[NothingFound] = []
    passed: dict[Path, FoundFile] = {}
    for path in paths:
        files = list(_at(path, missing))
        read = [one for one in files if path.is_file() or _is_readable(one.path.name)]
        for file in files:
            at = file.path.resolve()
            if file.named:
                found[at] = file
            else:
                (found if file in read else passed).setdefault(at, file)
        if not read:
            missing.append(NothingFound(str(path), _why(path)))
    others = [PassedOver(one.shown, _kind(one.path)) for at, one in passed.items() if at not in found]
    return [*found.values(), *missing], others


def _at(path: Path, missing: list[NothingFound]) -> Iterator[FoundFile]:
    def unreadable(error: OSError) -> None:
        why = f"the folder cannot be opened ({error.strerror}): check its rights"
        missing.append(NothingFound(str(error.filename), why))

    if path.is_dir():
        for folder, folders, files in os.walk(path, onerror=unreadable):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(files):
                file = Path(folder) / name
                if name.startswith(".") or name == FILE_NAME:
                    continue
                shown = file.relative_to(path).as_posix()
                if why := _unsafe(file, path):
                    missing.append(NothingFound(shown, why))
                else:
                    yield FoundFile(file, shown, path)
    elif path.exists():
        yield FoundFile(path, path.name, path.parent, named=True)


def _unsafe(file: Path, folder: Path) -> str | None:
    """Why a file in the folder must not be opened: who may write there may not read all that we may."""
    if not file.resolve().is_relative_to(folder.resolve()):
        return "a link that leads out of the folder: put the file itself there, or name it to ingest"
    return None if file.is_file() else "neither file nor folder (a pipe, a device, a broken link): remove it"


def _is_readable(name: str) -> bool:
    return Path(name).suffix.lower() in EXTRACTORS


def _kind(path: Path) -> str:
    ending = path.suffix.lower()
    return next(
        (what for endings, what in _OTHERS if ending in endings.split()),
        f"{ending} file" if ending else "file without an ending",
    )


def _why(path: Path) -> str:
    if path.is_dir():
        return f"the folder holds no file that can be read: put {', '.join(sorted(EXTRACTORS))} files there"
    return "there is no such file or folder: check the name"


def in_reading_order(found: Sequence[FoundFile | NothingFound]) -> list[int]:
    """Positions in `found`, sorted by richness of the kind of file and then by the SHA-256 of the bytes."""

    def rank(at: int) -> tuple[int, str, str]:
        one = found[at]
        if isinstance(one, NothingFound):
            return (1, "", one.shown)
        kind = EXTRACTORS.get(one.path.suffix.lower())
        return (-richness(kind.media_type) if kind else 1, sha256_of(one.path), one.shown)

    return sorted(range(len(found)), key=rank)


def sha256_of(path: Path) -> str:
    """The SHA-256 of the bytes of a file; empty where it cannot be opened."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:  # it is named as failed when it is read
        return ""
