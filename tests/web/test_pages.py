"""What holds for every page: it stands alone, is safe, and says what it is."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest

from app.settings import ROOT
from tests.web.city import HOSTILE, City
from tests.web.client import SITE, Client

_EVENT = re.compile(r"on[a-z]+")


def all_pages(rows: City) -> dict[str, str]:
    """One address of each page type, and of what is special in it."""
    return {
        "home": "/",
        "search help": "/search",
        "hits": "/search?q=停车",
        "no hits": "/search?q=没有这种话",
        "documents": "/documents",
        "documents narrowed": "/documents?body=npc&genre=qa",
        "speeches": f"/documents/{rows.speeches.key}",
        "questions": f"/documents/{rows.qa.key}",
        "untitled": f"/documents/{rows.untitled.key}",
        "speech": f"/r/{rows.speech.key}",
        "older wording": f"/r/{rows.speech.key}@1",
        "hostile": f"/r/{rows.hostile.key}",
        "answer": f"/r/{rows.answers[0].key}",
        "section": f"/r/{rows.section.key}",
        "exchange": f"/qa/{rows.question.key}",
        "delegates": "/delegates",
        "delegate": f"/delegates/{rows.npc_person.key}",
        "departments": "/departments",
        "department": f"/departments/{rows.bureau.key}",
        "party": f"/departments/{rows.party.key}",
        "plans": "/plans",
        "plan": f"/plans/{rows.plan.key}",
        "source": f"/sources/{rows.source.sha256}",
        "coverage": "/coverage",
        "meetings": "/meetings",
        "meeting": f"/meetings/{rows.inquiry.key}",
        "beside": f"/r/{rows.speech.key}/original",
    }


class Markup(HTMLParser):
    """Collects what a page loads and leads to, its ids, and anything inline."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.ids: list[str] = []
        self.inline: list[str] = []
        self.title = ""
        self._in_title = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self._in_title = tag == "title"
        self.addresses += [said[name] or "" for name in ("href", "src", "action") if name in said]
        self.ids += [said["id"] or ""] if "id" in said else []
        self.inline += [name for name in said if name == "style" or _EVENT.fullmatch(name)]
        is_data = said.get("type") == "application/ld+json"  # no browser runs it
        self.inline += (
            [tag] if tag == "style" or (tag == "script" and not is_data and "src" not in said) else []
        )

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False

    def handle_data(self, data: str) -> None:
        self.title += data if self._in_title else ""


@pytest.fixture(scope="module")
def pages(client: Client, rows: City) -> dict[str, str]:
    return {name: client.page(address) for name, address in all_pages(rows).items()}


def test_every_page_is_chinese_and_has_a_title_of_its_own(pages: dict[str, str]) -> None:
    titles = {name: Markup(html).title for name, html in pages.items()}
    assert all('<html lang="zh-CN">' in html for html in pages.values())
    assert all(title.endswith("议事录") for title in titles.values())
    assert len(set(titles.values())) == len(titles), titles


def test_no_page_loads_or_leads_to_another_host(pages: dict[str, str]) -> None:
    for name, html in pages.items():
        for address in Markup(html).addresses:
            assert address.startswith(("/", "#", SITE)), (name, address)
            assert not address.startswith("//"), (name, address)
    for path in (ROOT / "static").iterdir():
        text = path.read_text().replace("http://www.w3.org/2000/svg", "")
        assert "://" not in text, path.name


def test_nothing_is_inline_and_no_id_comes_twice(pages: dict[str, str]) -> None:
    for name, html in pages.items():
        markup = Markup(html)
        assert markup.inline == [], name
        assert len(markup.ids) == len(set(markup.ids)), name


def test_every_link_of_every_page_works(client: Client, pages: dict[str, str]) -> None:
    asked: dict[str, int] = {}
    for name, html in pages.items():
        markup = Markup(html)
        for address in markup.addresses:
            path = address.removeprefix(SITE).partition("#")[0]
            if path and path not in asked:
                asked[path] = client.get(path).status_code
            assert asked.get(path, 200) in (200, 301), (name, address)
            if address.startswith("#"):
                assert address[1:] in markup.ids, (name, address)


def test_anchors_of_links_exist_where_they_lead(client: Client, pages: dict[str, str]) -> None:
    for name, html in pages.items():
        for address in set(Markup(html).addresses):
            path, _, anchor = address.removeprefix(SITE).partition("#")
            if path and anchor:
                assert anchor in Markup(client.page(path)).ids, (name, address)


def test_hostile_words_are_shown_not_run(client: Client, pages: dict[str, str]) -> None:
    found = 0
    for name, html in pages.items():
        assert "<script>alert" not in html, name
        found += "&lt;script&gt;alert(" in html
    assert found >= 1
    for field in ("q", "meeting", "person"):
        answer = client.get("/search", params={field: HOSTILE})
        assert answer.status_code in (200, 400)
        assert "<script>alert" not in answer.text, field
    for address in ("/delegates?body=", "/documents?genre=", "/r/", "/search?page=", "/nowhere/"):
        assert "<script>alert" not in client.get(address + HOSTILE).text, address


@pytest.mark.parametrize(
    "address", ["/", "/search?q=停车", "/r/zzzzz-zzzzz", "/nowhere", "/api/v1/search", "/healthz"]
)
def test_every_answer_carries_the_security_headers(client: Client, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_static_files_are_kept_for_good_under_the_hash_of_their_content(client: Client) -> None:
    addresses = [a for a in Markup(client.page("/")).addresses if a.startswith("/static/")]
    assert len(addresses) == 4
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
        assert client.get(address.replace(".", ".0", 1)).status_code == 404


def test_head_answers_like_get_without_the_page(client: Client, rows: City) -> None:
    answer = client.request("HEAD", f"/r/{rows.speech.key}")
    assert answer.status_code == 200
    assert answer.text == ""


def test_home_says_what_the_archive_holds(pages: dict[str, str]) -> None:
    home = pages["home"]
    for words in ("人大", "政协", "政府", "云汀市问政会", "2025年"):
        assert words in home
    for body, kinds in (
        ("npc", {"发言": 1, "提问": 2, "答复": 3}),
        ("cppcc", {"发言": 2}),
        ("government", {"规划章节": 6}),
    ):
        chart = home.split(f'href="/search?body={body}"')[1].split("</table>")[0]
        bars = re.findall(r'>([^<]+)</a></th>.*?class="count">(\d+)', chart, re.S)
        assert {word: int(count) for word, count in bars} == kinds
    drawn = home.split('class="chart stacked"')[1].split("</table>")[0]
    assert '<a href="/search?body=cppcc&amp;year=2025" aria-label="2025年政协 2 篇">' in drawn


def test_home_offers_a_topic_a_person_a_phrase_and_an_exchange_that_are_found(
    client: Client, pages: dict[str, str]
) -> None:
    offered = pages["home"].split('class="examples"')[1].split("</dl>")[0]
    found = {
        kind: [(unescape(url), text) for url, text in re.findall(r'href="([^"]+)">([^<]+)</a>', links)]
        for kind, links in re.findall(r"<dt>(.+?)</dt><dd>(.+?)</dd>", offered)
    }
    assert list(found) == ["议题", "人名", "原话", "问答"]
    assert found["人名"][0][1].startswith("发言人:")
    assert found["原话"][0][1].startswith("“")
    assert re.fullmatch("问:.+ 答:.+", found["问答"][0][1])
    for links in found.values():
        for url, text in links:
            assert "找到 <strong>" in client.page(url), text


def test_coverage_counts_bodies_by_years_and_names_what_failed(pages: dict[str, str], rows: City) -> None:
    coverage = pages["coverage"]
    assert "坏.txt" in coverage
    assert 'href="/search?body=cppcc&amp;year=2025">2</a>' in coverage
    table = coverage.split("</table>")[0]
    cells = {
        (year, body): re.sub("<[^>]+>", " ", cell).split()
        for year, row in re.findall(r'<tr><th scope="row">(\d{4})年</th>(.*?)</tr>', table)
        for body, cell in re.findall(r'<td class="in-(\w+) [^>]+>(.*?)</td>', row)
    }
    assert cells["2025", "npc"] == ["1", "未读出", "1", "字"]
    assert cells["2025", "cppcc"] == ["2"]
    assert cells["2023", "cppcc"] == ["无", "读不了", "1", "份"]
    said = re.sub("<[^>]+>", " ", table.split("<tfoot>")[1]).split()
    assert [*said[-5:]] == ["1", "字", "读不了", "1", "份"]
    assert re.search("<strong>2023政协.pdf</strong>.*2023年</span>", coverage)
    unread = coverage.split("没有读全的原件")[1]
    assert f'href="/sources/{rows.source.sha256}#unread"' in unread
    assert "1 处 1 字" in unread


def test_documents_can_be_narrowed(client: Client, rows: City) -> None:
    html = client.page("/documents?body=npc")
    assert rows.speeches.key in html
    assert rows.plan.key not in html
    assert client.get("/documents?body=senate").status_code == 400


def test_a_document_stands_in_reading_order(pages: dict[str, str], rows: City) -> None:
    html = pages["questions"]
    places = [html.index(f'id="{record.key}"') for record in (rows.question, *rows.answers, rows.follow_up)]
    assert places == sorted(places)
    assert "聚焦城市治理" in pages["speeches"]


def test_a_plan_stands_at_its_own_address(client: Client, rows: City) -> None:
    answer = client.get(f"/documents/{rows.plan.key}")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/plans/{rows.plan.key}")
    back = client.get(f"/plans/{rows.speeches.key}")
    assert (back.status_code, back.headers["Location"]) == (301, f"/documents/{rows.speeches.key}")
