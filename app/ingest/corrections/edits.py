"""What each kind of correction does to a reading. Each raises RefusedError and then has changed nothing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields as fields_of
from dataclasses import replace
from typing import Any, NamedTuple

from app.ingest.corrections.draft import Draft, RefusedError
from app.ingest.corrections.entries import Correction
from app.ingest.corrections.fields import DOCUMENT
from app.ingest.corrections.strands import UnalignedError, Weaver, places_of, solid, strand
from app.parse.types import Answer, Body, Document, Question, Record, Role, Section, Speech
from app.text.mapped import Mapped
from app.text.spans import Span

_ASIDE = (Role.CAPTION, Role.PAGE_JUMP, Role.BYLINE, Role.METADATA)
"""Roles of what is printed in the middle of a text without being of it."""
_CLASSES: dict[str, type[Record]] = {
    "speech": Speech,
    "question": Question,
    "answer": Answer,
    "section": Section,
}
_INFERRED = {"asker": "asker_inferred", "respondent": "respondent_inferred"}
"""Findings that a set name settles."""
_SHARED = ("body", "section_heading", "exchange", "level", "path")
"""What a record that is split off has from the one it was in."""


class Edit(NamedTuple):
    """What was changed: a document's field or a record. `was` had been read; `gone` are now in `record`."""

    document: int
    record: Record | None
    was: Any = None
    gone: Sequence[Record] = ()


def set_value(draft: Draft, correction: Correction) -> Edit:
    """Set one field of a document or of a record."""
    name, value = correction.value["field"], correction.value["value"]
    if name.startswith(DOCUMENT):
        return _set_in_document(draft, draft.document_at(correction.span), name, value)
    number, record = draft.record_at(correction.span)
    _require(type(record), name)
    was = getattr(record, name)
    if isinstance(record, Section) and name == "title":
        _move_below(draft.documents[number], record, record, value)
    setattr(record, name, _known(record, name, value))
    _settle(draft, record, name)
    return Edit(number, record, was)


def _set_in_document(draft: Draft, number: int, name: str, value: Any) -> Edit:
    document, name = draft.documents[number], name.removeprefix(DOCUMENT)
    was = getattr(document, name)
    setattr(document, name, _known(document, name, value))
    document.evidence.pop(name, None)
    return Edit(number, None, was)


def move_boundary(draft: Draft, correction: Correction) -> Edit:
    """Give a record other spans; what it takes from other records leaves them."""
    number, record = draft.record_at(correction.span)
    wanted = _wanted(draft, correction)
    losing = _losing(draft, record, correction)
    strands = {id(one): _strand(draft, one) for one in [record, *losing]}
    taken = set(wanted)
    if any(taken.issuperset(places_of(strands[id(other)])) for other in losing):
        raise RefusedError("unfit", "the new spans hold the whole of another record: merge the two")
    weaver = Weaver(draft.source, strands.values())
    was = [list(span) for span in record.spans]
    for other in losing:
        left = [at for at in places_of(strands[id(other)]) if at not in taken]
        draft.hold(other, weaver.weave(left))
    draft.hold(record, weaver.weave(wanted), Role(correction.value.get("rest", Role.UNREAD)))
    return Edit(number, record, was)


def _wanted(draft: Draft, correction: Correction) -> list[int]:
    spans = [Span(*span) for span in correction.value["spans"]]
    if max(span.end for span in spans) > len(draft.source):
        raise RefusedError("changed", f"the text ends at {len(draft.source)}, before the new spans do")
    places = [at for span in spans for at in range(*span)]
    if len(set(places)) < len(places):
        raise RefusedError("unfit", "the new spans overlap")
    if not correction.value.get("whole", False):
        places = [at for at in places if draft.role(at) not in _ASIDE]
    wanted = solid(places, draft.source)
    if not wanted:
        raise RefusedError("unfit", "there are no words in the new spans")
    return wanted


def _losing(draft: Draft, record: Record, correction: Correction) -> list[Record]:
    held = (one for span in correction.value["spans"] for _, one in draft.held_in(Span(*span)))
    return list({id(one): one for one in held if one is not record}.values())


def merge(draft: Draft, correction: Correction) -> Edit:
    """Make one record of those at the place; what was taken for a label between them is text again."""
    found = draft.held_in(correction.span)
    if len(found) < 2:
        raise RefusedError("no_record", "there are no two records at this place now")
    number, first = found[0]
    records = [record for _, record in found]
    document = draft.documents[number]
    at = _position(document, first)
    if any(one is not other for one, other in zip(records, document.records[at:], strict=False)):
        raise RefusedError("unfit", "the records at this place do not follow each other in one document")
    if len({record.kind for record in records}) > 1:
        raise RefusedError("unfit", "the records at this place are not of one kind")
    strands = [_strand(draft, record) for record in records]
    places = _joined(draft, strands, labels_stay=correction.value.get("labels_stay", False))
    woven = Weaver(draft.source, strands).weave(places)
    for record in records[1:]:
        _move_below(document, record, first)
    document.records[at + 1 : at + len(records)] = []
    draft.hold(first, woven)
    return Edit(number, first, len(records), records[1:])


def _joined(draft: Draft, strands: Sequence[Mapped], *, labels_stay: bool) -> list[int]:
    places: list[int] = []
    for known in strands:
        own = places_of(known)
        if places and not labels_stay:
            between = (at for at in range(places[-1] + 1, own[0]) if draft.role(at) not in _ASIDE)
            places += solid(between, draft.source)
        places += own
    return places


def split(draft: Draft, correction: Correction) -> Edit:
    """Make the words at the place a record of their own; what follows them stays as a third."""
    number, record = draft.record_at(correction.span)
    known = _strand(draft, record)
    parts = _parts(places_of(known), correction)
    new = _split_off(record, correction)
    if correction.value.get("opens_exchange", False):
        _require(type(new), "exchange")
    weaver = Weaver(draft.source, [known])
    records = [record, new, replace(record, text="", spans=[])]
    # What no part has is the label.
    draft.hold(record, weaver.weave(parts[0]), Role.LABEL)
    for part, places in zip(records[1:], parts[1:], strict=True):
        if places:
            draft.hold(part, weaver.weave(places))
    siblings = draft.documents[number].records
    at = _position(draft.documents[number], record)
    siblings[at + 1 : at + 1] = [part for part in records[1:] if part.spans]
    if correction.value.get("opens_exchange", False):
        _open_exchange(siblings[at + 1 :])
    return Edit(number, new)


def _parts(places: Sequence[int], correction: Correction) -> tuple[list[int], list[int], list[int]]:
    """What stands before, in and after the place; the label is in none of them."""
    span, label = correction.span, range(*correction.value.get("label", (0, 0)))
    inside = [i for i, at in enumerate(places) if span.start <= at < span.end and at not in label]
    if not inside or len(inside) <= inside[-1] - inside[0]:
        raise RefusedError("unfit", "the place is not one piece of a record")
    before = [at for at in places[: inside[0]] if at not in label]
    after = [at for at in places[inside[-1] + 1 :] if at not in label]
    if not before:
        raise RefusedError("unfit", "nothing of the record would be left before the place")
    if not set(label) <= set(range(min(places), max(places) + 1)):
        raise RefusedError("unfit", "the label does not stand in the record")
    return before, [places[i] for i in inside], after


def _split_off(record: Record, correction: Correction) -> Record:
    """The new record, without its text."""
    made = _CLASSES[correction.value.get("kind_of_record", record.kind)]
    known = {
        name: getattr(record, name) for name in _SHARED if hasattr(record, name) and name in _names(made)
    }
    given = correction.value.get("fields", {})
    for name in given:
        _require(made, name)
    new = made(**known)
    for name, value in given.items():
        setattr(new, name, _known(new, name, value))
    return new


def _open_exchange(records: Iterable[Record]) -> None:
    for record in records:
        if isinstance(record, Question | Answer):
            record.exchange += 1


def keep(draft: Draft, correction: Correction) -> Edit:
    """Change nothing: the source has it so."""
    return Edit(*draft.record_at(correction.span))


EDITS: dict[str, Callable[[Draft, Correction], Edit]] = {
    "set": set_value,
    "boundary": move_boundary,
    "merge": merge,
    "split": split,
    "sic": keep,
}


def _names(made: type[Record]) -> set[str]:
    return {one.name for one in fields_of(made)}


def _require(made: type[Record], name: str) -> None:
    if name not in _names(made):
        raise RefusedError("unfit", f"what is read here is a {made().kind}, which has no {name}")


def _known(holder: Record | Document, name: str, value: Any) -> Any:
    """The value as the field holds it; an empty text is what the field has when nothing is known."""
    if value == "":
        return next(one.default for one in fields_of(holder) if one.name == name)
    return Body(value) if name == "body" else value


def _position(document: Document, record: Record) -> int:
    return next(at for at, one in enumerate(document.records) if one is record)


def _strand(draft: Draft, record: Record) -> Mapped:
    try:
        return strand(record, draft.source)
    except UnalignedError as error:
        raise RefusedError("unfit", "the record is not what stands in its spans") from error


def _move_below(document: Document, old: Record, new: Record, title: str | None = None) -> None:
    """Give what stands below one section the path of what stands below another, under its new title."""
    if not isinstance(old, Section) or not isinstance(new, Section):
        return
    before = [*old.path, old.title]
    after = [*new.path, new.title if title is None else title]
    for record in document.records[_position(document, old) + 1 :]:
        if not isinstance(record, Section) or record.level <= old.level:
            break
        if record.path[: len(before)] == before:
            record.path = [*after, *record.path[len(before) :]]


def _settle(draft: Draft, record: Record, name: str) -> None:
    """Drop the finding that says the name was taken from an earlier record."""
    starts = sorted(one.spans[0].start for _, one in draft.records() if one.spans)
    code = _INFERRED.get(name)
    if code and record.spans:
        draft.findings = [
            finding
            for finding in draft.findings
            if finding.code != code
            or next((start for start in starts if start >= finding.start), None) != record.spans[0].start
        ]
