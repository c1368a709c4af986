"""The examples of the help page do what is said of them, over the sample documents."""

import re

import pytest

from app.archive import queries
from app.archive.db import session_factory
from app.archive.queries import Entry
from app.search import Searcher, SearchRequest
from app.web.contexts.help import EXAMPLES
from tests.sample_archive import ingest_samples
from tests.web.client import Client

ALL = [q for _, examples in EXAMPLES for q, _ in examples]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str | None, list[Entry]]]:
    """What each example finds, with the notice on its page."""
    settings, engine = ingest_samples(tmp_path_factory.mktemp("samples"))
    searcher, found = Searcher(settings), {}
    with session_factory(engine)() as session:
        for q in ALL:
            result = searcher.search(SearchRequest(q=q, size=100))
            found[q] = result.notice, queries.entries(session, result.keys)
    return found


@pytest.mark.parametrize("q", ALL)
def test_an_example_finds_something_and_is_read_as_meant(
    samples: dict[str, tuple[str | None, list[Entry]]], q: str
) -> None:
    notice, entries = samples[q]
    assert notice is None
    assert entries


HOLDS = {
    "停车 共享": lambda entry: "停" in entry.record.text and "享" in entry.record.text + entry.topic,
    "“错时开放”": lambda entry: "错时开放" in entry.record.text,
    "文献:停车难 共享": lambda entry: (
        "停车难" in (entry.document.title or "") and "享" in entry.record.text + entry.topic
    ),
    "单位:速风快递": lambda entry: any("速风快递" in (by.attribution.affiliation or "") for by in entry.by),
    "關鍵": lambda entry: re.search("关键|關鍵", f"{entry.record.text}{entry.record.section_heading}"),
    "rcep": lambda entry: "RCEP" in entry.record.text,
    "停车 -收费": lambda entry: "收费" not in entry.record.text,
    "以竹代塑 OR 可降解": lambda entry: re.search("竹|降解", entry.record.text),
    "(充电 OR 换电) 老旧小区": lambda entry: (
        re.search("充|换", entry.record.text) and "小区" in entry.record.text
    ),
    "发言人:马知远 护理": lambda entry: by(entry, "马知远") and "护理" in entry.record.text,
    "发言人:mazhiyuan": lambda entry: by(entry, "马知远"),
    "发言人:mzy": lambda entry: by(entry, "马知远"),
    "发言人:马知远、沈国梁": lambda entry: by(entry, "马知远") or by(entry, "沈国梁"),
    "部门:商务局 海外仓": lambda entry: entry.record.kind in ("question", "answer"),
    "党派:民建": lambda entry: by(entry, "民建临沅市委会"),
    "机构:政协 非遗": lambda entry: entry.record.body == "cppcc",
    "类型:答复 停车": lambda entry: entry.record.kind == "answer",
    "年份:2023、2025 托育": lambda entry: entry.record.year in (2023, 2025),
    "年份:2023-2025 托育": lambda entry: 2023 <= entry.record.year <= 2025,
    "日期:2024-07 停车": lambda entry: (entry.document.held or entry.document.published).startswith(
        "2024-07"
    ),
    "议题:停车共享": lambda entry: entry.topic == "停车共享",
    "标题:海外仓": lambda entry: "海外仓" in (entry.record.title or ""),
    "会议:代表问政 快递": lambda entry: entry.meeting and "代表问政" in entry.meeting.name,
    "问:停车": lambda entry: entry.record.kind == "question",
    "答:责任险": lambda entry: entry.record.kind == "answer" and "责任险" in entry.record.text,
    "问:停车 答:年底": lambda entry: entry.record.kind == "answer" and "年底" in entry.record.text,
}


def by(entry: Entry, name: str) -> bool:
    return any(name == each.attribution.printed for each in entry.by)


@pytest.mark.parametrize("q", ALL)
def test_an_example_finds_what_it_says_and_nothing_else(
    samples: dict[str, tuple[str | None, list[Entry]]], q: str
) -> None:
    for entry in samples[q][1]:
        assert HOLDS[q](entry), entry.record.text


def test_every_example_is_on_the_page_and_leads_to_its_result(client: Client) -> None:
    html = client.page("/help")
    for q in ALL:
        assert f"<code>{q}</code>" in html.replace("&#34;", '"')
    for address in re.findall(r'<dt><a href="([^"]+)"', html):
        client.page(address)
    assert 'href="/help"' in client.page("/search")
    assert 'href="/help"' in client.page("/search?q=(停车")
