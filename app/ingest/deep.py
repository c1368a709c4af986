"""What `check --deep` looks at besides: every stored hash, key, redirect, wording, reference and span.

Each fault is one English line that names the thing and says what to do.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, SQLModel, col, select

from app.archive import keys, models
from app.archive.originals import original_path
from app.ingest.deep_rows import lost_clauses
from app.ingest.fingerprints import clauses
from app.ingest.items import of_rows
from app.ingest.stamps import reader_stamp
from app.parse.types import Role
from app.settings import Settings
from app.sources import SourceError
from app.sources.read import source_of

Progress = Callable[[int], None]
"""Called with the number of sources looked at so far."""

NOUNS: dict[str, type[Any]] = {
    "record": models.Record,
    "document": models.Document,
    "meeting": models.Meeting,
    "person": models.Person,
    "department": models.Department,
}
_PLAIN = "text/plain"
_ROLES = {role.value for role in Role}
_AGAIN = "ingest the file again"
_REPORT = "please report this, or restore a backup"

_SOFT: tuple[tuple[type[Any], str, type[Any], str], ...] = (
    (models.Record, "exchange_key", models.Record, "key"),
    (models.Revision, "source_sha256", models.Source, "sha256"),
    (models.Source, "replaced_by", models.Source, "sha256"),
    (models.Correction, "source_sha256", models.Source, "sha256"),
)
"""References that no constraint of the database holds."""


def deep_faults(session: Session, settings: Settings, progress: Progress = lambda _: None) -> Iterator[str]:
    """Everything that is wrong in the rows and the originals; the plain check's faults are not said again."""
    yield from _reference_faults(session)
    yield from _key_faults(session)
    yield from _redirect_faults(session)
    yield from _generation_faults(session)
    hashes = session.exec(select(models.Source.sha256).order_by(col(models.Source.sha256))).all()
    for number, sha256 in enumerate(hashes, start=1):
        source = session.get_one(models.Source, sha256)
        for fault in _source_faults(session, settings, source):
            yield f"{source.file}: {fault}"
        session.expunge_all()
        progress(number)


def file_faults(session: Session) -> list[str]:
    """What SQLite finds wrong with its file; other servers look after theirs themselves."""
    if session.get_bind().dialect.name != "sqlite":
        return []
    try:
        found = [line for (line,) in session.execute(text("PRAGMA integrity_check")) if line != "ok"]
    except DatabaseError as error:
        found = [str(error.orig)]
    return [f"the database file is damaged ({line}): restore a backup" for line in found]


def _reference_faults(session: Session) -> Iterator[str]:
    """Rows that refer to a row that is not there."""
    for table in SQLModel.metadata.sorted_tables:
        for constraint in table.foreign_keys:
            yield from _orphans(session, constraint.parent, constraint.column)
    for model, name, target, key in _SOFT:
        yield from _orphans(session, model.__table__.c[name], target.__table__.c[key])


def _orphans(session: Session, column: Any, target: Any) -> Iterator[str]:
    there = target.table.alias()
    lost = (
        select(column)
        .select_from(column.table.outerjoin(there, column == there.c[target.name]))
        .where(column.is_not(None), there.c[target.name].is_(None))
        .distinct()
    )
    for value in session.exec(lost):
        yield f"{column.table.name}.{column.name} names {target.table.name} {value}, which is gone: {_REPORT}"


def _key_faults(session: Session) -> Iterator[str]:
    """Keys that no page could be asked for."""
    for noun, model in NOUNS.items():
        for key in session.exec(select(model.key).order_by(model.key)):
            if keys.normalise(key) != key:
                yield f"{noun} {key} has a key that is none: {_REPORT}"


def _redirect_faults(session: Session) -> Iterator[str]:
    """Redirects of what is still there, to another kind of thing, or of keys that are none."""
    live = {noun: set(session.exec(select(model.key))) for noun, model in NOUNS.items()}
    for redirect in session.exec(select(models.KeyRedirect)):
        old, new, noun = redirect.old_key, redirect.new_key, redirect.noun
        if noun not in live or keys.normalise(old) != old:
            yield f"the redirect of {noun} {old} is of nothing there can be: {_REPORT}"
        elif old in live[noun]:
            yield f"{noun} {old} is in the archive and has a redirect as well: {_REPORT}"
        elif new is not None and new not in live[noun] and any(new in held for held in live.values()):
            yield f"the redirect of {noun} {old} leads to {new}, which is no {noun}: {_REPORT}"


def _generation_faults(session: Session) -> Iterator[str]:
    stamp = session.get(models.Stamp, models.GENERATION)
    if stamp is not None and not stamp.value.isdigit():
        yield f"the archive's generation is {stamp.value!r}, which is no number: {_REPORT}"


def _source_faults(session: Session, settings: Settings, source: models.Source) -> Iterator[str]:
    yield from _original_faults(session, settings, source)
    for role in sorted({role for _, _, role in source.ledger} - _ROLES):
        yield f"the ledger has the role {role!r}, which there is not: {_AGAIN}"
    is_read_now = _is_read_now(session, source)
    documents = select(models.Document).where(models.Document.source_sha256 == source.sha256)
    for document in session.exec(documents.order_by(col(models.Document.position))).all():
        mine = select(models.Record).where(models.Record.document_key == document.key)
        records = session.exec(mine.order_by(col(models.Record.position))).all()
        if [record.position for record in records] != list(range(len(records))):
            yield f"the records of document {document.key} are not numbered in line: {_AGAIN}"
        yield from _span_faults(session, records, len(source.text))
        yield from _wording_faults(session, records)
        yield from _clause_faults(session, document, records, is_read_now=is_read_now)


def _original_faults(session: Session, settings: Settings, source: models.Source) -> Iterator[str]:
    """The stored text against the original: of plain text always, of other files where the code that got it
    out of them is the one that is here."""
    try:
        data = original_path(settings.originals, source.sha256).read_bytes()
    except OSError:  # the plain check says so
        return
    if len(data) != source.bytes:
        yield f"the original has {len(data)} bytes, not {source.bytes}: {_AGAIN}"
    if source.media_type != _PLAIN and not _is_read_now(session, source):
        return
    try:
        read = source_of(source.file, data)
    except SourceError as error:
        yield f"the original cannot be read any more ({error}): {_AGAIN}"
        return
    if (read.text, read.media_type) != (source.text, source.media_type):
        yield f"the stored text is not what the original says: {_AGAIN}"


def _is_read_now(session: Session, source: models.Source) -> bool:
    """Whether the code that read this source is the one that is here."""
    run = session.get(models.IngestRun, source.run_id)
    return run is not None and run.reader == reader_stamp()


def _span_faults(session: Session, records: Sequence[models.Record], length: int) -> Iterator[str]:
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    mine = col(models.RecordSpan.record_key).in_([record.key for record in records])
    rows = select(models.RecordSpan).where(mine).order_by(col(models.RecordSpan.position))
    for row in session.exec(rows):
        spans[row.record_key].append((row.start, row.end))
    for key, held in spans.items():
        within = all(0 <= start < end <= length for start, end in held)
        if not within or any(before[1] > after[0] for before, after in pairwise(held)):
            yield f"the spans of record {key} lie outside of the text or over each other: {_AGAIN}"


def _wording_faults(session: Session, records: Sequence[models.Record]) -> Iterator[str]:
    wordings: dict[str, dict[int, str]] = defaultdict(dict)
    mine = col(models.Revision.record_key).in_([record.key for record in records])
    for row in session.exec(select(models.Revision).where(mine)):
        wordings[row.record_key][row.number] = row.text
    for record in records:
        held = wordings[record.key]
        if sorted(held) != list(range(1, record.revision + 1)):
            yield f"record {record.key} lacks one of its {record.revision} wordings: {_REPORT}"
        elif held[record.revision] != record.text:
            yield f"record {record.key} is not what its last wording says: {_AGAIN}"


def _clause_faults(
    session: Session, document: models.Document, records: Sequence[models.Record], *, is_read_now: bool
) -> Iterator[str]:
    """Noted hashes of clauses that the document does not have, and those that are not noted (an archive that
    was made before there were any gets them as its sources are read again)."""
    mine = select(models.Fingerprint.clause).where(models.Fingerprint.document_key == document.key)
    noted, wanted = set(session.exec(mine)), clauses(of_rows(session, records))
    if noted - wanted:
        yield f"document {document.key} is noted with the hash of a clause it has not: {_AGAIN}"
    if is_read_now and lost_clauses(session, noted, wanted):
        yield f"document {document.key} is not noted with the hash of a clause it has: {_AGAIN}"
