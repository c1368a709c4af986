"""Meetings, documents, plans, delegates and departments can be browsed: filters with counts, in pages."""

import re
from pathlib import Path

import pytest

from app.archive.db import migrate, open_engine
from app.main import create_app
from app.settings import Settings
from tests.web.city import City
from tests.web.client import Client
from tests.web.factory import Factory, by

CHOICE = re.compile(r"<(a|span)\b([^>]*)>([^<]+)<small>(\d+)</small></\1>")


def choices(html: str, label: str) -> dict[str, tuple[str, int]]:
    """The values of a filter: word → address ("" for one that leads nowhere) and count."""
    nav = html.split(f'aria-label="{label}"')[1].split("</nav>")[0]
    found = {}
    for _, attributes, word, count in CHOICE.findall(nav):
        address = re.search(r'href="([^"]+)"', attributes)
        found[word] = (address[1].replace("&amp;", "&") if address else "", int(count))
    return found


def listed(html: str) -> int:
    """How many things a page of a list shows."""
    return len(re.findall(r"<li>", html.split("</h1>")[1].split("<footer")[0]))


@pytest.mark.parametrize("path", ["/meetings", "/documents", "/plans", "/delegates", "/departments"])
def test_every_count_of_a_filter_is_what_its_address_lists(client: Client, rows: City, path: str) -> None:
    labels = {"/delegates": ("机构", "拼音"), "/departments": ("类别",)}.get(path, ("机构", "年份"))
    labels += ("体裁",) if path == "/documents" else ()
    for start in (path, *(link for link, _ in choices(client.page(path), labels[0]).values() if link)):
        html = client.page(start)
        for label in labels:
            values = choices(html, label)
            assert "全部" in values
            for word, (address, count) in values.items():
                assert bool(address) == bool(count), (start, word)
                if address:
                    assert listed(client.page(address)) == count, (start, label, word)


def test_lists_say_their_total_and_narrow_by_year_and_body(client: Client, rows: City) -> None:
    assert "<h1>会议<small>2 场</small>" in client.page("/meetings")
    html = client.page("/meetings?year=2024&body=npc")
    assert "云汀市问政会" in html
    assert "云汀市人大代表审议工作报告" not in html
    assert "<h1>会议<small>1 场</small>" in html
    assert html.split("</title>")[0].endswith("会议：人大、2024年 · 议事录")
    assert choices(html, "年份")["2025年"] == ("/meetings?body=npc&year=2025", 1)
    documents = client.page("/documents?year=2024")
    assert rows.qa.key in documents
    assert rows.speeches.key not in documents
    assert rows.plan.key in client.page("/plans?year=2021")
    assert rows.plan.key not in client.page("/plans?year=1999")
    assert rows.speeches.key not in client.page("/plans")
    for wrong in ("/meetings?year=x", "/documents?year=20241", "/plans?year=二〇二一", "/plans?body=senate"):
        assert client.get(wrong).status_code == 400, wrong


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Client:
    """More of everything than one page of a list holds, and officials among the people."""
    folder: Path = tmp_path_factory.mktemp("crowd")
    settings = Settings(data=folder, search="whoosh", segmenter="jieba")
    engine = open_engine(settings)
    migrate(engine)
    factory = Factory()
    factory.run()
    factory.source("原文" * 1500)
    surnames = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹"
    for n in range(250):
        name = f"{surnames[n % 25]}{'甲乙丙丁戊己庚辛壬癸'[n // 25]}"
        person = factory.person(name, "cppcc" if n % 2 else "npc")
        department = factory.department(f"第{n}局", "department" if n % 5 else "party")
        meeting = factory.meeting(f"第{n}次会", "npc" if n % 3 else "cppcc", 2000 + n // 40)
        more = {"year": 2000 + n // 40, "meeting_key": meeting.key}
        speeches = factory.document(f"第{n}篇发言", "speeches", meeting.body, **more)
        factory.record(
            speeches,
            "speech",
            f"第{n}篇",
            by("speaker", name, person),
            by("represents", department.name, None, department),
        )
        plan = factory.document(f"第{n}份规划", "plan", "government", year=2000 + n // 40)
        factory.record(plan, "section", f"第{n}节", level=1, number="", ordinal=n, title="停车")
    official = factory.person("白答复", "government")
    factory.record(speeches, "answer", "按规定办。", by("respondent", "白答复", official))
    factory.save(engine)
    engine.dispose()
    return Client(create_app(settings))


@pytest.mark.parametrize(
    ("path", "total"),
    [
        ("/meetings", "250 场"),
        ("/documents", "500 份"),
        ("/documents?genre=speeches", "250 份"),
        ("/plans", "250 份"),
        ("/delegates", "250 位"),
        ("/departments", "250 个"),
        ("/departments?kind=party", "50 个"),
    ],
)
def test_long_lists_come_in_light_pages_that_hold_everything_once(
    crowd: Client, path: str, total: str
) -> None:
    seen: list[str] = []
    titles = []
    address = path
    while address:
        html = crowd.page(address)
        assert len(html.encode()) < 100_000
        assert f"<small>{total}</small>" in html
        titles.append(html.split("<title>")[1].split("</title>")[0])
        main = html.split("</h1>")[1].split('class="pager"')[0].split("<footer")[0].split("</nav>")[-1]
        items = (item.split("</li>")[0] for item in main.split("<li>")[1:])
        seen += [re.search(r'href="(/[^"]+/[^"]+)"', item)[1] for item in items]  # type: ignore[index]
        link = re.search(r'rel="next" href="([^"]+)"', html)
        address = link[1].replace("&amp;", "&") if link else ""
    assert len(seen) == len(set(seen)) == int(total.split()[0])
    assert len(set(titles)) == len(titles)
    assert all(f"第{n}页" in title for n, title in enumerate(titles[1:], 2))


def test_a_year_counts_all_its_meetings_on_whatever_page(crowd: Client) -> None:
    assert "<h2>2003年<small>40 场，40 篇</small></h2>" in crowd.page("/meetings")
    assert "<h2>2003年<small>40 场，40 篇</small></h2>" in crowd.page("/meetings?page=2")


def test_officials_are_not_counted_among_delegates(crowd: Client) -> None:
    html = crowd.page("/delegates")
    assert "白答复" not in html
    assert "250 位" in html
    assert choices(html, "机构")["全部"] == ("/delegates", 250)
    assert choices(html, "机构")["政府工作人员"] == ("/delegates?body=government", 1)
    assert choices(html, "拼音").get("B") is None
    officials = crowd.page("/delegates?body=government")
    assert "<h1>政府工作人员<small>1 位</small>" in officials
    assert "白答复" in officials
    assert 'href="/delegates?body=government">政府工作人员</a>' in crowd.page(
        re.search(r'href="(/delegates/[^"]+)">白答复', officials)[1]  # type: ignore[index]
    )
    home = crowd.page("/")
    assert "initial=b" not in home


@pytest.mark.parametrize("path", ["/meetings", "/documents", "/plans", "/delegates", "/departments"])
def test_beyond_the_last_page_a_list_says_so_and_leads_back(crowd: Client, path: str) -> None:
    html = crowd.page(f"{path}?page=99")
    last = re.search(r'<a href="([^"]+)">回到最后一页', html)
    assert "这一页之后没有内容了" in html
    assert "没有符合条件" not in html
    assert "第 99 页" not in html
    assert last
    assert "上一页" in crowd.page(last[1])


def test_beyond_the_only_page_of_one_person_department_or_meeting(client: Client, rows: City) -> None:
    for url in (
        f"/delegates/{rows.npc_person.key}",
        f"/departments/{rows.bureau.key}",
        f"/meetings/{rows.inquiry.key}",
    ):
        html = client.page(f"{url}?page=99")
        assert "这一页之后没有内容了" in html
        assert f'<a href="{url}">回到最后一页' in html
        assert "库中没有" not in html
        assert "这一页之后没有内容了" not in client.page(url)
