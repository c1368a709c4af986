"""A real server under load: answers a second by one process and by two, and the memory they take."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from tests.bench import pages

CLIENTS = 4
SECONDS = 8.0


def figures(folder: Path, number: int) -> dict[int, dict[str, float]]:
    """For one worker process and for two: pages a second, and the memory of a worker afterwards in MB.

    Of the memory, `files` is the part of the index that the system keeps in memory and may take back.
    """
    return {workers: _figures(folder, pages.addresses(number), workers) for workers in (1, 2)}


def _figures(folder: Path, queries: list[str], workers: int) -> dict[str, float]:
    with _server(folder, workers) as (port, process):
        for _ in range(workers):
            _ask_until(port, queries, time.monotonic() + 3)
        end = time.monotonic() + SECONDS
        with ThreadPoolExecutor(CLIENTS) as pool:
            counts = pool.map(lambda at: _ask_until(port, queries[at:] + queries[:at], end), range(CLIENTS))
            answered = sum(counts)
        memory = [_memory(worker) for worker in _workers(process)]
    most = max(memory, key=lambda each: each["own"])
    return {"pages a second": answered / SECONDS, **most}


@contextmanager
def _server(folder: Path, workers: int) -> Iterator[tuple[int, int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "app.main:create_app", "--factory", "--port", str(port)]
    command += ["--workers", str(workers), "--log-level", "error"]
    environment = {**os.environ, "YISHILU_DATA": str(folder)}
    server = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)  # a line for each request
    try:
        _wait(port)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait()


def _wait(port: int) -> None:
    end = time.monotonic() + 120
    while True:
        try:
            if _get(http.client.HTTPConnection("127.0.0.1", port), "/readyz") == 200:
                return
        except OSError:
            if time.monotonic() > end:
                raise
        time.sleep(0.2)


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


def _workers(server: int) -> list[int]:
    """The processes that answer: the server's children, or itself where it has none that does."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    return [server, *map(int, children)]


def _memory(process: int) -> dict[str, float]:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    sizes = dict(line.split(":", 1) for line in lines)
    own, files = (int(sizes[name].split()[0]) / 1024 for name in ("RssAnon", "RssFile"))
    return {"own": own, "files": files}
