"""Many rows at once."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Table, insert
from sqlmodel import Session, SQLModel


def table_of(model: type[SQLModel]) -> Table:
    """The table that holds the rows of a model."""
    return SQLModel.metadata.tables[str(model.__tablename__)]


def insert_all(session: Session, model: type[SQLModel], rows: Iterable[dict[str, Any]]) -> None:
    """Insert rows with a value for every column but one that the database numbers, all in one statement.

    For rows of which nothing here needs the object: it would take several times as long to make and track.
    """
    values = list(rows)
    if values:
        session.execute(insert(table_of(model)), values)
