"""Which files of a folder are read: never what leads out of it, or is no file."""

import os
from pathlib import Path

import pytest

from app.ingest.files import FoundFile, NothingFound, find


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
    assert all("neither file nor folder" in why for why in refused.values())
