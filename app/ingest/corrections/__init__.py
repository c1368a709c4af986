"""What staff correct by hand: files of entries, laid over what is read, on every ingest.

`entries` reads the files, `places` finds what an entry is about, `edits` makes the changes, `apply` goes
through them, all pure but for the opening of the files; `rows` says what they leave in the archive.
"""

from app.ingest.corrections.apply import Outcome, apply, set_fields
from app.ingest.corrections.checks import file_problems, flagged
from app.ingest.corrections.entries import Correction, Corrections, Mistake, folders, load, stamp
from app.ingest.corrections.rows import (
    also_meant,
    corrected_names,
    correction_rows,
    has_changed,
    lost,
    over_catalogue,
    with_other_text,
    with_own_body,
)

__all__ = [
    "Correction",
    "Corrections",
    "Mistake",
    "Outcome",
    "also_meant",
    "apply",
    "corrected_names",
    "correction_rows",
    "file_problems",
    "flagged",
    "folders",
    "has_changed",
    "load",
    "lost",
    "over_catalogue",
    "set_fields",
    "stamp",
    "with_other_text",
    "with_own_body",
]
