"""What is read while the server is asked: papers with words of which the totals are known at every moment.

None of the words is in a sample document, or in what is made of their words.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench import corpus

BASE = 45
"""Papers that are there from the beginning: more than two pages of hits of the word that each has."""
BATCH = 4
"""Papers that come in at a time, of BASE another one is printed anew."""
SPEECHES = 3
"""Speeches of a paper."""
FIXED, COMING, FORMER, LATER = "漆器螺钿", "景泰蓝胎", "钧窑瓷片", "掐丝珐琅"
"""A word of the first speech of each paper of BASE; of each speech of all papers; of the second speech of
each paper of BASE; and what stands in the place of the last in its next edition."""
_NAMES = ("沈若棠", "邵景和", "阮青禾", "周小舟", "秦文", "陆一帆", "江月", "林溪")


@dataclass(frozen=True)
class State:
    """How many papers there are, and of how many of them another edition."""

    papers: int
    editions: int


@dataclass(frozen=True)
class Control:
    """A search of which the total is known.

    `total` says it of a state; `grows` is 1 where it only becomes more, -1 where less, 0 where it stays; a
    paper changes it by `step`, or not at all.
    """

    q: str
    total: Callable[[State], int]
    grows: int
    step: int = 1


CONTROLS = {
    "fixed": Control(f"“{FIXED}”", lambda _: BASE, 0),
    "coming": Control(f"“{COMING}”", lambda state: SPEECHES * state.papers, 1, SPEECHES),
    "former": Control(f"“{FORMER}”", lambda state: BASE - state.editions, -1),
    "later": Control(f"“{LATER}”", lambda state: state.editions, 1),
    "either": Control(f"“{FORMER}” OR “{LATER}”", lambda _: BASE, 0),
}


class Papers:
    """The folder of the papers, as it fills."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True)
        for number in range(BASE):
            self._print(number, edition=1)
        self.state = State(BASE, 0)

    def give(self) -> State:
        """The next ones; what there is now."""
        papers, editions = self.state.papers, self.state.editions
        for number in range(papers, papers + BATCH):
            self._print(number, edition=1)
        if editions < BASE:
            self._print(editions, edition=2)
        self.state = State(papers + BATCH, min(editions + 1, BASE))
        return self.state

    def _print(self, number: int, edition: int) -> None:
        (self._folder / f"{number:05}.txt").write_text(paper(number, edition), encoding="utf-8")


def paper(number: int, edition: int) -> str:
    """The speeches of one day, in this edition (1 or 2)."""
    chance = random.Random(number)  # noqa: S311
    speeches = [f"“{COMING}”的做法值得推广，{_sentence(chance)}" for _ in range(SPEECHES)]
    if number < BASE:
        speeches[0] += f"{FIXED}要有人传下去。"
        speeches[1] += f"{FORMER if edition == 1 else LATER}的保护列入第{number + 1}批项目。"
    said = "\n".join(f"{name}代表：\n{text}\n" for name, text in zip(_names(number), speeches, strict=True))
    return f"临沅市人大代表{2010 + number % 15}年第{number + 1}次分组审议发言摘要\n\n{said}"


def _names(number: int) -> list[str]:
    return [_NAMES[(number + at) % len(_NAMES)] for at in range(SPEECHES)]


def _sentence(chance: random.Random) -> str:
    """Without signs and figures, which could make a heading or a speaker of what is only to be said."""
    words = "".join(re.findall("[\u4e00-\u9fa5，]", corpus.sentence(chance)))
    return f"{words.strip('，')}，请有关部门研究。"
