"""What was corrected in a record by hand, with who did it and why."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.archive import queries
from app.archive.models import Correction
from app.archive.queries import Entry
from app.text.dates import to_chinese
from app.web import labels

_DATES = ("held", "published", "period")


@dataclass(frozen=True)
class CorrectionItem:
    """One correction. `printed` is what the source has where it is said to be as printed, else empty."""

    what: str
    printed: str
    who: str
    date: str
    why: str


def correction_items(session: Session, entry: Entry) -> tuple[CorrectionItem, ...]:
    """The corrections of a record and of its document."""
    rows = queries.corrections(session, entry.record.key, entry.document)
    return tuple(_item(row) for row in rows)


def _item(row: Correction) -> CorrectionItem:
    value: dict[str, Any] = row.value or {}
    printed = str(value.get("printed", "")) if row.kind == labels.AS_PRINTED else ""
    return CorrectionItem(_what(row.kind, value), printed, row.who, to_chinese(row.date), row.why)


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
