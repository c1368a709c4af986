"""Figures for Prometheus: of this process, or of all workers together where `serve` started several."""

import os
from datetime import UTC

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from app.archive.models import IngestRun

MULTIPROCESS = "PROMETHEUS_MULTIPROC_DIR"
"""The folder in which the workers of one server keep their figures, so that any of them can give all."""

_SECONDS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5)
"""Upper ends of the classes of duration; 0.02 is what a search page is to stay below."""


class Metrics:
    """The counters of one server process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "yishilu_requests", "Requests answered.", ("method", "route", "status"), registry=self.registry
        )
        self.latency = Histogram(
            "yishilu_request_seconds",
            "From the request to the end of its answer.",
            ("route",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.search = Histogram(
            "yishilu_search_seconds",
            "Asking the index, without rows and page.",
            buckets=_SECONDS,
            registry=self.registry,
        )

    def exposition(self, *, generation: int, indexed: int, run: IngestRun | None) -> bytes:
        """All figures in Prometheus' text format.

        `generation` counts the changes of the rows, `indexed` is the one that the index reflects: apart for
        longer than an ingest takes, the index is stale. `run` is the last ingest.
        """
        state = CollectorRegistry()
        Gauge("yishilu_rows_generation", "Changes of the rows so far.", registry=state).set(generation)
        Gauge("yishilu_index_generation", "Changes that the index has.", registry=state).set(indexed)
        if run is not None:
            sources = Gauge("yishilu_ingest_sources", "The last ingest.", ("outcome",), registry=state)
            for outcome in ("inserted", "updated", "unchanged", "failed"):
                sources.labels(outcome).set(run.totals.get(outcome, 0))
            if run.finished is not None:
                finished = Gauge(
                    "yishilu_ingest_finished_timestamp_seconds", "End of the last ingest.", registry=state
                )
                finished.set(run.finished.replace(tzinfo=UTC).timestamp())
        return generate_latest(self._counted()) + generate_latest(state)

    def _counted(self) -> CollectorRegistry:
        if not os.environ.get(MULTIPROCESS):
            return self.registry
        together = CollectorRegistry()
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]
        return together
