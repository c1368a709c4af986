"""Every hit shows why it was found, and so does every page that is opened from it."""

import re
from collections.abc import Iterator
from html import unescape

import pytest

from app.main import create_app
from app.web import addresses
from app.web.render import marked, options
from tests.sample_archive import ingest_samples
from tests.web.client import Client

HITS = re.compile(r'<li class="hit .*?</li>', re.DOTALL)
TITLE = re.compile(r'<h2><a href="([^"]+)">')
BESIDE = re.compile(r'<a href="(/(?:qa|documents|plans)/[^"]+)">')
SHOWN = re.compile(r"<mark[ >]|匹配：")


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Client:
    """The pages of the sample archive."""
    settings, engine = ingest_samples(tmp_path_factory.mktemp("marks"))
    engine.dispose()
    return Client(create_app(settings))


def hits(client: Client, q: str) -> list[str]:
    """The hits of the first page."""
    return HITS.findall(client.page(addresses.search(q)))


def opened(client: Client, hit: str) -> Iterator[tuple[str, str]]:
    """Address and content of each page that a hit leads to: the record, its exchange, document or plan."""
    links = [*TITLE.findall(hit), *BESIDE.findall(hit)]
    for link in dict.fromkeys(links):
        yield link, client.page(unescape(link)).split("<main")[1]


@pytest.mark.parametrize(
    "q",
    [
        "停车",
        "停車難",
        "“停车”",
        "停车 -收费",
        "沈国梁 停车",
        "停车难怎么解决",
        "停车难收费员退休",
        "孩子上学远怎么办",
        "电动车充电安全隐患整治",
        "老旧小区怎么改造",
        "农业科技化",
        "2024",
        "方志远",
        "shenguoliang",
        "sgl",
        "民建",
        "人社局",
        "人力社保局",
        "综合执法局",
        "发改委",
        "医保",
        "医疗保险",
        "垃圾分类",
        "发言人:沈国梁",
        "发言人:shen guoliang",
        "部门:人社局",
        "党派:民建",
        "会议:政协",
        "标题:停车",
        "议题:停车",
        "单位:公司",
        "文献:发言",
        "问:停车",
        "问:停车 答:年底",
        "停车 OR 养老",
    ],
)
def test_every_hit_and_every_page_opened_from_it_shows_what_matched(samples: Client, q: str) -> None:
    found = hits(samples, q)
    assert found
    for hit in found:
        assert SHOWN.search(hit), hit
    for hit in found[:4]:
        for link, page in opened(samples, hit):
            assert SHOWN.search(page), link
            assert "返回检索结果" in page, link


def test_a_name_in_pinyin_is_marked_as_it_is_printed(samples: Client) -> None:
    for hit in hits(samples, "shenguoliang"):
        assert "<mark>沈国梁</mark>" in hit
        record = next(page for _, page in opened(samples, hit))
        assert re.search("<mark[^>]*>沈国梁</mark>", record.split("<h1>")[1].split("</h1>")[0])


def test_an_alias_marks_the_name_that_is_printed_and_says_no_more(samples: Client) -> None:
    found = hits(samples, "部门:人社局")
    assert any("<mark>人力社保局</mark>" in hit for hit in found)
    assert not any("匹配：" in hit for hit in found)


def test_what_is_not_shown_of_a_record_is_said_in_a_line(samples: Client) -> None:
    subtitle = "在临沅市第十六届人民代表大会第三次会议上"
    for hit in hits(samples, f"文献:“{subtitle}”"):
        line = re.search('<p class="note">匹配：文献 .*?</p>', hit)
        assert line
        assert f"<mark>{subtitle}</mark>" in line[0]
        assert line[0] in next(page for _, page in opened(samples, hit))


def test_parts_of_a_word_are_marked_only_where_the_word_is_not_printed(samples: Client) -> None:
    for hit in hits(samples, "停车难怎么解决"):
        for text in re.findall(r'<p class="snippet">(.*?)</p>', hit):
            assert not re.search("<mark>.</mark>", text)
            if "<mark>停车难</mark>" in text:
                assert "<mark>停车</mark>" not in text
    assert any("<mark>停车</mark>" in hit for hit in hits(samples, "停车难怎么解决"))


@pytest.mark.parametrize("between", ["", "\0"])
def test_pieces_and_options_are_escaped_one_by_one(between: str) -> None:
    begun, ended = f"<b>{between}", '"&'
    assert marked([(begun, False), (ended, True)]) == f"&lt;b&gt;{between}<mark>&#34;&amp;</mark>"
    assert marked([(begun, False)]) == f"&lt;b&gt;{between}"
    assert options([(begun, 2, "/a?b=1&c=2", True), (ended, 1, '/"', False)]) == (
        f'<li><a href="/a?b=1&amp;c=2" aria-current="true"><span>&lt;b&gt;{between}</span>'
        '<span class="count">2</span></a></li>\n'
        '<li><a href="/&#34;"><span>&#34;&amp;</span><span class="count">1</span></a></li>\n'
    )
