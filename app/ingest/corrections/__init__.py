"""What staff correct by hand: files of entries, laid over what is read, on every ingest.

`entries` reads the files, `places` finds what an entry is about, `edits` makes the changes, `apply` goes
through them, all pure but for the opening of the files; `rows` says what they leave in the archive, and
`carried` takes them along to a better edition of the same document.
"""

from app.ingest.corrections.apply import Outcome, apply, set_fields
from app.ingest.corrections.carried import (
    Carried,
    Foreign,
    carry,
    of_editions,
    other_editions,
    shown_in,
)
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
    "Carried",
    "Correction",
    "Corrections",
    "Foreign",
    "Mistake",
    "Outcome",
    "also_meant",
    "apply",
    "carry",
    "corrected_names",
    "correction_rows",
    "file_problems",
    "flagged",
    "folders",
    "has_changed",
    "load",
    "lost",
    "of_editions",
    "other_editions",
    "over_catalogue",
    "set_fields",
    "shown_in",
    "stamp",
    "with_other_text",
    "with_own_body",
]
