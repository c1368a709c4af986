"""The sitemap (sitemaps.org 0.9): an index, and files of at most `SIZE` addresses each."""

from collections.abc import Iterable
from datetime import datetime
from math import ceil
from typing import get_args
from xml.sax.saxutils import escape

from sqlmodel import Session

from app.archive import queries
from app.archive.queries import Listed, Noun
from app.web import addresses

SIZE = 10_000
"""The protocol allows 50,000 addresses and 50 MB; records alone are some 60 bytes each."""
STATIC = ("/", "/meetings", "/documents", "/delegates", "/departments", "/plans", "/coverage")
_XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def index(session: Session, site: str) -> str:
    """The sitemap that names all the others."""
    parts = ["pages-1"]
    for noun, count in queries.numbers(session).items():
        parts += [f"{noun}-{number}" for number in range(1, ceil(count / SIZE) + 1)]
    body = "".join(
        f"<sitemap><loc>{escape(f'{site}/sitemaps/{part}.xml')}</loc></sitemap>\n" for part in parts
    )
    return f"{_HEAD}<sitemapindex {_XMLNS}>\n{body}</sitemapindex>\n"


def part(session: Session, name: str, site: str) -> str | None:
    """One of them, `records-2` for instance; None when there is none of that name."""
    noun, _, number = name.rpartition("-")
    if not (number.isascii() and number.isdigit() and int(number[:6]) >= 1 and not number.startswith("0")):
        return None
    if noun == "pages":
        return _urls(((address, None) for address in STATIC), site) if number == "1" else None
    if noun not in get_args(Noun):
        return None
    rows = queries.listed(session, noun, offset=(int(number[:6]) - 1) * SIZE, limit=SIZE)  # type: ignore[arg-type]
    return _urls(((_address(noun, row), row.since) for row in rows), site) if rows else None


def _address(noun: str, row: Listed) -> str:
    if noun == "documents":
        return addresses.document(row.key, row.genre)
    return _ADDRESS_OF[noun](row.key)


_ADDRESS_OF = {
    "records": addresses.record,
    "delegates": addresses.delegate,
    "departments": addresses.department,
    "meetings": addresses.meeting,
}


def _urls(pairs: Iterable[tuple[str, datetime | None]], site: str) -> str:
    lines = []
    for address, since in pairs:
        changed = f"<lastmod>{since:%Y-%m-%d}</lastmod>" if since else ""
        lines.append(f"<url><loc>{escape(site + address)}</loc>{changed}</url>\n")
    return f"{_HEAD}<urlset {_XMLNS}>\n{''.join(lines)}</urlset>\n"
