"""A server under load, while its archive changes and a worker dies: what came of it, and whether that may be.

    python -m tests.soak [--seconds 60] [--clients 4] [--megabytes 3]

Exit code 1 when anything was seen that may not be: an answer of status 500 or above, a total that no state of
the archive has, more requests broken off than the killed worker had open, memory that grows.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from tests.bench.measure import median, percentile
from tests.soak.asking import Answer
from tests.soak.judging import Seen, faults, grown, thirds
from tests.soak.soaking import Size, Soak


def main() -> None:
    """Soak, and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak")
    parser.add_argument("--seconds", type=float, default=60, help="how long to ask")
    parser.add_argument("--clients", type=int, default=4, help="how many ask at once")
    parser.add_argument("--megabytes", type=float, default=3, help="size of the documents beside the papers")
    options = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="yishilu-soak-") as place:
        seen = Soak(Path(place), Size(options.seconds, options.clients, options.megabytes)).run()
    for line in _table(seen):
        print(line)
    used = os.times()
    spent = used.user + used.system + used.children_user + used.children_system
    print(f"  {spent:.0f} s of processor time, {time.monotonic() - begun:.0f} s by the clock, check included")
    found = faults(seen) + grown(seen)
    for fault in found:
        print(f"  FAULT {fault}")
    sys.exit(1 if found else 0)


def _table(seen: Seen) -> Iterator[str]:
    yield f"  {'':<10}{'requests':>9}{'errors':>8}{'median':>11}{'95 %':>11}{'worst':>11}"
    by_kind = sorted(seen.answers, key=lambda one: one.kind)
    for kind, answers in groupby(by_kind, key=lambda one: one.kind):
        yield _row(kind, list(answers))
    yield _row("all", seen.answers)
    lost = sum(one.status == 0 for one in seen.answers)
    back = f"another one answered after {seen.back - seen.killed:.1f} s"
    yield f"  a worker was killed with {seen.connected} connections: {lost} requests broke off, {back}"
    last = seen.ended[-1][1]
    come = f"{len(seen.ended) - 1} ingests, now of {last.papers} papers and {last.editions} new editions"
    yield f"  {come}; the index was built anew and swapped {seen.rebuilt} times"
    for pid, (first, then) in thirds(seen).items():
        yield f"  memory of worker {pid}: {first:.0f} MB in the first third, {then:.0f} MB in the last"


def _row(kind: str, answers: Sequence[Answer]) -> str:
    times = [1000 * (one.ended - one.begun) for one in answers]
    wrong = sum(bool(one.wrong) for one in answers)
    figures = "".join(f"{each:>8.1f} ms" for each in (median(times), percentile(times, 0.95), max(times)))
    return f"  {kind:<10}{len(answers):>9}{wrong:>8}{figures}"


if __name__ == "__main__":
    main()
