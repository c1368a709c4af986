"""When something held: a period between two EDTF dates, and whether a date lies in it."""

from dataclasses import dataclass
from enum import IntEnum

_ALWAYS = ("", "9999~")


class Fit(IntEnum):
    """Whether what is known of a mention fits what is known of somebody; `min` is "and"."""

    NO = 0
    MAYBE = 1
    YES = 2


@dataclass(frozen=True)
class Period:
    """From the first to the last day, both included, as strings that sort by time."""

    start: str = _ALWAYS[0]
    end: str = _ALWAYS[1]

    @classmethod
    def between(cls, since: str | None = None, until: str | None = None) -> "Period":
        """From the first day of `since` to the last day of `until` (EDTF); None leaves that side open."""
        return cls(_first(since) if since else _ALWAYS[0], _last(until) if until else _ALWAYS[1])

    @classmethod
    def beyond(cls, after: str | None = None, before: str | None = None) -> "Period":
        """Later than the last day of `after`, earlier than the first day of `before`."""
        # Strings just behind the one and just before the other day.
        return cls(
            f"{_last(after)}~" if after else _ALWAYS[0], f"{_first(before)[:-2]}00" if before else _ALWAYS[1]
        )

    @property
    def is_open(self) -> bool:
        """Whether it never begins and never ends."""
        return (self.start, self.end) == _ALWAYS

    def fit(self, date: str | None) -> Fit:
        """MAYBE when the date is not known, or not exactly enough to say."""
        if self.is_open:
            return Fit.YES
        if not date:
            return Fit.MAYBE
        first, last = _first(date), _last(date)
        if last < self.start or first > self.end:
            return Fit.NO
        return Fit.YES if self.start <= first and last <= self.end else Fit.MAYBE

    def overlaps(self, other: "Period") -> bool:
        """Whether both held at some time."""
        return self.start <= other.end and other.start <= self.end


def _first(date: str) -> str:
    return f"{date.split('/')[0]}-01-01"[:10]


def _last(date: str) -> str:
    part = date.split("/")[-1]
    return part + "-12-31"[len(part) - 4 :]
