"""Speed and memory of segmentation, indexing, searching and reading.

Figures of one machine say little on another, so each is printed beside another of the same run.

    python -m tests.bench [--records 3000] [--only segmentation|engines|reading]
"""

import argparse
import importlib.util

from app.parse import read
from app.search.analysis import Analyzer, SegmenterName
from app.search.engines import EngineName
from app.settings import ROOT
from app.sources import read_source
from tests.bench import corpus
from tests.bench.engine import FIGURES, figures
from tests.bench.measure import apart, peak_megabytes, seconds


def main() -> None:
    """Run the parts asked for and print their figures."""
    parts = {"segmentation": segmentation, "engines": engines, "reading": reading}
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--records", type=int, default=3000, help="size of the generated corpus")
    parser.add_argument("--only", choices=parts, help="one part instead of all")
    options = parser.parse_args()
    for name, part in parts.items():
        if options.only in (None, name):
            print(f"\n{name}")
            part(options.records)


def installed(module: str) -> bool:
    """True where an optional package can be imported."""
    return importlib.util.find_spec(module) is not None


def segmentation(_records: int) -> None:
    """Characters a second of each segmenter and of the characters alone, beside pure Python jieba."""
    text = corpus.sample_text()
    lines = text.splitlines()
    rates: dict[str, float] = {}
    for name in ("jieba", "rjieba") if installed("rjieba") else ("jieba",):
        analyzer = Analyzer(name)
        rates[f"words, {name}"] = len(text) / seconds(lambda a=analyzer: [a.words(line) for line in lines])
    rates["chars"] = len(text) / seconds(lambda a=analyzer: [a.chars(line) for line in lines])
    for label, rate in rates.items():
        ratio = rate / rates["words, jieba"]
        print(f"  {label:<16}{rate / 1e6:8.2f} million characters/s   {ratio:6.1f} × jieba")


def engines(records: int) -> None:
    """Building an index and asking it, for each engine in a process of its own."""
    segmenter: SegmenterName = "rjieba" if installed("rjieba") else "jieba"
    names: tuple[EngineName, ...] = ("whoosh", "tantivy") if installed("tantivy") else ("whoosh",)
    print(f"  {records} records of some {corpus.LENGTH} characters, {len(corpus.queries())} queries")
    print("  20 hits, total and all facets; words by", segmenter)
    measured = {name: apart(figures, name, segmenter, records) for name in names}
    for label, unit in FIGURES.items():
        row = "".join(f"{name} {measured[name][label]:9.2f} {unit}   " for name in names)
        ratio = measured["whoosh"][label] / measured[names[-1]][label]
        print(f"  {label:<20}{row}" + (f"{ratio:6.1f} ×" if len(names) > 1 else ""))


def reading(_records: int) -> None:
    """Reading the sample documents, beside bare pure Python jieba over the same text."""
    texts = [read_source(path).text for path in sorted((ROOT / "seeds" / "documents").glob("*.txt"))]
    characters = sum(map(len, texts))
    analyzer = Analyzer("jieba")
    read_rate = characters / seconds(lambda: [read(text) for text in texts])
    cut_rate = characters / seconds(lambda: [analyzer.words(text) for text in texts])
    print(f"  read    {read_rate / 1e6:8.2f} million characters/s   {read_rate / cut_rate:6.1f} × jieba")
    print(f"  jieba   {cut_rate / 1e6:8.2f} million characters/s")
    print(f"  peak memory {peak_megabytes():.0f} MB")


if __name__ == "__main__":
    main()
