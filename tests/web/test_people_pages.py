"""Delegates and departments."""

import re
from html import unescape

from tests.web.city import City
from tests.web.client import Client


def test_delegates_are_listed_by_initial_and_body(client: Client, rows: City) -> None:
    everyone = client.page("/delegates")
    assert '<h2 id="h">H</h2>' in everyone
    assert '<h2 id="j">J</h2>' in everyone
    only_cppcc = client.page("/delegates?body=cppcc")
    assert rows.cppcc_namesake.key in only_cppcc
    assert rows.npc_person.key not in only_cppcc
    only_h = client.page("/delegates?initial=H")
    assert "贺知秋" in only_h
    assert "江晚舟" not in only_h
    both = client.page("/delegates?initial=j&body=npc")
    assert "/delegates?initial=j&amp;body=cppcc" in both


def test_a_delegate_has_their_words_roles_and_namesake(client: Client, rows: City) -> None:
    html = client.page(f"/delegates/{rows.npc_person.key}")
    assert "老城区停车泊位缺口较大。" in html
    assert "停车收费应当公开透明" not in html
    assert "云汀港务公司" in html
    assert "云汀物流协会" in html
    assert html.index("云汀物流协会") < html.index("云汀港务公司")
    assert f'href="/delegates/{rows.cppcc_namesake.key}"' in html
    assert 'id="y-2025"' in html
    assert f'name="person" value="{rows.npc_person.key}"' in html


def test_a_delegates_questions_name_who_answered(client: Client, rows: City) -> None:
    asker = client.page("/delegates?initial=h").split('href="/delegates/')[1:]
    key = next(link[:11] for link in asker if link[11:].startswith('">贺知秋'))
    html = client.page(f"/delegates/{key}")
    assert f'href="/departments/{rows.bureau.key}"' in html
    assert f'href="/qa/{rows.question.key}"' in html


def test_a_department_has_what_it_was_asked_and_answered(client: Client, rows: City) -> None:
    html = client.page(f"/departments/{rows.bureau.key}")
    assert "请问桥下停车场何时建成？" in html
    assert "桥下停车场年底建成" in html
    assert "我局负责配套道路" not in html
    assert f'href="/qa/{rows.question.key}?at={rows.answers[0].key}#{rows.answers[0].key}"' in html


def test_an_answer_to_a_follow_up_stands_under_the_follow_up(client: Client, rows: City) -> None:
    html = client.page(f"/departments/{rows.bureau.key}")
    assert html.count("请问桥下停车场何时建成？") == 1
    follow_up = html.index("建成后如何收费？")
    assert follow_up < html.index("按政府定价收费。")
    asked = html[html.rindex('<div class="asked', 0, follow_up) : follow_up]
    assert '<span class="mark-box">追问</span>' in asked


def test_a_party_has_what_was_said_for_it(client: Client, rows: City) -> None:
    html = client.page(f"/departments/{rows.party.key}")
    assert "停车收费应当公开透明" in html
    assert f'name="party" value="{rows.party.key}"' in html


def test_departments_are_listed_by_kind(client: Client, rows: City) -> None:
    html = client.page("/departments?kind=party")
    assert rows.party.key in html
    assert rows.bureau.key not in html
    assert client.get("/departments?kind=club").status_code == 400


def test_pages_of_a_list_beyond_its_end_are_empty_not_broken(client: Client, rows: City) -> None:
    for address in ("/delegates?page=9", f"/delegates/{rows.npc_person.key}?page=9"):
        assert 'class="empty"' in client.page(address)


def test_a_delegates_timeline_has_years_meetings_and_topics(client: Client, rows: City) -> None:
    html = client.page(f"/delegates/{rows.npc_person.key}")
    timeline = html.split('class="timeline"')[1].split("</section>")[0]
    assert f'href="/delegates/{rows.npc_person.key}?year=2025"' in timeline
    assert "云汀市人大代表审议工作报告" in timeline
    assert "发言 1 篇" in timeline
    topics = html.split('class="topics"')[1].split("</p>")[0]
    assert f"person={rows.npc_person.key}" in topics


def test_one_year_of_a_delegate_or_department(client: Client, rows: City) -> None:
    address = f"/departments/{rows.bureau.key}"
    of_2024 = client.page(f"{address}?year=2024")
    assert "桥下停车场年底建成" in of_2024
    assert "列出全部年份" in of_2024
    assert "2024年" in of_2024.split("</title>")[0]
    assert "桥下停车场年底建成" not in client.page(f"{address}?year=2025")
    for wrong in ("20244", "x", "二〇二四"):
        assert client.get(f"{address}?year={wrong}").status_code == 400


def test_what_a_department_answered_is_narrowed_by_topic_and_year(client: Client, rows: City) -> None:
    address = f"/departments/{rows.bureau.key}"

    def offered(html: str) -> dict[str, tuple[str, int]]:
        nav = html.split('aria-label="议题"')[1].split("</nav>")[0]
        found = re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)<small>(\d+)</small>', nav)
        return {label: (unescape(url), int(count)) for url, label, count in found}

    everything = offered(client.page(address))
    topic, count = everything["桥下停车"]
    assert topic == f"{address}?topic=%E6%A1%A5%E4%B8%8B%E5%81%9C%E8%BD%A6"
    of_topic = client.page(topic)
    assert len(re.findall('<article class="record', of_topic)) == count == 2
    assert "议题：桥下停车" in of_topic.split("</title>")[0]
    timeline = of_topic.split('class="timeline"')[1].split("</section>")[0]
    assert "2 篇" in timeline
    of_both = re.search(r'href="([^"]+year=2024)"', timeline)
    assert of_both
    narrowed = client.page(unescape(of_both[1]))
    assert offered(narrowed)["全部"] == (f"{address}?year=2024", 2)
    assert offered(narrowed)["桥下停车"] == (
        f"{address}?year=2024&topic=%E6%A1%A5%E4%B8%8B%E5%81%9C%E8%BD%A6",
        2,
    )
    assert "没有" in client.page(f"{address}?topic=无此议题")
    assert "桥下停车" not in offered(client.page(f"{address}?year=2020&topic=无此议题"))
    assert 'aria-label="议题"' not in client.page(f"/departments/{rows.party.key}")


def test_a_department_names_who_asked_and_a_delegate_who_answered(client: Client, rows: City) -> None:
    department = client.page(f"/departments/{rows.bureau.key}")
    assert "贺知秋" in department.split("提问的代表委员")[1].split("</ul>")[0]
    asker = department.split("提问的代表委员")[1].split('href="')[1].split('"')[0]
    assert "市交通运输局" in client.page(asker).split("答复过的部门")[1].split("</ul>")[0]


def test_a_meeting_has_its_documents_and_who_took_part(client: Client, rows: City) -> None:
    html = client.page(f"/meetings/{rows.inquiry.key}")
    assert f'href="/documents/{rows.qa.key}"' in html
    assert "贺知秋" in html
    assert f'href="/departments/{rows.bureau.key}"' in html
    listed = client.page("/meetings?body=npc")
    assert f'href="/meetings/{rows.inquiry.key}"' in listed
    assert f'href="/meetings/{rows.inquiry.key}"' not in client.page("/meetings?body=cppcc")
    assert client.get("/meetings?body=senate").status_code == 400
