"""No page is heavy, however long the document: it comes in pages, and every link into it still arrives."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.archive.db import migrate, open_engine, session_factory
from app.archive.models import Document, Record, Source
from app.ingest import ingest
from app.main import create_app
from app.search import reindex
from app.settings import ROOT, Settings
from app.web.contexts.sources import page_starts
from app.web.paging import cut, part
from tests.web.client import Client
from tests.web.factory import SHA, Factory, by

HEAVIEST = 100_000
SENTENCE = "建议把老城区的停车泊位、充电设施和社区养老服务一并规划，分年度落实到责任单位。"
REAL = ROOT.parent / "shared" / "seeds"


class Long:
    """An archive of one long document of each kind."""

    def __init__(self, folder: Path) -> None:
        settings = Settings(data=folder, search="whoosh", segmenter="jieba")
        engine = open_engine(settings)
        migrate(engine)
        factory = Factory()
        factory.run()
        self.source: Source = factory.source(f"{SENTENCE}\n" * 1500)
        person = factory.person("江晚舟", "npc", ("2024", None))
        self.speeches: Document = factory.document("发言", "speeches", "npc", year=2025)
        self.records: list[Record] = [
            factory.record(
                self.speeches, "speech", f"第{n}。" + SENTENCE * (n % 40), by("speaker", "江晚舟", person)
            )
            for n in range(150)
        ]
        self.records.append(factory.record(self.speeches, "speech", SENTENCE * 800))
        self.plan: Document = factory.document("规划", "plan", "government", year=2021)
        self.sections: list[Record] = [
            factory.record(
                self.plan,
                "section",
                SENTENCE * (n % 7),
                level=1 if n % 20 == 0 else 2,
                number="",
                ordinal=None,
                title=f"第{n}节的标题有十来个字",
            )
            for n in range(400)
        ]
        self.person = person
        factory.save(engine)
        with session_factory(engine)() as session:
            reindex(session, settings)
        engine.dispose()
        self.client = Client(create_app(settings))


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Long:
    return Long(tmp_path_factory.mktemp("long"))


def _pages(long: Long, address: str) -> list[str]:
    """The HTML of all pages of a document, by its links to the next one."""
    found = [long.client.page(address)]
    while link := re.search(r'rel="next" href="([^"]+)"', found[-1]):
        found.append(long.client.page(link[1].replace("&amp;", "&")))
    return found


def test_each_record_of_a_long_document_stands_on_one_light_page(long: Long) -> None:
    for address, records in (
        (f"/documents/{long.speeches.key}", long.records),
        (f"/plans/{long.plan.key}", long.sections),
    ):
        pages = _pages(long, address)
        assert len(pages) > 2
        assert max(len(page.encode()) for page in pages) < HEAVIEST
        for record in records:
            assert sum(f'id="{record.key}"' in page for page in pages) == 1


def test_links_into_a_long_document_open_the_page_that_has_the_record(long: Long) -> None:
    for record in (long.records[0], long.records[77], long.records[-2]):
        link = re.search(r'href="(/documents/[^"#]+)#', long.client.page(f"/r/{record.key}"))
        assert link
        assert f'id="{record.key}"' in long.client.page(link[1])
    by_number = long.client.page(f"/plans/{long.plan.key}?at=s-20-19")
    assert 'id="s-20-19"' in by_number
    assert f'id="{long.sections[0].key}"' in long.client.page(f"/plans/{long.plan.key}?at=nothing")


def test_a_long_source_is_shown_whole_page_by_page(long: Long) -> None:
    pages = _pages(long, f"/sources/{SHA}")
    assert len(pages) > 5
    assert max(len(page.encode()) for page in pages) < HEAVIEST
    shown = "".join(
        re.sub(r"<a [^>]+>[^<]*</a>|<[^>]+>", "", passage.split("</div>")[0])
        for page in pages
        for passage in page.split('<div class="original">')[1:]
    )
    assert shown == long.source.text


def test_a_delegates_long_speeches_do_not_make_the_page_long(long: Long) -> None:
    pages = _pages(long, f"/delegates/{long.person.key}")
    assert max(len(page.encode()) for page in pages) < HEAVIEST


@given(st.lists(st.integers(1, 900), max_size=40), st.integers(1, 1000))
def test_pages_cover_everything_once(sizes: list[int], limit: int) -> None:
    starts = cut(sizes, limit)
    parts = [part(starts, len(sizes), number) for number in range(1, len(starts) + 1)]
    assert [index for one in parts for index in range(one.first, one.end)] == list(range(len(sizes)))
    assert all(sum(sizes[one.first : one.end]) <= limit or one.end - one.first == 1 for one in parts)
    for index in range(len(sizes)):
        there = part(starts, len(sizes), 1, index)
        assert there.first <= index < there.end
    beyond = part(starts, len(sizes), len(starts) + 1)
    assert beyond.first == beyond.end


@given(st.text(alphabet="字\n", max_size=60_000))
def test_pages_of_a_source_begin_in_order(text: str) -> None:
    starts = page_starts(text)
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    assert starts[-1] <= len(text)


def test_style_and_script_keep_to_their_budgets() -> None:
    sizes = dict.fromkeys((".css", ".js"), 0)
    for path in (ROOT / "static").iterdir():
        if path.suffix in sizes:
            sizes[path.suffix] += path.stat().st_size
    assert sizes[".css"] <= 40_000
    assert sizes[".js"] <= 15_000


@pytest.mark.skipif(not REAL.is_dir(), reason="the five real documents (../shared/seeds) are absent")
@pytest.mark.slow
def test_every_page_of_the_real_documents_is_light(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, search="whoosh", segmenter="jieba")
    assert not ingest(settings, [REAL]).failed
    client = Client(create_app(settings))
    sitemap = client.get("/sitemap.xml").text
    heavy = {}
    for map_address in re.findall(r"<loc>[^<]*?(/sitemaps/[^<]+)</loc>", sitemap):
        for address in re.findall(r"<loc>http://[^/]+(/[^<]*)</loc>", client.get(map_address).text):
            weight = len(client.page(address).encode())
            if weight >= HEAVIEST:
                heavy[address] = weight
    assert heavy == {}
