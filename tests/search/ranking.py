"""How well a ranking serves: nDCG@10 and MRR over the judged queries, and the plain baseline to beat."""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, log2
from pathlib import Path

import jieba
from sqlmodel import Session, col, select

from app.archive.models import Document, Record, Source
from app.search import Searcher, SearchRequest
from app.search.documents import all_documents

JUDGED = Path(__file__).with_name("judged.toml")
DEPTH = 10
"""Hits of a ranking that are looked at."""
_GAINS = {"best": 3.0, "good": 1.0}

Ranker = Callable[[str], Sequence[str]]
"""From a query to keys of records, best first."""


@dataclass(frozen=True)
class Judged:
    """A query and the gain of each record that answers it."""

    q: str
    kind: str
    gains: Mapping[str, float]


@dataclass(frozen=True)
class Figures:
    """Means over queries, 0 to 1."""

    ndcg: float
    mrr: float


def judged(session: Session) -> list[Judged]:
    """The judged queries, with the keys that the archive of the sample documents has for the records."""
    rows = session.exec(
        select(Source.file, Record)
        .join(Document, col(Document.source_sha256) == col(Source.sha256))
        .join(Record, col(Record.document_key) == col(Document.key))
    ).all()
    made = []
    for query in tomllib.loads(JUDGED.read_text(encoding="utf-8"))["query"]:
        gains = {
            _key(rows, f"{document}.txt", words): gain
            for name, gain in _GAINS.items()
            for document, words in query.get(name, ())
        }
        made.append(Judged(query["q"], query["kind"], gains))
    return made


def _key(rows: Iterable[tuple[str, Record]], file: str, words: str) -> str:
    found = [
        record.key
        for name, record in rows
        if name == file and words in (record.text + "\n" + (record.title or "")).replace("\n", "/")
    ]
    assert len(found) == 1, f"{file}: {len(found)} records have {words}"
    return found[0]


def figures(queries: Iterable[Judged], ranker: Ranker) -> Figures:
    """The means of a ranking."""
    each = [(_ndcg(query, ranker(query.q)), _reciprocal_rank(query, ranker(query.q))) for query in queries]
    return Figures(*(sum(values) / len(each) for values in zip(*each, strict=True)))


def _ndcg(query: Judged, keys: Sequence[str]) -> float:
    """Discounted gain of the first hits beside that of the best order (Järvelin and Kekäläinen 2002)."""
    ideal = sorted(query.gains.values(), reverse=True)[:DEPTH]
    return _discounted(query.gains.get(key, 0.0) for key in keys[:DEPTH]) / _discounted(ideal)


def _discounted(gains: Iterable[float]) -> float:
    return sum(gain / log2(rank + 2) for rank, gain in enumerate(gains))


def _reciprocal_rank(query: Judged, keys: Sequence[str]) -> float:
    """1 over the place of the first record that is among the best."""
    best = {key for key, gain in query.gains.items() if gain == _GAINS["best"]}
    return next((1 / rank for rank, key in enumerate(keys[:DEPTH], start=1) if key in best), 0.0)


def engine(searcher: Searcher) -> Ranker:
    """The ranking of the application."""
    return lambda q: searcher.search(SearchRequest(q=q, size=DEPTH)).keys


class Baseline:
    """Plain BM25 (k1 1.2, b 0.75) over jieba's search-mode words of everything a record says, any word."""

    def __init__(self, session: Session) -> None:
        texts = {
            document.key: " ".join(
                (document.who, document.department, document.title, document.topic, document.text)
            )
            for document in all_documents(session)
        }
        self._words = {key: Counter(self._cut(text)) for key, text in texts.items()}
        self._frequency = Counter(word for words in self._words.values() for word in words)
        self._mean = sum(sum(words.values()) for words in self._words.values()) / len(self._words)

    def __call__(self, q: str) -> list[str]:
        """The records with any of the words, best first."""
        asked = self._cut(q)
        scores = {key: self._score(asked, words) for key, words in self._words.items()}
        return sorted((key for key in scores if scores[key]), key=lambda key: (-scores[key], key))[:DEPTH]

    @staticmethod
    def _cut(text: str) -> list[str]:
        return [word for word in jieba.cut_for_search(text.lower()) if word.strip()]

    def _score(self, asked: Sequence[str], words: Counter[str]) -> float:
        size, total = sum(words.values()), 0.0
        for word in asked:
            if count := words[word]:
                rest = len(self._words) - self._frequency[word] + 0.5
                weight = log(1 + rest / (self._frequency[word] + 0.5))
                total += weight * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * size / self._mean))
        return total
