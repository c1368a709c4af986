"""A served archive of the sample documents, and a real headless Chromium to visit it with."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.serving import ARGUMENTS, WIDTHS, chromium, served


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
    path = required(chromium(), "no Chromium: install `chromium`, or name one in CHROMIUM")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the ingested sample documents."""
    with served(tmp_path_factory.mktemp("sample-archive")) as address:
        yield address


@pytest.fixture(params=WIDTHS, ids=lambda width: f"{width}px")
def visit(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Visit]:
    """A window of each width; at the end nothing may have been complained of."""
    context = browser.new_context(viewport={"width": request.param, "height": WIDTHS[request.param]})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    made = Visit(context, site)
    yield made
    context.close()
    assert made.complaints == []
