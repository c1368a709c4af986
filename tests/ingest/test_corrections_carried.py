"""Corrections go along when a better edition of their document is read, or say that they could not."""

from pathlib import Path

import pytest
from readings import TAXI, TREES, WELLS, document, speech
from shelf import Archive, Shelf

from app.archive.db import open_engine, session_factory
from app.ingest import withdraw
from app.ingest.check import CheckReport, check
from app.settings import Settings
from app.sources import read_source


def three(*, second: str = TAXI, first: str = "") -> object:
    return document(speech("周小舟", first + TREES), speech("秦文", second), speech("章远", WELLS))


def write(shelf: Shelf, path: Path, words: str, kind: str, **more: str) -> None:
    """A correction of these words of a file, as it is written; `more` are values in TOML."""
    source = read_source(path)
    start = source.text.index(words)
    lines = [
        "[[corrections]]",
        f'source = "{source.sha256}"',
        f"span = [{start}, {start + len(words)}]",
        f'expect = ["{words[:4]}", "{words[-4:]}"]',
        f'kind = "{kind}"',
        *(f"{name} = {value}" for name, value in more.items()),
        'who = "资料室"\nwhy = "与纸本核对。"\ndate = "2026-03-02"',
    ]
    folder = shelf.settings.seeds / "corrections"
    (folder / f"{path.stem}-{kind}.toml").write_text("\n".join(lines), encoding="utf-8")


def speakers(archive: Archive) -> dict[str, str]:
    """Text of each record → who is credited with it."""
    texts = {row["key"]: row["text"] for row in archive.rows["Record"]}
    return {texts[row["record_key"]]: row["printed"] for row in archive.rows["Attribution"]}


def checked(settings: Settings) -> CheckReport:
    engine = open_engine(settings)
    with session_factory(engine)() as session:
        report = check(session, settings)
    engine.dispose()
    return report


@pytest.mark.parametrize("together", [False, True])
@pytest.mark.parametrize("better_first", [False, True])
def test_a_name_set_in_one_edition_is_set_in_the_better_one(
    shelf: Shelf, together: bool, better_first: bool
) -> None:
    print_, page = shelf.put("print.txt", three()), shelf.put("page.html", three())
    write(shelf, print_, TAXI, "set", field='"speakers"', value='["秦雯"]')
    files = [page, print_] if better_first else [print_, page]
    for given in [files] if together else [[one] for one in files]:
        shelf.ingest(*given)
    shelf.ingest(*files)
    archive = Archive(shelf.settings)
    assert archive.states == {"print.txt": "copy", "page.html": "current"}
    assert speakers(archive) == {TREES: "周小舟", TAXI: "秦雯", WELLS: "章远"}
    html = next(row for row in archive.rows["Source"] if row["file"] == "page.html")
    (carried,) = [row for row in archive.rows["Correction"] if row["source_sha256"] == html["sha256"]]
    assert (carried["state"], carried["who"], carried["value"]["was"]) == ("applied", "资料室", ["秦文"])
    assert html["text"][carried["start"] : carried["end"]] == TAXI
    assert carried["record_key"] == archive.keys[TAXI]
    assert {one.status for one in shelf.ingest(*files).sources} == {"unchanged"}
    report = checked(shelf.settings)
    assert (report.problems, report.flagged) == ([], [])


def test_within_one_run_nothing_is_left_to_do(shelf: Shelf) -> None:
    files = [shelf.put("print.txt", three()), shelf.put("page.html", three())]
    write(shelf, files[0], TAXI, "set", field='"speakers"', value='["秦雯"]')
    assert {one.status for one in shelf.ingest(*files).sources} == {"inserted"}
    assert {one.status for one in shelf.ingest(*files).sources} == {"unchanged"}
    assert speakers(Archive(shelf.settings))[TAXI] == "秦雯"


def test_a_boundary_moves_to_where_the_words_are(shelf: Shelf) -> None:
    print_ = shelf.put("print.txt", three())
    text = read_source(print_).text
    start = text.index(TREES)
    spans = f"[[{start}, {start + 33}]]"
    write(shelf, print_, TREES, "boundary", spans=spans)
    shelf.ingest(print_)
    key = Archive(shelf.settings).keys[TREES[:33]]
    shelf.ingest(shelf.put("page.html", three(first="主席、各位代表：")))
    archive = Archive(shelf.settings)
    assert archive.keys[TREES[:33]] == key


def test_words_that_are_not_there_are_flagged(shelf: Shelf) -> None:
    print_ = shelf.put("print.txt", three())
    write(shelf, print_, "出租车候客区增设雨棚", "set", field='"speakers"', value='["秦雯"]')
    page = shelf.put("page.html", three(second=TAXI.replace("候客区增设雨棚", "站加顶棚") + "再议。"))
    shelf.ingest(print_, page)
    archive = Archive(shelf.settings)
    assert archive.states == {"print.txt": "replaced", "page.html": "current"}
    assert "秦雯" not in speakers(archive).values()
    assert "correction_not_carried" in [row["code"] for row in archive.rows["SourceFinding"]]
    report = checked(shelf.settings)
    assert report.problems == []
    words = "出租车候客区增设雨棚"
    start = read_source(print_).text.index(words)
    (line,) = report.flagged
    place = f"the correction at [{start}, {start + len(words)}] of print.txt is not applied in page.html"
    assert line.startswith(f"print-set.toml: {place}: the words it is about are not in this edition")


def test_what_was_carried_to_an_edition_that_is_read_no_more_is_said_of_the_present_one(shelf: Shelf) -> None:
    print_ = shelf.put("print.txt", three())
    write(shelf, print_, TAXI, "set", field='"speakers"', value='["秦雯"]')
    shelf.ingest(print_)
    shelf.ingest(shelf.put("page.html", three(first="主席、各位代表：")))
    best = shelf.put("best.html", three(first="主席、各位代表，大家好：", second=TAXI + "请予研究。"))
    shelf.ingest(best)
    archive = Archive(shelf.settings)
    assert archive.states == {"print.txt": "replaced", "page.html": "replaced", "best.html": "current"}
    assert speakers(archive)[TAXI + "请予研究。"] == "秦雯"
    report = checked(shelf.settings)
    assert (report.problems, report.flagged) == ([], [])


def test_an_entry_taken_out_of_its_file_is_no_problem_where_the_source_is_read_no_more(shelf: Shelf) -> None:
    print_ = shelf.put("print.txt", three())
    write(shelf, print_, TAXI, "set", field='"speakers"', value='["秦雯"]')
    page = shelf.put("page.html", three(first="主席、各位代表："))
    shelf.ingest(print_, page)
    (shelf.settings.seeds / "corrections" / "print-set.toml").unlink()
    (line,) = checked(shelf.settings).problems
    assert "in force: ingest page.html again" in line
    print_.unlink()
    shelf.ingest(page)
    report = checked(shelf.settings)
    assert (report.problems, report.flagged) == ([], [])


def test_words_that_stand_there_twice_are_told_apart_by_what_is_around_them(shelf: Shelf) -> None:
    twice = TAXI.replace("候客区增设雨棚", "站两级泵站")
    print_ = shelf.put("print.txt", three(second=twice))
    write(shelf, print_, "两级泵站", "set", field='"speakers"', value='["秦雯"]')
    shelf.ingest(print_, shelf.put("page.html", three(second=twice)))
    assert speakers(Archive(shelf.settings)) == {TREES: "周小舟", twice: "秦雯", WELLS: "章远"}


def test_a_correction_taken_back_is_taken_back_everywhere(shelf: Shelf) -> None:
    files = [shelf.put("print.txt", three()), shelf.put("page.html", three())]
    write(shelf, files[0], TAXI, "set", field='"speakers"', value='["秦雯"]')
    shelf.ingest(*files)
    (shelf.settings.seeds / "corrections" / "print-set.toml").unlink()
    shelf.ingest(*files)
    archive = Archive(shelf.settings)
    assert speakers(archive)[TAXI] == "秦文"
    assert archive.rows["Correction"] == []
    assert {one.status for one in shelf.ingest(*files).sources} == {"unchanged"}


def test_what_was_written_for_an_edition_that_is_withdrawn_is_told(shelf: Shelf) -> None:
    print_, page = shelf.put("print.txt", three()), shelf.put("page.html", three(first="主席、各位代表："))
    write(shelf, page, TAXI, "set", field='"speakers"', value='["秦雯"]')
    shelf.ingest(print_, page)
    withdraw(shelf.settings, "page.html", "报社更正")
    shelf.ingest(print_)
    assert speakers(Archive(shelf.settings))[TAXI] == "秦文"
    report = checked(shelf.settings)
    assert report.problems == []
    (line,) = report.flagged
    assert line.endswith("of page.html is not applied: this source is withdrawn")


def test_the_parts_of_a_split_record_keep_their_keys_in_a_better_edition(shelf: Shelf) -> None:
    joint = document(speech("周小舟", TREES + TAXI), speech("章远", WELLS))
    print_ = shelf.put("print.txt", joint)
    write(shelf, print_, TAXI, "split", fields='{ speakers = ["秦文"] }')
    shelf.ingest(print_)
    before = Archive(shelf.settings).keys
    assert before.keys() == {TREES, TAXI, WELLS}
    better = "主席、各位代表：" + TREES
    page = shelf.put("page.html", document(speech("周小舟", better + TAXI), speech("章远", WELLS)))
    shelf.ingest(print_, page)
    after = Archive(shelf.settings).keys
    assert after == {better: before[TREES], TAXI: before[TAXI], WELLS: before[WELLS]}
