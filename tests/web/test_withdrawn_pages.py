"""What is withdrawn: no address of the server gives its words any more, nor those of an earlier edition."""

import re
from html import unescape
from pathlib import Path

import pytest
from sqlmodel import select

from app.archive.db import open_engine, session_factory
from app.archive.models import Record, Source
from app.ingest import ingest, withdraw
from app.main import create_app
from app.settings import Settings
from tests.web.client import Client

SECRET, CORRECTED = "住在梧桐巷九号的老人", "一位独居的老人"
MINUTES = """\
2024年临沅市人大代表分组审议发言摘要

温书遥代表：
{who}每天要走过三条马路去领餐，助餐点应当开到巷口，饭菜送到楼上，钱由街道先垫付。

顾长河代表：
渡口的栏杆松了两年没有人修，雨季之前要先换掉最旧的一段，再把巡查的人和日子写在牌子上。
"""
_HREF = re.compile(r'href="(/[^"#?]*)')
_SEARCHES = [f"/search{form}?q=助餐" for form in ("", ".json", ".csv", ".atom")]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", database_url=None, search="whoosh", segmenter="jieba")


def crawled(client: Client, *more: str) -> dict[str, str]:
    """Address → what stands there, of all that is linked; of searches a few."""
    waiting, seen = ["/", "/documents.atom", *_SEARCHES, *more], dict[str, str]()
    while waiting:
        address = waiting.pop(0)
        if address in seen or address.startswith("/static"):
            continue
        seen[address] = client.get(address).text
        waiting += [unescape(found) for found in _HREF.findall(seen[address])]
    return seen


def put(settings: Settings, path: Path, who: str) -> str:
    """Ingest the minutes with these words; their SHA-256."""
    path.write_text(MINUTES.format(who=who), encoding="utf-8")
    (result,) = ingest(settings, [path]).sources
    assert result.sha256, result.error
    return result.sha256


def test_the_words_of_a_withdrawn_source_are_nowhere(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "minutes.txt"
    sha256 = put(settings, path, SECRET)
    client = Client(create_app(settings))
    before = crawled(client)
    places = [address for address, text in before.items() if SECRET in text]
    assert {f"/sources/{sha256}", f"/sources/{sha256}/original"} < set(places)
    withdraw(settings, str(path), "涉及个人住址")
    after = {address: client.get(address) for address in before}
    assert [address for address, answer in after.items() if SECRET in answer.text] == []
    for address in (f"/sources/{sha256}", f"/sources/{sha256}/original"):
        assert after[address].status_code == 410
        assert "涉及个人住址" in after[address].text
    ingest(settings, [path])
    assert SECRET in client.page(f"/sources/{sha256}")


def test_an_earlier_wording_goes_with_its_source(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "minutes.txt"
    first = put(settings, path, SECRET)
    put(settings, path, CORRECTED)
    engine = open_engine(settings)
    with session_factory(engine)() as session:
        (key,) = [one.key for one in session.exec(select(Record)) if CORRECTED in one.text]
        (other,) = [one.key for one in session.exec(select(Record)) if "栏杆" in one.text]
        assert session.get_one(Source, first).state == "replaced"
    engine.dispose()
    client = Client(create_app(settings))
    assert SECRET in client.page(f"/r/{key}@1")
    assert f'href="/r/{key}@1"' in client.page(f"/r/{key}")
    unchanged = client.page(f"/r/{other}@1")
    withdraw(settings, first, "涉及个人住址")
    html = client.page(f"/r/{key}@1", 410)
    assert SECRET not in html
    assert "涉及个人住址" in html
    assert f'href="/r/{key}@1"' not in client.page(f"/r/{key}")
    assert client.page(f"/r/{key}@2") != html
    assert client.page(f"/r/{other}@1") == unchanged  # the present edition has the same words
    assert SECRET not in client.page(f"/sources/{first}/original", 410)
