"""What a catalogue says goes over what the text says; a wrong catalogue is named before anything is read."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from readings import document, long_text, reader_of, reading, source_text, speech, write_source
from shelf import Shelf
from sqlmodel import Session
from table_rows import rows

from app.archive import models
from app.ingest import CatalogueError, ingest
from app.ingest.catalogue import load, overlay, read
from app.parse.types import Body, Document, Genre
from app.settings import Settings


def two() -> list[Document]:
    return [
        document(speech("周小舟", long_text("加装电梯")), title="甲文"),
        Document(genre=Genre.ARTICLE, title="短讯"),
        document(speech("秦文", long_text("社区食堂")), title="乙文", body=Body.CPPCC, published="2023-01"),
    ]


ENTRIES = """
[["a.txt".documents]]
body = "npc"
meeting = "分组审议"
held = "2024-01-17"

[["a.txt".documents]]
meeting = "分组讨论"
published = "2024"
period = "2021/2025"
"""


def test_entries_belong_to_the_documents_that_are_no_articles(
    settings: Settings, session: Session, folder: Path
) -> None:
    path = write_source(folder, "a.txt", *two())
    (folder / "catalogue.toml").write_text(ENTRIES, encoding="utf-8")
    ingest(settings, [path], reader=reader_of(two()))
    first, article, second = sorted(
        rows(session, models.Document)["Document"], key=lambda row: row["position"]
    )
    assert (
        first["held"],
        first["year"],
        sorted(n for n, how in first["evidence"].items() if how == "catalogue"),
    ) == (
        "2024-01-17",
        2024,
        ["body", "held", "meeting"],
    )
    assert "catalogue" not in article["evidence"].values()
    assert (second["body"], second["published"], second["period"]) == ("cppcc", "2024", "2021/2025")
    names = {row["key"]: row["name"] for row in rows(session, models.Meeting)["Meeting"]}
    assert [names[row["meeting_key"]] for row in (first, second)] == ["分组审议", "分组讨论"]
    assert {row["year"] for row in rows(session, models.Record)["Record"]} == {2024}


def test_changed_facts_are_read_anew_and_the_meeting_leads_on(
    settings: Settings, session: Session, folder: Path
) -> None:
    path = write_source(folder, "a.txt", *two())
    (folder / "catalogue.toml").write_text(ENTRIES, encoding="utf-8")
    ingest(settings, [path], reader=reader_of(two()))
    before = rows(session, models.Record, models.Meeting)
    (folder / "catalogue.toml").write_text(ENTRIES.replace("分组审议", "全体会议"), encoding="utf-8")
    assert ingest(settings, [folder], reader=reader_of(two())).sources[0].status == "updated"
    after = rows(session, models.Record, models.Meeting, models.KeyRedirect)
    assert before["Record"] == after["Record"]
    old = next(row["key"] for row in before["Meeting"] if row["name"] == "分组审议")
    new = next(row["key"] for row in after["Meeting"] if row["name"] == "全体会议")
    assert [(row["old_key"], row["new_key"], row["noun"]) for row in after["KeyRedirect"]] == [
        (old, new, "meeting")
    ]


def test_a_corrected_body_leads_from_the_old_person_to_the_new(
    settings: Settings, session: Session, folder: Path
) -> None:
    path = write_source(folder, "a.txt", *two())
    ingest(settings, [path], reader=reader_of(two()))
    old = next(row["key"] for row in rows(session, models.Person)["Person"] if row["name"] == "周小舟")
    entry = '[["a.txt".documents]]\nbody = "cppcc"\n[["a.txt".documents]]\n'
    (folder / "catalogue.toml").write_text(entry, encoding="utf-8")
    ingest(settings, [path], reader=reader_of(two()))
    found = rows(session, models.Person, models.KeyRedirect, models.PersonRole)
    people = {row["name"]: row for row in found["Person"]}
    assert people["周小舟"]["body"] == "cppcc"
    assert [(row["old_key"], row["new_key"]) for row in found["KeyRedirect"]] == [
        (old, people["周小舟"]["key"])
    ]
    assert {row["body"] for row in found["PersonRole"]} == {"cppcc"}
    (folder / "catalogue.toml").unlink()
    ingest(settings, [path], reader=reader_of(two()))
    found = rows(session, models.Person, models.KeyRedirect)
    assert old in {row["key"] for row in found["Person"]}
    assert old not in {row["old_key"] for row in found["KeyRedirect"]}


def test_the_folder_goes_before_the_seeds_and_in_one_file_the_hash_before_the_name(tmp_path: Path) -> None:
    for name, fact in (("seeds", "一"), ("folder", "二")):
        (tmp_path / name).mkdir()
        text = f'[["a.txt".documents]]\nmeeting = "{fact}"\n[["{name}.txt".documents]]\nmeeting = "{fact}"\n'
        (tmp_path / name / "catalogue.toml").write_text(text, encoding="utf-8")
    sha256 = "0F" * 32
    with (tmp_path / "seeds" / "catalogue.toml").open("a", encoding="utf-8") as file:
        file.write(f'[["{sha256}".documents]]\nmeeting = "三"\n')
    known = load([tmp_path / "seeds", tmp_path / "folder", tmp_path / "nowhere"])
    assert known.facts("a.txt", "f" * 64) == ({"meeting": "二"},)
    assert known.facts("seeds.txt", "f" * 64) == ({"meeting": "一"},)
    assert known.facts("a.txt", sha256.lower()) == ({"meeting": "二"},)
    assert known.facts("seeds.txt", sha256.lower()) == ({"meeting": "三"},)
    assert known.facts("b.txt", "f" * 64) == ()


def test_another_number_of_documents_is_a_finding_and_no_body_is_mistaken() -> None:
    documents = two()
    parse = reading(source_text(*documents), documents)
    catalogued, findings = overlay(parse, ({"body": "cppcc", "meeting": "分组讨论"},))
    assert [one.document.meeting for one in catalogued] == [None, None, "分组讨论"]
    assert [finding.code for finding in findings] == ["catalogue_count"]
    assert overlay(parse, ())[1] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[", "not valid TOML"),
        ('["a.txt"]\nmeeting = "x"\n', r'\[\["a.txt".documents\]\]'),
        ('[["a.txt".documents]]\nmeting = "x"\n', "no field meting"),
        ('[["a.txt".documents]]\nheld = 2024\n', "held must be text"),
        ('[["a.txt".documents]]\nheld = "去年"\n', "held must be a date"),
        ('[["a.txt".documents]]\nbody = "人大"\n', "body must be one of npc, cppcc, government"),
        ('[["a.txt".documents]]\nmeeting = ""\n', "meeting must be text"),
    ],
)
def test_wrong_catalogues_are_refused(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "catalogue.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError, match=said):
        read(tmp_path / "catalogue.toml")


def test_a_wrong_catalogue_stops_the_run_before_it_begins(settings: Settings, folder: Path) -> None:
    settings = settings.model_copy(update={"data": settings.data / "none"})
    write_source(folder, "a.txt", *two())
    (folder / "catalogue.toml").write_text("[[", encoding="utf-8")
    with pytest.raises(CatalogueError):
        ingest(settings, [folder], reader=reader_of(two()))
    assert not settings.data.exists()


def test_wrong_aliases_stop_the_run_before_it_begins(settings: Settings, folder: Path) -> None:
    write_source(folder, "a.txt", *two())
    (settings.seeds / "departments.toml").write_text("[[department]]\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"departments\.toml"):
        ingest(settings, [folder], reader=reader_of(two()))


def one(text: str, **known: Any) -> Document:
    return document(speech("周小舟", text), speech("秦文", long_text("社区食堂")), title="甲文", **known)


def shown(session: Session) -> dict[str, Any]:
    """The row of the only document."""
    (row,) = rows(session, models.Document)["Document"]
    return row


@pytest.mark.parametrize("name", ["a.txt", "b.html"])
def test_facts_of_an_earlier_edition_hold_for_the_next_one(shelf: Shelf, session: Session, name: str) -> None:
    text = long_text("加装电梯")
    path = shelf.put("a.txt", one(text))
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    entry = f'[["{sha256}".documents]]\nmeeting = "分组审议"\nheld = "2024-01-17"\n'
    catalogue = shelf.folder / "catalogue.toml"
    catalogue.write_text(entry, encoding="utf-8")
    shelf.ingest(path)
    before = shown(session)
    better = shelf.put(name, one(text + "另请公布进度。"))
    shelf.ingest(better)
    after = shown(session)
    assert after["source_sha256"] != before["source_sha256"]
    for field in ("held", "year", "meeting_key", "evidence", "key"):
        assert after[field] == before[field]
    assert [one.status for one in shelf.ingest(better).sources] == ["unchanged"]
    own = f'[["{after["source_sha256"]}".documents]]\nheld = "2024-01-18"\n'
    catalogue.write_text(entry + own, encoding="utf-8")
    shelf.ingest(better)
    assert (shown(session)["held"], shown(session)["meeting_key"]) == ("2024-01-18", before["meeting_key"])
    catalogue.unlink()
    assert [one.status for one in shelf.ingest(better).sources] == ["updated"]
    assert shown(session)["held"] is None


def test_facts_of_an_edition_that_is_read_later_reach_the_one_that_is_shown(
    shelf: Shelf, session: Session
) -> None:
    shelf.put("a.html", one(long_text("加装电梯")))
    shelf.put("b.txt", one(long_text("加装电梯")))
    (shelf.folder / "catalogue.toml").write_text(
        '[["b.txt".documents]]\nheld = "2024-01-17"\n', encoding="utf-8"
    )
    shelf.ingest(shelf.folder)
    assert shown(session)["held"] == "2024-01-17"
    assert {one.status for one in shelf.ingest(shelf.folder).sources} == {"unchanged"}


def test_facts_that_cannot_be_carried_are_a_finding(shelf: Shelf, session: Session) -> None:
    path = shelf.put("a.txt", one(long_text("加装电梯")))
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    entry = f'[["{sha256}".documents]]\nheld = "2024-01-17"\n'
    (shelf.folder / "catalogue.toml").write_text(entry * 2, encoding="utf-8")
    shelf.ingest(path)
    shelf.ingest(shelf.put("a.txt", one(long_text("加装电梯") + "另请公布进度。")))
    found = rows(session, models.SourceFinding)["SourceFinding"]
    (finding,) = [row for row in found if row["code"] == "catalogue_not_carried"]
    assert (f"a.txt ({sha256[:12]})" in finding["message"], "held" in finding["message"]) == (True, True)
    assert finding["source_sha256"] != sha256
