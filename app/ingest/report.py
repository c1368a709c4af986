"""What came of a run of ingest, file by file and in sums."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from app.ingest.files import PassedOver
from app.parse.types import Role

SHORT = 12
"""Characters of a SHA-256 that tell sources apart, for people; an entry of corrections takes as many."""
Status = Literal["inserted", "updated", "unchanged", "failed"]


@dataclass(frozen=True, kw_only=True)
class SourceResult:
    """What came of one file. `documents` counts articles too; `unread` counts characters.

    Not in the JSON: `note` says which other file it replaces, or which one is shown instead of it; `roles`
    counts the characters of each role in the ledger.
    """

    file: str
    sha256: str | None
    status: Status
    documents: int = 0
    records: int = 0
    unread: int = 0
    error: str | None = None
    note: str = ""
    roles: Mapping[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The entry of this file in what `ingest --json` prints."""
        return {name: value for name, value in asdict(self).items() if name not in ("note", "roles")}


@dataclass
class IngestReport:
    """What came of a run, file by file; and how many seconds it spent on what, for those who measure.

    `passed_over` are files in the folders of a kind that is not read. `warnings` are English lines about
    names that the roster has and the archive has not.
    """

    sources: list[SourceResult] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    passed_over: list[PassedOver] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def failed(self) -> list[SourceResult]:
        """The files that could not be read."""
        return [result for result in self.sources if result.status == "failed"]

    @property
    def totals(self) -> dict[str, int]:
        """Files by status, and the sums of documents, records and unread characters."""
        totals = {"sources": len(self.sources)}
        for status in ("inserted", "updated", "unchanged", "failed"):
            totals[status] = sum(one.status == status for one in self.sources)
        for name in ("documents", "records", "unread"):
            totals[name] = sum(getattr(one, name) for one in self.sources)
        return totals

    @property
    def ledger(self) -> dict[str, int]:
        """How many characters of all the files have each role."""
        return {role.value: sum(one.roles.get(role, 0) for one in self.sources) for role in Role}

    def as_json(self) -> dict[str, Any]:
        """The report as `ingest --json` prints it."""
        totals = {**self.totals, "ledger": self.ledger}
        passed = [asdict(one) for one in self.passed_over]
        sources = [one.as_json() for one in self.sources]
        return {"sources": sources, "passed_over": passed, "warnings": self.warnings, "totals": totals}


def told_apart(file: str, sha256: str) -> str:
    """A file's name with the beginning of its SHA-256: one name can have had other bytes before."""
    return f"{file} ({sha256[:SHORT]})"
