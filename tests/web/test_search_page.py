"""The search page: filters, addresses, paging, and what it says when it cannot answer."""

import re
from html import unescape
from pathlib import Path

import pytest

from app.archive.db import migrate, open_engine
from app.main import create_app
from app.settings import Settings
from tests.web.city import City
from tests.web.client import Client
from tests.web.large import build


def hits(html: str) -> list[str]:
    """The addresses of the hits, in order, without what the search adds to them."""
    return re.findall(r'<h2><a href="(/r/[^"?]+)', html)


def links(html: str) -> list[str]:
    return [unescape(link) for link in re.findall(r'href="(/search[^"]*)"', html)]


def test_a_search_finds_every_kind_of_record_and_marks_it(client: Client, rows: City) -> None:
    html = client.page("/search?q=停车")
    found = hits(html)
    for record in (rows.speech, rows.party_speech, rows.question, rows.answers[0]):
        assert f"/r/{record.key}" in found
    assert "<mark>停车</mark>" in html
    assert f"<strong>{len(found)}</strong> 篇" in html


def test_the_body_filter_leaves_only_that_body(client: Client, rows: City) -> None:
    assert hits(client.page("/search?q=停车&body=cppcc")) == [f"/r/{rows.party_speech.key}"]
    only_npc = hits(client.page("/search?q=停车&body=npc"))
    assert f"/r/{rows.party_speech.key}" not in only_npc
    assert f"/r/{rows.speech.key}" in only_npc


@pytest.mark.parametrize(
    ("filters", "name"),
    [("kind=answer", "answer"), ("year=2024&kind=question", "question"), ("body=government", "section")],
)
def test_other_filters(client: Client, rows: City, filters: str, name: str) -> None:
    html = client.page(f"/search?{filters}")
    kinds = {"answer": 3, "question": 2, "section": 6}
    assert len(hits(html)) == kinds[name]


def test_people_departments_and_parties_filter_by_key(client: Client, rows: City) -> None:
    assert hits(client.page(f"/search?person={rows.cppcc_namesake.key}")) == [f"/r/{rows.party_speech.key}"]
    assert f"/r/{rows.answers[0].key}" in hits(client.page(f"/search?dept={rows.bureau.key}"))
    page = client.page(f"/search?party={rows.party.key}")
    assert hits(page) == [f"/r/{rows.party_speech.key}"]
    assert "党派界别：民建云汀市委会" in page


def test_the_body_is_kept_on_every_way_on_from_a_result(client: Client) -> None:
    html = client.page("/search?q=停车&body=npc&sort=newest")
    assert '<input type="hidden" name="body" value="npc">' in html
    assert '<input type="hidden" name="sort" value="newest">' in html
    facets = html.split('class="facets"')[1]
    assert links(facets)
    assert all("body=npc" in link and "sort=newest" in link for link in links(facets))
    records = re.findall(r'<h2><a href="(/r/[^"]+)"', html)
    assert records
    assert all("body=npc" in record for record in records)


def test_a_chip_takes_its_filter_away_and_no_other(client: Client) -> None:
    html = client.page("/search?q=停车&body=npc&kind=speech")
    chips = html.split('class="chips"')[1].split("</p>")[0]
    assert links(chips)[0] == "/search?q=%E5%81%9C%E8%BD%A6&kind=speech"
    assert links(chips)[1] == "/search?q=%E5%81%9C%E8%BD%A6&body=npc"


def test_pages_follow_each_other_and_keep_the_filters(tmp_path: Path) -> None:
    client, _ = build(tmp_path, 6)
    page, found, pages = client.page("/search?q=停车&body=npc&kind=answer"), [], 1
    while True:
        found += hits(page)
        following = re.search(r'rel="next" href="([^"]*)"', page)
        if following is None:
            break
        pages += 1
        address = unescape(following[1])
        assert {"body=npc", "kind=answer", f"page={pages}"} <= set(address.split("?")[1].split("&"))
        page = client.page(address)
    assert pages == 2
    assert len(found) == len(set(found)) == 36


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


def test_a_malformed_query_is_searched_as_words_and_the_page_says_so(client: Client) -> None:
    html = client.page("/search?q=(停车")
    assert 'class="notice"' in html
    assert hits(html)


def test_nothing_found_says_what_to_try(client: Client) -> None:
    html = client.page("/search?q=天外飞仙&body=npc")
    assert "没有找到“天外飞仙”" in html
    assert "/search?q=%E5%A4%A9%E5%A4%96%E9%A3%9E%E4%BB%99" in links(html)
    assert "/coverage" in html


def test_without_an_index_the_page_says_so(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, search="whoosh", segmenter="jieba")
    engine = open_engine(settings)
    migrate(engine)
    engine.dispose()
    client = Client(create_app(settings))
    assert "yishilu reindex" in client.page("/search?q=停车", 503)
    assert client.get("/api/v1/search?q=停车").status_code == 503
    assert "库中还没有文献" in client.page("/")
    for address in ("/documents", "/delegates", "/departments", "/plans", "/coverage", "/search"):
        client.page(address)
    ready = client.get("/readyz")
    assert ready.status_code == 503
    assert ready.json()["database"] == "ok"
    assert "reindex" in ready.json()["index"]
