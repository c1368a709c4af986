"""The classes that HTML and templates set, to be compared with those on the page of patterns."""

import re

from app.settings import ROOT

_CLASS = re.compile(r'\sclass="([^"]*)"')
_SAID_THEN = "\0"


def classes(html: str) -> set[str]:
    """Every class of a page."""
    return {word for value in _CLASS.findall(html) for word in value.split()}


def in_templates() -> set[str]:
    """Every class that a template sets; of one that is said only when it is drawn, its beginning and `*`."""
    found = set()
    for template in (ROOT / "templates").rglob("*.html"):
        for value in _CLASS.findall(template.read_text(encoding="utf-8")):
            drawn = re.sub(r"{%.*?%}", " ", re.sub(r"{{.*?}}", _SAID_THEN, value))
            found |= {re.sub(f"{_SAID_THEN}.*", "*", word) for word in drawn.split()}
    return found - {"*"}


def unseen(wanted: set[str], patterns: set[str]) -> set[str]:
    """Those of the `wanted` that are not among the `patterns`."""
    return {
        word
        for word in wanted - patterns
        if not (word.endswith("*") and any(seen.startswith(word[:-1]) for seen in patterns))
    }
