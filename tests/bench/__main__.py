"""Quality of the ranking; speed and memory of segmentation, indexing, searching and reading.

Figures of one machine say little on another, so each is printed beside another of the same run.

    python -m tests.bench [--records 3000] [--megabytes 50]
                          [--only segmentation|ranking|engines|reading|pages|scale]
                          [--sizes 20000,100000] [--full] [--archives FOLDER]

`scale` is the search page over generated archives: some ten minutes for the default sizes; `--full`
(`make bench FULL=1`) adds 500,000 records, to set beside 20,000, and an hour. With `--archives` the
generated archives are kept there and used again.
"""

import argparse
import importlib.util
import tempfile
from pathlib import Path

from app.search.analysis import Analyzer, SegmenterName
from app.search.engines import EngineName
from app.settings import ROOT
from tests.bench import corpus, folder, ingest, quality, rendering, scale
from tests.bench.engine import FIGURES, figures
from tests.bench.measure import apart, seconds


def main() -> None:
    """Run the parts asked for and print their figures."""
    parts = {"segmentation": segmentation, "ranking": ranked, "engines": engines, "reading": reading}
    parts["pages"] = rendered
    parts["scale"] = at_scale
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--records", type=int, default=3000, help="size of the generated corpus")
    parser.add_argument("--megabytes", type=float, default=50, help="size of the generated folder")
    parser.add_argument("--only", choices=parts, help="one part instead of all")
    parser.add_argument("--sizes", type=_sizes, default=_sizes("20000,100000"), help="records of `scale`")
    parser.add_argument("--full", action="store_true", help="`scale` with 500,000 records too")
    parser.add_argument("--archives", type=Path, help="folder to keep the generated archives in")
    options = parser.parse_args()
    for name, part in parts.items():
        if options.only in (None, name):
            print(f"\n{name}", flush=True)
            part(options)


def _sizes(text: str) -> list[int]:
    return sorted(int(size) for size in text.split(","))


def rendered(_options: argparse.Namespace) -> None:
    """Rendering of each page type over the sample documents, beside an answer that renders nothing."""
    measured = rendering.times()
    least = measured["/healthz"][0]
    for name, (milliseconds, weight) in measured.items():
        print(f"  {name:<14}{milliseconds:8.2f} ms {milliseconds / least:6.1f} ×{weight / 1000:8.1f} KB")


def at_scale(options: argparse.Namespace) -> None:
    """The search page over archives of several sizes."""
    scale.run(scale.chosen(options.sizes, options.full), options.archives)


def installed(module: str) -> bool:
    """True where an optional package can be imported."""
    return importlib.util.find_spec(module) is not None


def segmentation(_options: argparse.Namespace) -> None:
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


def ranked(_options: argparse.Namespace) -> None:
    """nDCG@10 and MRR over the judged queries: each engine beside plain jieba and BM25."""
    with tempfile.TemporaryDirectory() as temporary:
        for kind, rows in quality.by_kind(Path(temporary), engine_names()).items():
            figures = "".join(f"{name} {each.ndcg:.3f} {each.mrr:.3f}   " for name, each in rows.items())
            print(f"  {kind:<12}{figures}")


def engine_names() -> tuple[EngineName, ...]:
    """The engines that are installed, the reference first."""
    return ("whoosh", "tantivy") if installed("tantivy") else ("whoosh",)


def engines(options: argparse.Namespace) -> None:
    """Building an index and asking it, for each engine in a process of its own."""
    records = options.records
    segmenter: SegmenterName = "rjieba" if installed("rjieba") else "jieba"
    names = engine_names()
    print(f"  {records} records of some {corpus.LENGTH} characters, {len(corpus.queries(records))} queries")
    print("  20 hits, total and all facets; words by", segmenter)
    measured = {name: apart(figures, name, segmenter, records) for name in names}
    for label, unit in FIGURES.items():
        row = "".join(f"{name} {measured[name][label]:9.2f} {unit}   " for name in names)
        ratio = measured["whoosh"][label] / measured[names[-1]][label]
        print(f"  {label:<20}{row}" + (f"{ratio:6.1f} ×" if len(names) > 1 else ""))


def reading(options: argparse.Namespace) -> None:
    """Reading, beside bare pure Python jieba over the same text, and all of ingest over a large folder."""
    samples, real = ROOT / "seeds" / "documents", ROOT.parent / "shared" / "seeds"
    _rates("sample documents", samples)
    if real.is_dir():
        _rates("real documents", real)
    else:
        print(f"  real documents: left out, there is no folder {real}")
    with tempfile.TemporaryDirectory() as temporary:
        part, whole = Path(temporary, "part"), Path(temporary, "whole")
        for path, megabytes in ((part, options.megabytes / 10), (whole, options.megabytes)):
            path.mkdir()
            apart(folder.fill, path, megabytes)
        label = f"folder of {options.megabytes:g} MB"
        jieba = _rates(label, whole, repeat=1)
        _print_ingest(label, apart(ingest.figures, whole), jieba)
        tenth = apart(ingest.figures, part)
        print(f"  peak memory of the ingest of a tenth of it {tenth['peak memory']:8.0f} MB")


def _rates(label: str, path: Path, repeat: int = 3) -> float:
    """Print the rates of reading and of jieba, each taken in a process of its own; the seconds of jieba."""
    characters, took = apart(ingest.reading, path, repeat)
    _, jieba = apart(ingest.segmentation, path, repeat)
    print(f"  {label}, {characters / 1e6:.2f} million characters")
    print(f"    read  {characters / took / 1e6:8.2f} million characters/s   {jieba / took:6.1f} × jieba")
    print(f"    jieba {characters / jieba / 1e6:8.2f} million characters/s")
    return jieba


def _print_ingest(label: str, figures: dict[str, float], jieba: float) -> None:
    took = figures["all"]
    print(f"  ingest of the {label}")
    print(f"    all   {took:8.1f} s   {took / jieba:6.2f} of the {jieba:.1f} s that jieba takes")
    for stage in ("waiting for reading", "rows", "index"):
        print(f"    {stage:<20}{figures[stage]:8.1f} s")
    print(f"    records {figures['records']:.0f}, peak memory {figures['peak memory']:.0f} MB")


if __name__ == "__main__":
    main()
