"""What was found is marked and in view also where it is not in the record's own words."""

import re

from tests.web.city import City
from tests.web.client import Client

FIRST = '<mark id="match" tabindex="-1" autofocus>'


def test_an_answer_found_by_its_question_shows_the_question_marked(client: Client, rows: City) -> None:
    html = client.page(f"/r/{rows.answers[1].key}?q=桥下停车场何时")
    asked = html.split('aria-label="所答的提问"')[1].split("</section>")[0]
    assert f"请问{FIRST}桥下停车场何时</mark>建成？" in asked
    assert html.count('id="match"') == 1
    assert '<a href="#match">看第一处</a>' in html
    own = client.page(f"/r/{rows.answers[0].key}?q=建成")
    assert f"年底{FIRST}建成</mark>" in own  # the record's own words come first
    assert "何时<mark>建成</mark>？" in own
    assert "标出 2 处" in own


def test_a_record_found_by_the_title_of_its_document_or_meeting_shows_it_marked(
    client: Client, rows: City
) -> None:
    section = client.page(f"/r/{rows.section.key}?q=综合交通规划")
    path = section.split('<p class="path">')[1].split("</p>")[0]
    assert f"云汀市{FIRST}综合交通规划</mark>" in path
    assert section.count('id="match"') == 1
    assert "综合交通" not in client.page(f"/r/{rows.section.key}").split("</nav>")[2].split("<h1>")[0]
    answer = client.page(f"/r/{rows.answers[1].key}?q=云汀市问政会")
    meta = answer.split('<header class="title-block')[1].split("</header>")[0]
    assert f"<span>{FIRST}云汀市问政会</mark></span>" in meta


def test_a_hit_without_words_to_show_has_no_empty_paragraph(client: Client) -> None:
    html = client.page("/search?q=标题:发展基础")
    assert 'class="hit ' in html
    assert not re.search(r"<p[^>]*>\s*</p>", html)
