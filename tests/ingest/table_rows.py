"""The rows of an archive as plain values."""

from typing import Any

from sqlmodel import Session, SQLModel, select


def rows(session: Session, *tables: type[SQLModel]) -> dict[str, list[dict[str, Any]]]:
    """Every row of the tables (all of them when none is named), in a fixed order, as committed by now."""
    session.rollback()
    session.expunge_all()
    wanted = tables or tuple(table for table in SQLModel.__subclasses__() if hasattr(table, "__table__"))
    found = {
        table.__name__: sorted((row.model_dump() for row in session.exec(select(table))), key=str)
        for table in wanted
    }
    session.rollback()
    return found
