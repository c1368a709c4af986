"""A real server under load: answers a second by one process and by two, and the memory they take."""

import http.client
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.bench import pages
from tests.program import serving

CLIENTS = 4
SECONDS = 8.0


def figures(folder: Path, number: int) -> dict[int, dict[str, float]]:
    """For one worker process and for two: pages a second, and the memory of a worker afterwards in MB.

    Of the memory, `files` is the part of the index that the system keeps in memory and may take back.
    """
    return {workers: _figures(folder, pages.addresses(number), workers) for workers in (1, 2)}


def _figures(folder: Path, queries: list[str], workers: int) -> dict[str, float]:
    with serving(folder, workers=workers) as server:
        port = server.port
        for _ in range(workers):
            _ask_until(port, queries, time.monotonic() + 3)
        end = time.monotonic() + SECONDS
        with ThreadPoolExecutor(CLIENTS) as pool:
            counts = pool.map(lambda at: _ask_until(port, queries[at:] + queries[:at], end), range(CLIENTS))
            answered = sum(counts)
        memory = [worker.memory() for worker in server.workers()]
    most = max(memory, key=lambda each: each["own"])
    return {"pages a second": answered / SECONDS, **most}


def _ask_until(port: int, queries: list[str], end: float) -> int:
    """How many pages were answered until then. A connection is kept for one round of the queries."""
    answered = 0
    while time.monotonic() < end:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        for query in queries:
            if time.monotonic() >= end:
                break
            if _get(connection, f"/search?{query}") != 200:
                raise RuntimeError(f"/search?{query} was not answered")
            answered += 1
        connection.close()
    return answered


def _get(connection: http.client.HTTPConnection, path: str) -> int:
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    return answer.status
