"""Files of corrections: what they may say, and what ingest does with them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

from app.archive.db import open_engine, session_factory
from app.archive.models import (
    Attribution,
    Correction,
    Document,
    KeyRedirect,
    Record,
    Revision,
    Source,
    SourceFinding,
)
from app.ingest import IngestReport
from app.ingest import ingest as ingest_files
from app.ingest.check import check
from app.ingest.corrections import load
from app.settings import ROOT, Settings
from app.sources import read_source
from tests.ingest.readings import document, long_text, reader_of, speech, write_source
from tests.ingest.table_rows import rows

FIRST, SECOND = long_text("电梯"), long_text("公交")


def page() -> list[Any]:
    """One document with two speeches, as its reader reads it."""
    return [document(speech("周小洲", FIRST), speech("秦文", SECOND))]


def other_page() -> list[Any]:
    """A document that no correction is about."""
    return [document(speech("章远", long_text("河道")), title="另一篇摘编")]


def toml(source: str, span: list[int], expect: list[str], kind: str, **more: str) -> str:
    """An entry as it is written; `more` are values in TOML."""
    lines = [
        "[[corrections]]",
        f'source = "{source}"',
        f"span = {span}",
        f'expect = ["{expect[0]}", "{expect[1]}"]',
        f'kind = "{kind}"',
        *(f"{name} = {value}" for name, value in more.items()),
        'who = "资料室"',
        'why = "与纸本核对。"',
        'date = "2026-03-02"',
    ]
    return "\n".join(lines) + "\n"


class Desk:
    """A source in a folder, a folder of corrections, and an archive they go into."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.settings = settings
        self.path = write_source(folder, "a.txt", *page())
        write_source(folder, "b.txt", *other_page())
        self.folder = folder
        self.corrections = settings.seeds / "corrections"
        self.corrections.mkdir()
        source = read_source(self.path)
        self.sha256, self.text = source.sha256, source.text

    def entry(self, words: str, kind: str, **more: str) -> str:
        """An entry about the first place of these words in a.txt."""
        start = self.text.index(words)
        return toml(self.sha256[:16], [start, start + len(words)], [words[:4], words[-4:]], kind, **more)

    def write(self, *entries: str, name: str = "a.toml") -> None:
        """One file of corrections."""
        (self.corrections / name).write_text("\n".join(entries), encoding="utf-8")

    def ingest(self) -> IngestReport:
        """The whole folder."""
        return ingest_files(self.settings, [self.folder], reader=reader_of(page(), other_page()))

    def statuses(self) -> dict[str, str]:
        """File → what came of it."""
        return {one.file: one.status for one in self.ingest().sources}


@pytest.fixture
def desk(settings: Settings, folder: Path) -> Desk:
    return Desk(settings, folder)


def record_of(session: Session, sha256: str, text: str) -> Record:
    """The record of a source with this text."""
    session.rollback()
    session.expunge_all()
    query = select(Record).join(Document).where(Document.source_sha256 == sha256, Record.text == text)
    return session.exec(query).one()


def test_a_new_changed_or_removed_correction_reads_exactly_its_source_anew(
    desk: Desk, session: Session
) -> None:
    assert desk.statuses() == {"a.txt": "inserted", "b.txt": "inserted"}
    desk.write(desk.entry(FIRST, "set", field='"speakers"', value='["周小舟"]'))
    assert desk.statuses() == {"a.txt": "updated", "b.txt": "unchanged"}
    assert desk.statuses() == {"a.txt": "unchanged", "b.txt": "unchanged"}
    desk.write(desk.entry(FIRST, "set", field='"speakers"', value='["周晓舟"]'))
    assert desk.statuses() == {"a.txt": "updated", "b.txt": "unchanged"}
    (desk.corrections / "a.toml").unlink()
    assert desk.statuses() == {"a.txt": "updated", "b.txt": "unchanged"}
    assert not rows(session, Correction)["Correction"]


def test_a_set_speaker_is_credited_and_the_name_read_is_kept(desk: Desk, session: Session) -> None:
    desk.write(desk.entry(FIRST, "set", field='"speakers"', value='["周小舟"]'))
    desk.ingest()
    record = record_of(session, desk.sha256, FIRST)
    by = session.exec(select(Attribution).where(Attribution.record_key == record.key)).one()
    assert by.printed == "周小舟"
    assert by.evidence.startswith("据更正，原读作“周小洲”。")
    row = session.exec(select(Correction)).one()
    assert (row.state, row.record_key, row.who, row.date) == ("applied", record.key, "资料室", "2026-03-02")
    assert (row.value["was"], row.value["value"], row.file) == (["周小洲"], ["周小舟"], "a.toml")


def test_keys_are_the_same_whether_corrected_before_or_after(
    desk: Desk, session: Session, settings: Settings, tmp_path: Path
) -> None:
    both = f"{FIRST}\n秦文：\n{SECOND}"
    desk.ingest()
    desk.write(desk.entry(both, "merge"))
    desk.ingest()
    fresh = Settings(data=tmp_path / "fresh", seeds=settings.seeds, database_url=None, search="whoosh")
    ingest_files(fresh, [desk.folder], reader=reader_of(page(), other_page()))
    engine = open_engine(fresh)
    with session_factory(engine)() as other:
        for table in (Record, Document, Correction):
            assert rows(other, table) == rows(session, table)
        redirects = [
            {row.old_key: row.new_key for row in one.exec(select(KeyRedirect))} for one in (other, session)
        ]
        assert redirects[0] == redirects[1]
        assert len(redirects[0]) > 1
    engine.dispose()


def test_a_corrected_text_is_a_revision_that_says_so(desk: Desk, session: Session) -> None:
    start = desk.text.index(FIRST)
    desk.write(desk.entry(FIRST, "boundary", spans=f"[[{start}, {start + len(FIRST) - 6}]]"))
    desk.ingest()
    record = record_of(session, desk.sha256, FIRST[:-6])
    reasons = session.exec(
        select(Revision.reason).where(Revision.record_key == record.key).order_by(Revision.number)
    ).all()
    assert list(reasons) == ["首次收录。", "据更正，文字有改动。"]
    source = session.get_one(Source, desk.sha256)
    assert (start + len(FIRST) - 6, "unread") in [(begins, role) for begins, _, role in source.ledger]


def test_a_correction_goes_before_the_catalogue(desk: Desk, session: Session) -> None:
    catalogue = '[["a.txt".documents]]\ntitle = "目录所记"\nheld = "2025"\n'
    (desk.settings.seeds / "catalogue.toml").write_text(catalogue, encoding="utf-8")
    desk.write(desk.entry(FIRST, "set", field='"document.title"', value='"更正之名"'))
    desk.ingest()
    one = session.exec(select(Document).where(Document.source_sha256 == desk.sha256)).one()
    assert (one.title, one.held) == ("更正之名", "2025")
    assert (one.evidence["title"], one.evidence["held"]) == ("correction", "catalogue")
    assert session.exec(select(Correction)).one().value["document"] == one.key


def test_the_body_of_one_speech_goes_before_its_document_s(desk: Desk, session: Session) -> None:
    desk.write(desk.entry(SECOND, "set", field='"body"', value='"cppcc"'))
    desk.ingest()
    assert record_of(session, desk.sha256, SECOND).body == "cppcc"
    assert record_of(session, desk.sha256, FIRST).body == "npc"


def test_a_correction_whose_place_has_changed_is_flagged(desk: Desk, session: Session) -> None:
    desk.write(toml(desk.sha256, [0, 4], ["此处", "没有"], "sic"))
    report = desk.ingest()
    assert not report.failed
    row = session.exec(select(Correction)).one()
    assert (row.state, row.record_key) == ("flagged", None)
    assert row.message
    codes = session.exec(select(SourceFinding.code).where(SourceFinding.source_sha256 == desk.sha256)).all()
    assert "correction_changed" in codes


def test_one_prefix_for_two_sources_is_flagged(desk: Desk, session: Session) -> None:
    desk.ingest()
    twin = session.get_one(Source, desk.sha256)
    session.add(Source(**{**twin.model_dump(), "sha256": desk.sha256[:20] + "0" * 44}))
    session.commit()
    desk.write(desk.entry(FIRST, "sic"))
    desk.ingest()
    assert "write more of it" in session.exec(select(Correction)).one().message


def test_a_folder_of_one_s_own(desk: Desk, session: Session, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "mine.toml").write_text(desk.entry(FIRST, "sic"), encoding="utf-8")
    desk.settings.corrections = own
    desk.ingest()
    assert session.exec(select(Correction.file)).all() == ["mine.toml"]


def test_a_folder_that_is_none_is_said_before_anything_is_read(desk: Desk, tmp_path: Path) -> None:
    desk.settings.corrections = tmp_path / "none"
    with pytest.raises(Exception, match="YISHILU_CORRECTIONS"):
        desk.ingest()


MISTAKES: dict[str, tuple[Callable[[str], str], str]] = {
    "no TOML": (lambda text: text + "[[", "not valid TOML"),
    "another table": (lambda text: "[notes]\n" + text, "[[corrections]]"),
    "no reason": (lambda text: text.replace('why = "与纸本核对。"\n', ""), "entry 1: why is missing"),
    "an empty reason": (lambda text: text.replace("与纸本核对。", " "), "entry 1: why must be"),
    "unknown kind": (lambda text: text.replace('"set"', '"paint"'), "entry 1: kind must be one of set"),
    "unknown name": (
        lambda text: text + 'colour = "red"\n',
        "entry 1: a correction of kind set has no colour",
    ),
    "unknown field": (lambda text: text.replace('"title"', '"colour"'), "entry 1: there is no field colour"),
    "wrong value": (lambda text: text.replace('"新题"', "12"), "entry 1: the value of title must be a text"),
    "a date that is none": (lambda text: text.replace("2026-03-02", "2. März"), "entry 1: date must be"),
    "a date without quotes": (
        lambda text: text.replace('"2026-03-02"', "2026-03-02"),
        "entry 1: date must be",
    ),
    "a span backwards": (lambda text: text.replace("span = [", "span = [99999, "), "entry 1: span must be"),
    "a short hash": (lambda text: text.replace('source = "', 'source = "ab" #'), "entry 1: source must be"),
    "nothing expected": (
        lambda text: text.replace('expect = ["', 'expect = [" ", "'),
        "entry 1: expect must be",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named_and_the_other_entries_are_used(name: str, desk: Desk) -> None:
    spoil, said = MISTAKES[name]
    desk.write(spoil(desk.entry(FIRST, "set", field='"title"', value='"新题"')), name="wrong.toml")
    desk.write(desk.entry(SECOND, "sic"), name="z.toml")
    found = load([desk.corrections])
    assert [wrong.shown for wrong in found.mistakes] == ["corrections/wrong.toml"]
    assert said in found.mistakes[0].message
    assert [one.file for one in found.entries] == ["z.toml"]


def test_a_mistake_is_in_the_report_and_ingest_goes_on(desk: Desk, session: Session) -> None:
    desk.write("corrections = 1", name="wrong.toml")
    desk.write(desk.entry(SECOND, "sic"), name="z.toml")
    assert desk.statuses() == {
        "corrections/wrong.toml": "failed",
        "a.txt": "inserted",
        "b.txt": "inserted",
    }
    assert session.exec(select(Correction.file)).all() == ["z.toml"]


def test_an_emptied_file_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("", encoding="utf-8")
    found = load([tmp_path])
    assert (found.entries, found.mistakes) == ((), ())


def test_a_day_that_the_calendar_lacks_is_a_mistake(tmp_path: Path) -> None:
    entry = toml("ab" * 32, [1, 3], ["甲", "乙"], "set", field='"document.held"', value='"2026-02-30"')
    (tmp_path / "a.toml").write_text(entry, encoding="utf-8")
    found = load([tmp_path])
    assert found.entries == ()
    assert "document.held must be a date" in found.mistakes[0].message


def test_the_same_entry_twice_is_a_mistake(desk: Desk) -> None:
    one = desk.entry(FIRST, "sic")
    desk.write(one)
    desk.write(one, name="b.toml")
    found = load([desk.corrections])
    assert len(found.entries) == 1
    assert [(wrong.path.name, wrong.message) for wrong in found.mistakes] == [
        ("b.toml", "entry 1: this stands in a.toml already: remove one of them")
    ]


def test_a_file_that_breaks_takes_no_correction_back(desk: Desk, session: Session) -> None:
    good = desk.entry(FIRST, "set", field='"speakers"', value='["周小舟"]')
    desk.write(good)
    desk.ingest()
    before = rows(session, Record, Attribution, Correction)
    desk.write(good + "[[")
    report = desk.ingest()
    assert {one.file: one.status for one in report.sources} == {
        "corrections/a.toml": "failed",
        "a.txt": "failed",
        "b.txt": "unchanged",
    }
    assert "a.toml" in str(report.failed[1].error)
    assert rows(session, Record, Attribution, Correction) == before
    desk.write(good)
    assert desk.statuses() == {"a.txt": "unchanged", "b.txt": "unchanged"}


def checked(desk: Desk, session: Session) -> tuple[list[str], list[str]]:
    """Problems and flagged corrections that `check` lists."""
    session.rollback()
    session.expunge_all()
    report = check(session, desk.settings)
    return report.problems, report.flagged


def test_check_lists_what_is_flagged_not_in_yet_and_wrong(desk: Desk, session: Session) -> None:
    desk.ingest()
    assert checked(desk, session) == ([], [])
    desk.write(toml(desk.sha256, [0, 4], ["此处", "没有"], "sic"))
    problems, _ = checked(desk, session)
    assert problems == ["a.toml: a correction of a.txt is not in force yet: ingest a.txt again"]
    desk.ingest()
    problems, flagged = checked(desk, session)
    assert problems == []
    assert len(flagged) == 1
    assert flagged[0].startswith("a.toml: the correction at [0, 4] of a.txt is not applied: ")
    desk.write("corrections = 1")
    assert checked(desk, session)[0] == [
        "corrections/a.toml: write every entry under [[corrections]], and nothing else"
    ]
    (desk.corrections / "a.toml").unlink()
    assert checked(desk, session)[0] == [
        "a.toml: a correction of a.txt is there no more but in force: ingest a.txt again"
    ]


def test_the_sample_corrections_apply_to_the_sample_documents(session: Session, settings: Settings) -> None:
    settings.seeds = ROOT / "seeds"
    listed = load([settings.seeds / "corrections"])
    assert listed.entries
    assert not listed.mistakes
    ingest_files(settings, sorted((ROOT / "seeds" / "documents").glob("2021-linyuan-daibiao*")))
    states = session.exec(select(Correction.state, Correction.message)).all()
    assert list(states) == [("applied", "")] * len(listed.entries)


def test_the_example_of_the_readme_is_an_entry(tmp_path: Path) -> None:
    readme = (ROOT / "seeds" / "corrections" / "README.md").read_text(encoding="utf-8")
    example = readme.split("```toml\n")[1].split("```")[0]
    (tmp_path / "example.toml").write_text(example, encoding="utf-8")
    found = load([tmp_path])
    assert (len(found.entries), found.mistakes) == (1, ())
