"""The search at size: pages, rebuild, memory, throughput, and the engine beside SQLite FTS5."""

import tempfile
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

from tests.bench import archive, corpus, fts5, load, pages
from tests.bench.measure import apart, median

GOALS = "goals at 100000: median 8 ms, 95 % 20 ms, rebuild 60 s and 800 MB, server 350 MB"

GOAL_SIZES = 20_000, 100_000, 500_000
COMPARED = 100_000
"""Records at which the goals compare the engine with FTS5."""


def run(sizes: Sequence[int], keep: Path | None) -> None:
    """Measure and print; `keep` is a folder for the generated archives, which are used again from there."""
    print(f"  {GOALS}; FTS5 10 × slower; 20000 to 500000 at most 2 × slower")
    growth: dict[int, pages.Figures] = {}
    with nullcontext(keep) if keep else tempfile.TemporaryDirectory() as place:
        for number in sizes:
            folder = Path(place or ".") / str(number)
            folder.mkdir(parents=True, exist_ok=True)
            print(f"  {number} records of some {corpus.LENGTH} characters")
            apart(archive.fill, folder, number)
            growth[number] = _one_size(folder, number)
        number = compared_at(sizes)
        _compare_engines(Path(place or ".") / str(number), number)
    _print_growth(growth)


def chosen(sizes: Sequence[int], full: bool) -> list[int]:
    """The sizes to measure, each once and the least first; in `full` those of all the goals too."""
    return sorted({*sizes, *(GOAL_SIZES if full else ())})


def compared_at(sizes: Sequence[int]) -> int:
    """The size at which FTS5 is compared: that of the goals where it is measured, else the largest below it,
    else the least."""
    return max((size for size in sizes if size <= COMPARED), default=min(sizes))


def _one_size(folder: Path, number: int) -> pages.Figures:
    built = apart(archive.build_index, folder)
    print(f"    rebuild       {built['seconds']:7.1f} s   peak memory {built['MB']:5.0f} MB")
    print("                  (limited by reading rows and cutting words in one process, writing in another)")
    found = apart(pages.figures, folder, number)
    print(f"    page          {found.mixed}")
    print(f"    reopened      {found.reopened}")
    print("                  (each the first page after a change of the index)")
    print(f"    again         {found.again}")
    print("                  (counts remembered while the index stays as it is)")
    for word, times in found.planted.items():
        print(f"    {word:<8} {times}")
    print(f"    worst query   {found.worst[1]}   ({found.worst[0]})")
    whole = sum(found.profile.values())
    parts = "   ".join(f"{part} {spent:.2f}" for part, spent in found.profile.items())
    print(f"    of one page   {parts}   = {whole:.2f} ms")
    print(f"                  (limited by {max(found.profile, key=lambda part: found.profile[part])})")
    _print_load(load.figures(folder, number))
    return found


def _print_load(loads: dict[int, dict[str, float]]) -> None:
    for workers, figures in loads.items():
        print(
            f"    {workers} worker(s)   {figures['pages a second']:7.1f} pages/s"
            f"   memory of one {figures['own']:4.0f} MB, and {figures['files']:4.0f} MB of files"
        )
    ratio = loads[2]["pages a second"] / loads[1]["pages a second"]
    print(f"    2 beside 1    {ratio:7.2f} ×   ({load.CLIENTS} clients on the same cores are the limit)")


def _compare_engines(folder: Path, number: int) -> None:
    found = apart(fts5.compared, folder, number)
    print(f"  engine beside SQLite FTS5, {number} records, same tokens, hits, facets and total")
    print(f"    engine        {found.engine}")
    print(f"    FTS5          {found.fts5}")
    medians = median(found.fts5.processor) / median(found.engine.processor)
    print(f"    FTS5 takes    {found.ratio:7.1f} × as long for all of them, {medians:.1f} × in the median")


def _print_growth(growth: dict[int, pages.Figures]) -> None:
    if len(growth) < 2:
        return
    least, most = min(growth), max(growth)
    print(f"  {most} records beside {least}, processor time")
    for word, times in growth[most].planted.items():
        before = median(growth[least].planted[word].processor)
        kind = "same number of hits" if word == corpus.FIXED[0] else f"{corpus.PLANTED[word]:.1%} of all"
        print(f"    {word:<8} {median(times.processor) / before:7.2f} ×   {kind}")
