"""One run of ingest: every file on its own, in one transaction each; then the index follows."""

import hashlib
import logging
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, distinct
from sqlmodel import Session, col, func, select

from app.archive.db import migrate, open_engine, session_factory, writer_factory
from app.archive.models import Document, IngestRun, Record, Source
from app.archive.originals import keep_original
from app.archive.queries import failures
from app.ingest import catalogue, corrections
from app.ingest.ahead import WORTH_BYTES, Opened, Task, open_file, opened, readers, unforeseen
from app.ingest.corrections import Foreign
from app.ingest.editions import richness
from app.ingest.exactness import inexact, lacking
from app.ingest.failures import standing
from app.ingest.files import FoundFile, NothingFound, find
from app.ingest.naming import Naming
from app.ingest.report import IngestReport, SourceResult, Status
from app.ingest.stamps import reader_stamp, reading_stamp
from app.ingest.write import ReadSource, SourceWriter, WrittenRecords
from app.parse import read as read_text
from app.parse.types import Parse, Role
from app.search import generation, update_index
from app.settings import Settings
from app.sources import SourceError, SourceText
from app.sources.read import EXTRACTORS, media_type_of

Reader = Callable[[str], Parse]

log = logging.getLogger(__name__)


Progress = Callable[[int, int, SourceResult], None]
"""Called after each file with how many are done, how many there are, and what came of it."""


def ingest(
    settings: Settings,
    paths: Iterable[Path],
    *,
    progress: Progress = lambda *_: None,
    reader: Reader = read_text,
) -> IngestReport:
    """Read the files at `paths` into the archive, which is migrated first, and bring the index up to date.

    A file that cannot be read is `failed` in the report and stops no other. Killed at any instant, the
    archive holds each source as it was before or as it is after, and the next run completes the rest.

    Raises ArchiveError when the archive cannot be opened, CatalogueError when a catalogue or a table of
    names is wrong: before anything is read.
    """
    found = find(paths)
    known = _Known.of(settings, [one for one in found if isinstance(one, FoundFile)])
    engine = open_engine(settings)
    try:
        migrate(engine)
        run = _Run(settings, engine, reader, known)
        report = run.all(found, progress)
        run.update_index()
    finally:
        engine.dispose()
    return report


@dataclass(frozen=True)
class _Known:
    """What is known beside the files themselves: each folder's catalogue, the names, the corrections."""

    catalogues: dict[tuple[Path, Path], catalogue.Catalogue]
    naming: Naming
    corrections: corrections.Corrections

    @classmethod
    def of(cls, settings: Settings, files: Iterable[FoundFile]) -> "_Known":
        """Raises CatalogueError when a catalogue or a table of names is wrong."""
        corrected = corrections.load(_correction_folders(settings))
        folders = {(one.root, one.path.parent) for one in files}
        catalogues = {pair: catalogue.load([settings.seeds, *pair]) for pair in folders}
        return cls(catalogues, Naming.of(settings.seeds), corrected)

    def facts(self, file: FoundFile, name: str, sha256: str) -> tuple[catalogue.Facts, ...]:
        """The catalogue's entries for a source of this name and these bytes."""
        return self.catalogues[file.root, file.path.parent].facts(name, sha256)

    def reading(
        self, facts: tuple[catalogue.Facts, ...], sha256: str, media_type: str, foreign: Sequence[Foreign]
    ) -> str:
        """The stamp of rows made now, with these facts and the corrections of this and other editions.

        The media type is in it because the same bytes under another ending are read in another way.
        """
        corrected = corrections.stamp([*self.corrections.of(sha256), *foreign])
        return reading_stamp(catalogue.stamp(facts), self.naming.stamp, corrected, media_type)


def _correction_folders(settings: Settings) -> list[Path]:
    """Raises CatalogueError when the folder that is set is none."""
    own = settings.corrections
    if own is not None and not own.is_dir():
        raise catalogue.CatalogueError(f"YISHILU_CORRECTIONS is {own}: there is no such folder")
    return corrections.folders(settings)


class _Run:
    """One run: its row in the archive, and what it has met so far."""

    def __init__(self, settings: Settings, engine: Engine, reader: Reader, known: _Known) -> None:
        self._settings = settings
        self._sessions = session_factory(engine)
        self._writers = writer_factory(engine)
        self._reader = reader
        self._known = known
        self._seen: set[str] = set()
        self._again: set[str] = set()
        self._written = WrittenRecords()
        self._seconds: dict[str, float] = defaultdict(float)
        self._id = 0
        with self._sessions() as session:
            self._since = generation(session)

    def all(self, found: Sequence[FoundFile | NothingFound], progress: Progress) -> IngestReport:
        """Every file, one after the other; reported in the order found, read in one that depends on bytes.

        Of copies and editions the first one read gives its keys to the others: these must not depend on how
        the files are named or given.
        """
        report = IngestReport()
        for wrong in self._known.corrections.mistakes:
            failed = SourceResult(file=wrong.shown, sha256=None, status="failed", error=wrong.message)
            report.sources.append(failed)
        self._begin()
        results: dict[int, SourceResult] = {}
        order = in_reading_order(found)
        with closing(self._opened([found[at] for at in order])) as files:
            for at in order:
                results[at] = self._try(found[at], files)
                progress(len(results), len(found), results[at])
        for at in order:
            if results[at].sha256 in self._again:
                results[at] = self._correct_again(found[at], results[at])
        report.sources += [results[at] for at in range(len(found))]
        self._finish(report, found)
        report.seconds = self._seconds
        return report

    def update_index(self) -> None:
        """Bring the index up to the rows. An index that missed an earlier run is built anew."""
        with self._timed("index"), self._sessions() as session:
            update_index(
                session, self._settings, self._written.changed, self._written.deleted, since=self._since
            )

    def _opened(self, found: Iterable[FoundFile | NothingFound]) -> Generator[Opened]:
        """The files in this order; where much is to be read, it is read ahead."""
        files = [one for one in found if isinstance(one, FoundFile)]
        workers = readers() if self._reader is read_text and len(files) > 1 else 0
        tasks = [
            Task(one.path, self._settings.max_source_bytes, workers > 0 and self._is_changed(one))
            for one in files
        ]
        if sum(_size(task.path) for task in tasks if task.wanted) < WORTH_BYTES:
            return (open_file(replace(task, wanted=False)) for task in tasks)
        return opened(tasks, workers)

    def _is_changed(self, file: FoundFile) -> bool:
        sha256 = _sha256(file.path)
        facts = self._known.facts(file, file.path.name, sha256)
        with self._sessions() as session:
            foreign = self._foreign(session, sha256)
            reading = self._known.reading(facts, sha256, media_type_of(file.path), foreign)
            return not self._is_current(session, sha256, reading)

    def _foreign(self, session: Session, sha256: str) -> list[Foreign]:
        """The corrections of other editions of what is shown in a source: nothing yet in one that is new."""
        if _stored_reading(session, sha256) is None:
            return []
        return corrections.of_editions(session, sha256, self._known.corrections)

    @contextmanager
    def _timed(self, stage: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self._seconds[stage] += time.perf_counter() - start

    def _begin(self) -> None:
        with self._writers.begin() as session:
            run = IngestRun(started=datetime.now(UTC), reader=reader_stamp())
            session.add(run)
            session.flush()
            self._id = run.id or 0

    def _finish(self, report: IngestReport, found: Sequence[FoundFile | NothingFound]) -> None:
        with self._writers.begin() as session:
            before = failures(session)
            run = session.get_one(IngestRun, self._id)
            run.finished = datetime.now(UTC)
            run.totals = report.totals
            run.failures = standing(before, found, report.sources)

    def _try(self, one: FoundFile | NothingFound, files: Iterator[Opened]) -> SourceResult:
        if isinstance(one, NothingFound):
            return SourceResult(file=one.shown, sha256=None, status="failed", error=one.error)
        with self._timed("waiting for reading"):
            file = next(files)
        source, message = file.source, file.error
        try:
            if source and not message:
                return self._one(one, source, file.parse)
        except SourceError as error:
            message = str(error)
        # Whatever goes wrong with one file, named in the report, the others are still to be read.
        except Exception as error:
            log.debug("reading %s failed", one.path, exc_info=True)
            message = unforeseen(error)
        return SourceResult(
            file=one.shown, sha256=source.sha256 if source else None, status="failed", error=message
        )

    def _correct_again(self, one: FoundFile | NothingFound, done: SourceResult) -> SourceResult:
        """Take in the corrections of an edition that was read after this one, which is shown."""
        self._again.discard(done.sha256 or "")
        self._seen.discard(done.sha256 or "")
        result = self._try(one, self._opened([one]))
        return replace(result, status=done.status) if done.status == "inserted" else result

    def _one(self, file: FoundFile, source: SourceText, read: Parse | None) -> SourceResult:
        facts = self._known.facts(file, source.file, source.sha256)
        keep_original(self._settings.originals, source.sha256, source.data)
        with self._sessions() as session:
            foreign = self._foreign(session, source.sha256)
            reading = self._known.reading(facts, source.sha256, source.media_type, foreign)
            if self._is_current(session, source.sha256, reading):
                return self._result(session, file, source, "unchanged")
        if read is None:
            with self._timed("waiting for reading"):
                read = self._reader(source.text)
        with self._timed("rows"), self._writers.begin() as session:
            stored = _stored_reading(session, source.sha256)
            if stored == reading:  # another run was quicker
                return self._result(session, file, source, "unchanged")
            corrected, outcomes = self._corrected(session, source, read, foreign)
            replaced: tuple[str, ...] = ()
            if stored is None and corrections.has_changed(outcomes):
                # So that keys are those of the reading, whenever it is corrected.
                replaced = self._write(session, self._rows(source, read, facts, reading, ()))
            replaced += self._write(session, self._rows(source, corrected, facts, reading, outcomes))
            now = corrections.of_editions(session, source.sha256, self._known.corrections)
            if now != foreign:  # what was shown in another edition is shown here now
                reading = self._known.reading(facts, source.sha256, source.media_type, now)
                corrected, outcomes = self._corrected(session, source, read, now)
                self._write(session, self._rows(source, corrected, facts, reading, outcomes))
            if outcomes:
                self._again |= corrections.shown_in(session, source.sha256)
            status: Status = "updated" if stored is not None or replaced else "inserted"
            return self._result(session, file, source, status, replaced)

    def _rows(
        self,
        source: SourceText,
        read: Parse,
        facts: tuple[catalogue.Facts, ...],
        reading: str,
        outcomes: Sequence[corrections.Outcome],
    ) -> ReadSource:
        documents, findings = catalogue.overlay(read, facts)
        documents = corrections.over_catalogue(documents, read, outcomes)
        findings = [*lacking(source), *read.findings, *inexact(read, source.text), *findings]
        return ReadSource(
            source, documents, read.ledger, findings, reading, self._id, self._known.naming, outcomes
        )

    def _write(self, session: Session, rows: ReadSource) -> tuple[str, ...]:
        """Write the rows; the files whose documents are read in this one now."""
        written = SourceWriter(session, rows).write()
        self._written.add(written)
        return written.replaced

    def _corrected(
        self, session: Session, source: SourceText, read: Parse, foreign: Sequence[Foreign]
    ) -> tuple[Parse, list[corrections.Outcome]]:
        """The reading with the corrections of the source, and of other editions, applied.

        Raises SourceError when one that is in force stood in a file that cannot be used now: the source is
        to stay as it is until the file has been put right.
        """
        mine = self._known.corrections.of(source.sha256)
        if lost := corrections.lost(session, source.sha256, self._known.corrections, foreign):
            raise SourceError(f"{lost} has corrections of this source and is wrong: put it right first")
        others = corrections.also_meant(session, source.sha256, mine)
        carried = corrections.carry(session, foreign, source.sha256, source.text)
        return corrections.apply(source.sha256, source.text, read, [*mine, *carried], others)

    def _is_current(self, session: Session, sha256: str, reading: str) -> bool:
        """Whether the rows are what reading anew would give; a copy in the same run adds nothing."""
        stored = _stored_reading(session, sha256)
        return stored == reading or (stored is not None and sha256 in self._seen)

    def _result(
        self,
        session: Session,
        file: FoundFile,
        source: SourceText,
        status: Status,
        replaced: Sequence[str] = (),
    ) -> SourceResult:
        self._seen.add(source.sha256)
        columns = select(Source.ledger, Source.state, Source.replaced_by)
        ledger, state, instead = session.exec(columns.where(Source.sha256 == source.sha256)).one()
        documents, records = counts(session, source.sha256)
        roles = _roles(ledger)
        shown = _shown_instead(session, state, instead)
        return SourceResult(
            file=file.shown,
            sha256=source.sha256,
            status=status,
            documents=documents,
            records=records,
            unread=roles[Role.UNREAD],
            roles=roles,
            note=f"replaces {', '.join(dict.fromkeys(replaced))}" if replaced else shown,
        )


def in_reading_order(found: Sequence[FoundFile | NothingFound]) -> list[int]:
    """Positions in `found`, sorted by richness of the kind of file and then by the SHA-256 of the bytes."""

    def rank(at: int) -> tuple[int, str, str]:
        one = found[at]
        if isinstance(one, NothingFound):
            return (1, "", one.shown)
        kind = EXTRACTORS.get(one.path.suffix.lower())
        return (-richness(kind.media_type) if kind else 1, _sha256(one.path), one.shown)

    return sorted(range(len(found)), key=rank)


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:  # it is named as failed when it is read
        return ""


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # it is named as failed when it is read
        return 0


def _stored_reading(session: Session, sha256: str) -> str | None:
    """The stamp of the rows of a source; None for one that is new to the archive."""
    return session.exec(select(Source.reading).where(Source.sha256 == sha256)).first()


def _shown_instead(session: Session, state: str, instead: str | None) -> str:
    """In English, which file is shown instead of a source; empty when it is shown itself."""
    if instead is None:
        return ""
    file = session.exec(select(Source.file).where(Source.sha256 == instead)).one()
    return f"the same words as {file}" if state == "copy" else f"another edition of {file}, which is shown"


def counts(session: Session, sha256: str) -> tuple[int, int]:
    """Documents and records of a source."""
    return session.exec(
        select(func.count(distinct(col(Document.key))), func.count(col(Record.key)))
        .join(Record, isouter=True)
        .where(Document.source_sha256 == sha256)
    ).one()


def _roles(ledger: Iterable[tuple[int, int, str]]) -> Counter[str]:
    """The characters of each role."""
    roles: Counter[str] = Counter()
    for start, end, role in ledger:
        roles[role] += end - start
    return roles
