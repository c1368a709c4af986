"""What a page is about, in schema.org's words, as JSON-LD: for search engines and for tools that cite.

Contexts give the part that is theirs, with the archive's own addresses; here they become absolute, and the
breadcrumbs that every page has are added. JSON-LD is data, not a script: no browser runs it, and the content
security policy, which allows no inline script, says nothing of it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

Thing = Mapping[str, Any]

_ADDRESSES = ("@id", "url", "item", "urlTemplate", "contentUrl")


def thing(kind: str, **properties: Any) -> dict[str, Any]:
    """A thing of schema.org with its properties; those that are empty are left out."""
    return {"@type": kind} | {
        name: value for name, value in properties.items() if value not in ("", None, ())
    }


def graph(about: Thing | None, crumbs: Sequence[tuple[str, str | None]], site: str, canonical: str) -> Thing:
    """Everything a page says about itself. `crumbs` are (word, address), the last one the page itself."""
    things: list[Any] = []
    if about:
        things.append({"@id": canonical, "url": canonical, "inLanguage": "zh-CN"} | dict(about))
    if crumbs:
        items = [
            thing("ListItem", position=position, name=word, item=url or canonical)
            for position, (word, url) in enumerate(crumbs, 1)
        ]
        things.append(thing("BreadcrumbList", itemListElement=items))
    return {"@context": "https://schema.org", "@graph": [_absolute(value, site) for value in things]}


def _absolute(value: Any, site: str, name: str = "") -> Any:
    """The same with every address of the archive absolute."""
    if isinstance(value, Mapping):
        return {key: _absolute(inner, site, key) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_absolute(inner, site, name) for inner in value]
    if name in _ADDRESSES and isinstance(value, str) and value.startswith("/"):
        return site + value
    return value
