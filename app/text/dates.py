"""Dates as EDTF level 0: a year, a year and month, a full date, or an interval of two of them.

A date is never more exact than what is known, so it stays the string it is: `2024`, `2024-07`,
`2024-07-11`, `2021/2025`.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from app.text.folding import fold
from app.text.numerals import to_int

_PART = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
_EDTF = re.compile(rf"{_PART}(?:/{_PART})?")
_N = r"[\d〇零一二三四五六七八九十]"
_TEXT = re.compile(
    rf"(?P<year>(?<!\d)(?:\d{{4}}|[〇零一二三四五六七八九]{{4}}))年(?:(?P<ymonth>{_N}{{1,3}})月(?:(?P<yday>{_N}{{1,3}})日)?)?"
    rf"|(?P<rel>今年|去年|前年|明年|本年)(?:(?P<half>上半年|下半年)|(?P<from>{_N}{{1,3}})(?:月)?\s?[-~至到]\s?(?P<to>{_N}{{1,3}})月"
    rf"|(?P<rmonth>{_N}{{1,3}})月(?:(?P<rday>{_N}{{1,3}})日)?)?"
    rf"|(?<!\d)(?P<month>{_N}{{1,3}})月(?P<day>{_N}{{1,3}})日"
    r"|(?P<ago>昨日|昨天|今日|今天|前日|前天)"
)
_YEARS = {"今年": 0, "本年": 0, "去年": -1, "前年": -2, "明年": 1}
_DAYS = {"今": 0, "昨": -1, "前": -2}
_AHEAD = 31
"""Days: a day without a year lies at most so far after the day it is printed on, or it was last year's."""


@dataclass(frozen=True)
class Dated:
    """A date printed at `[start, end)` of a text, as EDTF."""

    start: int
    end: int
    edtf: str


def is_edtf(value: str) -> bool:
    """True for the forms above and no other, of days that the calendar has."""
    return _EDTF.fullmatch(value) is not None and all(map(_is_in_calendar, value.split("/")))


def year_of(value: str | None) -> int | None:
    """The (first) year of an EDTF date."""
    return int(value[:4]) if value and is_edtf(value) else None


def find_dates(text: str, reference: str | None = None) -> list[Dated]:
    """The dates in `text`, those without a year resolved against `reference`, an EDTF date.

    `reference` is when the text was printed, as exactly as it is known: with `2024-07-15`, 7月11日 is
    2024-07-11, 今年1—5月 is 2024-01/2024-05 and 昨日 is 2024-07-14. What cannot be resolved is left out.
    """
    out = []
    for found in _TEXT.finditer(fold(text)):
        edtf = _resolve(found, reference)
        if edtf and is_edtf(edtf):
            out.append(Dated(found.start(), found.end(), edtf))
    return out


def from_chinese(text: str) -> str | None:
    """The first date printed in `text` with its year: `2024年7月11日` is `2024-07-11`; None without one."""
    return next((dated.edtf for dated in find_dates(text)), None)


def _resolve(found: re.Match[str], reference: str | None) -> str | None:
    group = found.groupdict()
    if group["year"]:
        return _edtf(to_int(group["year"]), group["ymonth"], group["yday"])
    printed = year_of(reference)
    if reference is None or printed is None:
        return None
    if group["ago"]:
        return _days_before(reference, _DAYS[group["ago"][0]])
    if group["rel"]:
        return _in_year(printed + _YEARS[group["rel"]], group)
    return _without_year(printed, reference, group["month"], group["day"])


def _in_year(year: int, group: dict[str, str | None]) -> str | None:
    if group["half"]:
        return f"{year}-01/{year}-06" if group["half"] == "上半年" else f"{year}-07/{year}-12"
    if group["from"]:
        start, end = _edtf(year, group["from"], None), _edtf(year, group["to"], None)
        return f"{start}/{end}" if start and end else None
    return _edtf(year, group["rmonth"], group["rday"])


def _without_year(year: int, reference: str, month: str | None, day: str | None) -> str | None:
    this_year = _edtf(year, month, day)
    if this_year is None or len(reference) < 10:
        return this_year
    ahead = date.fromisoformat(this_year) - date.fromisoformat(reference[:10])
    return _edtf(year - 1, month, day) if ahead > timedelta(days=_AHEAD) else this_year


def _days_before(reference: str, days: int) -> str | None:
    if len(reference) != 10:
        return None
    return (date.fromisoformat(reference) + timedelta(days=days)).isoformat()


def _is_in_calendar(part: str) -> bool:
    try:
        date(*[*map(int, part.split("-")), 1, 1][:3])
    except ValueError:
        return False
    return True


def _edtf(year: int | None, month: str | None, day: str | None) -> str | None:
    """The date as EDTF; None when there is no such day."""
    numbers = [year, *(to_int(part) for part in (month, day) if part)]
    if None in numbers:
        return None
    known = [number for number in numbers if number is not None]
    try:
        date(*[*known, 1, 1][:3])
    except ValueError:
        return None
    return "-".join([f"{known[0]:04}", *(f"{number:02}" for number in known[1:])])


def to_chinese(value: str | None) -> str:
    """How a page prints an EDTF date: `2024-07-11` as 2024年7月11日; an empty string for None."""
    if not value:
        return ""
    return "至".join(_part_to_chinese(part) for part in value.split("/"))


def _part_to_chinese(part: str) -> str:
    return "".join(f"{int(number)}{unit}" for number, unit in zip(part.split("-"), "年月日", strict=False))
