"""One address of every page type of an archive that is served, found by its own sitemap and search."""

import re
from functools import lru_cache

import httpx

from tests.browser.serving import has_been


@lru_cache
def page_types(site: str) -> dict[str, str]:
    """Name of the page type → address on `site`."""
    with httpx.Client(base_url=site, timeout=30) as client:
        listed = {
            noun: _listed(client, noun) for noun in ("documents", "delegates", "departments", "meetings")
        }
        hits = {kind: _hit(client, kind) for kind in ("speech", "question", "answer", "section")}
        plan = next(address for address in listed["documents"] if address.startswith("/plans/"))
        document = next(address for address in listed["documents"] if address.startswith("/documents/"))
        source = re.search(r'href="(/sources/[0-9a-f]{64})', client.get(document).text)
        exchange = re.search(r'href="(/qa/[^"#]+)', client.get(hits["answer"]).text)
    assert source
    assert exchange
    return {
        "home": "/",
        "search help": "/search",
        "search": "/search?q=停车",
        "search without hits": "/search?q=没有人说过的话",
        "meetings": "/meetings",
        "meeting": listed["meetings"][0],
        "documents": "/documents",
        "document": document,
        "plans": "/plans",
        "plan": plan,
        "speech": hits["speech"],
        "speech from a search": f"{hits['speech']}?q=停车",
        "answer": hits["answer"],
        "section": hits["section"],
        "beside": f"{hits['speech']}/original",
        "exchange": exchange[1],
        "delegates": "/delegates",
        "delegate": _fullest(site, listed["delegates"]),
        "departments": "/departments",
        "department": _fullest(site, listed["departments"]),
        "source": source[1],
        "coverage": "/coverage",
        "missing": "/停车/收费.html",
        "missing without hits": "/停车/火星.html",
        "help": "/help",
        "department by topic": _by_topic(site, listed["departments"]),
        "refused": "/search?q=停车&body=senate",
        **has_been[site],
    }


def _listed(client: httpx.Client, noun: str) -> list[str]:
    found = client.get(f"/sitemaps/{noun}-1.xml").text
    return re.findall(r"<loc>https?://[^/]+(/[^<]+)</loc>", found)


def _hit(client: httpx.Client, kind: str) -> str:
    answer = client.get("/api/v1/search", params={"q": "停车", "kind": kind}).json()
    return "/r/" + str(answer["hits"][0]["key"])


def _fullest(site: str, addresses: list[str]) -> str:
    """The page with the most on it, of the first thirty."""
    with httpx.Client(base_url=site, timeout=30) as client:
        return max(addresses[:30], key=lambda address: len(client.get(address).text))


def _by_topic(site: str, departments: list[str]) -> str:
    """A department of which several topics are known, narrowed to one."""
    with httpx.Client(base_url=site, timeout=30) as client:
        topics = re.findall(r'href="([^"]+[?]topic=[^"]+)"', client.get(_fullest(site, departments)).text)
    return topics[0]
