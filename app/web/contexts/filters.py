"""The filters of a list: each value with its count and the address that adds it to those chosen."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.web import addresses, labels


@dataclass(frozen=True)
class Choice:
    """One value of a filter: `active` when it is the one chosen; `count` is None where nothing is counted."""

    label: str
    url: str
    active: bool
    count: int | None = None


Tallied = tuple[Mapping[str, object], int]
"""What a group of rows has in common, by the names of the filters, and how many rows it has."""


def tally(groups: Iterable[Tallied], name: str, chosen: Mapping[str, str]) -> Counter[str]:
    """How many rows have each value of the filter `name`, when the other filters stay as chosen.

    Rows without a value count as `""`.
    """
    others = {key: value for key, value in chosen.items() if key != name}
    found: Counter[str] = Counter()
    for group, count in groups:
        if _meets(group, others):
            found["" if group[name] is None else str(group[name])] += count
    return found


def total_of(groups: Iterable[Tallied], chosen: Mapping[str, str]) -> int:
    """How many rows there are with all filters as chosen."""
    return sum(count for group, count in groups if _meets(group, chosen))


def _meets(group: Mapping[str, object], chosen: Mapping[str, str]) -> bool:
    """A filter that the groups say nothing of was applied when they were counted."""
    return all(str(group[key]) == value for key, value in chosen.items() if key in group)


def choices(
    name: str,
    values: Mapping[str, str],
    chosen: Mapping[str, str],
    path: str,
    counts: Mapping[str, int] | None = None,
    everything: int | None = None,
) -> tuple[Choice, ...]:
    """All values of one filter and "all" (`everything` of them), each with the address that keeps the other
    filters. Without `counts` nothing is counted."""
    others = {key: value for key, value in chosen.items() if key != name}
    return (
        Choice("全部", addresses.with_parameters(path, others), name not in chosen, everything),
        *(
            Choice(
                word,
                addresses.with_parameters(path, others | {name: value}),
                chosen.get(name) == value,
                None if counts is None else counts.get(value, 0),
            )
            for value, word in values.items()
        ),
    )


def counted(
    name: str, values: Mapping[str, str], chosen: Mapping[str, str], path: str, groups: Iterable[Tallied]
) -> tuple[Choice, ...]:
    """The values of a filter with how many rows each has, the other filters as chosen."""
    counts = tally(groups, name, chosen)
    return choices(name, values, chosen, path, counts, counts.total())


def years(chosen: Mapping[str, str], path: str, groups: Iterable[Tallied]) -> tuple[Choice, ...]:
    """The years that rows are of, the newest first, and one that is chosen though it has none."""
    counts = tally(groups, "year", chosen)
    known = sorted(({*counts} | {chosen.get("year", "")}) - {""}, reverse=True)
    return choices("year", {year: f"{year}年" for year in known}, chosen, path, counts, counts.total())


def said(chosen: Mapping[str, str], *more: str) -> str:
    """What tells the list in one tab from that in another: `：人大、2025年`."""
    year = chosen.get("year")
    words = (labels.BODIES.get(chosen.get("body", ""), ""), f"{year}年" if year else "", *more)
    narrowed = "、".join(word for word in words if word)
    return f"：{narrowed}" if narrowed else ""
