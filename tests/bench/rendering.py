"""How long the server takes over each page type of the sample archive, and what the page weighs.

Requests go straight into the application; what a page shares with all of them is shown by `/healthz`.
"""

import re
import statistics
import tempfile
import time
from pathlib import Path

from app.ingest import ingest
from app.main import create_app
from app.settings import ROOT, Settings
from tests.web.client import Client

ROUNDS = 15


def times() -> dict[str, tuple[float, int]]:
    """Page type → (median milliseconds, bytes of HTML), the first request left out."""
    with tempfile.TemporaryDirectory() as data:
        settings = Settings(data=Path(data))
        ingest(settings, [ROOT / "seeds" / "documents"])
        client = Client(create_app(settings))
        return {name: _measured(client, address) for name, address in _addresses(client).items()}


def _measured(client: Client, address: str) -> tuple[float, int]:
    weight = len(client.get(address).text.encode())
    clock = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        client.get(address)
        clock.append((time.perf_counter() - start) * 1000)
    return statistics.median(clock), weight


def _addresses(client: Client) -> dict[str, str]:
    """One address a page type; of documents, plans and people the heaviest page."""

    def heaviest(noun: str, folder: str) -> str:
        listed = re.findall(rf"<loc>[^<]*?(/{folder}/[^<]+)</loc>", client.page(f"/sitemaps/{noun}-1.xml"))
        return max(listed[:40], key=lambda address: len(client.page(address)))

    document = heaviest("documents", "documents")
    record = heaviest("records", "r")
    source = re.search(r'href="(/sources/[0-9a-f]{64})', client.page(document))
    exchange = re.search(r'href="(/qa/[^"#]+)', client.page("/search?kind=answer"))
    assert source
    assert exchange
    return {
        "/healthz": "/healthz",
        "home": "/",
        "search": "/search?q=停车",
        "no hits": "/search?q=停车 火星&body=npc&year=2021",
        "missing": "/documents/停车收费",
        "meetings": "/meetings",
        "meeting": heaviest("meetings", "meetings"),
        "documents": "/documents",
        "document": document,
        "plan": heaviest("documents", "plans"),
        "record": record,
        "original": f"{record}/original",
        "exchange": exchange[1],
        "delegates": "/delegates",
        "delegate": heaviest("delegates", "delegates"),
        "departments": "/departments",
        "department": heaviest("departments", "departments"),
        "source": source[1],
        "coverage": "/coverage",
        "newest feed": "/newest.atom",
    }
