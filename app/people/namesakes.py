"""Whether what is printed under one name can be about one person at all."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from app.people.affiliations import compatible, same_for_a_term


@dataclass(frozen=True)
class Occurrence:
    """A name under a record. `occasion` is a key of the meeting (or the document, when none is known).

    `affiliation` is as printed, of an official the department's name; `party` is one of the eight, or None.
    `year` is the document's.
    """

    record: str
    occasion: str
    affiliation: str | None = None
    party: str | None = None
    year: int | None = None


def conflict(
    occurrences: Iterable[Occurrence], vouched: Callable[[str], bool] = lambda _: False
) -> tuple[str, str] | None:
    """The occasion at which one name and body stands for two people, and what shows it; None if none does.

    That is so when at one meeting it is printed with two affiliations neither of which is a shortening of
    the other (unless both are `vouched` to be one person's), when it speaks for two parties, or when one
    record bears it twice. Elsewhere work and office change; but within a year, which is then given as
    the occasion, nobody is of two delegations or two sectors.
    """
    by_occasion: dict[str, list[Occurrence]] = defaultdict(list)
    by_year: dict[str, list[Occurrence]] = defaultdict(list)
    for one in occurrences:
        by_occasion[one.occasion].append(one)
        if one.year:
            by_year[str(one.year)].append(one)
    for occasion, present in sorted(by_occasion.items()):
        if why := _two_people(present, vouched):
            return occasion, why
    for year, present in sorted(by_year.items()):
        if two := _apart(present, same_for_a_term, vouched):
            return year, f"列在两个代表团或界别（{two}）"
    return None


def _two_people(present: Sequence[Occurrence], vouched: Callable[[str], bool]) -> str | None:
    if two := _apart(present, compatible, vouched):
        return f"印有两个单位（{two}）"
    parties = sorted({one.party for one in present if one.party})
    if len(parties) > 1:
        return f"代表两个党派（{'；'.join(parties[:2])}）发言"
    records = [one.record for one in present]
    if len(records) != len(set(records)):
        return "在一篇之下印了两次"
    return None


def _apart(
    present: Iterable[Occurrence], fit: Callable[[str, str], bool], vouched: Callable[[str], bool]
) -> str | None:
    """The first two affiliations that do not fit together and are not both vouched for."""
    affiliations = sorted({one.affiliation for one in present if one.affiliation})
    for one, other in combinations(affiliations, 2):
        if not fit(one, other) and not (vouched(one) and vouched(other)):
            return f"{one}；{other}"
    return None
