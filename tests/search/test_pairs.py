"""Pairs of characters that are words: by them tantivy looks up runs of characters."""

from pathlib import Path

import pytest

from app.search import pairs
from app.search.analysis import Analyzer
from app.search.engines import open_engine
from app.search.engines.conversion import converted
from app.search.engines.tantivy import TantivyEngine
from app.search.query import Phrase
from app.search.types import IndexDocument

pytest.importorskip("tantivy")


@pytest.mark.parametrize(
    ("chars", "known"),
    [
        ("停车收费", {"停车", "收费"}),
        ("2024年", {"20", "02", "24"}),
        ("ai。", {"ai"}),
        ("停。车", set()),
        ("我停车", {"停车"}),
        ("𠮷停车𠮷", {"停车"}),
        ("停", set()),
        ("", set()),
    ],
)
def test_words_letters_and_figures_are_pairs(chars: str, known: set[str]) -> None:
    assert set(pairs.of(chars)) == known


def test_any_character_is_found_where_texts_are_spread_out(tmp_path: Path, analyzer: Analyzer) -> None:
    """Of one, two and four bytes in UTF-8, at the beginning, in the middle and at the end."""
    engine = open_engine("tantivy", tmp_path, analyzer, create=True)
    text = "𠮷野é停a車—"
    engine.write([IndexDocument(key="a", text=text, document="𠮷野家早報")])
    for field, run in (("chars", analyzer.chars(text)), ("document", analyzer.chars("𠮷野家早報"))):
        for start in range(len(run) - 1):
            tree = Phrase(field, list(run[start:]))
            found = engine.search(tree, filters={}, sort="relevance", offset=0, limit=9)
            assert found.keys == ("a",), run[start:]


def test_a_run_is_found_by_its_pairs_wherever_words_are_cut(tmp_path: Path, analyzer: Analyzer) -> None:
    """革新 stands in 改革新路 though no segmenter cuts it out; 停收车费 has both characters of 停车."""
    engine = open_engine("tantivy", tmp_path, analyzer, create=True)
    texts = {"a": "改革新路", "b": "新的改革", "c": "停收车费", "d": "停车收费，2024", "e": "4202停，车"}
    engine.write(IndexDocument(key=key, text=text) for key, text in texts.items())

    def found(run: str) -> set[str]:
        tree = Phrase("chars", list(run), boost=3.0)
        return set(engine.search(tree, filters={}, sort="relevance", offset=0, limit=9).keys)

    assert found("革新") == {"a"}
    assert found("停车") == {"d"}
    assert found("停车收") == {"d"}
    assert found("车收费") == {"d"}
    assert found("2024") == {"d"}
    assert found("20") == {"d", "e"}
    assert found("收车费") == {"c"}


def test_a_pair_is_looked_up_without_comparing_positions(tmp_path: Path, analyzer: Analyzer) -> None:
    schema = TantivyEngine(tmp_path, analyzer, create=True).schema
    alone = str(converted(schema, Phrase("chars", list("停车"))))
    assert "PhraseQuery" not in alone
    within = str(converted(schema, Phrase("chars", list("养老服务"))))
    assert "PhraseQuery" in within
    assert within.count("Const(score=0") == 2
