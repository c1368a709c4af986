"""Generated and damaged documents: each is read to a closed ledger or refused by name; see `make fuzz`."""

import os
from pathlib import Path

import pytest

from app.ingest import readers
from app.ingest.opening import Opened, Task, open_file
from tests.fuzz import shrinking
from tests.fuzz.cases import MAKERS, Case, case
from tests.fuzz.running import faults_of, is_named, run

KEPT = sorted(path for path in (Path(__file__).parent / "kept").glob("*") if path.is_file())
COUNT = 500
BAD = "停车".encode()


def failing(task: Task) -> Opened:
    """A reader with a mistake: it fails where the bytes say 停车, and ends where they say 停车停车."""
    data = task.path.read_bytes()
    if BAD + BAD in data:
        os._exit(1)
    if BAD in data:
        return Opened(error="the file could not be read (ValueError: too high a kerb): please report this")
    return open_file(task)


def test_every_document_is_read_or_refused_by_name(tmp_path: Path) -> None:
    tally = run(tmp_path, (case(2026, number) for number in range(COUNT)))
    assert tally.faults == []
    assert tally.read + tally.refused == COUNT
    assert min(tally.read, tally.refused) > COUNT // 4


def test_a_number_gives_one_document_and_all_kinds_are_made() -> None:
    some = [case(7, number) for number in range(60)]
    assert [case(7, number) for number in range(60)] == some
    assert {Path(one.name).suffix for one in some} >= MAKERS.keys()
    assert len({one.data for one in some}) > 50
    assert case(8, 0) != some[0]


def test_what_goes_wrong_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers.Readers.__init__, "__defaults__", (failing,))
    text = "治市\n" * 9
    cases = [Case("000001.txt", text.encode()), Case("000002.txt", f"{text}停车难{text}".encode())]
    cases.append(Case("000003.txt", f"{text}停车停车".encode()))
    tally = run(tmp_path, cases)
    assert [name for name, _ in tally.faults] == ["000002.txt", "000003.txt"]
    assert "too high a kerb" in tally.faults[0][1]
    assert "broke off" in tally.faults[1][1]


def test_what_goes_wrong_is_shrunk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def faults(_: Path, one: Case) -> list[str]:
        return [f"{len(one.data)} bytes are too many"] if BAD in one.data else ["another"]

    monkeypatch.setattr(shrinking, "faults_of", faults)
    long = Case("1.txt", b"ab" * 300 + BAD + b"cd" * 300)
    assert shrinking.shrunk(tmp_path, long, "9 bytes are too many").data == BAD
    assert shrinking.shrunk(tmp_path, long, "something else") == long


@pytest.mark.parametrize(
    ("error", "named"),
    [
        ("the PDF is damaged: get the whole file again", True),
        ("", False),
        ("two\nlines", False),
        ("the file could not be read (KeyError: 1): please report this, with the file", False),
        ("reading takes longer than 20 seconds: split the file, or raise YISHILU_MAX_READING_SECONDS", False),
    ],
)
def test_what_an_error_must_be(error: str, named: bool) -> None:
    assert is_named(error) is named


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.name)
def test_what_went_wrong_once(tmp_path: Path, path: Path) -> None:
    assert faults_of(tmp_path, Case(path.name, path.read_bytes())) == []
