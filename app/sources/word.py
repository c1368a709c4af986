"""The inside of a DOCX file: a ZIP archive of XML parts (ECMA-376), opened without trust."""

import io
import posixpath
import zipfile
import zlib
from functools import lru_cache
from typing import Any

from lxml import etree

_MOST_BYTES = 96 * 1024 * 1024
"""Of all parts that are read, unpacked; a book of 1,000 pages has some 20 MB."""
_SMALL = 4 * 1024 * 1024
_MOST_TIMES = 100
"""How often smaller a part larger than `_SMALL` may be packed; Word's own are 10 to 40 times."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_NAMESPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
}
_DAMAGED = (
    "the DOCX file is damaged or cut off ({}): get the whole file again, or open it in Word and save it"
)


class Package:
    """The parts of the file, read on demand. Every method raises ValueError for what is damaged or unsafe."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise ValueError(_DAMAGED.format("its list of parts is missing")) from error
        self._left = _MOST_BYTES
        self._main = self._related("").get("officeDocument", "word/document.xml")
        if self._main not in self._zip.namelist():
            raise ValueError(self._what_else())
        self._parts = self._related(self._main)

    def main(self) -> Any:
        """The root element of the document."""
        root = self._root(self._main)
        if name_of(root) != "w:document":
            raise ValueError(self._what_else())
        return root

    def part(self, kind: str) -> Any | None:
        """The root element of the part that relates to the document as `kind` (`styles`), or None."""
        name = self._parts.get(kind)
        return self._root(name) if name and name in self._zip.namelist() else None

    def _related(self, part: str) -> dict[str, str]:
        """Kind of relationship → name of the part, for the relationships of `part`."""
        folder, name = posixpath.split(part)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        if listed not in self._zip.namelist():
            return {}
        found: dict[str, str] = {}
        for relation in self._root(listed):
            if relation.get("TargetMode") != "External":
                kind = relation.get("Type", "").rpartition("/")[2]
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
                found.setdefault(kind, target.lstrip("/"))
        return found

    def _root(self, name: str) -> Any:
        # Entities and document types are what attacks are made of; Word writes neither.
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(self._bytes(name), parser)
        except etree.ParseError as error:
            raise ValueError(_DAMAGED.format(f"{name} is not well-formed")) from error
        if root.getroottree().docinfo.doctype:
            raise ValueError(
                f"{name} in the DOCX file declares a document type with entities, as no Word file does, and"
                " is refused as unsafe: open it in Word and save it again"
            )
        return root

    def _bytes(self, name: str) -> bytes:
        info = self._zip.getinfo(name)
        if info.flag_bits & 1:
            raise ValueError("the DOCX file is encrypted: take its password off in Word and save it")
        self._left -= info.file_size
        times = info.file_size / max(1, info.compress_size)
        if self._left < 0 or (info.file_size > _SMALL and times > _MOST_TIMES):
            raise ValueError(
                f"{name} in the DOCX file is too large when unpacked ({info.file_size:,} bytes): it may be a"
                " decompression bomb, get the file from its source again"
            )
        if info.compress_type not in _METHODS:
            raise ValueError(_DAMAGED.format(f"{name} is packed in an unknown way"))
        try:
            return self._zip.read(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
            raise ValueError(_DAMAGED.format(f"{name} cannot be unpacked")) from error

    def _what_else(self) -> str:
        names = self._zip.namelist()
        size = sum(info.file_size for info in self._zip.infolist())
        packed = sum(info.compress_size for info in self._zip.infolist())
        if size > _MOST_BYTES or (size > _SMALL and size > _MOST_TIMES * packed):
            return (
                f"this is a ZIP archive and too large when unpacked ({size:,} bytes): it may be a"
                " decompression bomb, do not unpack it"
            )
        for folder, what in (("xl/", "an Excel workbook"), ("ppt/", "a PowerPoint file")):
            if any(name.startswith(folder) for name in names):
                return f"this is {what}: save its text as .docx or .txt"
        if "content.xml" in names:
            return "this is an OpenDocument file: save it as .docx"
        return "this is a ZIP archive and no Word document (DOCX): unpack it and give the files in it"


@lru_cache(maxsize=4096)
def _short(tag: str) -> str:
    namespace, _, local = tag[1:].partition("}")
    prefix = _NAMESPACES.get(namespace)
    return f"{prefix}:{local}" if prefix else local


def name_of(element: Any) -> str:
    """`w:p` for an element of that name in either edition of the standard; empty for what is no element."""
    return _short(element.tag) if isinstance(element.tag, str) else ""


def child(element: Any, *names: str) -> Any | None:
    """The first child of that name, and of that the first child of the next name …; None if there is none."""
    for name in names:
        element = next((one for one in element if name_of(one) == name), None)
        if element is None:
            return None
    return element


def value(element: Any | None, attribute: str = "val") -> str | None:
    """A `w:` attribute of the element; None where either is absent."""
    if element is None:
        return None
    for name, found in element.items():
        if name.rpartition("}")[2] == attribute:
            return str(found)
    return None


def number(element: Any | None, attribute: str = "val") -> int | None:
    """A `w:` attribute that is a whole number."""
    text = value(element, attribute)
    return int(text) if text and text.removeprefix("-").isdecimal() and len(text) < 10 else None


def is_on(element: Any | None) -> bool:
    """True when a switch such as `w:vanish` is there and not turned off."""
    return element is not None and value(element) not in ("0", "false", "off")
