"""The figures of reading and ingesting a folder. Each function is for a process of its own."""

import logging
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import jieba

from app.ingest import ingest
from app.parse import read
from app.settings import Settings
from app.sources import read_source
from tests.bench.measure import peak_megabytes, seconds

_EVERY = 100
"""Files between two lines of progress."""


def reading(path: Path, repeat: int) -> tuple[int, float]:
    """How many characters the texts of the folder have, and the seconds it takes to read them all."""
    texts = _texts(path)
    return sum(map(len, texts)), seconds(lambda: _over(texts, "read", read), repeat)


def segmentation(path: Path, repeat: int) -> tuple[int, float]:
    """The same of bare pure Python jieba."""
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    texts = _texts(path)
    return sum(map(len, texts)), seconds(lambda: _over(texts, "segmented", jieba.lcut), repeat)


def figures(path: Path) -> dict[str, float]:
    """Seconds of the whole ingest into a new archive and of its stages, records, megabytes at the peak."""
    with tempfile.TemporaryDirectory() as data:
        start = time.perf_counter()
        report = ingest(
            Settings(data=Path(data)),
            [path],
            progress=lambda done, count, _: _progress("ingested", done, count),
        )
        took = time.perf_counter() - start
    if report.failed:
        raise RuntimeError(f"{len(report.failed)} files failed, the first: {report.failed[0].error}")
    stages = report.seconds
    return {"all": took, **stages, "records": report.totals["records"], "peak memory": peak_megabytes()}


def _texts(path: Path) -> list[str]:
    return [read_source(file).text for file in sorted(path.glob("*.txt"))]


def _over(texts: list[str], verb: str, work: Callable[[str], object]) -> None:
    for done, text in enumerate(texts, start=1):
        work(text)
        _progress(verb, done, len(texts))


def _progress(verb: str, done: int, count: int) -> None:
    """On the standard error, and only where there is much to do."""
    if count > _EVERY and (done % _EVERY == 0 or done == count):
        print(f"\r  {verb} {done:,} of {count:,} files", end="\n" if done == count else "", file=sys.stderr)
