"""The face of the search: bounds, notices, and many threads at once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.search import (
    FacetCount,
    PageOutOfRangeError,
    QueryRefusedError,
    QueryTooComplexError,
    QueryTooLongError,
    Searcher,
    SearchRequest,
    UnknownFilterError,
    UnreadableQueryError,
    Wanted,
    reindex,
)
from app.search.engines import EngineName
from app.settings import Settings
from tests.search import city


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory, name: EngineName) -> Searcher:
    folder: Path = tmp_path_factory.mktemp(f"searcher-{name}")
    settings = Settings(data=folder, search=name, segmenter="jieba", seeds=folder, max_query_chars=24)
    with city.session() as session:
        reindex(session, settings)
    return Searcher(settings)


def test_a_result(searcher: Searcher) -> None:
    request = SearchRequest(q="海外仓 OR 护航", filters={"body": "npc", "kind": ""}, size=1, page=2)
    found = searcher.search(request)
    assert (found.request, found.total, len(found.keys)) == (request, 2, 1)
    assert found.terms == (Wanted("海外仓", ("海外",)), Wanted("护航"))
    assert found.facets["department"] == (FacetCount("d1", 1), FacetCount("d2", 1))
    assert found.notice is None


def test_a_malformed_query_carries_a_notice(searcher: Searcher) -> None:
    found = searcher.search(SearchRequest(q="（关键小事"))
    assert found.notice == "引号或括号不成对，已按普通文字查找。"
    assert found.keys == ("s1",)


def test_what_only_narrows_comes_newest_first(searcher: Searcher) -> None:
    everything = searcher.search(SearchRequest()).keys
    assert everything[-1] == "t1"
    assert set(everything[:3]) == {"q1", "a1", "a2"}
    assert searcher.search(SearchRequest(q="年份:2021-2022")).keys == ("s1", "t1")
    assert searcher.search(SearchRequest(q="年份:2021-2022", sort="oldest")).keys == ("t1", "s1")


@pytest.mark.parametrize(
    ("request_", "error", "message"),
    [
        (SearchRequest(q="长" * 25), QueryTooLongError, "最多24个字"),
        (SearchRequest(q="停\x00车"), UnreadableQueryError, "控制字符"),
        (SearchRequest(q="停\x1b车"), UnreadableQueryError, "控制字符"),
        (SearchRequest(q="停\x9f车"), UnreadableQueryError, "控制字符"),
        (SearchRequest(q="停", filters={"literal": "停" * 65}), UnreadableQueryError, "重新选择"),
        (SearchRequest(q="停\x85车" + "停" * 22), QueryTooLongError, "最多24个字"),
        (SearchRequest(q="停", filters={"person": "p" * 65}), UnreadableQueryError, "重新选择"),
        (SearchRequest(q="停", filters={"person": "p\n1"}), UnreadableQueryError, "重新选择"),
        (SearchRequest(page=0), PageOutOfRangeError, "从1开始"),
        (SearchRequest(size=101), PageOutOfRangeError, "1至100条"),
        (SearchRequest(page=501), PageOutOfRangeError, "10000"),
        (SearchRequest(filters={"color": "red"}), UnknownFilterError, "color"),
        (SearchRequest(sort="best"), UnknownFilterError, "best"),  # type: ignore[arg-type]
    ],
)
def test_out_of_bounds_is_refused_in_chinese(
    searcher: Searcher, request_: SearchRequest, error: type[QueryRefusedError], message: str
) -> None:
    with pytest.raises(error, match=message) as caught:
        searcher.search(request_)
    assert caught.value.english.isascii()


def test_deep_brackets_are_refused(searcher: Searcher) -> None:
    searcher.search(SearchRequest(q="(" * 9 + "停" + ")" * 9))
    with pytest.raises(QueryTooComplexError):
        searcher.search(SearchRequest(q="（" * 21 + "停"))


def test_a_page_beyond_the_last_is_empty_with_the_same_total(searcher: Searcher) -> None:
    found = searcher.search(SearchRequest(q="", page=9))
    assert (found.total, found.keys) == (5, ())


def test_many_threads_at_once(searcher: Searcher) -> None:
    asked = ["关键小事", "海外仓", "发言人:沈若棠", "年份:2021", "部门:公安局 -品牌"] * 20
    expected = {q: searcher.search(SearchRequest(q=q)) for q in set(asked)}
    searcher.close()
    with ThreadPoolExecutor(8) as pool:
        for q, found in zip(
            asked, pool.map(lambda q: searcher.search(SearchRequest(q=q)), asked), strict=True
        ):
            assert found == expected[q]


def test_where_hardly_a_record_has_all_words_those_with_some_are_found_too(searcher: Searcher) -> None:
    found = searcher.search(SearchRequest(q="怎样建设停车泊位"))
    assert found.keys[0] == "s1"
    assert "a1" in found.keys
    assert found.notice == (
        "含全部词语的有 0 篇；另有 2 篇只含其中一些，也列在后面。只要一字不差的，请加引号。"
    )
    assert searcher.search(SearchRequest(q="“怎样建设停车泊位”")).total == 0
    assert searcher.search(SearchRequest(q="议题:建设停车泊位")).total == 0


def test_a_query_that_was_mended_and_loosened_says_both(searcher: Searcher) -> None:
    notice = searcher.search(SearchRequest(q="（怎样建设停车泊位")).notice or ""
    assert "引号或括号不成对" in notice
    assert "含全部词语的有 0 篇" in notice


def test_as_many_synonyms_can_be_left_out_as_a_query_has_room_for(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, search="whoosh", segmenter="jieba", seeds=tmp_path)
    with city.session() as session:
        reindex(session, settings)
    literal = ",".join(["停车泊位建设"] * 15)
    assert Searcher(settings).search(SearchRequest(q="海外仓", filters={"literal": literal})).total


def test_a_filter_narrows_a_loose_search_to_what_its_facet_counts(searcher: Searcher) -> None:
    whole = searcher.search(SearchRequest(q="怎样建设停车泊位"))
    for count in whole.facets["kind"]:
        narrowed = searcher.search(SearchRequest(q="怎样建设停车泊位", filters={"kind": count.value}))
        assert narrowed.total == count.hits
        assert f"另有 {count.hits} 篇只含其中一些" in (narrowed.notice or "")
    nothing = searcher.search(SearchRequest(q="怎样建设停车泊位", filters={"year": "1999"}))
    assert (nothing.total, nothing.notice) == (0, None)


def test_a_number_is_there_or_not(searcher: Searcher) -> None:
    assert searcher.search(SearchRequest(q="建设海外仓99个")).total == 0
