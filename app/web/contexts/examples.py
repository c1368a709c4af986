"""Searches to begin with, made from what the archive holds, so that each finds something."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session

from app.archive import queries
from app.archive.queries import Entry
from app.search import Searcher
from app.web import addresses
from app.web.contexts.common import Link

TOPICS = 5
_CLAUSE = re.compile("(?:^|(?<=[，。；：！？]))[\u4e00-\u9fff]{7,12}(?=[，。；])", re.MULTILINE)
"""A whole clause that is long enough to be somebody's own words, and short enough to be read at a glance."""


@dataclass(frozen=True)
class Kind:
    """Examples of one kind of search; `word` says what it is of."""

    word: str
    links: tuple[Link, ...]


def examples(session: Session, searcher: Searcher) -> tuple[Kind, ...]:
    """Topics, a person, words as they were said, an exchange; what the archive has none of is left out."""
    key = queries.example_exchange(session)
    turns = queries.exchanges(session, {key}).get(key, ()) if key else queries.newest_entries(session, 1)
    kinds = {
        "议题": [*queries.topics(session, TOPICS)],
        "人名": _person(turns),
        "原话": _phrase(turns),
        "问答": _exchange(turns, searcher),
    }
    return tuple(
        Kind(word, tuple(Link(query, addresses.search(query)) for query in found))
        for word, found in kinds.items()
        if found
    )


def _person(turns: Iterable[Entry]) -> list[str]:
    names = (by.person.name for turn in turns for by in turn.by if by.person)
    return [f"发言人:{name}" for name in names][:1]


def _phrase(turns: Iterable[Entry]) -> list[str]:
    said = (found[0] for turn in turns if (found := _CLAUSE.search(turn.record.text)))
    return [f"“{words}”" for words in said][:1]


def _exchange(turns: Iterable[Entry], searcher: Searcher) -> list[str]:
    """The topic of the question, and the most telling word of an answer to it."""
    answers = [turn for turn in turns if turn.record.kind == "answer" and turn.topic]
    for answer in answers:
        text = answer.record.text
        for word in searcher.keywords(f"answer {answer.record.key}", lambda text=text: [text], 1):  # type: ignore[misc]
            return [f"问:{answer.topic} 答:{word}"]
    return []
