"""What `check` says of corrections: what is wrong in the files, what was not applied, what is not in yet."""

from collections.abc import Iterator

from sqlmodel import Session, col, or_, select

from app.archive.models import Correction, Source
from app.ingest.corrections.carried import carried_key, of_editions
from app.ingest.corrections.entries import Corrections


def file_problems(session: Session, known: Corrections) -> Iterator[str]:
    """A line for each mistake in the files, and for each entry that the rows do not reflect yet."""
    for wrong in known.mistakes:
        yield f"{wrong.shown}: {wrong.message}"
    sources = dict(session.exec(select(Source.sha256, Source.file)).all())
    there = set(session.exec(select(Correction.key)))
    wanted: set[str] = set()
    for sha256, file in sorted(sources.items()):
        for one in known.of(sha256):
            wanted.add(one.key(sha256))
            if one.key(sha256) not in there:
                yield f"{one.file}: a correction of {file} is not in force yet: ingest {file} again"
        for foreign in of_editions(session, sha256, known):
            key = carried_key(sha256, foreign.correction.key(foreign.sha256))
            wanted.add(key)
            if key not in there:
                other, entry = sources[foreign.sha256], foreign.correction
                yield f"{entry.file}: a correction of {other} is not in {file} yet: ingest {file} again"
    for row in session.exec(select(Correction).order_by(col(Correction.file), col(Correction.start))):
        if row.key not in wanted and row.file not in known.broken_files:
            file = sources.get(row.source_sha256, row.source_sha256)
            yield f"{row.file}: a correction of {file} is there no more but in force: ingest {file} again"


def flagged(session: Session) -> Iterator[str]:
    """A line for each correction that could not be applied, or is about a source that is read no more.

    One that was carried to the edition that is shown is said of that one.
    """
    values = session.exec(select(Correction.value)).all()
    carried = {value["carried"] for value in values if value and "carried" in value}
    rows = session.exec(
        select(Correction, Source.file, Source.state)
        .join(Source, col(Source.sha256) == col(Correction.source_sha256))
        .where(or_(col(Correction.state) == "flagged", col(Source.state) != "current"))
        .order_by(col(Correction.file), col(Correction.start), col(Correction.key))
    )
    for row, file, state in rows:
        if row.state != "flagged" and row.key in carried:
            continue
        why = row.message or f"this source is {state}: write it anew for the one that is read now"
        yield f"{row.file}: the correction at [{row.start}, {row.end}] of {file} is not applied: {why}"
