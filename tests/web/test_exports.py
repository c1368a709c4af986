"""Hits to take away: what each form holds, that nothing in it can do harm, and how many there are."""

import asyncio
import csv
import gc
import io
import json
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from lxml import etree
from openpyxl import load_workbook
from starlette.types import Message

from app.archive.db import migrate, open_engine, session_factory
from app.main import create_app
from app.search import reindex
from app.settings import Settings
from app.web.exports import COLUMNS
from tests.web.city import City
from tests.web.client import Client
from tests.web.factory import Factory, by

DANGEROUS = ("=1+1", "+1", "-1", "@SUM(A1)", "＝1", "\t=1")


def table(client: Client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def test_a_table_holds_the_hits_of_the_page_in_its_order(client: Client, rows: City) -> None:
    found = client.get("/api/v1/search?q=停车&sort=newest").json()
    lines = table(client, "/search.csv?q=停车&sort=newest")
    assert [line["编号"] for line in lines] == [hit["key"] for hit in found["hits"]]
    assert len(lines) == found["total"]
    speech = next(line for line in lines if line["编号"] == rows.speech.key)
    assert speech["全文"].replace("\n", "") == rows.speech.text.replace("\n", "")
    assert speech["链接"] == f"http://archive.test/r/{rows.speech.key}"
    assert speech["类型"] == "发言"
    assert speech["机构"] == "人大"
    assert speech["姓名或部门"]


def test_filters_narrow_an_export(client: Client, rows: City) -> None:
    assert [line["编号"] for line in table(client, "/search.csv?q=停车&body=cppcc")] == [
        rows.party_speech.key
    ]


def test_a_workbook_is_read_by_another_library(client: Client) -> None:
    answer = client.get("/search.xlsx?q=停车")
    assert answer.headers["content-type"].endswith("spreadsheetml.sheet")
    assert "filename*=UTF-8''" in answer.headers["content-disposition"]
    sheet = load_workbook(io.BytesIO(answer.content), read_only=True).active
    assert sheet is not None
    head, *lines = sheet.iter_rows(values_only=True)
    assert head == (*(heading for heading, _, _ in COLUMNS), "链接")
    of_csv = [tuple(line.values()) for line in table(client, "/search.csv?q=停车")]
    assert [tuple(cell or "" for cell in line) for line in lines] == of_csv


def test_json_holds_whole_records(client: Client, rows: City) -> None:
    read = client.get("/search.json?q=停车").json()
    assert read["total"] == len(read["hits"]) > 1
    one = next(hit for hit in read["hits"] if hit["key"] == rows.speech.key)
    assert one == client.get(f"/api/v1/records/{rows.speech.key}").json()


def test_a_feed_holds_the_hits_and_names_itself(client: Client) -> None:
    answer = client.get("/search.atom?q=停车&body=npc")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = etree.fromstring(answer.content)
    names = {"a": "http://www.w3.org/2005/Atom"}
    ids = feed.xpath("a:entry/a:id/text()", namespaces=names)
    newest = "/api/v1/search?q=停车&body=npc&sort=newest"
    keys = [hit["key"] for hit in client.get(newest).json()["hits"]]
    assert ids == [f"http://archive.test/r/{key}" for key in keys]
    (own,) = feed.xpath("a:link[@rel='self']/@href", namespaces=names)
    assert client.get(own.removeprefix("http://archive.test")).content == answer.content
    (updated,) = feed.xpath("a:updated/text()", namespaces=names)
    assert updated == "2026-01-02T00:00:00Z"


@pytest.fixture
def uncollected() -> Iterator[None]:
    """What is forgotten stays, as it may for long in a server."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "atom"])
def test_who_has_it_already_and_asks_again_holds_no_connection(
    form: str, client: Client, uncollected: None
) -> None:
    address = f"/search.{form}?q=停车"
    tag = client.get(address).headers["ETag"]
    for _ in range(20):
        again = client.get(address, headers={"If-None-Match": tag})
        assert (again.status_code, again.headers["ETag"]) == (304, tag)
        assert again.headers["Cache-Control"] == "no-cache"
    assert client.app.state.engine.pool.checkedout() == 0


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "atom"])
def test_who_goes_away_before_the_end_leaves_no_connection_open(
    form: str, client: Client, rows: City, uncollected: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.web.routes.exports.BATCH", 1)
    query = f"q={quote('停车')}".encode()
    scope = {"type": "http", "method": "GET", "path": f"/search.{form}", "query_string": query}
    scope |= {"headers": [(b"host", b"archive.test")], "http_version": "1.1", "scheme": "http"}
    scope |= {"asgi": {"version": "3.0", "spec_version": "2.3"}, "server": ("archive.test", 80)}
    sent = []

    async def ask() -> None:
        gone = asyncio.Event()

        async def receive() -> dict[str, object]:
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            sent.append(message["type"])
            if message["type"] == "http.response.body":
                gone.set()
                await asyncio.sleep(0.2)

        await client.app({**scope, "raw_path": scope["path"].encode()}, receive, send)

    ThreadPoolExecutor(1).submit(asyncio.run, ask()).result()
    assert sent.count("http.response.body") <= 2
    assert client.app.state.engine.pool.checkedout() == 0


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "atom"])
def test_what_cannot_be_searched_is_refused_before_anything_is_sent(client: Client, form: str) -> None:
    answer = client.get(f"/search.{form}?q={'停' * 300}")
    assert answer.status_code == 400
    assert "请缩短" in answer.text
    assert client.get(f"/search.{form}?q=停车&body=senate").status_code == 400


def test_other_forms_are_not_served(client: Client) -> None:
    assert client.get("/search.exe?q=停车").status_code in (404, 422)


def test_the_page_leads_to_the_exports_of_its_state(client: Client) -> None:
    html = client.page("/search?q=停车&body=npc&sort=newest")
    for form in ("csv", "xlsx", "json"):
        assert f'href="/search.{form}?q=%E5%81%9C%E8%BD%A6&amp;body=npc&amp;sort=newest"' in html
    assert html.count('href="/search.atom?q=%E5%81%9C%E8%BD%A6&amp;body=npc"') == 2


def _archive(folder: Path, texts: Mapping[str, tuple[int, str]], **more: Any) -> Client:
    """An archive of speeches: title → (year, text)."""
    settings = Settings(data=folder, search="whoosh", segmenter="jieba", **more)
    engine = open_engine(settings)
    migrate(engine)
    factory = Factory()
    factory.run()
    factory.source("原文" * 10)
    for year in sorted({year for year, _ in texts.values()}):
        speeches = factory.document(f"{year}年发言", "speeches", "npc", year=year)
        for title, (of, text) in texts.items():
            if of == year:
                factory.record(speeches, "speech", text, by("speaker", "江晚舟"), title=title)
    factory.save(engine)
    with session_factory(engine)() as session:
        reindex(session, settings)
    engine.dispose()
    return Client(create_app(settings))


def test_a_feed_has_the_newest_hundred_hits_the_newest_first(tmp_path: Path) -> None:
    # What is oldest is the best match: in order of relevance it would come first.
    texts = {f"发言{n}": (2025 - n // 30, "停车" * (n + 1)) for n in range(120)}
    client = _archive(tmp_path, texts)
    entries = etree.fromstring(client.get("/search.atom?q=停车").content).findall("{*}entry")
    years = [2025 - int(entry.findtext("{*}title").partition("：发言")[2]) // 30 for entry in entries]
    assert years == sorted(years, reverse=True)
    assert (len(years), years.count(2022)) == (100, 10)
    assert client.get("/search.atom?q=停车&sort=oldest").content == client.get("/search.atom?q=停车").content


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Client:
    """An archive whose exports hold three hits, with texts that a spreadsheet would run."""
    texts = {start: (2025, "停车" * (20_000 if n == 5 else 1)) for n, start in enumerate(DANGEROUS)}
    return _archive(tmp_path_factory.mktemp("small"), texts, max_export=3)


def test_an_export_stops_at_the_number_that_is_set(small: Client) -> None:
    assert len(table(small, "/search.csv?q=停车")) == 3
    read = json.loads(small.get("/search.json?q=停车").content)
    assert (read["total"], len(read["hits"])) == (6, 3)
    assert "前 3 篇" in small.page("/search?q=停车")


def test_no_cell_of_a_csv_is_a_formula(small: Client) -> None:
    both = [table(small, f"/search.csv?q=停车&sort={sort}") for sort in ("newest", "oldest")]
    titles = {line["标题"] for lines in both for line in lines}
    assert {title.removeprefix("'").strip() for title in titles} == {start.strip() for start in DANGEROUS}
    assert all(title.startswith("'") for title in titles)


def test_a_cell_is_no_longer_than_a_spreadsheet_takes(small: Client) -> None:
    both = [table(small, f"/search.csv?q=停车&sort={sort}") for sort in ("newest", "oldest")]
    cells = [line["全文"] for lines in both for line in lines]
    assert max(map(len, cells)) == 32_767
    assert any(cell.endswith("……（全文见链接）") for cell in cells)
