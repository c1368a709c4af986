"""Passages of an original beside what was read from them: nothing left out, nothing twice."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.text.folding import squeeze
from app.web.contexts import facing
from app.web.contexts.facing import Row

TEXT = "聚焦交通\n\n江晚舟代表：\n建桥。\n\n修路\n贺知秋代表：修\n路。\n（图）\n再修。\n署名"
FIRST = [(TEXT.index("建桥"), TEXT.index("。") + 1)]
SECOND = [
    (TEXT.index("：修") + 1, TEXT.index("路。") + 2),
    (TEXT.index("再修"), TEXT.index("再修") + 3),
]
HEADS = {"a": ("聚焦交通", "江晚舟"), "b": ("修路", "贺知秋")}


def test_a_row_begins_with_the_heading_of_its_record() -> None:
    rows = facing.rows(TEXT, {"a": FIRST, "b": SECOND}, HEADS, 0, len(TEXT))
    assert [(TEXT[row.start : row.end].strip(), row.key) for row in rows] == [
        ("聚焦交通\n\n江晚舟代表：\n建桥。", "a"),
        ("修路\n贺知秋代表：修\n路。\n（图）\n再修。\n署名", "b"),
    ]
    untitled = facing.rows(TEXT, {"a": FIRST, "b": SECOND}, {}, 0, len(TEXT))
    assert [TEXT[row.start :].split("\n")[0] for row in untitled] == ["聚焦交通", "建桥。", "贺知秋代表：修"]


def test_what_runs_through_another_record_has_a_row_before_and_after_it() -> None:
    text = "甲一乙一甲二"
    spans = {"a": [(0, 2), (4, 6)], "b": [(2, 4)]}
    rows = facing.rows(text, spans, {}, 0, 6)
    assert [(row.start, row.key) for row in rows] == [(0, "a"), (2, "b"), (4, "a")]
    assert facing.wording(text, spans["a"], "甲一甲二", rows[0]) == ("甲一", False, True)
    assert facing.wording(text, spans["a"], "甲一甲二", rows[2]) == ("甲二", True, False)
    backwards = facing.wording(text, [(4, 6), (0, 2)], "甲二甲一", rows[0])
    assert backwards == ("甲一", True, False)


@st.composite
def originals(draw: st.DrawFn) -> tuple[str, dict[str, list[tuple[int, int]]], int]:
    """A text, records of it whose spans do not overlap, and a place to cut a page at."""
    text = draw(st.text(alphabet="建桥修路\n ：", max_size=60))
    bounds = sorted(draw(st.sets(st.integers(0, len(text)), max_size=12)))
    spans: dict[str, list[tuple[int, int]]] = {}
    for start, end in pairwise(bounds):
        if key := draw(st.sampled_from(["", "a", "b", "c"])):
            spans.setdefault(key, []).append((start, end))
    spans = {key: draw(st.permutations(them)) for key, them in spans.items()}
    return text, spans, draw(st.integers(0, len(text)))


@given(originals())
def test_rows_hold_all_of_the_original_and_all_of_each_record(
    drawn: tuple[str, dict[str, list[tuple[int, int]]], int],
) -> None:
    text, spans, cut = drawn
    heads = {"a": ("建桥",), "b": ("修", "路")}
    pages = [(0, cut), (cut, len(text))]
    rows = [row for first, end in pages for row in facing.rows(text, spans, heads, first, end)]
    assert "".join(text[row.start : row.end] for row in rows) == text
    for key, them in spans.items():
        record = "".join(text[start:end].replace(" ", "") for start, end in them)
        read = "".join(facing.wording(text, them, record, row)[0] for row in rows if row.key == key)
        assert sorted(squeeze(read)) == sorted(squeeze(record))
        alone = facing.wording(text, them, record, Row(0, len(text), key))
        assert squeeze(alone[0]) == squeeze(record)
        assert alone[1:] == (False, False)
