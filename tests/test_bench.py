"""What the bench measures."""

from pathlib import Path

import pytest

from app.settings import ROOT
from tests.bench import scale


@pytest.mark.parametrize(
    ("sizes", "full", "measured", "compared"),
    [
        ([20_000, 100_000], False, [20_000, 100_000], 100_000),
        ([20_000, 100_000], True, [20_000, 100_000, 500_000], 100_000),
        ([2_000], False, [2_000], 2_000),
        ([200_000], False, [200_000], 200_000),
        ([1_000], True, [1_000, 20_000, 100_000, 500_000], 100_000),
    ],
)
def test_the_sizes_of_the_goals_are_measured(
    sizes: list[int], full: bool, measured: list[int], compared: int
) -> None:
    assert scale.chosen(sizes, full) == measured
    assert scale.compared_at(measured) == compared


def test_a_make_task_reaches_the_full_size() -> None:
    assert "tests.bench $(if $(FULL),--full)" in Path(ROOT, "Makefile").read_text(encoding="utf-8")
