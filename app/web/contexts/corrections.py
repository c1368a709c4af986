"""What was corrected by hand in a record, a document or a source, with who did it and why."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.archive import queries
from app.archive.models import Correction, Document
from app.archive.queries import Entry
from app.text.dates import to_chinese
from app.web import addresses, labels

_DATES = ("held", "published", "period")


@dataclass(frozen=True)
class CorrectionItem:
    """One correction. `printed` is what the source has where it is said to be as printed, else empty.

    `url` leads to the record or the document it is about, from a page about more.
    """

    what: str
    printed: str
    who: str
    date: str
    why: str
    url: str


def correction_items(session: Session, entry: Entry) -> tuple[CorrectionItem, ...]:
    """The corrections of a record and of its document."""
    rows = queries.corrections(session, entry.record.key, entry.document)
    return tuple(_item(row) for row in rows)


def document_correction_items(session: Session, document: Document) -> tuple[CorrectionItem, ...]:
    """The corrections of the document itself, with what could not be applied to it."""
    return tuple(_item(row) for row in queries.document_corrections(session, document))


def source_correction_items(session: Session, sha256: str) -> tuple[CorrectionItem, ...]:
    """All that was written about the source, with what could not be applied."""
    rows = queries.source_corrections(session, sha256)
    return tuple(_item(row, _url(session, row)) for row in rows)


def _item(row: Correction, url: str = "") -> CorrectionItem:
    value: dict[str, Any] = row.value or {}
    printed = str(value.get("printed", "")) if row.kind == labels.AS_PRINTED else ""
    applied = row.state == "applied"
    what = _what(row.kind, value) if applied else labels.NOT_APPLIED
    return CorrectionItem(what, printed, row.who, to_chinese(row.date), row.why, url)


def _url(session: Session, row: Correction) -> str:
    """The page of the record or of the document that was corrected; empty where none was."""
    if row.state == "applied" and row.record_key:
        return addresses.record(row.record_key)
    document = session.get(Document, (row.value or {}).get("document") or "")
    return addresses.document(document.key, document.genre) if document else ""


def _what(kind: str, value: dict[str, Any]) -> str:
    if kind != "set":
        return labels.CORRECTIONS.get(kind, kind)
    field = str(value.get("field", ""))
    word = labels.CORRECTED_FIELDS.get(field, field)
    was, now = (_shown(field, value.get(name)) for name in ("was", "value"))
    if was == now:
        return f"{word}：{now}（读出的已与更正一致）"
    return f"{word}：{now}（原读作：{was}）"


def _shown(field: str, value: Any) -> str:
    """A value of a field as people say it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(map(str, value)) or "无"
    text = str(value or "")
    name = field.rpartition(".")[2]
    if name == "body":
        text = labels.BODIES.get(text, text)
    elif name == "represents_kind":
        text = labels.DEPARTMENT_KINDS.get(text, text)
    elif name in _DATES:
        text = to_chinese(text)
    return text or "无"
