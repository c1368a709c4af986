"""The original, its ledger in colour, and its download."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.web.contexts.sources import pieces
from tests.web.city import City
from tests.web.client import Client


def test_the_source_is_shown_whole_with_its_roles(client: Client, rows: City) -> None:
    html = client.page(f"/sources/{rows.source.sha256}")
    assert 'role-unread" id="u-1"' in html
    assert 'href="#u-1"' in html.split('id="unread"')[1]
    assert 'href="#f-1"' in html
    assert 'id="f-1"' in html
    assert "有 1 个字没有读成任何内容" in html
    assert f'id="{rows.speech.key}"' in html
    assert f'href="/r/{rows.speech.key}"' in html
    assert "标题之后没有正文" in html


def test_the_original_is_a_download_under_its_own_name(client: Client, rows: City) -> None:
    answer = client.get(f"/sources/{rows.source.sha256}/original")
    assert answer.content.decode() == rows.source.text
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''%E6%A0%B7%E6%9C%AC.txt"
    assert answer.headers["Content-Type"] == "application/octet-stream"


def test_what_is_no_source_is_not_found(client: Client, rows: City) -> None:
    for wrong in ("b" * 64, rows.source.sha256.upper(), "..%2F..%2Fetc", "a"):
        assert client.get(f"/sources/{wrong}").status_code == 404
        assert client.get(f"/sources/{wrong}/original").status_code == 404


@given(st.text(min_size=1, max_size=60), st.sets(st.integers(0, 70)), st.sets(st.integers(0, 70)))
def test_pieces_joined_are_the_text(text: str, cuts: set[int], starts: set[int]) -> None:
    bounds = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    ledger = [[start, end, "text"] for start, end in pairwise(bounds)]
    made = pieces(text, ledger, {start: f"k{start}" for start in starts})
    assert "".join(piece.text for piece in made) == text
    assert {piece.anchor for piece in made if piece.anchor} == {f"k{s}" for s in starts if s < len(text)}
