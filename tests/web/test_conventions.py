"""What browsers, feed readers and search engines expect of a site."""

import json
import re
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from app.main import create_app
from app.settings import Settings
from app.web.diff import diff
from app.web.sitemap import SIZE
from tests.web.city import HOSTILE, City
from tests.web.classes import classes, in_templates, unseen
from tests.web.client import SITE, Client
from tests.web.test_pages import all_pages

ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def test_every_page_is_tagged_and_sent_once(client: Client, rows: City) -> None:
    for name, address in all_pages(rows).items():
        first = client.get(address)
        etag = first.headers["ETag"]
        assert first.headers["Cache-Control"] == "no-cache", name
        for known in (etag, f'"other", {etag}', etag.removeprefix("W/"), "*"):
            again = client.get(address, headers={"If-None-Match": known})
            assert (again.status_code, again.content) == (304, b""), (name, known)
            assert again.headers["ETag"] == etag
            assert "Content-Length" not in again.headers
            assert "Content-Security-Policy" in again.headers
        changed = client.get(address, headers={"If-None-Match": 'W/"other"'})
        assert (changed.status_code, changed.content) == (200, first.content), name


def test_the_original_is_not_sent_again_either(client: Client, rows: City) -> None:
    address = f"/sources/{rows.source.sha256}/original"
    etag = client.get(address).headers["ETag"]
    answer = client.get(address, headers={"If-None-Match": etag})
    assert (answer.status_code, answer.content) == (304, b"")


def test_feeds_sitemaps_and_exports_are_sent_once(client: Client, rows: City) -> None:
    of_each = (f"/delegates/{rows.npc_person.key}.atom", f"/departments/{rows.bureau.key}.atom")
    found = [f"/search.{form}?q=停车" for form in ("atom", "csv", "xlsx", "json")]
    others = ("/newest.atom", "/sitemap.xml", "/sitemaps/records-1.xml", "/robots.txt", "/opensearch.xml")
    tags = set()
    for address in (*of_each, *found, *others):
        etag = client.get(address).headers["ETag"]
        again = client.get(address, headers={"If-None-Match": etag})
        assert (again.status_code, again.content) == (304, b""), address
        tags.add(etag)
    assert len(tags) == len(of_each) + len(found) + len(others)
    assert client.get("/search.csv?q=停").headers["ETag"] not in tags


def test_errors_have_no_tag(client: Client) -> None:
    for address in ("/nowhere", "/r/zzzzz-zzzzz", "/delegates?body=senate"):
        answer = client.get(address, headers={"If-None-Match": "*"})
        assert answer.status_code >= 400
        assert "ETag" not in answer.headers


def test_canonical_address_and_open_graph_agree_and_are_absolute(client: Client, rows: City) -> None:
    found: dict[str, str] = {}
    for name, address in all_pages(rows).items():
        html = client.page(address)
        if address.startswith("/search"):
            assert '<meta name="robots" content="noindex' in html
            assert '<meta property="og:title" content="' in html, "links to searches are sent around"
            continue
        canonical = re.findall(r'<link rel="canonical" href="([^"]+)">', html)
        assert len(canonical) == 1, name
        assert canonical[0].startswith(f"{SITE}/"), name
        assert f'<meta property="og:url" content="{canonical[0]}">' in html
        assert '<meta name="description" content="' in html, name
        assert client.get(canonical[0].removeprefix(SITE).replace("&amp;", "&")).status_code == 200, name
        found[canonical[0]] = name
    assert len(found) == len(all_pages(rows)) - 3  # the states of the search


def test_json_ld_is_json_and_says_what_the_page_is_about(client: Client, rows: City) -> None:
    kinds: dict[str, set[str]] = {}
    for name, address in all_pages(rows).items():
        blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', client.page(address))
        said = [json.loads(block) for block in blocks]
        kinds[name] = {thing["@type"] for one in said for thing in one["@graph"]}
        assert all(one["@context"] == "https://schema.org" for one in said)
        for one in said:
            assert not re.search(r'"url": ?"/', json.dumps(one)), name
        if name not in ("home", "search help", "hits", "no hits"):
            assert "BreadcrumbList" in kinds[name], name
    assert kinds["exchange"] >= {"QAPage"}
    assert kinds["answer"] >= {"Answer"}
    assert kinds["delegate"] >= {"ProfilePage"}
    assert kinds["meeting"] >= {"Event"}
    assert kinds["home"] == {"WebSite"}


def test_hostile_words_do_not_leave_the_json(client: Client, rows: City) -> None:
    html = client.page(f"/r/{rows.hostile.key}")
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert block
    assert HOSTILE in json.loads(block[1])["@graph"][0]["name"]
    assert "<" not in block[1]


@pytest.mark.parametrize("of", ["newest", "delegate", "department"])
def test_feeds_are_atom_and_pages_name_them(client: Client, rows: City, of: str) -> None:
    page = {"newest": "/", "delegate": f"/delegates/{rows.npc_person.key}"}.get(
        of, f"/departments/{rows.bureau.key}"
    )
    address = "/newest.atom" if of == "newest" else f"{page}.atom"
    assert 'type="application/atom+xml" title="议事录' in client.page(page)
    assert f'href="{address}"' in client.page(page)
    answer = client.get(address)
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    feed = etree.fromstring(answer.content)
    assert feed.findtext("a:id", namespaces=ATOM) == SITE + address
    links = {link.get("rel"): link.get("href") for link in feed.findall("a:link", ATOM)}
    assert links == {"self": SITE + address, "alternate": SITE + page}
    ids = [entry.findtext("a:id", namespaces=ATOM) for entry in feed.findall("a:entry", ATOM)]
    assert len(ids) == len(set(ids)) >= 1
    for entry in feed.findall("a:entry", ATOM):
        link = entry.findtext("a:id", namespaces=ATOM) or ""
        assert client.get(link.removeprefix(SITE)).status_code == 200
        assert entry.findtext("a:title", namespaces=ATOM)
        assert entry.findtext("a:summary", namespaces=ATOM)
        datetime.fromisoformat(entry.findtext("a:updated", namespaces=ATOM) or "")


def test_feeds_of_what_is_not_there_are_not_found(client: Client) -> None:
    for address in ("/delegates/zzzzz-zzzzz.atom", "/departments/x.atom"):
        assert client.get(address).status_code == 404


def test_the_sitemap_names_every_page_once(client: Client, rows: City) -> None:
    index = etree.fromstring(client.get("/sitemap.xml").content)
    parts = [loc.text or "" for loc in index.findall("s:sitemap/s:loc", MAP)]
    addresses: list[str] = []
    for part in parts:
        urls = etree.fromstring(client.get(part.removeprefix(SITE)).content)
        inside = [loc.text or "" for loc in urls.findall("s:url/s:loc", MAP)]
        assert 1 <= len(inside) <= SIZE
        addresses += inside
    assert len(addresses) == len(set(addresses))
    for row in (rows.speech, rows.section):
        assert f"{SITE}/r/{row.key}" in addresses
    assert f"{SITE}/plans/{rows.plan.key}" in addresses
    assert f"{SITE}/meetings/{rows.inquiry.key}" in addresses
    assert all(client.get(address.removeprefix(SITE)).status_code == 200 for address in addresses)
    for wrong in ("records-0", "records-99", "records-01", "nothing-1", "pages-2", "records-一"):
        assert client.get(f"/sitemaps/{wrong}.xml").status_code == 404, wrong


def test_the_sitemap_is_split(client: Client, rows: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.web.sitemap.SIZE", 3)
    index = etree.fromstring(client.get("/sitemap.xml").content)
    parts = [loc.text or "" for loc in index.findall("s:sitemap/s:loc", MAP) if "records" in (loc.text or "")]
    assert len(parts) >= 4
    seen = [
        loc.text
        for part in parts
        for loc in etree.fromstring(client.get(part.removeprefix(SITE)).content).findall("s:url/s:loc", MAP)
    ]
    assert len(seen) == len(set(seen)) > 9


def test_robots_and_opensearch_lead_to_the_site(client: Client) -> None:
    robots = client.get("/robots.txt").text
    assert f"Sitemap: {SITE}/sitemap.xml" in robots
    assert "Disallow: /search\n" in robots
    description = etree.fromstring(client.get("/opensearch.xml").content)
    url = description.find("{*}Url[@type='text/html']")
    assert url is not None
    template = url.get("template") or ""
    assert client.get(template.removeprefix(SITE).replace("{searchTerms}", "停车")).status_code == 200
    assert '<link rel="search" type="application/opensearchdescription+xml"' in client.page("/coverage")


def test_a_wrong_address_with_words_in_it_searches_for_them(client: Client, rows: City) -> None:
    for address in ("/停车收费", "/wiki/停车收费.html", "/r/停车收费"):
        html = client.page(address, 404)
        assert f'href="/r/{rows.party_speech.key}"' in html
        assert 'value="停车收费"' in html
    html = client.page("/量子纠缠", 404)
    assert 'value="量子纠缠"' in html
    assert "在库中有" not in html


def test_the_original_stands_beside_the_record(client: Client, rows: City) -> None:
    html = client.page(f"/r/{rows.speech.key}/original")
    assert re.search(r"<mark>[^<]+</mark>", html)
    assert "老城区停车泊位缺口较大。" in html
    assert f'href="/r/{rows.speech.key}/original"' in client.page(f"/r/{rows.speech.key}")


def test_what_changed_between_two_wordings_is_shown(client: Client, rows: City) -> None:
    html = client.page(f"/r/{rows.speech.key}@1")
    assert "与现行文字的不同" in html
    assert "<del>" in html
    assert "<ins>" in html
    assert "与现行文字的不同" not in client.page(f"/r/{rows.speech.key}")


WORDS = st.text(alphabet="停车泊位，。；\n", max_size=40)


@given(WORDS, WORDS)
def test_a_diff_holds_both_wordings(old: str, new: str) -> None:
    changes = diff(old, new)
    assert "".join(change.text for change in changes if change.op != "added") == old
    assert "".join(change.text for change in changes if change.op != "removed") == new
    assert (old == new) == all(change.op == "same" for change in changes)


def test_the_patterns_are_served_in_development_only(client: Client, settings: Settings, rows: City) -> None:
    assert client.get("/_patterns").status_code == 404
    developing = Client(create_app(settings.model_copy(update={"debug": True})))
    html = developing.page("/_patterns")
    assert unseen(in_templates(), classes(html)) == set()
    for name, address in all_pages(rows).items():
        assert unseen(classes(client.page(address)), classes(html)) == set(), name
    assert unseen({"tabs", "tab-of-nothing*"}, classes(html)) == {"tab-of-nothing*"}
    for part in ("<ins>", "<dialog", "role-unread", "kind-question", "depth-5"):
        assert part in html
    places = re.findall(r'\sid="([^"]+)"', html)
    assert [place for place in places if places.count(place) > 1] == []


def test_coverage_says_in_chinese_why_a_file_was_not_read(client: Client, rows: City) -> None:
    html = client.page("/coverage")
    assert "坏.txt" in html
    assert "文件里没有文字" in html
    assert '<span lang="en">the file holds no text' in html


def test_what_is_put_in_before_the_last_stop_is_all_that_a_diff_names() -> None:
    before, more = "按规定办理。\n请予支持。\n", "，并向社会公开办理的结果"
    after = before.replace("办理。", f"办理{more}。")
    assert [(change.op, change.text) for change in diff(before, after) if change.op != "same"] == [
        ("added", more)
    ]
    assert [change.op for change in diff("甲乙丙丁戊。\n", "甲乙己丙庚丁戊。\n")].count("removed") == 1


def test_the_help_page_says_of_itself_what_others_do_and_hits_name_their_address(client: Client) -> None:
    html = client.page("/help")
    assert f'<link rel="canonical" href="{SITE}/help">' in html
    assert '<meta property="og:title" content="检索帮助">' in html
    assert 'aria-label="位置"' in html
    assert '"BreadcrumbList"' in html
    assert 'content="noindex' not in html
    hits = client.page("/search?q=停车")
    assert '<link rel="canonical" href="http://archive.test/search?q=' in hits
    assert 'content="noindex, follow"' in hits
