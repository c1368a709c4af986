"""A record in its context, an exchange, and what becomes of their addresses."""

import hashlib
import html as markup
import re

import pytest
from sqlalchemy import Engine

from app.archive import keys
from app.archive.db import open_engine, writer_factory
from app.archive.models import KeyRedirect, Revision, Source
from app.settings import Settings
from app.web import labels
from tests.web.city import City
from tests.web.client import SITE, Client


@pytest.fixture(scope="module")
def engine(settings: Settings, rows: City) -> Engine:
    return open_engine(settings)


def test_a_speech_has_all_one_needs_to_quote_it(client: Client, rows: City) -> None:
    html = client.page(f"/r/{rows.speech.key}")
    assert "<p>老城区停车泊位缺口较大。</p>" in html
    assert f'data-copy="{SITE}/r/{rows.speech.key}"' in html
    assert "江晚舟. 把民生小事办成头等大事：补齐停车短板[N/OL]. 云汀日报, 2025-01-18(03)[" in html
    assert f'href="/sources/{rows.source.sha256}?at={rows.speech.key}#{rows.speech.key}"' in html
    assert f'href="/documents/{rows.speeches.key}?at={rows.speech.key}#{rows.speech.key}"' in html
    assert f'href="/delegates/{rows.npc_person.key}"' in html
    assert "云汀物流协会" in html


def test_an_earlier_wording_is_shown_as_such(client: Client, rows: City) -> None:
    older = client.page(f"/r/{rows.speech.key}@1")
    assert "老城区停车位不够。" in older
    assert "已被取代" in older
    assert f"{SITE}/r/{rows.speech.key}@1" in older
    current = client.page(f"/r/{rows.speech.key}@2")
    assert "已被取代" not in current
    for wrong in ("@3", "@0", "@x", "@", "@1@2"):
        assert client.get(f"/r/{rows.speech.key}{wrong}").status_code == 404, wrong


def test_an_answer_opens_in_the_context_of_its_exchange(client: Client, rows: City) -> None:
    first, second = rows.answers
    html = client.page(f"/r/{first.key}")
    assert "桥下停车场年底建成" in html
    assert "请问桥下停车场何时建成？" in html
    assert f'href="/r/{second.key}"' in html
    assert f'href="/qa/{rows.question.key}?at={first.key}#{first.key}"' in html
    assert "<h1>市交通运输局、柳长青答复：桥下停车</h1>" in html


def test_an_exchange_is_a_conversation_with_an_anchor_and_a_link_for_each_answer(
    client: Client, rows: City
) -> None:
    html = client.page(f"/qa/{rows.question.key}")
    for record in (rows.question, *rows.answers, rows.follow_up):
        assert f'id="{record.key}"' in html
        assert f'data-copy="{SITE}/r/{record.key}"' in html
    assert "据上下文推定" in html
    assert ">补充<" in html
    assert ">追问<" in html


def test_an_exchange_and_its_turns_can_be_quoted(client: Client, rows: City) -> None:
    html = client.page(f"/qa/{rows.question.key}")
    cited = html.split('id="citation">')[1].split("</p>")[0]
    assert cited.endswith(f"/qa/{rows.question.key}.")
    assert "/OL]" in cited
    assert 'data-text="conversation"' in html
    assert "data-print" in html
    for record in (rows.question, *rows.answers, rows.follow_up):
        assert f'data-text="{record.key}"' in html
        assert f'href="/r/{record.key}/original"' in html
    assert "桥下停车（2024年）" in html.split("</title>")[0]


def test_documents_plans_and_meetings_can_be_quoted(client: Client, rows: City) -> None:
    cited = {}
    for address in (
        f"/documents/{rows.speeches.key}",
        f"/plans/{rows.plan.key}",
        f"/meetings/{rows.inquiry.key}",
    ):
        html = client.page(address)
        assert f'<a id="permalink" href="{SITE}{address}">' in html
        assert f'data-copy="{SITE}{address}"' in html
        assert "data-print" in html
        words = html.split('data-text="')[1].split('"')[0]
        assert f'id="{words}"' in html
        plain = html.split('id="plain">')[1].split("</p>")[0]
        assert plain.endswith(f"，{SITE}{address}")
        assert f'data-tail="——{plain}"' in html
        cited[address] = html.split('id="citation">')[1].split("</p>")[0].replace(str(labels.today()), "今日")
    paper = "[N/OL]. 云汀日报, 2025-01-18(03)[今日]"
    assert list(cited.values()) == [
        f"把民生小事办成头等大事{paper}. {SITE}/documents/{rows.speeches.key}.",
        f"云汀市综合交通规划[R/OL]. 2021[今日]. {SITE}/plans/{rows.plan.key}.",
        f"云汀市问政会[DB/OL]. 2024[今日]. {SITE}/meetings/{rows.inquiry.key}.",
    ]


def test_what_is_copied_of_a_document_says_who_speaks(client: Client, rows: City) -> None:
    html = client.page(f"/documents/{rows.qa.key}")
    lines = re.findall(r'data-line="([^"]+)"', html)
    assert lines[:3] == ["贺知秋（提问）：", "市交通运输局、柳长青（答复）：", "市建设局（补充答复）："]
    assert '<h3 class="record-title" data-line>' in client.page(f"/documents/{rows.speeches.key}")
    assert 'data-line="（二）公交"' in client.page(f"/plans/{rows.plan.key}")


def test_records_of_a_meeting_delegate_or_department_are_exported(client: Client, rows: City) -> None:
    for address, records in (
        (f"/meetings/{rows.inquiry.key}", 5),
        (f"/delegates/{rows.npc_person.key}", 1),
        (f"/departments/{rows.bureau.key}?year=2024", 4),  # with the questions
        (f"/departments/{rows.party.key}", 1),
    ):
        html = client.page(address)
        head = html.split('<header class="title-block')[1].split("</header>")[0]
        link = re.search(r'href="(/search\.json[^"]+)"', head)
        assert link, address
        assert client.get(markup.unescape(link[1])).json()["total"] == records, address


def test_a_comparison_says_its_year_in_the_tab(client: Client, rows: City) -> None:
    title = client.page(f"/r/{rows.speech.key}/original").split("</title>")[0]
    assert f"（{rows.speech.year}年）" in title.split("对照原文：")[1]


def test_the_address_of_an_exchange_finds_its_records(client: Client, rows: City) -> None:
    answer = client.get(f"/qa/{rows.answers[1].key}")
    assert answer.status_code == 301
    assert (
        answer.headers["Location"]
        == f"/qa/{rows.question.key}?at={rows.answers[1].key}#{rows.answers[1].key}"
    )
    speech = client.get(f"/qa/{rows.speech.key}")
    assert speech.headers["Location"] == f"/r/{rows.speech.key}"


def test_a_section_shows_what_it_stands_under(client: Client, rows: City) -> None:
    html = client.page(f"/r/{rows.section.key}")
    assert "一、发展基础" in html
    assert "前言</a>" not in html.split("<h1>")[0]
    assert "[R/OL]. 2021[" in html
    parent = client.page(f"/plans/{rows.plan.key}")
    assert 'id="s-1-2"' in parent
    assert 'id="s-1-2b"' in parent


def test_a_record_opened_from_a_search_is_marked_and_leads_back(client: Client, rows: City) -> None:
    html = client.page(f"/r/{rows.speech.key}?q=停车&body=npc&page=2")
    assert "<mark>停车</mark>" in html
    back = markup.escape("/search?q=%E5%81%9C%E8%BD%A6&body=npc&page=2")
    assert f'href="{back}"' in html
    assert f'data-copy="{SITE}/r/{rows.speech.key}"' in html
    assert "<mark>" not in client.page(f"/r/{rows.speech.key}?q=停车&body=senate")


def test_a_match_in_the_title_alone_is_marked_and_in_view(client: Client, rows: City) -> None:
    first = '<mark id="match" tabindex="-1" autofocus>'
    by_title = client.page(f"/r/{rows.speech.key}?q=短板")
    assert f"补齐停车{first}短板</mark></h1>" in by_title
    assert '<a href="#match">看第一处</a>' in by_title
    in_both = client.page(f"/r/{rows.speech.key}?q=停车")
    assert "补齐<mark>停车</mark>短板</h1>" in in_both
    assert f"<p>老城区{first}停车</mark>" in in_both
    assert in_both.count('id="match"') == 1
    by_path = client.page(f"/r/{rows.section.key}?q=发展基础")
    assert f"一、{first}发展基础</mark></a>" in by_path
    by_heading = client.page(f"/r/{rows.speech.key}?q=城市治理")
    assert f"聚焦{first}城市治理</mark>" in by_heading
    assert 'id="match"' not in client.page(f"/r/{rows.speech.key}?q=没有这种话")


def test_a_section_stands_among_those_beside_it(client: Client, rows: City) -> None:
    html = client.page(f"/r/{rows.section.key}")
    beside = html.split("同级各节")[1].split("</section>")[0]
    assert '<strong aria-current="page">（二）公交</strong>' in beside
    assert beside.index("（一）路网") < beside.index("（二）公交") < beside.index("（二）停车")
    assert "二、重点任务" not in beside
    assert f'href="/plans/{rows.plan.key}?at={rows.section.key}#{rows.section.key}"' in beside
    assert "上一节" in html
    assert "下一节" in html


@pytest.mark.parametrize(
    "typed", [str.upper, lambda key: key.replace("-", ""), lambda key: key.translate({ord("-"): "－"})]
)
def test_a_typed_key_leads_to_the_canonical_address(client: Client, rows: City, typed: object) -> None:
    assert callable(typed)
    answer = client.get(f"/r/{typed(rows.speech.key)}", params={"q": "停车"})
    assert answer.status_code == 301
    assert answer.headers["Location"].startswith(f"/r/{rows.speech.key}?q=")


def test_a_key_that_moved_leads_to_where_it_is(client: Client, rows: City) -> None:
    for folder in ("/r/", "/api/v1/records/"):
        answer = client.get(folder + rows.moved)
        assert answer.status_code == 301
        assert answer.headers["Location"] == folder + rows.speech.key


def test_a_cited_wording_of_a_key_that_moved_is_its_own(client: Client, rows: City, engine: Engine) -> None:
    with writer_factory(engine).begin() as session:
        session.add(
            Revision(
                record_key=rows.moved,
                number=1,
                text="渡口的栏杆要修。",
                source_sha256=rows.source.sha256,
                run_id=1,
                reason="首次收录",
                label={"who": ["温书遥"], "title": "渡口"},
            )
        )
    html = client.page(f"/r/{rows.moved}@1")
    assert "<p>渡口的栏杆要修。</p>" in html
    assert "温书遥" in html
    assert "并入他篇" in html
    assert f'href="/r/{rows.speech.key}"' in html
    assert client.get(f"/r/{rows.moved}").status_code == 301
    client.page(f"/r/{rows.moved}@4", 404)


@pytest.mark.parametrize(("state", "status"), [("replaced", 200), ("withdrawn", 410)])
def test_a_cited_wording_of_a_dropped_record_is_shown_unless_withdrawn(
    client: Client, rows: City, engine: Engine, state: str, status: int
) -> None:
    key, sha256 = keys.make("gone", state), hashlib.sha256(state.encode()).hexdigest()
    with writer_factory(engine).begin() as session:
        source = {**rows.source.model_dump(), "sha256": sha256, "file": f"{state}.txt", "state": state}
        session.add(Source(**source))
        session.flush()
        session.add(
            KeyRedirect(old_key=key, noun="record", title="栏杆", reason="更正后的文件没有这段话。", run_id=1)
        )
        session.add(
            Revision(
                record_key=key,
                number=1,
                text="渡口的旧栏杆要拆。",
                source_sha256=sha256,
                run_id=1,
                reason="首次收录",
                label={"who": ["温书遥"], "title": "渡口"},
            )
        )
    html = client.page(f"/r/{key}@1", status)
    assert ("<p>渡口的旧栏杆要拆。</p>" in html) == (status == 200)
    assert "更正后的文件没有这段话。" in html
    assert ("已不在库中的现行文本里" in html) == (status == 200)
    client.page(f"/r/{key}@2", 410)


def test_a_key_that_is_gone_says_what_happened(client: Client, rows: City) -> None:
    html = client.page(f"/r/{rows.gone}", 410)
    assert "已撤的发言" in html
    assert "原件撤回" in html
    assert 'name="q"' in html


@pytest.mark.parametrize("folder", ["/r/", "/qa/", "/documents/", "/delegates/", "/departments/", "/plans/"])
def test_an_unknown_key_gets_a_page_that_searches(client: Client, folder: str) -> None:
    html = client.page(folder + "zzzzz-zzzzz", 404)
    assert "没有找到这一页" in html
    assert 'role="search"' in html


def test_a_circle_of_redirects_ends_in_a_page(client: Client, engine: Engine) -> None:
    one, two = keys.make("circle", "one"), keys.make("circle", "two")
    with writer_factory(engine).begin() as session:
        for old, new in ((one, two), (two, one)):
            session.add(
                KeyRedirect(old_key=old, new_key=new, noun="record", title="圈", reason="试验", run_id=1)
            )
    assert client.get(f"/r/{one}").status_code == 410
