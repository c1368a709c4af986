"""Which files of a folder are read: never what leads out of it, or is no file."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.ingest import ingest
from app.ingest.catalogue import CatalogueError, load
from app.ingest.files import FoundFile, NothingFound, find
from app.settings import Settings
from app.sources import SourceError, read_source
from app.sources import files as bounded


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A folder in which others may write, beside a file that only the operator may read."""
    folder = tmp_path / "shared"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("机密", encoding="utf-8")
    (folder / "a.txt").write_text("公开", encoding="utf-8")
    return folder


def read(folder: Path) -> tuple[list[str], dict[str, str]]:
    """Names of what is read, and what is refused, with the reason."""
    found, _ = find([folder])
    return (
        [one.shown for one in found if isinstance(one, FoundFile)],
        {one.shown: one.error for one in found if isinstance(one, NothingFound)},
    )


def test_a_link_out_of_the_folder_is_refused_and_one_within_is_read_once(shared: Path) -> None:
    (shared / "b.txt").symlink_to(shared.parent / "secret.txt")
    (shared / "c.txt").symlink_to("a.txt")
    found, refused = read(shared)
    assert found == ["a.txt"]
    assert "leads out of the folder" in refused["b.txt"]
    assert set(refused) == {"b.txt"}


def test_a_linked_folder_is_not_entered(shared: Path, tmp_path: Path) -> None:
    (shared / "sub").symlink_to(tmp_path, target_is_directory=True)
    assert read(shared)[0] == ["a.txt"]


def test_a_link_that_was_named_itself_is_read(shared: Path, tmp_path: Path) -> None:
    link = tmp_path / "named.txt"
    link.symlink_to(shared / "a.txt")
    assert read(link) == (["named.txt"], {})


def test_pipes_and_broken_links_are_refused_and_not_waited_for(shared: Path) -> None:
    os.mkfifo(shared / "pipe.txt")
    (shared / "broken.txt").symlink_to("nowhere.txt")
    found, refused = read(shared)
    assert found == ["a.txt"]
    assert set(refused) == {"pipe.txt", "broken.txt"}
    assert "neither file nor folder" in refused["pipe.txt"]
    assert "leads nowhere" in refused["broken.txt"]


def test_links_in_a_circle_are_refused_and_stop_nothing(settings: Settings, shared: Path) -> None:
    (shared / "x.txt").symlink_to("y.txt")
    (shared / "y.txt").symlink_to("x.txt")
    (shared / "z.txt").symlink_to("a.txt/b.txt")
    report = ingest(settings, [shared, shared / "x.txt"])
    assert {one.file: one.status for one in report.sources} == {
        "a.txt": "inserted",
        "x.txt": "failed",
        "y.txt": "failed",
        "z.txt": "failed",
        str(shared / "x.txt"): "failed",
    }
    assert all("in a circle" in (one.error or "") for one in report.failed)
    assert {one.status for one in ingest(settings, [shared]).sources} == {"unchanged", "failed"}


def _sparse(path: Path) -> None:
    path.touch()
    os.truncate(path, 300 * 2**30)


@pytest.mark.parametrize(("made", "said"), [(_sparse, "more than the"), (os.mkfifo, "neither file")])
def test_what_has_no_end_is_named_at_once(
    made: Callable[[Path], None], said: str, settings: Settings, shared: Path
) -> None:
    endless = shared / "endless.txt"
    made(endless)
    for given in ([shared], [shared / "a.txt", endless]):
        began = time.process_time()
        (failed,) = ingest(settings, given).failed
        assert time.process_time() - began < 5
        assert failed.file in ("endless.txt", str(endless))
        assert said in (failed.error or "")


def test_a_device_or_folder_is_not_opened_as_a_file(settings: Settings) -> None:
    device = Path("/dev/zero")
    (failed,) = ingest(settings, [device]).failed
    assert "neither file nor folder" in (failed.error or "")
    for path in (device, Path("/dev"), Path("/dev/null")):
        with pytest.raises(SourceError, match="cannot be opened as a file"):
            read_source(path)


def test_a_pipe_that_takes_the_place_of_a_file_is_not_waited_for(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe = shared / "pipe.txt"
    os.mkfifo(pipe)
    looked_at = os.stat(shared / "a.txt")
    monkeypatch.setattr(bounded.os, "stat", lambda _: looked_at)
    with pytest.raises(SourceError, match="a pipe"):
        bounded.open_regular(pipe)
    assert bounded.sha256_of(pipe, 100) == ""


def test_a_file_that_grows_while_it_is_read_is_read_no_further_than_allowed(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = shared / "a.txt"
    monkeypatch.setattr(bounded, "_require_regular", lambda *_: None)  # it was small when it was looked at
    assert bounded.sha256_of(path, 5) == ""
    with pytest.raises(SourceError, match="has 6 bytes, more than the 5 allowed"):
        bounded.read_bytes(path, 5)
    assert bounded.read_bytes(path, 6) == "公开".encode()


def test_a_catalogue_in_the_folder_is_bounded_too(shared: Path) -> None:
    _sparse(shared / "catalogue.toml")
    with pytest.raises(CatalogueError, match=r"catalogue\.toml: the file has .* bytes, more than the"):
        load([shared])
    os.truncate(shared / "catalogue.toml", 0)
    (shared / "catalogue.toml").write_text("a = " + "[" * 100_000, encoding="utf-8")
    with pytest.raises(CatalogueError, match="too deep"):
        load([shared])
