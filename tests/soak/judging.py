"""What of all that was seen may not be: each fault is a line."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from statistics import median

from tests.soak.asking import Answer
from tests.soak.papers import CONTROLS, Control, State

GROWTH = 1.1
"""A worker's memory at the end, beside what it was after it had warmed up."""
GROWTH_MB = 12.0
"""So much more is always allowed: an index that is opened anew comes and goes."""
WARM_UP = 600
"""Requests after which the workers know their pages; the time that is left is cut in three."""
_NAMED = 8
"""Faults of a kind that are shown."""


@dataclass
class Seen:
    """What happened while everything was asked.

    `begun` and `ended` are the commands of ingest: when, and the state of the papers that they were given.
    `killed` is when a worker was, `connected` how many clients it had then, and `back` when another one
    answered. `memory` holds each worker's megabytes and when, `failed` the commands that did, `said` the
    server's lines about errors, `rebuilt` how often the index was.
    """

    begun: list[tuple[float, State]]
    ended: list[tuple[float, State]]
    answers: list[Answer] = field(default_factory=list)
    killed: float = 0.0
    connected: int = 0
    memory: dict[int, list[tuple[float, float]]] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    rebuilt: int = 0
    back: float = 0.0


def faults(seen: Seen) -> list[str]:
    """Everything that may not be, but for what `grown` says of memory."""
    wrong = [f"{one.address}: {one.wrong}" for one in seen.answers if one.wrong]
    found = [_few(wrong), _few(_lost(seen)), _few(seen.failed), _few(seen.said)]
    for name, control in CONTROLS.items():
        answers = [one for one in seen.answers if one.control == name and one.status == 200]
        found += [_few(_out_of_bounds(seen, name, control, answers)), _few(_back(name, control, answers))]
    return [line for lines in found for line in lines]


def _few(lines: Iterable[str]) -> list[str]:
    every = list(lines)
    more = [f"and {len(every) - _NAMED} more of the kind"] if len(every) > _NAMED else []
    return every[:_NAMED] + more


def _lost(seen: Seen) -> Iterator[str]:
    """Requests that broke off without being those that the killed worker had open."""
    lost = [one for one in seen.answers if one.status == 0]
    yield from (
        f"{one.address}: broke off {seen.killed - one.ended:.1f} s before a worker was killed"
        for one in lost
        if one.ended < seen.killed
    )
    if len(lost) > seen.connected:
        yield f"{len(lost)} requests broke off, the killed worker had {seen.connected} connections"


def _out_of_bounds(seen: Seen, name: str, control: Control, answers: Sequence[Answer]) -> Iterator[str]:
    """Totals that no state of the rows had between the question and the answer."""
    for one in answers:
        least = _last(seen.ended, one.begun)
        most = _last(seen.begun, one.ended)
        low, high = sorted((control.total(least), control.total(most)))
        if not low <= one.total <= high or (one.total - low) % control.step:
            yield f"{name}: {one.total} found where it was {low} to {high}"


def _last(states: Sequence[tuple[float, State]], until: float) -> State:
    return states[bisect_right(states, until, key=lambda one: one[0]) - 1][1]


def _back(name: str, control: Control, answers: Sequence[Answer]) -> Iterator[str]:
    """Totals that an earlier answer was already past."""
    by_end = sorted(answers, key=lambda one: one.ended)
    ends = [one.ended for one in by_end]
    most = list(accumulate((control.grows * one.total for one in by_end), max))
    for one in answers:
        before = bisect_left(ends, one.begun)
        if before and control.grows * one.total < most[before - 1]:
            yield f"{name}: {one.total} found after {abs(most[before - 1])} had been"


def grown(seen: Seen) -> list[str]:
    """What is to be said against the memory of the workers; one at least must be warm enough to tell."""
    lived = thirds(seen)
    if not lived:
        return ["too few requests to tell whether memory grows: ask for longer"]
    return [
        f"worker {pid} grew from {first:.0f} to {last:.0f} MB"
        for pid, (first, last) in lived.items()
        if last > max(first * GROWTH, first + GROWTH_MB)
    ]


def thirds(seen: Seen) -> dict[int, tuple[float, float]]:
    """Of each worker that is warm at the end: megabytes in the first and the last third of the time since."""
    end = max(samples[-1][0] for samples in seen.memory.values())
    answered = sorted(one.ended for one in seen.answers if one.ended <= end)
    found = {}
    for pid, samples in seen.memory.items():
        begin = bisect_left(answered, seen.back if samples[0][0] > seen.killed else samples[0][0])
        if samples[-1][0] < end - 2 or begin + WARM_UP >= len(answered):
            continue
        warm = answered[begin + WARM_UP]
        third = (end - warm) / 3
        early = [size for at, size in samples if warm <= at <= warm + third]
        late = [size for at, size in samples if at >= end - third]
        if early and late:
            found[pid] = (median(early), median(late))
    return found
