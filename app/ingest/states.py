"""Which editions a document has, and what that makes of the sources they were read in."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, col, select

from app.archive.models import Document, Edition, Record, Source
from app.ingest.encounters import Encounter, run_of
from app.ingest.just_read import JustRead
from app.ingest.report import SHORT
from app.ingest.rows import insert_all
from app.ingest.succession import Succession

COPY = "与{file}文字相同，按该文件收录。"
WITHDRAWN = "withdrawn"
REPLACED = "同一文献现按{file}收录。"


def quoted(file: str, sha256: str) -> str:
    """A file as the pages name it: one name can have had other bytes before."""
    return f"“{file}”（{sha256[:SHORT]}）"


def write_editions(
    session: Session, just_read: JustRead, result: Succession, keys: dict[int, str], *, known: bool
) -> None:
    """Note this source as an edition of each of its documents; `keys` are theirs, by number.

    `known` is False for a source that is new to the archive.
    """
    run = (run_of(session, just_read.sha256) if known else None) or just_read.read.run_id
    rows: dict[str, Edition] = {}
    new: dict[str, dict[str, Any]] = {}  # several documents here can yield to one elsewhere
    if known:
        _forget_former(session, just_read.sha256, set(keys.values()))
        there = session.exec(select(Edition).where(Edition.source_sha256 == just_read.sha256))
        rows = {row.document_key: row for row in there}
    for number, key in keys.items():
        met = result.yields.get(number)
        state = "current" if met is None else "copy" if met.is_copy else "replaced"
        quality = vars(just_read.qualities[number])
        if row := rows.get(key):
            row.position, row.state, row.run_id, row.quality = number, state, run, quality
        else:
            new[key] = {
                "document_key": key,
                "source_sha256": just_read.sha256,
                "position": number,
                "state": state,
                "run_id": run,
                "quality": quality,
            }
    session.add_all(rows.values())
    session.flush()
    insert_all(session, Edition, new.values())


def _forget_former(session: Session, sha256: str, keys: set[str]) -> None:
    """This source is no edition any more of living documents that were not read in it now."""
    former = select(Edition).join(Document, col(Document.key) == col(Edition.document_key))
    for row in session.exec(former.where(Edition.source_sha256 == sha256)):
        if row.document_key not in keys:
            session.delete(row)
    session.flush()


def is_withdrawn(session: Session, sha256: str) -> bool:
    """Whether this source was taken out of the archive."""
    return session.exec(select(Source.state).where(Source.sha256 == sha256)).first() == WITHDRAWN


def put_back(session: Session, sha256: str, run_id: int) -> None:
    """This source came with this run, again: of what came under its file name it is the latest."""
    session.execute(update(Edition).where(col(Edition.source_sha256) == sha256).values(run_id=run_id))
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


def settle_sources(session: Session, sha256: str, moved: Iterable[str]) -> None:
    """Say of this source, and of every other edition of the documents that moved, which one is shown.

    What is withdrawn stays so until it is read again. Four statements, however many editions there are.
    """
    editions = select(Edition.source_sha256).where(col(Edition.document_key).in_(list(moved)))
    wanted = col(Source.sha256).in_(editions) & (Source.state != WITHDRAWN) | (Source.sha256 == sha256)
    sources = session.exec(select(Source.sha256).where(wanted).order_by(Source.sha256)).all()
    mine = col(Document.source_sha256).in_(editions) | (Document.source_sha256 == sha256)
    holding = set(session.exec(select(Document.source_sha256).join(Record).where(mine).distinct()))
    shown = _shown(session, col(Edition.source_sha256).in_(editions) | (Edition.source_sha256 == sha256))
    values = [{"sha256": one, **_state([] if one in holding else shown.get(one, []))} for one in sources]
    session.execute(update(Source), values)
    session.expire(session.get_one(Source, sha256), ["state", "replaced_by", "note"])


Shown = tuple[str, str, str]
"""The state of an edition, and the SHA-256 and the file of the source that is shown instead of it."""


def _shown(session: Session, mine: ColumnElement[bool]) -> dict[str, list[Shown]]:
    rows = session.exec(
        select(Edition.source_sha256, Edition.state, Document.source_sha256, Source.file)
        .join(Document, col(Document.key) == col(Edition.document_key))
        .join(Source, col(Source.sha256) == col(Document.source_sha256))
        .where(mine, Document.source_sha256 != Edition.source_sha256)
        .order_by(col(Edition.position))
    )
    found: dict[str, list[Shown]] = defaultdict(list)
    for sha256, state, other, file in rows:
        found[sha256].append((state, other, file))
    return found


def _state(shown: Sequence[Shown]) -> dict[str, str | None]:
    if not shown:
        return {"state": "current", "replaced_by": None, "note": ""}
    state = "copy" if all(one[0] == "copy" for one in shown) else "replaced"
    _, other, file = shown[0]
    note = (COPY if state == "copy" else REPLACED).format(file=quoted(file, other))
    return {"state": state, "replaced_by": other, "note": note}
