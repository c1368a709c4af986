"""Synonyms: what a term also looks for, the file staff edit, and leaving them out one by one."""

import os
from pathlib import Path

import pytest

from app.search import Searcher, SearchRequest, reindex
from app.search import synonyms as module
from app.search.analysis import Analyzer
from app.search.query import parse
from app.search.synonyms import Synonyms, of_settings
from app.settings import ROOT, Settings
from tests.search import city

GROUPS = Synonyms([("停车", "泊位"), ("人大", "人民代表大会", "ＮＰＣ")])


def test_a_term_has_the_other_words_of_its_group_in_any_script_width_and_case() -> None:
    assert GROUPS.of("人大") == ("人民代表大会", "ＮＰＣ")
    assert GROUPS.of("npc") == GROUPS.of("ＮＰＣ") == ("人大", "人民代表大会")
    assert GROUPS.of("停車") == ("泊位",)
    assert GROUPS.of("停车场") == ()
    assert GROUPS.without(["停車"]).of("停车") == ()
    assert GROUPS.without(["停車"]).of("泊位") == ("停车",)
    assert GROUPS.without(["人大~npc"]).of("人大") == ("人民代表大会",)
    assert GROUPS.without(["人大~npc", "人大~人民代表大会"]).of("人大") == ()
    assert GROUPS.without(["停车场~泊位"]).of("停车") == ("泊位",)


@pytest.mark.parametrize(
    ("q", "widened"),
    [
        ("停车", ["停车"]),
        ("停车 人大", ["停车", "人大"]),
        ("议题:停车", ["停车"]),
        ("问:停车", ["停车"]),
        ("“停车”", []),
        ("海外仓 -停车", []),
        ("部门:人大", []),
        ("停车场", []),
    ],
)
def test_which_terms_are_widened(analyzer: Analyzer, q: str, widened: list[str]) -> None:
    assert [term for term, _ in parse(q, analyzer, GROUPS).widened] == widened


def test_a_running_search_notices_the_file_and_each_term_can_be_left_alone(settings: Settings) -> None:
    with city.session() as session:
        reindex(session, settings)
    searcher = Searcher(settings)
    assert searcher.search(SearchRequest(q="仓储")).total == 0
    file = settings.seeds / module.FILE
    file.write_text("# 说明\n仓储 海外仓，货仓  # 一组\n\n护航、保障\n孤词\n", encoding="utf-8")
    found = searcher.search(SearchRequest(q="仓储"))
    assert found.keys == ("a1",)
    assert found.widened == (("仓储", ("海外仓", "货仓")),)
    assert any(wanted.run == "海外仓" for wanted in found.terms)
    alone = searcher.search(SearchRequest(q="仓储", filters={"literal": "仓储"}))
    assert (alone.total, alone.widened) == (0, ())
    both = SearchRequest(q="仓储 OR 保障", filters={"literal": "仓储"})
    assert searcher.search(both).keys == ("a2",)
    file.write_text("护航、保障\n", encoding="utf-8")
    os.utime(file, ns=(1, 1))
    assert searcher.search(SearchRequest(q="仓储")).total == 0


def test_the_file_of_the_seeds_is_read(tmp_path: Path) -> None:
    found = of_settings(Settings(data=tmp_path, seeds=ROOT / "seeds"))
    assert "人民代表大会" in found.of("人大")
    assert "跨境电子商务" in found.of("跨境电商")
