"""The examples of every rule are run: what it must match, and what it must refuse."""

import pytest

from app.parse import authors, marks, speaker_lines
from app.parse.rules import (
    AnyOf,
    FirstOf,
    Rule,
    attributions,
    furniture,
    inline,
    labels,
    noise,
    passages,
    signatures,
    split_names,
    turn_frames,
    turns,
)
from app.parse.rules.headings import NUMBERINGS, Numbering
from app.parse.rules.rule import count_groups
from app.text.folding import fold

RULES = [
    rule
    for module in (attributions, furniture, labels, signatures, speaker_lines, turn_frames, turns, passages)
    for value in vars(module).values()
    for rule in (value if isinstance(value, tuple) else (value,))
    if isinstance(rule, Rule)
] + [authors.AUTHOR_NOTE, authors.AUTHOR_LINE, inline.CONTINUED_FROM, *(rule for rule, _ in noise.LINE_RULES)]


@pytest.mark.parametrize(
    ("rule", "example"), [(rule, example) for rule in RULES for example in rule.matches], ids=str
)
def test_rule_matches_its_examples(rule: Rule, example: str) -> None:
    assert rule.find(fold(example))


@pytest.mark.parametrize(
    ("rule", "example"), [(rule, example) for rule in RULES for example in rule.refuses], ids=str
)
def test_rule_refuses_its_counterexamples(rule: Rule, example: str) -> None:
    assert rule.find(fold(example)) is None


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_gives_reason_and_examples_of_both_kinds(rule: Rule) -> None:
    assert rule.reason.endswith(".")
    assert rule.matches
    assert rule.refuses


@pytest.mark.parametrize(
    "rule", [rule for _, rules in marks.TABLE for rule in rules], ids=lambda rule: rule.name
)
def test_the_quick_look_for_labels_misses_no_example(rule: Rule) -> None:
    assert all(marks.HINT.search(fold(example)) for example in rule.matches)


EXAMPLES = [fold(example) for rule in RULES for example in (*rule.matches, *rule.refuses)]


def test_one_look_finds_the_first_rule_that_matches_at_the_head() -> None:
    rules = [rule for _, of_kind in marks.TABLE for rule in of_kind]
    first_of = FirstOf(rules)
    for example in EXAMPLES:
        matching = (at for at, rule in enumerate(rules) if rule.pattern.match(example))
        assert first_of(example) == next(matching, None), example


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_groups_are_counted_without_compiling(rule: Rule) -> None:
    assert count_groups(rule.regex) == rule.pattern.groups - len(rule.pattern.groupindex)


def test_one_look_tells_whether_any_rule_can_be_found() -> None:
    rules = [rule for rule, _ in noise.LINE_RULES]
    any_of = AnyOf(rules)
    for example in EXAMPLES:
        assert any_of(example) == any(rule.pattern.search(example) for rule in rules), example


@pytest.mark.parametrize(
    "code",
    [
        "[bookmark:a]",
        "<br/>",
        "\u200b",
        "（dān）",
        "（未经许可不得转载）",
        "（掌声）",
        "__广告：地砖__",
        "【广告】地砖【广告结束】",
    ],
)
def test_the_quick_look_for_codes_within_a_line_misses_none(code: str) -> None:
    found = inline.INLINE.search(f"前面{code}后面")
    assert found
    assert inline.INLINE_HEAD.match(found.group())


@pytest.mark.parametrize("numbering", NUMBERINGS, ids=lambda numbering: numbering.name)
def test_numbering_matches_and_refuses_its_examples(numbering: Numbering) -> None:
    assert numbering.matches
    assert all(numbering.pattern.match(fold(example)) for example in numbering.matches)
    assert not any(numbering.pattern.match(fold(example)) for example in numbering.refuses)


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("陆一帆", ["陆一帆"]),
        ("杜明、许小溪", ["杜明", "许小溪"]),
        ("杜明，许小溪和王强", ["杜明", "许小溪", "王强"]),
        ("王 强", ["王强"]),
        ("王　强、李 敏", ["王强", "李敏"]),
        ("买买提·艾力", ["买买提·艾力"]),
        (None, []),
    ],
)
def test_names_are_split(printed: str | None, names: list[str]) -> None:
    assert split_names(printed) == names
