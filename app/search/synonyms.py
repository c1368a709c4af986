"""Words that mean the same, from a file that staff edit: asked for one, the search looks for the others too.

A line of `seeds/synonyms.txt` is one group, its words separated by blanks or commas; what follows a `#` is
a remark. Only a whole unquoted term of a query is widened, never a part of one. The words are looked up at
the time of asking, so a changed file needs no new index and no restart.
"""

import logging
import os
import re
import uuid
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from app.search import wordfiles
from app.search.errors import WordFileError
from app.settings import Settings
from app.text.folding import searchable

FILE = "synonyms.txt"
OF_ONE = "~"
"""Between a term and the one synonym of it that is not looked for."""
_BETWEEN = re.compile(r"[\s,，、;；]+")


class Synonyms:
    """Groups of words of one meaning."""

    def __init__(self, groups: Iterable[Iterable[str]] = ()) -> None:
        self._groups: dict[str, dict[str, str]] = {}
        for group in groups:
            words = {_form(word): word for word in group if _form(word)}
            for form in words if len(words) > 1 else ():
                self._groups.setdefault(form, {}).update(words)

    def of(self, term: str) -> tuple[str, ...]:
        """The other words of the term's groups, as the file spells them."""
        form = _form(term)
        return tuple(word for other, word in self._groups.get(form, {}).items() if other != form)

    def without(self, terms: Iterable[str]) -> "Synonyms":
        """The same, but for these terms, which stand for themselves alone; of `term~synonym` only this
        synonym is left out of the term's."""
        left = Synonyms()
        left._groups = dict(self._groups)
        for term, apart, synonym in (one.partition(OF_ONE) for one in terms):
            words = left._groups.pop(_form(term), {})
            if apart and words:
                left._groups[_form(term)] = {
                    form: word for form, word in words.items() if form != _form(synonym)
                }
        return left


NONE = Synonyms()
log = logging.getLogger(__name__)


def of_settings(settings: Settings) -> Synonyms:
    """The synonyms in the file of the seeds as it is now; none where there is no file.

    Where it cannot be read, the last ones that could be: a copy of them is kept in the data folder.
    """
    path = settings.seeds / FILE
    try:
        found = path.stat()
    except FileNotFoundError:
        return NONE
    return _read(path, kept(settings), (found.st_mtime_ns, found.st_size))


def kept(settings: Settings) -> Path:
    """Where the copy of the last file is that could be read."""
    return settings.index / FILE


@lru_cache(maxsize=4)
def _read(path: Path, copy: Path, _state: tuple[int, int]) -> Synonyms:
    try:
        text = wordfiles.read(path)
    except WordFileError as error:
        log.warning("%s; the last good one stays in use", error)
        return _parsed(wordfiles.read(copy))
    _keep(copy, text)
    return _parsed(text)


def _parsed(text: str) -> Synonyms:
    return Synonyms(_BETWEEN.split(line.partition("#")[0]) for line in text.splitlines())


def _keep(copy: Path, text: str) -> None:
    """Replace the copy in one step, so that no other process reads half of it."""
    try:
        if copy.is_file() and wordfiles.read(copy) == text:
            return
        aside = copy.with_name(f"{copy.name}.{uuid.uuid4().hex}")
        aside.write_text(text, encoding="utf-8", newline="")
        os.replace(aside, copy)
    except (OSError, WordFileError) as error:
        log.warning("no copy of %s is kept: %s", FILE, error)


def _form(word: str) -> str:
    return searchable(word)
