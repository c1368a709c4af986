"""The one table of settings. Each is an environment variable `YISHILU_<NAME>`; the README lists them all."""

import os
import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import SplitResult, urlsplit

from pydantic import Field, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
"""The folder that holds `app/`, `templates/`, `static/`, `migrations/` and `seeds/`."""


PREFIX = "YISHILU_"
_HOST = re.compile(r"[0-9A-Za-z_-]+(?:\.[0-9A-Za-z_-]+)*\.?|\[[0-9A-Fa-f:.]+\]")


_ADDRESS = re.compile(r"[!#-;=?-~]+")
"""Printable ASCII but for quotes and angle brackets."""


def _is_host(parts: SplitResult) -> bool:
    try:
        return _HOST.fullmatch(parts.hostname or "") is not None and parts.port != 0
    except ValueError:  # the port is no number, or there is none so high
        return False


class Settings(BaseSettings):
    """Validated at start; a mistake is named before anything is opened."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", validate_default=True)

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
        300,
        gt=0,
        le=86_400,
        description="A file whose reading takes longer is given up; the others are read.",
    )
    max_reading_bytes: int = Field(
        2 * 1024**3,
        ge=64 * 1024**2,
        description="A file whose reading takes more memory is given up; on Linux.",
    )
    max_query_chars: int = Field(
        200, gt=0, le=10_000, description="A longer search query is refused, with a message."
    )
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
        30, gt=0, le=3600, description="An answer that has not begun by then is given up, with a message."
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

    @field_validator("data", "seeds", "corrections", mode="before")
    @classmethod
    def _is_named(cls, path: Any) -> Any:
        if path == "":
            raise ValueError("name a folder, or unset it")
        return path

    @field_validator("seeds", "corrections")
    @classmethod
    def _is_a_folder(cls, path: Path | None) -> Path | None:
        if path is not None and not path.is_dir():
            raise ValueError("there is no such folder")
        return path

    @field_validator("site_url")
    @classmethod
    def _is_an_address(cls, url: str) -> str:
        if not url:
            return url
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not _ADDRESS.fullmatch(url) or not _is_host(parts):
            raise ValueError("give the public address, such as https://archive.example.org")
        if parts.query or parts.fragment or parts.username or parts.password:
            raise ValueError("give the address without a question mark, a hash sign or a user")
        return url.rstrip("/")

    @field_validator("hosts")
    @classmethod
    def _are_names(cls, names: str, info: ValidationInfo) -> str:
        for name in filter(None, map(str.strip, names.split(","))):
            if name != "*" and not _HOST.fullmatch(name):
                raise ValueError(f"{name!r} is no host name: give names alone, without https:// and port")
        return names

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], *args: Any, **sources: PydanticBaseSettingsSource
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment, and besides what is set there in vain: a misspelt name is refused, not ignored."""
        used = super().settings_customise_sources(settings_cls, *args, **sources)
        return (*used, _Unknown(settings_cls))

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


class _Unknown(PydanticBaseSettingsSource):
    """What stands in the environment under our prefix and is no setting."""

    def get_field_value(self, field: Any, field_name: str) -> tuple[Any, str, bool]:
        """None of the settings comes from here."""
        return None, field_name, False

    def __call__(self) -> dict[str, Any]:
        """Name without prefix, in lower case → value."""
        named = {
            name[len(PREFIX) :].lower(): value
            for name, value in os.environ.items()
            if name.upper().startswith(PREFIX)
        }
        return {name: value for name, value in named.items() if name not in self.settings_cls.model_fields}


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """The settings of this process, read from the environment once."""
    return Settings()
