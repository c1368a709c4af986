"""What staff have corrected."""

from sqlmodel import Session, col, or_, select

from app.archive.models import Correction, Document


def corrections(session: Session, record_key: str, document: Document) -> list[Correction]:
    """What was corrected in a record or in its document, in the order of the source's text.

    What was corrected in another edition of the document is not in force.
    """
    statement = (
        select(Correction)
        .where(
            Correction.state == "applied",
            Correction.source_sha256 == document.source_sha256,
            or_(col(Correction.record_key) == record_key, col(Correction.record_key).is_(None)),
        )
        .order_by(col(Correction.start), col(Correction.end), col(Correction.key))
    )
    return [
        row
        for row in session.exec(statement)
        if row.record_key == record_key or (row.value or {}).get("document") == document.key
    ]


def document_corrections(session: Session, document: Document) -> list[Correction]:
    """What was corrected in a document itself: its title, its dates; and what could not be applied to it."""
    applied = [row for row in corrections(session, "", document) if row.record_key is None]
    flagged = [
        row
        for row in source_corrections(session, document.source_sha256)
        if row.state == "flagged" and (row.value or {}).get("document") == document.key
    ]
    return applied + flagged


def source_corrections(session: Session, sha256: str) -> list[Correction]:
    """What was written about a source, applied or not, in the order of its text."""
    mine = select(Correction).where(Correction.source_sha256 == sha256)
    return list(session.exec(mine.order_by(col(Correction.start), col(Correction.end), col(Correction.key))))
