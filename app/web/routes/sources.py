"""The originals."""

import re
from pathlib import Path
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse

from app.archive import queries
from app.archive.models import KeyRedirect, Source
from app.settings import Settings
from app.web.contexts.sources import source_page
from app.web.deps import Archive, GoneError, MissingError, PageNumber
from app.web.render import render
from app.web.routes.pages import page as page_at

router = APIRouter()
_SHA256 = re.compile(r"[0-9a-f]{64}")


@page_at(router, "/sources/{sha256}")
def source(request: Request, session: Archive, page: PageNumber, sha256: str, at: str = "") -> Response:
    """The original beside what was read from it."""
    return render(request, "source.html", source_page(session, _find(session, sha256), page, at))


@page_at(router, "/sources/{sha256}/original")
def original(request: Request, session: Archive, sha256: str) -> Response:
    """The bytes as received, as a download under the name they came with."""
    found = _find(session, sha256)
    settings: Settings = request.app.state.settings
    path = _kept(settings.originals, sha256)
    if path is None:
        raise MissingError(found.file)
    disposition = f"attachment; filename*=UTF-8''{quote(found.file, safe='')}"
    return FileResponse(
        path, media_type="application/octet-stream", headers={"Content-Disposition": disposition}
    )


def _kept(folder: Path, sha256: str) -> Path | None:
    path = folder / sha256
    return path if path.is_file() else None


def _find(session: Archive, sha256: str) -> Source:
    found = queries.source(session, sha256) if _SHA256.fullmatch(sha256) else None
    if found is None:
        raise MissingError
    why = queries.withdrawn(session, [sha256]).get(sha256)
    if why is not None:
        gone = KeyRedirect(old_key=sha256, noun="source", title=found.file, reason=why, run_id=found.run_id)
        raise GoneError(gone)
    return found
