"""What corrections make of a reading. No archive, no files."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ingest.corrections import Correction, Outcome, apply, set_fields
from app.ingest.exactness import inexact
from app.parse.types import Body, Document, Genre, Parse, Question, Record, Role, Speech
from app.text.spans import Span
from tests.ingest.corrected import PLAN, QUESTIONS, SHA256, SPEECHES, at, entry, plan, questions, speeches


def corrected(text: str, read: Parse, *entries: Correction) -> tuple[list[Record], Parse, list[Outcome]]:
    """The records after the entries, checked to be exact."""
    found, outcomes = apply(SHA256, text, read, entries)
    assert not inexact(found, text)
    return [record for document in found.documents for record in document.records], found, outcomes


def roles(found: Parse, span: Span) -> set[Role]:
    """The roles of the characters in a span."""
    return {role for start, end, role in found.ledger if start < span.end and span.start < end}


def test_without_entries_the_reading_is_the_same_object() -> None:
    read = speeches()
    other = replace(entry("sic", at(SPEECHES, "社区食堂"), SPEECHES), source="b" * 64)
    assert apply(SHA256, SPEECHES, read, [other]) == (read, [])


def test_a_speaker_is_set_and_what_was_read_is_kept() -> None:
    read = speeches()
    one = entry("set", at(SPEECHES, "社区食堂"), SPEECHES, field="speakers", value=["周小舟"])
    records, _, outcomes = corrected(SPEECHES, read, one)
    assert records[0].speakers == ["周小舟"]
    assert (outcomes[0].state, outcomes[0].was, outcomes[0].record) == ("applied", ["周小洲"], records[0])
    assert read.documents[0].records[0].speakers == ["周小洲"], "the reading given stays as it is"


def test_the_place_may_be_the_record_s_own_label() -> None:
    one = entry("set", at(SPEECHES, "周小洲代表："), SPEECHES, field="speakers", value=["周小舟"])
    assert corrected(SPEECHES, speeches(), one)[0][0].speakers == ["周小舟"]


def test_fields_of_the_document() -> None:
    place = at(SPEECHES, "分组审议发言摘编")
    entries = [
        entry("set", place, SPEECHES, field="document.title", value="审议发言"),
        entry("set", place, SPEECHES, field="document.body", value="cppcc"),
        entry("set", place, SPEECHES, field="document.held", value=""),
    ]
    _, found, outcomes = corrected(SPEECHES, speeches(), *entries)
    page = found.documents[0]
    assert (page.title, page.body, page.held) == ("审议发言", Body.CPPCC, None)
    assert [(one.document, one.record, one.was) for one in outcomes] == [
        (0, None, "分组审议发言摘编"),
        (0, None, "npc"),
        (0, None, "2024"),
    ]


def test_two_documents_of_a_source_are_told_apart_by_what_stands_above_their_records() -> None:
    text = "甲文标题很长\n周小舟：社区食堂要办得长久。\n乙文标题\n也很长\n秦文：公交线路可以短一些。\n"
    first = Speech(speakers=["周小舟"], text="社区食堂要办得长久。", spans=[at(text, "社区食堂要办得长久。")])
    second = Speech(speakers=["秦文"], text="公交线路可以短一些。", spans=[at(text, "公交线路可以短一些。")])
    documents = [
        Document(genre=Genre.SPEECHES, title="甲文标题很长", records=[first]),
        Document(genre=Genre.SPEECHES, title="乙文标题也很长", records=[second]),
    ]
    read = Parse(len(text), documents, [(0, len(text), Role.TEXT)], [])
    title, part = at(text, "乙文标题\n也很长"), at(text, "也很长")
    entries = [
        entry("set", title, text, field="document.title", value="乙文"),
        entry("set", title, text, field="document.held", value="2024-07"),
        entry("set", part, text, field="document.page", value="03"),
        replace(entry("set", part, text, field="document.published", value="2024"), expect=("别处", "别处")),
    ]
    found, outcomes = apply(SHA256, text, read, entries)
    assert [(one.title, one.held, one.page) for one in found.documents] == [
        ("甲文标题很长", None, None),
        ("乙文", "2024-07", "03"),
    ]
    assert [(one.state, one.document) for one in outcomes] == [("applied", 1)] * 3 + [("flagged", 1)]
    assert set_fields(outcomes) == {1: {"title", "held", "page"}}


def test_a_boundary_leaves_the_end_to_the_other_record_and_the_caption_aside() -> None:
    meal = at(SPEECHES, "社区食堂要办得长久，配餐和送餐都要有人管。")
    bus = at(SPEECHES, "公交线路可以短一些，\n班次多一些，晚上收车晚一些。")
    one = entry("boundary", bus, SPEECHES, spans=[[meal.start, bus.end]])
    records, found, outcomes = corrected(SPEECHES, speeches(), one)
    assert records[0].text == "旧楼加装电梯要先算清账，由街道统一受理，再按楼层分担费用。"
    assert records[1].text == (
        "社区食堂要办得长久，配餐和送餐都要有人管。\n秦文代表：公交线路可以短一些，班次多一些，晚上收车晚一些。"
    )
    assert roles(found, at(SPEECHES, "（图为审议现场）")) == {Role.CAPTION}
    assert roles(found, at(SPEECHES, "秦文代表：")) == {Role.TEXT}
    assert outcomes[0].was == [
        list(at(SPEECHES, "公交线路可以短一些，")),
        list(at(SPEECHES, "班次多一些，晚上收车晚一些。")),
    ]


def test_what_a_record_gives_up_has_the_role_that_is_named() -> None:
    lines = at(SPEECHES, "旧楼加装电梯要先算清账，由街道统一受理，\n再按楼层分担费用。")
    meal = at(SPEECHES, "社区食堂要办得长久，配餐和送餐都要有人管。")
    one = entry("boundary", lines, SPEECHES, spans=[list(lines)])
    named = entry("boundary", lines, SPEECHES, spans=[list(lines)], rest="narrative")
    assert roles(corrected(SPEECHES, speeches(), one)[1], meal) == {Role.UNREAD}
    assert roles(corrected(SPEECHES, speeches(), named)[1], meal) == {Role.NARRATIVE}


def test_a_whole_boundary_takes_the_caption_in() -> None:
    bus = at(SPEECHES, "公交线路可以短一些，\n班次多一些，晚上收车晚一些。")
    caption = at(SPEECHES, "（图为审议现场）")
    one = entry("boundary", bus, SPEECHES, spans=[list(caption), list(bus)], whole=True)
    records, found, _ = corrected(SPEECHES, speeches(), one)
    assert records[1].text.startswith("（图为审议现场）\n公交线路")
    assert roles(found, caption) == {Role.TEXT}


def test_unread_lines_are_joined_as_a_reader_would() -> None:
    bus = at(SPEECHES, "公交线路可以短一些，\n班次多一些，晚上收车晚一些。")
    note = at(SPEECHES, "说明：以上意见已转交通局。")
    one = entry("boundary", bus, SPEECHES, spans=[[bus.start, note.end]])
    text = corrected(SPEECHES, speeches(), one)[0][1].text
    assert text == "公交线路可以短一些，班次多一些，晚上收车晚一些。\n说明：以上意见已转交通局。"


def test_merged_records_take_in_the_false_label() -> None:
    place = Span(at(SPEECHES, "社区食堂").start, at(SPEECHES, "晚上收车").end)
    records, found, outcomes = corrected(SPEECHES, speeches(), entry("merge", place, SPEECHES))
    assert len(records) == 1
    assert records[0].text.splitlines()[2] == "秦文代表：公交线路可以短一些，班次多一些，晚上收车晚一些。"
    assert roles(found, at(SPEECHES, "（图为审议现场）")) == {Role.CAPTION}
    assert outcomes[0].was == 2


def test_a_label_may_stay_one_when_records_are_merged() -> None:
    place = Span(at(SPEECHES, "社区食堂").start, at(SPEECHES, "晚上收车").end)
    one = entry("merge", place, SPEECHES, labels_stay=True)
    records, found, _ = corrected(SPEECHES, speeches(), one)
    assert "秦文" not in records[0].text
    assert roles(found, at(SPEECHES, "秦文代表：")) == {Role.LABEL}


def test_what_was_corrected_before_shows_on_the_merged_record() -> None:
    bus = at(SPEECHES, "公交线路可以短一些")
    place = Span(at(SPEECHES, "社区食堂").start, bus.end)
    entries = [entry("sic", bus, SPEECHES), entry("merge", place, SPEECHES)]
    records, _, outcomes = corrected(SPEECHES, speeches(), *entries)
    assert all(one.record is records[0] for one in outcomes)


def test_a_missed_question_is_split_off_with_its_label_and_opens_an_exchange() -> None:
    asked = at(QUESTIONS, "夜间施工怎么办？")
    one = entry(
        "split",
        asked,
        QUESTIONS,
        label=list(at(QUESTIONS, "章远：")),
        kind_of_record="question",
        fields={"asker": "章远"},
        opens_exchange=True,
    )
    records, found, outcomes = corrected(QUESTIONS, questions(), one)
    assert [(record.kind, record.text, record.exchange) for record in records] == [
        ("question", "河道清淤何时完工？", 1),
        ("answer", "年底完工。", 1),
        ("question", "夜间施工怎么办？", 2),
        ("answer", "夜间不再施工。", 2),
    ]
    assert isinstance(records[2], Question)
    assert records[2].asker == "章远"
    assert outcomes[0].record is records[2]
    assert roles(found, at(QUESTIONS, "章远：")) == {Role.LABEL}


def test_what_follows_the_part_split_off_is_a_third_record_by_the_first_speaker() -> None:
    one = entry("split", at(SPEECHES, "再按楼层分担费用。"), SPEECHES, fields={"speakers": ["秦文"]})
    records, _, _ = corrected(SPEECHES, speeches(), one)
    assert [(record.speakers, record.text[:6]) for record in records[:3]] == [
        (["周小洲"], "旧楼加装电梯"),
        (["秦文"], "再按楼层分担"),
        (["周小洲"], "社区食堂要办"),
    ]
    assert all(isinstance(record, Speech) and record.body is Body.NPC for record in records)


def test_a_name_that_is_set_is_inferred_no_more() -> None:
    one = entry("set", at(QUESTIONS, "年底完工"), QUESTIONS, field="respondent", value="水务局")
    assert questions().findings
    assert not corrected(QUESTIONS, questions(), one)[1].findings


def test_a_section_s_new_title_is_in_the_paths_below_it() -> None:
    one = entry("set", at(PLAN, "第一章　住房"), PLAN, field="title", value="居住")
    records, _, _ = corrected(PLAN, plan(), one)
    assert [(record.title, record.path) for record in records] == [
        ("居住", []),
        ("老旧小区", ["居住"]),
        ("道路", []),
    ]


def test_as_printed_changes_nothing_and_quotes_the_source() -> None:
    read = speeches()
    records, found, outcomes = corrected(SPEECHES, read, entry("sic", at(SPEECHES, "晚上收车"), SPEECHES))
    assert [record.text for record in records] == [one.text for one in read.documents[0].records]
    assert {role for _, _, role in found.ledger} == {role for _, _, role in read.ledger}
    assert (outcomes[0].record, outcomes[0].printed) == (records[1], "晚上收车")


NOWHERE = Span(at(SPEECHES, "说明：以").start, at(SPEECHES, "交通局。").end)
BOTH = Span(at(SPEECHES, "社区食堂").start, at(SPEECHES, "班次多一些").end)
FLAGGED = {
    "other words": (replace(entry("sic", BOTH, SPEECHES), expect=("没有的话", "没有的话")), "changed"),
    "beyond the end": (entry("sic", Span(BOTH.start, 9_999), SPEECHES), "changed"),
    "words moved": (
        replace(entry("sic", at(SPEECHES, "晚上收车"), SPEECHES), span=Span(3, 7)),
        "moved",
    ),
    "no record": (entry("sic", NOWHERE, SPEECHES), "no_record"),
    "two records": (entry("sic", BOTH, SPEECHES), "several"),
    "a field it has not": (
        entry("set", at(SPEECHES, "社区食堂"), SPEECHES, field="topic", value="用餐"),
        "unfit",
    ),
    "one record to merge": (entry("merge", at(SPEECHES, "社区食堂"), SPEECHES), "no_record"),
    "a whole record swallowed": (
        entry("boundary", at(SPEECHES, "晚上收车"), SPEECHES, spans=[[0, len(SPEECHES)]]),
        "unfit",
    ),
    "nothing left before": (entry("split", at(SPEECHES, "旧楼加装电梯"), SPEECHES), "unfit"),
    "overlapping spans": (
        entry("boundary", at(SPEECHES, "晚上收车"), SPEECHES, spans=[[90, 96], [95, 99]]),
        "unfit",
    ),
    "spans beyond the end": (
        entry("boundary", at(SPEECHES, "晚上收车"), SPEECHES, spans=[[90, 9_999]]),
        "changed",
    ),
}


@pytest.mark.parametrize("name", FLAGGED)
def test_what_cannot_be_applied_is_a_finding_and_changes_nothing(name: str) -> None:
    one, code = FLAGGED[name]
    read = speeches()
    records, found, outcomes = corrected(SPEECHES, read, one)
    assert [(outcome.state, outcome.code) for outcome in outcomes] == [("flagged", code)]
    assert [finding.code for finding in found.findings] == [f"correction_{code}"]
    assert outcomes[0].message
    assert records == read.documents[0].records
    assert roles(found, Span(0, len(SPEECHES))) == roles(read, Span(0, len(SPEECHES)))


def test_words_that_moved_are_said_to_stand_elsewhere() -> None:
    one = replace(entry("sic", at(SPEECHES, "晚上收车"), SPEECHES), span=Span(3, 7))
    place = at(SPEECHES, "晚上收车")
    assert f"[{place.start}, {place.end}]" in corrected(SPEECHES, speeches(), one)[2][0].message


def test_the_others_are_applied_when_one_is_flagged() -> None:
    wrong = FLAGGED["other words"][0]
    right = entry("set", at(SPEECHES, "社区食堂"), SPEECHES, field="speakers", value=["周小舟"])
    records, _, outcomes = corrected(SPEECHES, speeches(), wrong, right)
    assert [one.state for one in outcomes] == ["flagged", "applied"]
    assert records[0].speakers == ["周小舟"]


PAGES = {"speeches": (SPEECHES, speeches), "questions": (QUESTIONS, questions), "plan": (PLAN, plan)}


@st.composite
def entries(draw: st.DrawFn, text: str) -> Correction:
    """Any entry of any kind at any place."""

    def span() -> list[int]:
        start = draw(st.integers(0, len(text) - 1))
        return [start, draw(st.integers(start + 1, len(text)))]

    kind = draw(st.sampled_from(["boundary", "merge", "split", "sic", "set"]))
    value = {
        "boundary": lambda: {"spans": [span()], "whole": draw(st.booleans())},
        "merge": lambda: {"labels_stay": draw(st.booleans())},
        "split": lambda: {"label": span(), "kind_of_record": draw(st.sampled_from(["speech", "question"]))},
        "sic": dict,
        "set": lambda: {"field": "title", "value": "新题"},
    }[kind]()
    start, end = span()
    return replace(entry(kind, Span(start, end), text, **value), expect=("", ""))


@given(st.data(), st.sampled_from(sorted(PAGES)))
def test_whatever_is_corrected_no_character_is_lost_or_invented(data: st.DataObject, page: str) -> None:
    text, make = PAGES[page]
    given_entries = data.draw(st.lists(entries(text), min_size=1, max_size=4))
    _, found, outcomes = corrected(text, make(), *given_entries)
    assert len(outcomes) == len(given_entries)
    covered = sorted(at for d in found.documents for r in d.records for s in r.spans for at in range(*s))
    assert len(set(covered)) == len(covered), "no character is in two records"
    words = [at for at in covered if not text[at].isspace()]
    texts = [at for start, end, role in found.ledger if role is Role.TEXT for at in range(start, end)]
    assert words == [at for at in texts if not text[at].isspace()]
    assert all(record.spans or record.kind == "section" for d in found.documents for record in d.records)
