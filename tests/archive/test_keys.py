"""Keys are well-formed, repeatable, and told apart by context before a counter."""

from hypothesis import given
from hypothesis import strategies as st

from app.archive import keys

WORDS = st.lists(st.text(max_size=30), max_size=4)


@given(st.sampled_from(["record", "person"]), WORDS)
def test_a_key_has_the_printed_form_and_is_its_own_normal_form(noun: str, words: list[str]) -> None:
    key = keys.make(noun, *words)
    assert len(key) == 11
    assert key[5] == "-"
    assert set(key) - {"-"} <= set(keys.ALPHABET)
    assert keys.normalise(key) == key


@given(WORDS)
def test_the_same_words_give_the_same_key_and_another_noun_another(words: list[str]) -> None:
    assert keys.make("record", *words) == keys.make("record", *words)
    assert keys.make("record", *words) != keys.make("person", *words)


@given(st.integers(1, 12), st.text(max_size=10))
def test_taken_keys_are_never_given_again(count: int, word: str) -> None:
    taken: set[str] = set()
    for _ in range(count):
        taken.add(keys.make("record", word, context=["甲文", "1"], taken=taken))
    assert len(taken) == count


def test_context_tells_apart_whatever_came_in_between() -> None:
    plain = keys.make("record", "同一句话")
    third = keys.make("record", "同一句话", context=["丙文"], taken={plain})
    taken = {plain, keys.make("record", "同一句话", context=["乙文"], taken={plain})}
    assert keys.make("record", "同一句话", context=["丙文"], taken=taken) == third


def test_taken_may_be_a_function() -> None:
    plain = keys.make("person", "npc", "甲乙")
    assert keys.make("person", "npc", "甲乙", taken=lambda key: key == plain) != plain


def test_words_are_folded_and_squeezed() -> None:
    assert keys.make("record", "關鍵 環節，ＡＢＣ") == keys.make("record", "关键\n环节,abc")


def test_the_boundary_between_words_counts() -> None:
    assert keys.make("record", "甲乙", "丙") != keys.make("record", "甲", "乙丙")


def test_a_known_key_stays_what_it_is() -> None:
    # Links that people hold depend on this value: if it changes, every key of every archive changes.
    assert keys.make("record", "speech", "海外仓") == "5jcj8-n7rcc"


def test_typed_keys() -> None:
    key = keys.make("record", "speech", "海外仓")
    for typed in (
        key.upper(),
        key.replace("-", ""),
        f" {key} ",
        key.replace("-", "－"),
        key.replace("-", "–"),
    ):
        assert keys.normalise(typed) == key


def test_what_is_no_key_is_none() -> None:
    key = keys.make("record", "speech", "海外仓")
    for typed in ("", "abc", key[:-1], key + "2", "aeiou-aeiou", "../../secret", "甲乙丙丁戊己庚辛壬癸"):
        assert keys.normalise(typed) is None
