"""Near-duplicates: which texts are folded, and which never."""

import random

import pytest

from app.search.similar import MOST_FOLDED, SHORTEST, fingerprint, to_fold
from tests.search import samples

TEXT = next(text for text in samples.texts()[20:] if len(text) > 250)


@pytest.mark.parametrize(
    "copy",
    [
        TEXT.replace("，", ","),
        TEXT.replace("。", "；\n"),
        "　　" + TEXT.replace("\n", "\n　　"),
        TEXT.replace("1", "１").replace("2", "２"),
        TEXT.replace("发", "發").replace("经", "經"),
    ],
)
def test_another_typography_is_a_copy(copy: str) -> None:
    assert fingerprint(copy) == fingerprint(TEXT) != ""


def test_most_texts_with_one_wrong_character_are_copies() -> None:
    chance = random.Random(3)  # noqa: S311
    texts = [text for text in samples.texts() if len(text) > 250]
    found = 0
    for text in texts:
        at = chance.randrange(len(text))
        found += fingerprint(f"{text[:at]}某{text[at + 1 :]}") == fingerprint(text)
    assert found / len(texts) > 0.7


def test_different_texts_are_no_copies() -> None:
    made = [fingerprint(text) for text in samples.texts() if len(text) > 100]
    assert len(set(made)) == len(made)


def test_other_kinds_and_bodies_are_no_copies() -> None:
    assert fingerprint(TEXT, "speech", "npc") != fingerprint(TEXT, "speech", "cppcc")
    assert fingerprint(TEXT, "speech", None) != fingerprint(TEXT, "answer", None)


def test_short_texts_are_never_folded() -> None:
    assert fingerprint("谢谢大家！") == fingerprint("") == fingerprint("字" * (SHORTEST - 1)) == ""
    assert fingerprint("字" * SHORTEST) != ""


def test_the_largest_groups_are_folded_as_far_as_the_bound_goes() -> None:
    assert to_fold([("a", 1), ("b", 2), ("c", 3)]) == {"b", "c"}
    assert to_fold([("a", MOST_FOLDED - 3), ("b", 3), ("c", 3), ("d", 2)]) == {"a", "b"}
    assert to_fold([("a", MOST_FOLDED + 1), ("b", 3)]) == {"b"}
