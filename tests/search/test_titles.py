"""The titles of documents are looked through by the tree of the query, as the index is."""

from pathlib import Path

import pytest
from sqlmodel import Session

from app.archive.models import Document
from app.search import Searcher, SearchRequest, reindex
from app.search.analysis import Analyzer
from app.search.engines import EngineName
from app.search.query import parse
from app.search.synonyms import Synonyms
from app.search.titles import Title, Titles
from app.settings import Settings
from tests.search import city


def title(key: str, name: str, date: int, body: str, meeting: str = "") -> Title:
    facets = {"body": body, "year": str(date // 10_000), "meeting": meeting and "m1"}
    return Title(key, name, meeting, date, facets)


TITLES = Titles(
    [
        title("d1", "“小事”不小：代表問政实录\n聚焦停车收费", 20250711, "npc", "第三次会议"),
        title("d2", "停车收费新规印发", 20240100, "government"),
        title("d3", "收费站的一天", 20240203, ""),
        title("d4", "Chinagoods 2.0版上线", 20230000, "government"),
    ]
)
SYNONYMS = Synonyms([("泊车", "停车")])


@pytest.mark.parametrize(
    ("q", "keys"),
    [
        ("停车", "d1 d2"),
        ("停車收費", "d1 d2"),
        ("“停车收费”", "d1 d2"),
        ("收费 停车", "d1 d2"),
        ("收费停车", "d1 d2"),
        ("“收费停车”", ""),
        ("收费 -停车", "d3"),
        ("新规 OR 一天", "d2 d3"),
        ("（新规 OR 一天）收费", "d2 d3"),
        ("不小：代表", "d1"),
        ("“实录聚焦”", ""),
        ("CHINAGOODS2.0", "d4"),
        ("泊车", "d1 d2"),
        ("题名:收费", "d1 d2 d3"),
        ("标题:新规", "d2"),
        ("会议:第三次 停车", "d1"),
        ("机构:政府 停车", "d2"),
        ("年份:2024 收费", "d2 d3"),
        ("日期:2024-02 收费", "d3"),
        ("部门:商务局 停车", ""),
        ("类型:提问 停车", ""),
        ("没有这样的话", ""),
    ],
)
def test_which_titles_are_meant(analyzer: Analyzer, q: str, keys: str) -> None:
    assert TITLES.keys(parse(q, analyzer, SYNONYMS).tree, {}) == tuple(keys.split())


@pytest.mark.parametrize(
    ("filters", "keys"),
    [
        ({"body": "npc"}, "d1"),
        ({"year": "2024"}, "d2 d3"),
        ({"year": "2024", "body": "government"}, "d2"),
        ({"meeting": "m1"}, "d1"),
        ({"kind": "speech"}, ""),
        ({"person": "p1", "year": "2024"}, ""),
    ],
)
def test_titles_under_filters(analyzer: Analyzer, filters: dict[str, str], keys: str) -> None:
    assert TITLES.keys(parse("收费", analyzer).tree, filters) == tuple(keys.split())


@pytest.fixture
def archive(tmp_path: Path, name: EngineName) -> tuple[Session, Searcher]:
    settings = Settings(data=tmp_path, search=name, segmenter="jieba", seeds=tmp_path)
    session = city.session(tmp_path / "archive.sqlite3")
    news = Document(key="news", source_sha256="a" * 64, position=9, genre="article", year=2025)
    news.title = "临沅新设停车楼"
    session.add(news)
    city.raise_generation(session)
    reindex(session, settings)
    return session, Searcher(settings, sessions=lambda: Session(session.get_bind()))


def test_titles_stand_beside_the_records_and_count_for_nothing(archive: tuple[Session, Searcher]) -> None:
    found = archive[1].search(SearchRequest(q="停车"))
    assert (found.keys, found.total, found.titled) == (("s1",), 1, ("news",))
    assert archive[1].search(SearchRequest(q="停车", page=2)).titled == ()
    assert archive[1].search(SearchRequest(q="年份:2025")).titled == ()
    assert archive[1].search(SearchRequest(filters={"year": "2025"})).titled == ()


def test_a_changed_archive_is_noticed(archive: tuple[Session, Searcher]) -> None:
    session, searcher = archive
    assert searcher.search(SearchRequest(q="公交")).titled == ()
    row = session.get_one(Document, "news")
    row.title = "临沅新设公交站"
    session.add(row)
    city.raise_generation(session)
    reindex(session, searcher._settings)
    assert searcher.search(SearchRequest(q="公交")).titled == ("news",)
    assert searcher.search(SearchRequest(q="停车楼")).titled == ()


def test_half_a_title_finds_the_records_of_the_document(archive: tuple[Session, Searcher]) -> None:
    found = archive[1].search(SearchRequest(q="第十届人民代表大会"))
    assert set(found.keys) == {"q1", "a1", "a2"}
    assert found.titled == ()
