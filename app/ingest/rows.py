"""Many rows at once, and statements that are made once.

To make a statement takes several times as long as to run it, and to make objects of rows as long again. What
is asked for every source is therefore a constant over the tables' own columns.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Insert, Table, bindparam, insert
from sqlmodel import Session, SQLModel


def table_of(model: type[SQLModel]) -> Table:
    """The table that holds the rows of a model."""
    return SQLModel.metadata.tables[str(model.__tablename__)]


def any_of(name: str) -> BindParameter[Any]:
    """The values given under this name when the statement is run, for `in_`."""
    return bindparam(name, expanding=True)


def insert_all(session: Session, model: type[SQLModel], rows: Iterable[dict[str, Any]]) -> None:
    """Insert rows with a value for every column but one that the database numbers, all in one statement.

    For rows of which nothing here needs the object: it would take several times as long to make and track.
    """
    values = list(rows)
    if values:
        session.execute(_insert(model), values)


@lru_cache
def _insert(model: type[SQLModel]) -> Insert:
    return insert(table_of(model))
