"""Keys live on: whatever the new reading makes of a text, no key whose words survive is lost."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.ingest.reconcile import Item, match
from app.text.spans import Span

LENGTH = 60
TEXT = "".join(chr(0x4E00 + at) for at in range(LENGTH))


def item(*spans: tuple[int, int], kind: str = "speech", label: str = "", text: str = TEXT) -> Item:
    words = "".join(text[start:end] for start, end in spans)
    return Item(kind, words, tuple(Span(*span) for span in spans), label)


@st.composite
def readings(draw: st.DrawFn) -> list[Item]:
    """Any division of the text into records, some of it left out, some records in several pieces."""
    cuts = sorted(draw(st.sets(st.integers(0, LENGTH), max_size=12)))
    owners = draw(st.lists(st.integers(0, 6), min_size=len(cuts), max_size=len(cuts)))
    pieces: dict[int, list[tuple[int, int]]] = {}
    for (start, end), owner in zip(pairwise(cuts), owners, strict=False):
        if owner:  # 0 is text in no record
            pieces.setdefault(owner, []).append((start, end))
    return [item(*spans, label=f"甲{owner % 2}") for owner, spans in pieces.items()]


def held(one: Item) -> set[int]:
    return {at for span in one.spans for at in range(*span)}


@given(readings(), readings())
def test_every_old_key_is_kept_or_known_to_be_gone(old: list[Item], new: list[Item]) -> None:
    matching = match(old, new, same_text=True)
    kept = list(matching.same.values())
    assert len(kept) == len(set(kept))
    assert set(kept) | set(matching.gone) == set(range(len(old)))
    assert not set(kept) & set(matching.gone)
    assert set(matching.same) <= set(range(len(new)))


@given(readings(), readings())
def test_a_key_whose_words_survive_leads_to_some_of_them(old: list[Item], new: list[Item]) -> None:
    matching = match(old, new, same_text=True)
    leads_to = {at_old: at_new for at_new, at_old in matching.same.items()} | matching.gone
    everywhere = set().union(*map(held, new))
    for at_old, one in enumerate(old):
        if held(one) & everywhere:
            target = leads_to[at_old]
            assert target is not None
            assert held(one) & held(new[target])


@given(readings())
def test_the_same_reading_keeps_every_key(old: list[Item]) -> None:
    for same_text in (True, False):
        matching = match(old, list(old), same_text=same_text)
        assert matching.same == {at: at for at in range(len(old))}
        assert matching.gone == {}


@given(readings(), readings())
def test_a_record_whose_words_are_all_there_again_keeps_its_key(old: list[Item], new: list[Item]) -> None:
    matching = match(old, new, same_text=True)
    for at_new, one in enumerate(new):
        for at_old, other in enumerate(old):
            if one.words == other.words:
                assert matching.same[at_new] == at_old


def test_a_boundary_that_moves_keeps_both_keys() -> None:
    matching = match([item((0, 20)), item((20, 40))], [item((0, 25)), item((25, 40))], same_text=True)
    assert matching.same == {0: 0, 1: 1}


def test_a_split_leaves_the_key_to_the_largest_part() -> None:
    matching = match([item((0, 40))], [item((0, 10)), item((10, 40))], same_text=True)
    assert matching.same == {1: 0}
    assert matching.gone == {}


def test_a_split_leaves_the_key_to_the_part_that_is_still_the_speakers() -> None:
    old = [item((0, 40), label="甲")]
    mine, theirs = item((0, 15), label="甲"), item((15, 40), label="乙")
    matching = match(old, [mine, theirs], same_text=True)
    assert matching.same == {0: 0}
    assert match(old, [mine, theirs], same_text=False).same == {0: 0}


def test_a_split_leaves_the_key_to_who_plainly_has_the_words() -> None:
    old = [item((0, 60), label="甲")]
    scrap = [item((0, 7), label="甲"), item((7, 60), label="乙")]
    assert match(old, scrap, same_text=True).same == {1: 0}
    end = [item((0, 40), label="乙"), item((40, 60), label="甲")]
    assert match(old, end, same_text=True).same == {0: 0}
    back = [item((0, 20), label="甲"), item((20, 60), label="乙")]
    joined = replace(old[0], labels=frozenset({"甲", "乙"}))
    assert match([joined], back, same_text=True).same == {1: 0}
    both = [item((0, 20), label="甲"), item((20, 60), label="甲")]
    assert match(old, both, same_text=True).same == {1: 0}


def test_a_join_says_where_the_other_words_went() -> None:
    matching = match([item((0, 10)), item((10, 40))], [item((0, 40))], same_text=True)
    assert matching.same == {0: 1}
    assert matching.gone == {0: 0}


def test_words_that_are_read_no_more_have_no_heir() -> None:
    assert match([item((0, 10))], [item((30, 40))], same_text=True).gone == {0: None}


def test_one_character_in_common_does_not_make_a_record_the_same() -> None:
    matching = match([item((0, 21))], [item((20, 40))], same_text=True)
    assert matching.same == {}
    assert matching.gone == {0: 0}


def test_other_words_of_the_same_speaker_are_another_record() -> None:
    old, new = item((0, 10), label="甲"), item((30, 40), label="甲")
    assert match([old], [new], same_text=True).same == {}


def test_headings_without_words_are_matched_by_what_they_say() -> None:
    old = [item(kind="section", label="一、总则"), item(kind="section", label="二、目标")]
    new = [item(kind="section", label="二、目标"), item((0, 20), kind="section", label="一、总则")]
    assert match(old, new, same_text=True).same == {0: 1, 1: 0}


def test_where_offsets_say_nothing_words_and_then_speakers_decide() -> None:
    old = [item((0, 30), label="甲"), item((30, 60), label="乙")]
    garbled = "□" * LENGTH
    new = [item((5, 28), label="丙"), item((30, 60), label="乙", text=garbled)]
    assert match(old, new, same_text=False).same == {0: 0, 1: 1}


def test_a_question_read_as_an_answer_keeps_its_key() -> None:
    matching = match([item((0, 10), kind="question")], [item((0, 10), kind="answer")], same_text=True)
    assert matching.same == {0: 0}
