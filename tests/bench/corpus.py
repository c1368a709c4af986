"""A corpus of any size, recombined from the sentences of the sample documents; the same every time.

The samples are a few hundred texts on a few topics: recombined as they are, every second record would be
about parking. So most of their words give way to made-up ones, of which few are common and many are rare,
as in any language (Zipf's law); a topic is then found in one record of some thirty.
"""

import random
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, islice

from app.search.types import IndexDocument
from app.settings import ROOT

LENGTH = 400
"""Characters of a record, about."""
PLANTED = {"漆器螺钿": 0.1, "景泰蓝胎": 0.01, "钧窑瓷片": 0.001}
"""Words of no sample document, and the share of the records that have them, whatever the size."""
FIXED = ("哥德式穹顶", 200)
"""A word of no sample document, and how many records have it, whatever the size."""
OF_A_DOCUMENT = 24
"""Records that one document holds."""
KEPT = 0.3
"""Share of the samples' words that stay."""
VOCABULARY = 100_000
"""Made-up words."""
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_HAN = "\u4e00-\u9fd5"
_WORD = re.compile(f"[{_HAN}]{{2}}|[^{_HAN}]+|.")


@lru_cache(maxsize=1)
def sample_text() -> str:
    """All sample documents, one after the other."""
    paths = sorted((ROOT / "seeds" / "documents").glob("*.txt"))
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


@lru_cache(maxsize=1)
def _sentences() -> tuple[str, ...]:
    return tuple(found for found in _SENTENCE.findall(sample_text()) if len(found) > 5)


@lru_cache(maxsize=1)
def _cut_sentences() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(_WORD.findall(sentence)) for sentence in _sentences())


@lru_cache(maxsize=1)
def _characters() -> list[str]:
    return sorted(set(re.findall(f"[{_HAN}]", sample_text())))


@lru_cache(maxsize=1)
def _vocabulary() -> tuple[list[str], list[float]]:
    """Made-up words of two or three characters, and how often each comes, summed up."""
    chance = random.Random(1)  # noqa: S311
    words = ["".join(chance.choices(_characters(), k=chance.choice((2, 2, 3)))) for _ in range(VOCABULARY)]
    return words, list(accumulate(1 / (place + 20) for place in range(VOCABULARY)))


def records(number: int) -> Iterator[IndexDocument]:
    """`number` records of some 400 characters, one at a time."""
    chance = random.Random(number)  # noqa: S311
    every = max(number // FIXED[1], 1)
    for index in range(number):
        if index % OF_A_DOCUMENT == 0:
            published = _published(chance)
        planted = "".join(word for word, share in PLANTED.items() if index % round(1 / share) == 0)
        planted += FIXED[0] if index % every == 0 else ""
        yield _record(index, chance, published, planted)


def _published(chance: random.Random) -> dict[str, str]:
    """What all records of a document share; `kind` is what the first of them is."""
    month, day = chance.randint(1, 12), chance.randint(1, 28)
    return {
        "body": chance.choice(("npc", "cppcc", "government")),
        "kind": chance.choice(("speech", "question", "section")),
        "date": f"{chance.randint(2010, 2026)}{month:02}{day:02}",
        "meeting": f"m{chance.randint(1, 200)}",
    }


def _record(index: int, chance: random.Random, published: dict[str, str], planted: str) -> IndexDocument:
    text = f"{planted}。" if planted else ""
    while len(text) < LENGTH:
        text += sentence(chance)
    person, department, date = chance.randint(1, 2000), chance.randint(1, 60), published["date"]
    kind = "answer" if published["kind"] == "question" and index % 2 else published["kind"]
    return IndexDocument(
        key=f"b{index:07}",
        text=text,
        title=sentence(chance)[:20],
        who="".join(_characters()[(person * step) % len(_characters())] for step in (1, 7, 31)),
        department=f"第{department}局" if kind == "answer" else "",
        date=int(date),
        filters={
            "body": (published["body"],),
            "kind": (kind,),
            "year": (date[:4],),
            "person": (f"p{person}",) if kind != "answer" else (),
            "department": (f"d{department}",) if kind == "answer" else (),
            "party": (f"g{chance.randint(1, 30)}",) if kind == "speech" else (),
            "meeting": (published["meeting"],),
        },
    )


def sentence(chance: random.Random) -> str:
    """A sentence of the samples with other words."""
    cut = chance.choice(_cut_sentences())
    words, weights = _vocabulary()
    instead = chance.choices(words, cum_weights=weights, k=len(cut))
    return "".join(
        other if word[0] >= "\u4e00" and len(word) > 1 and chance.random() > KEPT else word
        for word, other in zip(cut, instead, strict=True)
    )


def queries(number: int) -> list[str]:
    """For the corpus of that size, what staff ask: topics, several words, fields, ranges, quotations."""
    return [*words(), "机构:政协 养老", "年份:2020-2023 停车", *quotations(number)]


def words() -> list[str]:
    """Queries without a field, from the commonest word to a rare one."""
    topics = ("停车", "停车泊位", "品牌出海", "养老服务", "商务局", "数字贸易", "河道", "预算", "AI", "2024")
    return [*topics, "停车 收费", "养老 -社区", "(停车 OR 河道) 治理", "的", *PLANTED]


def quotations(number: int) -> list[str]:
    """Text copied from the records of the corpus of that size, without and with quotation marks."""
    texts = [document.text for document in islice(records(number), 200)]
    chance = random.Random(7)  # noqa: S311
    starts = [(text, chance.randrange(len(text) - 30)) for text in chance.sample(texts, 30)]
    plain = [text[at : at + length] for (text, at), length in zip(starts, range(6, 26), strict=False)]
    return [*plain, *(f"“{text[at : at + 10]}”" for text, at in starts[20:])]
