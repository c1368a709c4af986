"""Small choices that the makers of documents share, all of one seeded source of chance."""

import random
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


def some(chance: random.Random, most: int, least: int = 0) -> int:
    """A number from `least` to `most`, small ones far more often: most documents are small."""
    return least + int((most - least + 1) * chance.random() ** 4)


def cut_points(chance: random.Random, length: int) -> tuple[int, int]:
    """A stretch within `[0, length)`, mostly a short one."""
    start = chance.randrange(length + 1)
    return start, min(length, start + some(chance, length))


def words(line: str) -> list[str]:
    """What stands between the blanks."""
    return line.split()


def pick(chance: random.Random, items: Sequence[Item], most: int) -> list[Item]:
    """Any number of the items up to `most`, with repetition."""
    return [chance.choice(items) for _ in range(some(chance, most, 1))]
