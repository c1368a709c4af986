"""The least part of a document with which the same still goes wrong."""

import re
from collections.abc import Callable
from pathlib import Path

from tests.fuzz.cases import Case
from tests.fuzz.running import faults_of

_TRIES = 200


def shrunk(place: Path, case: Case, why: str) -> Case:
    """The document without whatever can be left out while the same goes wrong, by the first line of it."""
    wanted = _kind(why)

    def still(data: bytes) -> bool:
        return any(_kind(one) == wanted for one in faults_of(place, Case(case.name, data)))

    return Case(case.name, _least(case.data, still)) if still(case.data) else case


def _kind(why: str) -> str:
    return re.sub(r"\d+", "", why.strip().splitlines()[-1])[:80]


def _least(data: bytes, still: Callable[[bytes], bool]) -> bytes:
    """Leave out halves, quarters, eighths … as long as it holds still (Zeller's ddmin, without subsets)."""
    tries, size = 0, max(1, len(data) // 2)
    while tries < _TRIES:
        at, before = 0, len(data)
        while at < len(data) and tries < _TRIES:
            tries += 1
            less = data[:at] + data[at + size :]
            if still(less):
                data = less
            else:
                at += size
        if size == 1 and len(data) == before:
            break
        size = max(1, size // 2)
    return data
