"""Which source each file held when it was last read: so bytes that are put back are told from what stays.

The archive is handed on, the paths of a machine are not to be: a place is a hash of its path.
"""

import hashlib
import os
from collections.abc import Collection, Iterable

from sqlmodel import Session, col, select

from app.archive.models import Document, Edition, Place, Source
from app.ingest.files import FoundFile, NothingFound
from app.ingest.report import SourceResult


def is_put_back(session: Session, file: FoundFile, sha256: str, given: Collection[str]) -> bool:
    """Whether an earlier edition of what is shown has come back, under the file name of what is shown.

    It has when the file held other bytes before; or was never read, and none of the sources shown instead
    is among the `given` ones of this run (SHA-256s): two files of one name in two folders stay as they are.
    """
    instead = session.exec(
        select(Source.sha256)
        .join(Document, col(Document.source_sha256) == col(Source.sha256))
        .join(Edition, col(Edition.document_key) == col(Document.key))
        .where(
            Edition.source_sha256 == sha256,
            Edition.state != "current",
            Source.sha256 != sha256,
            Source.file == file.name,
        )
    ).all()
    if not instead:
        return False
    held = session.exec(select(Place.source_sha256).where(Place.path == _place(file))).first()
    return held != sha256 if held else not set(instead) & set(given)


def note_place(session: Session, file: FoundFile, sha256: str) -> None:
    """Note that the file holds this source."""
    session.merge(Place(path=_place(file), source_sha256=sha256))


def note_places(session: Session, read: Iterable[tuple[FoundFile | NothingFound, SourceResult]]) -> None:
    """Note it of every file of a run that could be read."""
    known = dict(session.exec(select(Place.path, Place.source_sha256)).all())
    for file, result in read:
        if not isinstance(file, FoundFile) or not result.sha256 or result.status == "failed":
            continue
        if known.get(_place(file)) != result.sha256:
            note_place(session, file, result.sha256)


def _place(file: FoundFile) -> str:
    return hashlib.sha256(os.fsencode(file.place)).hexdigest()
