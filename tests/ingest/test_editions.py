"""The same document from another file: copies, better and lesser editions, corrected files, withdrawals."""

import hashlib
import sys
from itertools import permutations
from pathlib import Path

import pytest
from readings import TAXI, TREES, WELLS, document, long_text, speech
from shelf import Archive, Shelf

from app.archive.db import open_engine, session_factory
from app.ingest import WithdrawError, ingest, withdraw
from app.ingest.check import check
from app.parse.types import Body, Genre, Parse

CLINIC = (
    "社区卫生站的药品目录比医院少一百七十种，慢性病人每月要进城取药。"
    "建议目录统一，由县医院每周配送一次，费用并入医保。"
)


def three(**more: object):
    return document(speech("周小舟", TREES), speech("秦文", TAXI), speech("章远", WELLS), **more)


def test_a_copy_in_other_bytes_doubles_nothing(shelf: Shelf) -> None:
    shelf.ingest(shelf.put("a.txt", three()))
    before = Archive(shelf.settings)
    report = shelf.ingest(shelf.put("b.txt", three(), bom=True))
    after = Archive(shelf.settings)
    assert after.keys == before.keys
    assert sorted(after.states.values()) == ["copy", "current"]
    assert report.as_json()["sources"][0].keys() == {
        "file", "sha256", "status", "documents", "records", "unread", "error"
    }  # fmt: skip
    assert shelf.ingest(shelf.folder).totals["unchanged"] == 2
    assert_sound(shelf)


def test_a_better_edition_takes_over_with_all_keys(shelf: Shelf) -> None:
    shelf.ingest(shelf.put("print.txt", three()))
    before = Archive(shelf.settings)
    longer = TAXI + "同时公布各路口的候车时间。"
    page = document(speech("周小舟", TREES), speech("秦文", longer), speech("章远", WELLS))
    (result,) = shelf.ingest(shelf.put("page.html", page)).sources
    after = Archive(shelf.settings)
    assert (result.status, result.note) == ("updated", f"replaces {named(shelf, 'print.txt')}")
    assert after.states == {"print.txt": "replaced", "page.html": "current"}
    assert after.keys == {TREES: before.keys[TREES], longer: before.keys[TAXI], WELLS: before.keys[WELLS]}
    assert [row["key"] for row in after.rows["Document"]] == [row["key"] for row in before.rows["Document"]]
    assert "page.html" in after.revisions(before.keys[TAXI])[1]["reason"]
    assert len(after.revisions(before.keys[TREES])) == 1
    replaced = next(row for row in after.rows["Source"] if row["file"] == "print.txt")
    assert replaced["replaced_by"] == result.sha256
    assert "page.html" in replaced["note"]
    assert_sound(shelf)


def test_a_lesser_edition_changes_nothing_and_its_own_keys_lead_to_what_is_shown(
    shelf: Shelf, tmp_path: Path
) -> None:
    page, print_ = shelf.put("page.html", three()), shelf.put("print.txt", three(), noise="残")
    shorter = document(speech("周小舟", TREES[:-9]), speech("秦文", TAXI), speech("章远", WELLS))
    print_ = shelf.put("print.txt", shorter)
    alone = shelf.settings.model_copy(update={"data": tmp_path / "alone"})
    shelf.ingest(print_, settings=alone)
    shelf.ingest(page)
    before = Archive(shelf.settings)
    (result,) = shelf.ingest(print_).sources
    after = Archive(shelf.settings)
    assert (result.status, result.records, "page.html" in result.note) == ("inserted", 0, True)
    assert after.keys == before.keys
    key = Archive(alone).keys[TREES[:-9]]
    assert key not in after.keys.values()
    assert after.text(key) == TREES
    assert_sound(shelf)


def test_a_corrected_file_under_the_same_name_replaces_the_one_before(shelf: Shelf) -> None:
    shelf.ingest(shelf.put("fayan.txt", three()))
    before = Archive(shelf.settings)
    fewer = document(speech("周小舟", TREES), speech("秦文", TAXI.replace("两公里", "三公里")))
    replaced = named(shelf, "fayan.txt")
    (result,) = shelf.ingest(shelf.put("fayan.txt", fewer)).sources
    after = Archive(shelf.settings)
    assert (result.status, result.note) == ("updated", f"replaces {replaced}")
    assert set(after.keys.values()) == {before.keys[TREES], before.keys[TAXI]}
    assert after.leads[before.keys[WELLS]] is None
    assert "fayan.txt" in after.reason(before.keys[WELLS])
    assert_sound(shelf)


def test_bytes_that_are_put_back_under_their_name_are_shown_again(shelf: Shelf) -> None:
    path = shelf.put("fayan.txt", three())
    shelf.ingest(path)
    first, data = Archive(shelf.settings), path.read_bytes()
    changed = TAXI.replace("两公里", "三公里")
    shelf.ingest(shelf.put("fayan.txt", document(speech("周小舟", TREES), speech("秦文", changed))))
    corrected = named(shelf, "fayan.txt")
    path.write_bytes(data)
    (result,) = shelf.ingest(path).sources
    after = Archive(shelf.settings)
    assert (result.status, result.note) == ("updated", f"replaces {corrected}")
    assert after.keys == first.keys
    assert [row["text"] for row in after.revisions(first.keys[TAXI])] == [TAXI, changed, TAXI]
    states = {row["sha256"][:12]: (row["state"], row["note"]) for row in after.rows["Source"]}
    back = hashlib.sha256(data).hexdigest()[:12]
    assert states[back] == ("current", "")
    assert states[corrected[-13:-1]] == ("replaced", f"同一文献现按“fayan.txt”（{back}）收录。")
    (again,) = shelf.ingest(path).sources
    assert (again.status, again.note, Archive(shelf.settings).rows["Source"]) == (
        "unchanged",
        "",
        after.rows["Source"],
    )
    assert_sound(shelf)


def test_bytes_that_stay_where_they_are_do_not_come_back(shelf: Shelf) -> None:
    old = shelf.put("2023/fayan.txt", three())
    shelf.ingest(old)
    changed = document(speech("周小舟", TREES), speech("秦文", TAXI.replace("两公里", "三公里")))
    new = shelf.put("2024/fayan.txt", changed)
    shelf.ingest(new)
    before = Archive(shelf.settings).rows["Source"]
    for paths in ([old], [new], [old, new], [shelf.folder]):
        assert {one.status for one in shelf.ingest(*paths).sources} == {"unchanged"}
        assert Archive(shelf.settings).rows["Source"] == before
    shelf.folder.rename(shelf.folder.with_name("moved"))
    assert {one.status for one in shelf.ingest(shelf.folder.with_name("moved")).sources} == {"unchanged"}
    assert Archive(shelf.settings).rows["Source"] == before


def test_the_later_file_of_a_name_goes_first_where_only_a_name_in_it_was_put_right(shelf: Shelf) -> None:
    shelf.ingest(shelf.put("fayan.txt", three()))
    before = Archive(shelf.settings)
    for who in ("秦雯", "秦文", "秦汶"):
        right = document(speech("周小舟", TREES), speech(who, TAXI), speech("章远", WELLS))
        shelf.ingest(shelf.put("fayan.txt", right))
        after = Archive(shelf.settings)
        assert after.keys == before.keys
        last = after.revisions(before.keys[TAXI])[-1]
        assert last["label"]["who"] == [who]


def test_joined_and_split_records_of_another_edition_lead_on(shelf: Shelf) -> None:
    shelf.ingest(shelf.put("print.txt", three()))
    before = Archive(shelf.settings)
    joined = f"{TREES}{TAXI}"
    page = document(speech("周小舟", joined), speech("章远", WELLS[:20]), speech("章远", WELLS[20:]))
    shelf.ingest(shelf.put("page.html", page))
    after = Archive(shelf.settings)
    for text, now in ((TREES, joined), (TAXI, joined), (WELLS, WELLS[20:])):
        assert after.text(before.keys[text]) == now
    moved = next(key for key in (before.keys[TREES], before.keys[TAXI]) if key in after.leads)
    assert "page.html" in after.reason(moved)
    assert_sound(shelf)


def test_the_order_in_which_files_are_given_makes_no_difference(shelf: Shelf, tmp_path: Path) -> None:
    noisy = document(speech("周小舟", TREES), speech("秦文", TAXI + "完"), speech("章远", WELLS))
    paths = [
        shelf.put("page.html", three()),
        shelf.put("print.txt", noisy, noise="残"),
        shelf.put("copy.txt", three(), bom=True),
        shelf.put("other.txt", document(speech("周小舟", CLINIC), title="另一篇")),
    ]
    found = []
    for number, order in enumerate(permutations(paths)):
        settings = shelf.settings.model_copy(update={"data": tmp_path / f"archive{number}"})
        shelf.ingest(*order, settings=settings)
        archive = Archive(settings)
        found.append((archive.keys, archive.states, archive.resolved()))
    assert all(one == found[0] for one in found)
    assert sorted(found[0][1].items()) == [
        ("copy.txt", "copy"), ("other.txt", "current"), ("page.html", "current"), ("print.txt", "replaced"),
    ]  # fmt: skip


def test_one_by_one_in_any_order_the_same_keys_lead_to_the_same_passages(
    shelf: Shelf, tmp_path: Path
) -> None:
    noisy = document(speech("周小舟", TREES), speech("秦文", TAXI + "完"), speech("章远", WELLS))
    paths = [shelf.put("page.html", three()), shelf.put("print.txt", noisy)]
    found = []
    for number, order in enumerate(permutations(paths)):
        settings = shelf.settings.model_copy(update={"data": tmp_path / f"archive{number}"})
        for path in order:
            shelf.ingest(path, settings=settings)
        found.append(Archive(settings).resolved())
    assert found[0] == found[1]


def test_what_holds_more_is_shown_whatever_the_kind_of_file(shelf: Shelf) -> None:
    excerpt = document(speech("周小舟", TREES), speech("秦文", TAXI))
    shelf.ingest(shelf.put("excerpt.html", excerpt))
    before = Archive(shelf.settings)
    shelf.ingest(shelf.put("whole.txt", three()))
    after = Archive(shelf.settings)
    assert after.states == {"excerpt.html": "replaced", "whole.txt": "current"}
    assert before.keys.items() < after.keys.items()


def test_two_selections_that_each_hold_something_stay_two_documents(shelf: Shelf) -> None:
    one = document(speech("周小舟", TREES), speech("秦文", TAXI), speech("章远", WELLS), title="日报摘编")
    other = document(speech("周小舟", TREES), speech("秦文", TAXI), speech("沈江", CLINIC), title="晚报选登")
    shelf.ingest(shelf.put("a.txt", one), shelf.put("b.txt", other))
    archive = Archive(shelf.settings)
    assert set(archive.states.values()) == {"current"}
    assert len(archive.rows["Record"]) == 6
    assert {WELLS, CLINIC} < archive.keys.keys()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"title": "甲文"}, {"title": "乙文"}),
        ({"published": "2024-01-09"}, {"published": "2025-01-10"}),
    ],
)
def test_phrases_in_common_do_not_make_two_documents_one(
    shelf: Shelf, one: dict[str, str], other: dict[str, str]
) -> None:
    shelf.ingest(
        shelf.put("a.txt", document(speech("周小舟", long_text("加装电梯")), **one)),
        shelf.put("b.txt", document(speech("秦文", long_text("社区食堂")), **other)),
    )
    assert set(Archive(shelf.settings).states.values()) == {"current"}


def test_documents_of_one_file_go_different_ways(shelf: Shelf) -> None:
    first = document(speech("周小舟", TREES), speech("秦文", TAXI), title="甲文")
    second = document(speech("章远", WELLS), speech("沈江", CLINIC), title="乙文", body=Body.CPPCC)
    shelf.ingest(shelf.put("page.txt", first, second))
    before = Archive(shelf.settings)
    shelf.ingest(shelf.put("second.html", second))
    after = Archive(shelf.settings)
    assert after.keys == before.keys
    assert after.states == {"page.txt": "current", "second.html": "current"}
    files = {row["sha256"]: row["file"] for row in after.rows["Source"]}
    shown = {row["title"]: files[row["source_sha256"]] for row in after.rows["Document"]}
    assert shown == {"甲文": "page.txt", "乙文": "second.html"}
    assert_sound(shelf)


class StoppedError(BaseException):
    """Stands for the key that stops a run."""


def test_a_run_stopped_between_editions_is_completed_by_the_next(shelf: Shelf, tmp_path: Path) -> None:
    noisy = document(speech("周小舟", TREES), speech("秦文", TAXI + "完"), speech("章远", WELLS))
    paths = [shelf.put("page.html", three()), shelf.put("print.txt", noisy), shelf.put("c.txt", three())]
    whole = shelf.settings.model_copy(update={"data": tmp_path / "whole"})
    shelf.ingest(*paths, settings=whole)
    for after in range(1, 3):
        settings = shelf.settings.model_copy(update={"data": tmp_path / f"stopped{after}"})
        left = iter(range(after))

        def stopping(text: str, left: object = left) -> Parse:
            if next(left, None) is None:  # type: ignore[call-overload]
                raise StoppedError
            return shelf.read(text)

        with pytest.raises(StoppedError):
            ingest(settings, paths, reader=stopping)
        shelf.ingest(*paths, settings=settings)
        assert Archive(settings).keys == Archive(whole).keys
        assert Archive(settings).states == Archive(whole).states


def test_a_withdrawal_that_was_killed_before_the_index_is_finished_by_the_next(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = shelf.put("a.txt", document(speech("周小舟", long_text("停车"))))
    shelf.ingest(path)

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as once:
        once.setattr(sys.modules["app.ingest.withdraw"], "update_index", killed)
        with pytest.raises(KeyboardInterrupt):
            withdraw(shelf.settings, str(path), "发言人要求撤回")
    assert "stale" in said(shelf)
    with pytest.raises(WithdrawError, match="withdrawn already"):
        withdraw(shelf.settings, str(path), "发言人要求撤回")
    assert said(shelf) == ""


def said(shelf: Shelf) -> str:
    """What the check finds wrong."""
    engine = open_engine(shelf.settings)
    with session_factory(engine)() as session:
        problems = check(session, shelf.settings).problems
    engine.dispose()
    return "\n".join(problems)


def test_what_is_withdrawn_says_why_and_comes_back_with_its_keys(shelf: Shelf) -> None:
    path = shelf.put("a.txt", three())
    shelf.ingest(path, shelf.put("b.txt", document(speech("周小舟", CLINIC), title="另一篇")))
    before = Archive(shelf.settings)
    done = withdraw(shelf.settings, str(path), "发言人要求撤回")
    assert (done.file, done.records) == ("a.txt", 3)
    gone = Archive(shelf.settings)
    assert gone.states == {"a.txt": "withdrawn", "b.txt": "current"}
    assert set(gone.keys) == {CLINIC}
    assert "发言人要求撤回" in gone.reason(before.keys[TREES])
    assert not any(TREES[:10] in row["title"] for row in gone.rows["KeyRedirect"])
    assert_sound(shelf)
    with pytest.raises(WithdrawError, match="withdrawn already"):
        withdraw(shelf.settings, str(path), "再来一次")
    assert [one.status for one in shelf.ingest(path).sources] == ["updated"]
    after = Archive(shelf.settings)
    assert after.keys == before.keys
    assert sorted(row["key"] for row in after.rows["Document"]) == sorted(
        row["key"] for row in before.rows["Document"]
    )
    assert after.rows["Revision"] == before.rows["Revision"]
    assert not [row for row in after.rows["KeyRedirect"] if row["noun"] in ("record", "document")]
    assert_sound(shelf)


def test_what_is_withdrawn_stays_so_while_its_file_lies_in_the_folder(shelf: Shelf) -> None:
    path = shelf.put("a.txt", three())
    shelf.put("b.txt", document(speech("周小舟", CLINIC), title="另一篇"))
    shelf.ingest(shelf.folder)
    before = Archive(shelf.settings)
    withdraw(shelf.settings, "a.txt", "发言人要求撤回")
    for _ in range(2):
        report = shelf.ingest(shelf.folder)
        assert [(one.file, one.status, "withdrawn" in one.note) for one in report.sources] == [
            ("a.txt", "unchanged", True),
            ("b.txt", "unchanged", False),
        ]
        assert Archive(shelf.settings).states == {"a.txt": "withdrawn", "b.txt": "current"}
    assert_sound(shelf)
    shelf.ingest(shelf.folder, path)
    assert Archive(shelf.settings).keys == before.keys
    assert_sound(shelf)


def test_a_revised_record_comes_back_under_the_key_it_had(shelf: Shelf) -> None:
    shelf.ingest(shelf.put("a.txt", three()))
    before = Archive(shelf.settings)
    page = document(speech("周小舟", TREES + "以上。"), speech("秦文", TAXI), speech("章远", WELLS))
    path = shelf.put("a.html", page)
    shelf.ingest(path)
    withdraw(shelf.settings, "a.html", "误收")
    shelf.ingest(path)
    after = Archive(shelf.settings)
    assert after.keys[TREES + "以上。"] == before.keys[TREES]
    assert after.keys[TAXI] == before.keys[TAXI]
    assert len(after.revisions(before.keys[TREES])) == 2


def test_the_other_edition_of_a_withdrawn_one_takes_its_keys(shelf: Shelf) -> None:
    print_ = shelf.put("print.txt", three())
    shelf.ingest(print_, shelf.put("page.html", three()))
    before = Archive(shelf.settings)
    assert before.states == {"print.txt": "copy", "page.html": "current"}
    assert withdraw(shelf.settings, "page.html", "版权").editions == ("print.txt",)
    assert Archive(shelf.settings).keys == {}
    shelf.ingest(print_)
    after = Archive(shelf.settings)
    assert after.keys == before.keys
    assert after.states == {"print.txt": "current", "page.html": "withdrawn"}
    assert_sound(shelf)


@pytest.mark.parametrize("named", ["nowhere.txt", "ab" * 8])
def test_what_is_not_there_cannot_be_withdrawn(shelf: Shelf, named: str) -> None:
    shelf.ingest(shelf.put("a.txt", three()))
    with pytest.raises(WithdrawError, match="no source of the archive"):
        withdraw(shelf.settings, named, "误收")
    with pytest.raises(WithdrawError, match="--why"):
        withdraw(shelf.settings, "a.txt", " ")


def test_two_genres_of_the_same_words_are_one_document(shelf: Shelf) -> None:
    shelf.ingest(
        shelf.put("a.txt", three(genre=Genre.PLENARY)), shelf.put("b.html", three(genre=Genre.SPEECHES))
    )
    assert len(Archive(shelf.settings).rows["Record"]) == 3


def named(shelf: Shelf, file: str) -> str:
    """A file of the shelf as it is told from others of its name."""
    data = (shelf.folder / file).read_bytes()
    return f"{file} ({hashlib.sha256(data).hexdigest()[:12]})"


def assert_sound(shelf: Shelf) -> None:
    """Rows, index, ledgers and redirects agree."""
    engine = open_engine(shelf.settings)
    with session_factory(engine)() as session:
        report = check(session, shelf.settings)
    engine.dispose()
    assert report.problems == []
