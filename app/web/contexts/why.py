"""The line that says by what a record was found, where nothing that is shown of it is marked."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import Session

from app.search import Piece, Snippet, Terms, reasons
from app.web import labels


class Why(NamedTuple):
    """What matched, by what it is called, cut out and marked."""

    word: str
    snippet: Snippet


def why(session: Session, keys: Sequence[str], terms: Terms) -> dict[str, tuple[Why, ...]]:
    """The reasons of each of these records; no query where there are none."""
    found = reasons(session, keys, terms) if keys else {}
    return {
        key: tuple(Why(labels.SEARCHED[one.source], one.snippet) for one in found.get(key, ()))
        or (Why(labels.APART[0], (Piece(labels.APART[1], False),)),)
        for key in keys
    }
