"""What tantivy is asked to count: facets and near-duplicates, all in one pass over the records of a query.

Finding the records takes most of the time, so the filters are applied to what was found, not one after the
other to the whole index: a facet that narrows is counted under the other filters, the rest under all of them.
"""

from collections.abc import Mapping
from typing import Any

from app.search import fields
from app.search.types import FACETS, LONG_FACETS, SIMILAR, FacetCount

FINGERPRINT = "fingerprint"
"""The fingerprint as a number: numbers are grouped five times as fast as words."""
_ALL_VALUES = 60_000
"""More than the values of any facet; tantivy refuses more than 65,000 groups."""
_FOUND = "found"

SEVERAL: dict[str, Any] = {"terms": {"field": FINGERPRINT, "size": _ALL_VALUES, "min_doc_count": 2}}
"""The fingerprints that several records share."""


def request(
    wanted: Mapping[str, str], values: int | None, *, facets: bool, fold: bool, segments: int
) -> dict[str, Any]:
    """The aggregations over the records of a query, which `wanted` narrows, in an index of so many segments;
    empty for no counts."""
    groups = {facet: _groups(facet, values, segments) for facet in FACETS} if facets else {}
    free = {facet: group for facet, group in groups.items() if facet not in wanted}
    under_all = free | ({SIMILAR: SEVERAL} if fold else {})
    if not wanted:
        return under_all
    asked: dict[str, Any] = {_FOUND: _under(wanted, under_all)} if under_all else {}
    for facet in wanted.keys() & groups.keys():
        others = {name: value for name, value in wanted.items() if name != facet}
        asked[facet] = _under(others, {facet: groups[facet]})
    return asked


def buckets(answer: Mapping[str, Any], facet: str) -> list[dict[str, Any]]:
    """The groups of a facet or of SIMILAR: each with its `key` and `doc_count`."""
    found = answer.get(facet) or answer[_FOUND][facet]
    groups: list[dict[str, Any]] = (found if "buckets" in found else found[facet])["buckets"]
    return groups


def facet_counts(answer: Mapping[str, Any]) -> dict[str, tuple[FacetCount, ...]]:
    """The counts of every facet, the commonest values first."""
    return {facet: _counted(buckets(answer, facet)) for facet in FACETS}


def _groups(facet: str, values: int | None, segments: int) -> dict[str, Any]:
    """Of several segments each gives all its values, so that the counts are exact; of a single one only those
    that are asked for have to be looked up in the dictionary, which takes a third of the counting."""
    size = values if values and facet in LONG_FACETS else _ALL_VALUES
    given = size if segments == 1 else _ALL_VALUES
    return {"terms": {"field": fields.facet_field(facet), "size": size, "segment_size": given}}


def _under(filters: Mapping[str, str], groups: dict[str, Any]) -> dict[str, Any]:
    return {"filter": _said(filters), "aggs": groups}


def _said(filters: Mapping[str, str]) -> str:
    """The filters in tantivy's query language; of no filter, what all records meet."""
    escaped = {facet: value.replace("\\", "\\\\").replace('"', '\\"') for facet, value in filters.items()}
    return " ".join(f'+{fields.facet_field(facet)}:"{value}"' for facet, value in escaped.items()) or "*"


def _counted(groups: list[dict[str, Any]]) -> tuple[FacetCount, ...]:
    ordered = sorted((-group["doc_count"], group["key"]) for group in groups)
    return tuple(FacetCount(value, -negative) for negative, value in ordered)
