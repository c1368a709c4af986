"""From a file to its text: a table from media type to extractor, with a clear error for anything else."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.sources import plain


class SourceError(Exception):
    """A file that cannot be read; the message is one line that says what to do."""


@dataclass(frozen=True)
class SourceText:
    """A source: its bytes, known by their SHA-256, and the text they decode to."""

    file: str
    data: bytes
    media_type: str
    encoding: str
    text: str

    @property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the bytes."""
        return hashlib.sha256(self.data).hexdigest()


_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP archive or DOCX"),
    (b"\xd0\xcf\x11\xe0", "old Word .doc"),
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"),
    (b"\x1f\x8b", "gzip archive"),
    (b"Rar!", "RAR archive"),
)
"""First bytes of what people give by mistake, whatever its name ends in."""

EXTRACTORS: dict[str, tuple[str, Callable[[bytes], tuple[str, str]]]] = {
    ".txt": ("text/plain", plain.extract),
}
"""File name ending → media type, and the function from bytes to (text, encoding)."""


def read_source(path: Path, *, max_bytes: int | None = None) -> SourceText:
    """Read and decode the file at `path`.

    Raises SourceError for a file that is missing, too large, empty, of a kind that is not read, or whose
    bytes are no text in any Chinese encoding.
    """
    try:
        size = path.stat().st_size
        if max_bytes is not None and size > max_bytes:
            raise SourceError(
                f"the file has {size:,} bytes, more than the {max_bytes:,} allowed: split it, or raise"
                " YISHILU_MAX_SOURCE_BYTES"
            )
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(
            f"the file cannot be opened ({error.strerror}): check its name and rights"
        ) from error
    return source_of(path.name, data)


def source_of(file: str, data: bytes) -> SourceText:
    """The source that these bytes are; `file` gives the name to show and the ending that tells its kind."""
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise SourceError(f"this is a {what}, which is not read yet: save its text as .txt (UTF-8)")
    ending = Path(file).suffix.lower()
    if ending not in EXTRACTORS:
        known = ", ".join(sorted(EXTRACTORS))
        raise SourceError(f"files ending in {ending or 'nothing'} are not read: give one of {known}")
    media_type, extract = EXTRACTORS[ending]
    try:
        text, encoding = extract(data)
    except ValueError as error:
        raise SourceError(str(error)) from error
    if not text.strip():
        raise SourceError("the file holds no text: check that it is the right one")
    return SourceText(file=file, data=data, media_type=media_type, encoding=encoding, text=text)
