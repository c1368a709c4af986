"""What somebody talks about, told from what everybody says."""

from app.search.analysis import Analyzer
from app.search.keywords import keywords

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
