"""The index follows the rows: built anew, brought up to date, and compared with them.

Call these after the rows are committed. Each takes a session it only reads with, and ends its transaction.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import Literal

from sqlmodel import Session

from app.archive.garbage import seldom_looked_for
from app.archive.queries import Generation
from app.search import ahead, documents, fields, seals
from app.search.analysis import Analyzer, segmenter_name, stamp_of
from app.search.dictionary import analyzer_of, dictionary, keep, open_analyzer
from app.search.engines import engine_name, open_engine, undamaged
from app.search.errors import IndexDamagedError, IndexNotVerifiedError, IndexNotWrittenError
from app.search.generations import Current, IndexFolder, IndexStamp
from app.search.types import IndexDocument
from app.settings import Settings

Progress = Callable[[int], None]
"""Called with the number of records written so far."""


@dataclass(frozen=True)
class IndexDifferences:
    """How the index differs from the rows.

    `missing` and `extra` are keys of records, left empty for an index that this code cannot
    read; `stale` says in English what is out of date.
    """

    missing: frozenset[str] = frozenset()
    extra: frozenset[str] = frozenset()
    stale: str | None = None

    def __bool__(self) -> bool:
        """True when there is any difference."""
        return bool(self.missing or self.extra or self.stale)


def reindex(session: Session, settings: Settings, progress: Progress | None = None) -> int:
    """Build the index anew, aside; check it against the rows; swap it in. The number of records in it.

    Searches go on in the old index meanwhile. Raises IndexNotVerifiedError, and leaves the old one in use,
    when the new one does not hold exactly the records of the rows.
    """
    index = IndexFolder(settings.index)
    with _in_turn(session, index), seldom_looked_for():
        return _build(session, settings, index, progress)


def update_index(
    session: Session,
    settings: Settings,
    changed: Iterable[str],
    deleted: Iterable[str] = (),
    *,
    since: Generation,
    raised: int,
) -> Literal["updated", "rebuilt"]:
    """Bring the index up to date after an ingest, without building it anew.

    `changed` are the keys of records that are new or differ in any way, `deleted` of those that are
    gone; `since` is the archive's `generation` before the ingest began, `raised` how often the ingest has
    raised it. Where the index is missing, damaged, was made otherwise or does not reflect that generation,
    and where somebody else has changed rows meanwhile, it is built anew.
    """
    index = IndexFolder(settings.index)
    with _in_turn(session, index):
        current = index.current()
        wanted = _stamp(settings, documents.generation(session))
        if current is not None and not _damage(current):
            if wanted == current.stamp:  # also when somebody else has just built it
                return "updated"
            made = replace(wanted, generation=since.number, mark=since.mark)
            if made == current.stamp and int(wanted.generation) == int(since.number) + raised:
                with suppress(IndexDamagedError):
                    _apply(session, settings, current, set(changed), set(deleted))
                    index.use(current.folder, wanted)
                    return "updated"
        _build(session, settings, index, None)
        return "rebuilt"


def ensure_index(session: Session, settings: Settings, progress: Progress | None = None) -> bool:
    """Build the index if it is missing or stale; True when it was built. For the start of a server."""
    index = IndexFolder(settings.index)
    with _in_turn(session, index):
        current = index.current()
        if current and not (_staleness(session, settings, current) or _damage(current, thoroughly=True)):
            return False
        _build(session, settings, index, progress)
        return True


@contextmanager
def _in_turn(session: Session, index: IndexFolder) -> Iterator[None]:
    """While nobody else builds or updates. What is read from then on are the rows of then: a transaction that
    has read before it waited would give those of before, and the index would go back behind another's."""
    with index.locked():
        session.commit()
        yield


def compare_index(session: Session, settings: Settings) -> IndexDifferences:
    """How the index in use differs from the rows, and its files from what was written; for `check`.

    What seems to differ while somebody writes is looked at again when that is done.
    """
    index = IndexFolder(settings.index)
    found = _compared(session, settings, index.current())
    if not found:
        return found
    with index.at_rest():
        session.commit()
        return _compared(session, settings, index.current())


def _compared(session: Session, settings: Settings, current: Current | None) -> IndexDifferences:
    rows = documents.record_keys(session)
    if current is None:
        return IndexDifferences(missing=frozenset(rows), stale="there is no index that can be used")
    stale, damage = _staleness(session, settings, current), _damage(current, thoroughly=True)
    analyzer = analyzer_of(current)
    if damage or analyzer is None:
        return IndexDifferences(stale=stale or damage)
    try:
        indexed = _keys(current, analyzer)
    except IndexDamagedError as error:
        return IndexDifferences(stale=stale or str(error))
    return IndexDifferences(frozenset(rows - indexed), frozenset(indexed - rows), stale)


def _keys(current: Current, analyzer: Analyzer) -> set[str]:
    with undamaged():
        engine = open_engine(current.stamp.engine, current.folder, analyzer)
        try:
            return engine.keys()
        finally:
            engine.close()


def expected_stamp(settings: Settings) -> IndexStamp:
    """What an index made by this code under these settings is stamped with, whatever its generation."""
    return _stamp(settings, Generation("", ""))


def index_stamp(settings: Settings) -> IndexStamp | None:
    """What the index in use was made with; None while there is none."""
    current = IndexFolder(settings.index).current()
    return current.stamp if current else None


def _stamp(settings: Settings, generation: Generation) -> IndexStamp:
    return IndexStamp(
        schema=fields.SCHEMA_VERSION,
        analysis=stamp_of(dictionary(settings)),
        segmenter=segmenter_name(settings),
        engine=engine_name(settings),
        generation=generation.number,
        mark=generation.mark,
    )


def _staleness(session: Session, settings: Settings, current: Current) -> str | None:
    wanted = _stamp(settings, documents.generation(session))
    differing = [
        f"{name} is {getattr(current.stamp, name)}, not {getattr(wanted, name)}"
        for name in ("schema", "analysis", "segmenter", "engine", "generation")
        if getattr(current.stamp, name) != getattr(wanted, name)
    ]
    if not differing and current.stamp.mark != wanted.mark:
        return f"it was built from other rows that were generation {wanted.generation} as well"
    return "; ".join(differing) or None


def _damage(current: Current, *, thoroughly: bool = False) -> str | None:
    """What is wrong with the files of an index that this code should be able to read.

    `thoroughly` compares the hash of each with that of when it was written, else sizes are compared.
    """
    if not current.seals:
        return "there are no hashes of its files"
    if name := seals.broken(current.folder, current.seals, thoroughly=thoroughly):
        return f"its files are damaged: {name}"
    analyzer = analyzer_of(current)
    if analyzer is None:
        return "its dictionary is damaged"
    try:
        open_engine(current.stamp.engine, current.folder, analyzer).close()
    except IndexDamagedError:
        return "its files are damaged"
    return None


def _build(session: Session, settings: Settings, index: IndexFolder, progress: Progress | None) -> int:
    analyzer = open_analyzer(settings)
    stamp = replace(_stamp(settings, documents.generation(session)), analysis=analyzer.stamp)
    folder = index.begin()
    keep(folder, analyzer)
    engine = open_engine(stamp.engine, folder, analyzer, create=True)
    with _written():
        engine.write(
            _reported(ahead.all_documents(session, settings, analyzer), progress),
            number=documents.number(session),
        )
    engine.close()
    written = open_engine(stamp.engine, folder, analyzer)
    indexed = written.keys()
    written.close()
    rows = documents.record_keys(session)
    if indexed != rows:
        raise IndexNotVerifiedError(
            f"the new index lacks {len(rows - indexed)} records and has {len(indexed - rows)} too many:"
            " the old one stays in use; run `yishilu reindex` again when no ingest is running"
        )
    index.use(folder, stamp)
    return len(indexed)


def _apply(
    session: Session, settings: Settings, current: Current, changed: set[str], deleted: set[str]
) -> None:
    engine = open_engine(current.stamp.engine, current.folder, open_analyzer(settings))
    touched = documents.exchange_of(session, changed)
    with _written():
        engine.write(documents.documents_of(session, sorted(touched)), delete=sorted(deleted))
    engine.close()


@contextmanager
def _written() -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:  # tantivy's errors are of the second kind
        reason = " ".join(str(error).split())[:200]
        raise IndexNotWrittenError(
            f"the index could not be written ({reason}): the rows are right; make room on the disk, check the"
            " rights of the data folder, and run `yishilu reindex`"
        ) from error


def _reported(found: Iterator[IndexDocument], progress: Progress | None) -> Iterator[IndexDocument]:
    for number, document in enumerate(found, start=1):
        yield document
        if progress:
            progress(number)
