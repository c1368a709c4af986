"""For operators: is the process alive, and can it answer."""

from typing import Literal

from fastapi import APIRouter, Request, Response
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from pydantic import BaseModel
from sqlalchemy.exc import SQLAlchemyError

from app.archive import queries
from app.archive.db import ArchiveError, require_current
from app.web.deps import Archive, Search

router = APIRouter(tags=["health"])
_STALE = "stale: searches go on; run `yishilu reindex`"
_BEHIND = "behind: what came in last is not found yet; when no ingest runs, run `yishilu check --repair`"


class Health(BaseModel):
    """The process runs."""

    status: Literal["ok"] = "ok"


class Readiness(BaseModel):
    """`database` and `index` are `ok` or say in one line what is missing.

    An index that is stale or behind the rows still answers.
    """

    status: Literal["ok", "unavailable"]
    database: str
    index: str


@router.get("/healthz")
def healthz() -> Health:
    """Answers as long as the process does."""
    return Health()


@router.get("/readyz", responses={503: {"model": Readiness}})
def readyz(request: Request, response: Response, session: Archive, searcher: Search) -> Readiness:
    """503 until the database has the current form and the index can be searched."""
    indexed = searcher.generation()  # before the rows, for these may change meanwhile and it follows them
    database, index = _database(request), _index(searcher)
    if database == index == "ok" and indexed != int(queries.generation(session)):
        index = _BEHIND
    ready = database == "ok" and index in ("ok", _STALE, _BEHIND)
    if not ready:
        response.status_code = 503
    return Readiness(status="ok" if ready else "unavailable", database=database, index=index)


@router.get("/metrics", include_in_schema=False)
def metrics(request: Request, session: Archive, searcher: Search) -> Response:
    """Figures for Prometheus: requests and their durations, searches, the index, the last ingest."""
    body = request.app.state.metrics.exposition(
        generation=int(queries.generation(session)),
        indexed=searcher.generation(),
        run=queries.last_run(session),
    )
    return Response(body, media_type=CONTENT_TYPE_PLAIN_0_0_4)


def _database(request: Request) -> str:
    try:
        require_current(request.app.state.engine)
    except (ArchiveError, SQLAlchemyError) as error:
        return str(error).splitlines()[0]
    return "ok"


def _index(searcher: Search) -> str:
    if not searcher.ready():
        return "there is no index to search: run `yishilu reindex`"
    return _STALE if searcher.outdated() else "ok"
