"""What every engine must do, and that all of them do it alike."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from app.search.analysis import Analyzer
from app.search.engines import EngineName, engine_name, open_engine
from app.search.errors import EngineMissingError
from app.search.query import parse
from app.search.types import FACETS, LONG_FACETS, Engine, EngineResult, FacetCount, IndexDocument, Sort
from app.settings import Settings
from tests.search import samples

Make = Callable[[str], Engine]

SHELF = (
    IndexDocument(
        key="k1",
        text="老旧小区停车难，建议增设停车泊位。",
        title="关于停车泊位的建议",
        topic="停车",
        who="沈若棠",
        pinyin="srt shenruotang shenruo shen ruotang",
        meeting="第一次会议",
        post="董事长、江州物流协会",
        document="代表问政实录、把小事办好、第一次会议",
        date=20240711,
        filters={"body": ("npc",), "kind": ("question",), "year": ("2024",), "person": ("p1",)},
    ),
    IndexDocument(
        key="k2",
        text="年底前新增泊位两千个，停车收费改革同步推进。",
        department="商务局、市商务局",
        asked="停车\n老旧小区停车难，建议增设停车泊位。",
        date=20240700,
        filters={"body": ("npc",), "kind": ("answer",), "year": ("2024",), "department": ("d1", "d2")},
    ),
    IndexDocument(
        key="k3",
        text="停一停车，收一收费，都要有章法。",
        who="邵景和",
        party="民建",
        date=20220000,
        filters={
            "body": ("cppcc",),
            "kind": ("speech",),
            "year": ("2022",),
            "person": ("p2",),
            "party": ("民建",),
        },
    ),
    IndexDocument(
        key="k4",
        text="AI大模型；品牌出海要用好AI。",
        who="阮青禾、邵景和",
        meeting="第二次会议",
        date=20220000,
        filters={
            "body": ("cppcc",),
            "kind": ("speech",),
            "year": ("2022",),
            "person": ("p2", "p3", "p2"),
        },
    ),
    IndexDocument(
        key="k5",
        text="email said maintain against fair 关键小事，2.0版与20版。",
        date=0,
        filters={"body": ("government",), "kind": ("section",)},
    ),
)


def ask(
    engine: Engine,
    analyzer: Analyzer,
    q: str,
    sort: Sort = "newest",
    offset: int = 0,
    limit: int = 100,
    **filters: str,
) -> EngineResult:
    tree = parse(q, analyzer).tree
    return engine.search(tree, filters=filters, sort=sort, offset=offset, limit=limit)


@pytest.fixture
def shelf(make: Make) -> Engine:
    engine = make("shelf")
    engine.write(SHELF)
    return engine


@pytest.mark.parametrize(
    ("q", "keys"),
    [
        ("", "k1 k2 k3 k4 k5"),
        ("停车", "k1 k2 k3"),
        ("“停车”", "k1 k2 k3"),
        ("停车收费", "k2 k3"),
        ("“停车收费”", "k2"),
        ("停车 收费", "k2 k3"),
        ("“停车，收费”", ""),
        ("停车 -收费", "k1"),
        ("停车 -“停车收费”", "k1 k3"),
        ("停车 -“收费”", "k1"),
        ("泊位 OR 品牌", "k1 k2 k4"),
        ("(泊位 OR 品牌) 小区", "k1 k2"),
        ("關鍵小事", "k5"),
        ("AI", "k4 k5"),
        ("aint", "k5"),
        ("ＥＭＡＩＬ", "k5"),
        ("“2.0版”", "k5"),
        ("“20版”", "k5"),
        ("“0版与2”", "k5"),
        ("“2 0版”", "k5"),
        ("“2.20版”", ""),
        ("品牌出海", "k4"),
        ("沈若棠", "k1"),
        ("邵景和", "k3 k4"),
        ("“禾、邵”", "k4"),
        ("“禾邵”", ""),
        ("发言人:邵景和", "k3 k4"),
        ("发言人:邵景和 AI", "k4"),
        ("发言人:shenruotang", "k1"),
        ("发言人:Shen", "k1"),
        ("发言人:srt", "k1"),
        ("srt", "k1"),
        ("ruotang", "k1"),
        ("SRT", ""),
        ("ruo", ""),
        ("问:停车", "k1"),
        ("问：泊位建议", "k1"),
        ("答:停车", "k2"),
        ("问:小区 答:年底", "k2"),
        ("问:“小区停车” 答:“停车收费”", "k2"),
        ("问:小区 答:小区", ""),
        ("问:小区 -答:年底", ""),
        ("停车 -问:停车", "k2 k3"),
        ("泊位 -小区", "k2"),
        ("泊位 -建议", "k2"),
        ("部门:市商务局", "k2"),
        ("商务局", "k2"),
        ("党派:民建", "k3"),
        ("民建", "k3"),
        ("标题:停车", "k1"),
        ("标题:建议停车", "k1"),
        ("议题:停车", "k1"),
        ("会议:第二次", "k4"),
        ("第二次会议", ""),
        ("问政实录", "k1"),
        ("问政", ""),
        ("文献:问政", "k1"),
        ("题名：“代表问政”", "k1"),
        ("“代表问政实”", "k1"),
        ("实录、把 小事", "k1"),
        ("停车 问政实录", "k1"),
        ("停车 -问政实录", "k1 k2 k3"),
        ("停车 -文献:问政", "k2 k3"),
        ("小事办好", "k1"),
        ("实录把小事", ""),
        ("第一次会议", "k1"),
        ("董事长", "k1"),
        ("物流协会", "k1"),
        ("单位:物流", "k1"),
        ("职务:董事长 停车", "k1"),
        ("机构:政协", "k3 k4"),
        ("机构:人大 停车 -泊位", ""),
        ("类型:答复", "k2"),
        ("年份:2024", "k1 k2"),
        ("年份:2021-2023", "k3 k4"),
        ("年份:..2023", "k3 k4"),
        ("年份:2023..", "k1 k2"),
        ("日期:2024-07", "k1 k2"),
        ("日期:2024-07-11", "k1"),
        ("年份:2024 -停车泊位", ""),
        ("停车 OR (年份:2022 -停车)", "k1 k2 k3 k4"),
        ("没有这样的话", ""),
        ("，", "k1 k2 k3 k5"),
    ],
)
def test_finds(shelf: Engine, analyzer: Analyzer, q: str, keys: str) -> None:
    found = ask(shelf, analyzer, q)
    assert sorted(found.keys) == keys.split()
    assert found.total == len(keys.split())


@pytest.mark.parametrize(
    ("filters", "keys"),
    [
        ({"body": "npc"}, "k1 k2"),
        ({"kind": "speech", "person": "p3"}, "k4"),
        ({"department": "d2"}, "k2"),
        ({"party": "民建", "year": "2022"}, "k3"),
        ({"body": "npc", "year": "2022"}, ""),
        ({"person": "nobody"}, ""),
        ({"body": ""}, "k1 k2 k3 k4 k5"),
    ],
)
def test_filters(shelf: Engine, analyzer: Analyzer, filters: dict[str, str], keys: str) -> None:
    assert sorted(ask(shelf, analyzer, "", **filters).keys) == keys.split()


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


def test_sorting_by_date(shelf: Engine, analyzer: Analyzer) -> None:
    newest = ask(shelf, analyzer, "", "newest").keys
    assert newest[:2] == ("k1", "k2")
    assert newest[-1] == "k5"
    assert newest == tuple(reversed(ask(shelf, analyzer, "", "oldest").keys))


@pytest.mark.parametrize(
    ("q", "first"),
    [("停车泊位", "k1"), ("停车收费", "k2"), ("停车 收费", "k2"), ("AI", "k4"), ("邵景和", "k3")],
)
def test_relevance_puts_first(shelf: Engine, analyzer: Analyzer, q: str, first: str) -> None:
    assert ask(shelf, analyzer, q, "relevance").keys[0] == first


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize("q", ["", "建议", "建设 OR 发展"])
def test_pages_join_to_the_whole(filled: Engine, analyzer: Analyzer, q: str, sort: Sort) -> None:
    whole = ask(filled, analyzer, q, sort, limit=1000)
    pages = [ask(filled, analyzer, q, sort, offset, 7) for offset in range(0, whole.total + 7, 7)]
    assert {page.total for page in pages} == {whole.total}
    assert [page.facets for page in pages] == [whole.facets] * len(pages)
    assert sum((page.keys for page in pages), ()) == whole.keys
    assert len(set(whole.keys)) == whole.total


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


@pytest.mark.parametrize("listed", [0, 1000])
@pytest.mark.parametrize("filters", [{}, {"body": "npc"}])
def test_near_duplicates_among_very_many_records(
    tmp_path: Path, analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch, filters: dict[str, str], listed: int
) -> None:
    """tantivy looks for them in another way there, and anew when the index has changed."""
    tantivy = pytest.importorskip("app.search.engines.tantivy", reason="tantivy is not installed")
    engine, tree = open_engine("tantivy", tmp_path, analyzer, create=True), parse("", analyzer).tree

    def search() -> EngineResult:
        return engine.search(tree, filters=filters, sort="newest", offset=0, limit=20, fold=True)

    for number in (40, 80):
        engine.write(samples.records()[:number])
        usual = search()
        with monkeypatch.context() as patched:
            patched.setattr(tantivy, "_MANY", 0)
            patched.setattr(tantivy, "_LISTED", listed)
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


def test_order_does_not_depend_on_how_the_index_was_written(make: Make, analyzer: Analyzer) -> None:
    """Equal scores and dates, in one commit or in many."""
    same = [IndexDocument(key=f"t{number:03}", text="同样的话", date=20240000) for number in range(90)]
    one, many = make("one"), make("many")
    one.write(same)
    for start in (60, 0, 30):
        many.write(reversed(same[start : start + 30]))
    for sort in ("relevance", "newest", "oldest"):
        assert ask(one, analyzer, "同样", sort).keys == ask(many, analyzer, "同样", sort).keys
        assert ask(one, analyzer, "同样", sort, 10, 5).keys == ask(one, analyzer, "同样", sort).keys[10:15]


def test_read_loosely_records_with_all_words_come_first(make: Make, analyzer: Analyzer) -> None:
    engine = make("loose")
    every = IndexDocument(key="every", text="停车的事，" + "还有别的话。" * 60 + "收费也要改革。")
    some = [
        IndexDocument(key=f"some{number}", text="停车收费。" * 9, title="停车收费", topic="停车收费")
        for number in range(3)
    ]
    engine.write([every, *some, *(IndexDocument(key=f"none{n}", text="供水供电。") for n in range(20))])
    tree = parse("改革停车收费", analyzer, loose=True).tree
    found = engine.search(tree, filters={}, sort="relevance", offset=0, limit=10)
    assert (found.total, found.keys[0]) == (4, "every")


def test_write_replaces_and_deletes(make: Make, analyzer: Analyzer) -> None:
    engine = make("changing")
    engine.write(SHELF[:3])
    assert engine.keys() == {"k1", "k2", "k3"}
    assert engine.count() == 3
    assert engine.frequencies(["停车", "泊位", "没有"]) == {"停车": 3, "泊位": 2, "没有": 0}
    changed = IndexDocument(key="k1", text="如今说的是供水。", filters={"body": ("npc",)})
    engine.write([changed, SHELF[3]], delete=["k2", "never"])
    assert engine.keys() == {"k1", "k3", "k4"}
    assert ask(engine, analyzer, "供水").keys == ("k1",)
    assert ask(engine, analyzer, "停车").keys == ("k3",)
    assert ask(engine, analyzer, "").facets["body"] == (FacetCount("cppcc", 2), FacetCount("npc", 1))
    engine.write([], delete=["k1", "k3", "k4"])
    assert engine.keys() == set()
    assert ask(engine, analyzer, "") == EngineResult(total=0, keys=(), facets=dict.fromkeys(FACETS, ()))


def test_of_too_few_hits_there_is_only_the_total(shelf: Engine, analyzer: Analyzer) -> None:
    tree = parse("停车", analyzer).tree
    few = shelf.search(tree, filters={"body": "npc"}, sort="newest", offset=0, limit=9, least=3)
    assert few == EngineResult(total=2, keys=())
    enough = shelf.search(tree, filters={"body": "npc"}, sort="newest", offset=0, limit=9, least=2)
    assert (enough.total, enough.keys) == (2, ("k1", "k2"))
    assert enough.facets["body"] == (FacetCount("npc", 2), FacetCount("cppcc", 1))


@pytest.mark.parametrize("number", [0, 3, 40, 400])
def test_a_new_index_of_any_size_becomes_one_segment(
    number: int, analyzer: Analyzer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tantivy = pytest.importorskip("app.search.engines.tantivy")
    monkeypatch.setattr(tantivy, "_OF_A_SEGMENT", 10)
    engine = tantivy.TantivyEngine(tmp_path, analyzer, create=True)
    engine.write((IndexDocument(key=f"k{at}", text="停车") for at in range(number)), number=number)
    assert engine.count() == number
    # tantivy takes all segments of fewer than 10,000 records for one size: of 64 some are left.
    assert engine._index.searcher().num_segments <= (1 if number < 80 else 8)


def test_a_failed_write_leaves_the_index_as_it_was(make: Make, analyzer: Analyzer) -> None:
    engine = make("failing")
    engine.write(SHELF[:1])

    def broken() -> object:
        yield SHELF[1]
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        engine.write(broken(), delete=["k1"])
    assert engine.keys() == {"k1"}
    engine.write(SHELF[1:2])
    assert engine.keys() == {"k1", "k2"}


def test_reopening_and_reloading(make: Make, name: EngineName, tmp_path: Path, analyzer: Analyzer) -> None:
    writer = make("kept")
    assert writer.keys() == set()
    writer.write(SHELF[:1])
    reader = open_engine(name, tmp_path / "kept", analyzer)
    assert ask(reader, analyzer, "停车").keys == ("k1",)
    writer.write(SHELF[1:2])
    assert ask(reader, analyzer, "停车").keys == ("k1",)
    reader.reload()
    assert ask(reader, analyzer, "停车").keys == ("k1", "k2")
    writer.close()
    reader.close()


def test_settings_choose_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    assert engine_name(Settings(search="whoosh")) == "whoosh"
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    assert engine_name(Settings(search="auto")) == "whoosh"
    with pytest.raises(EngineMissingError, match="YISHILU_SEARCH"):
        engine_name(Settings(search="tantivy"))


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
