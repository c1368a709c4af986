"""A source's text in, a reading out: documents, records, ledger, findings. Pure; no SQL, no clock."""

from app.parse.read import read

__all__ = ["read"]
