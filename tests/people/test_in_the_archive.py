"""Persons and departments as an ingest leaves them: over sources and over years."""

from sqlmodel import Session, select

from app.archive import models, queries
from app.ingest import withdraw
from app.ingest.check import check
from app.ingest.naming import person_key
from app.main import create_app
from app.parse.types import Answer, Body, Document, Question
from app.search import Searcher, SearchRequest
from app.settings import Settings
from tests.ingest.readings import document, speech
from tests.people.speakers import Write, answered, asked, decisions, people, redirect, roster, words
from tests.web.client import Client


def test_one_page_over_years_and_spellings(write: Write, session: Session) -> None:
    write(
        a=asked("龔麗華", "甲厂厂长", "停车"),
        b=asked("龚丽华", "乙医院院长", "就医", meeting="2025年代表问政", held="2025"),
        c=document(speech("龚 丽 华", words("文化")), title="发言", published="2026"),
    )
    ((name, key),) = people(session).items()
    assert name == ("龚丽华", "npc")
    assert [role.affiliation for role in queries.roles(session, key)] == [None, "乙医院院长", "甲厂厂长"]
    assert [year.year for year in queries.person_meetings(session, key)] == [2026, 2025, 2024]
    assert [one.sentence for one in queries.person_evidence(session, key)] == ["按姓名与机构认定。"]


def test_one_name_in_two_bodies_is_two_with_a_cross_reference(write: Write, session: Session) -> None:
    write(
        a=document(speech("阿里木•买提", words("甲"))),
        b=document(speech("阿里木買提", words("乙")), body=Body.CPPCC),
    )
    found = people(session)
    assert len(set(found.values())) == 2
    for person in session.exec(select(models.Person)):
        assert [other.body for other in queries.namesakes(session, person)] == [
            "cppcc" if person.body == "npc" else "npc"
        ]


def test_a_joint_speech_is_on_each_speakers_page(write: Write, session: Session) -> None:
    joint = speech("杜明", words("联合"))
    joint.speakers.append("许溪")
    write(a=document(joint))
    for key in people(session).values():
        (entry,) = queries.person_entries(session, key)
        assert [by.attribution.printed for by in entry.by] == ["杜明", "许溪"]


def test_two_units_at_one_meeting_are_nobodys(write: Write, session: Session, settings: Settings) -> None:
    write(a=asked("王强", "和意科技总监", "停车"), c=document(speech("王强", words("别处"))))
    before = people(session)[("王强", "npc")]
    write(b=asked("王强", "瀚海咨询经理", "就医"))
    assert people(session) == {}
    assert decisions(session) == [("王强", "ambiguous", False)] * 3
    gone = redirect(session, before)
    assert gone.new_key is None
    assert "2024年代表问政上，王强印有两个单位（和意科技总监；瀚海咨询经理）" in gone.reason
    assert check(session, settings).findings == {"ambiguous name 王强 (npc)": 3}
    searcher = Searcher(settings)
    assert searcher.search(SearchRequest(q="发言人:王强")).total == 3
    assert searcher.search(SearchRequest(filters={"person": before})).total == 0
    searcher.close()


def test_two_delegations_within_a_year_are_nobodys(
    write: Write, session: Session, settings: Settings
) -> None:
    write(a=asked("王强", "城关代表团", "停车"))
    key = people(session)["王强", "npc"]
    write(b=asked("王强", "云塘代表团", "就医", meeting="2024年专题询问", held="2024-10"))
    assert people(session) == {}
    assert "2024年，王强列在两个代表团或界别（云塘代表团；城关代表团）" in redirect(session, key).reason
    (settings.seeds / "catalogue.toml").write_text(
        '[["b.txt".documents]]\nheld = "2025-10"\n', encoding="utf-8"
    )
    write()
    assert people(session) == {("王强", "npc"): key}


def test_two_units_within_a_year_are_told_to_staff_and_readers(
    write: Write, session: Session, settings: Settings
) -> None:
    write(
        a=asked("王强", "和意科技总监", "停车"),
        b=asked("王强", "瀚海咨询经理", "就医", meeting="2024年专题询问", held="2024-10"),
        c=asked("李梅", "和意科技总监", "养老", held="2019"),
        d=asked("李梅", "瀚海咨询经理", "上学", meeting="2024年专题询问", held="2024-10"),
    )
    found = people(session)
    assert check(session, settings).findings == {
        "perhaps two people 王强 (npc), 和意科技总监 and 瀚海咨询经理": 1
    }
    page = Client(create_app(settings)).page(f"/delegates/{found['王强', 'npc']}")
    assert "先后印有不同的单位或职务，没有显示是两个人" in page
    roster(
        settings,
        '[[person]]\nname = "王强"\nbody = "npc"\naffiliations = ["和意科技", "瀚海咨询"]\n',
    )
    assert check(session, settings).findings == {}


def test_whichever_source_comes_first(write: Write, session: Session) -> None:
    write(b=asked("王强", "瀚海咨询经理", "就医"))
    write(a=asked("王强", "和意科技总监", "停车"))
    write(c=document(speech("王强", words("别处")), title="后来"))
    assert decisions(session) == [("王强", "ambiguous", False)] * 3


def test_a_person_comes_back_when_nothing_shows_two_any_more(
    write: Write, session: Session, settings: Settings
) -> None:
    write(a=asked("王强", "和意科技总监", "停车"), b=asked("王强", "瀚海咨询经理", "就医"))
    assert people(session) == {}
    # The other meeting is read as another one: a corrected catalogue.
    (settings.seeds / "catalogue.toml").write_text(
        '[["b.txt".documents]]\nmeeting = "2025年代表问政"\nheld = "2025"\n', encoding="utf-8"
    )
    write()
    key = person_key("npc", "王强")
    assert people(session) == {("王强", "npc"): key}
    assert session.get(models.KeyRedirect, key) is None
    assert {role.affiliation for role in queries.roles(session, key)} == {"和意科技总监", "瀚海咨询经理"}
    assert [one.sentence for one in queries.person_evidence(session, key)] == ["按姓名与机构认定。"]
    searcher = Searcher(settings)
    assert searcher.search(SearchRequest(filters={"person": key})).total == 2
    searcher.close()


def test_a_person_comes_back_when_a_document_is_withdrawn(
    write: Write, session: Session, settings: Settings
) -> None:
    write(a=asked("王强", "和意科技总监", "停车"), b=asked("王强", "瀚海咨询经理", "就医"))
    assert people(session) == {}
    session.rollback()
    withdraw(settings, "b.txt", "报社更正")
    session.expunge_all()
    key = person_key("npc", "王强")
    assert people(session) == {("王强", "npc"): key}
    assert [role.affiliation for role in queries.roles(session, key)] == ["和意科技总监"]
    searcher = Searcher(settings)
    assert searcher.search(SearchRequest(filters={"person": key})).total == 1
    searcher.close()


def test_what_the_pages_say_of_namesakes(write: Write, session: Session, settings: Settings) -> None:
    write(a=asked("王强", "和意科技总监", "停车"), c=document(speech("曾华", words("别处"))))
    key = people(session)["王强", "npc"]
    client = Client(create_app(settings))
    assert "按姓名与机构认定。" in client.page(f"/delegates/{key}")
    assert "曾华" in client.page("/delegates?name=zengh")
    assert "王强" not in client.page("/delegates?name=zengh")
    write(b=asked("王强", "瀚海咨询经理", "就医"))
    client = Client(create_app(settings))
    assert "印有两个单位（和意科技总监；瀚海咨询经理）" in client.page(f"/delegates/{key}", status=410)
    record = session.exec(select(models.Attribution).where(models.Attribution.printed == "王强")).first()
    assert record is not None
    html = client.page(f"/r/{record.record_key}")
    assert "同名待考" in html
    assert f'href="/delegates/{key}"' not in html


def test_officials_are_persons_of_the_government(write: Write, session: Session, settings: Settings) -> None:
    roster(
        settings,
        '[[person]]\nname = "何森"\nbody = "government"\naffiliations = ["教育局局长"]\n',
    )

    def answer(printed: str, person: str | None, post: str | None, about: str) -> Answer:
        said = {"respondent": printed, "respondent_person": person, "respondent_post": post}
        return Answer(exchange=1, text=words(about), **said)  # type: ignore[arg-type]

    write(
        a=answered(
            Question(exchange=1, asker="王强", text=words("停车")),
            answer("市水利局", "李明", "局长", "水"),
            answer("李局长", "李", "局长", "河"),
            answer("何局长", "何", "局长", "学"),
            answer("赵局长", "赵", "局长", "路"),
            answer("副市长罗文", "罗文", "副市长", "统筹"),
        )
    )
    rows = session.exec(select(models.Attribution).where(models.Attribution.role == "respondent")).all()
    names = {one.key: one.name for one in session.exec(select(models.Person))}
    units = {one.key: one.name for one in session.exec(select(models.Department))}
    found = {
        row.printed: (
            names.get(row.person_key or ""),
            units.get(row.department_key or ""),
            row.decision,
        )
        for row in rows
    }
    assert found == {
        "市水利局局长李明": ("李明", "水利局", "new"),
        "李局长": ("李明", "水利局", "matched"),
        "何局长": ("何森", None, "new"),
        "赵局长": (None, None, "none"),
        "副市长罗文": ("罗文", None, "new"),
    }
    deputy = people(session)[("罗文", "government")]
    assert [role.affiliation for role in queries.roles(session, deputy)] == ["副市长"]
    said = {row.printed: row.evidence for row in rows}
    assert said["李局长"].startswith("按同一文献中的署名认定：李局长即市水利局局长李明。")
    assert said["何局长"].startswith("按名册所载职务认定：何局长即何森。")


def test_a_department_by_the_name_of_its_time(write: Write, session: Session, settings: Settings) -> None:
    (settings.seeds / "departments.toml").write_text(
        '[[department]]\nname = "数据局"\nsince = "2024"\n'
        '[[department]]\nname = "大数据局"\nuntil = "2023"\n'
        'aliases = [{ name = "数据局", until = "2023" }]\n',
        encoding="utf-8",
    )

    def reply(about: str, held: str) -> Document:
        answer = Answer(exchange=1, respondent="市数据局", text=words(about))
        return answered(answer, held=held, title=about)

    write(a=reply("旧", "2022"), b=reply("新", "2025"))
    units = {one.key: one.name for one in session.exec(select(models.Department))}
    rows = session.exec(select(models.Attribution)).all()
    assert {units[row.department_key or ""] for row in rows} == {"数据局", "大数据局"}
    (old,) = (row for row in rows if units[row.department_key or ""] == "大数据局")
    (why,) = queries.department_evidence(session, old.department_key or "")
    assert why.sentence == "“市数据局”去掉地名，按别名表为大数据局。"


def test_delegates_are_found_by_pinyin(write: Write, session: Session) -> None:
    speakers = ["程安", "陈光", "单明", "曾华", "区明"]
    write(a=document(*(speech(name, words(name)) for name in speakers)))

    def found(name: str | None = None, initial: str | None = None) -> list[str]:
        return [row.person.name for row in queries.people(session, name=name, initial=initial)]

    assert found() == ["陈光", "程安", "区明", "单明", "曾华"]
    assert found("shan") == found("sm") == found("Shan Ming") == found("单") == found("單") == ["单明"]
    assert found("zenghua") == found(initial="z") == ["曾华"]
    assert found(initial="c") == ["陈光", "程安"]
    assert queries.initials(session) == {"c": 2, "o": 1, "s": 1, "z": 1}
