"""Dates and ranges of dates as a reader types them, as bounds on the number `YYYYMMDD` of the index."""

import re

from app.text import dates

_BETWEEN = re.compile(r"(.*?)(?:\.\.|~|～|至)(.*)|(\d{4})-(\d{4})")


class UnknownPeriodError(ValueError):
    """Not a date or range of dates; the text that was not understood."""


def bounds_of(text: str) -> tuple[int, int]:
    """The bounds of one date or of a range in one text: `2024`, `2021-2024`, `..2021`, `2024年7月`."""
    text = text.strip()
    found = _BETWEEN.fullmatch(text)
    if not found:
        return bounds(text, text)
    before, after, first, last = found.groups()
    return bounds(first or before, last or after)


def bounds(start: str, end: str) -> tuple[int, int]:
    """From `start` to `end`, both included; an empty one leaves that side open."""
    low, high = _date(start), _date(end)
    if not low and not high:
        raise UnknownPeriodError(start.strip() or end.strip())
    if (start.strip() and not low) or (end.strip() and not high):
        raise UnknownPeriodError(f"{start.strip()}—{end.strip()}")
    lowest = int((low or "0").replace("-", "").ljust(8, "0"))
    highest = int((high or "9").replace("-", "").ljust(8, "9"))
    return max(lowest, 1), highest


def _date(text: str) -> str | None:
    """A year, month or day as EDTF, from that or from Chinese (`2024年7月`); None for anything else."""
    text = text.strip()
    if text.isdecimal() and len(text) == 8:
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    found = text if dates.is_edtf(text) else dates.from_chinese(text) if "年" in text else None
    return found if found and "/" not in found else None
