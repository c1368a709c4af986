"""Many rows at once."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, SQLModel


def insert_all(session: Session, model: type[SQLModel], rows: Iterable[dict[str, Any]]) -> None:
    """Insert rows with a value for every column, all in one statement.

    For rows of which nothing here needs the object: it would take several times as long to make and track.
    """
    values = list(rows)
    if values:
        session.execute(insert(model), values)
