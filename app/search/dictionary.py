"""The dictionary of the seeds, and the copy of it that lies with each index.

An index is only ever asked with the dictionary that it was made by, so a changed file makes it stale, never
unreadable: searches go on until it is built anew.
"""

import logging
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import get_args

from app.search import fields, synonyms, wordfiles
from app.search.analysis import Analyzer, SegmenterName, segmenter_name, stamp_of
from app.search.engines import EngineName
from app.search.errors import WordFileError
from app.search.generations import Current, IndexFolder
from app.settings import Settings

FILE = "words.txt"
_IN_USE = "the last good one stays in use"
_OFF = "no earlier one is kept, so it is not used"
log = logging.getLogger(__name__)


def open_analyzer(settings: Settings) -> Analyzer:
    """The analyzer the settings ask for, with the user dictionary `words.txt` of the seeds.

    Raises SegmenterMissingError when the settings name one that is not installed.
    """
    return _opened(segmenter_name(settings), dictionary(settings))


def dictionary(settings: Settings) -> str:
    """The user dictionary; where the file cannot be read, that of the index in use."""
    try:
        return wordfiles.read(settings.seeds / FILE)
    except WordFileError as error:
        _warn(str(error))
        current = IndexFolder(settings.index).current()
        return (_kept(current) if current else None) or ""


def keep(folder: Path, analyzer: Analyzer) -> None:
    """Leave a copy of the dictionary with the index in `folder` that is made by it."""
    (folder / FILE).write_text(analyzer.dictionary, encoding="utf-8", newline="")


def analyzer_of(current: Current) -> Analyzer | None:
    """The analyzer that an index was made by; None when this code cannot read the index."""
    stamp, kept = current.stamp, _kept(current)
    installed = find_spec(stamp.engine) if stamp.engine in get_args(EngineName) else None
    known = stamp.segmenter in get_args(SegmenterName) and find_spec(stamp.segmenter) is not None
    if not installed or not known or kept is None or stamp.schema != fields.SCHEMA_VERSION:
        return None
    return _opened(stamp.segmenter, kept) if stamp_of(kept) == stamp.analysis else None


def _kept(current: Current) -> str | None:
    path = current.folder / FILE
    try:
        return wordfiles.read(path) if path.is_file() else None
    except (WordFileError, OSError):
        return None


def word_file_problems(settings: Settings) -> Iterator[str]:
    """What is wrong with the lists of words in the seeds, each in one line."""
    for name, kept in ((FILE, _has_copy(settings)), (synonyms.FILE, synonyms.kept(settings).is_file())):
        try:
            wordfiles.read(settings.seeds / name)
        except WordFileError as error:
            yield f"{error}; {_IN_USE if kept else _OFF}"


def _has_copy(settings: Settings) -> bool:
    current = IndexFolder(settings.index).current()
    return current is not None and _kept(current) is not None


@lru_cache(maxsize=4)
def _opened(segmenter: SegmenterName, words: str) -> Analyzer:
    return Analyzer(segmenter, words)


@lru_cache(maxsize=16)
def _warn(message: str) -> None:
    """Once for each mistake, not for each search."""
    log.warning("%s; the last good one stays in use", message)
