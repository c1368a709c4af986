"""whoosh and tantivy give the same records and the same counts for the same query tree, whatever is asked."""

import importlib.util
from collections import Counter

import pytest

from app.search.analysis import Analyzer
from app.search.engines import open_engine
from app.search.query import And, Every, Not, NumericRange, Or, Phrase, Query, Term, parse
from app.search.types import Engine, EngineResult
from tests.search import generated, samples
from tests.search.generated import Asked

NUMBER = 2400
RECORDS = samples.records()[:120]


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory, analyzer: Analyzer) -> tuple[Engine, Engine]:
    if importlib.util.find_spec("tantivy") is None:
        pytest.skip("tantivy has no wheel for this machine")
    engines = []
    for each in ("whoosh", "tantivy"):
        engines.append(open_engine(each, tmp_path_factory.mktemp(f"pair-{each}"), analyzer, create=True))
        engines[-1].write(RECORDS)
    return engines[0], engines[1]


def ask(engine: Engine, tree: Query, asked: Asked) -> EngineResult:
    return engine.search(tree, filters=asked.filters, sort=asked.sort, offset=0, limit=1000, fold=asked.fold)


@pytest.mark.parametrize("seed", range(6))
def test_engines_agree(pair: tuple[Engine, Engine], analyzer: Analyzer, seed: int) -> None:
    for asked in generated.queries(NUMBER // 6, seed):
        tree = parse(asked.q, analyzer, loose=asked.loose).tree
        reference, fast = (ask(engine, tree, asked) for engine in pair)
        assert fast.total == reference.total, asked
        assert fast.facets == reference.facets, asked
        assert fast.folded == reference.folded, asked
        if asked.sort == "relevance" and asked.fold:  # scores differ, and so which copy stands for the others
            assert sorted(fast.similar.values()) == sorted(reference.similar.values()), asked
        elif asked.sort == "relevance":
            assert sorted(fast.keys) == sorted(reference.keys), asked
        else:
            assert (fast.keys, fast.similar) == (reference.keys, reference.similar), asked


def _nodes(tree: Query) -> list[type]:
    inner = tree.subqueries if isinstance(tree, (And, Or)) else [tree.query] if isinstance(tree, Not) else []
    return [type(tree), *(kind for part in inner for kind in _nodes(part))]


def test_the_generated_queries_are_of_every_kind(pair: tuple[Engine, Engine], analyzer: Analyzer) -> None:
    """Every node type, every field of the index, and results that are empty, few and many."""
    kinds: Counter[type] = Counter()
    totals: list[int] = []
    for asked in generated.queries(NUMBER // 6, 0):
        tree = parse(asked.q, analyzer, loose=asked.loose).tree
        kinds.update(_nodes(tree))
        totals.append(ask(pair[1], tree, asked).total)
    assert all(kinds[kind] > 10 for kind in (And, Or, Not, Term, Phrase, NumericRange)), kinds
    assert kinds.keys() <= {And, Or, Not, Term, Phrase, NumericRange, Every}
    assert sum(total == 0 for total in totals) < len(totals) * 0.7
    assert sum(total > 0 for total in totals) > 100
    assert max(totals) > len(RECORDS) * 0.9
