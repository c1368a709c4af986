"""The figures of one engine over the generated corpus."""

import tempfile
import time
from pathlib import Path

from app.search.analysis import Analyzer, SegmenterName
from app.search.engines import EngineName, open_engine
from app.search.query import MAX_TERMS, parse
from tests.bench import bad, corpus
from tests.bench.measure import median, peak_megabytes, percentile, seconds

ROUNDS = 3
"""How often each query is asked."""

FIGURES = {
    "build": "s",
    "build, per record": "ms",
    "update of one": "ms",
    "query, median": "ms",
    "query, 95 %": "ms",
    "query, worst": "ms",
    "bad query, worst": "ms",
    "size on disk": "MB",
    "peak memory": "MB",
}
"""What is measured of an engine, in which unit."""


def figures(name: EngineName, segmenter: SegmenterName, records: int) -> dict[str, float]:
    """The figures of one engine."""
    analyzer = Analyzer(segmenter)
    with tempfile.TemporaryDirectory() as folder:
        index = open_engine(name, Path(folder), analyzer, create=True)
        making = seconds(lambda: sum(1 for _ in corpus.records(records)), repeat=1)
        build = seconds(lambda: index.write(corpus.records(records)), repeat=1) - making
        worst = _query_times(name, Path(folder), analyzer, list(bad.queries(MAX_TERMS).values()))
        times = _query_times(name, Path(folder), analyzer, corpus.queries(records))
        update = seconds(lambda: index.write(corpus.records(1)))
        size = sum(path.stat().st_size for path in Path(folder).rglob("*"))
    return {
        "build": build,
        "build, per record": build / records * 1000,
        "update of one": update * 1000,
        "query, median": median(times) * 1000,
        "query, 95 %": percentile(times, 0.95) * 1000,
        "query, worst": max(times) * 1000,
        "bad query, worst": max(worst) * 1000,
        "size on disk": size / 1e6,
        "peak memory": peak_megabytes(),
    }


def _query_times(name: EngineName, folder: Path, analyzer: Analyzer, queries: list[str]) -> list[float]:
    """Seconds of each query, read and answered; the first one, which opens the files, is not counted."""
    index = open_engine(name, folder, analyzer)
    times = []
    for q in [queries[0], *queries * ROUNDS]:
        if name == "tantivy":
            index.reload()  # it forgets its last answers; whoosh remembers none
        start = time.perf_counter()
        index.search(parse(q, analyzer).tree, filters={"body": "npc"}, sort="relevance", offset=0, limit=20)
        times.append(time.perf_counter() - start)
    return times[1:]
