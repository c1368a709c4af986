"""What cannot be read is refused with one line that says what it is and what to do, and nothing hangs."""

import contextlib
import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

from app.sources import SourceError, read_source
from app.sources.columns import Glyph, lines_of
from app.sources.read import EXTRACTORS, source_of
from tests.sources.make import drawn, image, raw_word, scan, word

WORDS = "市政协委员关于停车的建议"
PDF = drawn(lambda canvas: canvas.drawString(60, 700, WORDS))
DOCX = word([WORDS])
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def zipped(**files: str) -> bytes:
    """A ZIP archive; `word_document` names the part of a Word document."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr("word/document.xml" if name == "word_document" else name, text)
    return file.getvalue()


def document(text: str, before: str = "") -> str:
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return (
        f"{before}<w:document xmlns:w='{namespace}'><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body>"
        "</w:document>"
    )


LAUGHS = "<!DOCTYPE l [<!ENTITY a '哈'><!ENTITY b '&a;&a;&a;&a;'>]>"
FOREIGN = "<!DOCTYPE l [<!ENTITY b SYSTEM 'file:///etc/hostname'>]>"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.txt", b"", "empty"),
        ("empty.docx", b"", "empty"),
        ("empty.pdf", b"", "empty"),
        ("blank.txt", b" \n\n ", "no text"),
        ("blank.pdf", drawn(lambda canvas: None), "no text layer.*OCR"),
        ("lines.pdf", drawn(lambda canvas: canvas.rect(60, 60, 400, 600, fill=1)), "no text layer.*OCR"),
        ("blank.docx", word([""]), "no text"),
        ("data.csv", WORDS.encode(), r"ending in \.csv"),
        ("noending", WORDS.encode(), "ending in nothing"),
        ("zeros.txt", b"abc\x00def", "binary"),
        ("zeros.html", "<html><p>abc".encode("utf-16-be") + b"x", "binary"),
        ("bytes.txt", b"\x80\xff\xff\x80\xff", "no text in UTF-8"),
        ("broken.txt", b"\xef\xbb\xbf\xff\xfe", "utf-8-sig, but byte 0"),
        ("cut.txt", (WORDS * 9).encode("gb18030") + b"\xc4", "gb18030 up to byte 216"),
        ("one.txt", f"{WORDS}\n{WORDS}".encode() + b"\xff" + (WORDS * 9).encode(), "byte 73, in line 2"),
        ("first.txt", WORDS.encode() + b"\n\xff" + (WORDS * 9).encode(), "byte 37, in line 2"),
        ("asked.txt", (WORDS * 9 + "2024\n").encode("ascii", "replace"), "they read \\?"),
        ("old.doc", OLE, "old Word"),
        ("old.docx", OLE, "old Word"),
        ("locked.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("letter.doc", b"{\\rtf1\\ansi text}", "RTF"),
        ("photo.txt", image("PNG"), "image"),
        ("photo.pdf", image("JPEG"), "image"),
        ("photo.html", image("GIF"), "image"),
        ("photo.docx", image("BMP"), "image"),
        ("photo.txt", image("TIFF"), "image"),
        ("photo.txt", image("WEBP"), "image"),
        ("all.txt", zipped(a="甲", b="乙"), "ZIP archive"),
        ("all.docx", zipped(a="甲"), "ZIP archive"),
        ("sheet.docx", zipped(**{"xl/workbook.xml": "<x/>"}), "Excel"),
        ("text.docx", zipped(**{"content.xml": "<x/>"}), "OpenDocument"),
        ("all.txt", b"\x1f\x8b\x08rest", "archive"),
        ("all.txt", b"Rar!\x1a\x07rest", "archive"),
        ("no.docx", WORDS.encode(), "damaged or cut off"),
        ("cut.docx", DOCX[: len(DOCX) // 2], "damaged or cut off"),
        ("hurt.docx", DOCX.replace(b"word/document.xml", b"word/documenx.xml", 1), "damaged|ZIP archive"),
        ("hurt.docx", zipped(word_document=document("甲")[:-9]), "not well-formed"),
        ("other.docx", zipped(word_document="<x/>"), "ZIP archive"),
        ("laughs.docx", zipped(word_document=document("&b;", LAUGHS)), "document type with entities"),
        ("foreign.docx", zipped(word_document=document("&b;", FOREIGN)), "document type with entities"),
        ("bomb.pdf", zipped(a="哈" * 8_000_000), "too large when unpacked"),
        ("bombs.docx", zipped(**{str(i): "哈" * 3_000_000 for i in range(12)}), "too large when unpacked"),
        (
            "bomb.docx",
            zipped(word_document=document("哈" * 8_000_000)),
            "too large when unpacked.* bomb",
        ),
        (
            "many.docx",
            raw_word("<w:p/>", styles="<w:style/>" * 600_000),
            "too large when unpacked.* bomb",
        ),
        ("deep.docx", raw_word("<w:r>" * 400 + "</w:r>" * 400), "not well-formed"),
        ("parts.docx", raw_word("<w:altChunk/>"), "another file inside"),
        ("garbled.docx", word([WORDS.encode().decode("latin-1")]), "garbled"),
        ("no.pdf", WORDS.encode(), "no PDF"),
        ("cut.pdf", PDF[: len(PDF) // 2], "cut off"),
        ("cut.txt", b"%PDF-1.7 ...", "cut off"),
        ("hurt.pdf", b"%PDF-1.7 rubbish %%EOF", "damaged"),
        (
            "locked.pdf",
            drawn(lambda canvas: canvas.drawString(60, 700, WORDS), lock=StandardEncryption("geheim")),
            "encrypted",
        ),
        ("scan.pdf", drawn(scan), "no text layer.*scanned.*OCR"),
        ("garbled.html", f"<html><p>{WORDS.encode().decode('latin-1')}</p>".encode(), "garbled"),
    ],
)
def test_what_cannot_be_read_is_refused(name: str, data: bytes, says: str) -> None:
    with pytest.raises(SourceError, match=says) as caught:
        source_of(name, data)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 250


def test_a_missing_and_a_large_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be opened"):
        read_source(tmp_path / "absent.txt")
    with pytest.raises(SourceError, match="cannot be opened"):
        read_source(tmp_path)
    large = tmp_path / "large.txt"
    large.write_text("停" * 100, encoding="utf-8")
    with pytest.raises(SourceError, match="YISHILU_MAX_SOURCE_BYTES"):
        read_source(large, max_bytes=299)
    assert read_source(large, max_bytes=300).text


def test_the_first_bytes_go_before_the_ending() -> None:
    for name in ("a.txt", "a.html", "a", "a.doc"):
        assert source_of(name, PDF).media_type == "application/pdf"
        assert source_of(name, DOCX).media_type.endswith("wordprocessingml.document")
    assert set(EXTRACTORS) == {".txt", ".html", ".htm", ".docx", ".pdf"}


def test_a_pdf_that_may_be_read_but_not_changed_is_read() -> None:
    locked = drawn(
        lambda canvas: canvas.drawString(60, 700, WORDS),
        lock=StandardEncryption("", ownerPassword="geheim", canModify=0),
    )
    assert source_of("a.pdf", locked).text == f"{WORDS}\n"


def assert_linear(work: Callable[[int], object]) -> None:
    """Four times as much may take some four times the processor's time, not sixteen."""

    def seconds(times: int) -> float:
        begun = time.process_time()
        with contextlib.suppress(SourceError):
            work(times)
        return time.process_time() - begun

    seconds(1)
    assert min(seconds(4), seconds(4)) < 10 * max(seconds(1), seconds(1), 0.005)


FIELD_BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
SHAPES: dict[str, Callable[[int], bytes]] = {
    "nested.html": lambda n: ("<html>" + "".join(f"<p><b id={i}>文" for i in range(5_000 * n))).encode(),
    "deep.html": lambda n: ("<html>" + "<div>" * 1_500 + "</x>" * 12_000 * n + "文").encode(),
    "style.html": lambda n: (f"<html><p style='{'display:' * 12_000 * n}'>{' ' * 25_000 * n}文").encode(),
    "tables.html": lambda n: ("<html>" + "<table><tr><td>文" * 75 * n).encode(),
    "menus.html": lambda n: ("<html>" + "<nav>文" * 450 * n).encode(),
    "open.html": lambda n: b"<meta " * 12_000 * n,
    "fields.docx": lambda n: raw_word(f"<w:p>{FIELD_BEGIN * 5_000 * n}</w:p>"),
    "halves.txt": lambda n: b"\x81\x40" * 50_000 * n,
    "returns.txt": lambda n: "文\r".encode("big5") * 50_000 * n,
}


@pytest.mark.parametrize("name", SHAPES)
def test_no_shape_of_a_file_is_slow(name: str) -> None:
    files = {times: SHAPES[name](times) for times in (1, 4)}
    assert_linear(lambda times: source_of(name, files[times]))


ARRANGEMENTS: tuple[Callable[[int], Glyph], ...] = (
    lambda _: Glyph(1.0, 1.0, 2.0, 10.0, "字"),
    lambda i: Glyph(i * 99.0, i * 99.0, i * 99.0 + 10, 10.0, "字"),
    lambda i: Glyph(i * 7919 % 600, i * 104729 % 5000, i * 104729 % 5000 + 9, 9.0, "字"),
)


@pytest.mark.parametrize("arrangement", ARRANGEMENTS)
def test_no_arrangement_of_characters_is_slow(arrangement: Callable[[int], Glyph]) -> None:
    assert_linear(lambda times: lines_of([arrangement(i) for i in range(2_000 * times)]))


def test_a_few_lost_characters_are_named_in_their_places() -> None:
    text = WORDS * 30 + "停\ufffd\ufffd车" + WORDS * 30 + "锟斤拷锟斤拷。"
    remarks = source_of("a.txt", text.encode()).remarks
    assert [one.code for one in remarks] == ["mojibake"] * 2
    assert [text[one.start : one.end] for one in remarks] == ["\ufffd\ufffd", "锟斤拷锟斤拷"]
    assert not source_of("b.txt", ("为什么？怎么办？" * 20 + "?").encode()).remarks
