"""A backup made while a server answers and documents come in, brought back elsewhere: the same archive."""

import hashlib
import io
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from shutil import copy
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from sqlmodel import select

from app.archive import models
from app.archive.backup import Backup, write_backup
from app.archive.db import ArchiveError, open_engine, session_factory
from app.archive.manifest import MANIFEST, ROWS
from app.ingest import ingest
from app.ingest.check import check
from app.main import create_app
from app.settings import ROOT, Settings
from tests.archive.whole import (
    SAMPLES,
    Sample,
    addresses,
    exported,
    indexed_anew,
    served,
    settings_in,
)
from tests.web.client import Client


def backed_up(settings: Settings) -> bytes:
    """A backup of the archive."""
    engine = open_engine(settings)
    out = io.BytesIO()
    write_backup(engine, settings.originals, out, {"engine": "whoosh"})
    engine.dispose()
    return out.getvalue()


def brought_back(settings: Settings, data: bytes, *, replace: bool = False) -> int:
    """Verify and restore a backup; the number of rows."""
    backup = Backup(io.BytesIO(data), settings.max_source_bytes)
    backup.verify()
    engine = open_engine(settings)
    try:
        count = backup.restore(engine, settings.originals, replace=replace)
    finally:
        engine.dispose()
    indexed_anew(settings)
    return count


def problems(settings: Settings) -> list[str]:
    """What `check --deep` has to say."""
    engine = open_engine(settings)
    with session_factory(engine)() as session:
        found = check(session, settings, deep=True).problems
    engine.dispose()
    return found


@contextmanager
def meanwhile(work: Callable[[], Any]) -> Iterator[None]:
    """Does `work` again and again in a thread of its own; what it raises is raised at the end."""
    stop, raised = threading.Event(), []

    def again() -> None:
        try:
            while not stop.is_set():
                work()
        except BaseException as error:
            raised.append(error)

    thread = threading.Thread(target=again)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
    if raised:
        raise raised[0]


def test_a_backup_of_a_busy_archive_is_the_archive_page_for_page(sample: Sample, tmp_path: Path) -> None:
    documents = sample.settings.data.parent / "documents"
    busy = settings_in(tmp_path / "busy", sample.settings.seeds)
    brought_back(busy, backed_up(sample.settings))
    client = Client(create_app(busy))

    def read() -> None:
        assert client.get("/search?q=停车").status_code == 200

    def write() -> None:
        assert not ingest(busy, [documents]).failed

    with meanwhile(read), meanwhile(write):
        data = backed_up(busy)
    elsewhere = settings_in(tmp_path / "elsewhere", sample.settings.seeds)
    brought_back(elsewhere, data)
    assert problems(elsewhere) == []
    asked = addresses(busy)
    assert addresses(elsewhere) == asked
    here, there = (served(create_app(settings), asked) for settings in (busy, elsewhere))
    # The runs of ingest went on after the backup, and the coverage page names the last of them.
    assert [address for address in asked if here[address] != there[address]] in ([], ["/coverage"])
    assert sum(status == 200 for status, _, _ in here.values()) > 100


def test_backups_made_while_documents_come_in_each_hold_whole_documents(
    settings: Settings, tmp_path: Path
) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    for name in SAMPLES:
        copy(ROOT / "seeds" / "documents" / name, documents / name)
    settings = settings_in(settings.data)
    ingest(settings, [documents / SAMPLES[0]])
    taken: list[bytes] = []
    with meanwhile(lambda: taken.append(backed_up(settings))):
        ingest(settings, [documents])
    taken.append(backed_up(settings))
    held = []
    states = list(dict.fromkeys(map(rows_of, taken)))
    for number, data in enumerate([*states[:1], *states[len(states) // 2 :][:1], *states[-1:]]):
        elsewhere = settings_in(tmp_path / f"{number}")
        brought_back(elsewhere, next(one for one in taken if rows_of(one) == data))
        assert problems(elsewhere) == []
        engine = open_engine(elsewhere)
        with session_factory(engine)() as session:
            held.append(set(session.exec(select(models.Source.sha256))))
        engine.dispose()
    assert all(before <= after for before, after in pairwise(held))
    assert len(held[-1]) == len(SAMPLES)
    assert len({len(one) for one in held}) > 1, "no backup fell into the ingest"


def rows_of(data: bytes) -> bytes:
    """The rows in a backup."""
    return ZipFile(io.BytesIO(data)).read(ROWS)


def test_people_can_open_it(sample: Sample) -> None:
    archive = ZipFile(io.BytesIO(backed_up(sample.settings)))
    manifest = json.loads(archive.read(MANIFEST))
    assert manifest["index"] == {"engine": "whoosh"}
    assert set(archive.namelist()) == {MANIFEST, *manifest["members"]}
    original = next(path for path in sample.settings.originals.iterdir())
    assert archive.read(f"originals/{original.name}") == original.read_bytes()
    assert archive.read(ROWS).count(b"\n") == sample.exported.count(b"\n")


def test_what_is_there_is_kept_unless_it_is_to_be_replaced(sample: Sample, tmp_path: Path) -> None:
    data = backed_up(sample.settings)
    other = settings_in(tmp_path / "other", sample.settings.seeds)
    ingest(other, [ROOT / "seeds" / "documents" / "2022-linyuan-renda-xunwen.txt"])
    before = exported(other)
    with pytest.raises(ArchiveError, match="there is an archive here already"):
        brought_back(other, data)
    assert exported(other) == before
    broken = with_member(data, ROWS, rows_of(data).replace(b'"table":"stamp"', b'"table":"stamps"'))
    with pytest.raises(ArchiveError, match="damaged"):
        brought_back(other, broken, replace=True)
    assert exported(other) == before
    brought_back(other, data, replace=True)
    assert problems(other) == []
    without_generation = {line for line in exported(other).splitlines() if b'"generation"' not in line}
    assert without_generation - set(sample.exported.splitlines()) <= {exported(other).splitlines()[-1]}


def test_the_index_of_what_was_replaced_is_not_taken_for_that_of_the_backup(
    sample: Sample, tmp_path: Path
) -> None:
    """Killed before the index is built, the archive knows that the index is of other rows."""
    other = settings_in(tmp_path / "other", sample.settings.seeds)
    brought_back(other, backed_up(sample.settings))
    engine = open_engine(other)
    with session_factory(engine)() as session:
        before = session.get_one(models.Stamp, models.GENERATION).value
    backup = Backup(io.BytesIO(backed_up(sample.settings)), other.max_source_bytes)
    backup.restore(engine, other.originals, replace=True)
    with session_factory(engine)() as session:
        assert int(session.get_one(models.Stamp, models.GENERATION).value) > int(before)
    engine.dispose()
    assert any("stale" in problem for problem in problems(other))


def with_member(data: bytes, name: str, content: bytes | None) -> bytes:
    """The backup with another content of a member (None: without it) and a manifest that agrees with it."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        manifest = json.loads(old.read(MANIFEST))
        for one in manifest["members"]:
            if one != name:
                new.writestr(one, old.read(one))
        if content is None:
            del manifest["members"][name]
        else:
            new.writestr(name, content)
            digest = hashlib.sha256(content).hexdigest()
            manifest["members"][name] = {"bytes": len(content), "sha256": digest}
        new.writestr(MANIFEST, json.dumps(manifest))
    return out.getvalue()


def original_of(data: bytes) -> str:
    return next(name for name in ZipFile(io.BytesIO(data)).namelist() if name.startswith("originals/"))


def with_manifest(data: bytes, **values: Any) -> bytes:
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(out, "w") as new:
        manifest = json.loads(old.read(MANIFEST)) | values
        for one in old.namelist():
            new.writestr(one, json.dumps(manifest) if one == MANIFEST else old.read(one))
    return out.getvalue()


def flipped(data: bytes) -> bytes:
    """One byte in the middle of the compressed rows is another one."""
    at = len(data) // 4
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


DAMAGED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "nothing": (lambda data: b"", "no backup"),
    "another file": (lambda data: b"hello\n" * 99, "no backup"),
    "another zip": (lambda data: with_manifest(data, format="other"), "newer version|no backup"),
    "a later version": (lambda data: with_manifest(data, version=2), "newer version"),
    "cut short": (lambda data: data[: len(data) // 2], "damaged or cut short"),
    "a flipped bit": (flipped, "damaged in rows.jsonl"),
    "an original that is missing": (
        lambda data: with_manifest(data, members={ROWS: json.loads(manifest_of(data))["members"][ROWS]}),
        "does not hold what its manifest says",
    ),
    "an original that is another": (
        lambda data: with_member(data, original_of(data), b"other words"),
        "damaged",
    ),
    "an original that nobody kept": (lambda data: with_member(data, original_of(data), None), "damaged"),
    "rows that were altered": (
        lambda data: with_member(data, ROWS, rows_of(data).replace("临".encode(), "林".encode(), 1)),
        "altered|damaged",
    ),
}


def manifest_of(data: bytes) -> bytes:
    return ZipFile(io.BytesIO(data)).read(MANIFEST)


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_backup_is_refused_and_nothing_is_kept(
    name: str, sample: Sample, settings: Settings
) -> None:
    damage, said = DAMAGED[name]
    with pytest.raises(ArchiveError, match=said):
        brought_back(settings, damage(backed_up(sample.settings)))
    assert list(settings.originals.glob("*")) == []
    whole = backed_up(sample.settings)
    assert brought_back(settings, whole) == rows_of(whole).count(b"\n") - 2
