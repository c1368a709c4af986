"""What documents and readers say is shown, never obeyed: hostile strings in every column and every query."""

import csv
import io
import json
import re
from collections import deque
from collections.abc import Iterator
from urllib.parse import quote, urldefrag

import httpx
import pytest
from lxml import etree
from playwright.sync_api import Browser
from sqlmodel import SQLModel

from app.archive.db import migrate, open_engine, session_factory
from app.archive.models import (
    Attribution,
    Correction,
    Department,
    Document,
    KeyRedirect,
    Meeting,
    Person,
    PersonRole,
    Record,
    Revision,
    Source,
    SourceFinding,
)
from app.main import create_app
from app.search import reindex
from app.settings import Settings
from tests.browser.conftest import Visit
from tests.browser.serving import running
from tests.web import city
from tests.web.factory import Factory

pytestmark = pytest.mark.browser

PAYLOADS = (
    "<script>window.hit=1</script>",
    '"><img src=x onerror="window.hit=1">',
    "'><svg/onload=window.hit=1>",
    "</title><script>window.hit=1</script>",
    "</script><script>window.hit=1</script>",
    "--><script>window.hit=1</script><!--",
    "]]><script>window.hit=1</script>",
    "javascript:window.hit=1//",
    '" autofocus onfocus=window.hit=1 x="',
    "<base href=https://evil.test/><style>*{display:none}</style>",
    "<meta http-equiv=refresh content='0;url=https://evil.test/'>",
    "<a href=https://evil.test/>点这里</a>",
    "<iframe srcdoc='<script>parent.hit=1</script>'></iframe>",
    "&lt;script&gt;window.hit=1&lt;/script&gt;",
    "{{7*191}}${7*191}{%raw%}%(x)s",
    '=HYPERLINK("https://evil.test")',
    "+SUM(1+1)",
    "-2+3",
    "@SUM(A1)",
    "\tx=cmd|' /C calc'!A0",
    "\u202e\u2066倒写\u2028新行\ufeff",
    "../../../../etc/passwd",
    "a\r\nSet-Cookie: hit=1",
)
COLUMNS: dict[type[SQLModel], tuple[str, ...]] = {
    Attribution: ("printed", "post", "affiliation", "evidence"),
    Correction: ("who", "why", "file", "message"),
    Department: ("name",),
    Document: ("title", "subtitle", "publication", "page"),
    KeyRedirect: ("title", "reason"),
    Meeting: ("name",),
    Person: ("name",),
    PersonRole: ("affiliation", "represents"),
    Record: ("text", "title", "section_heading", "topic", "number"),
    Revision: ("text", "reason"),
    Source: ("file", "note", "text"),
    SourceFinding: ("message",),
}
"""What is printed by somebody else, or typed by staff."""
OBEYED = """window.hit === 1 || document.cookie !== '' || document.querySelector(
  'base, iframe, style, meta[http-equiv], svg[onload], [onerror], [onfocus]'
  + ', script:not([src]):not([type="application/ld+json"])'
) !== null"""
"""What a page would show that took a payload for markup."""
KINDS = ("coverage", "delegates", "departments", "documents", "meetings", "plans", "qa", "r", "sources")
"""First parts of the addresses of pages."""
MOST_OF_A_KIND = 30
DOWNLOAD = re.compile(r"\.(?:csv|xlsx|json|atom|xml)$|^/sources/[^/]+/original$")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over an archive that is hostile in every word."""
    settings = Settings(data=tmp_path_factory.mktemp("hostile"), debug=True)
    engine = open_engine(settings)
    migrate(engine)
    factory = Factory()
    made = city.build(factory)
    at = 0
    for row in factory.rows:
        for column in COLUMNS.get(type(row), ()):
            value = PAYLOADS[at % len(PAYLOADS)]
            at += 1
            if column == "text":  # a long text, so that spans lie in it, with all of them
                value = value + "停车" + "".join(PAYLOADS)
            if column == "file":  # it goes into a header
                value += PAYLOADS[-1]
            setattr(row, column, value)
    factory.save(engine)
    settings.originals.mkdir(parents=True, exist_ok=True)
    (settings.originals / made.source.sha256).write_bytes(made.source.text.encode())
    with session_factory(engine)() as session:
        reindex(session, settings)
    engine.dispose()
    with running(create_app(settings)) as address:
        yield address


def test_nothing_printed_or_asked_is_obeyed_on_any_page(browser: Browser, hostile: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    visit = Visit(context, hostile)
    visit.page.on("dialog", lambda dialog: visit.complaints.append(dialog.message))
    asked = [f"/search?q={quote(payload)}" for payload in PAYLOADS]
    wrong = [f"/{quote(payload, safe='')}" for payload in PAYLOADS]
    facets = [f"/search?q=停车&{name}={quote(PAYLOADS[1])}" for name in ("person", "dept", "literal")]
    waiting, seen = deque(["/", *asked, *facets, *wrong]), set[str]()
    kinds: list[str] = []
    while waiting:
        address = waiting.popleft()
        if address in seen:
            continue
        kind = address.split("?")[0].split("/")[1]
        if kinds.count(kind) >= MOST_OF_A_KIND:
            continue
        seen.add(address)
        answer = visit.page.goto(hostile + address)
        assert answer is not None
        if answer.status >= 400:  # its status is what the browser complains of
            visit.complaints = [one for one in visit.complaints if "Failed to load resource" not in one]
        assert answer.status < 500, address
        assert visit.page.evaluate(OBEYED) is False, address
        assert "1337" not in visit.page.content(), address
        kinds.append(kind)
        waiting.extend(_links(visit, hostile))
    assert visit.complaints == []
    assert {"search", *KINDS} <= set(kinds)
    context.close()


def _links(visit: Visit, site: str) -> list[str]:
    """Addresses of pages that the page leads to; none may lead elsewhere."""
    hrefs = visit.page.eval_on_selector_all(
        "a[href]", "links => links.map(link => new URL(link.getAttribute('href'), document.baseURI).href)"
    )
    assert [href for href in hrefs if not href.startswith(f"{site}/")] == []
    own = sorted({urldefrag(href)[0].removeprefix(site) for href in hrefs})
    return [address for address in own if not DOWNLOAD.search(address.split("?")[0])]


def test_feeds_and_exports_carry_them_as_text(hostile: str) -> None:
    feed = httpx.get(f"{hostile}/search.atom?q=停车")
    root = etree.fromstring(feed.content)
    assert {etree.QName(one).namespace for one in root.iter(etree.Element)} == {"http://www.w3.org/2005/Atom"}
    for one in httpx.get(f"{hostile}/sitemap.xml"), httpx.get(f"{hostile}/opensearch.xml"):
        etree.fromstring(one.content)
    assert json.loads(httpx.get(f"{hostile}/search.json?q=停车").text)
    rows = list(
        csv.reader(io.StringIO(httpx.get(f"{hostile}/search.csv?q=停车").content.decode("utf-8-sig")))
    )
    assert len(rows) > 2
    assert [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")] == []


def test_a_file_name_does_not_end_its_header(hostile: str) -> None:
    answer = httpx.get(f"{hostile}/sources/{'a' * 64}/original")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    assert "set-cookie" not in answer.headers
    assert answer.headers["x-content-type-options"] == "nosniff"
