"""Which fields a correction may set, and what their values look like."""

from collections.abc import Callable
from typing import Any

from app.parse.types import Body
from app.text.dates import is_edtf

DOCUMENT = "document."
"""Begins the names of the fields of a document; all other names are those of a record."""

Check = Callable[[Any], bool]
Shape = tuple[str, Check]
"""What a value must be, in words, and whether one is. An empty text always means: nothing is known."""


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value == value.strip()


def _is_names(value: Any) -> bool:
    return isinstance(value, list) and all(_is_text(one) and one for one in value)


def _is_one_of(*words: str) -> Check:
    return lambda value: value in ("", *words)


_TEXT: Shape = ('a text in quotation marks, such as "…"', _is_text)
_NAMES: Shape = ('a list of names, such as ["…", "…"]', _is_names)
_FLAG: Shape = ("true or false", lambda value: isinstance(value, bool))
_BODY: Shape = (f"one of {', '.join(Body)}", _is_one_of(*Body))
_KIND: Shape = ("party or sector", _is_one_of("party", "sector"))
_DATE: Shape = (
    "a date in quotation marks: 2024, 2024-07, 2024-07-11 or 2021/2025",
    lambda value: isinstance(value, str) and (value == "" or is_edtf(value)),
)

FIELDS: dict[str, Shape] = {
    "speakers": _NAMES,
    "body": _BODY,
    "section_heading": _TEXT,
    "title": _TEXT,
    "represents": _TEXT,
    "represents_kind": _KIND,
    "asker": _TEXT,
    "affiliation": _TEXT,
    "topic": _TEXT,
    "follow_up": _FLAG,
    "respondent": _TEXT,
    "respondent_person": _TEXT,
    "respondent_post": _TEXT,
    "supplementary": _FLAG,
    "partial": _FLAG,
    f"{DOCUMENT}title": _TEXT,
    f"{DOCUMENT}subtitle": _TEXT,
    f"{DOCUMENT}body": _BODY,
    f"{DOCUMENT}meeting": _TEXT,
    f"{DOCUMENT}held": _DATE,
    f"{DOCUMENT}published": _DATE,
    f"{DOCUMENT}period": _DATE,
    f"{DOCUMENT}publication": _TEXT,
    f"{DOCUMENT}page": _TEXT,
    f"{DOCUMENT}reporters": _NAMES,
}


def mistake_in(field: Any, value: Any) -> str | None:
    """What is wrong with setting `field` to `value`, in English; None when nothing is."""
    if not isinstance(field, str) or field not in FIELDS:
        return f"there is no field {field}; the fields are {', '.join(FIELDS)}"
    wanted, fits = FIELDS[field]
    return None if fits(value) else f"the value of {field} must be {wanted}"
