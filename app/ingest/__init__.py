"""From files to rows and index: find, read, match with what is there, write in one transaction a source."""

from app.ingest.catalogue import CatalogueError
from app.ingest.pipeline import IngestReport, SourceResult, ingest

__all__ = ["CatalogueError", "IngestReport", "SourceResult", "ingest"]
