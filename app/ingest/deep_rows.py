"""What `check --deep` can tell of rows from other rows: names, editions, clauses and keys that must be there.

Only what no lawful history of an archive can bring about is called a fault.
"""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from app.archive import models
from app.ingest.naming import Naming
from app.ingest.stamps import reader_stamp
from app.people.names import identity_name, without_distinction

_AGAIN = "ingest the file again"
_REPORT = "please report this, or restore a backup"


def row_faults(session: Session, naming: Naming | None) -> Iterator[str]:
    """All of it; names are only compared where the tables of names can be read."""
    yield from _keys_without_trace(session)
    yield from _editions_not_noted(session)
    if naming is not None:
        yield from _foreign_names(session, naming)


def lost_clauses(session: Session, noted: set[int], wanted: set[int]) -> set[int]:
    """Clauses of a document that are noted nowhere; an idiom is noted of the documents that had it first."""
    missing = wanted - noted
    if not missing:
        return missing
    held = select(models.Fingerprint.clause).where(col(models.Fingerprint.clause).in_(missing))
    there: set[int] = set(session.exec(held).all())
    return missing - there


def read_earlier(session: Session) -> int:
    """How many sources were read by other code than this, so that their text cannot be compared."""
    rows = select(models.Source.sha256).join(models.IngestRun)
    shown = models.Source.state != "withdrawn"
    return len(session.exec(rows.where(models.IngestRun.reader != reader_stamp(), shown)).all())


def _keys_without_trace(session: Session) -> Iterator[str]:
    """Keys that a history or an edition remembers, and that lead nowhere: a key is never forgotten."""
    led = set(session.exec(select(models.KeyRedirect.old_key)))
    records = set(session.exec(select(models.Record.key)))
    documents = set(session.exec(select(models.Document.key)))
    for key in sorted(set(session.exec(select(models.Revision.record_key))) - records - led):
        yield f"record {key} is gone and has no redirect: {_REPORT}"
    for key in sorted(set(session.exec(select(models.Edition.document_key))) - documents - led):
        yield f"document {key} is gone and has no redirect: {_REPORT}"


def _editions_not_noted(session: Session) -> Iterator[str]:
    """Documents whose own source is not noted as the edition that is shown."""
    noted = select(models.Edition.document_key, models.Edition.source_sha256)
    current = set(session.exec(noted.where(models.Edition.state == "current")))
    for key, sha256 in session.exec(select(models.Document.key, models.Document.source_sha256)):
        if (key, sha256) not in current:
            yield f"document {key} is not noted as the current edition of its source: {_AGAIN}"


def _foreign_names(session: Session, naming: Naming) -> Iterator[str]:
    """Records said to be by a person whose name is not printed; of an official the surname will do.

    What staff have decided, in the roster or by a correction, is theirs to say.
    """
    corrected = set(session.exec(select(models.Correction.record_key)))
    rows = select(models.Attribution, models.Person).join(models.Person)
    for row, person in session.exec(rows):
        if row.record_key in corrected or naming.roster.decides(person.key):
            continue
        name, printed = identity_name(without_distinction(person.name)), identity_name(row.printed)
        if (name[:1] if row.role == "respondent" else name) not in printed:
            yield f"record {row.record_key} is of {row.printed} and is said to be by {person.name}: {_AGAIN}"
