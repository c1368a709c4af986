"""What staff correct by hand: files of entries, laid over what is read, on every ingest.

`entries` reads the files, `places` finds what an entry is about, `edits` makes the changes, `apply` goes
through them; all pure but for the opening of the files.
"""

from app.ingest.corrections.apply import Outcome, apply, set_fields
from app.ingest.corrections.entries import Correction, Corrections, load

__all__ = ["Correction", "Corrections", "Outcome", "apply", "load", "set_fields"]
