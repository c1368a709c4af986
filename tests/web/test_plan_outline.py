"""Sections are addressable by number, and no anchor ever means two of them."""

from hypothesis import given
from hypothesis import strategies as st

from app.archive.queries import Heading
from app.web.contexts.plans import ancestors, children, outline, siblings


def headings(*sections: tuple[int, int | None]) -> list[Heading]:
    return [
        Heading(f"k{n}", n, level, "", ordinal, f"第{n}节") for n, (level, ordinal) in enumerate(sections)
    ]


def anchors(*sections: tuple[int, int | None]) -> list[str]:
    return [node.anchor for node in outline(headings(*sections))]


def test_anchors_are_the_ordinals_from_the_top() -> None:
    assert anchors((0, None), (1, 1), (2, 1), (2, 2), (3, 1), (1, 2), (2, 1)) == [
        "s-0",
        "s-1",
        "s-1-1",
        "s-1-2",
        "s-1-2-1",
        "s-2",
        "s-2-1",
    ]


def test_a_section_without_a_number_takes_its_place() -> None:
    assert anchors((1, None), (1, None), (2, None)) == ["s-1", "s-2", "s-2-1"]


def test_two_sections_of_one_number_are_told_apart() -> None:
    assert anchors((1, 1), (1, 1), (2, 1), (1, 1)) == ["s-1", "s-1b", "s-1b-1", "s-1c"]


def test_family_of_a_section() -> None:
    plan = headings((0, None), (1, 1), (2, 1), (3, 1), (2, 2), (1, 2))
    assert [node.key for node in ancestors(plan, "k3")] == ["k1", "k2"]
    assert ancestors(plan, "k1") == []
    assert [node.key for node in children(plan, "k1")] == ["k2", "k4"]
    assert children(plan, "k5") == []
    assert children(plan, "k0") == []
    assert [node.key for node in siblings(plan, "k2")] == ["k2", "k4"]
    assert [node.key for node in siblings(plan, "k5")] == ["k1", "k5"]
    assert [node.key for node in siblings(plan, "k3")] == ["k3"]
    assert siblings(plan, "nothing") == []


@given(st.lists(st.tuples(st.integers(0, 5), st.none() | st.integers(0, 4)), max_size=40))
def test_anchors_never_collide(sections: list[tuple[int, int | None]]) -> None:
    made = anchors(*sections)
    assert len(made) == len(set(made)) == len(sections)
