"""What is reported of one file, from what the archive now holds of it."""

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import distinct
from sqlmodel import Session, col, func, select

from app.archive.models import Document, Record, Source
from app.ingest.report import SourceResult, Status, told_apart
from app.parse.types import Role


def result_of(
    session: Session, shown: str, sha256: str, status: Status, replaced: Sequence[str] = ()
) -> SourceResult:
    """The result of a file shown under this name; `replaced` are other files whose documents it has now."""
    columns = select(Source.ledger, Source.state, Source.replaced_by)
    ledger, state, instead = session.exec(columns.where(Source.sha256 == sha256)).one()
    documents, records = _counts(session, sha256)
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
    if instead is None:
        return ""
    file = session.exec(select(Source.file).where(Source.sha256 == instead)).one()
    other = told_apart(file, instead)
    return f"the same words as {other}" if state == "copy" else f"another edition of {other}, which is shown"


def _counts(session: Session, sha256: str) -> tuple[int, int]:
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
