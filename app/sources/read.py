"""From a file to its text: a table from media type to extractor, with a clear error for anything else."""

import codecs
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from app.sources import docx, html, pdf, plain
from app.sources.extracted import Extracted, Remark
from app.sources.files import SourceError, open_regular, read_bytes
from app.sources.plausible import garbled_runs
from app.text.visible import printable


@dataclass(frozen=True)
class SourceText:
    """A source: its bytes, known by their SHA-256, the text they decode to, and what that text lacks.

    `file` is the name that it came with, as `printable` writes it.
    """

    file: str
    data: bytes
    media_type: str
    encoding: str
    text: str
    remarks: tuple[Remark, ...] = ()

    @cached_property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the bytes."""
        return hashlib.sha256(self.data).hexdigest()


_START = 1024
"""Bytes in which a file says what it is."""
_HTML = re.compile(rb"(?:(?><\?xml[^>]*>|<!--.*?-->)\s*)*+<(?:!doctype\s+html|html)\b", re.I | re.S)
_DOCX = re.compile(rb"PK\x03\x04|\xd0\xcf\x11\xe0")


@dataclass(frozen=True)
class Kind:
    """A kind of file that is read: its first bytes, if it has any of its own, go before its file ending."""

    name: str
    media_type: str
    endings: tuple[str, ...]
    signature: re.Pattern[bytes] | None
    extract: Callable[[bytes], Extracted]


KINDS = (
    Kind("Word document", docx.MEDIA_TYPE, (".docx",), _DOCX, docx.extract),
    Kind("PDF", "application/pdf", (".pdf",), re.compile(rb"%PDF-"), pdf.extract),
    Kind("HTML page", "text/html", (".html", ".htm"), _HTML, html.extract),
    Kind("plain text", "text/plain", (".txt",), None, plain.extract),
)
"""Every kind that is read, with the function from bytes to text."""

EXTRACTORS: dict[str, Kind] = {ending: kind for kind in KINDS for ending in kind.endings}
"""File name ending → kind."""

_RECOGNISE = "recognise its text (OCR) and give that"
_LOST = "characters here were lost when the file was saved (\ufffd, 锟斤拷): compare with its source"
_UNPACK = "unpack it and give the files in it"
_REFUSED: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"\{\\rtf"), "an RTF document: save it as .docx"),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|II\*\x00|MM\x00\*"), f"an image: {_RECOGNISE}"),
    (re.compile(rb"BM.{4}\x00{4}|RIFF.{4}WEBP", re.S), f"an image: {_RECOGNISE}"),
    (re.compile(rb"\x1f\x8b|Rar!\x1a|7z\xbc\xaf\x27\x1c|BZh[1-9]1AY|\xfd7zXZ"), f"an archive: {_UNPACK}"),
)
"""First bytes of what people give by mistake, whatever its name ends in, and what to do."""


def read_source(path: Path, *, max_bytes: int | None = None) -> SourceText:
    """Read and decode the file at `path`.

    Raises SourceError for a file that is missing, no file, too large, empty, of a kind that is not read, or
    whose bytes are no text in any Chinese encoding.
    """
    return source_of(printable(path.name), read_bytes(path, max_bytes))


def source_of(file: str, data: bytes) -> SourceText:
    """The source that these bytes are; `file` gives the name to show and the ending that tells its kind."""
    kind = _kind_of(file, data)
    try:
        text, encoding, remarks = kind.extract(data)
    except ValueError as error:
        raise SourceError(str(error)) from error
    if not text.strip():
        raise SourceError("the file holds no text: check that it is the right one")
    lost = [Remark("mojibake", _LOST, *span) for span in garbled_runs(text)]
    remarks = tuple(sorted([*remarks, *lost], key=lambda one: one.start))
    return SourceText(file, data, kind.media_type, encoding, text, remarks)


def media_type_of(path: Path) -> str:
    """What the file at `path` would be read as, by its beginning and ending; empty where it would not."""
    try:
        with open_regular(path) as file:
            return _kind_of(printable(path.name), file.read(_START)).media_type
    except (OSError, SourceError):  # it is named as failed when it is read
        return ""


def _kind_of(file: str, data: bytes) -> Kind:
    """What the bytes are, by their beginning first and the file's ending second."""
    start = data[:_START].removeprefix(codecs.BOM_UTF8).replace(b"\x00", b"").lstrip()
    if not start:
        raise SourceError("the file holds no text, it is empty: check that it is the right one")
    for signature, what in _REFUSED:
        if signature.match(data):
            raise SourceError(f"this is {what}")
    for kind in KINDS:
        if kind.signature and kind.signature.match(start):
            return kind
    ending = Path(file).suffix.lower()
    known = EXTRACTORS.get(ending)
    if known is None:
        endings = ", ".join(sorted(EXTRACTORS))
        raise SourceError(f"files ending in {ending or 'nothing'} are not read: give one of {endings}")
    return known
