"""One document after the other, each known by a seed and its number: the same ones, the same bytes."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from app.sources.read import EXTRACTORS
from tests.fuzz.damage import damaged
from tests.fuzz.pages import page
from tests.fuzz.prints import pdf
from tests.fuzz.texts import encoded, text
from tests.fuzz.words import word

MAKERS: dict[str, Callable[[random.Random], bytes]] = {
    ".txt": lambda chance: encoded(chance, text(chance)),
    ".html": page,
    ".docx": word,
    ".pdf": pdf,
}
_SHARES = (4, 3, 3, 3)
_WHOLE = 0.45
"""Share of the documents that are left as they were made."""
_OTHER_ENDING = 0.06


@dataclass(frozen=True)
class Case:
    """A document: its name is its number, with an ending that may be another's."""

    name: str
    data: bytes


def case(seed: int, number: int) -> Case:
    """The document of this number."""
    chance = random.Random(f"{seed}/{number}")  # noqa: S311
    ending = chance.choices(list(MAKERS), _SHARES)[0]
    data = MAKERS[ending](chance)
    if chance.random() > _WHOLE:
        data = damaged(chance, data, MAKERS[chance.choice(list(MAKERS))](chance))
    if chance.random() < _OTHER_ENDING:
        ending = chance.choice(sorted(EXTRACTORS))
    return Case(f"{number:06}{ending}", data)
