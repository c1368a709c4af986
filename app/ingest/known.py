"""What is known beside the files themselves: the folders' catalogues, the names, the corrections."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from app.ingest import catalogue, corrections
from app.ingest.corrections import Foreign
from app.ingest.edition_facts import NOTHING, EditionFacts, facts_of_editions
from app.ingest.files import FoundFile
from app.ingest.naming import Naming
from app.ingest.stamps import reading_stamp
from app.settings import Settings


@dataclass(frozen=True)
class Beside:
    """What was written for one source, and for other editions of the documents that are shown in it."""

    facts: tuple[catalogue.Facts, ...] = ()
    others: EditionFacts = NOTHING
    foreign: tuple[Foreign, ...] = ()


@dataclass(frozen=True)
class Known:
    """All of it, as read when a run begins."""

    catalogues: dict[tuple[Path, Path], catalogue.Catalogue]
    naming: Naming
    corrections: corrections.Corrections

    @classmethod
    def of(cls, settings: Settings, files: Iterable[FoundFile]) -> "Known":
        """Raises CatalogueError when a catalogue or a table of names is wrong."""
        corrected = corrections.load(_correction_folders(settings))
        folders = {(one.root, one.path.parent) for one in files}
        catalogues = {pair: catalogue.load([settings.seeds, *pair]) for pair in folders}
        return cls(catalogues, Naming.of(settings.seeds), corrected)

    def beside(self, session: Session, file: FoundFile, sha256: str, *, is_new: bool) -> Beside:
        """What was written for the source in this file, and for others that have the documents shown in it.

        In one that `is_new` nothing is shown yet.
        """
        facts = self.catalogued(file, sha256)
        if is_new or not corrections.other_editions(session, sha256):
            return Beside(facts)
        others = facts_of_editions(session, sha256, self.catalogues[file.root, file.path.parent], facts)
        return Beside(facts, others, tuple(corrections.of_editions(session, sha256, self.corrections)))

    def catalogued(self, file: FoundFile, sha256: str) -> tuple[catalogue.Facts, ...]:
        """What the catalogue nearest to this file says of its documents."""
        return self.catalogues[file.root, file.path.parent].facts(file.name, sha256)

    def reading(self, beside: Beside, sha256: str, media_type: str) -> str:
        """The stamp of rows made now, with these facts and the corrections of this and other editions.

        The media type is in it because the same bytes under another ending are read in another way.
        """
        corrected = corrections.stamp([*self.corrections.of(sha256), *beside.foreign])
        facts = catalogue.stamp(beside.facts) + beside.others.stamp
        return reading_stamp(facts, self.naming.stamp, corrected, media_type)


def _correction_folders(settings: Settings) -> list[Path]:
    """Raises CatalogueError when the folder that is set is none."""
    own = settings.corrections
    if own is not None and not own.is_dir():
        raise catalogue.CatalogueError(f"YISHILU_CORRECTIONS is {own}: there is no such folder")
    return corrections.folders(settings)
