"""Stamps: what made the rows of a source, and how often the archive has changed."""

import hashlib
import secrets
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Integer, String, bindparam, cast, update
from sqlmodel import Session

from app.archive.models import GENERATION, GENERATION_MARK, Stamp
from app.ingest.rows import insert_all, table_of
from app.settings import ROOT

_READING_CODE = ("sources", "text", "parse", "people", "ingest")


@lru_cache(maxsize=1)
def reader_stamp() -> str:
    """A hash of the code that turns bytes into rows; it changes whenever a reading could."""
    digest = hashlib.sha256()
    for package in _READING_CODE:
        for path in sorted((ROOT / "app" / package).rglob("*.*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(f"{path.relative_to(ROOT).as_posix()}\0".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def reading_stamp(*inputs: str) -> str:
    """The stamp of one source's rows: the code, and everything beside the bytes that went into them."""
    return hashlib.sha256("\0".join([reader_stamp(), *inputs]).encode("utf-8")).hexdigest()[:32]


def text_of(path: Path) -> str:
    """The text of an optional file of the seeds; empty when there is none."""
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def raise_generation(session: Session) -> None:
    """Say, in the transaction that changes rows, that they have changed: the index follows by this."""
    raised = session.execute(_RAISED)
    if not raised.rowcount:  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult
        insert_all(session, Stamp, [{"name": GENERATION, "value": "1"}])
    mark = secrets.token_hex(8)
    drawn = session.execute(_DRAWN, {"mark": mark})
    if not drawn.rowcount:  # type: ignore[attr-defined]
        insert_all(session, Stamp, [{"name": GENERATION_MARK, "value": mark}])


_STAMPS = table_of(Stamp)
_RAISED = (
    update(_STAMPS)
    .where(_STAMPS.c.name == GENERATION)
    .values(value=cast(cast(_STAMPS.c.value, Integer) + 1, String))
)
_DRAWN = update(_STAMPS).where(_STAMPS.c.name == GENERATION_MARK).values(value=bindparam("mark"))
