"""Dates as EDTF level 0: a year, a year and month, a full date, or an interval of two of them.

A date is never more exact than what is known, so it stays the string it is: `2024`, `2024-07`,
`2024-07-11`, `2021/2025`.
"""

import re

_PART = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
_EDTF = re.compile(rf"{_PART}(?:/{_PART})?")
_CHINESE = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?")


def is_edtf(value: str) -> bool:
    """True for the forms above and no other."""
    return _EDTF.fullmatch(value) is not None


def year_of(value: str | None) -> int | None:
    """The (first) year of an EDTF date."""
    return int(value[:4]) if value and is_edtf(value) else None


def from_chinese(text: str) -> str | None:
    """The first date printed in `text` as EDTF: `2024年7月11日` is `2024-07-11`; None if there is none."""
    found = _CHINESE.search(text)
    if not found:
        return None
    year, month, day = found.groups()
    return "-".join([year, *(part.zfill(2) for part in (month, day) if part)])


def to_chinese(value: str | None) -> str:
    """How a page prints an EDTF date: `2024-07-11` as 2024年7月11日; an empty string for None."""
    if not value:
        return ""
    return "至".join(_part_to_chinese(part) for part in value.split("/"))


def _part_to_chinese(part: str) -> str:
    return "".join(f"{int(number)}{unit}" for number, unit in zip(part.split("-"), "年月日", strict=False))
