"""A server over the sample documents, and the Chromium to visit it with."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from app.ingest import ingest
from app.main import create_app
from app.settings import ROOT, Settings

WIDTHS = {1440: 900, 390: 844}
ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> str | None:
    """Debian's Chromium, or the one that CHROMIUM names."""
    named = os.environ.get("CHROMIUM")
    return named or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )


@contextmanager
def served(data: Path, *, debug: bool = False) -> Iterator[str]:
    """The address of a server over the sample documents, ingested into `data`."""
    settings = Settings(data=data, debug=debug)
    report = ingest(settings, [ROOT / "seeds" / "documents"])
    assert not report.failed
    with running(create_app(settings)) as address:
        yield address


@contextmanager
def running(app: FastAPI) -> Iterator[str]:
    """The address of a real server of the application."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 120
    while not server.started:
        assert time.monotonic() < deadline, "the server did not start"
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)
