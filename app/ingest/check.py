"""Does the archive keep its promises? Rows against index, originals, ledgers, spans and redirects."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from sqlmodel import Session, SQLModel, col, func, select

from app.archive import models
from app.archive.originals import original_is_right
from app.ingest import corrections
from app.ingest.catalogue import CatalogueError
from app.ingest.deep import deep_faults, file_faults
from app.ingest.deep_rows import read_earlier, row_faults
from app.ingest.exactness import is_rebuilt, ledger_breaks
from app.ingest.naming import Naming
from app.ingest.roster_check import perhaps_two, unknown_names
from app.search import (
    IndexDamagedError,
    IndexDifferences,
    compare_index,
    index_faults,
    reindex,
    word_file_problems,
)
from app.settings import Settings

Progress = Callable[[int], None]
"""Called with the number of sources looked at so far."""
_REPAIR = "run `yishilu check --repair`"
_COMPARE = (
    "compare the page with its source and with a backup; `yishilu reindex`, if it is the rows that are right"
)
_NAMED: tuple[type[SQLModel], ...] = (
    models.Record,
    models.Document,
    models.Meeting,
    models.Person,
    models.Department,
)


@dataclass
class CheckReport:
    """`problems` are English lines that say what is wrong and what to do. `findings` counts by code.

    `flagged` are English lines about corrections that could not be applied, and about names that the roster
    has and the archive has not.
    """

    sources: int = 0
    records: int = 0
    problems: list[str] = field(default_factory=list)
    findings: dict[str, int] = field(default_factory=dict)
    flagged: list[str] = field(default_factory=list)


def check(
    session: Session, settings: Settings, *, deep: bool = False, progress: Progress = lambda _: None
) -> CheckReport:
    """Look at everything; change nothing. One source is in memory at a time.

    `deep` verifies every single hash, key, redirect, wording and entry of the index as well, and reads every
    original anew. It takes about as long as building the index does.
    """
    report = CheckReport()
    if deep and (damage := file_faults(session)):
        report.problems += damage
        return report
    for sha256 in session.exec(select(models.Source.sha256).order_by(col(models.Source.sha256))).all():
        source = session.get_one(models.Source, sha256)
        report.sources += 1
        report.problems += _source_problems(session, settings, source)
        session.expunge_all()
    report.records = len(session.exec(select(models.Record.key)).all())
    report.problems += _redirect_problems(session)
    differences = compare_index(session, settings)
    report.problems += _index_problems(differences)
    if deep:
        report.problems += deep_faults(session, settings, progress)
        report.problems += row_faults(session, _naming(settings))
        if earlier := read_earlier(session):
            report.flagged.append(
                f"{earlier} sources were read by an earlier version: hashes of their clauses, and the text of"
                " what is no plain text, are compared after the next `yishilu ingest` of their files"
            )
        if not differences.stale:
            report.problems += [f"{fault}: {_COMPARE}" for fault in _entry_faults(session, settings)]
    report.problems += word_file_problems(settings)
    known = corrections.load(corrections.folders(settings))
    report.problems += corrections.file_problems(session, known)
    report.flagged += corrections.flagged(session, known)
    try:
        roster = Naming.of(settings.seeds).roster
        report.flagged += unknown_names(session, roster)
        perhaps = [f"perhaps two people {one}" for one in perhaps_two(session, roster)]
    except CatalogueError as error:
        report.problems.append(str(error))
        perhaps = []
    report.findings = dict(sorted(Counter(session.exec(select(models.SourceFinding.code))).items()))
    report.findings.update(_unidentified(session))
    report.findings.update(dict.fromkeys(perhaps, 1))
    return report


def _naming(settings: Settings) -> Naming | None:
    try:
        return Naming.of(settings.seeds)
    except CatalogueError:  # said once, where people are compared
        return None


def repair_index(session: Session, settings: Settings) -> str:
    """Build the index anew when it is not as the rows are; says so in one English line, else nothing.

    An index that is sound and of these rows, and says otherwise than they do, is left as it is: then the rows
    were changed behind its back, and it is the witness of that.
    """
    wrong = compare_index(session, settings)
    reason = wrong.stale or f"it lacked {len(wrong.missing)} records and had {len(wrong.extra)} too many"
    if not wrong:
        return ""
    count = reindex(session, settings)
    return f"the index was built anew ({reason}): {count} records"


def _entry_faults(session: Session, settings: Settings) -> Iterator[str]:
    try:
        yield from index_faults(session, settings)
    except IndexDamagedError:
        yield "the index's files are damaged"


def _unidentified(session: Session) -> dict[str, int]:
    """The names that could mean several people, with the number of records under each."""
    rows = select(models.Attribution.printed, models.Record.body, func.count()).join(models.Record)
    rows = rows.where(models.Attribution.decision == "ambiguous").group_by("printed", "body")
    return {f"ambiguous name {name} ({body or '-'})": count for name, body, count in session.exec(rows)}


def _source_problems(session: Session, settings: Settings, source: models.Source) -> Iterator[str]:
    if not original_is_right(settings.originals, source.sha256):
        yield f"{source.file}: the original is missing or changed: ingest the file again"
    for start, end in ledger_breaks(source.ledger, len(source.text)):
        yield f"{source.file}: the ledger is not closed at {start} to {end}: ingest the file again"
    spans: dict[str, list[tuple[int, int]]] = {}
    rows = select(models.RecordSpan).join(models.Record).join(models.Document)
    for span in session.exec(
        rows.where(models.Document.source_sha256 == source.sha256).order_by(col(models.RecordSpan.position))
    ):
        spans.setdefault(span.record_key, []).append((span.start, span.end))
    records = select(models.Record).join(models.Document)
    for record in session.exec(records.where(models.Document.source_sha256 == source.sha256)):
        if not is_rebuilt(record.text, spans.get(record.key, []), source.text):
            yield f"{source.file}: record {record.key} is not what its spans hold: ingest the file again"


def _redirect_problems(session: Session) -> Iterator[str]:
    keys = {key for model in _NAMED for key in session.exec(select(model.key))}  # type: ignore[attr-defined]
    for redirect in session.exec(select(models.KeyRedirect)):
        if redirect.new_key is not None and redirect.new_key not in keys:
            yield f"key {redirect.old_key} leads to {redirect.new_key}, which is gone: please report this"


def _index_problems(differences: IndexDifferences) -> Iterator[str]:
    if differences.missing or differences.extra:
        missing, extra = len(differences.missing), len(differences.extra)
        yield f"the index lacks {missing} records and has {extra} too many: {_REPAIR}"
    if differences.stale:
        yield f"the index is stale ({differences.stale}): {_REPAIR}"
