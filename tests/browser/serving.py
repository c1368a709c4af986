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
from sqlmodel import select
from starlette.types import ASGIApp, Receive, Scope, Send

from app.archive.db import open_engine, session_factory
from app.archive.models import Document, Record, Source
from app.ingest import ingest, withdraw
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


has_been: dict[str, dict[str, str]] = {}
"""Address of a site of sample documents → what, on it, is not as it was any more: name and address."""
_SPEECH = """夜市灯火里的民生账

——市人大代表小组座谈发言选编

沈知砚代表（临沅市雁湖小学教师）：

夜市开起来以后，校门口晚上的车流比白天还大。建议把收摊时间和清扫时间一并写进公约，让孩子第二天走在干净的路上。
"""


def _change(settings: Settings, folder: Path) -> dict[str, str]:
    """Ingest a document and then a corrected one, and another that is withdrawn: name → address."""
    corrected, mistaken = folder / "corrected.txt", folder / "mistaken.txt"
    for text in (_SPEECH, _SPEECH.replace("还大", "还要大")):
        corrected.write_text(text, encoding="utf-8")
        assert not ingest(settings, [corrected]).failed
    mistaken.write_text(_SPEECH.replace("夜市", "早市").replace("沈知砚", "沈知墨"), encoding="utf-8")
    assert not ingest(settings, [mistaken]).failed
    engine = open_engine(settings)
    with session_factory(engine)() as session:
        keys = select(Record.key, Record.document_key).join(Document).join(Source)
        current = keys.where(Source.state == "current")
        ((revised, _),) = session.exec(current.where(Source.file == corrected.name))
        ((_, gone),) = session.exec(current.where(Source.file == mistaken.name))
    engine.dispose()
    withdraw(settings, str(mistaken), "重复收录")
    return {"earlier revision": f"/r/{revised}@1", "withdrawn": f"/documents/{gone}"}


@contextmanager
def served(data: Path, *, debug: bool = False) -> Iterator[str]:
    """The address of a server over the sample documents, ingested into `data`."""
    settings = Settings(data=data, debug=debug)
    report = ingest(settings, [ROOT / "seeds" / "documents"])
    assert not report.failed
    changed = _change(settings, data)
    with running(create_app(settings)) as address:
        has_been[address] = changed
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
