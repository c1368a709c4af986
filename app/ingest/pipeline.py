"""One run of ingest: every file on its own, in one transaction each; then the index follows."""

import hashlib
import logging
import time
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, bindparam, select
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from app.archive.db import explained, migrate, open_engine, session_factory, writer_factory
from app.archive.faults import NO_WRITING, writing
from app.archive.garbage import seldom_looked_for
from app.archive.models import IngestRun, Source
from app.archive.originals import keep_original, sweep
from app.archive.queries import failures
from app.ingest import corrections
from app.ingest.ahead import UNOPENED, opened
from app.ingest.edition_facts import overlay
from app.ingest.exactness import inexact, lacking
from app.ingest.failures import standing
from app.ingest.files import FoundFile, NothingFound, find, hashes, in_reading_order
from app.ingest.known import Beside, Known
from app.ingest.opening import Opened, Task, unforeseen
from app.ingest.places import is_put_back, note_place, note_places
from app.ingest.readers import Bounds, Readers, how_many
from app.ingest.report import IngestReport, SourceResult, Status
from app.ingest.results import result_of
from app.ingest.roster_check import unknown_names
from app.ingest.rows import table_of
from app.ingest.stamps import reader_stamp
from app.ingest.states import is_withdrawn, put_back
from app.ingest.write import ReadSource, SourceWriter, WrittenRecords
from app.parse import read as read_text
from app.parse.types import Parse
from app.search import generation, update_index
from app.settings import Settings
from app.sources import SourceError, SourceText
from app.sources.files import read_bytes
from app.sources.read import media_type_of

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

    Raises ArchiveError when the archive cannot be opened or cannot be written to any more; CatalogueError
    when a catalogue or a table of names is wrong: before anything is read.
    """
    found, passed = find(paths)
    known = Known.of(settings, [one for one in found if isinstance(one, FoundFile)])
    with ExitStack() as reading:
        readers = reading.enter_context(_readers(settings, len(found)))  # before anything is open to share
        engine = open_engine(settings)
        try:
            migrate(engine)
            with explained(engine), writing(settings.data), seldom_looked_for():
                sweep(settings.originals)
                run = _Run(settings, engine, reader, known, readers)
                report = run.all(found, progress)
                report.passed_over = passed
                reading.close()  # the index needs the memory of their processes
                run.update_index()
        finally:
            engine.dispose()
    return report


def _readers(settings: Settings, files: int) -> Readers:
    return Readers(how_many(files), Bounds(settings.max_reading_seconds, settings.max_reading_bytes))


def read_file(settings: Settings, path: Path) -> tuple[SourceText, Parse]:
    """The source at `path` and its reading, without any archive. Raises SourceError."""
    with _readers(settings, 1) as readers:
        file = readers.open(_task(settings, path))
    if file.source is None or file.parse is None:
        raise SourceError(file.error or "")
    return file.source, file.parse


def _task(settings: Settings, path: Path, *, parsed: bool = True) -> Task:
    return Task(path, settings.max_source_bytes, settings.max_records, parsed)


class _Run:
    """One run: its row in the archive, and what it has met so far."""

    def __init__(
        self, settings: Settings, engine: Engine, reader: Reader, known: Known, readers: Readers
    ) -> None:
        self._settings = settings
        self._readers = readers
        self._sessions = session_factory(engine)
        self._writers = writer_factory(engine)
        self._reader = reader
        self._known = known
        self._sha256s: dict[FoundFile, str] = {}
        self._given: set[str] = set()
        self._seen: set[str] = set()
        self._again: set[str] = set()
        self._written = self._uncommitted = WrittenRecords()
        self._seconds: dict[str, float] = defaultdict(float)
        self._keeper = ThreadPoolExecutor(1)
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
        self._sha256s = hashes(found, self._settings.max_source_bytes)
        order = in_reading_order(found, self._sha256s)
        self._given = set(self._sha256s.values())
        with self._keeper:
            files = self._opened([found[at] for at in order])
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
            done = self._written
            update_index(
                session, self._settings, done.changed, done.deleted, since=self._since, raised=done.raised
            )

    def _opened(self, found: Iterable[FoundFile | NothingFound]) -> Generator[Opened]:
        """What comes of the files in this order, opened ahead; UNOPENED for one that is as it was read."""

        def task(one: FoundFile) -> Task | None:
            return self._task(one) if self._is_changed(one, self._sha256s[one]) else None

        return opened((task(one) for one in found if isinstance(one, FoundFile)), self._readers)

    def _task(self, file: FoundFile) -> Task:
        return _task(self._settings, file.path, parsed=self._reader is read_text)

    def _is_changed(self, file: FoundFile, sha256: str) -> bool:
        with self._sessions() as session:
            stored = _stored_reading(session, sha256)
            if stored is None:
                return True
            beside = self._known.beside(session, file, sha256, is_new=False)
            reading = self._known.reading(beside, sha256, media_type_of(file.path))
            return not self._is_current(session, file, sha256, reading, stored)

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
            run.failures = standing(before, found, report.sources, self._known.catalogued)
            report.warnings += unknown_names(session, self._known.naming.roster)
            results = report.sources[len(report.sources) - len(found) :]
            note_places(session, zip(found, results, strict=True))

    def _try(self, one: FoundFile | NothingFound, files: Iterator[Opened]) -> SourceResult:
        if isinstance(one, NothingFound):
            return SourceResult(file=one.shown, sha256=None, status="failed", error=one.error)
        with self._timed("waiting for reading"):
            file = next(files)
        source, message = file.source, file.error
        try:
            if file is UNOPENED:
                if unchanged := self._unchanged(one):
                    return unchanged
                file = self._readers.open(self._task(one))
                source, message = file.source, file.error
            if source and not message:
                return self._one(one, source, file.parse)
        except SourceError as error:
            message = str(error)
        except OperationalError:  # of the database, not of the file: no other could be written either
            raise
        # Whatever goes wrong with one file, named in the report, the others are still to be read.
        except Exception as error:
            if isinstance(error, OSError) and error.errno in NO_WRITING:
                raise
            log.debug("reading %s failed", one.shown, exc_info=True)
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

    def _unchanged(self, file: FoundFile) -> SourceResult | None:
        """The result of a file whose rows are what reading it anew would give; None when they are not now."""
        try:
            data = read_bytes(file.path, self._settings.max_source_bytes)
        except SourceError:  # it is named as failed when it is read
            return None
        sha256 = hashlib.sha256(data).hexdigest()
        if self._is_changed(file, sha256):  # by what was written since it was looked at
            return None
        keep_original(self._settings.originals, sha256, data)
        with self._sessions() as session:
            return self._result(session, file, sha256, "unchanged")

    def _one(self, file: FoundFile, source: SourceText, read: Parse | None) -> SourceResult:
        sha256 = source.sha256
        with self._sessions() as session:
            stored = _stored_reading(session, sha256)
            beside = self._known.beside(session, file, sha256, is_new=stored is None)
            reading = self._known.reading(beside, sha256, source.media_type)
            if self._is_current(session, file, sha256, reading, stored):
                keep_original(self._settings.originals, sha256, source.data)
                return self._result(session, file, sha256, "unchanged")
        if read is None:
            with self._timed("waiting for reading"):
                read = self._reader(source.text)
        with (
            self._timed("rows"),
            self._noted(),
            self._writers.begin() as session,
            self._keeping(source),
        ):
            stored = _stored_reading(session, sha256)
            returns = stored is not None and is_put_back(session, file, sha256, self._given)
            if stored == reading and not returns:  # another run was quicker
                return self._result(session, file, sha256, "unchanged")
            if returns:
                put_back(session, sha256, self._id)
            replaced = self._read_anew(session, file, source, read, beside, is_new=stored is None)
            note_place(session, file, sha256)
            status: Status = "updated" if stored is not None or replaced else "inserted"
            return self._result(session, file, sha256, status, replaced)

    @contextmanager
    def _noted(self) -> Iterator[None]:
        """What is written inside is for the index once it is committed, and forgotten if it is taken back."""
        self._uncommitted = WrittenRecords()
        yield
        self._written.add(self._uncommitted)

    @contextmanager
    def _keeping(self, source: SourceText) -> Iterator[None]:
        """The bytes are kept beside what is done inside: the disk takes its time. They are when it ends."""
        kept = self._keeper.submit(keep_original, self._settings.originals, source.sha256, source.data)
        yield
        kept.result()

    def _read_anew(
        self,
        session: Session,
        file: FoundFile,
        source: SourceText,
        read: Parse,
        beside: Beside,
        *,
        is_new: bool,
    ) -> tuple[str, ...]:
        """Write the rows of a source; the files whose documents are read in this one now."""
        with session.begin_nested() as attempt:
            written = self._write_all(session, source, read, beside, is_new=is_new)
            now = self._known.beside(session, file, source.sha256, is_new=False)
            if now != beside:
                attempt.rollback()
        if now != beside:
            # What was shown in another edition is shown here now. Its records are matched as they are
            # corrected there: where two are one before that, their keys would come to name other words.
            written = self._write_all(session, source, read, now, is_new=is_new)
        self._uncommitted.add(written)
        if now.foreign or beside.facts or self._known.corrections.of(source.sha256):
            self._again |= corrections.shown_in(session, source.sha256)
        return written.replaced

    def _write_all(
        self, session: Session, source: SourceText, read: Parse, beside: Beside, *, is_new: bool
    ) -> WrittenRecords:
        """Write the rows, in a new source first without its own corrections.

        So its keys are those of the reading, whenever it is corrected.
        """
        corrected, outcomes = self._corrected(session, source, read, beside)
        written = WrittenRecords()
        if is_new and corrections.has_changed(one for one in outcomes if one.is_own):
            first, others = self._corrected(session, source, read, beside, own=False)
            written.add(SourceWriter(session, self._rows(source, first, beside, others)).write())
        written.add(SourceWriter(session, self._rows(source, corrected, beside, outcomes)).write())
        return written

    def _rows(
        self, source: SourceText, read: Parse, beside: Beside, outcomes: Sequence[corrections.Outcome]
    ) -> ReadSource:
        documents, findings = overlay(read, beside.facts, beside.others)
        documents = corrections.over_catalogue(documents, read, outcomes)
        findings = [*lacking(source), *read.findings, *inexact(read, source.text), *findings]
        reading = self._known.reading(beside, source.sha256, source.media_type)
        return ReadSource(
            source, documents, read.ledger, findings, reading, self._id, self._known.naming, outcomes
        )

    def _corrected(
        self, session: Session, source: SourceText, read: Parse, beside: Beside, *, own: bool = True
    ) -> tuple[Parse, list[corrections.Outcome]]:
        """The reading with the corrections of the source (if its `own`), and of other editions, applied.

        Raises SourceError when one that is in force stood in a file that cannot be used now: the source is
        to stay as it is until the file has been put right.
        """
        mine = self._known.corrections.of(source.sha256)
        if lost := corrections.lost(session, source.sha256, self._known.corrections, beside.foreign):
            raise SourceError(f"{lost} has corrections of this source and is wrong: put it right first")
        others = corrections.also_meant(session, source.sha256, mine)
        carried = corrections.carry(session, beside.foreign, source.sha256, source.text)
        wanted = [*mine, *carried] if own else carried
        return corrections.apply(source.sha256, source.text, read, wanted, others)

    def _is_current(
        self, session: Session, file: FoundFile, sha256: str, reading: str, stored: str | None
    ) -> bool:
        """Whether the rows are what reading anew would give; a copy in the same run adds nothing.

        What is withdrawn stays so, though it lies in the folder still, until somebody names the file itself.
        """
        if stored is None:
            return False
        if not file.named and is_withdrawn(session, sha256):
            return True
        return sha256 in self._seen or (
            stored == reading and not is_put_back(session, file, sha256, self._given)
        )

    def _result(
        self,
        session: Session,
        file: FoundFile,
        sha256: str,
        status: Status,
        replaced: Sequence[str] = (),
    ) -> SourceResult:
        self._seen.add(sha256)
        return result_of(session, file.shown, sha256, status, replaced)


_SOURCES = table_of(Source).c
_READING = select(_SOURCES.reading).where(_SOURCES.sha256 == bindparam("sha256"))


def _stored_reading(session: Session, sha256: str) -> str | None:
    """The stamp of the rows of a source; None for one that is new to the archive."""
    return session.execute(_READING, {"sha256": sha256}).scalars().first()
