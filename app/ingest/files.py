"""Which files a run reads: those named, and of folders all that can be read, in one fixed order."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.ingest.catalogue import FILE_NAME
from app.ingest.editions import richness
from app.sources.files import sha256_of
from app.sources.read import EXTRACTORS
from app.text.visible import printable

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
    """A file to read. `root` is the folder that was given, or that of a file that was.

    `named` says that somebody gave this very file, not only a folder with it.
    """

    path: Path
    root: Path
    named: bool = False

    @property
    def name(self) -> str:
        """Its name, as it is stored and shown."""
        return printable(self.path.name)

    @property
    def shown(self) -> str:
        """Its name within the folder that was given."""
        return printable(self.path.relative_to(self.root).as_posix())

    @property
    def place(self) -> str:
        """Its path on this machine, with links followed as far as they lead."""
        return os.path.realpath(self.path)


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
    found: dict[str, FoundFile] = {}
    missing: list[NothingFound] = []
    passed: dict[str, FoundFile] = {}
    for path in paths:
        files = list(_at(path, missing))
        read = [one for one in files if one.named or _is_readable(one.path.name)]
        for file in files:
            if file.named:
                found[file.place] = file
            else:
                (found if file in read else passed).setdefault(file.place, file)
        if not read:
            missing.append(NothingFound(printable(str(path)), _why(path)))
    others = [PassedOver(one.shown, _kind(one.name)) for at, one in passed.items() if at not in found]
    return [*found.values(), *missing], others


def _at(path: Path, missing: list[NothingFound]) -> Iterator[FoundFile]:
    def unreadable(error: OSError) -> None:
        why = f"the folder cannot be opened ({error.strerror}): check its rights"
        missing.append(NothingFound(printable(str(error.filename)), why))

    if os.path.isdir(path):
        for folder, folders, files in os.walk(path, onerror=unreadable):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(files):
                file = Path(folder) / name
                if name.startswith(".") or name == FILE_NAME:
                    continue
                one = FoundFile(file, path)
                if why := _unsafe(one):
                    missing.append(NothingFound(one.shown, why))
                else:
                    yield one
    elif os.path.isfile(path):
        yield FoundFile(path, path.parent, named=True)


def _unsafe(file: FoundFile) -> str | None:
    """Why a file in the folder must not be opened: who may write there may not read all that we may."""
    if not Path(file.place).is_relative_to(os.path.realpath(file.root)):
        return "a link that leads out of the folder: put the file itself there, or name it to ingest"
    return None if os.path.isfile(file.path) else _what_else(file.path)


def _what_else(path: Path) -> str:
    """What it is that is there and is no file, and what to do."""
    try:
        os.stat(path)
    except PermissionError as error:
        return f"the file cannot be opened ({error.strerror}): check its rights"
    except OSError:
        return "a link that leads nowhere or in a circle: remove it"
    return "neither file nor folder (a pipe, a device): remove it, or give the file itself"


def _is_readable(name: str) -> bool:
    return Path(name).suffix.lower() in EXTRACTORS


def _kind(name: str) -> str:
    ending = Path(name).suffix.lower()
    return next(
        (what for endings, what in _OTHERS if ending in endings.split()),
        f"{ending} file" if ending else "file without an ending",
    )


def _why(path: Path) -> str:
    if os.path.lexists(path) and not os.path.isdir(path):
        return _what_else(path)
    if os.path.isdir(path):
        return f"the folder holds no file that can be read: put {', '.join(sorted(EXTRACTORS))} files there"
    return "there is no such file or folder: check the name"


def hashes(found: Iterable[FoundFile | NothingFound], max_bytes: int) -> dict[FoundFile, str]:
    """The SHA-256 of each file; empty for one that cannot be read or has more than `max_bytes`."""
    return {one: sha256_of(one.path, max_bytes) for one in found if isinstance(one, FoundFile)}


def in_reading_order(
    found: Sequence[FoundFile | NothingFound], sha256s: Mapping[FoundFile, str]
) -> list[int]:
    """Positions in `found`, sorted by richness of the kind of file and then by the SHA-256 of the bytes."""

    def rank(at: int) -> tuple[int, str, str]:
        one = found[at]
        if isinstance(one, NothingFound):
            return (1, "", one.shown)
        kind = EXTRACTORS.get(one.path.suffix.lower())
        return (-richness(kind.media_type) if kind else 1, sha256s[one], one.shown)

    return sorted(range(len(found)), key=rank)
