"""What somebody talks about, told from what everybody says."""

from functools import partial
from pathlib import Path

from app.archive import queries
from app.archive.db import session_factory
from app.search import Searcher, SearchRequest
from app.search.analysis import Analyzer
from app.search.keywords import keywords
from app.search.topics import FILLERS, is_topic
from tests.sample_archive import ingest_samples

TEXTS = [
    "建议发展知识产权，完善海外仓。",
    "知识产权与海外仓要一起建设，工作要加快。",
    "海外仓建设，2024年完成12个。",
]
ELSEWHERE = {"建议": 900, "发展": 800, "工作": 950, "建设": 700, "知识产权": 20, "海外": 60}
ELSEWHERE |= {"知识": 40, "产权": 60}


def frequencies(words: object) -> dict[str, int]:
    assert isinstance(words, list)
    return {word: ELSEWHERE.get(word, 2) for word in words}


def test_what_is_said_here_more_than_elsewhere_comes_first(analyzer: Analyzer) -> None:
    found = keywords(TEXTS, analyzer, 1000, frequencies, 5)
    assert found[0] in ("知识产权", "海外")
    assert "知识产权" in found
    assert not {"工作", "建设", "建议"} & set(found)


def test_parts_of_a_keyword_and_numbers_are_left_out(analyzer: Analyzer) -> None:
    found = keywords(TEXTS, analyzer, 1000, frequencies, 9)
    assert not {"知识", "产权", "2024", "12"} & set(found)
    assert len(keywords(TEXTS, analyzer, 1000, frequencies, 1)) == 1


def test_of_nothing_there_are_none(analyzer: Analyzer) -> None:
    assert keywords([], analyzer, 0, frequencies, 5) == ()
    assert keywords([""], analyzer, 10, lambda words: {}, 5) == ()


FILLER = """
    进一步 方面 一方面 他们 首先 如何 有没有 以下几点 有句 条龙 二十五年 几千元 一定 不好 之后 越来越 加强
    推进 提升 促进 工作 建议 问题 措施 水平 今年以来 第二个 平方米 他 近年来 刻不容缓
""".split()  # noqa: SIM905


def test_topics_are_words_that_people_would_search_for(analyzer: Analyzer) -> None:
    assert not [word for word in FILLER if is_topic(word, analyzer.dictionary)]
    terms = ("停车", "养老", "知识产权", "品牌出海", "幼儿园", "学校", "义务教育", "医保", "供应链")
    assert [word for word in terms if not is_topic(word, analyzer.dictionary)] == []


def test_the_topics_of_the_sample_archive(tmp_path: Path) -> None:
    settings, engine = ingest_samples(tmp_path)
    searcher = Searcher(settings)
    with session_factory(engine)() as session:
        texts = {
            row.person.key: queries.person_texts(session, row.person.key, 200)
            for row in queries.people(session)
        }
    engine.dispose()
    topics = {key: searcher.keywords(key, partial(texts.__getitem__, key), 10) for key in texts}
    every = {word for them in topics.values() for word in them}
    assert not every & {*FILLER, *FILLERS}
    assert {"家庭医生", "课后服务", "营商环境", "中小企业"} <= every
    assert all(len(them) >= 5 for them in topics.values())
    assert all(searcher.search(SearchRequest(q=word)).total for word in sorted(every)[::10])
    searcher.close()
