"""Persons as the roster says who is whom, and as the roster changes."""

from pathlib import Path

from sqlmodel import Session, select

from app.archive import models, queries
from app.ingest import ingest
from app.ingest.check import check
from app.ingest.naming import person_key
from app.search import Searcher, SearchRequest
from app.settings import Settings
from tests.ingest.readings import document, reader_of, speech
from tests.people.speakers import Write, asked, decisions, people, redirect, roster, words


def test_the_roster_says_who_is_who(write: Write, session: Session, settings: Settings) -> None:
    write(a=asked("王强", "和意科技总监", "停车"))
    before = people(session)[("王强", "npc")]
    write(b=asked("王强", "瀚海咨询经理", "就医"), c=document(speech("王强", words("别处"))))
    roster(
        settings,
        '[[person]]\nname = "王强"\nbody = "npc"\naffiliations = ["和意科技"]\n'
        '[[person]]\nname = "王强"\nbody = "npc"\ndistinct = "瀚海"\naffiliations = ["瀚海咨询"]\n',
    )
    write()
    second = person_key("npc", "王强", "瀚海")
    assert people(session) == {("王强", "npc"): before, ("王强（瀚海）", "npc"): second}
    assert [one.name for one in queries.namesakes(session, session.get_one(models.Person, second))] == [
        "王强"
    ]
    assert session.get(models.KeyRedirect, before) is None
    found = {
        (row.affiliation, row.person_key, row.decision) for row in session.exec(select(models.Attribution))
    }
    assert found == {
        ("和意科技总监", before, "new"),
        ("瀚海咨询经理", second, "new"),
        (None, None, "ambiguous"),
    }
    # Without the roster all are nobody's again, and the second person's page says where it went.
    roster(settings, "")
    write()
    assert people(session) == {}
    assert {row[1] for row in decisions(session)} == {"ambiguous"}
    assert session.get(models.KeyRedirect, second) is not None


def test_the_roster_vouches_for_two_units(write: Write, session: Session, settings: Settings) -> None:
    write(a=asked("王强", "和意科技总监", "停车"), b=asked("王强", "瀚海咨询经理", "就医"))
    units = '[[person]]\nname = "王强"\nbody = "npc"\naffiliations = ["和意科技"{}]\n'
    roster(settings, units.format(""))
    write()
    assert people(session) == {}
    roster(settings, units.format(', "瀚海咨询"'))
    write()
    (key,) = people(session).values()
    assert len(queries.person_entries(session, key)) == 2


def test_merge_rename_and_split(write: Write, session: Session, settings: Settings) -> None:
    write(
        a=asked("沈国梁", "甲社区书记", "停车"),
        b=asked("沈国粱", "甲社区书记", "就医", held="2025"),
        c=asked("申平", None, "教育", held="2020"),
        d=asked("马力", None, "文化", held="2008", meeting="2008年代表问政"),
        e=asked("马力", None, "养老", held="2024"),
    )
    before = people(session)
    roster(
        settings,
        '[[merge]]\nbody = "npc"\ninto = "沈国梁"\npersons = ["沈国粱"]\n'
        '[[rename]]\nbody = "npc"\nfrom = "申平"\nto = "申萍"\n'
        '[[split]]\nname = "马力"\nbody = "npc"\ndistinct = "早年"\nbefore = "2010"\n',
    )
    write()
    after = people(session)
    assert after[("沈国梁", "npc")] == before[("沈国梁", "npc")]
    assert redirect(session, before[("沈国粱", "npc")]).new_key == before[("沈国梁", "npc")]
    assert after[("申萍", "npc")] == before[("申平", "npc")]
    assert after[("马力", "npc")] == before[("马力", "npc")]
    assert after[("马力（早年）", "npc")] == person_key("npc", "马力", "早年")
    assert len(after) == 4
    searcher = Searcher(settings)
    assert searcher.search(SearchRequest(q="发言人:申萍")).total == 1
    assert searcher.search(SearchRequest(q="发言人:申平")).total == 1
    searcher.close()


def test_a_merge_by_key_holds_in_a_new_archive(write: Write, session: Session, settings: Settings) -> None:
    into, other = person_key("npc", "沈国梁"), person_key("npc", "沈国粱")
    roster(settings, f'[[merge]]\nbody = "npc"\ninto = "{into}"\npersons = ["{other}"]\n')
    write(a=asked("沈国粱", None, "就医"), b=asked("沈国梁", None, "停车"), c=asked("沈国粱", None, "养老"))
    assert people(session) == {("沈国梁", "npc"): into}
    assert redirect(session, other).new_key == into
    assert len(queries.person_entries(session, into)) == 3


def test_one_of_a_joint_speech_who_is_merged_leads_to_the_one_named(
    write: Write, session: Session, settings: Settings
) -> None:
    joint = speech("杜明", words("联合"))
    joint.speakers.append("许溪")
    write(a=document(joint), b=document(speech("许希", words("别处")), title="另一篇"))
    before = people(session)
    roster(settings, '[[merge]]\nbody = "npc"\ninto = "许希"\npersons = ["许溪"]\nwhy = "笔误"\n')
    write()
    led = redirect(session, before["许溪", "npc"])
    assert led.new_key == before["许希", "npc"]
    assert led.reason == "名册指定：与另一人并为一人：笔误。"


def test_the_key_of_a_new_name_says_that_it_is_one(
    write: Write, session: Session, settings: Settings
) -> None:
    write(a=document(speech("许溪", words("联合"))))
    before = people(session)["许溪", "npc"]
    roster(settings, '[[rename]]\nbody = "npc"\nfrom = "许溪"\nto = "许溪云"\n')
    write()
    assert people(session) == {("许溪云", "npc"): before}
    led = redirect(session, person_key("npc", "许溪云"))
    assert (led.new_key, led.reason) == (before, "名册指定：更名，编号不变。")


def test_a_merge_with_a_name_printed_nowhere_is_told(
    write: Write, session: Session, settings: Settings
) -> None:
    write(a=document(speech("许溪", words("联合"))))
    entry = '[[merge]]\nbody = "npc"\ninto = "{}"\npersons = ["{}"]\n'
    roster(settings, entry.format("许希", "许溪"))
    (line,) = check(session, settings).flagged
    assert "others are merged into 许希 (npc)" in line
    roster(settings, entry.format("许溪", "许喜"))
    (line,) = check(session, settings).flagged
    assert "许喜 is merged into 许溪 (npc)" in line
    roster(settings, entry.format("许溪", "22222-22222"))
    (line,) = check(session, settings).flagged
    assert "nobody has this key" in line
    listed = '[[person]]\nname = "许希"\nbody = "npc"\n'
    roster(settings, listed + entry.format("许希", "许溪"))
    assert check(session, settings).flagged == []


def test_an_ingest_warns_of_a_merge_with_a_name_printed_nowhere(
    write: Write, settings: Settings, tmp_path: Path
) -> None:
    one = document(speech("许溪", words("联合")))
    write(a=one)
    roster(settings, '[[merge]]\nbody = "npc"\ninto = "许希"\npersons = ["许溪"]\n')
    (line,) = ingest(settings, [tmp_path / "documents"], reader=reader_of([one])).warnings
    assert "others are merged into 许希 (npc)" in line


def test_a_merge_into_someone_else_takes_the_key_along(
    write: Write, session: Session, settings: Settings
) -> None:
    write(
        a=document(speech("许溪", words("联合")), title="甲文"),
        b=document(speech("许希", words("别处")), title="乙文"),
        c=document(speech("许喜", words("他处")), title="丙文"),
    )
    before = people(session)
    for into in ("许希", "许喜", "许希"):
        roster(settings, f'[[merge]]\nbody = "npc"\ninto = "{into}"\npersons = ["许溪"]\n')
        write()
        assert redirect(session, before["许溪", "npc"]).new_key == before[into, "npc"]
    roster(settings, "")
    write()
    assert people(session) == before
    assert session.get(models.KeyRedirect, before["许溪", "npc"]) is None
