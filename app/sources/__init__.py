"""Bytes in, text out: what a received file is, and the decoded text that every span refers to."""

from app.sources.files import SourceError
from app.sources.read import SourceText, read_source

__all__ = ["SourceError", "SourceText", "read_source"]
