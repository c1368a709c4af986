"""An index that a disk has damaged: it is known for that, nothing is answered wrongly, it is built anew."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from app.archive.models import GENERATION_MARK, Record, Stamp
from app.search import (
    IndexDamagedError,
    IndexMissingError,
    Searcher,
    SearchRequest,
    compare_index,
    ensure_index,
    generation,
    reindex,
    seals,
    update_index,
)
from app.search.dictionary import open_analyzer
from app.search.engines import open_engine
from app.search.engines.panics import no_panic
from app.search.generations import IndexFolder
from app.settings import Settings
from tests.search import city


def folder(settings: Settings) -> Path:
    current = IndexFolder(settings.index).current()
    assert current is not None
    return current.folder


def put(path: Path, content: bytes) -> None:
    """Another file of that name: the engine may have the one there mapped into memory still."""
    path.unlink()
    path.write_bytes(content)


def _not_text(index: Path) -> None:
    (index / "current").write_bytes(b"\xff\xfe\x00" * 40)


def _folder(index: Path) -> None:
    (index / "current").unlink()
    (index / "current").mkdir()
    (index / "current" / "x").touch()


def _deep(index: Path) -> None:
    (index / "current").write_text('{"folder": ' + "[" * 100_000)


def _elsewhere(index: Path) -> None:
    said = json.loads((index / "current").read_text())
    (index / "current").write_text(json.dumps(said | {"folder": ".."}))


def _no_number(index: Path) -> None:
    said = json.loads((index / "current").read_text())
    said["stamp"]["generation"] = "x"
    (index / "current").write_text(json.dumps(said))


def _list(index: Path) -> None:
    (index / "current").write_text("[]")


def _file(index: Path) -> None:
    index.rename(index.with_name("moved"))
    index.write_bytes(b"rot")


def _folders_everywhere(index: Path) -> None:
    for name in ("current", "lock"):
        (index / name).unlink()
    for name in ("current", "current.new", "lock"):
        (index / name).mkdir()


@pytest.mark.parametrize(
    "damage",
    [_not_text, _folder, _deep, _elsewhere, _no_number, _list, _file, _folders_everywhere],
)
def test_whatever_lies_in_its_place_is_no_index_and_makes_way(
    damage: Callable[[Path], None], settings: Settings, session: Session
) -> None:
    reindex(session, settings)
    damage(settings.index)
    searcher = Searcher(settings)
    assert not searcher.ready()
    with pytest.raises(IndexMissingError, match="yishilu reindex"):
        searcher.search(SearchRequest(q="关键小事"))
    assert compare_index(session, settings).stale == "there is no index that can be used"
    assert update_index(session, settings, [], since=generation(session), raised=0) == "rebuilt"
    assert not compare_index(session, settings)
    assert searcher.search(SearchRequest(q="关键小事")).keys == ("s1",)


def test_a_flipped_bit_in_any_file_is_noticed_and_mended(settings: Settings, session: Session) -> None:
    reindex(session, settings)
    sealed = IndexFolder(settings.index).current()
    assert sealed is not None
    assert set(sealed.seals) >= {"words.txt", *(path.name for path in folder(settings).glob("*.idx"))}
    for file in sealed.seals:
        path = folder(settings) / file
        whole = path.read_bytes()
        if not whole:
            continue
        middle = len(whole) // 2
        put(path, whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
        assert file in (compare_index(session, settings).stale or ""), file
        put(path, whole)
        assert not compare_index(session, settings)
    path.unlink()
    assert compare_index(session, settings)
    assert ensure_index(session, settings)
    assert not compare_index(session, settings)


def test_an_ingest_reads_only_the_files_it_has_written(
    settings: Settings, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    reindex(session, settings)
    before = {path.name for path in folder(settings).iterdir()}
    read: list[str] = []
    sealing = seals._seal

    def seal(path: Path) -> Any:
        read.append(path.name)
        return sealing(path)

    monkeypatch.setattr(seals, "_seal", seal)
    since = generation(session)
    record = session.get_one(Record, "s1")
    record.text = "说的是供水。"
    session.add(record)
    city.raise_generation(session)
    assert update_index(session, settings, ["s1"], since=since, raised=1) == "updated"
    assert read
    assert {Path(name).suffix for name in before.intersection(read)} <= {".json", ".toc"}
    assert not compare_index(session, settings)


def test_an_index_without_hashes_is_built_anew(settings: Settings, session: Session) -> None:
    reindex(session, settings)
    pointer = settings.index / "current"
    said = json.loads(pointer.read_text())
    del said["files"]
    pointer.write_text(json.dumps(said))
    assert Searcher(settings).ready()
    assert compare_index(session, settings).stale == "there are no hashes of its files"
    assert ensure_index(session, settings)


def test_an_index_of_other_rows_of_the_same_generation_is_not_taken_for_one_of_these(
    settings: Settings, session: Session
) -> None:
    """A power cut took back what the index already had; as many changes have been made since."""
    reindex(session, settings)
    since = generation(session)
    session.merge(Stamp(name=GENERATION_MARK, value="drawn anew"))
    record = session.get_one(Record, "s1")
    record.text = "说的是供水。"
    session.add(record)
    session.commit()
    assert generation(session).number == since.number
    assert "other rows" in (compare_index(session, settings).stale or "")
    assert update_index(session, settings, [], since=generation(session), raised=0) == "rebuilt"
    session.merge(Stamp(name=GENERATION_MARK, value="and again"))
    session.commit()
    assert ensure_index(session, settings)
    assert Searcher(settings).search(SearchRequest(q="供水")).keys == ("s1",)


def test_a_panic_of_the_engine_is_a_damaged_index() -> None:
    panic = type("PanicException", (BaseException,), {"__module__": "pyo3_runtime"})
    with pytest.raises(IndexDamagedError, match="yishilu check --repair"), no_panic():
        raise panic("byte index 9 is out of bounds")
    for other in (KeyboardInterrupt, SystemExit, ValueError):
        with pytest.raises(other), no_panic():
            raise other


def test_a_panic_in_the_engine_itself(session: Session, tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    settings = Settings(data=tmp_path, search="tantivy", segmenter="jieba", seeds=tmp_path / "seeds")
    reindex(session, settings)
    (path,) = folder(settings).glob("*.term")
    whole, causes = path.read_bytes(), set()
    for at in range(85, 425, 85):
        put(path, whole[:at] + bytes([whole[at] ^ 255]) + whole[at + 1 :])
        try:
            open_engine("tantivy", folder(settings), open_analyzer(settings)).keys()
        except IndexDamagedError as error:
            causes.add(type(error.__cause__).__name__)
    assert "PanicException" in causes
