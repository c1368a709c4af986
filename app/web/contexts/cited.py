"""An earlier wording under the label it had: who was credited with it, and what it was headed with, then."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlmodel import Session

from app.archive import queries
from app.archive.models import Attribution, Record, Revision
from app.archive.queries import Entry
from app.archive.queries.records import By
from app.web.contexts.common import REPRESENTS

_PRINTED = {"title": "标题", "section_heading": "栏目", "topic": "议题", "number": "编号"}
_ROLES = {"speech": "speaker", "question": "asker", "answer": "respondent"}
_EVIDENCE = "按当时的署名"


def as_cited(session: Session, entry: Entry, revision: Revision | None) -> tuple[Entry, tuple[str, ...]]:
    """The entry as it was headed when this wording was the present one, and what of that is otherwise now.

    The entry as it is where nothing changed but the words, and for a wording whose label was never kept.
    """
    if revision is None or revision.number == entry.record.revision or not revision.label:
        return entry, ()
    rows = queries.revisions(session, entry.record.key)
    now: dict[str, Any] = next((row.label for row in rows if row.number == entry.record.revision), {})
    then = revision.label
    others = [name for name in ("who", "represents", *_PRINTED) if now and now.get(name) != then.get(name)]
    if not others:
        return entry, ()
    fields = {name: then.get(name) for name in _PRINTED if name in others and name != "topic"}
    return (
        replace(
            entry,
            record=Record(**(entry.record.model_dump() | fields)),
            topic=then.get("topic", "") if "topic" in others else entry.topic,
            by=_by(entry, then, others),
        ),
        tuple(_sentence(name, then, now) for name in others),
    )


def _by(entry: Entry, then: dict[str, Any], others: Sequence[str]) -> tuple[By, ...]:
    said = [by for by in entry.by if by.attribution.role != REPRESENTS]
    spoken_for = [by for by in entry.by if by.attribution.role == REPRESENTS]
    if "who" in others:
        said = _credited(entry, _ROLES.get(entry.record.kind, "speaker"), then.get("who", []))
    if "represents" in others:
        spoken_for = _credited(entry, REPRESENTS, [then["represents"]] if "represents" in then else [])
    return (*said, *spoken_for)


def _credited(entry: Entry, role: str, printed: Sequence[str]) -> list[By]:
    """Those named then; who is named still is known by what is known of them now."""
    known = {by.attribution.printed: by for by in entry.by if by.attribution.role == role}
    return [known.get(name) or _named(entry, role, at, name) for at, name in enumerate(printed)]


def _named(entry: Entry, role: str, position: int, name: str) -> By:
    row = Attribution(
        record_key=entry.record.key,
        position=position,
        role=role,
        printed=name,
        decision="none",
        evidence=_EVIDENCE,
    )
    return By(row, None, None)


def _sentence(name: str, then: dict[str, Any], now: dict[str, Any]) -> str:
    word = {"who": "署名", "represents": "代表"}.get(name) or _PRINTED[name]
    return f"{word}当时为{_quoted(then.get(name))}，现为{_quoted(now.get(name))}"


def _quoted(value: str | list[str] | None) -> str:
    said = "、".join(value) if isinstance(value, list) else value
    return f"“{said}”" if said else "空"
