"""The search page as the server renders it, asked in-process: times, their growth, and where one goes."""

import asyncio
import gc
import pkgutil
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import local
from typing import Any
from unittest.mock import patch
from urllib.parse import quote

from fastapi import FastAPI

from app.main import create_app
from app.search.query import MAX_TERMS
from tests.bench import archive, bad, corpus
from tests.bench.measure import Times, median

Ask = Callable[[str], Awaitable[bytes]]

ROUNDS = 5
"""How often each page is asked for."""
_ENGINE = "app.search.engines.tantivy.TantivyEngine"
_PARTS = {
    "query": ["app.search.searcher.Searcher._parsed", "app.search.engines.tantivy.converted"],
    "hits": [f"{_ENGINE}.search"],
    "counts": ["app.search.engines.tantivy._counts"],
    "search": ["app.search.searcher.Searcher.search"],
    "rows": ["app.archive.queries.found", "app.web.contexts.search.facet_words"],
    "highlight": ["app.web.contexts.hits.excerpt", "app.web.contexts.hits.mark"],
    "page": ["app.web.routes.search.search_page"],
    "template": ["jinja2.Template.render"],
}
"""The parts of a page, and the functions that do them; what one spends in another part is that part's."""


def addresses(number: int) -> list[str]:
    """A page for each query: every third under a body, every fifth under a body and a year."""
    asked = []
    for place, q in enumerate(corpus.queries(number)):
        filters = "&body=npc" if place % 3 == 0 else ""
        asked.append(f"q={quote(q)}{filters}{'&year=2020' if place % 5 == 0 else ''}")
    return asked


@dataclass(frozen=True)
class Figures:
    """Times of the mixed pages, of a page for each planted word, and the milliseconds of a page's parts.

    `mixed`, `planted` and `profile` are of pages that nobody has asked for since the index changed;
    `reopened` are the mixed pages when each is the first after a change, `again` those asked for once more,
    `worst` is the slowest of the bad queries with its name.
    """

    mixed: Times
    reopened: Times
    again: Times
    worst: tuple[str, Times]
    planted: dict[str, Times]
    profile: dict[str, float]


def figures(folder: Path, number: int) -> Figures:
    """Of the archive of `number` records in that folder."""
    return asyncio.run(_figures(create_app(archive.settings(folder)), number))


async def _figures(app: FastAPI, number: int) -> Figures:
    # In one task, as in a server: with the task the threads end that pages are made in.
    async with app.router.lifespan_context(app):
        return await _of_server(app, number)


async def _of_server(app: FastAPI, number: int) -> Figures:
    ask, mixed = _asker(app), addresses(number)
    first = await _timed(ask, mixed, ROUNDS, app)
    reopened = await _timed(ask, mixed, 1, app, reload=True)
    again = await _timed(ask, mixed, ROUNDS)
    words = (*corpus.PLANTED, corpus.FIXED[0])
    planted = {word: await _timed(ask, [f"q={quote(word)}"], 30, app) for word in words}
    asked = bad.queries(MAX_TERMS).items()
    bad_ones = {name: await _timed(ask, [f"q={quote(q)}&body=npc"], 3, app) for name, q in asked}
    worst = max(bad_ones.items(), key=lambda item: median(item[1].processor))
    return Figures(first, reopened, again, worst, planted, await _profile(ask, mixed, app))


def _asker(app: FastAPI) -> Ask:
    async def ask(query: str) -> bytes:
        scope = {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET"}
        scope |= {"scheme": "http", "path": "/search", "raw_path": b"/search", "query_string": query.encode()}
        scope |= {"root_path": "", "headers": [(b"host", b"archive.test")], "client": None, "server": None}
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await app(scope, receive, send)
        if sent[0]["status"] not in (200, 400):  # a bad query may be refused, at once
            raise RuntimeError(f"/search?{query} answered {sent[0]['status']}")
        return b"".join(message.get("body", b"") for message in sent)

    return ask


async def _timed(
    ask: Ask, queries: list[str], rounds: int, fresh: FastAPI | None = None, *, reload: bool = False
) -> Times:
    """The first round, which opens files and compiles templates and statements, is not counted.

    The server `fresh` forgets its last answers before each page, with `reload` the open index too.
    """
    for query in queries:
        await ask(query)
    gc.collect()
    times = Times()
    for query in queries * rounds:
        _forget(fresh, reload=reload)
        with times.one():
            await ask(query)
    return times


def _forget(app: FastAPI | None, *, reload: bool = False) -> None:
    """Let the engine of the server forget its last answers; with `reload` begin anew, as after a change."""
    if app is None or (opened := app.state.searcher._open) is None:
        return
    if reload or opened.engine.name != "tantivy":  # no other remembers any
        opened.engine.reload()
    else:
        opened.engine._state._answers.clear()


async def _profile(ask: Ask, queries: list[str], app: FastAPI) -> dict[str, float]:
    """Milliseconds of processor time of each part of a page, on average over the mixed pages."""
    spent = dict.fromkeys(_PARTS, 0.0)
    whole = 0.0
    with _clocked(spent):
        for query in queries:
            _forget(app)
            start = time.process_time()
            await ask(query)
            whole += time.process_time() - start
    spent["framework"] = whole - sum(spent.values())
    return {part: value / len(queries) * 1000 for part, value in spent.items()}


class _Inner(local):
    """For each function that is running in a thread, what those that it calls have taken."""

    def __init__(self) -> None:
        self.inner: list[float] = []


@contextmanager
def _clocked(spent: dict[str, float]) -> Iterator[None]:
    """Adds the time that the functions of each part take to `spent`."""
    inner = _Inner()
    with ExitStack() as stack:
        for part, targets in _PARTS.items():
            for target in targets:
                holder, name = pkgutil.resolve_name(target.rpartition(".")[0]), target.rpartition(".")[2]
                timed = _timing(getattr(holder, name), spent, part, inner)
                stack.enter_context(patch.object(holder, name, timed))
        yield


def _timing(
    function: Callable[..., Any], spent: dict[str, float], part: str, running: "_Inner"
) -> Callable[..., Any]:
    def timed(*arguments: Any, **named: Any) -> Any:
        inner = running.inner
        inner.append(0.0)
        start = time.thread_time()
        try:
            return function(*arguments, **named)
        finally:
            took = time.thread_time() - start
            spent[part] += took - inner.pop()
            if inner:
                inner[-1] += took

    return timed
