"""What was corrected shows on the record, with what was read, who corrected it and why."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import delete
from sqlmodel import col

from app.archive.db import open_engine, writer_factory
from app.archive.models import Correction, SourceFinding
from app.settings import Settings
from tests.web.city import City
from tests.web.client import Client

Correct = Callable[..., None]


@pytest.fixture
def correct(settings: Settings, rows: City) -> Iterator[Correct]:
    """Writes the row of a correction; it is gone after the test."""
    engine = open_engine(settings)
    writers = writer_factory(engine)

    def write(kind: str, value: dict[str, Any], **more: Any) -> None:
        known = {
            "source_sha256": rows.source.sha256,
            "start": 0,
            "end": 4,
            "who": "资料室",
            "why": "与纸本核对。",
            "date": "2026-03-02",
            "file": "a.toml",
            "state": "applied",
        }
        with writers.begin() as session:
            session.add(
                Correction(key=f"k{kind}{len(str(value))}", kind=kind, value=value, **{**known, **more})
            )

    yield write
    with writers.begin() as session:
        session.execute(delete(Correction).where(col(Correction.file) == "a.toml"))
        session.execute(delete(SourceFinding).where(col(SourceFinding.code).startswith("correction_")))
    engine.dispose()


def test_a_record_that_was_not_corrected_says_nothing(client: Client, rows: City) -> None:
    page = client.page(f"/r/{rows.speech.key}")
    assert "更正" not in page


def test_a_set_speaker_shows_with_what_was_read_who_and_why(
    client: Client, rows: City, correct: Correct
) -> None:
    value = {"field": "speakers", "value": ["江晚舟"], "was": ["江晓<舟"], "printed": "老城区"}
    correct("set", value, record_key=rows.speech.key)
    page = client.page(f"/r/{rows.speech.key}")
    assert '<a href="#corrections">已更正</a>' in page
    assert "发言人：江晚舟（原读作：江晓&lt;舟）" in page
    for said in ("与纸本核对。", "资料室", "2026年3月2日"):
        assert said in page


def test_as_printed_quotes_the_source(client: Client, rows: City, correct: Correct) -> None:
    correct("sic", {"printed": "停车位不够"}, record_key=rows.speech.key)
    page = client.page(f"/r/{rows.speech.key}")
    assert '<a href="#corrections">原文如此</a>' in page
    assert "原文如此：<q>停车位不够</q>" in page
    assert "已更正" not in page


@pytest.mark.parametrize(
    ("field", "was", "value", "said"),
    [
        ("document.held", None, "2024-07", "会议日期：2024年7月（原读作：无）"),
        ("document.body", "npc", "cppcc", "文献机构：政协（原读作：人大）"),
        ("follow_up", False, True, "追问：是（原读作：否）"),
        ("title", "停车", "停车", "标题：停车（读出的已与更正一致）"),
    ],
)
def test_values_are_said_as_people_say_them(
    field: str, was: Any, value: Any, said: str, client: Client, rows: City, correct: Correct
) -> None:
    correct("set", {"field": field, "was": was, "value": value}, record_key=rows.speech.key)
    assert said in client.page(f"/r/{rows.speech.key}")


def test_what_was_corrected_of_a_document_shows_on_its_records_only(
    client: Client, rows: City, correct: Correct
) -> None:
    value = {"field": "document.page", "was": None, "value": "03", "document": rows.speeches.key}
    correct("set", value)
    assert "版面：03（原读作：无）" in client.page(f"/r/{rows.speech.key}")
    assert "已更正" not in client.page(f"/r/{rows.question.key}")


def test_what_is_flagged_or_of_another_edition_is_not_shown_as_corrected(
    client: Client, rows: City, correct: Correct
) -> None:
    correct("sic", {"printed": "甲"}, record_key=rows.speech.key, state="flagged", message="no")
    correct("merge", {}, record_key=rows.speech.key, source_sha256="9" * 64)
    page = client.page(f"/r/{rows.speech.key}")
    assert "更正" not in page
    assert "原文如此" not in page


def test_a_document_shows_what_was_corrected_of_itself(client: Client, rows: City, correct: Correct) -> None:
    assert "更正" not in client.page(f"/documents/{rows.speeches.key}")
    value = {"field": "document.page", "was": None, "value": "03", "document": rows.speeches.key}
    correct("set", value)
    correct("merge", {"document": rows.speeches.key}, record_key=rows.speech.key)
    page = client.page(f"/documents/{rows.speeches.key}")
    assert "03（原读作：无）" in page
    assert page.count("与纸本核对。") == 1


def test_a_source_shows_all_that_was_written_about_it(client: Client, rows: City, correct: Correct) -> None:
    value = {"field": "document.page", "was": None, "value": "03", "document": rows.speeches.key}
    correct("set", value)
    correct("merge", {"document": rows.speeches.key}, record_key=rows.speech.key)
    correct("sic", {"printed": ""}, state="flagged", message="no")
    page = client.page(f"/sources/{rows.source.sha256}")
    assert "03（原读作：无）" in page
    assert f'<li><a href="/r/{rows.speech.key}">' in page
    assert "未能应用的更正" in page
    assert page.count("与纸本核对。") == 3


def test_every_finding_of_a_correction_is_said_in_chinese(
    client: Client, rows: City, settings: Settings
) -> None:
    engine = open_engine(settings)
    with writer_factory(engine).begin() as session:
        session.add(
            SourceFinding(
                source_sha256=rows.source.sha256,
                position=900,
                code="correction_moved",
                message="the words expected here stand at [1, 2] now",
                start=0,
                end=4,
            )
        )
    page = client.page(f"/sources/{rows.source.sha256}")
    with writer_factory(engine).begin() as session:
        session.execute(delete(SourceFinding).where(col(SourceFinding.code) == "correction_moved"))
    engine.dispose()
    assert "有一条更正未能应用：它所记的文字已不在此处。" in page


def test_a_document_says_what_was_corrected_in_it_and_what_could_not_be(
    client: Client, rows: City, correct: Correct
) -> None:
    address = f"/documents/{rows.speeches.key}"
    value = {"field": "document.title", "was": "旧题", "value": "新题目", "document": rows.speeches.key}
    correct("set", value)
    for page in (client.page(address), client.page(f"/sources/{rows.source.sha256}")):
        for said in ("文献标题：新题目（原读作：旧题）", "与纸本核对。", "资料室"):
            assert said in page
    assert f'<a href="{address}">文献标题' in client.page(f"/sources/{rows.source.sha256}")
    assert "未能应用的更正" not in client.page(address)
    correct("set", {**value, "value": "另一个题目"}, state="flagged", why="另一处。")
    page = client.page(address)
    assert ("未能应用的更正" in page, "另一处。" in page) == (True, True)
    assert "未能应用的更正" not in client.page(f"/r/{rows.speech.key}")
