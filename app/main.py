"""The server, assembled. Nothing happens at import: everything hangs on the application that is made."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from app.archive.db import open_engine, require_current, session_factory
from app.search import Searcher, Suggestions
from app.settings import ROOT, Settings, get_settings
from app.web import errors, logs
from app.web.conditional import ConditionalRequests
from app.web.deadline import Deadline
from app.web.headers import SecurityHeaders
from app.web.hosts import KnownHosts, known_hosts
from app.web.metrics import Metrics
from app.web.render import environment
from app.web.routes import ROUTERS, api, patterns
from app.web.static import StaticFiles
from app.web.telemetry import Telemetry

PATIENCE = 0.03
"""Seconds that a page waits for other wordings of its search: it is given without them then."""
COLLECTED = (50_000, 20, 50)
"""When the server looks for garbage: the usual 700 objects are thirty times a page, a tenth of its time."""


def create_app(settings: Settings | None = None) -> FastAPI:
    """The server over the archive that `settings` name (those of the environment when None).

    Raises ArchiveError when there is no archive, or when it has an older form than this program needs.
    An index that is missing does not keep the server from starting: the search page says so.
    """
    of_its_own = settings is None  # not started by a test or another program
    if settings is None:
        settings = get_settings()
        logs.configure(settings)
    engine = open_engine(settings)
    require_current(engine)
    metrics = Metrics()
    sessions = session_factory(engine)
    searcher = Searcher(settings, metrics.search.observe, sessions, PATIENCE)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        before = gc.get_threshold()
        gc.set_threshold(*COLLECTED)
        if of_its_own:
            searcher.prepare()
        yield
        gc.set_threshold(*before)
        searcher.close()
        engine.dispose()

    app = FastAPI(
        title="议事录",
        summary="Deliberation records of people's congresses and CPPCC committees, searchable.",
        version="1",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,  # the interactive pages load scripts from elsewhere
        redoc_url=None,
        redirect_slashes=True,
        lifespan=lifespan,
    )
    static = StaticFiles(ROOT / "static")
    app.state.settings = settings
    app.state.engine = engine
    app.state.sessions = sessions
    app.state.searcher = searcher
    app.state.metrics = metrics
    app.state.suggestions = Suggestions()
    app.state.static = static
    app.state.jinja = environment(ROOT / "templates", static)
    app.add_middleware(ConditionalRequests)
    app.add_middleware(Deadline, seconds=settings.max_request_seconds)
    app.add_middleware(KnownHosts, hosts=known_hosts(settings))
    app.add_middleware(SecurityHeaders)
    app.add_middleware(Telemetry, metrics=metrics, log_queries=settings.log_queries)
    errors.install(app)
    for router in (*ROUTERS, *([patterns.router] if settings.debug else [])):
        app.include_router(router)
    described = app.openapi
    app.openapi = lambda: api.described_with(settings, described())  # type: ignore[method-assign]
    return app
