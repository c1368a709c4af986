"""Every limit of the pages is a setting: what is beyond is refused in words, what is within is served."""

from pathlib import Path
from typing import Any

import pytest

from app.archive.db import migrate, open_engine, session_factory
from app.main import create_app
from app.search import reindex
from app.settings import Settings
from tests.web.client import Client
from tests.web.factory import Factory

SECTIONS = 45


@pytest.fixture(scope="module")
def limited(tmp_path_factory: pytest.TempPathFactory) -> Client:
    """An archive with low limits. Two pages of hits are served, of three that there are."""
    folder: Path = tmp_path_factory.mktemp("limits")
    settings = Settings(data=folder, search="whoosh", segmenter="jieba", max_query_chars=10, max_pages=3)
    settings = settings.model_copy(update={"max_hits": 40, "max_export": 7})  # less than anybody may set
    engine = open_engine(settings)
    migrate(engine)
    factory = Factory()
    factory.run()
    factory.source("原文" * 500)
    plan = factory.document("停车规划", "plan", "government", year=2024)
    for n in range(SECTIONS):
        text = f"第{n}处停车场，{'甲乙丙丁戊己庚辛壬癸'[n % 10] * (n + 3)}。"
        factory.record(plan, "section", text, level=1, number="", ordinal=n, title=f"第{n}处")
    factory.save(engine)
    with session_factory(engine)() as session:
        reindex(session, settings)
    engine.dispose()
    return Client(create_app(settings))


@pytest.mark.parametrize(
    ("beyond", "says", "within"),
    [
        ("/search?q=停车停车停车停车停车场", "最多10个字", "/search?q=停车停车停车停车停车"),
        ("/search?q=停车&page=3", "1 到 2 之间", "/search?q=停车&page=2"),
        ("/documents?page=4", "1 到 3 之间", "/documents?page=3"),
        ("/delegates?page=4", "1 到 3 之间", "/delegates?page=3"),
    ],
)
def test_what_is_beyond_a_limit_is_refused_in_words(
    limited: Client, beyond: str, says: str, within: str
) -> None:
    assert says in limited.page(beyond, 400)
    limited.page(within)


def test_a_part_of_a_record_is_bounded_too(limited: Client) -> None:
    key = limited.get("/api/v1/search?q=停车").json()["hits"][0]["key"]
    assert "1 到 3 之间" in limited.page(f"/r/{key}?part=4", 400)


def test_the_search_page_says_how_far_it_goes(limited: Client) -> None:
    first = limited.page("/search?q=停车")
    assert f"{SECTIONS}" in first
    assert "只能翻到前 40 篇" in first
    assert "page=2" in first
    assert "page=3" not in first
    assert "只能翻到" not in limited.page("/search?q=第3处")


def test_an_export_holds_as_many_as_it_may_and_the_page_says_so(limited: Client) -> None:
    assert len(limited.get("/search.json?q=停车").json()["hits"]) == 7
    assert "7" in limited.page("/search?q=停车").partition("导出")[2][:200]


def test_the_interface_is_described_with_these_limits(limited: Client) -> None:
    described = limited.get("/api/v1/openapi.json").json()
    parameters: list[dict[str, Any]] = described["paths"]["/api/v1/search"]["get"]["parameters"]
    schemas = {one["name"]: one["schema"] for one in parameters}
    assert schemas["q"]["maxLength"] == 10
    assert schemas["page"]["maximum"] == 2
    for beyond in ("q=停车停车停车停车停车场", "q=停车&page=3"):
        assert limited.get(f"/api/v1/search?{beyond}").status_code == 400


@pytest.mark.parametrize("path", ["/search.pdf", "/search.", "/search.CSV", "/search.csv.csv"])
def test_a_form_that_there_is_not_is_no_page(limited: Client, path: str) -> None:
    assert "没有找到这一页" in limited.page(path, 404)
