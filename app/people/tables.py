"""The files of names, `roster.toml` and `departments.toml`: reading their values, naming what is wrong."""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from app.people.periods import Fit, Period
from app.text.dates import is_edtf


class TableError(ValueError):
    """A file of names is wrong; the message is one line that says where and what to write."""


@dataclass(frozen=True)
class Dated:
    """A name, and when it was used."""

    name: str
    period: Period = field(default_factory=Period)

    def fit(self, date: str | None) -> Fit:
        """Whether the name was used at this date."""
        return self.period.fit(date)


@dataclass(frozen=True)
class Entry:
    """One entry of a table; `where` names it in messages."""

    where: str
    values: dict[str, Any]

    def only(self, allowed: Collection[str], required: Collection[str]) -> "Entry":
        """Itself, when it has the required fields and no other than the allowed ones. Raises TableError."""
        for name in self.values:
            if name not in allowed:
                raise TableError(
                    f"{self.where}: there is no field {name}; the fields are {', '.join(allowed)}"
                )
        for name in required:
            if name not in self.values:
                raise TableError(f"{self.where}: {name} is missing")
        return self

    def text(self, name: str, default: str = "") -> str:
        """A text that is not empty, or the default. Raises TableError."""
        value = self.values.get(name, default)
        if not isinstance(value, str) or (name in self.values and not value.strip()):
            raise TableError(f'{self.where}: {name} must be text in quotation marks, such as {name} = "…"')
        return value.strip()

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; a single one may stand without brackets. Raises TableError."""
        values = self.values.get(name, [])
        values = [values] if isinstance(values, str) else values
        if not isinstance(values, list) or not all(isinstance(one, str) and one.strip() for one in values):
            raise TableError(f'{self.where}: {name} must be a list of texts, such as {name} = ["…", "…"]')
        return tuple(one.strip() for one in values)

    def date(self, name: str) -> str | None:
        """An EDTF date, or None. Raises TableError."""
        value = self.text(name)
        if value and not is_edtf(value):
            raise TableError(
                f"{self.where}: {name} must be a date in quotation marks: 2024, 2024-07 or 2024-07-11"
            )
        return value or None

    def period(self) -> Period:
        """From `since` to `until`, and later than `after` and earlier than `before`. Raises TableError."""
        within = Period.between(self.date("since"), self.date("until"))
        beyond = Period.beyond(self.date("after"), self.date("before"))
        period = Period(max(within.start, beyond.start), min(within.end, beyond.end))
        if period.start > period.end:
            raise TableError(f"{self.where}: this begins after it ends")
        return period

    def dated(self, name: str) -> tuple[Dated, ...]:
        """A list of names, each alone or as `{ name = "…", since = "…", until = "…" }`. Raises TableError."""
        values = self.values.get(name, [])
        if not isinstance(values, list):
            raise TableError(f'{self.where}: {name} must be a list, such as {name} = ["…"]')
        return tuple(self._dated(name, value) for value in values)

    def _dated(self, name: str, value: Any) -> Dated:
        if isinstance(value, str) and value.strip():
            return Dated(value.strip())
        if not isinstance(value, dict):
            raise TableError(f'{self.where}: write each of {name} as "…" or {{ name = "…", since = "2020" }}')
        entry = Entry(f"{self.where}, {name}", value).only(("name", "since", "until"), ("name",))
        return Dated(entry.text("name"), entry.period())


def read_tables(text: str, names: Collection[str]) -> dict[str, Any]:
    """The tables of a TOML text, none but these. Raises TableError."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TableError(f"this is not valid TOML ({error})") from error
    for name in tables:
        if name not in names:
            raise TableError(f"there is no table {name}; the tables are {', '.join(names)}")
    return tables


def entries(tables: dict[str, Any], name: str) -> list[Entry]:
    """The entries `[[name]]`, numbered from 1 in messages. Raises TableError."""
    rows = tables.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise TableError(f"write each {name} under a line [[{name}]]")
    return [Entry(f"{name} {at}{_called(row)}", row) for at, row in enumerate(rows, 1)]


def _called(row: dict[str, Any]) -> str:
    name = next((row[field] for field in ("name", "into", "from") if isinstance(row.get(field), str)), "")
    return f" ({name})" if name else ""
