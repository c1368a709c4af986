"""Whether the database can be served from."""

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from app.archive.db import ArchiveError, alembic_config


def require_current(engine: Engine) -> None:
    """Raises ArchiveError, with what to do, unless the database stands at the current migration."""
    head = ScriptDirectory.from_config(alembic_config()).get_current_head()
    try:
        with engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise ArchiveError(f"the database cannot be opened ({reason}): check YISHILU_DATA") from error
    if current is None:
        raise ArchiveError("there is no archive here yet: run `yishilu ingest FOLDER` first")
    if current != head:
        raise ArchiveError(
            f"the database stands at migration {current}, this program needs {head}:"
            " run `yishilu ingest` to migrate it"
        )
