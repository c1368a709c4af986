"""Names of files that can be printed and stored, each in its own way and back again."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.text.visible import as_on_disk, printable, visible

NAMES = st.one_of(
    st.binary(max_size=12).map(os.fsdecode),
    st.text(st.sampled_from("\\xun0bd5\x1b\x00\x85\udcb5临\u202e"), max_size=12),
)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("临沅市.txt", "临沅市.txt"),
        (os.fsdecode("发言.txt".encode("gbk")), r"\xb7\xa2\xd1\xd4.txt"),
        ("a\nb\x1b[2J.txt", r"a\x0ab\x1b[2J.txt"),
        ("a\u202etxt.exe\x85", r"a\u202etxt.exe\u0085"),
        (r"a\x0ab.txt", r"a\\x0ab.txt"),
    ],
)
def test_what_cannot_be_shown_is_escaped(name: str, shown: str) -> None:
    assert printable(name) == shown
    assert as_on_disk(shown) == name


@settings(max_examples=60, deadline=None)
@given(NAMES)
def test_every_name_has_a_form_of_its_own_that_can_be_printed(name: str) -> None:
    shown = printable(name)
    assert as_on_disk(shown) == name
    assert shown.encode().decode() == shown == visible(shown)
    assert len(shown.splitlines()) <= 1
