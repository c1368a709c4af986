"""Backups that are damaged, or were made by somebody who means harm: refused before anything is written."""

import io
import json
import re
import tracemalloc
from collections.abc import Callable
from random import Random
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile

import pytest

from app.archive import restore
from app.archive.backup import Backup, write_backup
from app.archive.db import ArchiveError, open_engine
from app.archive.manifest import MANIFEST, ROWS
from app.settings import Settings
from tests.archive.whole import Sample

MOST = 1 << 26


@pytest.fixture(scope="module")
def data(sample: Sample) -> bytes:
    """A backup as it should be."""
    engine = open_engine(sample.settings)
    out = io.BytesIO()
    write_backup(engine, sample.settings.originals, out, {"engine": "whoosh"})
    engine.dispose()
    return out.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(members: dict[str, bytes], how: int = ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", how) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def saying(data: bytes, *without: str, **values: Any) -> bytes:
    """The backup with another manifest."""
    members = unzipped(data)
    manifest = json.loads(members[MANIFEST]) | values
    kept = {name: value for name, value in manifest.items() if name not in without}
    return zipped(members | {MANIFEST: json.dumps(kept).encode()})


def saying_of(data: bytes, beginning: str, **values: Any) -> bytes:
    """The backup whose manifest says something else of the first member with this beginning."""
    told = json.loads(unzipped(data)[MANIFEST])["members"]
    name = next(name for name in told if name.startswith(beginning))
    return saying(data, members=told | {name: told[name] | values})


def with_manifest(data: bytes, manifest: str) -> bytes:
    return zipped(unzipped(data) | {MANIFEST: manifest.encode()})


WRONG: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "a version that is text": (lambda data: saying(data, version="1"), "no backup of this program"),
    "no members": (lambda data: saying(data, "members"), r"damaged in manifest\.json"),
    "members without rows": (lambda data: saying(data, members={}), r"damaged in manifest\.json"),
    "nothing of a member": (lambda data: saying(data, members={ROWS: None}), "damaged in manifest"),
    "a size below nothing": (lambda data: saying_of(data, ROWS, bytes=-1), "damaged in manifest"),
    "a size that is too small": (lambda data: saying_of(data, ROWS, bytes=9), r"damaged in rows\.jsonl"),
    "a size that is too large": (lambda data: saying_of(data, ROWS, bytes=2**40), r"damaged in rows\.jsonl"),
    "a large original": (lambda data: saying_of(data, "orig", bytes=2**40), "YISHILU_MAX_SOURCE_BYTES"),
    "a member elsewhere": (
        lambda data: saying(data, members={"../x": {"bytes": 1, "sha256": "0" * 64}}),
        "damaged in manifest",
    ),
    "no date": (lambda data: saying(data, "made"), "damaged in manifest"),
    "no index": (lambda data: saying(data, "index"), "damaged in manifest"),
    "an index that is text": (lambda data: saying(data, index="whoosh"), "damaged in manifest"),
    "a list": (lambda data: with_manifest(data, "[]"), "no backup of this program"),
    "lists in lists": (lambda data: with_manifest(data, "[" * 200_000), "no backup of this program"),
    "no manifest": (lambda data: zipped({"a.txt": b"a"}), "no backup of this program"),
    "another way to zip": (lambda data: zipped(unzipped(data), ZIP_LZMA), "damaged in manifest"),
}
"""What may be wrong, and a part of what is said."""


def verified(data: bytes) -> Backup:
    backup = Backup(io.BytesIO(data), MOST)
    backup.verify()
    return backup


@pytest.mark.parametrize("name", WRONG)
def test_what_a_manifest_says_is_not_believed(name: str, data: bytes) -> None:
    damage, said = WRONG[name]
    with pytest.raises(ArchiveError, match=said):
        verified(damage(data))
    assert verified(saying(data)).index == {"engine": "whoosh"}


def test_whatever_bit_is_flipped_it_is_damage_and_never_a_surprise(data: bytes) -> None:
    chance = Random(20261122)  # noqa: S311  (no secret)
    directory = range(data.rindex(ROWS.encode()) - 46, len(data))  # where a ZIP file says what is in it
    places = [chance.randrange(len(data)) for _ in range(40)] + chance.choices(directory, k=160)
    said = []
    for at in places:
        altered = bytearray(data)
        altered[at] ^= 1 << chance.randrange(8)
        try:
            verified(bytes(altered))
        except ArchiveError as error:
            said.append(str(error))
    assert [line for line in said if not re.search("damaged|no backup|does not hold", line)] == []
    assert len(said) > len(places) // 2  # others are in dates, rights and comments


def test_no_more_is_read_than_the_manifest_says(data: bytes) -> None:
    bomb = zipped(unzipped(saying_of(data, ROWS, bytes=1 << 26)) | {ROWS: bytes(1 << 26)}, ZIP_DEFLATED)
    small = zipped(unzipped(saying_of(data, ROWS, bytes=1000)) | {ROWS: bytes(1 << 26)}, ZIP_DEFLATED)
    tracemalloc.start()
    for one in (bomb, small):
        with pytest.raises(ArchiveError, match=r"damaged in rows\.jsonl"):
            verified(one)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 1 << 24


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (b" " * 5000, "no exported archive"),
        (b"[" * 900 + b"\n", "no exported archive"),
        (b'{"format":"yishilu-archive","schema":[],"version":1}\n', "newer version"),
    ],
)
def test_a_line_is_bounded_and_may_say_anything(
    lines: bytes, said: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restore, "_LONGEST", 1000)
    engine = open_engine(settings)
    file = io.BytesIO(lines)
    with pytest.raises(ArchiveError, match=said):
        restore.restore_archive(engine, settings.originals, file, max_bytes=10)
    engine.dispose()
    assert file.tell() <= 1000


def test_lists_in_lists_are_no_rows(settings: Settings) -> None:
    engine = open_engine(settings)
    with pytest.raises(ArchiveError, match="no exported archive"):
        restore.restore_archive(engine, settings.originals, io.BytesIO(b"[" * 200_000 + b"\n"), max_bytes=10)
    engine.dispose()
