"""From files to rows and index: find, read, match with what is there, write in one transaction a source."""

from app.ingest.catalogue import CatalogueError
from app.ingest.pipeline import ingest, read_file
from app.ingest.report import IngestReport, SourceResult
from app.ingest.withdraw import Withdrawal, WithdrawError, withdraw

__all__ = [
    "CatalogueError",
    "IngestReport",
    "SourceResult",
    "WithdrawError",
    "Withdrawal",
    "ingest",
    "read_file",
    "withdraw",
]
