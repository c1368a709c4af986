"""The sample documents, ingested and indexed: the archive that `make run` begins with."""

from pathlib import Path

from sqlalchemy import Engine

from app.archive.db import open_engine
from app.ingest import ingest
from app.settings import ROOT, Settings

DOCUMENTS = ROOT / "seeds" / "documents"


def sample_settings(data: Path, search: str = "auto") -> Settings:
    """Settings of an archive in `data`."""
    return Settings(data=data, search=search, database_url="", site_url="")


REAL = ROOT.parent / "shared" / "seeds"
"""Real documents, where somebody has put them."""


def ingest_samples(data: Path, search: str = "auto", documents: Path = DOCUMENTS) -> tuple[Settings, Engine]:
    """An archive of the sample documents in `data`: its settings, and its database."""
    settings = sample_settings(data, search)
    report = ingest(settings, [documents])
    assert report.totals["failed"] == 0
    return settings, open_engine(settings)
