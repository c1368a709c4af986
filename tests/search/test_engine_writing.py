"""How an index of every engine is written, changed and opened again."""

from pathlib import Path

import pytest

from app.search.analysis import Analyzer
from app.search.engines import EngineName, engine_name, open_engine
from app.search.errors import EngineMissingError
from app.search.types import FACETS, EngineResult, FacetCount, IndexDocument
from app.settings import Settings
from tests.search.shelved import SHELF, Make, ask


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
