"""What a backup says of itself: the form of its `manifest.json`, and what must be in it."""

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, JsonValue, ValidationError

from app.archive.db import ArchiveError

FORMAT = "yishilu-backup"
VERSION = 1
ROWS = "rows.jsonl"
MANIFEST = "manifest.json"
ORIGINALS = "originals/"
OTHER = "restore another backup, or copy the file again"

_Name = Annotated[str, Field(pattern=rf"^(?:{ROWS}|{ORIGINALS}[0-9a-f]{{64}})$")]


class _Form(BaseModel):
    model_config = ConfigDict(frozen=True, allow_inf_nan=False)


class Member(_Form):
    """A file in the backup: its size in bytes, and the SHA-256 of them."""

    bytes: Annotated[int, Field(strict=True, ge=0)]
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class _Head(_Form):
    format: str
    version: Annotated[int, Field(strict=True, ge=1)]


class Manifest(_Form):
    """When it was made, the stamp of the index that was in use, and every other file that is in it."""

    made: AwareDatetime
    index: dict[str, JsonValue] | None
    members: dict[_Name, Member]


def manifest_of(data: bytes) -> Manifest:
    """The manifest with these bytes.

    Raises ArchiveError when it is none of this program, or of a newer version, or says what cannot be.
    """
    try:
        head = _Head.model_validate_json(data)
    except ValidationError:
        head = _Head(format="", version=1)
    if head.format != FORMAT:
        raise ArchiveError("this is no backup of this program: name a file that `yishilu backup` wrote")
    if head.version > VERSION:
        raise ArchiveError("a newer version of yishilu made this backup: install that version")
    try:
        found = Manifest.model_validate_json(data)
    except ValidationError as error:
        raise damaged(MANIFEST) from error
    if ROWS not in found.members:
        raise damaged(MANIFEST)
    return found


def damaged(name: str) -> ArchiveError:
    """What to raise when a file in the backup cannot be used."""
    return ArchiveError(f"the backup is damaged in {name}: {OTHER}")
