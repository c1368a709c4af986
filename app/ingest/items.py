"""Rows and readings as items that can be matched, and as words that a key is made of."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlmodel import Session, col, select

from app.archive import models
from app.ingest.overlap import Item
from app.parse import types
from app.people import identity_name, printed_official
from app.text.folding import fold, squeeze
from app.text.spans import Span

TELLING = 40
"""Characters from which a text identifies itself. Shorter ones (谢谢大家) are said in many places."""
_FIRST_WORDS = 60


def of_rows(session: Session, records: Sequence[models.Record]) -> list[Item]:
    """The items of record rows, in the same order. Three statements, however many rows."""
    keys = [record.key for record in records]
    spans: dict[str, list[Span]] = defaultdict(list)
    span_rows = select(models.RecordSpan).where(col(models.RecordSpan.record_key).in_(keys))
    for row in session.exec(span_rows.order_by(col(models.RecordSpan.position))):
        spans[row.record_key].append(Span(row.start, row.end))
    names: dict[str, list[str]] = defaultdict(list)
    by = select(models.Attribution).where(col(models.Attribution.record_key).in_(keys))
    for attribution in session.exec(by.order_by(col(models.Attribution.position))):
        if attribution.role != "represents":
            names[attribution.record_key].append(attribution.printed)
    labels = [_label_of_row(record, names[record.key]) for record in records]
    before = _former_labels(session, [record.key for record in records if record.revision > 1])
    return [
        Item(record.kind, _words(record.text), tuple(spans[record.key]), label, frozenset(before[record.key]))
        for record, label in zip(records, labels, strict=True)
    ]


def _former_labels(session: Session, keys: Sequence[str]) -> dict[str, set[str]]:
    """Key of a record → the labels of all its wordings."""
    found: dict[str, set[str]] = defaultdict(set)
    if keys:
        rows = select(models.Revision.record_key, models.Revision.label)
        for key, label in session.exec(rows.where(col(models.Revision.record_key).in_(keys))):
            found[key].add(_label_of_wording(dict(label)))
    return found


def of_reading(records: Iterable[types.Record]) -> list[Item]:
    """The items of newly read records."""
    return [Item(one.kind, _words(one.text), tuple(one.spans), _label(one)) for one in records]


def of_wording(text: str, label: dict[str, Any]) -> Item:
    """The item of a record that is gone, by its last wording and what was printed with it."""
    return Item(str(label.get("kind", "")), _words(text), (), _label_of_wording(label))


def _label_of_wording(label: dict[str, Any]) -> str:
    if label.get("kind") == "section":
        return _section_label(label.get("path", []), label.get("number", ""), label.get("title", ""))
    return "、".join(map(identity_name, label.get("who", [])))


def of_document(genre: str, title: str | None, subtitle: str | None, records: Iterable[Item]) -> Item:
    """The item of a document: all that its records hold."""
    held = list(records)
    spans = tuple(span for record in held for span in record.spans)
    words = "".join(record.words for record in held)
    return Item(genre, words, spans, _words(f"{title or ''}{subtitle or ''}"))


def record_words(record: types.Record, document: types.Document) -> list[str]:
    """What identifies a record: its kind and words; a section or a short text also by where it stands."""
    place = [document.title or "", document.subtitle or ""]
    if isinstance(record, types.Section):
        return [record.kind, *place, *record.path, record.number, record.title, record.text]
    if len(squeeze(record.text)) < TELLING:
        return [record.kind, *place, _label(record), record.text]
    return [record.kind, record.text]


def record_context(record: types.Record, document: types.Document, position: int) -> list[str]:
    """What tells two records with the same words apart, the most lasting first."""
    where = f"{document.title or ''}{document.subtitle or ''}"
    when = f"{document.meeting or ''}{document.held or document.published or ''}"
    return [where, when, _label(record), f"{position}"]


def document_words(document: types.Document) -> list[str]:
    """What identifies a document: genre, title, subtitle and its first words."""
    first = next((record.text for record in document.records if record.text), "")
    return [document.genre, document.title or "", document.subtitle or "", squeeze(first)[:_FIRST_WORDS]]


def document_context(document: types.Document, sha256: str, position: int) -> list[str]:
    """What tells two documents with the same title and first words apart."""
    when = f"{document.meeting or ''}{document.held or document.published or ''}"
    return [when, document.page or "", sha256, f"{position}"]


def _label(record: types.Record) -> str:
    match record:
        case types.Section():
            return _section_label(record.path, record.number, record.title)
        case types.Speech():
            names = record.speakers
        case types.Question():
            names = [record.asker or ""]
        case types.Answer():
            person, post = record.respondent_person, record.respondent_post
            names = [printed_official(record.respondent or "", person, post)]
    return "、".join(map(identity_name, names))


def _label_of_row(record: models.Record, printed: Iterable[str]) -> str:
    if record.kind == "section":
        return _section_label(record.path, record.number or "", record.title or "")
    return "、".join(map(identity_name, printed))


def _section_label(path: Iterable[str], number: str, title: str) -> str:
    return _words("/".join([*path, number, title]))


def _words(text: str) -> str:
    return squeeze(fold(text))
