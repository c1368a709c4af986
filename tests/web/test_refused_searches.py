"""Searches that are refused or read otherwise than typed, and how that is said."""

from urllib.parse import unquote

import pytest

from tests.web.client import Client
from tests.web.found import hits


def test_pages_that_cannot_be_are_refused_and_pages_beyond_the_end_are_empty(client: Client) -> None:
    beyond = client.page("/search?body=npc&page=2")
    assert hits(beyond) == []
    assert 'href="/search?body=npc">回到第一页' in beyond
    for page in ("0", "-1", "abc", "9" * 20, "²"):
        assert client.get(f"/search?body=npc&page={page}").status_code == 400, page


@pytest.mark.parametrize("wrong", ["body=senate", "kind=poem", "year=99", "sort=best", "year=２０２５年"])
def test_a_filter_that_cannot_be_is_refused_in_words(client: Client, wrong: str) -> None:
    html = client.page(f"/search?q=停车&{wrong}", 400)
    assert "没有“" in html


def test_empty_parameters_mean_nothing(client: Client) -> None:
    assert hits(client.page("/search?q=停车&body=&kind=&year=&page=&sort=")) == hits(
        client.page("/search?q=停车")
    )


def test_a_query_that_is_too_long_is_refused_in_words(client: Client) -> None:
    assert "请缩短" in client.page("/search?q=" + "停" * 300, 400)


@pytest.mark.parametrize("parameter", ["q", "person", "literal"])
def test_of_what_is_too_long_the_page_shows_no_more_than_may_be_asked(client: Client, parameter: str) -> None:
    html = client.page(f"/search?q=停&{parameter}=" + "a" * 20_000, 400)
    assert "a" * 100 in html
    assert len(html) < 15_000


def test_a_malformed_query_is_searched_as_words_and_the_page_says_so(client: Client) -> None:
    html = client.page("/search?q=(停车")
    assert 'class="notice"' in html
    assert hits(html)


@pytest.mark.parametrize("q", ["%20", "%E2%80%8B", "%EF%BB%BF%20%E2%80%8D"])
def test_a_query_of_nothing_visible_is_none(client: Client, q: str) -> None:
    assert hits(client.page(f"/search?q={q}")) == hits(client.page("/search?q="))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("q=" + "(" * 21 + "停", "括号最多"),
        ("q=停%00车", "控制字符"),
        ("q=" + "+".join("停" * 21), "最多查20个词"),
        ("q=" + "*" * 150, "只有符号"),
        ("q=停&page=501", "1 到 500 之间"),
        ("q=停&page=0", "1 到 500 之间"),
        ("q=停&person=" + "p" * 99, "重新选择"),
        ("q=停&similar=" + "p" * 99, "重新选择"),
    ],
)
def test_what_is_out_of_bounds_is_refused_in_words(client: Client, wrong: str, says: str) -> None:
    assert says in client.page(f"/search?{wrong}", 400)
    assert says in client.get(f"/api/v1/search?{wrong}").json()["detail"]


@pytest.mark.parametrize("unseen", ["%E2%80%AE", "%1B", "%C2%9F", "%EF%BF%B9", "%F3%A0%84%80"])
def test_what_shows_nothing_is_neither_looked_for_nor_shown(client: Client, unseen: str) -> None:
    html = client.page(f"/search?q=停{unseen}车")
    assert hits(html) == hits(client.page("/search?q=停车"))
    assert hits(html)
    assert unquote(unseen) not in html
    assert client.get(f"/api/v1/search?q=停{unseen}车").json()["hits"]


@pytest.mark.parametrize("wrong", ["q=停&page=0", "q=停%00车"])
def test_a_refused_export_as_json_is_told_in_json(client: Client, wrong: str) -> None:
    answer = client.get(f"/search.json?{wrong}")
    assert (answer.status_code, list(answer.json())) == (400, ["detail"])


def test_a_wildcard_is_explained(client: Client) -> None:
    html = client.page("/search?q=停车*")
    assert "已当作空格" in html
    assert hits(html)
