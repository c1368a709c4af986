"""Taking a document out of the archive, at somebody's wish: its addresses say so and lead nowhere.

The row of the source stays, with the reason, and so does the history of its records: when the file
itself is given to ingest again, everything has its old key. The pages show neither.
"""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import delete
from sqlmodel import Session, col, func, select

from app.archive.db import explained, open_archive, session_factory, writer_factory
from app.archive.models import Correction, Edition, IngestRun, Source
from app.ingest.fingerprints import forget
from app.ingest.minting import KeyBook
from app.ingest.namesakes import Namesakes
from app.ingest.naming import Naming
from app.ingest.old_rows import OldRows, clear, clear_findings
from app.ingest.settle import rebuild_roles, retire_meetings, retire_unnamed
from app.ingest.stamps import raise_generation
from app.ingest.states import WITHDRAWN, quoted
from app.search import ensure_index, generation, update_index
from app.settings import Settings
from app.sources.files import sha256_of
from app.text.dates import to_chinese
from app.text.visible import printable, visible

REASON = "{date}撤回：{why}"
EDITION = "现行版本{file}已撤回。"

_SHA256 = re.compile(r"[0-9a-f]{8,64}")


class WithdrawError(Exception):
    """What was named cannot be withdrawn; the message is one line that says what to do."""


@dataclass(frozen=True)
class Withdrawal:
    """What was taken out. `editions` are files whose documents were shown in this one, and are not now."""

    file: str
    records: int
    editions: tuple[str, ...]


def withdraw(settings: Settings, named: str, why: str) -> Withdrawal:
    """Take out the source with this SHA-256 (or its beginning), or of this file.

    Raises WithdrawError when there is none, more than one, or it is withdrawn already; ArchiveError when
    there is no archive; CatalogueError when a table of names is wrong.
    """
    if not why.strip():
        raise WithdrawError('say why it is withdrawn: --why "…", one sentence that its page will show')
    naming = Naming.of(settings.seeds)
    engine = open_archive(settings)
    try:
        with session_factory(engine)() as session:
            ensure_index(session, settings)  # one that was killed before it came to the index is finished
        with explained(engine), writer_factory(engine).begin() as session:
            since = generation(session)
            source = _find(session, named)
            namesakes = Namesakes(session, _book(session), naming.roster)
            keys, editions = _take_out(session, source, _reason(why), namesakes)
            file = source.file
        with session_factory(engine)() as session:
            update_index(session, settings, namesakes.changed_records, keys, since=since, raised=1)
    finally:
        engine.dispose()
    return Withdrawal(file, len(keys), editions)


def _find(session: Session, named: str) -> Source:
    if os.path.isfile(named):
        condition = col(Source.sha256) == _sha256(session, Path(named))
    elif _SHA256.fullmatch(named.lower()):
        condition = col(Source.sha256).startswith(named.lower())
    else:
        condition = col(Source.file).in_([visible(named), printable(named)])
    found = session.exec(select(Source).where(condition)).all()
    if not found:
        raise WithdrawError(f"no source of the archive is {named}: give a file, its name or its SHA-256")
    if len(found) > 1:
        known = ", ".join(sorted(source.sha256[:16] for source in found))
        raise WithdrawError(f"several sources are {named}: give one of the SHA-256s {known}")
    if found[0].state == WITHDRAWN:
        raise WithdrawError(f"{named} is withdrawn already: {found[0].note}")
    return found[0]


def _sha256(session: Session, path: Path) -> str:
    """Of the bytes of a file, if they can be a source at all: no more of it is read than the largest has."""
    return sha256_of(path, session.exec(select(func.max(Source.bytes))).one() or 0)


def _reason(why: str) -> str:
    today = to_chinese(datetime.now(UTC).date().isoformat())
    return REASON.format(date=today, why=why.strip().rstrip("。") + "。")


def _book(session: Session) -> KeyBook:
    return KeyBook(session, session.exec(select(func.max(IngestRun.id))).one() or 0)


def _take_out(
    session: Session, source: Source, reason: str, namesakes: Namesakes
) -> tuple[set[str], tuple[str, ...]]:
    """Keys of the records that are gone, and the files of the other editions."""
    old = OldRows.of_source(session, source.sha256)
    book = _book(session)
    keys = {record.key for record in old.records}
    meetings = {row.key: row.meeting_key for row in old.documents}
    named = {row.person_key for row in old.attributions if row.person_key}
    clear(session, old.records)
    forget(session, meetings)
    clear_findings(session, source.sha256)
    session.execute(delete(Correction).where(col(Correction.source_sha256) == source.sha256))
    for record in old.records:
        book.retire(record, title=record.title or "", reason=reason)
    for document in old.documents:
        book.retire(document, title=document.title or "", reason=reason)
    namesakes.settle(source.sha256, old.attributions, [], set())
    rebuild_roles(session, named | namesakes.revived)
    retire_unnamed(session, book, old.attributions, [], {})
    retire_meetings(session, book, meetings)
    editions = _release_editions(session, source, meetings)
    # Without a stamp the source is read again when it is met again.
    source.state, source.replaced_by, source.note, source.reading = WITHDRAWN, None, reason, ""
    session.add(source)
    raise_generation(session)
    return keys, editions


def _release_editions(session: Session, source: Source, documents: Iterable[str]) -> tuple[str, ...]:
    """The other sources of these documents are read again when they are met again."""
    others = select(Edition.source_sha256).where(
        col(Edition.document_key).in_(list(documents)), Edition.source_sha256 != source.sha256
    )
    files = []
    for other in session.exec(select(Source).where(col(Source.sha256).in_(others))).all():
        if other.state in (WITHDRAWN, "current"):
            continue
        other.reading, other.replaced_by = "", source.sha256
        other.note = EDITION.format(file=quoted(source.file, source.sha256))
        session.add(other)
        files.append(other.file)
    return tuple(sorted(files))
