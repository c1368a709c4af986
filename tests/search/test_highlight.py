"""Marks stand on the characters of the original, and snippets around what was found."""

import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.search.highlight import Snippet, excerpt, mark
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
        ("停\u200e车\u202a难\x1b", ("停车难",), "[停\u200e车\u202a难]\x1b"),
        ("“试点”的", ('"试点"',), "[“试点”]的"),
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


def cuttings(text: str, *terms: str, limit: int = 3) -> list[str]:
    """What is shown between the ellipses, with marks in square brackets."""
    return [part for part in shown(excerpt(text, wanted(*terms), limit)).split("…") if part]


ANYWHERE = (st.sampled_from(samples.texts()), st.integers(0, 400), st.integers(2, 20), st.integers(1, 4))


@given(*ANYWHERE)
def test_an_excerpt_shows_what_was_found_and_marks_what_it_left_out(
    text: str, start: int, length: int, limit: int
) -> None:
    text = text.replace("…", "‥")  # the text's own would look like ours
    run = text[start % len(text) :][:length]
    found = excerpt(text, (Wanted(run),), limit)
    assert any(piece.marked for piece in found) or not run.strip()
    parts = "".join(piece.text for piece in found).split("…")
    assert len(parts) <= limit + 2
    assert all(parts[1:-1])
    something = r"[\s\S]*\S[\s\S]*"
    assert re.fullmatch(rf"\s*{something.join(map(re.escape, parts))}\s*", text)


def test_an_excerpt_cuts_no_number_and_no_latin_word() -> None:
    text = "".join(f"按R&D-{number}版第1,{number:03}号执行" for number in range(60))
    words = set(re.findall("[!-~]+", text))
    for start in range(len(text) - 1):
        run = text[start : start + 2]
        shown_words = re.findall("[!-~]+", "".join(piece.text for piece in excerpt(text, (Wanted(run),), 2)))
        assert words.issuperset(shown_words), run


def test_cuttings_are_in_order_and_apart() -> None:
    text = (
        "停车难在老城。" + "无关的话说了又说，" * 20 + "停车收费要公开。" + "别的事情，" * 40 + "停车泊位不足"
    )
    found = cuttings(text, "停车收费", "停车", "收费")
    assert [part[:8] for part in found] == ["[停车]难在老城", "无关的话说了又说", "别的事情，别的事"]
    assert found[-1].endswith("[停车]泊位不足")
    assert "[停车收费]" in cuttings(text, "停车收费", "停车", limit=1)[0]


def test_a_match_at_the_edge_of_a_cutting_is_whole() -> None:
    text = "收费收费" + "啊" * 58 + "停车停" + "哦" * 100
    assert shown(excerpt(text, wanted("停车停", "收费收费"), 1)) == "[收费收费]" + "啊" * 58 + "[停车停]…"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("前一句。停车" + "后一句" * 12 + "。" + "再" * 60, "…[停车]" + "后一句" * 12 + "。…"),
        ("前一句，停车" + "后一半" * 12 + "，" + "再" * 60, "…[停车]" + "后一半" * 12 + "…"),
        ("他说：“好。”停车" + "就" * 30 + "。”" + "再" * 90, "…[停车]" + "就" * 30 + "。”…"),
        ("啊" * 40 + "2024年啊停车。", "…" + "啊" * 24 + "2024年啊[停车]。"),
        ("啊" * 9 + "version-2.0" + "啊" * 22 + "停车。", "…version-2.0" + "啊" * 22 + "[停车]。"),
        ("。停车" + "啊" * 58 + "1,210.5%以上", "…[停车]" + "啊" * 58 + "1,210.5%…"),
        ("。停车" + "啊" * 58 + "三千二百亩地", "…[停车]" + "啊" * 58 + "三千二百…"),
        ("。停车" + "啊" * 59 + "Chinagoods平台", "…[停车]" + "啊" * 59 + "Chinagoods…"),
        ("。停车" + "啊" * 59 + "a" * 30, "…[停车]" + "啊" * 59 + "a…"),
    ],
)
def test_where_a_cutting_begins_and_ends(text: str, expected: str) -> None:
    assert shown(excerpt("头" * 40 + text, wanted("停车"))) == expected


def test_a_long_text_full_of_matches_is_cut_at_once() -> None:
    begun = process_time()
    assert cuttings("停车" * 50_000 + "。泊位，" * 50_000, "停车", "泊位")
    assert process_time() - begun < 5


def test_cuttings_that_touch_are_one() -> None:
    text = "啊" * 60 + "。停车" + "哦" * 57 + "。泊位" + "呃" * 90
    assert shown(excerpt(text, wanted("停车", "泊位"))).count("…") == 2


def test_a_text_without_a_match_gives_its_beginning() -> None:
    text = "开头的话。" * 40
    assert shown(excerpt(text, wanted("停车"))) == text[:90] + "…"
    assert shown(excerpt("短", ())) == "短"
    assert excerpt(" \n", wanted("停车")) == ()
