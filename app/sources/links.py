"""Lists of links in a web page: what leads to the other pages of a site, and says nothing itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lxml import etree

from app.sources.flow import names

_FEWEST = 6
_LONGEST = 40
"""Characters of a link on the average; other articles are listed by their titles."""
_UNLINKED = 12
"""Characters outside the links of a list: what it is called (`相关新闻`)."""
_PAGE = 200
"""Characters outside of links that a page must have: else the links are what it is about."""
_LISTS = names("aside center dd div dl footer header li menu ol section table tbody td th tr ul")
_FILES = (".doc", ".docx", ".ofd", ".pdf", ".ppt", ".pptx", ".rar", ".txt", ".wps", ".xls", ".xlsx", ".zip")
"""What a document has as attachments: it is named in it."""


@dataclass
class _Count:
    """Of an element: its letters and digits, those of them in links that lead away, and these links."""

    characters: int = 0
    linked: int = 0
    links: int = 0

    def add(self, inner: "_Count") -> None:
        self.characters += inner.characters
        self.linked += inner.linked
        self.links += inner.links

    @property
    def is_list(self) -> bool:
        unlinked = self.characters - self.linked
        return self.links >= _FEWEST and unlinked <= _UNLINKED and self.linked <= _LONGEST * self.links


def link_lists(root: Any, left_out: Callable[[Any], bool]) -> set[Any]:
    """The elements that are lists of links to other pages, whatever they are called.

    None in a page that has hardly anything else. `left_out` tells which elements are not shown. One pass.
    """
    found: set[Any] = set()
    open_: list[_Count] = [_Count()]
    skipped = None
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if event == "start":
            open_.append(_Count())
            if left_out(element):
                skipped = element
                walker.skip_subtree()
            else:
                open_[-1].characters = _spoken(element.text)
            continue
        count = open_.pop()
        if element is not skipped and element.tag == "a" and _leads_away(element):
            count.linked, count.links = count.characters, 1 if count.characters else 0
        if element.tag in _LISTS and count.is_list:
            found.add(element)
        open_[-1].add(count)
        open_[-1].characters += _spoken(element.tail)
    page = open_[0]
    return found if page.characters - page.linked >= _PAGE else set()


def _spoken(text: str | None) -> int:
    return sum(map(str.isalnum, text)) if text else 0


def _leads_away(link: Any) -> bool:
    """Whether it leads to another page, not to a place in this one or to an attachment."""
    address = str(link.get("href", "")).strip().lower()
    return bool(address) and not address.startswith("#") and not address.endswith(_FILES)
