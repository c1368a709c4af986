"""您是不是要找: what a mistyped query may have meant."""

from pathlib import Path
from threading import Event
from typing import Any

import pytest

from app.search import Searcher, SearchRequest, reindex
from app.search.engines import EngineName
from app.search.memory import give_back
from app.search.spelling import Name, Speller
from app.settings import Settings
from app.text.unseen import seen
from tests.search import city, samples
from tests.search.shelved import Make

SPELLER = Speller(
    [
        ("停车", 90),
        ("停车泊位", 20),
        ("小区", 80),
        ("老旧小区", 30),
        ("养老", 50),
        ("chinagoods", 5),
        ("市场", 40),
        ("孤例", 1),
        ("晓趣", 2),
    ],
    [
        Name("朱婷婷", "zhu ting ting", 3),
        Name("单立文", "shan li wen", 1),
        Name("古丽娜尔·艾山", "gu li na er ai shan", 2),
        Name("市人力资源和社会保障局", "shi ren li zi yuan he she hui bao zhang ju", 4),
        Name("王伟（女）", "wang wei", 1),
        Name("林无声", "lin wu sheng", 0),
    ],
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("听车", "停车"),  # sounds alike
        ("听车？", "停车"),  # what stands around it is no part of it
        ("听车,", "停车"),
        ("“听车”", "停车"),
        ("停车汽位", "停车泊位"),  # one character wrong
        ("停泊车位", "停车泊位"),  # two the other way round
        ("停车位", "停车泊位"),  # one too few
        ("停车场泊位", "停车泊位"),  # one too many
        ("老旧小趣", "老旧小区"),
        ("改造 老久小区", "改造 老旧小区"),
        ("Chinagods", "chinagoods"),
        ("朱亭亭", "朱婷婷"),  # a name, however few records it has
        ("朱停停 停車", "朱婷婷 停车"),
        ("善立文", "单立文"),  # as the surname is spoken
        ("丹立文", "单立文"),  # and as the character is elsewhere
        ("古丽娜尔·爱山", "古丽娜尔·艾山"),
        ("古丽娜而·艾山", "古丽娜尔·艾山"),
        ("市人力资源和社会保帐局", "市人力资源和社会保障局"),
        ("ZTT", "朱婷婷"),
        ("ztt 小区", "朱婷婷 小区"),
        ("zhu tingting", "朱婷婷"),
        ("ZhuTingting", "朱婷婷"),
        ("小区 zhu ting ting", "小区 朱婷婷"),
        ("王韦", "王伟"),
        ("部门:市人力资源和社会保帐局", "部门:市人力资源和社会保障局"),  # inside a field
        ("发言人：朱亭亭 停車", "发言人：朱婷婷 停車"),  # the rest as typed
        ("听车 -收费", "停车 -收费"),
        ("听车 -收费!", "停车 -收费!"),
        ("［听车］", "［停车］"),
        ("(听车 OR 小区) 年份:2024", "(停车 OR 小区) 年份:2024"),
        ("停车，小趣", "停车，小区"),
        ("听车，小区", "停车，小区"),
        ("晓趣", "小区"),  # the archive has both, one of them far more often
    ],
)
def test_what_is_meant(typed: str, meant: str) -> None:
    assert meant in SPELLER.candidates(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "停车",
        "停工",
        "停工 -听车",
        "停工 NOT 部门:听车",
        "停工 -听车！",
        "",
        "。",
        "谷例",
        "停",
        "ab",
        "2024",
        "林无生",
        "zt",
        "zhuting",
    ],
)
def test_nothing_else_is_meant(typed: str) -> None:
    assert SPELLER.candidates(typed) == []


@pytest.mark.parametrize("typed", ["老旧小趣", "老就小区"])
def test_where_something_sounds_alike_no_character_is_dropped_or_kept_wrong(typed: str) -> None:
    found = SPELLER.candidates(typed)
    assert found[0] == "老旧小区"
    assert {len(other) for other in found} == {4}


def test_engines_know_their_words(make: Make, name: EngineName) -> None:
    engine = make("words")
    engine.write(samples.records())
    words = dict(engine.words(1000))
    holding = sum("停车" in seen(record.text) for record in samples.records())
    assert words["停车"] == holding > 1
    assert words["建议"] > 1
    most = max(words.values())
    assert [count for _, count in engine.words(1)] == [most]


def test_what_is_no_query_is_not_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A body that there is not would be read as words, which find more."""
    settings = Settings(data=tmp_path, search="whoosh", segmenter="jieba", seeds=tmp_path)
    _index_a_city(settings)
    monkeypatch.setattr(Speller, "candidates", lambda *_: ["机构:建设"])
    assert Searcher(settings).search(SearchRequest(q="机构:人大 剑设")).meant == ()


def _index_a_city(settings: Settings) -> None:
    with city.session() as session:
        row = session.get_one(city.Record, "s1")
        row.text = "我局将建设海外仓库，办好关键小事。"
        session.add(row)
        city.raise_generation(session)
        reindex(session, settings)


def test_only_wordings_that_find_more_are_offered(tmp_path: Path, name: EngineName) -> None:
    settings = Settings(data=tmp_path, search=name, segmenter="jieba", seeds=tmp_path)
    _index_a_city(settings)
    searcher = Searcher(settings)
    assert searcher.search(SearchRequest(q="海外苍")).total == 0
    assert "海外仓" not in searcher.search(SearchRequest(q="海外仓")).meant
    asked = SearchRequest(q="剑设")
    assert searcher.search(asked).meant == ("建设",)
    assert searcher.search(SearchRequest(q="剑设", filters={"year": "1999"})).meant == ()
    assert searcher.search(SearchRequest(q="剑设", page=2)).meant == ()


def test_what_a_record_prints_is_not_mistyped(
    tmp_path: Path, name: EngineName, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that a record prints otherwise may be, under a filter or not."""
    settings = Settings(data=tmp_path, search=name, segmenter="jieba", seeds=tmp_path)
    _index_a_city(settings)
    searcher = Searcher(settings)
    monkeypatch.setattr(Speller, "candidates", lambda *_: ["建设"])
    for printed in ("办好关键小事", "“办好关键小事”"):
        assert searcher.search(SearchRequest(q=printed)).meant == ()
        assert searcher.search(SearchRequest(q=printed, filters={"year": "1999"})).meant == ()
    assert searcher.search(SearchRequest(q="办好关键大事")).meant == ("建设",)


def test_a_search_does_not_wait_for_other_wordings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They come with a later search, when they are known."""
    may, make = Event(), Speller.__init__

    def slowly(*arguments: Any) -> None:
        may.wait(60)
        make(*arguments)

    monkeypatch.setattr(Speller, "__init__", slowly)
    settings = Settings(data=tmp_path, search="whoosh", segmenter="jieba", seeds=tmp_path)
    _index_a_city(settings)
    searcher = Searcher(settings, patience=0.01)
    assert searcher.search(SearchRequest(q="剑设")).meant == ()
    may.set()
    searcher._patience = 60
    assert searcher.search(SearchRequest(q="剑设")).meant == ("建设",)


def test_after_a_change_the_former_wordings_are_offered_until_the_new_ones_are_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(data=tmp_path, search="whoosh", segmenter="jieba", seeds=tmp_path)
    _index_a_city(settings)
    searcher, may, make = Searcher(settings), Event(), Speller.__init__
    assert searcher.search(SearchRequest(q="剑设")).meant == ("建设",)

    def slowly(*arguments: Any) -> None:
        may.wait(60)
        make(*arguments)

    monkeypatch.setattr(Speller, "__init__", slowly)
    _index_a_city(settings)
    assert searcher.search(SearchRequest(q="剑设")).meant == ("建设",)
    may.set()


def test_what_searches_need_is_begun_before_the_first_one(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, search="whoosh", segmenter="jieba", seeds=tmp_path)
    Searcher(settings).prepare()  # without an index nothing is to be begun, and nothing is said
    _index_a_city(settings)
    searcher, begun = Searcher(settings), Event()
    searcher._make_speller = lambda *_: begun.set()  # type: ignore[method-assign]
    searcher.prepare()
    assert begun.wait(60)


def test_the_memory_that_all_words_took_is_given_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = Event()
    monkeypatch.setattr("app.search.searcher.give_back", lambda: (give_back(), given.set()))
    settings = Settings(data=tmp_path, search="whoosh", segmenter="jieba", seeds=tmp_path)
    _index_a_city(settings)
    assert Searcher(settings).search(SearchRequest(q="剑设")).meant == ("建设",)
    assert given.wait(60)
