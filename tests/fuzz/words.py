"""Word documents: the XML of their parts, and the archive they lie in, each with its own mistakes."""

import io
import random
import re
import struct
import warnings
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from html import escape

from tests.fuzz.chance import pick, some, words
from tests.fuzz.damage import damaged
from tests.fuzz.texts import paragraphs, text
from tests.sources import make

_MADE = (1980, 1, 1, 0, 0, 0)
"""So that the same seed gives the same bytes."""
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_AROUND = words(
    "w:p w:r w:t w:sdt w:sdtContent w:ins w:del w:tbl w:tr w:tc w:hyperlink w:txbxContent w:pict w:drawing"
    " w:fldSimple w:smartTag w:customXml w:rPr w:pPr w:moveTo w:ruby w:rubyBase w:altChunk"
)
_EMPTY = (
    "<w:tab/>",
    "<w:br/>",
    '<w:fldChar w:fldCharType="begin"/>',
    '<w:fldChar w:fldCharType="separate"/>',
    '<w:fldChar w:fldCharType="end"/>',
    '<w:footnoteReference w:id="1"/>',
    '<w:numPr><w:ilvl w:val="99999999"/><w:numId w:val="-1"/></w:numPr>',
    '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
    '<w:vanish w:val="x"/>',
    "<w:p/>",
    "<mc:AlternateContent/>",
    "<!-- --><?x?><![CDATA[停车]]>",
    "&bogus;",
)
_WELL_FORMED = 11
"""Of these, the first; the rest makes a whole part unreadable."""
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="{}"/><w:numFmt w:val="{}"/>'
    '<w:lvlText w:val="{}"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
)
_FORMATS = ("decimal", "chineseCounting", "lowerRoman", "upperLetter", "ideographDigital", "bogus", "bullet")


def word(chance: random.Random) -> bytes:
    """A Word document, with mistakes in its XML or its archive."""
    parts = chance.choice((_well_made, _of_elements, _deep))(chance)
    if chance.random() < 0.4:
        name = chance.choice(list(parts))
        parts[name] = damaged(chance, parts[name], b"<w:p>")
    return chance.choice((_packed, _packed, _packed, _packed_oddly, _with_wrong_numbers))(chance, parts)


@cache
def _of_word() -> dict[str, bytes]:
    """The parts of a document as python-docx writes it."""
    with zipfile.ZipFile(io.BytesIO(make.word(["停车难要治。"]))) as archive:
        return {name: archive.read(name) for name in archive.namelist() if "theme" not in name}


def _raw(body: str, **parts: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(make.raw_word(body, **parts))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _well_made(chance: random.Random) -> dict[str, bytes]:
    body = "".join(f"<w:p><w:r><w:t>{_xml(line)}</w:t></w:r></w:p>" for line in paragraphs(chance))
    if chance.random() < 0.3:
        whole = f"<w:document xmlns:w='{_NAMESPACE}'><w:body>{body}</w:body></w:document>"
        return _of_word() | {"word/document.xml": whole.encode()}
    return _raw(body)


def _of_elements(chance: random.Random) -> dict[str, bytes]:
    """Elements inside and beside of each other as they come; closed, mostly."""
    open_: list[str] = []
    made = []
    for _ in range(some(chance, 150, 1)):
        step = chance.random()
        if step < 0.35 and len(open_) < 60:
            open_.append(chance.choice(_AROUND))
            made.append(f"<{open_[-1]}>")
        elif step < 0.6 and open_:
            made.append(f"</{open_.pop()}>")
        elif step < 0.8:
            made.append(chance.choice(_EMPTY[:_WELL_FORMED] if chance.random() < 0.9 else _EMPTY))
        else:
            made.append(f"<w:r><w:t>{_xml(text(chance)[: some(chance, 100)])}</w:t></w:r>")
    made += [f"</{name}>" for name in reversed(open_)]
    start = chance.choice(("1", "-5", "999999999", "x"))
    shown = chance.choice(("%1.", "%9%0%", "第%1条", "%1" * 50))
    numbering = _NUMBERING.format(start, chance.choice(_FORMATS), shown)
    notes = f'<w:footnote w:id="1"><w:p><w:r><w:t>{_xml(text(chance)[:80])}</w:t></w:r></w:p></w:footnote>'
    return _raw("".join(made), numbering=numbering, footnotes=notes)


def _deep(chance: random.Random) -> dict[str, bytes]:
    """One element inside of the other, or an attribute that is huge."""
    names = pick(chance, _AROUND, 3)
    depth = some(chance, 400, 1)
    if chance.random() < 0.3:
        return _raw(f'<w:p w:x="{"x" * depth * 500}"><w:r><w:t>停车</w:t></w:r></w:p>')
    start = "".join(f"<{name}>" for name in names)
    end = "".join(f"</{name}>" for name in reversed(names))
    return _raw(start * depth + "<w:r><w:t>停车难要治。</w:t></w:r>" + end * depth)


def _xml(line: str) -> str:
    """What XML can hold."""
    return escape(re.sub("[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", line))


def _packed(
    chance: random.Random, parts: Mapping[str, bytes], more: Callable[[zipfile.ZipFile], None] | None = None
) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.comment = b"x" * some(chance, 40)
        for name, data in parts.items():
            _add(archive, name, data, chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)))
        if more:
            more(archive)
    return file.getvalue()


def _add(archive: zipfile.ZipFile, name: str, data: bytes, how: int) -> None:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Duplicate name")  # which is the purpose
        archive.writestr(zipfile.ZipInfo(name, _MADE), data, how)


def _packed_oddly(chance: random.Random, parts: dict[str, bytes]) -> bytes:
    """With another archive inside, with names that lead elsewhere, and without one of its parts."""
    inner = _packed(chance, parts)
    odd = {
        "word/document.xml": inner,
        "word/embeddings/inner.docx": inner,
        "../../outside.xml": b"<x/>",
        "/etc/absolute.xml": b"<x/>",
        "word/": b"",
        "xl/workbook.xml": b"<x/>",
        "_rels/.rels": b"<Relationships><x/><Relationship Target='../../..'/></Relationships>",
    }
    lacking = chance.choice([*parts, "", ""])
    kept = {name: data for name, data in parts.items() if name != lacking}
    ways = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)

    def more(archive: zipfile.ZipFile) -> None:
        for name in pick(chance, list(odd), 3):
            if name not in archive.namelist() or chance.random() < 0.1:
                _add(archive, name, odd[name], chance.choice(ways))

    return _packed(chance, kept, more)


def _with_wrong_numbers(chance: random.Random, parts: dict[str, bytes]) -> bytes:
    """With wrong sizes, sums, flags, methods or places in the heads of the archive's members."""
    data = bytearray(_packed(chance, parts))
    heads = [found.start() for found in re.finditer(rb"PK(\x01\x02|\x03\x04)", data)]
    for head in pick(chance, heads, 4):
        form, offset, value = chance.choice(
            (
                ("<H", chance.choice((6, 8, 10, 26)), chance.choice((0, 1, 8, 0x7FFF, 0xFFFF))),
                ("<I", chance.choice((14, 18, 20, 24, 42)), chance.choice((0, 1, 1 << 20, 0xFFFFFFFF))),
            )
        )
        if head + offset + 4 <= len(data):
            struct.pack_into(form, data, head + offset, value)
    return bytes(data)
