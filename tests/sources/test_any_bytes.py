"""Whatever bytes come, there is a text or a refusal, the same each time: never another error."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.sources import SourceError, SourceText
from app.sources.columns import Glyph, lines_of
from app.sources.read import source_of


def text_or_refusal(name: str, data: bytes) -> SourceText | str:
    try:
        return source_of(name, data)
    except SourceError as error:
        return str(error)


@pytest.mark.parametrize(
    "start", [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<!DOCTYPE html>", b"\xff\xfe", b"\xd0\xcf\x11\xe0"]
)
@settings(max_examples=40, deadline=None)
@given(data=st.binary(max_size=400), ending=st.sampled_from([".txt", ".html", ".docx", ".pdf", ""]))
def test_random_bytes_are_read_or_refused(start: bytes, data: bytes, ending: str) -> None:
    text_or_refusal("a" + ending, start + data)


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
