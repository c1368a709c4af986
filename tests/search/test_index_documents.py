"""What the index holds of each record, made from rows."""

from sqlalchemy import event

from app.archive.models import Person, Record
from app.archive.queries import indexed_questions
from app.search import documents
from app.search.types import IndexDocument
from tests.search import city


def made() -> dict[str, IndexDocument]:
    with city.session() as session:
        return {document.key: document for document in documents.all_documents(session)}


def test_a_question_has_its_asker_and_the_departments_that_were_asked() -> None:
    assert made()["q1"] == IndexDocument(
        key="q1",
        text="品牌出海有什么举措？",
        topic="数字贸易",
        who="沈若棠",
        pinyin="srt shenruotang shenruo shen ruotang",
        department="市商务局、商务局、市公安局、公安局",
        document="问政、临沅市第十届人民代表大会第三次会议",
        meeting="临沅市第十届人民代表大会第三次会议",
        date=20240711,
        filters={
            "body": ("npc",),
            "kind": ("question",),
            "year": ("2024",),
            "person": ("p1",),
            "department": ("d1", "d2"),
            "party": (),
            "meeting": ("m1",),
            "similar": (),
        },
    )


def test_an_answer_has_its_own_department_only() -> None:
    answer = made()["a2"]
    assert (answer.who, answer.department) == ("", "市公安局、公安局")
    assert answer.filters["department"] == ("d2",)
    assert answer.filters["person"] == ()


def test_an_answer_has_what_was_asked() -> None:
    assert made()["a1"].asked == made()["a2"].asked == "数字贸易\n品牌出海有什么举措？"
    assert made()["q1"].asked == ""


def test_a_name_that_two_persons_have_can_be_typed_in_pinyin() -> None:
    with city.session() as session:
        session.add(Person(key="p9", name="某委员", body="cppcc", pinyin="mou wei yuan", initials="mwy"))
        session.commit()
        found = {document.key: document for document in documents.all_documents(session)}
    assert {"sjh", "mwy", "mouweiyuan", "weiyuan"} <= set(found["s1"].pinyin.split())


def test_a_speech_has_all_its_speakers_and_on_whose_behalf_it_is() -> None:
    speech = made()["s1"]
    assert (speech.title, speech.who, speech.party) == (
        "关于停车泊位的建议",
        "邵景和、某委员",
        "民建、民建市委会",
    )
    assert speech.department == ""
    assert speech.filters["party"] == ("d3",)
    assert speech.filters["person"] == ("p2",)
    assert speech.date == 20220300


def test_a_section_has_its_title_and_the_year_for_a_date() -> None:
    section = made()["t1"]
    assert (section.text, section.title, section.date) == ("", "一 发展目标", 20210000)


def test_a_speech_has_the_heading_it_stands_under() -> None:
    with city.session() as session:
        session.get_one(Record, "s1").section_heading = "民生向暖"
        session.get_one(Record, "q1").section_heading = "现场问政"
        session.commit()
        found = {document.key: document.topic for document in documents.all_documents(session)}
    assert (found["s1"], found["q1"]) == ("民生向暖", "数字贸易、现场问政")


def test_documents_of_some_keys() -> None:
    with city.session() as session:
        found = documents.documents_of(session, ["a1", "s1", "a1", "gone"])
        assert [document.key for document in found] == ["a1", "s1"]


def test_a_change_touches_the_whole_exchange() -> None:
    with city.session() as session:
        assert documents.exchange_of(session, ["a2", "s1", "gone"]) == {"q1", "a1", "a2", "s1", "gone"}


def test_generation_and_keys() -> None:
    with city.session() as session:
        assert documents.generation(session) == ("7", "")
        assert documents.record_keys(session) == {"q1", "a1", "a2", "s1", "t1"}


def test_batches_read_every_record_once_with_few_statements() -> None:
    with city.session() as session:
        for number in range(1200):
            session.add(
                Record(
                    key=f"x{number:04}", document_key="doc3", position=number + 2, kind="section", text="句"
                )
            )
        session.commit()
        session.expunge_all()
        statements: list[str] = []

        def count(_c: object, _cursor: object, statement: str, *_more: object) -> None:
            statements.append(statement)

        event.listen(session.get_bind(), "before_cursor_execute", count)
        keys = [document.key for document in documents.all_documents(session)]
        assert len(keys) == len(set(keys)) == 1205
        assert len(statements) <= 4 * 4 + 3


def test_the_questions_of_some_exchanges_are_found_through_the_exchanges() -> None:
    """Through the kind of record, each batch would read all questions of the archive."""
    seen: list[tuple[str, tuple[str, ...]]] = []
    with city.session() as session:
        engine = session.get_bind()
        event.listen(engine, "before_cursor_execute", lambda *run: seen.append(run[2:4]))
        indexed_questions(session, ["q1", "q2"])
        [(asked, values)] = [run for run in seen if "exchange_key IN" in run[0]]
        plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}", values)
        assert "ix_record_exchange_key" in " ".join(str(row) for row in plan)
