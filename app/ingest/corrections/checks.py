"""What `check` says of corrections: what is wrong in the files, what was not applied, what is not in yet."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from app.archive.models import Correction, Source
from app.ingest.corrections.carried import carried_key, of_editions
from app.ingest.corrections.entries import Corrections


def file_problems(session: Session, known: Corrections) -> Iterator[str]:
    """A line for each mistake in the files, and for each entry that the rows do not reflect yet.

    Of a source that is withdrawn or otherwise read no more `flagged` tells.
    """
    for wrong in known.mistakes:
        yield f"{wrong.shown}: {wrong.message}"
    sources = {sha256: (file, state) for sha256, file, state in session.exec(_SOURCES)}
    there = set(session.exec(select(Correction.key)))
    wanted: set[str] = set()
    for sha256, (file, state) in sorted(sources.items()):
        for one in known.of(sha256) if state != "withdrawn" else ():
            wanted.add(one.key(sha256))
            if one.key(sha256) not in there:
                yield f"{one.file}: a correction of {file} is not in force yet: ingest {file} again"
        for foreign in of_editions(session, sha256, known):
            key = carried_key(sha256, foreign.correction.key(foreign.sha256))
            wanted.add(key)
            if key not in there:
                (other, _), entry = sources[foreign.sha256], foreign.correction
                yield f"{entry.file}: a correction of {other} is not in {file} yet: ingest {file} again"
    for row in session.exec(select(Correction).order_by(col(Correction.file), col(Correction.start))):
        file, state = sources[row.source_sha256]
        if row.key not in wanted and row.file not in known.broken_files and state == "current":
            yield f"{row.file}: a correction of {file} is there no more but in force: ingest {file} again"


_SOURCES = select(Source.sha256, Source.file, Source.state)


def flagged(session: Session, known: Corrections) -> Iterator[str]:
    """A line for each correction that could not be applied, or is about a source that is read no more.

    One that was carried to the edition that is shown is said of that one, with the place it was written for;
    of one that has been taken out of its file nothing is said.
    """
    rows = session.exec(
        select(Correction, Source.file, Source.state)
        .join(Source, col(Source.sha256) == col(Correction.source_sha256))
        .order_by(col(Correction.file), col(Correction.start), col(Correction.key))
    ).all()
    written = {row.key: (row, file) for row, file, _ in rows}
    carried = {_entry(row) for row, _, state in rows if state == "current"} - {None}
    for row, file, state in rows:
        entry = _entry(row)
        if row.state != "flagged" and (state == "current" or entry or row.key in carried):
            continue
        if state != "current" and (entry or not _is_known(row, known)):
            continue  # it is said of the edition that is shown now, or of none any more
        place, of = written.get(entry or "", (row, file))
        where = f"[{place.start}, {place.end}] of {of}"
        where += f" is not applied in {file}" if entry else " is not applied"
        why = row.message or f"this source is {state}: write it anew for the one that is read now"
        yield f"{row.file}: the correction at {where}: {why}"
    withdrawn = select(Source.sha256, Source.file).where(Source.state == "withdrawn").order_by(Source.sha256)
    for sha256, file in session.exec(withdrawn):
        for one in known.of(sha256):
            where = f"[{one.span.start}, {one.span.end}] of {file}"
            yield f"{one.file}: the correction at {where} is not applied: this source is withdrawn"


def _is_known(row: Correction, known: Corrections) -> bool:
    if row.file in known.broken_files:
        return True
    return any(one.key(row.source_sha256) == row.key for one in known.of(row.source_sha256))


def _entry(carried: Correction) -> str | None:
    """The key that a carried correction has where it was written; None of one that was not carried."""
    return (carried.value or {}).get("carried")
