"""The ranking puts first what staff mean: judged queries over the sample documents, and a floor."""

import random
import re

import pytest

from app.archive.db import session_factory
from app.search import Searcher, SearchRequest
from app.search.documents import all_documents
from app.search.types import IndexDocument
from app.text.folding import fold, squeeze
from tests.sample_archive import ingest_samples
from tests.search import ranking
from tests.search.conftest import ENGINES
from tests.search.ranking import Figures, Judged

FLOOR = Figures(ndcg=0.88, mrr=0.9)
"""Below what the engines reach and above what the baseline does."""


class Ranked:
    """The sample archive with one engine."""

    def __init__(self, folder: object, name: str) -> None:
        settings, engine = ingest_samples(folder, name)  # type: ignore[arg-type]
        self.searcher = Searcher(settings)
        with session_factory(engine)() as session:
            self.queries: list[Judged] = ranking.judged(session)
            self.baseline = ranking.Baseline(session)
            self.documents: list[IndexDocument] = list(all_documents(session))


@pytest.fixture(scope="module", params=ENGINES)
def ranked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Ranked:
    return Ranked(tmp_path_factory.mktemp("ranked"), request.param)


def test_the_judged_queries_are_of_every_kind(ranked: Ranked) -> None:
    assert len(ranked.queries) >= 60
    kinds = {query.kind for query in ranked.queries}
    assert kinds == {"topic", "name", "department", "number", "quotation", "question"}
    assert all(3.0 in query.gains.values() for query in ranked.queries)


def test_the_ranking_is_above_the_floor_and_the_baseline_below(ranked: Ranked) -> None:
    reached = ranking.figures(ranked.queries, ranking.engine(ranked.searcher))
    plain = ranking.figures(ranked.queries, ranked.baseline)
    assert reached.ndcg > FLOOR.ndcg > plain.ndcg, (reached, plain)
    assert reached.mrr > FLOOR.mrr > plain.mrr, (reached, plain)


def test_quotations_and_names_come_first(ranked: Ranked) -> None:
    exact = [query for query in ranked.queries if query.kind in ("quotation", "name", "number")]
    assert ranking.figures(exact, ranking.engine(ranked.searcher)).mrr == 1.0


def test_the_literal_phrase_is_above_scattered_words(ranked: Ranked) -> None:
    texts = {each.key: squeeze(fold(f"{each.text}|{each.title}|{each.topic}")) for each in ranked.documents}
    chance, runs, wrong = random.Random(5), 0, 0  # noqa: S311
    while runs < 200:
        found = re.findall("[\u4e00-\u9fff]{5,}", texts[chance.choice(sorted(texts))])
        if not found:
            continue
        sentence = chance.choice(found)
        start = chance.randrange(len(sentence) - 4)
        run = sentence[start : start + chance.randint(4, 8)]
        keys = ranked.searcher.search(SearchRequest(q=run, size=100, fold=False)).keys
        literal = [run in texts[key] for key in keys]
        assert any(literal), run
        runs, wrong = runs + 1, wrong + (literal != sorted(literal, reverse=True))
    assert wrong <= runs // 50
