"""A corpus of any size, recombined from the sentences of the sample documents; the same every time."""

import random
import re
from collections.abc import Iterator
from functools import lru_cache

from app.search.types import IndexDocument
from app.settings import ROOT

LENGTH = 400
"""Characters of a record, about."""
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_HAN = re.compile("[\u4e00-\u9fd5]")


@lru_cache(maxsize=1)
def sample_text() -> str:
    """All sample documents, one after the other."""
    paths = sorted((ROOT / "seeds" / "documents").glob("*.txt"))
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


@lru_cache(maxsize=1)
def _sentences() -> tuple[str, ...]:
    return tuple(found for found in _SENTENCE.findall(sample_text()) if len(found) > 5)


def records(number: int) -> Iterator[IndexDocument]:
    """`number` records of some 400 characters, one at a time."""
    chance = random.Random(number)  # noqa: S311
    characters = sorted(set(_HAN.findall(sample_text())))
    for index in range(number):
        yield _record(index, chance, characters)


def _record(index: int, chance: random.Random, characters: list[str]) -> IndexDocument:
    text = ""
    while len(text) < LENGTH:
        # A word of random characters and a number in each sentence widen the vocabulary.
        word = "".join(chance.choices(characters, k=chance.randint(2, 4)))
        text += f"{word}{chance.choice(_sentences())}{chance.randint(1, 99_999)}"
    year, person = chance.randint(2010, 2026), chance.randint(1, 2000)
    kind = chance.choice(("speech", "question", "answer", "section"))
    return IndexDocument(
        key=f"b{index:07}",
        text=text,
        title=chance.choice(_sentences())[:20],
        who="".join(characters[(person * step) % len(characters)] for step in (1, 7, 31)),
        department=f"第{chance.randint(1, 60)}局" if kind == "answer" else "",
        date=year * 10_000 + chance.randint(1, 12) * 100 + chance.randint(1, 28),
        filters={
            "body": (chance.choice(("npc", "cppcc", "government")),),
            "kind": (kind,),
            "year": (str(year),),
            "person": (f"p{person}",),
            "department": (f"d{chance.randint(1, 60)}",) if kind == "answer" else (),
            "party": (f"g{chance.randint(1, 30)}",),
            "meeting": (f"m{chance.randint(1, 200)}",),
        },
    )


def queries() -> list[str]:
    """What staff ask: topics, several words, quotations of 6 to 20 characters, names, fields, ranges."""
    chance = random.Random(7)  # noqa: S311
    sentences = _sentences()
    copied = [chance.choice(sentences) for _ in range(20)]
    return [
        *("停车", "停车泊位", "品牌出海", "养老服务", "商务局", "数字贸易", "河道", "预算", "AI", "2024"),
        *("停车 收费", "养老 -社区", "(停车 OR 河道) 治理", "机构:政协 养老", "年份:2020-2023 停车", "的"),
        *(sentence[:length] for sentence, length in zip(copied, range(6, 26), strict=True)),
        *(f"“{sentence[:10]}”" for sentence in copied[:10]),
    ]
