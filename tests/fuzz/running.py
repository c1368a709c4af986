"""Documents put through the whole of an ingest, and what must hold of each afterwards."""

import re
import shutil
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from sqlmodel import Session, col, select

from app.archive.db import open_engine
from app.archive.models import Source, SourceFinding
from app.ingest import SourceResult, ingest
from app.ingest.check import check
from app.settings import Settings
from tests.fuzz.cases import Case

BATCH = 500
"""Documents in one archive."""
SECONDS = 20
"""For these documents, none of which is large; ten times what the slowest takes."""
MEMORY = 512 * 1024 * 1024
_WRITING_SECONDS = 5.0
"""Of processor time for the rows of one document."""
_UNNAMED = re.compile(r"please report|broke off|YISHILU_MAX_READING|Traceback|\n")
"""In an error that nobody thought of, or of a small document that takes too much."""
_EXACT = ("ledger_break", "not_rebuilt")


@dataclass
class Tally:
    """How many documents were read and refused, and what went wrong: name of the document and why."""

    read: int = 0
    refused: int = 0
    faults: list[tuple[str, str]] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Count what came of others too."""
        self.read += other.read
        self.refused += other.refused
        self.faults += other.faults


def run(place: Path, cases: Iterable[Case], say: Callable[[int, Tally], None] = lambda *_: None) -> Tally:
    """Ingest all the documents, an archive for each batch of them; `say` is told after each."""
    tally, done, left = Tally(), 0, iter(cases)
    while some := list(islice(left, BATCH)):
        tally.add(_batch(place, some))
        done += len(some)
        say(done, tally)
    return tally


def faults_of(place: Path, one: Case) -> list[str]:
    """What goes wrong with a document that is alone in its archive."""
    return [why for _, why in _batch(place, [one]).faults]


def _batch(place: Path, cases: Sequence[Case]) -> Tally:
    for old in place.iterdir():
        shutil.rmtree(old)
    folder = place / "documents"
    folder.mkdir()
    for one in cases:
        (folder / one.name).write_bytes(one.data)
    settings = Settings(data=place / "data", max_reading_seconds=SECONDS, max_reading_bytes=MEMORY)
    watch = _Watch()
    try:
        report = ingest(settings, [folder], progress=watch)
        again = ingest(settings, [folder])
    # Whatever it is, it must be told which document brings it about.
    except Exception:
        return _halves(place, cases, traceback.format_exc())
    tally = Tally(faults=watch.slow)
    for result in report.sources:
        tally.read += result.status != "failed"
        tally.refused += result.status == "failed"
        if result.status == "failed" and not is_named(result.error or ""):
            tally.faults.append((result.file, result.error or "no error is given"))
    for result in again.sources:
        if result.status not in ("unchanged", "failed"):
            tally.faults.append((result.file, f"it is {result.status} by a second ingest"))
    tally.faults += _inexact(settings)
    return tally


def is_named(error: str) -> bool:
    """Whether an error is one line that says what is wrong with the document."""
    return bool(error) and len(error) < 400 and not _UNNAMED.search(error)


def _halves(place: Path, cases: Sequence[Case], raised: str) -> Tally:
    """What comes of the halves of documents that all together broke off an ingest."""
    if len(cases) == 1:
        return Tally(faults=[(cases[0].name, raised)])
    tally, middle = Tally(), len(cases) // 2
    for half in (cases[:middle], cases[middle:]):
        tally.add(_batch(place, half))
    if not tally.faults:
        tally.faults.append((f"from {cases[0].name} to {cases[-1].name}, all together", raised))
    return tally


class _Watch:
    """Told of each document when it is done: notes those whose rows take long."""

    def __init__(self) -> None:
        self._begun = time.process_time()
        self.slow: list[tuple[str, str]] = []

    def __call__(self, _done: int, _of: int, result: SourceResult) -> None:
        now = time.process_time()
        if now - self._begun > _WRITING_SECONDS:
            self.slow.append((result.file, f"its rows take {now - self._begun:.1f} s"))
        self._begun = now


def _inexact(settings: Settings) -> list[tuple[str, str]]:
    """What `check` finds, and records that are not what stands in their source."""
    engine = open_engine(settings)
    try:
        with Session(engine) as session:
            wrong = [("", line) for line in check(session, settings).problems]
            found = select(Source.file, SourceFinding.code).join(Source)
            wrong += list(session.exec(found.where(col(SourceFinding.code).in_(_EXACT))))
            texts = session.exec(select(Source.file, Source.text))
            return wrong + [(file, "zeros are in its text") for file, text in texts if "\x00" in text]
    finally:
        engine.dispose()
