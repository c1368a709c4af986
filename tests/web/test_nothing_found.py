"""The search page where nothing is found: what it offers instead, and what the archive covers."""

import re
from html import unescape
from pathlib import Path

from app.archive.db import migrate, open_engine
from app.main import create_app
from app.settings import Settings
from tests.web.client import Client
from tests.web.found import links, total


def test_nothing_found_says_what_to_try(client: Client) -> None:
    html = client.page("/search?q=天外飞仙&body=npc")
    assert "没有找到“天外飞仙”" in html
    assert "/search?q=%E5%A4%A9%E5%A4%96%E9%A3%9E%E4%BB%99" in links(html)
    assert "/coverage" in html


def nothing_found(html: str) -> str:
    """The part of a page without hits that says so."""
    return html[html.index('class="empty"') :].split("</section>")[0]


def tries(html: str) -> dict[str, tuple[str, int]]:
    """Label → (address, hits promised) of what a page without hits offers."""
    offered = nothing_found(html).split("可以试试")[1].split("</ul>")[0]
    found = re.findall(r'<a href="([^"]+)">([^<]+)</a><span class="count">(\d+) 篇', offered)
    return {label: (unescape(url), int(count)) for url, label, count in found}


def test_nothing_found_offers_to_drop_each_filter_by_itself(client: Client) -> None:
    offered = tries(client.page("/search?q=停车&year=1999&body=government"))
    assert list(offered) == ["去掉“年份：1999年”", "不限任何条件"]
    for url, count in offered.values():
        assert total(client.page(url)) == count
    assert "可以试试" not in client.page("/search?q=天外飞仙")


def test_nothing_found_offers_fewer_words_with_their_counts(client: Client) -> None:
    html = client.page("/search?q=停车 道路 火星&body=npc")
    said = nothing_found(html)
    assert re.search(r"<strong>停车</strong></span><span class=\"count\">单独查有 \d+ 篇", said)
    assert '<strong>火星</strong></span><span class="count">单独查也没有' in said
    assert "只在 <strong>机构：人大</strong> 中查" in said
    offered = tries(html)
    assert "少一个词：停车 道路" in offered
    for url, count in offered.values():
        assert total(client.page(url)) == count
    quoted = tries(client.page("/search?q=“停车道路”"))
    assert "去掉引号，不求一字不差" in quoted


def test_nothing_found_says_how_each_term_was_read(client: Client) -> None:
    said = nothing_found(client.page("/search?q=部门:火星局 “火星移民” -人大 停车"))
    for how in ("在“部门”里", "一字不差", "不含"):
        assert f'<span class="post">{how}</span>' in said


def test_nothing_found_says_what_the_archive_covers(client: Client) -> None:
    said = nothing_found(client.page("/search?q=天外飞仙")).split("库中有什么")[1]
    for body in ("npc", "cppcc", "government"):
        (count,) = re.findall(rf'<a href="/search\?body={body}">(\d+) 篇</a>', said)
        assert int(count) == total(client.page(f"/search?body={body}"))
    assert re.search(r"20\d\d(—20\d\d)?年", said)


def test_without_an_index_the_page_says_so(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, search="whoosh", segmenter="jieba")
    engine = open_engine(settings)
    migrate(engine)
    engine.dispose()
    client = Client(create_app(settings))
    assert "yishilu reindex" in client.page("/search?q=停车", 503)
    unanswered = client.get("/api/v1/search?q=停车")
    assert unanswered.status_code == 503
    assert "yishilu reindex" in unanswered.json()["detail"]
    assert "库中还没有文献" in client.page("/")
    for address in ("/documents", "/delegates", "/departments", "/plans", "/coverage", "/search"):
        client.page(address)
    ready = client.get("/readyz")
    assert ready.status_code == 503
    assert ready.json()["database"] == "ok"
    assert "reindex" in ready.json()["index"]
