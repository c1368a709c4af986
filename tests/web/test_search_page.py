"""The search page: filters, addresses, paging, facets and the trend."""

import re
from html import unescape
from pathlib import Path

import pytest

from tests.web.city import City
from tests.web.client import Client
from tests.web.found import hits, links, total
from tests.web.large import build


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


def test_what_is_said_of_partial_hits_is_of_those_that_are_listed(client: Client) -> None:
    everywhere = client.page("/search?q=停车火星")
    counts = re.search(r"含全部词语的有 (\d+) 篇；另有 (\d+) 篇只含其中一些", everywhere)
    assert counts
    assert total(everywhere) == sum(map(int, counts.groups()))
    narrowed = client.page("/search?q=停车火星&body=cppcc")
    assert "另有 1 篇只含其中一些" in narrowed
    assert total(narrowed) == 1
    none_listed = client.page("/search?q=停车火星&year=1999")
    assert "没有找到" in none_listed
    assert "只含其中一些" not in none_listed


def test_a_result_can_be_subscribed_to_and_taken_away_from_the_top(client: Client) -> None:
    html = client.page("/search?q=停车&body=npc")
    head, body = html.split("</head>")
    feed = re.search(
        r'<link rel="alternate" type="application/atom\+xml" title="([^"]+)" href="(/search[^"]+)"', head
    )
    assert feed
    assert feed[1] == "检索：停车 人大"
    assert client.get(unescape(feed[2])).headers["content-type"].startswith("application/atom+xml")
    above = body.split('class="hits"')[0]
    assert re.findall(r'href="/search\.(\w+)\?', above) == ["xlsx", "csv", "json", "atom"]
    assert 'href="/coverage">收录范围</a>' in above.split("</header>")[1]
    assert "/search.atom" not in client.page("/search")


def test_all_bodies_have_their_count_and_narrow_screens_a_way_to_the_facets(client: Client) -> None:
    page = client.page("/search?q=停车")
    assert f'全部<span class="count">{total(page)}</span>' in page
    assert 'href="#facets"' in page
    assert 'id="facets"' in page


def test_the_json_says_what_else_was_looked_for_or_may_have_been_meant(client: Client) -> None:
    found = client.get("/api/v1/search?q=人大").json()
    assert "人民代表大会" in found["widened"]["人大"]
    assert client.get("/api/v1/search?q=人大&literal=人大").json()["widened"] == {}
    assert found["meant"] == []


def test_the_trend_leads_to_a_year_and_back(client: Client) -> None:
    def trend(html: str) -> str:
        return html.split('class="trend"')[1].split("</ol>")[0]

    drawn = trend(client.page("/search?q=停车&sort=oldest"))
    assert "/search?q=%E5%81%9C%E8%BD%A6&year=2024&sort=oldest" in links(drawn)
    years = [int(c + y) for c, y in re.findall(r'"century">(\d\d)</span>(\d\d)', drawn)]
    assert years == list(range(years[0], years[-1] + 1))
    assert sum(map(int, re.findall(r'class="count">(\d+)', drawn))) == total(client.page("/search?q=停车"))
    back = trend(client.page("/search?q=停车&year=2024"))
    assert "/search?q=%E5%81%9C%E8%BD%A6" in links(back)
    assert back.count("aria-current") == 1
