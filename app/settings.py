"""The one table of settings. Each is an environment variable `YISHILU_<NAME>`; the README lists them all."""

from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
"""The folder that holds `app/`, `templates/`, `static/`, `migrations/` and `seeds/`."""


class Settings(BaseSettings):
    """Validated at start; a mistake is named before anything is opened."""

    model_config = SettingsConfigDict(env_prefix="YISHILU_", extra="ignore")

    data: Path = Field(Path("var"), description="Data folder: SQLite database, index, kept originals.")
    database_url: str | None = Field(
        None,
        description="SQLAlchemy address of another database instead of the SQLite file in the data folder.",
    )
    search: Literal["auto", "tantivy", "whoosh"] = Field(
        "auto", description="Search engine; `auto` takes tantivy where it is installed."
    )
    segmenter: Literal["auto", "rjieba", "jieba"] = Field(
        "auto", description="Word segmenter; `auto` takes rjieba where it is installed."
    )
    seeds: Path = Field(
        ROOT / "seeds",
        description="Folder with the catalogue, aliases, corrections and the segmenter's user dictionary.",
    )
    corrections: Path | None = Field(
        None, description="Folder of corrections besides those that lie with the seeds."
    )
    max_source_bytes: int = Field(
        64 * 1024 * 1024, gt=0, description="A larger file is refused by ingest, with a message."
    )
    max_records: int = Field(20_000, gt=0, description="A file that holds more is refused by ingest.")
    max_reading_seconds: float = Field(
        300, gt=0, description="A file whose reading takes longer is given up; the others are read."
    )
    max_reading_bytes: int = Field(
        2 * 1024**3,
        ge=64 * 1024**2,
        description="A file whose reading takes more memory is given up; on Linux.",
    )
    max_query_chars: int = Field(200, gt=0, description="A longer search query is refused, with a message.")
    max_hits: int = Field(
        10_000,
        ge=100,
        le=100_000,
        description="How far one can page through the hits of a search; a page beyond is refused.",
    )
    max_pages: int = Field(
        10_000,
        gt=0,
        le=1_000_000,
        description="The last page of a list or a long document; one beyond is refused.",
    )
    max_export: int = Field(
        5000, gt=0, le=50_000, description="The most hits that an export of a search holds."
    )
    max_request_seconds: float = Field(
        30, gt=0, description="An answer that has not begun by then is given up, with a message."
    )
    hosts: str = Field(
        "",
        description="Host names to answer to, by commas; empty: that of `site_url`, or any without one.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="The least urgent lines of the server's log that are written."
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="Form of the server's log: lines for people, or JSON for a collector."
    )
    log_queries: bool = Field(
        False, description="Write what was searched for into the log; off, because it is personal."
    )
    debug: bool = Field(
        False,
        description="For development: tracebacks of unforeseen errors, and the patterns at `/_patterns`.",
    )
    site_url: str = Field(
        "", description="Public address of the archive, for links that leave it (no final slash)."
    )

    @property
    def database(self) -> str:
        """The SQLAlchemy address in use."""
        return self.database_url or f"sqlite:///{(self.data / 'yishilu.sqlite3').resolve()}"

    @property
    def originals(self) -> Path:
        """Where the received bytes are kept, by SHA-256."""
        return self.data / "originals"

    @property
    def index(self) -> Path:
        """Where the full-text index lives."""
        return self.data / "index"


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """The settings of this process, read from the environment once."""
    return Settings()
