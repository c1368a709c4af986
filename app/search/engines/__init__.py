"""The engines behind the protocol `app.search.types.Engine`, opened by name."""

import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from app.search.analysis import Analyzer
from app.search.errors import EngineMissingError, SearchError, damaged
from app.search.types import Engine
from app.settings import Settings

EngineName = Literal["tantivy", "whoosh"]


def engine_name(settings: Settings) -> EngineName:
    """The engine in use under these settings; EngineMissingError when they name one that is not installed."""
    installed = importlib.util.find_spec("tantivy") is not None
    if settings.search == "auto":
        return "tantivy" if installed else "whoosh"
    if settings.search == "tantivy" and not installed:
        raise EngineMissingError("tantivy is not installed: install it, or set YISHILU_SEARCH=whoosh")
    return settings.search


def open_engine(name: EngineName, folder: Path, analyzer: Analyzer, *, create: bool = False) -> Engine:
    """The engine of that name over the index in `folder`; `create` makes a new one in an empty folder.

    Raises IndexDamagedError when the files there cannot be read.
    """
    if create:
        return _engine(name, folder, analyzer, create=True)
    with undamaged():
        return _engine(name, folder, analyzer, create=False)


@contextmanager
def undamaged() -> Iterator[None]:
    """For what only opens files of an index: whatever goes wrong is their fault."""
    try:
        yield
    except SearchError:
        raise
    # Each library has its own errors for files that are gone or cut short: from OSError to TypeError.
    except Exception as error:
        raise damaged(error) from error


def _engine(name: EngineName, folder: Path, analyzer: Analyzer, *, create: bool) -> Engine:
    if name == "tantivy":
        from app.search.engines.tantivy import TantivyEngine

        return TantivyEngine(folder, analyzer, create=create)
    from app.search.engines.whoosh import WhooshEngine

    return WhooshEngine(folder, analyzer, create=create)
