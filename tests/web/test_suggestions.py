"""Suggestions while typing, other wordings, and synonyms on the search page."""

from pathlib import Path
from urllib.parse import quote

import pytest

from app.archive.db import migrate, open_engine, session_factory, writer_factory
from app.archive.models import Person, Stamp
from app.main import create_app
from app.search import reindex
from app.settings import Settings
from tests.web.city import City
from tests.web.client import Client
from tests.web.factory import Factory, by

SECTION = "民生向暖，绘就城乡幸福新图景"


def suggested(client: Client, typed: str) -> list[tuple[str, str, str]]:
    return [tuple(one.values()) for one in client.get(f"/suggest?q={quote(typed)}").json()]


@pytest.fixture
def own_settings(tmp_path: Path) -> Settings:
    (tmp_path / "synonyms.txt").write_text("停车 泊车 车位\n人大 人民代表大会\n", encoding="utf-8")
    return Settings(data=tmp_path, search="whoosh", segmenter="jieba", seeds=tmp_path)


@pytest.fixture
def own(own_settings: Settings) -> Client:
    """An archive of a few records of its own."""
    engine = open_engine(own_settings)
    migrate(engine)
    factory = Factory()
    factory.run()
    factory.source("原文" * 10)
    person = factory.person("朱婷婷", "npc")
    person.pinyin = "zhu ting ting"
    bureau = factory.department("市交通运输局")
    qa = factory.document("问答", "qa", "npc", year=2025)
    for number in range(3):
        asked = factory.record(
            qa,
            "question",
            "老城区停车难吗",
            by("asker", "朱婷婷", person),
            exchange_key="self",
            topic="停车泊位",
        )
        factory.record(
            qa,
            "answer",
            f"第{number}处车位已建成",
            by("respondent", "市交通运输局", department=bureau),
            exchange_key=asked.key,
        )
    plan = factory.document("规划", "plan", "government", year=2021)
    factory.record(
        plan, "section", "由人民代表大会批准。", level=1, number="一、", ordinal=1, title="停车设施建设"
    )
    papers = factory.document("锚定目标再出发", "speeches", "npc", year=2024)
    for text in ("多建托育点。", "多办老年食堂。"):
        factory.record(papers, "speech", text, by("speaker", "朱婷婷", person), section_heading=SECTION)
    for year in (2022, 2023):
        factory.document("临沅市两会发言摘要", "speeches", "cppcc", year=year)
    for title in ("公交专用道", "公交专用道", "专用道路"):
        factory.record(papers, "speech", "再议。", by("speaker", "朱婷婷", person), title=title)
    factory.rows.append(Stamp(name="generation", value="1"))
    factory.save(engine)
    with session_factory(engine)() as session:
        reindex(session, own_settings)
    engine.dispose()
    return Client(create_app(own_settings))


@pytest.mark.parametrize(
    "typed", ["朱", "朱婷", "朱婷婷", "zhu", "zhutingting", "Zhu Ting", "ztt", "tingting"]
)
def test_people_by_name_pinyin_and_initials(own: Client, typed: str) -> None:
    assert ("朱婷婷", "代表委员") in [one[:2] for one in suggested(own, typed)]


@pytest.mark.parametrize("typed", ["市交通", "交通运输", "shijiaotong", "sjtysj"])
def test_departments(own: Client, typed: str) -> None:
    found = suggested(own, typed)
    assert [one[:2] for one in found] == [("市交通运输局", "部门")]
    own.page(found[0][2])


def test_topics_and_headings(own: Client) -> None:
    found = suggested(own, "停車")
    assert found == [("停车泊位", "议题", ""), ("停车设施建设", "标题", "")]
    assert ("停车泊位", "议题", "") in suggested(own, "tingche")
    assert ("停车泊位", "议题", "") in suggested(own, "泊位")


@pytest.mark.parametrize("typed", ["民生向暖", "幸福新图", "民生"])
def test_headings_of_sections_lead_to_what_stands_under_them(own: Client, typed: str) -> None:
    url = f"/search?q={quote(f'“{SECTION}”')}"
    assert suggested(own, typed) == [(SECTION, "栏目", url)]
    assert "找到 <strong>2</strong> 篇" in own.page(url)


def test_titles_of_documents_lead_to_them(own: Client) -> None:
    ((text, word, url),) = suggested(own, "目标再")
    assert (text, word) == ("锚定目标再出发", "文献")
    assert "<h1>锚定目标再出发" in own.page(url)
    assert suggested(own, "两会发言") == [
        ("临沅市两会发言摘要", "文献", f"/search?q={quote('“临沅市两会发言摘要”')}")
    ]


def test_what_begins_so_comes_first(own: Client) -> None:
    """Before what has it in the middle, of whatever there are more records."""
    assert [one[0] for one in suggested(own, "专用")] == ["专用道路", "公交专用道"]


@pytest.mark.parametrize("typed", ["婷", "婷婷", "tingting"])
def test_people_by_any_part_of_the_name(own: Client, typed: str) -> None:
    assert [one[0] for one in suggested(own, typed)] == ["朱婷婷"]


@pytest.mark.parametrize("typed", ["", "  ", "天外", "%", "\x00", "长" * 500])
def test_nothing_is_suggested_for_what_nothing_begins_with(own: Client, typed: str) -> None:
    assert suggested(own, typed) == []


def test_a_changed_archive_is_noticed(own: Client, own_settings: Settings) -> None:
    assert suggested(own, "沈若棠") == []
    engine = open_engine(own_settings)
    with writer_factory(engine).begin() as session:
        session.add(Person(key="p9", name="沈若棠", pinyin="shen ruo tang", initials="srt"))
        session.merge(Stamp(name="generation", value="2"))
    engine.dispose()
    assert [one[0] for one in suggested(own, "srt")] == ["沈若棠"]


def test_every_search_box_can_suggest_and_works_without_a_script(client: Client, rows: City) -> None:
    html = client.page("/")
    assert 'src="/static/suggest.' in html
    assert 'action="/search" method="get"' in html
    policy = client.get("/").headers["content-security-policy"]
    assert "connect-src 'self'" in policy
    assert "unsafe" not in policy


def test_the_page_shows_synonyms_and_leaves_them_out_one_by_one(own: Client) -> None:
    html = own.page("/search?q=停车 OR 人大")
    assert "“停车”也查“泊车、车位”" in html
    assert "“人大”也查“人民代表大会”" in html
    off = f"/search?q={quote('停车 OR 人大')}&amp;literal={quote('停车')}"
    assert off in html
    html = own.page(off.replace("&amp;", "&"))
    assert "只查“停车”本身" in html
    assert "“人大”也查" in html
    both = quote("停车,人大")
    assert f"literal={both}" in html
    html = own.page(f"/search?q={quote('停车 OR 人大')}&literal={both}")
    assert "也查“" not in html
    assert f"literal={quote('人大')}" in html
    assert f"literal={both}" in html.split('class="sorts"')[1].split("</p>")[0]


def test_each_synonym_is_left_out_by_itself(own: Client) -> None:
    html = own.page("/search?q=停车")
    one = f"/search?q={quote('停车')}&amp;literal={quote('停车~泊车', safe='')}"
    assert f'<a href="{one}">不查“泊车”</a>' in html
    html = own.page(one.replace("&amp;", "&"))
    assert "“停车”也查“车位”" in html
    assert f'“停车”不查“泊车” <a href="/search?q={quote("停车")}">也查“泊车”</a>' in html


def test_synonyms_find_more(own: Client) -> None:
    every, alone = (own.get(f"/api/v1/search?q=人大{more}").json()["total"] for more in ("", "&literal=人大"))
    assert (every, alone) == (1, 0)


def test_a_mistyped_query_is_answered_with_what_may_be_meant(own: Client) -> None:
    html = own.page("/search?q=听车&body=npc")
    assert "您是不是要找" in html
    assert f'href="/search?q={quote("停车")}&amp;body=npc"' in html
    assert "您是不是要找" not in own.page("/search?q=停车")


def test_people_of_one_name_are_told_apart(client: Client, rows: City) -> None:
    words = {one[1] for one in suggested(client, "江晚舟")}
    assert words == {"代表委员（人大，云汀物流协会）", "代表委员（政协）"}
    assert [one[1] for one in suggested(client, "贺知秋")] == ["代表委员"]
    page = client.page("/search?q=停车")
    assert ">江晚舟（人大，云汀物流协会）</span>" in page
    assert ">江晚舟（政协）</span>" in page
    assert ">贺知秋</span>" in page
    assert "代表委员：江晚舟（政协）" in client.page(f"/search?q=停车&person={rows.cppcc_namesake.key}")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("朱亭婷", "朱婷婷"), ("ZTT", "朱婷婷"), ("市交通运书局", "市交通运输局")],
)
def test_a_mistyped_name_is_answered_with_the_one_that_is_there(own: Client, typed: str, meant: str) -> None:
    assert meant in own.get(f"/api/v1/search?q={quote(typed)}").json()["meant"]


def test_a_name_in_pinyin_is_found_as_it_is(own: Client) -> None:
    found, by_name = (own.get(f"/api/v1/search?q={quote(q)}").json() for q in ("zhu tingting", "朱婷婷"))
    assert found["total"] == by_name["total"] > 0
