"""A server over the sample documents, and the Chromium to visit it with."""

import asyncio
import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

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
def running(app: ASGIApp) -> Iterator[str]:
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


class Trickle:
    """The pages of a site piece by piece, as over a slow line.

    Chromium draws nothing for about half a second, then each piece as it comes.
    """

    def __init__(self, site: str, pieces: int = 15, pause: float = 0.1) -> None:
        self.site, self.pieces, self.pause = site, pieces, pause

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Fetch what is asked for, and hand it on; `pause` is in seconds."""
        if scope["type"] != "http":
            return
        query = scope["query_string"].decode("ascii")
        async with httpx.AsyncClient() as client:
            got = await client.get(f"{self.site}{scope['raw_path'].decode('ascii')}?{query}")
        kept = [
            (name.encode(), value.encode())
            for name, value in got.headers.items()
            if name in ("content-type", "content-security-policy")
        ]
        await send({"type": "http.response.start", "status": got.status_code, "headers": kept})
        pieces = self.pieces if "text/html" in got.headers["content-type"] else 1
        step = len(got.content) // pieces + 1
        for start in range(0, len(got.content), step):
            await send(
                {"type": "http.response.body", "body": got.content[start : start + step], "more_body": True}
            )
            await asyncio.sleep(self.pause * (pieces > 1))
        await send({"type": "http.response.body", "body": b"", "more_body": False})
