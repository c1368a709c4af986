"""What every engine counts: totals, facets and near-duplicates."""

from collections import Counter
from pathlib import Path

import pytest

from app.search.analysis import Analyzer
from app.search.engines import open_engine
from app.search.query import parse
from app.search.types import FACETS, LONG_FACETS, Engine, EngineResult, FacetCount, Sort
from tests.search import samples
from tests.search.shelved import SHELF, Make, ask


def test_facets_count_records_under_the_other_filters(shelf: Engine, analyzer: Analyzer) -> None:
    found = ask(shelf, analyzer, "", body="cppcc", person="p2")
    assert found.total == 2
    assert found.facets["body"] == (FacetCount("cppcc", 2),)
    assert found.facets["person"] == (FacetCount("p2", 2), FacetCount("p3", 1))
    assert found.facets["year"] == (FacetCount("2022", 2),)
    assert found.facets["department"] == ()
    assert set(found.facets) == set(FACETS)
    assert ask(shelf, analyzer, "", body="npc", person="p2").facets["body"] == (FacetCount("cppcc", 2),)


def test_facets_of_the_samples_are_exact(filled: Engine, analyzer: Analyzer) -> None:
    found = ask(filled, analyzer, "建议", kind="speech")
    every = {record.key: record for record in samples.records()}
    for facet in FACETS:
        others = {} if facet == "kind" else {"kind": "speech"}
        keys = ask(filled, analyzer, "建议", limit=1000, **others).keys
        counted = Counter(value for key in keys for value in every[key].filters.get(facet, ()))
        assert {count.value: count.hits for count in found.facets[facet]} == counted


@pytest.mark.parametrize("fold", [False, True])
@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"body": "npc"},
        {"year": "2022", "kind": "speech"},
        {"meeting": "m1", "person": "邵景和", "body": "cppcc"},
        {"party": "民建", "year": "1999"},
    ],
)
def test_facets_count_what_choosing_a_value_would_find(
    filled: Engine, analyzer: Analyzer, filters: dict[str, str], fold: bool
) -> None:
    tree = parse("建议 OR 发展 OR 建设", analyzer).tree
    found = filled.search(tree, filters=filters, sort="newest", offset=0, limit=20, fold=fold).facets
    every = {record.key: record.filters for record in samples.records()}
    matching = filled.search(tree, filters={}, sort="newest", offset=0, limit=5000).keys
    for facet in FACETS:
        others = {name: value for name, value in filters.items() if name != facet}
        left = [key for key in matching if all(value in every[key][name] for name, value in others.items())]
        counted = Counter(value for key in left for value in every[key].get(facet, ()))
        assert {count.value: count.hits for count in found[facet]} == counted, facet


def test_no_facets_when_none_are_wanted(shelf: Engine, analyzer: Analyzer) -> None:
    tree = parse("停车", analyzer).tree
    assert shelf.search(tree, filters={}, sort="newest", offset=0, limit=1, facets=False).facets == {}


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize("filters", [{}, {"body": "npc"}, {"kind": "speech", "year": "2022"}])
def test_near_duplicates_are_folded_into_the_first(
    filled: Engine, analyzer: Analyzer, sort: Sort, filters: dict[str, str]
) -> None:
    tree = parse("建议 OR 发展 OR 建设", analyzer).tree

    def search(offset: int, limit: int, *, fold: bool) -> EngineResult:
        return filled.search(tree, filters=filters, sort=sort, offset=offset, limit=limit, fold=fold)

    group_of = {record.key: record.filters["similar"] for record in samples.records()}
    every, pages = search(0, 1000, fold=False), [search(offset, 5, fold=True) for offset in range(0, 150, 5)]
    first: dict[tuple[str, ...], str] = {}
    for key in every.keys:
        first.setdefault(group_of[key] or (key,), key)
    assert [key for page in pages for key in page.keys] == list(first.values())
    counts = Counter(group_of[key] for key in every.keys)
    for page in pages:
        assert (page.total, page.facets) == (every.total, every.facets)
        assert page.folded == every.total - len(first)
        assert page.similar == {
            key: counts[group] - 1 for key in page.keys if (group := group_of[key]) and counts[group] > 1
        }
    assert every.similar == {}


@pytest.mark.parametrize("filters", [{}, {"body": "npc"}])
def test_near_duplicates_among_very_many_records(
    tmp_path: Path, analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch, filters: dict[str, str]
) -> None:
    """tantivy looks for them in another way there, and anew when the index has changed."""
    tantivy = pytest.importorskip("app.search.engines.tantivy", reason="tantivy is not installed")
    engine, tree = open_engine("tantivy", tmp_path, analyzer, create=True), parse("", analyzer).tree

    def search() -> EngineResult:
        return engine.search(tree, filters=filters, sort="newest", offset=0, limit=20, fold=True)

    for number in (40, 80):
        engine.write(samples.records()[:number])
        usual = search()
        for looked_up in range(12):
            with monkeypatch.context() as patched:
                patched.setattr(tantivy, "_LOOKED_UP", looked_up)
                engine.reload()  # it forgets its last answers
                assert search() == usual
    assert usual.folded


def test_the_same_is_counted_once_for_a_state_of_the_index(
    tmp_path: Path, analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    tantivy = pytest.importorskip("app.search.engines.tantivy", reason="tantivy is not installed")
    engine = open_engine("tantivy", tmp_path, analyzer, create=True)
    engine.write(SHELF[:2])
    counted: list[object] = []
    request = tantivy.counting.request
    monkeypatch.setattr(tantivy.counting, "request", lambda *a, **k: counted.append(a) or request(*a, **k))
    monkeypatch.setattr(tantivy, "_ANSWERS", 4)
    first = ask(engine, analyzer, "停车")
    assert ask(engine, analyzer, "停车") == first
    assert ask(engine, analyzer, "停车", "oldest").total == first.total
    assert len(counted) == 1
    assert ask(engine, analyzer, "停车", body="npc").total == 2
    assert len(counted) == 2
    for q in ("泊位", "收费", "停车"):
        ask(engine, analyzer, q)
    assert len(counted) == 5  # only the last few are remembered
    engine.write(SHELF[2:3])
    assert ask(engine, analyzer, "停车").total == 3


def test_the_near_duplicates_of_a_record_can_be_asked_for(filled: Engine, analyzer: Analyzer) -> None:
    group = [record.key for record in samples.records() if record.filters["similar"] == (f"{3:016x}",)]
    assert sorted(ask(filled, analyzer, "", similar=f"{3:016x}").keys) == group
    assert len(group) > 1


def test_of_too_few_hits_there_is_only_the_total(shelf: Engine, analyzer: Analyzer) -> None:
    tree = parse("停车", analyzer).tree
    few = shelf.search(tree, filters={"body": "npc"}, sort="newest", offset=0, limit=9, least=3)
    assert few == EngineResult(total=2, keys=())
    enough = shelf.search(tree, filters={"body": "npc"}, sort="newest", offset=0, limit=9, least=2)
    assert (enough.total, enough.keys) == (2, ("k1", "k2"))
    assert enough.facets["body"] == (FacetCount("npc", 2), FacetCount("cppcc", 1))


@pytest.mark.parametrize("filters", [{}, {"body": "npc"}, {"meeting": "m1", "year": "2022"}])
def test_only_the_commonest_values_of_long_facets_are_counted_and_exactly(
    filled: Engine, analyzer: Analyzer, filters: dict[str, str]
) -> None:
    tree = parse("的", analyzer).tree
    every = filled.search(tree, filters=filters, sort="newest", offset=0, limit=1).facets
    few = filled.search(tree, filters=filters, sort="newest", offset=0, limit=1, values=2).facets
    for facet in FACETS:
        kept = 2 if facet in LONG_FACETS else None
        assert [count.hits for count in few[facet]] == [count.hits for count in every[facet]][:kept]
        assert set(few[facet]) <= set(every[facet])


def test_the_commonest_values_are_exact_over_several_commits(
    make: Make, filled: Engine, analyzer: Analyzer
) -> None:
    """Each commit has other values that are its commonest."""
    parts, records = make("parts"), samples.records()
    for start in range(0, len(records), 50):
        parts.write(records[start : start + 50])
    tree = parse("的", analyzer).tree
    one, several = (
        engine.search(tree, filters={}, sort="newest", offset=0, limit=1, values=2).facets
        for engine in (filled, parts)
    )
    for facet in FACETS:
        assert [count.hits for count in several[facet]] == [count.hits for count in one[facet]]
