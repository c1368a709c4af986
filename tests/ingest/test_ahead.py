"""Reading in processes of their own: in order, and what a file does to one of them fails that file alone."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from app.ingest import ingest, readers
from app.ingest.ahead import UNOPENED, opened
from app.ingest.opening import Opened, Task, open_file
from app.ingest.readers import Bounds, Readers, how_many
from app.settings import ROOT, Settings
from app.sources import SourceText

SAMPLES = sorted((ROOT / "seeds" / "documents").glob("*.txt"))
MEBI = 1024 * 1024


def acting(task: Task) -> Opened:
    """Gives the file's name back as its text; some names make it hang, eat memory, end or keep much."""
    name = task.path.name
    if name == "hangs":
        time.sleep(1000)
    if name == "spins":
        while True:
            pass
    if name == "eats":
        eaten = []
        while True:
            eaten.append(bytearray(b"x") * MEBI)
    if name == "dies":
        os._exit(1)
    if name == "keeps":
        KEPT.append(bytearray(b"x") * (60 * MEBI))
        time.sleep(0.2)
    return Opened(SourceText(name, b"", "text/plain", "utf-8", f"{name} by {os.getpid()}"))


KEPT: list[bytearray] = []


@contextmanager
def acting_readers(count: int = 1, seconds: float = 60, memory: int = 2000 * MEBI) -> Iterator[Readers]:
    with Readers(count, Bounds(seconds, memory), acting) as some:
        yield some


def task(name: str | Path) -> Task:
    return Task(Path(name), 10**9, 10**9)


def said(results: list[Opened]) -> list[str]:
    return [one.source.file if one.source else one.error or "" for one in results]


def alive(pid: int) -> bool:
    with suppress(OSError):
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return False


def test_files_are_opened_ahead_in_order_and_what_is_not_to_be_opened_is_passed() -> None:
    names = [str(number) for number in range(40)]
    with acting_readers(2) as some:
        found = list(opened([None if name == "7" else task(name) for name in names], some))
    assert said(found) == [name if name != "7" else "" for name in names]
    assert found[7] is UNOPENED


def test_a_process_that_dies_fails_one_file_and_no_other() -> None:
    with acting_readers() as some:
        results = said([some.open(task(name)) for name in ("a", "dies", "b")])
    assert (results[0], results[2]) == ("a", "b")
    assert "broke off" in results[1]


@pytest.mark.parametrize("name", ["hangs", "spins"])
def test_a_file_that_takes_too_long_is_given_up(name: str) -> None:
    begun = time.monotonic()
    with acting_readers(seconds=0.4) as some:
        first, late = said([some.open(task(one)) for one in ("a", name)])
    assert first == "a"
    assert "longer than 0.4 seconds: split the file, or raise YISHILU_MAX_READING_SECONDS" in late
    assert time.monotonic() - begun < 10


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is watched on Linux only")
def test_a_file_that_takes_too_much_memory_is_given_up_and_the_memory_is_free_again() -> None:
    with acting_readers(memory=100 * MEBI) as some:
        (result,) = said([some.open(task("eats"))])
    assert (
        "more than 104,857,600 bytes of memory: split the file, or raise YISHILU_MAX_READING_BYTES" in result
    )


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is watched on Linux only")
def test_memory_of_earlier_files_is_not_held_against_a_later_one() -> None:
    with acting_readers(memory=100 * MEBI) as some:
        first, second = (some.open(task("keeps")).source for _ in range(2))
    assert first is not None
    assert second is not None
    assert first.text != second.text  # in another process


def test_processes_end_when_they_are_closed_though_one_hangs() -> None:
    with acting_readers(2) as some:
        source = some.open(task("a")).source
        hanging = some.submit(task("hangs"))
        while not hanging.running():
            time.sleep(0.01)
    assert source is not None
    assert not alive(int(source.text.rpartition(" ")[2]))
    assert "broke off" in (hanging.result(timeout=5).error or "")


def test_processes_end_by_themselves_when_their_parent_is_killed() -> None:
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        with acting_readers() as some:
            source = some.open(task("a")).source
            os.write(theirs, str(source.text.rpartition(" ")[2] if source else 0).encode())
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    reader = int(os.read(ours, 100))
    until = time.monotonic() + 20
    while alive(reader) and time.monotonic() < until:
        time.sleep(0.05)
    assert not alive(reader)


def test_a_file_is_read_as_it_would_be_here() -> None:
    tasks = [task(path) for path in (SAMPLES[0], Path("nowhere.txt"), *SAMPLES[1:4])]
    with Readers(1, Bounds(60, 2000 * MEBI)) as some:
        assert [some.open(one) for one in tasks] == [open_file(one) for one in tasks]


def test_an_ingest_goes_on_after_a_file_that_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def hanging(one: Task) -> Opened:
        if one.path.name == "b.txt":
            time.sleep(1000)
        return open_file(one)

    monkeypatch.setattr(readers.Readers.__init__, "__defaults__", (hanging,))
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(f"{name}：临沅市的停车难题。", encoding="utf-8")
    settings = Settings(data=tmp_path / "data", max_reading_seconds=1)
    results = {one.file: one for one in ingest(settings, [tmp_path]).sources}
    assert results["a.txt"].status == "inserted"
    assert results["c.txt"].status == "inserted" or "1 seconds" in (results["c.txt"].error or "")
    assert "YISHILU_MAX_READING_SECONDS" in (results["b.txt"].error or "")
    monkeypatch.undo()
    again = ingest(settings, [tmp_path])
    assert again.totals["failed"] == 0


def test_a_file_of_more_records_than_are_allowed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "many.txt"
    path.write_text("代表发言摘要\n\n" + "陆一帆代表：停车难要治，车位要增。\n" * 5, encoding="utf-8")
    archive = tmp_path / "data"
    error = ingest(Settings(data=archive, max_records=4), [path]).sources[0].error
    assert (
        error == "the file holds 5 records, more than the 4 allowed: split it, or raise YISHILU_MAX_RECORDS"
    )
    assert ingest(Settings(data=archive, max_records=5), [path]).sources[0].records == 5


def test_one_process_less_reads_than_there_are_cores_but_never_none(monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for cores in (1, 2, 3, 16):
        monkeypatch.setattr(os, "sched_getaffinity", lambda _, n=cores: set(range(n)), raising=False)
        found.append(how_many(100))
    assert found == [1, 1, 2, 4]
    assert how_many(2) == 2
