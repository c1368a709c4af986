"""A better reader reads the same sources anew: keys live on, or say where their words went."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st
from readings import document, long_text, reading, source_text, speech
from sqlmodel import Session
from table_rows import rows

from app.archive import models
from app.archive.db import open_engine, session_factory
from app.ingest import ingest
from app.parse.types import Document, Genre, Record, Section
from app.settings import Settings

LIFT, CANTEEN, BUS = long_text("加装电梯"), long_text("社区食堂"), long_text("公交线路")
TREES = "河堤的行道树去冬冻死了三成，开春补种的又缺人浇水，请园林部门把养护责任落实到每一段。"
Better = Callable[[str], None]


def read_anew(settings: Settings, path: Path, *documents: Document) -> str:
    """Ingest the file at `path` with a reader that finds these documents in it."""
    report = ingest(settings, [path], reader=lambda text: reading(text, documents))
    assert not report.failed, report.failed
    return report.sources[0].status


def written(folder: Path, *records: Record) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "a.txt"
    path.write_text(source_text(document(*records)), encoding="utf-8")
    return path


def keys(session: Session) -> dict[str, str]:
    """Text of each record → its key."""
    return {row["text"]: row["key"] for row in rows(session, models.Record)["Record"]}


def redirects(session: Session) -> dict[str, str | None]:
    """What became of keys that were shown once; aliases never were."""
    found = rows(session, models.KeyRedirect, models.Revision)
    shown = {row["record_key"] for row in found["Revision"]}
    return {
        row["old_key"]: row["new_key"]
        for row in found["KeyRedirect"]
        if row["noun"] not in ("record", "document") or row["old_key"] in shown
    }


def test_the_same_reading_again_changes_no_row_but_its_stamp(
    settings: Settings, session: Session, folder: Path, better_reader: Better
) -> None:
    two = (speech("周小舟", LIFT, represents="民革某市委会", represents_kind="party"), speech("秦文", BUS))
    path = written(folder, *two)
    read_anew(settings, path, document(*two))
    before = rows(session)
    better_reader("2")
    assert read_anew(settings, path, document(*two)) == "updated"
    after = rows(session)
    for table in ("IngestRun", "Source", "Stamp"):
        del before[table], after[table]
    for row in before["PersonRole"] + after["PersonRole"]:
        del row["id"]
    assert before == after


def test_a_changed_text_is_a_new_revision_under_the_same_key(
    settings: Settings, session: Session, folder: Path, better_reader: Better
) -> None:
    path = written(folder, speech("周小舟", LIFT))
    read_anew(settings, path, document(speech("周小舟", LIFT[:-6])))
    (key,) = keys(session).values()
    better_reader("2")
    read_anew(settings, path, document(speech("周小舟", LIFT)))
    assert keys(session) == {LIFT: key}
    revisions = rows(session, models.Revision)["Revision"]
    assert [(row["number"], row["text"]) for row in revisions] == [(1, LIFT[:-6]), (2, LIFT)]
    assert rows(session, models.Record)["Record"][0]["revision"] == 2


def test_a_record_that_was_split_keeps_its_key_on_the_larger_part(
    settings: Settings, session: Session, folder: Path, better_reader: Better
) -> None:
    joined = f"{LIFT}\n{CANTEEN}二"
    path = written(folder, speech("周小舟", joined))
    read_anew(settings, path, document(speech("周小舟", joined)))
    key = keys(session)[joined]
    better_reader("2")
    read_anew(settings, path, document(speech("周小舟", LIFT), speech("周小舟", f"{CANTEEN}二")))
    assert keys(session)[f"{CANTEEN}二"] == key
    assert keys(session)[LIFT] != key
    assert redirects(session) == {}


def test_records_that_were_joined_lead_to_the_whole_and_come_back_with_their_keys(
    settings: Settings, session: Session, folder: Path, better_reader: Better
) -> None:
    parts = (speech("周小舟", LIFT), speech("秦文", f"{CANTEEN}二"))
    path = written(folder, *parts)
    read_anew(settings, path, document(*parts))
    before = keys(session)
    whole = source_text(document(*parts)).partition("：\n")[2].strip()
    better_reader("2")
    read_anew(settings, path, document(speech("周小舟", whole)))
    assert keys(session) == {whole: before[f"{CANTEEN}二"]}
    assert redirects(session)[before[LIFT]] == before[f"{CANTEEN}二"]
    better_reader("3")
    read_anew(settings, path, document(*parts))
    assert keys(session) == before
    # 秦文 was named by no record for a while; the person is back, too, and so is the key.
    assert redirects(session) == {}


def test_a_record_that_is_gone_is_said_to_be_gone(
    settings: Settings, session: Session, folder: Path, better_reader: Better
) -> None:
    path = written(folder, speech("周小舟", LIFT), speech("秦文", BUS))
    read_anew(settings, path, document(speech("周小舟", LIFT), speech("秦文", BUS)))
    before = keys(session)
    person = next(row["key"] for row in rows(session, models.Person)["Person"] if row["name"] == "秦文")
    better_reader("2")
    read_anew(settings, path, document(speech("周小舟", LIFT)))
    assert redirects(session) == {before[BUS]: None, person: None}
    gone = next(row for row in rows(session, models.KeyRedirect)["KeyRedirect"] if row["noun"] == "record")
    assert BUS.startswith(gone["title"])
    assert gone["reason"]


def test_redirects_lead_on_when_their_target_goes(
    settings: Settings, session: Session, folder: Path, better_reader: Better
) -> None:
    parts = (speech("周小舟", LIFT), speech("周小舟", f"{CANTEEN}二"), speech("周小舟", f"{BUS}四五六"))
    path = written(folder, *parts)
    read_anew(settings, path, document(*parts))
    before = keys(session)
    text = source_text(document(*parts))
    two = text[text.index(LIFT) : text.index(f"{CANTEEN}二") + len(CANTEEN) + 1]
    better_reader("2")
    read_anew(settings, path, document(speech("周小舟", two), parts[2]))
    better_reader("3")
    read_anew(settings, path, document(parts[2]))
    assert redirects(session) == {before[LIFT]: None, before[f"{CANTEEN}二"]: None}


def test_a_document_with_another_title_keeps_its_key(
    settings: Settings, session: Session, folder: Path, better_reader: Better
) -> None:
    path = written(folder, speech("周小舟", LIFT))
    read_anew(settings, path, document(speech("周小舟", LIFT), title=None))
    (before,) = rows(session, models.Document)["Document"]
    better_reader("2")
    read_anew(settings, path, document(speech("周小舟", LIFT), title="发言摘编"))
    (after,) = rows(session, models.Document)["Document"]
    assert (after["key"], after["title"]) == (before["key"], "发言摘编")


def test_the_same_words_in_two_documents_are_two_records_whatever_the_order(
    settings: Settings, session: Session, tmp_path: Path, folder: Path
) -> None:
    def plan(title: str) -> Document:
        section = Section(number="一、", title="总则", text="坚持以人为本。")
        thanks = speech("周小舟", "谢谢大家。")
        return document(section, thanks, genre=Genre.PLAN, title=title)

    folder.mkdir()
    plans = {title: plan(title) for title in ("甲规划", "乙规划")}
    for title, one in plans.items():
        (folder / f"{title}.txt").write_text(source_text(one), encoding="utf-8")
    paths = [folder / f"{title}.txt" for title in plans]

    def read(text: str) -> object:
        return reading(text, [plan(text.splitlines()[0])])

    found = []
    for name, order in (("one", paths), ("other", paths[::-1])):
        archive = settings.model_copy(update={"data": tmp_path / name})
        assert not ingest(archive, order, reader=read).failed  # type: ignore[arg-type]
        found.append(records_by_document(archive))
    assert found[0] == found[1]
    assert len(set(found[0].values())) == 4


def records_by_document(settings: Settings) -> dict[tuple[str, str], str]:
    engine = open_engine(settings)
    with session_factory(engine)() as session:
        found = rows(session, models.Document, models.Record)
    engine.dispose()
    titles = {row["key"]: row["title"] for row in found["Document"]}
    return {(titles[row["document_key"]], row["kind"]): row["key"] for row in found["Record"]}


CUTS = st.sets(st.integers(1, 11), max_size=6).map(sorted)


@effort(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(CUTS, min_size=2, max_size=3))
def test_no_key_is_ever_a_dead_end(
    settings: Settings, session: Session, folder: Path, better_reader: Better, readings: list[list[int]]
) -> None:
    """However often the boundaries move, every key ever given names a record or leads to one."""
    # Hypothesis fixes the seed of `random`, by which whoosh names its files: they would collide.
    settings = settings.model_copy(update={"search": "auto"})
    text = "".join(chr(0x4E00 + at) for at in range(120))
    path = folder / f"{'-'.join(str(sum(cuts)) for cuts in readings)}.txt"
    folder.mkdir(exist_ok=True)
    path.write_text(f"{path.name}\n{text}\n", encoding="utf-8")
    given_keys: set[str] = set()
    for version, cuts in enumerate(readings):
        edges = [0, *(cut * 10 for cut in cuts), 120]
        pieces = [text[start:end] for start, end in pairwise(edges)]
        better_reader(f"{path.name} {version}")
        read_anew(settings, path, document(*(speech("周小舟", piece) for piece in pieces), title=path.name))
        given_keys |= {row["key"] for row in rows(session, models.Record)["Record"]}
    now, leads = {row["key"] for row in rows(session, models.Record)["Record"]}, redirects(session)
    assert all(key in now or leads.get(key) in now for key in given_keys)


def test_a_key_that_led_into_a_whole_leads_nowhere_when_its_words_are_out_of_it(
    settings: Settings, session: Session, folder: Path, better_reader: Better
) -> None:
    """What was cited must not come to name the other's words alone."""
    path = written(folder, speech("周小舟", TREES), speech("秦文", BUS * 2))
    read_anew(settings, path, document(speech("周小舟", TREES), speech("秦文", BUS * 2)))
    before = keys(session)
    better_reader("joined")
    whole = f"{TREES}\n秦文：\n{BUS * 2}"
    read_anew(settings, path, document(speech("秦文", whole)))
    assert redirects(session)[before[TREES]] == before[BUS * 2]
    better_reader("less")
    read_anew(settings, path, document(speech("秦文", BUS * 2)))
    assert keys(session) == {BUS * 2: before[BUS * 2]}
    assert redirects(session)[before[TREES]] is None
    better_reader("again")
    read_anew(settings, path, document(speech("周小舟", TREES), speech("秦文", BUS * 2)))
    assert keys(session) == before
    assert before[TREES] not in redirects(session)


def test_a_speech_found_inside_anothers_leaves_the_key_to_the_one_who_began(
    settings: Settings, session: Session, folder: Path, better_reader: Better
) -> None:
    whole = f"{LIFT}\n秦文：\n{BUS * 2}"
    path = written(folder, speech("周小舟", whole))
    read_anew(settings, path, document(speech("周小舟", whole)))
    (key,) = keys(session).values()
    better_reader("apart")
    read_anew(settings, path, document(speech("周小舟", LIFT), speech("秦文", BUS * 2)))
    assert keys(session)[LIFT] == key
