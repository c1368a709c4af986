"""Every page of the sample archive has a title of its own: many tabs can be told apart."""

import re
from collections import defaultdict
from html import unescape
from pathlib import Path

import pytest

from app.ingest import ingest
from app.main import create_app
from app.settings import ROOT, Settings
from tests.web.client import SITE, Client

_LISTS = ("/", "/search?q=停车", "/search", "/help", "/coverage", "/meetings", "/documents", "/plans")
_MORE = ("/delegates", "/departments")


@pytest.mark.slow
def test_no_two_pages_of_the_sample_archive_share_a_title(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    assert not ingest(settings, [ROOT / "seeds" / "documents"]).failed
    client = Client(create_app(settings))
    addresses = {*_LISTS, *_MORE}
    for sitemap in re.findall(r"<loc>(.+?)</loc>", client.get("/sitemap.xml").text):
        found = re.findall(r"<loc>(.+?)</loc>", client.get(sitemap.removeprefix(SITE)).text)
        addresses |= {unescape(address.removeprefix(SITE)) for address in found}
    titles: dict[str, set[str]] = defaultdict(set)
    wanted, seen = sorted(addresses), set(addresses)
    wanted += [f"{address}/original" for address in wanted if address.startswith("/r/")]
    while wanted:
        address = wanted.pop()
        if address.endswith("/original") and client.get(address).status_code == 301:
            continue  # a heading has no words of its own
        html = client.page(address)
        title = html.split("<title>")[1].split("</title>")[0]
        titles[title].add(re.sub(rf"^{SITE}", "", _canonical(html) or address))
        for link in re.findall(r'href="([^"#]+)', html):
            path = unescape(link)
            narrowed = re.match(r"/(meetings|documents|plans|delegates|departments|qa)\b[^@.]*", path)
            if narrowed and path == narrowed[0] and "at=" not in path and path not in seen:
                seen.add(path)
                wanted.append(path)
    shared = {title: found for title, found in titles.items() if len(found) > 1}
    assert len(titles) > 500
    assert shared == {}


def _canonical(html: str) -> str:
    found = re.search(r'<link rel="canonical" href="([^"]+)">', html)
    return unescape(found[1]) if found else ""
