"""Where the server's log goes and in what form: one line an event on stderr, text for people or JSON."""

import json
import logging
import sys
from contextvars import ContextVar

from pythonjsonlogger.json import JsonFormatter

from app.settings import Settings
from app.text.visible import visible

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The request that is being answered, so that every line it causes can be found by it."""

_FIELDS = "%(asctime)s %(levelname)s %(name)s %(message)s %(request_id)s %(fields)s"
_QUIET = ("uvicorn.access", "alembic")
"""Loggers that say again what the server's own line for a request says, or nothing about it."""


class _WithRequest(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        return True


class _Text(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(message)s", "%Y-%m-%dT%H:%M:%S%z")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  (logging's name)
        """One line, whatever a visitor wrote into it; a traceback follows in lines of its own."""
        fields = getattr(record, "fields", {}) | {"request_id": getattr(record, "request_id", "")}
        shown = (f"{name}={_field(str(value))}" for name, value in fields.items() if value != "")
        return " ".join([visible(super().formatMessage(record)), *shown])


def _field(value: str) -> str:
    """The value of a field; in quotes where it could be taken for more than one."""
    bare = value.isprintable() and not set(value) & set(' "=')
    return value if bare else visible(json.dumps(value, ensure_ascii=False))


def text_form() -> logging.Formatter:
    """The form of a line for people."""
    return _Text()


class _Json(JsonFormatter):
    def process_log_record(self, log_data: dict[str, object]) -> dict[str, object]:
        fields = log_data.pop("fields", {})
        return log_data | (fields if isinstance(fields, dict) else {})


def configure(settings: Settings) -> None:
    """Send every log line of this process to stderr, once, in the form that the settings ask for."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_WithRequest())
    handler.setFormatter(
        _Json(
            "%(asctime)s %(levelname)s %(name)s %(message)s %(request_id)s %(fields)s",
            json_ensure_ascii=False,
        )
        if settings.log_format == "json"
        else text_form()
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.log_level.upper())
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
