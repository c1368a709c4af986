"""Generated and damaged documents through the whole of an ingest: each is read, or refused by name.

    python -m tests.fuzz [--count 20000] [--seed 1] [--first 0] [--keep FOLDER]

Of what goes wrong the number is told, by which the same document is made again (`--first NUMBER --count 1`),
and the least part with which it still goes wrong is kept in the folder. Exit code 1 when anything did.
"""

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

from tests.fuzz.cases import case
from tests.fuzz.running import Tally, run
from tests.fuzz.shrinking import shrunk

_SHRUNK = 10
"""Documents that are shrunk: more of them hardly tell more."""


def main() -> None:
    """Print what comes of the documents, batch by batch."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first document")
    parser.add_argument("--keep", type=Path, default=Path("fuzzed"), help="folder for what goes wrong")
    options = parser.parse_args()
    begun = time.monotonic()

    told = 0

    def say(done: int, tally: Tally) -> None:
        nonlocal told
        for name, why in tally.faults[told:]:
            print(f"  {name}: {why}")
        told = len(tally.faults)
        print(
            f"  {done:6} of {options.count}: {tally.read} read, {tally.refused} refused,"
            f" {len(tally.faults)} faults, {time.monotonic() - begun:.0f} s",
            flush=True,
        )

    numbers = range(options.first, options.first + options.count)
    with tempfile.TemporaryDirectory(prefix="yishilu-fuzz-") as temporary:
        place = Path(temporary)
        tally = run(place, (case(options.seed, number) for number in numbers), say)
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        seconds = sum(one.ru_utime + one.ru_stime for one in used)
        print(f"  seed {options.seed}, {seconds:.0f} s of processor time")
        for name, why in tally.faults[:_SHRUNK]:
            _keep(place, options.keep, options.seed, name, why)
    sys.exit(1 if tally.faults else 0)


def _keep(place: Path, folder: Path, seed: int, name: str, why: str) -> None:
    if not name[:6].isdigit():
        return
    folder.mkdir(exist_ok=True)
    least = shrunk(place, case(seed, int(name[:6])), why)
    path = folder / f"{seed}-{name}"
    path.write_bytes(least.data)
    print(f"  {path}: {len(least.data)} bytes")


if __name__ == "__main__":
    main()
