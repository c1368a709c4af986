"""Which editions a document has, and what that makes of the sources they were read in."""

from collections.abc import Iterable

from sqlalchemy import update
from sqlmodel import Session, col, select

from app.archive.models import Document, Edition, Record, Source
from app.ingest.encounters import Encounter, first_run
from app.ingest.just_read import JustRead
from app.ingest.succession import Succession

COPY = "与“{file}”文字相同，按该文件收录。"
WITHDRAWN = "withdrawn"
REPLACED = "同一文献现按“{file}”收录。"


def write_editions(
    session: Session, just_read: JustRead, result: Succession, keys: dict[int, str], *, known: bool
) -> None:
    """Note this source as an edition of each of its documents; `keys` are theirs, by number.

    `known` is False for a source that is new to the archive.
    """
    run = (first_run(session, just_read.sha256) if known else None) or just_read.read.run_id
    if known:
        _forget_former(session, just_read.sha256, set(keys.values()))
    for number, key in keys.items():
        met = result.yields.get(number)
        state = "current" if met is None else "copy" if met.is_copy else "replaced"
        row = Edition(
            document_key=key,
            source_sha256=just_read.sha256,
            position=number,
            state=state,
            run_id=run,
            quality=vars(just_read.qualities[number]),
        )
        session.merge(row)
    session.flush()


def _forget_former(session: Session, sha256: str, keys: set[str]) -> None:
    """This source is no edition any more of living documents that were not read in it now."""
    former = select(Edition).join(Document, col(Document.key) == col(Edition.document_key))
    for row in session.exec(former.where(Edition.source_sha256 == sha256)):
        if row.document_key not in keys:
            session.delete(row)
    session.flush()


def supersede(session: Session, sha256: str, document_key: str, met: Encounter) -> None:
    """The other editions of this document are not shown any more: this source is."""
    others = update(Edition).where(
        col(Edition.document_key) == document_key, col(Edition.source_sha256) != sha256
    )
    if met.is_copy:
        others = others.where(col(Edition.source_sha256) == met.source.sha256)
    session.execute(others.values(state="copy" if met.is_copy else "replaced"))


def move_editions(session: Session, old_key: str, new_key: str) -> None:
    """The editions of a document that became another one are that one's."""
    for row in session.exec(select(Edition).where(Edition.document_key == old_key)).all():
        if session.get(Edition, (new_key, row.source_sha256)) is None:
            session.add(Edition(**{**row.model_dump(), "document_key": new_key}))
        session.delete(row)
    session.flush()


def settle_sources(session: Session, sha256: str, document_keys: Iterable[str]) -> None:
    """Say of this source, and of every other edition of these documents, which one is shown."""
    keys = list(document_keys)
    editions = select(Edition.source_sha256).where(col(Edition.document_key).in_(keys)).distinct()
    for one in sorted({sha256, *session.exec(editions)}):
        source = session.get_one(Source, one)
        if source.state == WITHDRAWN and one != sha256:
            continue
        source.state, source.replaced_by, source.note = _state(session, one)
        session.add(source)
    session.flush()


def _state(session: Session, sha256: str) -> tuple[str, str | None, str]:
    held = select(Record.key).join(Document).where(Document.source_sha256 == sha256).limit(1)
    if session.exec(held).first():
        return "current", None, ""
    shown = session.exec(
        select(Edition.state, Document.source_sha256, Source.file)
        .join(Document, col(Document.key) == col(Edition.document_key))
        .join(Source, col(Source.sha256) == col(Document.source_sha256))
        .where(Edition.source_sha256 == sha256, Document.source_sha256 != sha256)
        .order_by(col(Edition.position))
    ).all()
    if not shown:
        return "current", None, ""
    state = "copy" if all(one[0] == "copy" for one in shown) else "replaced"
    _, other, file = shown[0]
    return state, other, (COPY if state == "copy" else REPLACED).format(file=file)
