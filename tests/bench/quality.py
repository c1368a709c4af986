"""The ranking's figures over the judged queries, for each engine and for the plain baseline."""

from collections.abc import Sequence
from pathlib import Path

from app.archive.db import session_factory
from app.search import Searcher, reindex
from app.search.engines import EngineName
from tests.sample_archive import ingest_samples, sample_settings
from tests.search import ranking
from tests.search.ranking import Figures


def by_kind(folder: Path, names: Sequence[EngineName]) -> dict[str, dict[str, Figures]]:
    """For all queries and for those of each kind the figures of `bm25`, the baseline, and of each engine."""
    _, database = ingest_samples(folder)
    with session_factory(database)() as session:
        queries = ranking.judged(session)
        rankers: dict[str, ranking.Ranker] = {"bm25": ranking.Baseline(session)}
        for name in names:
            settings = sample_settings(folder / name, name)
            reindex(session, settings)
            rankers[name] = ranking.engine(Searcher(settings))
    kinds = dict.fromkeys(query.kind for query in queries)
    groups = {f"all {len(queries)}": queries}
    groups |= {kind: [query for query in queries if query.kind == kind] for kind in kinds}
    return {
        label: {name: ranking.figures(group, ranker) for name, ranker in rankers.items()}
        for label, group in groups.items()
    }
