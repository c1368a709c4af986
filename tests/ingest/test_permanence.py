"""Keys last: papers are read otherwise, corrected, printed anew and copied, and no key loses its words."""

from collections import Counter

import pytest
from mutations import Press
from town import Town

CASES = 10_000
"""Documents that are read anew, most of them changed, with every key there has been looked at afterwards."""
_TOWNS, _STEPS = 14, 30
_PAPERS, _ARTICLES = 2, 24


@pytest.mark.slow
def test_no_key_whose_words_survive_is_lost_or_comes_to_name_others() -> None:
    cases: Counter[str] = Counter()
    for seed in range(_TOWNS):
        town = Town(Press(seed), _PAPERS, _ARTICLES)
        for step in range(_STEPS):
            change, articles = town.change()
            wrong = list(town.look())
            assert not wrong, (seed, step, change, wrong)
            cases[change] += articles
        town.close()
    print(f"{cases.total()} documents read anew:", dict(cases))
    assert cases.total() >= CASES
    assert set(cases) == {"another reader", "corrected file", "edition", "copy"}


def test_roles_that_are_added_to_are_those_gathered_from_all_the_archive() -> None:
    town = Town(Press(99), papers=3, articles=6)
    for step in range(12):
        town.change()
        assert town.roles() == town.roles(anew=True), step
    town.close()


def test_another_copy_asks_no_more_of_the_database_than_the_one_before() -> None:
    press = Press(7)
    town, paper = Town(press, papers=1, articles=3), press.paper("0.txt", 3)
    town.write(paper)
    counted = town.statements()
    spent = []
    for number in range(8):
        paper = press.copy(paper, f"0-{number}.txt")
        counted.clear()
        town.write(paper)
        spent.append(counted.total())
    assert len(set(spent[2:])) == 1, spent
    town.close()
