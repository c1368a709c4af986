"""What corrections leave in the archive: their own rows, and what they say on the rows they have changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlmodel import Session, col, or_, select

from app.archive import models
from app.archive.models import Correction
from app.ingest.catalogue import Catalogued
from app.ingest.corrections import entries
from app.ingest.corrections.apply import Outcome, set_fields
from app.ingest.corrections.carried import Carried, Foreign, carried_key
from app.ingest.corrections.entries import Corrections
from app.parse.types import Parse

_ROLES = {"speakers": "speaker", "asker": "asker", "respondent": "respondent", "represents": "represents"}
_TEXT = ("boundary", "merge", "split")


def correction_rows(
    outcomes: Iterable[Outcome], sha256: str, keys: Mapping[int, str], document_keys: Sequence[str]
) -> list[Correction]:
    """The rows of a source's corrections. `keys`: `id` of a record of the reading → its key.

    `value` holds what the entry has for its kind, what had been read (`was`), what the source has at the
    place (`printed`), the key of the document, and of an entry `carried` here the key it has elsewhere.
    """
    return [
        Correction(
            key=outcome.correction.key(sha256),
            source_sha256=sha256,
            start=outcome.correction.span.start,
            end=outcome.correction.span.end,
            kind=outcome.correction.kind,
            value={
                **outcome.correction.value,
                "was": outcome.was,
                "printed": outcome.printed,
                "document": None if outcome.document is None else document_keys[outcome.document],
                **_carried(outcome.correction),
            },
            who=outcome.correction.who,
            why=outcome.correction.why,
            date=outcome.correction.date,
            file=outcome.correction.file,
            record_key=keys.get(id(outcome.record)),
            state=outcome.state,
            message=outcome.message,
        )
        for outcome in outcomes
    ]


def _carried(one: entries.Correction) -> dict[str, str]:
    return {"carried": one.entry} if isinstance(one, Carried) else {}


def corrected_names(outcomes: Iterable[Outcome]) -> dict[tuple[int, str], str]:
    """(`id` of a record, role of an attribution) → what is to be said of a name that was set."""
    found: dict[tuple[int, str], str] = {}
    for outcome in outcomes:
        if outcome.record is not None and outcome.field in _ROLES:
            names = outcome.was if isinstance(outcome.was, list) else [outcome.was or ""]
            was = f"据更正，原读作“{'、'.join(names) or '无'}”。"
            same = outcome.was == outcome.correction.value["value"]
            found[id(outcome.record), _ROLES[outcome.field]] = "经更正核实。" if same else was
    return found


def with_own_body(outcomes: Iterable[Outcome]) -> set[int]:
    """The `id`s of records whose body was set: it goes before the document's."""
    return {id(outcome.record) for outcome in outcomes if outcome.field == "body"}


def with_other_text(outcomes: Iterable[Outcome]) -> set[int]:
    """The `id`s of records whose text was corrected."""
    return {id(outcome.record) for outcome in outcomes if outcome.correction.kind in _TEXT}


def has_changed(outcomes: Iterable[Outcome]) -> bool:
    """Whether the reading is another one by these corrections."""
    return any(one.state == "applied" and one.correction.kind != "sic" for one in outcomes)


def over_catalogue(
    documents: Sequence[Catalogued], corrected: Parse, outcomes: Iterable[Outcome]
) -> list[Catalogued]:
    """The documents with a catalogue laid over them; what corrections have set goes before it."""
    kept = set_fields(outcomes)
    return [
        Catalogued(
            replace(one.document, **{name: getattr(own, name) for name in kept.get(number, ())}),
            tuple(name for name in one.names if name not in kept.get(number, ())),
        )
        for number, (one, own) in enumerate(zip(documents, corrected.documents, strict=True))
    ]


def lost(session: Session, sha256: str, known: Corrections, foreign: Iterable[Foreign]) -> str | None:
    """The file of a correction that is in force and has been lost because something in that file is wrong."""
    if not known.broken_files:
        return None
    keys = {one.key(sha256) for one in known.of(sha256)}
    keys |= {carried_key(sha256, one.correction.key(one.sha256)) for one in foreign}
    rows = session.exec(select(Correction).where(Correction.source_sha256 == sha256))
    files = {row.file for row in rows if row.key not in keys}
    return min(files & known.broken_files, default=None)


def also_meant(session: Session, sha256: str, mine: Iterable[entries.Correction]) -> list[str]:
    """The SHA-256s of other sources that begin as these entries name theirs."""
    prefixes = {one.source for one in mine if len(one.source) < len(sha256)}
    if not prefixes:
        return []
    begins = or_(*(col(models.Source.sha256).startswith(prefix) for prefix in sorted(prefixes)))
    return list(session.exec(select(models.Source.sha256).where(begins, models.Source.sha256 != sha256)))
