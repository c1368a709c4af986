"""How Alembic runs here: on the connection that `app.archive.db` hands over, never on one of its own."""

from typing import Any, Literal

from alembic import context
from sqlalchemy.types import DateTime, String, TypeDecorator

from app.archive import models

connection = context.config.attributes.get("connection")
if connection is None:
    raise SystemExit("Migrations are run by yishilu itself; see migrations/README.md.")


def plain_type(kind: str, value: object, _autogen: Any) -> str | Literal[False]:
    """Write SQLModel's own column types as the plain ones they are stored as: a migration is for ever."""
    if kind != "type" or not isinstance(value, TypeDecorator):
        return False
    if isinstance(value.impl_instance, String):
        return f"sa.String({value.impl_instance.length or ''})"
    return "sa.DateTime(timezone=True)" if isinstance(value.impl_instance, DateTime) else False


context.configure(
    connection=connection,
    target_metadata=models.SQLModel.metadata,
    # SQLite cannot alter a column in place; a batch makes the table anew.
    render_as_batch=True,
    render_item=plain_type,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
