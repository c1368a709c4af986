"""A small PDF that unpacks to very much is refused before any of its pages is drawn."""

import io
import time
import zlib

import pypdfium2
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from app.sources import SourceError
from app.sources.read import source_of
from app.sources.unpacked import is_bomb
from tests.sources.make import drawn

WORDS = "临沅市的代表和委员在会议上发言，建议修路修桥。"
OPERATORS = b"BT /F1 1 Tf (a) Tj ET\n" * 1_800_000


def pdf(content: bytes, filters: str, of_content: str = "") -> bytes:
    """A PDF with one page that has this packed content."""
    font = "<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        + f"/Resources<</Font{font}>>>>".encode(),
        f"<</Length {len(content)}/Filter[{filters}]{of_content}>>stream\n".encode()
        + content
        + b"\nendstream",
    ]
    body = b"".join(b"%d 0 obj%s endobj\n" % (i, one) for i, one in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF"


def lzw(rounds: int, early: int = 1) -> bytes:
    """Spaces packed by LZW, some seven megabytes in each round: each code stands for one space more."""
    grown = "".join(format(code, f"0{(code + early).bit_length()}b") for code in range(258, 4095))
    bits = format(256, "09b") + format(256, "012b").join([format(32, "09b") + grown] * rounds)
    return int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8))


RUNS = b"\x81 " * 300_000
ONCE = zlib.compress(OPERATORS)
TWICE = zlib.compress(ONCE)


def locked(data: bytes) -> bytes:
    """A PDF under encryption that anybody may open, with this content on its page."""
    file = io.BytesIO()
    canvas = Canvas(file, pageCompression=1, encrypt=StandardEncryption("", ownerPassword="geheim"))
    canvas._code.append(data.decode("ascii"))
    canvas.save()
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        pdf(ONCE, "/FlateDecode"),
        pdf(TWICE, "/FlateDecode/FlateDecode"),
        pdf(TWICE.hex().encode() + b">", "/ASCIIHexDecode/FlateDecode/FlateDecode"),
        pdf(TWICE, "/FlateDecode/FlateDecode", "/Subtype/Image"),
        locked(OPERATORS),
        pdf(lzw(5), "/LZWDecode"),
        pdf(lzw(5), "/L#5aWDecode"),
        pdf(zlib.compress(lzw(5)), "/FlateDecode/LZWDecode"),
        pdf(lzw(5, early=0), "/LZWDecode", "/DecodeParms<</EarlyChange 0>>"),
        pdf(RUNS, "/RunLengthDecode"),
        pdf(RUNS.hex().encode() + b">", "/AHx/RL"),
        pdf(RUNS, "/RunLengthDecode").replace(b"/Filter[/RunLengthDecode]", b"/Filter 9 0 R"),
        pdf(RUNS, "/RunLengthDecode").replace(b"/Filter[/RunLengthDecode]", b"/Filter 9 0 R")
        + b"\n9 0 obj[/RunLengthDecode]endobj\n",
    ],
    ids=[
        *("once", "twice", "as digits", "called an image", "encrypted", "LZW", "LZW written in numbers"),
        *("LZW in deflate", "LZW with late codes", "runs", "runs as digits", "filters packed elsewhere"),
        "filters elsewhere",
    ],
)
def test_a_small_file_that_unpacks_to_very_much_is_refused(data: bytes) -> None:
    begun = time.process_time()
    with pytest.raises(SourceError, match="too large when unpacked"):
        source_of("bomb.pdf", data)
    assert time.process_time() - begun < 5


def test_large_images_beside_the_text_are_no_bomb() -> None:
    white = pypdfium2.PdfDocument.new().new_page(3000, 4000).render(scale=1).to_pil()

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(white), 0, 0, 90, 120)
        canvas.drawString(60, 700, WORDS)

    data = drawn(draw)
    assert len(data) < 1_000_000
    assert not is_bomb(data)
    assert source_of("page.pdf", data).text == f"{WORDS}\n"
