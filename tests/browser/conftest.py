"""A served archive of the sample documents, and a real headless Chromium to visit it with."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from app.ingest import ingest
from app.main import create_app
from app.settings import ROOT, Settings

WIDTHS = {1440: 900, 390: 844}
_ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class Visit:
    """One window, and everything that went wrong in it."""

    def __init__(self, context: BrowserContext, site: str) -> None:
        self.site = site
        self.context = context
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda said: self._note(said.type, said.text))
        self.page.on("pageerror", lambda error: self._note("error", str(error)))
        context.on("request", lambda request: self._check_host(request.url))

    def open(self, address: str) -> None:
        """Go to an address of the archive."""
        self.page.goto(self.site + address)
        self.check_layout()

    def check_layout(self) -> None:
        """Nothing may stand out of the window sideways."""
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert self.page.evaluate(overflow) <= 0, self.page.url

    def _note(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    def _check_host(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != urlsplit(self.site).netloc:
            self.complaints.append(f"a request left the host: {url}")


def _chromium() -> str | None:
    named = os.environ.get("CHROMIUM")
    return named or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )


def required(path: str | None, reason: str) -> str:
    """A program's path. Without the program the test is skipped, but fails under CI."""
    if path is None or not Path(path).exists():
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, or the one that CHROMIUM names. Without one: skipped, but a failure under CI."""
    path = required(_chromium(), "no Chromium: install `chromium`, or name one in CHROMIUM")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=list(_ARGUMENTS))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the ingested sample documents."""
    settings = Settings(data=tmp_path_factory.mktemp("sample-archive"))
    report = ingest(settings, [ROOT / "seeds" / "documents"])
    assert not report.failed
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(settings), port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started:
        assert time.monotonic() < deadline, "the server did not start"
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(params=WIDTHS, ids=lambda width: f"{width}px")
def visit(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Visit]:
    """A window of each width; at the end nothing may have been complained of."""
    context = browser.new_context(viewport={"width": request.param, "height": WIDTHS[request.param]})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    made = Visit(context, site)
    yield made
    context.close()
    assert made.complaints == []
