"""What was printed with the words of a record: kept with each of its revisions."""

from typing import Any

from app.ingest.catalogue import Catalogued
from app.parse import types
from app.people import printed_official

_TELLING = ("kind", "who", "title", "section_heading", "topic", "represents", "number")
"""What a citation depends on: when one of these changes, it is another wording of the record."""


def label(record: types.Record, document: Catalogued) -> dict[str, Any]:
    """The label of a record of this document; what was not printed is left out."""
    one = document.document
    said: dict[str, Any] = {
        "kind": record.kind,
        "who": _who(record),
        **{
            name: getattr(record, name, None)
            for name in ("title", "section_heading", "topic", "represents", "path", "number")
        },
        "document_title": one.title,
        "meeting": one.meeting,
        "date": document.date,
    }
    return {name: list(value) if name == "path" else value for name, value in said.items() if value}


def is_other(before: dict[str, Any], now: dict[str, Any]) -> bool:
    """Whether a reader would see another label. One that was never kept is not another one."""
    return bool(before) and any(before.get(name) != now.get(name) for name in _TELLING)


def _who(record: types.Record) -> list[str]:
    match record:
        case types.Speech():
            return list(record.speakers)
        case types.Question():
            return [record.asker] if record.asker else []
        case types.Answer():
            person, post = record.respondent_person, record.respondent_post
            return [printed_official(record.respondent, person, post)] if record.respondent else []
        case types.Section():
            return []
