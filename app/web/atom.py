"""Atom feeds (RFC 4287), written with lxml so that nothing in a record can break them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from app.web.streams import Chunks

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
_END = b"</feed>"
_NAMESPACE = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, kw_only=True)
class Item:
    """One entry. `url` is absolute and is its id; `updated` is UTC; `text` is plain, a paragraph a line."""

    title: str
    url: str
    updated: datetime
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    summary: str
    text: str


def feed(*, title: str, url: str, page: str, items: Iterable[Item]) -> bytes:
    """A feed at `url` of what `page` shows (both absolute), as a UTF-8 document."""
    entries = list(items)
    updated = max((item.updated for item in entries), default=datetime(1970, 1, 1, tzinfo=UTC))
    return b"".join(stream(title=title, url=url, page=page, updated=updated, items=entries))


def stream(*, title: str, url: str, page: str, updated: datetime, items: Iterable[Item]) -> Chunks:
    """The same, entry by entry; `updated` is the time of the newest, which cannot be known beforehand."""
    root = etree.Element("feed", nsmap={None: _NAMESPACE})
    root.set("{http://www.w3.org/XML/1998/namespace}lang", "zh-CN")
    _add(root, "title", title)
    _add(root, "id", url)
    _link(root, "self", url, "application/atom+xml")
    _link(root, "alternate", page, "text/html")
    _add(root, "updated", _time(updated))
    author = etree.SubElement(root, "author")
    _add(author, "name", "议事录")
    frame: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    yield frame.removesuffix(_END)
    for item in items:
        yield etree.tostring(_entry(item), encoding="utf-8")
    yield _END


def _entry(item: Item) -> etree._Element:
    entry = etree.Element("entry")
    _add(entry, "title", item.title)
    _add(entry, "id", item.url)
    _link(entry, "alternate", item.url, "text/html")
    _add(entry, "updated", _time(item.updated))
    for name in item.authors:
        _add(etree.SubElement(entry, "author"), "name", name)
    for word in item.categories:
        etree.SubElement(entry, "category").set("term", word)
    _add(entry, "summary", item.summary)
    if item.text:  # a heading has none
        _add(entry, "content", item.text).set("type", "text")
    return entry


def _add(parent: etree._Element, name: str, text: str) -> etree._Element:
    element = etree.SubElement(parent, name)
    element.text = _NOT_XML.sub("\ufffd", text)
    return element


def _link(parent: etree._Element, rel: str, address: str, media_type: str) -> None:
    link = etree.SubElement(parent, "link")
    link.set("rel", rel)
    link.set("type", media_type)
    link.set("href", address)


def _time(moment: datetime) -> str:
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return aware.strftime("%Y-%m-%dT%H:%M:%SZ")
