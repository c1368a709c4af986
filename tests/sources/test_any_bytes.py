"""Whatever bytes come, there is a text or a refusal, the same each time: never another error."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.sources import SourceError, SourceText
from app.sources.columns import Glyph, lines_of
from app.sources.read import source_of
from tests.sources import make

PARAGRAPHS = [
    "代表问政摘要",
    "陆一帆代表：停车难要治，建议把机关大院的车位向居民开放。",
    "商务局答：年底前办好。",
]
LIST = (
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
)
ITEM = (
    '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    "<w:r><w:t>甲</w:t></w:r></w:p>"
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>乙</w:t><w:br/></w:r></w:p></w:tc></w:tr></w:tbl>"
)
FILES = {
    "a.txt": "\n".join(PARAGRAPHS).encode("gb18030"),
    "a.html": make.page(PARAGRAPHS, charset="gb2312"),
    "a.docx": make.raw_word(ITEM, numbering=LIST),
    "a.pdf": make.sheet(PARAGRAPHS * 4, make.Sheet(columns=2))[0],
}
EDITS = st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 40), st.binary(max_size=12)), max_size=6)


def edited(data: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    """`data` with some stretches of it replaced."""
    for place, length, new in edits:
        at = place % (len(data) + 1)
        data = data[:at] + new + data[at + length :]
    return data


def text_or_refusal(name: str, data: bytes) -> SourceText | str:
    try:
        return source_of(name, data)
    except SourceError as error:
        return str(error)


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=60, deadline=None)
@given(edits=EDITS)
def test_damaged_files_are_read_or_refused(name: str, edits: list[tuple[int, int, bytes]]) -> None:
    data = edited(FILES[name], edits)
    assert text_or_refusal(name, data) == text_or_refusal(name, data)


@settings(max_examples=60, deadline=None)
@given(edits=st.dictionaries(st.sampled_from(["document", "numbering", "_rels"]), EDITS))
def test_word_documents_with_damaged_parts_are_read_or_refused(
    edits: dict[str, list[tuple[int, int, bytes]]],
) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(FILES["a.docx"])) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            changes = [change for part, found in edits.items() if part in name for change in found]
            new.writestr(name, edited(old.read(name), changes))
    text_or_refusal("a.docx", file.getvalue())


@pytest.mark.parametrize(
    "start", [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<!DOCTYPE html>", b"\xff\xfe", b"\xd0\xcf\x11\xe0"]
)
@settings(max_examples=40, deadline=None)
@given(data=st.binary(max_size=400), ending=st.sampled_from([".txt", ".html", ".docx", ".pdf", ""]))
def test_random_bytes_are_read_or_refused(start: bytes, data: bytes, ending: str) -> None:
    text_or_refusal("a" + ending, start + data)


@settings(max_examples=200, deadline=None)
@given(
    html=st.lists(
        st.sampled_from(
            [*"<>/ =\"'&;甲乙\n", "<p>", "<td>", "<tr>", "<table>", "<ol>", "<li>", "</li>", "<br>", "<pre>"]
        ),
        max_size=40,
    )
)
def test_any_page_is_read_or_refused(html: list[str]) -> None:
    text_or_refusal("a.html", "".join(html).encode())


POINT = st.floats(-1e4, 1e4, allow_nan=False)


@settings(max_examples=100, deadline=None)
@given(
    placed=st.lists(
        st.tuples(POINT, POINT, st.floats(0, 50), st.floats(0.5, 90), st.sampled_from("字a ")), max_size=40
    )
)
def test_no_character_is_lost_or_made_wherever_it_stands(
    placed: list[tuple[float, float, float, float, str]],
) -> None:
    glyphs = [
        Glyph(base, left, left + width, size, f"{text}{i}" if text.strip() else " ")
        for i, (base, left, width, size, text) in enumerate(placed)
    ]
    found = "".join("".join(lines_of(glyphs)).split())
    assert sorted(found) == sorted("".join(glyph.text for glyph in glyphs if glyph.text != " "))
