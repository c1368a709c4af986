"""PDFs: as a program sets them, and written object by object, with what points to nowhere or to itself."""

import random
import re
import zlib
from functools import cache

from tests.fuzz.chance import cut_points, pick, some
from tests.fuzz.texts import paragraphs, samples
from tests.sources import make

_OPERATORS = (
    "BT /F1 {n} Tf (a b) Tj ET",
    "BT /F1 12 Tf {n} {n} Td <4E004E8C> Tj ET",
    "{n} {n} {n} {n} {n} {n} cm",
    "{n} {n} {n} {n} re f",
    "q",
    "Q",
    "/Fm0 Do",
    "BT {n} Tr {n} TL T* [(x) {n} (y)] TJ ET",
    "BI /W {n} /H {n} /BPC 8 /CS /G ID xx EI",
    "/F9 1 Tf",
    "({n}",
    "<<",
    "]",
)
_NUMBERS = ("0", "1", "-1", "12", "0.0001", "99999", "-2147483649", "1e999", "nan", "1" * 400, "--5", "")
_NAMES = ("Pages", "Page", "Catalog", "Font", "FlateDecode", "ASCII85Decode", "Type0", "Length")
_FONTS = (
    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[5 0 R]>>",
)


def pdf(chance: random.Random) -> bytes:
    """A PDF, with mistakes in its table of objects or in the objects."""
    return chance.choice((_set, _of_objects))(chance)


@cache
def _sheets() -> tuple[bytes, ...]:
    """Pages of samples, in one to three columns, packed and not."""
    return tuple(
        make.sheet(make.paragraphs(sample)[:8], make.Sheet(columns=1 + number % 3, shift=number % 2 * 5))[0]
        for number, sample in enumerate(samples()[:9])
    )


def _set(chance: random.Random) -> bytes:
    """As a program writes it, with other numbers in some places."""
    if chance.random() < 0.3:
        lines = [
            "".join(char for char in line[:200] if " " <= char < "\ud800") for line in paragraphs(chance)[:6]
        ]
        data = make.sheet(lines, make.Sheet(columns=chance.randint(1, 3)), headlines=chance.randint(0, 2))[0]
    else:
        data = chance.choice(_sheets())
    for _ in range(some(chance, 4)):
        data = chance.choice((_other_numbers, _other_references, _without_table, _names_swapped))(
            chance, data
        )
    return data


def _replaced(chance: random.Random, data: bytes, pattern: bytes, new: list[bytes]) -> bytes:
    """Some of the places that the pattern finds."""
    places = list(re.finditer(pattern, data))
    for found in sorted(pick(chance, places, 8), key=lambda one: -one.start()) if places else ():
        data = data[: found.start()] + chance.choice(new) + data[found.end() :]
    return data


def _other_numbers(chance: random.Random, data: bytes) -> bytes:
    return _replaced(chance, data, rb"(?<=[ \[])-?\d+(?=[ \]\n/>])", [one.encode() for one in _NUMBERS])


def _other_references(chance: random.Random, data: bytes) -> bytes:
    """Objects that are others, themselves, or none."""
    return _replaced(
        chance, data, rb"\d+ 0 R", [b"%d 0 R" % number for number in (0, 1, 2, 3, 4, 5, 7, 99999)]
    )


def _without_table(chance: random.Random, data: bytes) -> bytes:
    """The table of objects lacks, or is elsewhere than it should."""
    at = data.rfind(b"xref")
    before, table = data[:at], data[at:]
    start, end = cut_points(chance, len(table))
    return chance.choice((before + table[end:], before + b"\n%%EOF", before + table[start:], data + table))


def _names_swapped(chance: random.Random, data: bytes) -> bytes:
    names = [b"/" + name.encode() for name in _NAMES]
    return _replaced(chance, data, b"/(?:%s)\\b" % "|".join(_NAMES).encode(), names)


def _of_objects(chance: random.Random) -> bytes:
    """Written by hand: pages in pages, content packed once, twice or not, and fonts that say nothing."""
    content = re.sub(r"\{n\}", lambda _: chance.choice(_NUMBERS), "\n".join(pick(chance, _OPERATORS, 60)))
    stream, filters = content.encode(), ""
    for _ in range(some(chance, 3)):
        stream, filters = zlib.compress(stream), f"/FlateDecode{filters}"
    length = chance.choice((len(stream), 0, 10**9))
    kids = " ".join(f"{chance.choice((2, 3, 3, 3, 4, 99))} 0 R" for _ in range(some(chance, 6, 1)))
    box = " ".join(chance.choice(("0", "595", "842", *_NUMBERS)) for _ in range(4))
    resources = "/Resources<</Font<</F1 5 0 R>>/XObject<</Fm0 6 0 R>>>>"
    turned, inside = chance.choice((0, 90, 45, -90)), chance.choice((4, 3, 5))
    page = f"/MediaBox[{box}]/Rotate {turned}/Contents {inside} 0 R{resources}"
    form = f"/BBox[0 0 9 9]{resources}/Length 7"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {chance.choice((1, 6, -1, 999_999_999))}>>".encode(),
        f"<</Type/Page/Parent 2 0 R{page}>>".encode(),
        f"<</Length {length}/Filter[{filters}]>>stream\n".encode() + stream + b"\nendstream",
        chance.choice((*_FONTS, b"[" * some(chance, 3_000))),
        f"<</Type/XObject/Subtype/Form{form}>>stream\n/Fm0 Do\nendstream".encode(),
    ]
    body = b"".join(b"%d 0 obj%s endobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF"
