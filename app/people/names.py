"""Printed names: the form to show, and the form two spellings of one name have in common."""

import re

from app.text.folding import fold

_DOTS = re.compile(r"\s*[·•・‧∙･⋅﹒.．]\s*")
_PADDING = re.compile(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])")


def display_name(printed: str) -> str:
    """The name as a page shows it: no padding (`王　强` is 王强), one kind of dot between its parts.

    Spaces between Latin words stay.
    """
    name = _DOTS.sub("·", printed.strip()).strip("·")
    return _PADDING.sub("", name)


def identity_name(printed: str) -> str:
    """What two spellings of one name share: width, case, script, dots and spaces do not tell people apart."""
    return fold(display_name(printed)).replace("·", "").replace(" ", "")
