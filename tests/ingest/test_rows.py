"""What rows a reading becomes: exchanges, attributions, persons, departments, roles, sections."""

from pathlib import Path

import pytest
from readings import document, long_text, reader_of, reading, speech, write_source
from sqlmodel import Session
from table_rows import rows

from app.archive import models
from app.ingest import ingest
from app.parse.types import Answer, Body, Document, Finding, Genre, Parse, Question, Section
from app.search import Searcher, SearchRequest
from app.settings import Settings
from app.text.spans import Span

ALIASES = '[[department]]\nname = "人社局"\naliases = ["人力社保局"]\n'


def questions() -> Document:
    """Two exchanges; in the first a supplement and a follow-up whose asker is not printed."""
    return document(
        Answer(exchange=1, respondent="市场发展委", text=long_text("市场"), partial=True),
        Question(exchange=2, asker="周小舟", affiliation="甲厂厂长", topic="稳岗", text=long_text("岗位")),
        Answer(exchange=2, respondent="市人社局", text=long_text("补贴")),
        Answer(exchange=2, respondent="人力社保局", text=long_text("培训"), supplementary=True),
        Question(exchange=2, asker="周小舟", follow_up=True, text=long_text("追问岗位")),
        Answer(
            exchange=2,
            respondent="副市长罗文",
            respondent_person="罗文",
            respondent_post="副市长",
            text=long_text("统筹"),
        ),
        Question(exchange=3, asker="林州晚报记者", text=long_text("采访")),
        genre=Genre.QA,
        title="民生议事堂",
        held="2024-07-11",
        meeting="2024年民生议事堂",
    )


@pytest.fixture
def asked(settings: Settings, session: Session, folder: Path) -> Session:
    (settings.seeds / "departments.toml").write_text(ALIASES, encoding="utf-8")
    path = write_source(folder, "qa.txt", questions())
    # The helper prints the asker before every question; take away that of the follow-up.
    text = path.read_text(encoding="utf-8")
    before, name, after = text.rpartition("周小舟：\n")
    path.write_text(f"{before}追问：\n{after}", encoding="utf-8")
    assert name
    report = ingest(settings, [path], reader=asking)
    assert not report.failed, report.failed
    return session


def asking(text: str) -> Parse:
    parse = reading(text, [questions()])
    at = text.index("追问：")
    parse.findings.append(Finding("asker_inferred", "no name is printed", at, at + 3))
    return parse


def attributions(session: Session) -> list[dict[str, str]]:
    found = rows(session, models.Attribution, models.Record, models.Person, models.Department)
    positions = {row["key"]: row["position"] for row in found["Record"]}
    names = {row["key"]: row["name"] for row in found["Person"] + found["Department"]}
    ordered = sorted(found["Attribution"], key=lambda row: (positions[row["record_key"]], row["position"]))
    for row in ordered:
        row["person"], row["department"] = names.get(row["person_key"]), names.get(row["department_key"])
    return ordered


def test_an_exchange_is_known_by_the_record_that_opens_it(asked: Session) -> None:
    records = sorted(rows(asked, models.Record)["Record"], key=lambda row: row["position"])
    opening = [records[0]["key"], *[records[1]["key"]] * 5, records[6]["key"]]
    assert [row["exchange_key"] for row in records] == opening
    assert [row["partial"] for row in records] == [True] + [False] * 6
    assert records[3]["supplementary"]
    assert records[4]["follow_up"]
    assert {(row["body"], row["year"]) for row in records} == {("npc", 2024)}


def test_who_asked_and_answered(asked: Session) -> None:
    found = attributions(asked)
    assert [
        (row["role"], row["printed"], row["person"], row["department"], row["decision"]) for row in found
    ] == [
        ("respondent", "市场发展委", None, "市场发展委", "new"),
        ("asker", "周小舟", "周小舟", None, "new"),
        ("respondent", "市人社局", None, "人社局", "new"),
        ("respondent", "人力社保局", None, "人社局", "matched"),
        ("asker", "周小舟", "周小舟", None, "inferred"),
        ("respondent", "副市长罗文", "罗文", None, "new"),
        ("asker", "林州晚报记者", None, None, "none"),
    ]
    assert all(row["evidence"].endswith("。") for row in found)


def test_persons_belong_to_a_body_and_have_roles(asked: Session) -> None:
    found = rows(asked, models.Person, models.PersonRole)
    people = {row["key"]: (row["name"], row["body"]) for row in found["Person"]}
    assert sorted(people.values()) == [("周小舟", "npc"), ("罗文", "government")]
    roles = {
        (*people[row["person_key"]], row["affiliation"], row["since"], row["until"])
        for row in found["PersonRole"]
    }
    assert roles == {
        ("周小舟", "npc", "甲厂厂长", "2024-07-11", "2024-07-11"),
        ("周小舟", "npc", None, "2024-07-11", "2024-07-11"),
        ("罗文", "government", "副市长", "2024-07-11", "2024-07-11"),
    }


def test_a_department_knows_its_other_names(asked: Session) -> None:
    found = {row["name"]: row for row in rows(asked, models.Department)["Department"]}
    assert found["人社局"]["aliases"] == ["人力社保局", "市人社局"]
    assert found["市场发展委"]["aliases"] == []
    assert found["人社局"]["pinyin"] == "ren she ju"


def test_new_aliases_are_applied_to_what_is_there(settings: Settings, asked: Session, folder: Path) -> None:
    old = next(
        row["key"] for row in rows(asked, models.Department)["Department"] if row["name"] == "市场发展委"
    )
    more = f'{ALIASES}[[department]]\nname = "市场委"\naliases = ["市场发展委"]\n'
    (settings.seeds / "departments.toml").write_text(more, encoding="utf-8")
    ingest(settings, [folder], reader=asking)
    departments = {row["name"]: row["key"] for row in rows(asked, models.Department)["Department"]}
    (redirect,) = rows(asked, models.KeyRedirect)["KeyRedirect"]
    assert (redirect["old_key"], redirect["new_key"]) == (old, departments["市场委"])
    assert (redirect["noun"], redirect["title"]) == ("department", "市场发展委")


def test_a_role_holds_from_the_first_to_the_last_mention(
    settings: Settings, session: Session, folder: Path
) -> None:
    known = []
    for year in ("2026", "2022-01", "2024"):
        one = speech("何舟", long_text(year), affiliation="乙医院院长")
        known.append([document(one, title=f"{year}年发言", body=Body.CPPCC, published=year)])
        write_source(folder, f"{year}.txt", *known[-1])
    ingest(settings, [folder], reader=reader_of(*known))
    (role,) = rows(session, models.PersonRole)["PersonRole"]
    assert (role["since"], role["until"], role["affiliation"]) == ("2022-01", "2026", "乙医院院长")


def test_on_whose_behalf(settings: Settings, session: Session, folder: Path) -> None:
    parts = [
        document(
            speech("何舟", long_text("甲"), represents="民革林州市委会", represents_kind="party"),
            speech("秦文", long_text("乙"), represents="政协教育界别", represents_kind="sector"),
            body=Body.CPPCC,
        )
    ]
    path = write_source(folder, "a.txt", *parts)
    ingest(settings, [path], reader=reader_of(parts))
    units = {(row["name"], row["kind"]) for row in rows(session, models.Department)["Department"]}
    assert units == {("民革", "party"), ("教育界别", "sector")}
    printed = [row["printed"] for row in attributions(session) if row["role"] == "represents"]
    assert printed == ["民革林州市委会", "政协教育界别"]
    roles = {row["represents"] for row in rows(session, models.PersonRole)["PersonRole"]}
    assert roles == {"民革林州市委会", "政协教育界别"}


def test_sections_and_spans(settings: Settings, session: Session, folder: Path) -> None:
    parts = [
        document(
            Section(level=1, number="一、", ordinal=1, title="总则"),
            Section(level=2, number="（一）", ordinal=1, title="目标", path=["总则"], text=long_text("目标")),
            genre=Genre.PLAN,
            body=Body.GOVERNMENT,
            title="林州规划",
        )
    ]
    path = write_source(folder, "plan.txt", *parts)
    ingest(settings, [path], reader=reader_of(parts))
    found = rows(session, models.Record, models.RecordSpan, models.Source)
    chapter, section = sorted(found["Record"], key=lambda row: row["position"])
    assert (chapter["text"], chapter["number"], chapter["level"]) == ("", "一、", 1)
    assert (section["path"], section["ordinal"]) == (["总则"], 1)
    (span,) = found["RecordSpan"]
    assert span["record_key"] == section["key"]
    assert Span(span["start"], span["end"]).of(found["Source"][0]["text"]) == section["text"]


def test_a_name_learnt_later_finds_the_earlier_records(
    settings: Settings, session: Session, folder: Path
) -> None:
    """The index of a record holds its department's other names, also those that came with a later source."""

    def answer(printed: str, about: str) -> list[Document]:
        reply = Answer(exchange=1, respondent=printed, text=long_text(about))
        return [document(reply, genre=Genre.QA, title=f"问政{about}")]

    known = [answer("水务局", "供水"), answer("林州市水务局", "排水")]
    paths = [write_source(folder, f"{at}.txt", *one) for at, one in enumerate(known)]
    for path in paths:
        ingest(settings, [path], reader=reader_of(*known))
    searcher = Searcher(settings)
    assert searcher.search(SearchRequest(q="部门:林州市水务局")).total == 2
    searcher.close()
