"""Years that nobody has, words cut whole, topics of hits, and what to try where one word finds nothing."""

import re
from html import unescape

import pytest

from app.archive.db import migrate, open_engine, session_factory
from app.archive.models import Record
from app.main import create_app
from app.search import reindex
from app.settings import Settings
from app.web.contexts.common import every_year
from tests.web.client import Client
from tests.web.factory import Factory, by
from tests.web.found import total


def tries(html: str) -> dict[str, str]:
    """Label → address of what a page without hits offers."""
    offered = html.split("可以试试")[1].split("</ul>")[0]
    found = re.findall(r'<a href="([^"]+)">([^<]+)</a><span class="count">\d+ 篇', offered)
    return {unescape(label): unescape(url) for url, label in found}


def test_years_between_are_filled_and_the_unknown_one_is_last() -> None:
    assert every_year([2021, None, 2024]) == [2024, 2023, 2022, 2021, None]
    assert every_year([None]) == [None]
    assert every_year([]) == []


def test_years_that_nobody_has_stand_in_the_table_and_the_chart_and_are_named(client: Client) -> None:
    row = r'<tr><th scope="row">2022年</th>(<td class="in-\w+ depth-0"><span class="nothing">无</span></td>)+'
    assert re.search(row, client.page("/coverage"))
    home = client.page("/")
    chart = home.split('class="chart stacked"')[1].split("</table>")[0]
    assert re.findall(r'<th scope="row">(?:<a [^>]+>)?(\d+)年', chart) == [
        "2025",
        "2024",
        "2023",
        "2022",
        "2021",
    ]
    assert "各机构2022—2023年；" in home.split("尚缺：")[1].split("</p>")[0]


@pytest.mark.parametrize(
    ("q", "label"),
    [
        ("部门:停车", "不限“部门”：停车"),
        ("hezhi", "您是不是要找：发言人:贺知秋"),
        ("shijiansh", "您是不是要找：部门:市建设局"),
    ],
)
def test_a_single_term_that_finds_nothing_is_offered_otherwise(client: Client, q: str, label: str) -> None:
    html = client.page(f"/search?q={q}")
    offered = tries(html)
    assert label in offered
    assert total(client.page(offered[label])) > 0
    for path in ("/meetings", "/departments", "/delegates", "/coverage"):
        assert f'href="{path}"' in html.split('class="empty"')[1]


def test_the_words_of_a_single_term_are_offered_where_they_find_something(client: Client) -> None:
    offered = tries(client.page("/search?q=标题:停车火星"))
    assert "只查其中的：停车" in offered
    assert not any("火星" in label for label in offered if label.startswith("只查其中的"))
    assert total(client.page(offered["只查其中的：停车"])) > 0


def test_a_query_with_quotation_marks_is_not_put_in_others(client: Client) -> None:
    heading = client.page("/search?q=“天外飞仙”").split('class="empty"')[1].split("</h2>")[0]
    assert heading.endswith("没有找到“天外飞仙”")


def test_a_wrong_address_that_finds_nothing_offers_what_the_search_page_does(client: Client) -> None:
    html = client.page("/停车/火星.html", 404)
    assert "没有找到“停车 火星”" in html
    offered = tries(html)
    assert offered == tries(client.page("/search?q=停车 火星"))
    assert total(client.page(offered["少一个词：停车"])) > 0
    assert html.count("没有找到这一页") == client.page("/停车.html", 404).count("没有找到这一页")
    assert 'class="empty"' not in client.page("/停车.html", 404)


def test_where_nothing_else_can_be_offered_the_lists_come_first(client: Client) -> None:
    said = client.page("/search?q=天外飞仙").split('class="empty"')[1]
    before = said.split("查的是什么")[0]
    assert "用短一些或意思相近的词再查" in before
    for path in ("/meetings", "/departments", "/delegates", "/plans"):
        assert f'href="{path}"' in before


@pytest.fixture(scope="module")
def with_topic(tmp_path_factory: pytest.TempPathFactory) -> tuple[Client, Record]:
    """A question with a title and a topic, whose first clause is long, and a speech without a title."""
    settings = Settings(data=tmp_path_factory.mktemp("topic"), search="whoosh", segmenter="jieba")
    engine = open_engine(settings)
    migrate(engine)
    factory = Factory()
    factory.run()
    factory.source("样本。")
    qa = factory.document("问政摘要", "qa", "npc", year=2024, held="2024-07-11")
    text = "市场经营户自己也盼着早日走出去的意愿越来越强，请问有何打算？商户盼着早日有答复。"
    factory.record(
        qa, "question", text, by("asker", "贺知秋"), exchange_key="self", topic="夜市搬迁", title="商户去留"
    )
    speeches = factory.document("发言摘要", "speeches", "npc", year=2024, published="2024")
    text = "老旧小区加装电梯之后的维护费用应当有一个说得清的出处。"
    speech = factory.record(speeches, "speech", text, by("speaker", "贺知秋"))
    factory.save(engine)
    with session_factory(engine)() as session:
        reindex(session, settings)
    engine.dispose()
    return Client(create_app(settings)), speech


def test_a_hit_says_its_topic_where_its_title_does_not(
    with_topic: tuple[Client, Record], client: Client
) -> None:
    hit = with_topic[0].page("/search?q=意愿").split('<li class="hit')[1].split("</li>")[0]
    assert "议题：夜市搬迁" in hit
    assert "议题：" not in client.page("/search?q=桥下停车场").split('<ol class="hits">')[1].split("</ol>")[0]


@pytest.mark.parametrize("q", ["“聚焦城市”", "城市治理", "议题:聚焦城市治理"])
def test_a_hit_says_the_heading_it_stands_under_and_marks_it(client: Client, q: str) -> None:
    hit = client.page(f"/search?q={q}").split('<li class="hit')[1].split("</li>")[0]
    assert "栏目：" in hit
    assert "<mark>" in hit.split("栏目：")[1].split("</span>")[0]
    assert "匹配：" not in hit


def test_words_offered_as_said_begin_where_a_clause_begins(with_topic: tuple[Client, Record]) -> None:
    phrase = with_topic[0].page("/").split("<dt>原话</dt>")[1].split("</dd>")[0]
    assert ">“商户盼着早日有答复”</a>" in phrase


def test_a_tab_says_that_its_title_goes_on(with_topic: tuple[Client, Record]) -> None:
    client, speech = with_topic
    title = client.page(f"/r/{speech.key}").split("<title>")[1].split("</title>")[0]
    assert "：老旧小区加装电梯之后的维护费用应……（2024年）" in title
