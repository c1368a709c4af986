"""The commands that copy a whole archive: to a file and back."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy import Engine

from app.archive import models, queries
from app.archive.backup import Backup, write_backup
from app.archive.db import open_archive, open_engine, session_factory
from app.archive.export import export_archive, open_for_writing
from app.archive.restore import open_for_reading, restore_archive
from app.search import index_stamp
from app.search import reindex as rebuild_index
from app.settings import Settings
from app.terminal import progress, say


def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write; - for stdout.")],
) -> None:
    """Write the whole archive, originals and all, as JSON Lines. The same archive gives the same bytes."""
    settings = Settings()
    engine = open_archive(settings)
    try:
        with open_for_writing(file) as out, progress("exporting") as advance:
            count = export_archive(engine, settings.originals, out, lambda done: advance(done, None))
    finally:
        engine.dispose()
    say(f"{count} rows exported")


def import_archive(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `export` wrote; - for stdin.")],
) -> None:
    """Put an exported archive into an empty one, and build its index. All of it or nothing."""
    settings = Settings()
    engine = open_engine(settings)
    try:
        with open_for_reading(file) as source, progress("importing") as advance:
            count = restore_archive(
                engine,
                settings.originals,
                source,
                lambda done: advance(done, None),
                max_bytes=settings.max_source_bytes,
            )
        total = _index(engine, settings)
    finally:
        engine.dispose()
    say(f"{count} rows imported, {total} records indexed")


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write, a ZIP file.")],
) -> None:
    """Copy the archive to one file, also while a server answers and documents are ingested."""
    settings = Settings()
    engine = open_archive(settings)
    try:
        with open_for_writing(file) as out, progress("copying") as advance:
            made_with = _made_with(settings)
            count = write_backup(engine, settings.originals, out, made_with, lambda done: advance(done, None))
    finally:
        engine.dispose()
    say(f"{count} rows and their originals copied to {file}")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `backup` wrote.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Put it in the place of the archive that is there.")
    ] = False,
) -> None:
    """Put a backup into an empty archive, when all its hashes are right, and build the index."""
    settings = Settings()
    with open_for_reading(file) as source:
        kept = Backup(source, settings.max_source_bytes)
        with progress("verifying") as advance:
            kept.verify(lambda done: advance(done, None))
        engine = open_engine(settings)
        try:
            with progress("restoring") as advance:
                count = kept.restore(
                    engine, settings.originals, lambda done: advance(done, None), replace=replace
                )
            total = _index(engine, settings)
        finally:
            engine.dispose()
    say(f"the archive of {kept.made} is back: {count} rows, {total} records indexed")
    now = _made_with(settings) or {}
    for name in sorted(kept.index.keys() & now.keys() - {"generation", "mark"}):
        if kept.index[name] != now[name]:
            say(f"the index is made otherwise than before: {name} is {now[name]}, not {kept.index[name]}")


def _made_with(settings: Settings) -> dict[str, Any] | None:
    stamp = index_stamp(settings)
    return asdict(stamp) if stamp else None


def _index(engine: Engine, settings: Settings) -> int:
    """Build the index. The number of records in it."""
    with session_factory(engine)() as session, progress("indexing") as advance:
        total = queries.count(session, models.Record)
        rebuild_index(session, settings, lambda done: advance(done, total))
    return total
