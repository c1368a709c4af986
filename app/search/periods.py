"""Dates and ranges of dates as a reader types them, as bounds on the number `YYYYMMDD` of the index."""

import re

from app.text import dates
from app.text.folding import fold

_BETWEEN = re.compile(r"(.*?)(?:\.\.|[~〜至到–—―−])(.*)|(.*?\S)?-((?:19|20)\d\d.*)?")
_NUMBERS = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?|(\d{4})(\d\d)(\d\d)?", re.ASCII)
_CHARACTERS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR_IN_CHARACTERS = re.compile(r"([〇○零一二三四五六七八九]{4})(年?度?)")
_SHORT_YEARS = re.compile(r"(\d\d)年?(?:(?:-|~|–|—|至|到|\.\.)(\d\d)年?)?", re.ASCII)
_LAST_MONTH = 12
_CENTURY = 50
"""Of years in two figures those from here on are of the last century."""


class UnknownPeriodError(ValueError):
    """Not a date or range of dates; the text that was not understood."""


def bounds_of(text: str) -> tuple[int, int]:
    """The bounds of one date or of a range: `2024`, `2021-2024`, `..2021`, `2021-`, `2024年7月`, `24`."""
    text = fold(text).strip()
    if short := _SHORT_YEARS.fullmatch(text):
        first, last = short[1], short[2] or short[1]
        if not short[2] or max(int(first), _LAST_MONTH) < int(last):  # 24-07 may be a month
            return bounds(_full(first), _full(last))
    found = _BETWEEN.fullmatch(text)
    if not found:
        return bounds(text, text)
    before, after, first, last = found.groups()
    return bounds(first or before or "", last or after or "")


def bounds(start: str, end: str) -> tuple[int, int]:
    """From `start` to `end`, both included and in either order; an empty one leaves that side open."""
    low, high = _date(start), _date(end)
    if not low and not high:
        raise UnknownPeriodError(start.strip() or end.strip())
    if (start.strip() and not low) or (end.strip() and not high):
        raise UnknownPeriodError(f"{start.strip()}—{end.strip()}")
    lowest = int((low or "0").replace("-", "").ljust(8, "0"))
    highest = int((high or "9").replace("-", "").ljust(8, "9"))
    if low and high and lowest > highest:
        return bounds(end, start)
    return max(lowest, 1), highest


def _full(year: str) -> str:
    return f"{'19' if int(year) >= _CENTURY else '20'}{year}"


def _date(text: str) -> str | None:
    """A year, month or day as EDTF, from figures (`2024-7`, `2024/07/11`, `20240711`) or from Chinese
    (`2024年7月`); None for anything else."""
    text = fold(text).strip()
    if characters := _YEAR_IN_CHARACTERS.fullmatch(text):
        text = characters[1].translate(_CHARACTERS)
    if numbers := _NUMBERS.fullmatch(text):
        text = "-".join(part.zfill(2) for part in numbers.groups() if part)
        return text if dates.is_edtf(text) else None
    found = dates.find_dates(text.removesuffix("度"))
    whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(text.removesuffix("度")))
    return found[0].edtf if whole and "/" not in found[0].edtf else None
