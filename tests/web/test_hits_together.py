"""What is shown together: copies in one hit, questions with answers, documents beside records."""

import re
from html import unescape
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
from tests.web.found import hits


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
