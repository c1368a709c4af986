"""Folding, spans, mapped text, numerals and dates."""

import doctest
import unicodedata

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.text import dates, numerals
from app.text.folding import _OLD_FORMS, fold, fold_variants, searchable, squeeze
from app.text.mapped import Mapped, concatenated
from app.text.spans import Span, joined, stripped, without
from app.text.unseen import seen


@given(st.text())
def test_folding_keeps_the_length_and_is_idempotent(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("關鍵", "关键"),
        ("發展", "发展"),
        ("ＣｈｉｎａＧｏｏｄｓ", "chinagoods"),
        ("２.０版", "2.0版"),
        ("：（）", ":()"),
        ("買買提•艾力", "买买提·艾力"),
        ("「品牌」", "“品牌”"),
        ("—", "–"),
    ],
)
def test_what_a_reader_takes_for_the_same_folds_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(st.text())
def test_folding_variants_keeps_the_length_and_is_idempotent(text: str) -> None:
    folded = fold_variants(text)
    assert len(folded) == len(text)
    assert fold_variants(folded) == folded == fold_variants(fold(text))


def test_what_shows_nothing_is_no_part_of_what_a_search_compares() -> None:
    printed = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
    hidden = [char for char in map(chr, range(1, 0x110000)) if unicodedata.category(char) in ("Cc", "Cf")]
    hidden += [
        "\u034f",
        "\u115f",
        "\u180b",
        "\u2065",
        "\u3164",
        "\ufe0f",
        "\uffa0",
        "\U000e0100",
        "\U000e01ef",
    ]
    shown = [char for char in hidden if searchable(f"停{char}车") != "停车"]
    assert "".join(shown) == printed
    assert [char for char in hidden if char not in printed and seen(char).strip()] == []


@given(st.text())
def test_what_a_search_compares_are_the_characters_that_show_something(text: str) -> None:
    compared = searchable(text)
    assert compared == "".join(map(searchable, text)) == searchable(compared) == searchable(seen(text))
    assert compared == "".join(seen(fold_variants(text)).split())


def test_old_forms_are_none_of_the_characters_in_use() -> None:
    pairs = [pair for line in _OLD_FORMS for pair in line.split()]
    assert len({pair[0] for pair in pairs}) == len(pairs)
    for old, new in pairs:
        assert fold_variants(old) == new == fold_variants(new) == fold(new)
        assert not old.encode("gb2312", "ignore"), old


@pytest.mark.parametrize("conversion", ["t2s", "tw2s", "hk2s", "s2t", "s2tw", "s2hk", "t2tw", "t2hk"])
def test_variants_are_folded_wherever_opencc_converts_a_character(conversion: str) -> None:
    chars = [chr(code) for block in (range(0x3400, 0xA000), range(0x20000, 0x2A6E0)) for code in block]
    converted = opencc.OpenCC(conversion).convert("\n".join(chars)).split("\n")
    pairs = [(a, b) for a, b in zip(chars, converted, strict=True) if len(b) == 1]
    assert [(a, b) for a, b in pairs if fold_variants(a) != fold_variants(b)] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("著力", "着力"),
        ("答覆", "答复"),
        ("衞生", "卫生"),
        ("“试点”", '"试点"'),
        ("栏＂名称＂", "栏「名称」"),
        ("it’s", "it's"),
        ("靑黒淸呑砲蔴", "青黑清吞炮麻"),
        ("瞭解", "了解"),
        ("復甦", "复苏"),
        ("櫃枱", "柜台"),
        ("傢俱", "家具"),
        ("鍾情", "钟情"),
        ("敍述", "叙述"),
        ("座標", "坐标"),
        ("揹負", "背负"),
        ("屋簷", "屋檐"),
        ("帳戶", "账户"),
    ],
)
def test_variants_of_taiwan_and_hong_kong_are_found(one: str, other: str) -> None:
    assert fold_variants(one) == fold_variants(other)


def test_keys_do_not_know_variants() -> None:
    assert (fold("著名"), fold("覆盖")) == ("著名", "覆盖")


def test_a_circled_number_is_not_the_digit() -> None:
    assert fold("①") == "①"


@given(st.text(alphabet="一二三 \n\u3000ab", max_size=30))
def test_squeezing_leaves_no_white_space(text: str) -> None:
    assert not any(char.isspace() for char in squeeze(text))


SPANS = st.lists(st.integers(0, 40), min_size=2, max_size=2).map(sorted).map(lambda pair: Span(*pair))


@given(SPANS, st.lists(SPANS, max_size=6).map(sorted))
def test_what_holes_leave_is_exactly_the_rest(span: Span, holes: list[Span]) -> None:
    left = {i for piece in without(span, holes) for i in range(*piece)}
    assert left == set(range(*span)) - {i for hole in holes for i in range(*hole)}


def test_touching_spans_are_joined_and_empty_ones_dropped() -> None:
    assert joined([Span(0, 2), Span(2, 5), Span(7, 7), Span(8, 9)]) == [Span(0, 5), Span(8, 9)]


def test_a_span_is_stripped_of_white_space() -> None:
    assert stripped("  停车　\n", Span(0, 6)) == Span(2, 4)


def test_overlap_counts_shared_characters() -> None:
    assert Span(0, 5).overlap(Span(3, 9)) == 2
    assert Span(0, 3).overlap(Span(3, 9)) == 0


def test_mapped_text_knows_its_places_through_cutting_and_joining() -> None:
    source = "甲代表：停车\n难要治 [x] 今年治"
    label = Mapped.of(source, Span(0, 4))
    text = concatenated([Mapped.of(source, Span(4, 6)), Mapped.of(source, Span(7, 11)).cut(0)])
    rest = Mapped.of(source, Span(15, 18))
    assert label.text == "甲代表："
    assert text.text == "停车难要治"
    assert text.spans(source) == [Span(4, 10)], "a line end inside is taken in"
    assert concatenated([text, rest], "\n").spans(source) == [Span(4, 10), Span(15, 18)], "a code is not"


@pytest.mark.parametrize("module", [numerals])
def test_docstring_examples_hold(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted
    assert not result.failed


@given(st.integers(1, 99))
def test_numerals_are_read_back(value: int) -> None:
    tens, ones = divmod(value, 10)
    digits = "〇一二三四五六七八九"
    written = (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")
    assert numerals.to_int(written) == value


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("2024", "2024年"),
        ("2024-07", "2024年7月"),
        ("2024-07-11", "2024年7月11日"),
        ("2021/2025", "2021年至2025年"),
    ],
)
def test_dates_are_printed_no_more_exactly_than_known(value: str, printed: str) -> None:
    assert dates.is_edtf(value)
    assert dates.to_chinese(value) == printed
    assert dates.from_chinese(printed) == value.partition("/")[0]
    assert dates.year_of(value) == int(value[:4])


@pytest.mark.parametrize(
    "value", ["24", "2024-13", "2024-7", "2024-07-32", "2026-02-30", "2024/2024-04-31", "2024/", "去年"]
)
def test_other_strings_are_no_dates(value: str) -> None:
    assert not dates.is_edtf(value)
    assert dates.year_of(value) is None


@pytest.mark.parametrize(
    ("text", "reference", "expected"),
    [
        ("7月11日下午，我市举行活动", "2024-07-15", ["2024-07-11"]),
        ("7月11日下午", "2024", ["2024-07-11"]),
        ("12月28日召开", "2025-01-03", ["2024-12-28"]),
        ("今年1—5月增长", "2024-07-15", ["2024-01/2024-05"]),
        ("今年上半年、去年12月、明年", "2024", ["2024-01/2024-06", "2023-12", "2025"]),
        ("昨日，全市召开会议", "2024-07-15", ["2024-07-14"]),
        ("昨日，全市召开会议", "2024-07", []),
        ("２０２４年１月１６日", None, ["2024-01-16"]),
        ("二〇二四年一月十九日", None, ["2024-01-19"]),
        ("7月11日下午", None, []),
        ("2024年2月30日", None, []),
        ("13月1日和2月30日", "2024", []),
    ],
)
def test_relative_dates_are_resolved_against_when_they_were_printed(
    text: str, reference: str | None, expected: list[str]
) -> None:
    assert [dated.edtf for dated in dates.find_dates(text, reference)] == expected


@given(st.text(alphabet="今去年0123456789月日上半—至昨二十〇", max_size=20))
def test_whatever_is_found_is_a_date(text: str) -> None:
    assert all(dates.is_edtf(dated.edtf) for dated in dates.find_dates(text, "2024-07-15"))
