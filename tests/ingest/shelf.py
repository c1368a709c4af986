"""Files of several kinds, each with what a reader finds in it, and archives they are ingested into."""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from readings import reading, source_text
from sqlmodel import Session, select
from table_rows import rows

from app.archive import models, queries
from app.archive.db import open_engine, session_factory
from app.ingest import IngestReport, ingest
from app.parse.types import Document, Parse
from app.settings import Settings
from app.sources import read_source


@dataclass
class Shelf:
    """`put` files on it, `ingest` them."""

    settings: Settings
    folder: Path
    known: dict[str, Sequence[Document]] = field(default_factory=dict)

    def put(self, name: str, *documents: Document, bom: bool = False, noise: str = "") -> Path:
        """A file with these documents, of the kind its name says; `noise` is a last line nobody reads."""
        text = source_text(*documents) + noise
        if name.endswith(".html"):
            text = "".join(f"<p>{line}</p>" for line in text.splitlines())
            text = f"<!doctype html><html><head><meta charset='utf-8'></head><body>{text}</body></html>"
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8-sig" if bom else "utf-8")
        self.known[read_source(path).text] = deepcopy(documents)
        return path

    def read(self, text: str) -> Parse:
        """A reader that knows the files by their text."""
        return reading(text, deepcopy(self.known[text]))

    def ingest(self, *paths: Path, settings: Settings | None = None) -> IngestReport:
        """Ingest the files; none may fail."""
        report = ingest(settings or self.settings, paths, reader=self.read)
        assert not report.failed, report.failed
        return report


class Archive:
    """What is in an archive now."""

    def __init__(self, settings: Settings) -> None:
        engine = open_engine(settings)
        with session_factory(engine)() as session:
            self.rows = rows(session)
            self.leads = {row["old_key"]: _end(session, row["old_key"]) for row in self.rows["KeyRedirect"]}
        engine.dispose()

    @property
    def keys(self) -> dict[str, str]:
        """Text of each record → its key."""
        return {row["text"]: row["key"] for row in self.rows["Record"]}

    @property
    def states(self) -> dict[str, str]:
        """File of each source → its state."""
        return {row["file"]: row["state"] for row in self.rows["Source"]}

    def text(self, key: str) -> str | None:
        """The words a record's key leads to."""
        texts = {row["key"]: row["text"] for row in self.rows["Record"]}
        return texts.get(key) or texts.get(self.leads.get(key) or "")

    def revisions(self, key: str) -> list[dict[str, Any]]:
        """The wordings of a record, the first one first."""
        mine = [row for row in self.rows["Revision"] if row["record_key"] == key]
        return sorted(mine, key=lambda row: row["number"])

    def reason(self, key: str) -> str:
        """What is said of a key that is retired."""
        return next(row["reason"] for row in self.rows["KeyRedirect"] if row["old_key"] == key)

    def resolved(self) -> set[tuple[str, str | None]]:
        """Every key of a record that leads anywhere, with the words it leads to."""
        nouns = {row["old_key"] for row in self.rows["KeyRedirect"] if row["noun"] == "record"}
        return {(key, self.text(key)) for key in {*self.keys.values(), *nouns}}


def _end(session: Session, key: str) -> str | None:
    found = queries.redirect(session, key)
    return found.new_key if found else None


def sources(session: Session) -> Iterable[models.Source]:
    """All sources."""
    return session.exec(select(models.Source)).all()
