"""Measuring: best of several runs, percentiles, and a child process with a memory peak of its own."""

import multiprocessing
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

Result = TypeVar("Result")


@dataclass
class Times:
    """Milliseconds by the clock and of this process's processor time, one of each for every measurement.

    Where others use the machine too, the clock counts their time as well; the processor does not.
    """

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    @contextmanager
    def one(self) -> Iterator[None]:
        """Measures what is done inside."""
        clock, processor = time.perf_counter(), time.process_time()
        yield
        self.clock.append((time.perf_counter() - clock) * 1000)
        self.processor.append((time.process_time() - processor) * 1000)

    def __str__(self) -> str:
        """Median, 95th percentile and worst by the clock, then of processor time."""
        return (
            f"median {median(self.clock):7.2f} ms   95 % {percentile(self.clock, 0.95):7.2f} ms"
            f"   worst {max(self.clock):7.2f} ms   processor {median(self.processor):7.2f}"
            f" {percentile(self.processor, 0.95):7.2f} {max(self.processor):7.2f} ms"
        )


def seconds(work: Callable[[], object], repeat: int = 3) -> float:
    """The shortest of several runs: the one least disturbed by what else the machine does."""
    best = float("inf")
    for _ in range(repeat):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def percentile(values: list[float], share: float) -> float:
    """The value that `share` (0–1) of the values do not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def median(values: list[float]) -> float:
    """The middle value."""
    return statistics.median(values)


def peak_megabytes() -> float:
    """The most memory this process has had, and the largest of its finished children."""
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(resource.getrusage(who).ru_maxrss for who in whose) / 1024


def apart(work: Callable[..., Result], *arguments: Any) -> Result:
    """The result of `work` run in a fresh process, so that its memory is its own."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()
