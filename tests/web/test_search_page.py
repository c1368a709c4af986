"""The search page: filters, addresses, paging, and what it says when it cannot answer."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest

from app.archive.db import migrate, open_engine, session_factory
from app.main import create_app
from app.search import reindex
from app.settings import Settings
from tests.web import city
from tests.web.city import City
from tests.web.client import Client
from tests.web.factory import Factory, by
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


def nothing_found(html: str) -> str:
    """The part of a page without hits that says so."""
    return html[html.index('class="empty"') :].split("</section>")[0]


def tries(html: str) -> dict[str, tuple[str, int]]:
    """Label → (address, hits promised) of what a page without hits offers."""
    offered = nothing_found(html).split("可以试试")[1].split("</ul>")[0]
    found = re.findall(r'<a href="([^"]+)">([^<]+)</a><span class="count">(\d+) 篇', offered)
    return {label: (unescape(url), int(count)) for url, label, count in found}


def total(html: str) -> int:
    """How many records a page says it found."""
    return int(html.split("找到 <strong>")[1].split("<")[0])


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


def test_the_answer_of_a_pair_is_cut_around_what_was_answered(client: Client, rows: City) -> None:
    html = client.page("/search?q=问:停车 答:泊位")
    snippet = html.split('<p class="snippet">')[1].split("</p>")[0]
    assert "<mark>泊位</mark>" in snippet
    assert "<mark>停车</mark>" not in snippet
    partner = html.split('<p class="context-note">')[1].split("</p>")[0]
    assert "<mark>停车</mark>" in partner
    arrived = client.page(f"/r/{rows.answers[0].key}?q=问:停车 答:泊位")
    assert re.findall(r"<mark[^>]*>([^<]+)</mark>", arrived) == ["停车", "停车", "泊位"]
    assert "<mark>停车</mark>" not in arrived.split('<article class="record focus')[1].split("</article>")[0]
    assert ">泊位</mark>" in arrived.split('id="match"')[1][:40]


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


COPIED = "建议在老旧小区开展充电设施统建统营，由街道统一受理，让居民充得上电，也睡得着觉。"


@pytest.fixture(scope="module")
def with_copies(tmp_path_factory: pytest.TempPathFactory) -> Client:
    """The city, and a speech that was printed three times."""
    settings = Settings(data=tmp_path_factory.mktemp("copies"), search="whoosh", segmenter="jieba")
    engine = open_engine(settings)
    migrate(engine)
    factory = Factory()
    city.build(factory)
    for year, text in ((2023, COPIED), (2024, COPIED.replace("，", ",")), (2025, COPIED.replace("开", "開"))):
        document = factory.document(f"{year}年发言摘要", "speeches", "npc", year=year, published=str(year))
        factory.record(document, "speech", text, by("speaker", "贺知秋", decision="none", evidence="未认定"))
    factory.save(engine)
    with session_factory(engine)() as session:
        reindex(session, settings)
    engine.dispose()
    return Client(create_app(settings))


def test_copies_are_one_hit_that_leads_to_all_of_them(with_copies: Client) -> None:
    html = with_copies.page("/search?q=统建统营&body=npc&sort=newest")
    assert len(hits(html)) == 1
    assert "<strong>3</strong> 篇，其中 2 篇与所列的相近" in html
    (address,) = [unescape(link) for link in re.findall(r'href="([^"]*)">另有 2 条相近', html)]
    every = with_copies.page(address)
    assert len(set(hits(every))) == 3
    assert "body=npc" in address
    assert "sort=newest" in address
    assert "只看相近的各篇" in every
    assert "相近</a>" not in every


def test_copies_do_not_hide_each_other_from_a_filter(with_copies: Client) -> None:
    for year in (2023, 2024, 2025):
        assert len(hits(with_copies.page(f"/search?q=统建统营&year={year}"))) == 1


def test_the_json_says_what_else_was_looked_for_or_may_have_been_meant(client: Client) -> None:
    found = client.get("/api/v1/search?q=人大").json()
    assert "人民代表大会" in found["widened"]["人大"]
    assert client.get("/api/v1/search?q=人大&literal=人大").json()["widened"] == {}
    assert found["meant"] == []


@pytest.mark.parametrize("q", ["%20", "%E2%80%8B", "%EF%BB%BF%20%E2%80%8D"])
def test_a_query_of_nothing_visible_is_none(client: Client, q: str) -> None:
    assert hits(client.page(f"/search?q={q}")) == hits(client.page("/search?q="))


def test_the_json_counts_copies_too(with_copies: Client) -> None:
    found = with_copies.get("/api/v1/search?q=统建统营").json()
    assert (found["total"], found["folded"], len(found["hits"])) == (3, 2, 1)
    hit = found["hits"][0]
    listed = with_copies.get(f"/api/v1/search?q=统建统营&similar={hit['similar']}").json()
    assert (hit["folded"], listed["total"], len(listed["hits"])) == (2, 3, 3)


def test_an_answer_comes_with_its_question_and_a_question_with_its_answer(client: Client, rows: City) -> None:
    answer = client.page("/search?q=“新增泊位三百个”")
    assert hits(answer) == [f"/r/{rows.answers[0].key}"]
    said = quote("“新增泊位三百个”")
    assert f'<a href="/qa/{rows.question.key}?q={said}">贺知秋提问</a>：请问桥下停车场' in answer
    question = client.page("/search?q=“请问桥下停车场”")
    said, key = quote("“请问桥下停车场”"), rows.answers[0].key
    assert f'<a href="/qa/{rows.question.key}?at={key}&amp;q={said}#{key}">' in question
    second = client.page("/search?q=问:桥下 答:道路")
    assert hits(second) == [f"/r/{rows.answers[1].key}"]
    assert "请问<mark>桥下</mark>停车场" in second


def test_the_answer_that_matches_is_shown_with_its_question(client: Client, rows: City) -> None:
    html = client.page("/search?q=停车 OR 配套道路&kind=question")
    assert "我局负责<mark>配套道路</mark>" not in html  # the first answer matches already
    html = client.page("/search?q=请问 OR 配套道路&kind=question")
    assert "我局负责<mark>配套道路</mark>" in html


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


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("q=" + "(" * 21 + "停", "括号最多"),
        ("q=停%00车", "控制字符"),
        ("q=" + "+".join("停" * 21), "最多查20个词"),
        ("q=停%E2%80%AE车", "控制字符"),
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


def test_what_turns_the_direction_of_text_is_not_shown(client: Client) -> None:
    assert "\u202e" not in client.page("/search?q=停%E2%80%AE车", 400)


@pytest.mark.parametrize("wrong", ["q=停&page=0", "q=停%E2%80%AE车"])
def test_a_refused_export_as_json_is_told_in_json(client: Client, wrong: str) -> None:
    answer = client.get(f"/search.json?{wrong}")
    assert (answer.status_code, list(answer.json())) == (400, ["detail"])


def test_a_wildcard_is_explained(client: Client) -> None:
    html = client.page("/search?q=停车*")
    assert "已当作空格" in html
    assert hits(html)


@pytest.fixture(scope="module")
def with_news(tmp_path_factory: pytest.TempPathFactory) -> Client:
    """The city, and news of five days, which hold no record."""
    settings = Settings(data=tmp_path_factory.mktemp("news"), search="whoosh", segmenter="jieba")
    engine = open_engine(settings)
    migrate(engine)
    factory = Factory()
    city.build(factory)
    for day in range(1, 6):
        title = f"云汀停车新政第{day}日见闻"
        factory.document(title, "article", None, published=f"2025-03-0{day}", year=2025)
    factory.save(engine)
    with session_factory(engine)() as session:
        reindex(session, settings)
    engine.dispose()
    return Client(create_app(settings))


def test_documents_are_found_by_title_beside_the_records(with_news: Client) -> None:
    html = with_news.page("/search?q=停车")
    listed = html.split('class="titled"')[1].split("</section>")[0]
    assert '文件题名相符 <span class="count">5</span>' in listed
    assert "另外 2 份" in listed
    first = re.search(r'<a href="(/documents/[^"]+)">云汀<mark>停车</mark>新政第5日见闻</a>', listed)
    assert first
    assert "未分篇" in listed
    assert "云汀停车新政第5日见闻" in with_news.page(first[1])
    assert f"<strong>{len(hits(html))}</strong> 篇" in html


def test_a_title_alone_is_found_where_no_record_is(with_news: Client) -> None:
    html = with_news.page("/search?q=新政第3日")
    assert hits(html) == []
    assert '文件题名相符 <span class="count">1</span>' in html
    assert "文件题名相符" not in with_news.page("/search?q=新政第3日&body=npc")
    assert "文件题名相符" not in with_news.page("/search?q=新政第3日&kind=speech")
    assert len(with_news.get("/api/v1/search?q=新政第3日").json()["titled"]) == 1


def test_half_a_title_finds_the_records_and_marks_it_in_them(client: Client, rows: City) -> None:
    html = client.page("/search?q=小事办成头等")
    assert hits(html) == [f"/r/{rows.speech.key}"]
    assert "把民生<mark>小事办成头等</mark>大事</a>" in html.split('class="hits"')[1]
    html = client.page("/search?q=云汀物流协会")
    assert hits(html) == [f"/r/{rows.speech.key}"]
    assert "<mark>云汀物流协会</mark>" in html.split('class="hits"')[1]
    html = client.page("/search?q=审议工作报告")
    assert hits(html) == [f"/r/{rows.speech.key}"]
    assert "云汀市人大代表<mark>审议工作报告</mark>" in html
