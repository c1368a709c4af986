"""Write a new migration: what `app/archive/models.py` has and the migrations so far do not.

.venv/bin/python -m migrations.new "what changes"
"""

import sys
import tempfile
from pathlib import Path

from alembic import command

from app.archive.db import MIGRATIONS, alembic_config, migrate, open_engine
from app.settings import Settings


def main(message: str) -> None:
    """Migrate an empty database as far as the files go, and write down the difference to the models."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(Settings(data=Path(folder), database_url=None))
        migrate(engine)
        config = alembic_config()
        number = len(list((MIGRATIONS / "versions").glob("[0-9]*.py"))) + 1
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.revision(config, message=message, autogenerate=True, rev_id=f"{number:04}")
        engine.dispose()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(sys.argv[1])
