"""What every engine must find, in which order, and that all of them do it alike."""

import pytest

from app.search.analysis import Analyzer
from app.search.query import parse
from app.search.types import Engine, IndexDocument, Sort
from tests.search.shelved import Make, ask


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
