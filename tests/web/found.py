"""What a page of search results holds."""

import re
from html import unescape


def hits(html: str) -> list[str]:
    """The addresses of the hits, in order, without what the search adds to them."""
    return re.findall(r'<h2><a href="(/r/[^"?]+)', html)


def links(html: str) -> list[str]:
    return [unescape(link) for link in re.findall(r'href="(/search[^"]*)"', html)]


def total(html: str) -> int:
    """How many records a page says it found."""
    return int(html.split("找到 <strong>")[1].split("<")[0])
