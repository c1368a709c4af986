"""Marks stand on the characters of the original, and snippets around what was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.search.highlight import ELLIPSIS, Piece, Snippet, mark, snippets
from app.search.types import Wanted
from app.text.folding import fold, squeeze
from tests.search import samples


def wanted(*terms: str) -> tuple[Wanted, ...]:
    """Each term a run, or a run and its words with blanks between."""
    return tuple(Wanted(parts[0], tuple(parts[1:])) for parts in map(str.split, terms) if parts)


def shown(pieces: Snippet) -> str:
    """The text with marks in square brackets."""
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("text", "terms", "expected"),
    [
        ("推进關鍵小事", ("关键",), "推进[關鍵]小事"),
        ("首票ＴＩＲ＋跨境", ("tir+跨境",), "首票[ＴＩＲ＋跨境]"),
        ("跨境电商发展，跨境贸易", ("跨境电商 跨境 电商",), "[跨境电商]发展，跨境贸易"),
        ("电商的跨境贸易", ("跨境电商 跨境 电商",), "[电商]的[跨境]贸易"),
        ("跨境电商与跨境贸易", ("跨境电商", "跨境"), "[跨境电商]与[跨境]贸易"),
        ("海\n  外\u200b仓", ("海外仓",), "[海\n  外\u200b仓]"),
        ("AI与email", ("ai",), "[AI]与email"),
        ("只有email", ("ai",), "只有em[ai]l"),
        ("AI与email", ("ai", "与"), "[AI][与]email"),
        ("𠮷野家", ("野",), "𠮷[野]家"),
        ("(a+b)*", ("a+b)",), "([a+b)]*"),
        ("没有", ("停车",), "没有"),
        ("没有", (), "没有"),
        ("没有", (" ", ""), "没有"),
        ("", ("停车",), ""),
    ],
)
def test_marking(text: str, terms: tuple[str, ...], expected: str) -> None:
    assert shown(mark(text, wanted(*terms))) == expected


@given(
    text=st.text(alphabet="停车收费關鍵Ai \n，。", max_size=200),
    terms=st.lists(st.text(alphabet="停车收费关键ai，", max_size=4), max_size=4).map(tuple),
)
def test_pieces_join_to_the_text_and_marks_are_terms(text: str, terms: tuple[str, ...]) -> None:
    pieces = mark(text, tuple(map(Wanted, terms)))
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)
    runs = {squeeze(fold(term)) for term in terms}
    assert all(squeeze(fold(piece.text)) in runs for piece in pieces if piece.marked)
    assert any(piece.marked for piece in pieces) is any(
        term and squeeze(term) in squeeze(fold(text)) for term in runs
    )


@given(st.sampled_from(samples.texts()), st.integers(0, 400), st.integers(2, 20), st.integers(1, 4))
def test_snippets_show_what_was_found(text: str, start: int, length: int, limit: int) -> None:
    run = text[start % len(text) :][:length]
    found = snippets(text, (Wanted(run),), limit)
    assert 1 <= len(found) <= limit
    for snippet in found:
        assert "".join(piece.text for piece in snippet if piece != ELLIPSIS) in text
        assert any(piece.marked for piece in snippet) or not run.strip()


def test_snippets_are_in_order_and_apart() -> None:
    text = (
        "停车难在老城。" + "无关的话说了又说，" * 20 + "停车收费要公开。" + "别的事情，" * 40 + "停车泊位不足"
    )
    found = snippets(text, wanted("停车收费", "停车", "收费"))
    assert [shown(snippet)[:8] for snippet in found] == [
        "[停车]难在老城",
        "…无关的话说了又",
        "…别的事情，别的",
    ]
    assert shown(found[-1]).endswith("[停车]泊位不足")
    assert ["[停车收费]" in shown(snippet) for snippet in snippets(text, wanted("停车收费", "停车"), 1)] == [
        True
    ]


def test_a_match_at_the_edge_of_a_snippet_is_whole() -> None:
    text = "收费收费" + "一" * 58 + "停车停" + "二" * 100
    (snippet,) = snippets(text, wanted("停车停", "收费收费"), 1)
    assert shown(snippet) == "[收费收费]" + "一" * 58 + "[停车停]…"


def test_a_text_without_a_match_gives_its_beginning() -> None:
    text = "开头的话。" * 40
    assert snippets(text, wanted("停车")) == [(Piece(text[:90], False), ELLIPSIS)]
    assert snippets("短", ()) == [(Piece("短", False),)]
    assert snippets(" \n", wanted("停车")) == []
