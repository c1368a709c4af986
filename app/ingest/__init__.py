"""From files to rows and index: find, read, match with what is there, write in one transaction a source."""

from app.ingest.catalogue import CatalogueError
from app.ingest.pipeline import IngestReport, SourceResult, ingest
from app.ingest.withdraw import Withdrawal, WithdrawError, withdraw

__all__ = [
    "CatalogueError",
    "IngestReport",
    "SourceResult",
    "WithdrawError",
    "Withdrawal",
    "ingest",
    "withdraw",
]
