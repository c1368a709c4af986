"""What is reported of one file, from what the archive now holds of it."""

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import bindparam, distinct, func, select
from sqlmodel import Session

from app.archive.models import Document, Record, Source
from app.ingest.report import SourceResult, Status, told_apart
from app.ingest.rows import table_of
from app.ingest.states import WITHDRAWN
from app.parse.types import Role

_SOURCES, _DOCUMENTS, _RECORDS = (table_of(one).c for one in (Source, Document, Record))
_MINE = _SOURCES.sha256 == bindparam("sha256")
_FILE = select(_SOURCES.file).where(_MINE)
_WRITTEN = select(_SOURCES.ledger, _SOURCES.state, _SOURCES.replaced_by).where(_MINE)
_COUNTS = (
    select(func.count(distinct(_DOCUMENTS.key)), func.count(_RECORDS.key))
    .select_from(table_of(Document))
    .join(table_of(Record), _RECORDS.document_key == _DOCUMENTS.key, isouter=True)
    .where(_DOCUMENTS.source_sha256 == bindparam("sha256"))
)


def result_of(
    session: Session, shown: str, sha256: str, status: Status, replaced: Sequence[str] = ()
) -> SourceResult:
    """The result of a file shown under this name; `replaced` are other files whose documents it has now."""
    ledger, state, instead = session.execute(_WRITTEN, {"sha256": sha256}).one()
    documents, records = session.execute(_COUNTS, {"sha256": sha256}).one()
    roles = _roles(ledger)
    note = f"replaces {', '.join(dict.fromkeys(replaced))}" if replaced else ""
    return SourceResult(
        file=shown,
        sha256=sha256,
        status=status,
        documents=documents,
        records=records,
        unread=roles[Role.UNREAD],
        roles=roles,
        note=note or _shown_instead(session, state, instead),
    )


def _shown_instead(session: Session, state: str, instead: str | None) -> str:
    """In English, which file is shown instead of a source; empty when it is shown itself."""
    if state == WITHDRAWN:
        return "withdrawn, and stays so: to bring it back, give ingest this file by its own name"
    if instead is None:
        return ""
    file = session.execute(_FILE, {"sha256": instead}).scalar_one()
    other = told_apart(file, instead)
    return f"the same words as {other}" if state == "copy" else f"another edition of {other}, which is shown"


def _roles(ledger: Iterable[tuple[int, int, str]]) -> Counter[str]:
    """The characters of each role."""
    roles: Counter[str] = Counter()
    for start, end, role in ledger:
        roles[role] += end - start
    return roles
