"""Lays the entries about a source over what was read from it, one after the other. Pure."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Literal

from app.ingest.corrections.carried import Carried
from app.ingest.corrections.draft import Draft, RefusedError
from app.ingest.corrections.edits import EDITS
from app.ingest.corrections.entries import Correction
from app.ingest.corrections.fields import DOCUMENT
from app.parse.types import Finding, Parse, Record
from app.text.spans import Span

_NOT_HERE = ("not_carried", "ambiguous")
"""Codes of what is not known to be about this source at all."""
FINDING = "correction_"
"""Begins the code of the finding of a correction that could not be applied."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of an entry.

    Applied: the position of the document it is about, the `record` of the reading that shows it (None for
    what is a document's), what the source has at the place, and `was`, what had been read. Flagged: why, and
    the document that stands at the place of a correction of a document.
    """

    correction: Correction
    state: Literal["applied", "flagged"]
    code: str = ""
    message: str = ""
    document: int | None = None
    record: Record | None = None
    printed: str = ""
    was: Any = None

    @property
    def is_own(self) -> bool:
        """Whether the entry was written for this source."""
        return not isinstance(self.correction, Carried)

    @property
    def field(self) -> str:
        """The name of the field that was set; empty for another kind."""
        return str(self.correction.value.get("field", ""))


def apply(
    source_sha256: str,
    text: str,
    parse: Parse,
    corrections: Sequence[Correction],
    others: Sequence[str] = (),
) -> tuple[Parse, list[Outcome]]:
    """The reading with the corrections about this source applied in order, and what came of each.

    What could not be applied is a finding of the reading, too. `parse` stays as it is. `others` are the
    SHA-256s of other sources: an entry that means one of them as well is not applied.
    """
    mine = [one for one in corrections if source_sha256.startswith(one.source)]
    if not mine:
        return parse, []
    draft = Draft(text, parse)
    outcomes: list[Outcome] = []
    for one in mine:
        try:
            _check_source(one, others)
            outcomes = _applied(draft, one, outcomes)
        except RefusedError as error:
            outcomes.append(_flagged(draft, one, error))
    draft.findings += [_finding(one, len(text)) for one in outcomes if one.state == "flagged"]
    return draft.parse(), outcomes


def _flagged(draft: Draft, one: Correction, error: RefusedError) -> Outcome:
    """A correction that is not applied; one of a document is still known to be about it by its place."""
    document = None
    if str(one.value.get("field", "")).startswith(DOCUMENT) and error.code not in _NOT_HERE:
        with suppress(RefusedError):
            document = draft.document_at(one.span)
    return Outcome(correction=one, state="flagged", code=error.code, message=str(error), document=document)


def _check_source(one: Correction, others: Iterable[str]) -> None:
    if isinstance(one, Carried) and one.missing:
        raise RefusedError("not_carried", one.missing)
    if any(other.startswith(one.source) for other in others):
        raise RefusedError("ambiguous", f"several sources begin with {one.source}: write more of it")


def _applied(draft: Draft, one: Correction, before: Iterable[Outcome]) -> list[Outcome]:
    draft.check_place(one)
    edit = EDITS[one.kind](draft, one)
    # What was corrected in a record that has been merged away now shows on the merged one.
    moved = [
        replace(outcome, record=edit.record) if any(outcome.record is gone for gone in edit.gone) else outcome
        for outcome in before
    ]
    return [
        *moved,
        Outcome(
            correction=one,
            state="applied",
            document=edit.document,
            record=edit.record,
            printed=one.span.of(draft.source).strip(),
            was=edit.was,
        ),
    ]


def _finding(outcome: Outcome, length: int) -> Finding:
    span = Span(*(min(at, length) for at in outcome.correction.span))
    return Finding(f"{FINDING}{outcome.code}", outcome.message, *span)


def set_fields(outcomes: Iterable[Outcome]) -> dict[int, set[str]]:
    """Position of a document → names of its fields that corrections have set."""
    found: dict[int, set[str]] = {}
    for outcome in outcomes:
        if outcome.state == "applied" and outcome.document is not None and outcome.field.startswith(DOCUMENT):
            found.setdefault(outcome.document, set()).add(outcome.field.removeprefix(DOCUMENT))
    return found
