"""PDFs with a text layer: a line for each printed line, in reading order.

PDFium says which character stands where; `app.sources.columns` puts them in order.
"""

import ctypes
import io
import math
import re
import threading
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from app.sources.columns import Glyph, lines_of, split_rows
from app.sources.extracted import Extracted, Remark
from app.sources.plausible import refuse_garbled
from app.sources.unpacked import is_bomb

ENCODING = "utf-8"
"""Characters come as code points; this says how the text is kept."""

_BEGIN = b"%PDF-"
_END = b"%%EOF"
_AFTER_END = 4096
"""Bytes that some programs leave behind the end of the file."""
_MOST_PAGES = 10_000
_MOST_CHARACTERS = 20_000_000
_UPRIGHT = 4
"""Degrees by which characters may slant from a right angle; what slants more is a watermark."""
_UNREADABLE = 0.1
"""Share of characters without a code point, from which on the text layer is of no use."""
_HYPHENS = (0x02, 0xAD, 0xFFFE)
"""What PDFium gives for a hyphen at the end of a line."""
_SPACE = 0.12
"""Em; PDFium also puts spaces where nothing can be seen of one."""
_SMALLEST = 0.5
"""Points; sizes of nought occur in damaged files."""
_PICTURE = 0.3
"""Share of a page that an image covers, which makes the page a scan where it has no text."""
_FOLIO = 12
"""Characters; a scan with no more of them over it has a page number or a stamp, but none of its text."""
_MARGIN = 0.08
"""Share of a page's height, above and below, in which browsers print a head and a foot."""
_PRINTED = re.compile(
    r"\d{1,4}[/.年-]\d{1,2}[/.月-]\d{1,4}日?,?\s*\w{0,2}\s?\d{1,2}:\d\d(?::\d\d)?(?:\s?[APap][Mm])?(?:\t[^\t]+)?"
    r"|(?:[^\t]+\t)?(?:h?ttps?://|f?ile://|about:)[^\t]*(?:\t\d{1,4}/\d{1,4})?|\d{1,4}/\d{1,4}"
)
"""What a browser prints in the margins: when and what, where from and which page of how many."""
_ONE_AT_A_TIME = threading.Lock()
"""PDFium may not be called by two threads at once."""


def extract(data: bytes) -> Extracted:
    """The text of a PDF, page by page, with a remark where a page among others has an image but no text.

    Columns are read one after the other, with an empty line between blocks, paragraphs, columns and pages.
    Running heads and page numbers stay as lines. Left out is what slants (watermarks) and what stands outside
    the visible page.

    Raises ValueError when the PDF is cut off, encrypted or damaged, too large when unpacked, or has no text
    layer.
    """
    if _BEGIN not in data[:1024]:
        raise ValueError("this is no PDF, whatever its name says: check where it came from")
    if data.rfind(_END) < 0 or len(data) - data.rfind(_END) > _AFTER_END:
        raise ValueError("the PDF is cut off, its end is missing: get the whole file again")
    with _ONE_AT_A_TIME:
        found = _read(data)
    refuse_garbled(found.text)
    return found


def _read(data: bytes) -> Extracted:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ValueError(_why_not(error)) from error
    try:
        if len(document) > _MOST_PAGES:
            raise ValueError(f"the PDF has more than {_MOST_PAGES:,} pages: split it")
        if is_bomb(_open_bytes(document, data)):
            raise ValueError("the PDF is too large when unpacked: print it to a new PDF and give that")
        return _Reader().read(document)
    finally:
        document.close()


def _open_bytes(document: Any, data: bytes) -> bytes:
    """The file as it would be without encryption, under which its streams show nothing."""
    if not pdfium.FPDF_GetSecurityHandlerRevision(document.raw) >= 0:
        return data
    copy = io.BytesIO()
    document.save(copy, flags=pdfium.FPDF_REMOVE_SECURITY)
    return copy.getvalue()


def _why_not(error: pypdfium2.PdfiumError) -> str:
    if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
        return "the PDF is encrypted: take its password off and give it again"
    if getattr(error, "err_code", None) == pdfium.FPDF_ERR_SECURITY:
        return "the PDF is encrypted in a way that is not known: print it to a new PDF and give that"
    return "the PDF is damaged: get the whole file again, or print it to a new PDF and give that"


class _Character(NamedTuple):
    """A character as PDFium places it: its box, the point on its baseline, its size, its quarter turns."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    x: float
    y: float
    size: float
    turn: int


class _Reader:
    """Reads the pages of one document and keeps count of what they hold."""

    def __init__(self) -> None:
        self._characters = 0
        self._unmapped = 0
        self._scanned = 0
        self._written = 0
        self._remarks: list[Remark] = []

    def read(self, document: Any) -> Extracted:
        """The pages' lines, with an empty line between pages."""
        pages: list[str] = []
        length = 0
        for number in range(1, len(document) + 1):
            try:
                page = document[number - 1]
            except pypdfium2.PdfiumError as error:
                raise ValueError(f"page {number} of the PDF is damaged: get the whole file again") from error
            lines = self._page(page, number, length)
            page.close()
            if lines:
                pages.append("".join(line + "\n" for line in lines))
                length += len(pages[-1]) + 1
        self._refuse_unreadable()
        return Extracted("\n".join(pages), ENCODING, tuple(self._remarks))

    def _page(self, page: Any, number: int, at: int) -> list[str]:
        """The lines of page `number`, which begins at character `at` of the text."""
        try:
            text_page = page.get_textpage()
        except pypdfium2.PdfiumError:  # a page whose content is broken shows nothing
            self._remark(number, at, "is damaged: get the whole file again")
            return []
        visible = _visible(page)
        turned = self._turned(text_page, visible)
        text_page.close()
        count = sum(map(len, turned.values()))
        scanned = count <= _FOLIO and _is_scanned(page)
        self._scanned += scanned
        self._written += count > 0 and not scanned
        if scanned:
            self._remark(number, at, "is an image without text: recognise its text (OCR) and give that")
        head, foot = _set_margins_apart(turned, visible[1], visible[3])
        lines = head
        for _, glyphs in sorted(turned.items(), key=lambda group: (-len(group[1]), group[0])):
            more = lines_of(glyphs)
            lines += ["", *more] if lines else more
        return [*lines, "", *foot] if foot else lines

    def _remark(self, number: int, at: int, what: str) -> None:
        self._remarks.append(Remark("unread_page", f"page {number} of the PDF {what}", max(0, at - 1), at))

    def _turned(self, text_page: Any, visible: tuple[float, float, float, float]) -> dict[int, list[Glyph]]:
        """Direction of writing in quarter turns → the characters, turned upright."""
        found: dict[int, list[Glyph]] = defaultdict(list)
        left, bottom, right, top = visible
        count = text_page.count_chars()
        self._characters += count
        if self._characters > _MOST_CHARACTERS:
            raise ValueError(f"the PDF has more than {_MOST_CHARACTERS:,} characters: split it")
        spaced = False
        for one in _characters(text_page, count):
            if one is None:
                spaced = True
                continue
            x, y = (one.left + one.right) / 2, (one.bottom + one.top) / 2
            if left <= x <= right and bottom <= y <= top and math.isfinite(one.size + one.x + one.y):
                self._unmapped += one.text == "\ufffd"
                _add(found[one.turn], _upright(one), spaced)
            spaced = False
        return found

    def _refuse_unreadable(self) -> None:
        if self._unmapped > _UNREADABLE * max(1, self._characters):
            raise ValueError(
                "the fonts of the PDF do not say which characters they show:"
                " recognise its text (OCR) and give that"
            )
        if self._scanned > self._written:
            raise ValueError(
                "the PDF has no text layer, it holds scanned images: recognise its text (OCR) and give that"
            )
        if not self._written:
            raise ValueError(
                "the PDF has no text layer, its pages are drawn or empty: recognise its text (OCR) and give"
                " that"
            )


def _visible(page: Any) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of what a reader sees of the page."""
    left, bottom, right, top = page.get_cropbox()
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _set_margins_apart(
    turned: dict[int, list[Glyph]], bottom: float, top: float
) -> tuple[list[str], list[str]]:
    """Take out of the upright characters what a browser printed in the top and the bottom margin; its lines.

    As part of the page it would be read with the first or the last column, in the middle of a sentence.
    """
    margin = _MARGIN * (top - bottom)

    def is_head(first: Glyph, line: str) -> bool:
        return -first.base > top - margin and _PRINTED.fullmatch(line) is not None

    def is_foot(first: Glyph, line: str) -> bool:
        return -first.base < bottom + margin and _PRINTED.fullmatch(line) is not None

    head, rest = split_rows(turned.get(0, []), is_head)
    foot, rest = split_rows(rest, is_foot)
    if head or foot:
        turned[0] = rest
    return head, foot


def _is_scanned(page: Any) -> bool:
    left, bottom, right, top = _visible(page)
    for image in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        x0, y0, x1, y1 = image.get_bounds()
        if (x1 - x0) * (y1 - y0) >= _PICTURE * (right - left) * (top - bottom):
            return True
    return False


def _add(glyphs: list[Glyph], glyph: Glyph, spaced: bool) -> None:
    """Add the character, and before it the space that PDFium sees in the gap behind the last one."""
    if spaced and glyphs:
        last = glyphs[-1]
        near = abs(last.base - glyph.base) < 0.3 * glyph.size
        if near and glyph.left - last.right > _SPACE * glyph.size:
            glyphs.append(last._replace(left=last.right, text=" "))
    glyphs.append(glyph)


def _characters(text_page: Any, count: int) -> Iterator[_Character | None]:
    """The characters that the page itself holds, none that slants; None where PDFium puts one between."""
    high: _Character | None = None
    handle, out = text_page.raw, _Out()
    for i in range(count):
        if pdfium.FPDFText_IsGenerated(handle, i) == 1:
            yield None
            continue
        code = pdfium.FPDFText_GetUnicode(handle, i)
        one = _character(handle, i, code, out)
        if one is not None and 0xDC00 <= code < 0xE000 and high is not None:
            text = (high.text + one.text).encode("utf-16", "surrogatepass").decode("utf-16")
            one = one._replace(text=text, left=min(high.left, one.left), right=max(high.right, one.right))
        high = one if 0xD800 <= code < 0xDC00 else None
        if one is not None and high is None:
            yield one._replace(text="\ufffd") if "\ud800" <= one.text <= "\udfff" else one


class _Out:
    """Where PDFium writes its answers; one for all the characters of a page."""

    def __init__(self) -> None:
        self.matrix, self.box = pdfium.FS_MATRIX(), pdfium.FS_RECTF()
        self.x, self.y = ctypes.c_double(), ctypes.c_double()


def _character(handle: Any, i: int, code: int, out: _Out) -> _Character | None:
    """The character at index `i`, or half of one; None for a control character or one that slants."""
    text = "\ufffd" if pdfium.FPDFText_HasUnicodeMapError(handle, i) == 1 else _text_of(code)
    matrix, box = out.matrix, out.box
    pdfium.FPDFText_GetMatrix(handle, i, matrix)
    turn = 0
    if matrix.b or matrix.a <= 0:
        angle = math.degrees(math.atan2(matrix.b, matrix.a))
        turn = round(angle / 90)
        if abs(angle - 90 * turn) > _UPRIGHT:
            return None
    if not text:
        return None
    pdfium.FPDFText_GetLooseCharBox(handle, i, box)
    pdfium.FPDFText_GetCharOrigin(handle, i, out.x, out.y)
    size = pdfium.FPDFText_GetFontSize(handle, i) * math.hypot(matrix.c, matrix.d)
    return _Character(
        text, box.left, box.bottom, box.right, box.top, out.x.value, out.y.value, size, turn % 4
    )


def _text_of(code: int) -> str:
    """The character of a code unit; empty for a control character."""
    if code in _HYPHENS:
        return "-"
    if not code or code > 0x10FFFF:
        return "\ufffd"
    return chr(code) if code >= 0x20 and not 0x7F <= code < 0xA0 else ""


def _upright(one: _Character) -> Glyph:
    """The character with the page turned so that it stands upright, downwards positive."""
    corners = {
        0: (one.left, one.right, -one.y),
        1: (one.bottom, one.top, one.x),
        2: (-one.right, -one.left, one.y),
        3: (-one.top, -one.bottom, -one.x),
    }
    left, right, base = corners[one.turn]
    return Glyph(base, left, right, max(one.size, _SMALLEST), one.text)
