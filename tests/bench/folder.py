"""A folder of documents of any size, made of the sample documents; the same every time.

Each document has the shape of a sample: its layout, labels, headings and punctuation. Its words are new:
runs of characters from a stream in which each follows two others as in the samples. Speakers are drawn from
a pool of invented names.
"""

import logging
import random
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import jieba

from app.parse import read
from app.parse.types import Answer, Genre, Parse, Question, Role, Speech
from app.settings import ROOT
from app.sources import read_source

PEOPLE = 4000
"""So many speak in all of the documents together."""
_STREAM = 1_000_000
_LONGEST = 1000
_CHARACTERS = (1_500, 18_000)
"""A document is about so long; one that cannot repeat its records, or has long ones, keeps its own length."""
_HAN = re.compile("[\u4e00-\u9fd5]+")
_YEAR = re.compile(r"20[0-2]\d(?=年)")
_ORDINAL = re.compile("[一二三四五六七八九十]+(?=[届次])")
_KEPT = re.compile("代表|委员|政协|人大|规划|方案|报告|问政|^[第（(]?[\\d一二三四五六七八九十]")
"""A heading with one of these says what the document is, or what number the section has."""
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红梅志国建文斌海波宁晨曦雨泽瑶琳悦然辰"
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class _Shape:
    """A sample cut where the text of each record begins: what stands before the first, the records with
    all that follows them, and the last one with the foot. Each piece is `(role, characters)`."""

    head: list[tuple[Role, str]]
    middle: list[list[tuple[Role, str]]]
    last: list[tuple[Role, str]]
    names: re.Pattern[str]
    repeats: bool  # False where numbered headings count up through the whole document


def fill(folder: Path, megabytes: float) -> int:
    """Write documents into the folder, so many megabytes of UTF-8; how many they are."""
    chance = random.Random(5)  # noqa: S311
    names = _pool_of_names(chance)
    total = number = 0
    while total < megabytes * 1_000_000:
        shape = _shapes()[number % len(_shapes())]
        number += 1
        data = _document(shape, chance, names).encode("utf-8")
        (folder / f"{number:05}.txt").write_bytes(data)
        total += len(data)
    return number


def _document(shape: _Shape, chance: random.Random, names: list[str]) -> str:
    wanted, longer = chance.randint(*_CHARACTERS), chance.randint(1, 3)
    middle = [piece for record in shape.middle for piece in record]
    rounds = wanted // (longer * sum(len(text) for _, text in middle) + 1) if shape.repeats else 1
    pieces = [*shape.head, *middle * max(1, rounds), *shape.last]
    year = f"20{chance.randint(5, 26):02}"
    return "".join(_reworded(role, text, shape, chance, names, longer, year) for role, text in pieces)


def _reworded(
    role: Role,
    text: str,
    shape: _Shape,
    chance: random.Random,
    names: list[str],
    longer: int,
    year: str,
) -> str:
    if role is Role.TEXT:
        return "\n".join(_other_words(text, chance) for _ in range(longer))
    if role is Role.LABEL:
        return shape.names.sub(lambda _: chance.choice(names), text)
    if role in (Role.SPACE, Role.PAGE_JUMP):
        return text
    if role is Role.ARTICLE or (role is Role.TITLE and not _KEPT.search(text.strip("—[] "))):
        return _other_words(text, chance)
    text = _ORDINAL.sub(lambda _: chance.choice(_NUMERALS), text)
    return _YEAR.sub(year, text)


def _other_words(text: str, chance: random.Random) -> str:
    stream, places = _stream()

    def other(found: re.Match[str]) -> str:
        at = chance.choice(places)
        return stream[at : at + found.end() - found.start()]

    return _HAN.sub(other, text)


def _pool_of_names(chance: random.Random) -> list[str]:
    return [
        chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=chance.choice((1, 2, 2))))
        for _ in range(PEOPLE)
    ]


@lru_cache(maxsize=1)
def _samples() -> list[str]:
    return [read_source(path).text for path in sorted((ROOT / "seeds" / "documents").glob("*.txt"))]


@lru_cache(maxsize=1)
def _shapes() -> list[_Shape]:
    return [_shape(text, read(text)) for text in _samples()]


def _shape(text: str, parse: Parse) -> _Shape:
    records = [record for document in parse.documents for record in document.records]
    cuts = sorted(min(start for start, _ in record.spans) for record in records if record.spans)
    pieces = [
        [(role, text[start:end]) for start, end, role in parse.ledger if low <= start < high]
        for low, high in zip([0, *cuts], [*cuts, len(text)], strict=True)
    ]
    named = {name for record in records for name in _people(record)}
    return _Shape(
        head=pieces[0],
        middle=pieces[1:-1],
        last=pieces[-1] if len(pieces) > 1 else [],
        names=re.compile("|".join(sorted(map(re.escape, named), key=len, reverse=True)) or "(?!)"),
        repeats=all(document.genre is not Genre.PLAN for document in parse.documents),
    )


def _people(record: object) -> list[str]:
    if isinstance(record, Speech):
        return record.speakers
    if isinstance(record, Question):
        return [record.asker] if record.asker else []
    if isinstance(record, Answer) and record.respondent_person and len(record.respondent_person) > 1:
        return [record.respondent_person]
    return []


@lru_cache(maxsize=1)
def _stream() -> tuple[str, list[int]]:
    """Words of which each follows the one before it as somewhere in the samples, and where each begins."""
    chance = random.Random(3)  # noqa: S311
    jieba.setLogLevel(logging.ERROR)
    words = [word for sample in _samples() for run in _HAN.findall(sample) for word in jieba.lcut(run)]
    followers: dict[str, list[str]] = defaultdict(list)
    for word, following in pairwise(words):
        followers[word].append(following)
    out, places, length = [words[0]], [0], len(words[0])
    while length < _STREAM:
        out.append(chance.choice(followers.get(out[-1], words)))
        places.append(length)
        length += len(out[-1])
    return "".join(out), [place for place in places if place < _STREAM - _LONGEST]
