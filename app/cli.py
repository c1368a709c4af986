"""The command line. Each command calls the packages and prints what came of it; errors are one line."""

import logging
import os
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlmodel import Session, SQLModel

from app import copies
from app.archive import models, queries
from app.archive.db import bring_up, explained, is_read_only, open_archive, open_engine, session_factory
from app.ingest import IngestReport, SourceResult, read_file
from app.ingest import ingest as ingest_files
from app.ingest import withdraw as withdraw_source
from app.ingest.check import check as check_archive
from app.ingest.check import repair_index
from app.ingest.exactness import lacking
from app.parse.types import Body
from app.search import Searcher, SearchRequest, ensure_index
from app.search import reindex as rebuild_index
from app.search.bounds import MAX_SIZE
from app.settings import Settings
from app.terminal import fail, plainly, print_json, progress, say, tell, wants_traceback
from app.web import addresses

_MOST_PASSED_OVER = 20
"""Files of a kind that is not read that are named one by one."""
_LAST_ANSWERS_SECONDS = 20
"""How long a server that is told to stop may take to finish what it was asked."""
_FIRST_SIGN_SECONDS = 120
"""How long a worker may take to begin: on a busy machine, loading the program takes a minute, and one
that is given up too soon is given up again and again, so that no page is ever served."""


class Kind(StrEnum):
    """Kinds of records one can narrow a search to."""

    SPEECH = "speech"
    QUESTION = "question"
    ANSWER = "answer"
    SECTION = "section"


cli = typer.Typer(
    help="议事录: a searchable web archive of Chinese local deliberation records.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@cli.command()
@plainly
def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files and folders to read.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Read documents into the archive. Exit code 1 when any could not be read."""
    settings = Settings()
    with progress("reading") as advance:
        report = ingest_files(settings, paths, progress=lambda done, of, _: advance(done, of))
    for failed in report.failed:
        say(f"{failed.file}: {failed.error}")
    print_json(report.as_json()) if as_json else _print_report(report)
    raise typer.Exit(1 if report.failed else 0)


def _print_report(report: IngestReport) -> None:
    for result in report.sources:
        tell(_result_line(result))
    for passed in report.passed_over[:_MOST_PASSED_OVER]:
        tell(f"{'not read':<10} {passed.file} ({passed.kind})")
    if (more := len(report.passed_over) - _MOST_PASSED_OVER) > 0:
        tell(f"{'not read':<10} {_counted(more, 'more file')} of a kind that is not read")
    for warning in report.warnings:
        tell(f"{'warning':<10} {warning}")
    totals = report.totals
    counted = ", ".join(f"{totals[name]} {name}" for name in ("inserted", "updated", "unchanged", "failed"))
    sources, records = _counted(totals["sources"], "source"), _counted(totals["records"], "record")
    tell(f"{sources}: {counted}; {records}")
    roles = ", ".join(f"{count} {role.replace('_', ' ')}" for role, count in report.ledger.items() if count)
    tell(f"{sum(report.ledger.values())} characters: {roles or 'none read'}")


def _result_line(result: SourceResult) -> str:
    line = f"{result.status:<10} {result.file}"
    if result.status == "failed":
        return line
    unread = f", {result.unread} characters unread" if result.unread else ""
    note = f" ({result.note})" if result.note else ""
    counted = f"{_counted(result.documents, 'document')}, {_counted(result.records, 'record')}"
    return f"{line}: {counted}{unread}{note}"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


@cli.command()
@plainly
def parse(file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to read.")]) -> None:
    """Print what is read from a file, as JSON. No archive is touched."""
    source, reading = read_file(Settings(), file)
    described = {
        "file": source.file,
        "sha256": source.sha256,
        "media_type": source.media_type,
        "encoding": source.encoding,
    }
    reading.findings[:0] = lacking(source)
    print_json({"source": described, **reading.as_json()})


@cli.command()
@plainly
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for all.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="Processes that answer.")] = 1,
) -> None:
    """Serve the archive's pages."""
    settings = Settings()
    _require_free(host, port)
    engine = open_engine(settings)
    bring_up(engine)
    if not is_read_only(engine):
        with session_factory(engine)() as session, progress("indexing") as advance:
            total = queries.count(session, models.Record)
            ensure_index(session, settings, lambda done: advance(done, total))
    engine.dispose()
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104  (compared, not bound)
    tell(f"议事录: http://{f'[{shown}]' if ':' in shown else shown}:{port}/  (Ctrl+C stops it)")
    sys.stdout.flush()
    # Imported here: no other command needs a server.
    import uvicorn

    from app.web import logs

    logs.configure(settings)  # this process watches over the workers, and says when one is replaced
    with _shared_metrics(workers):
        uvicorn.run(
            "app.main:create_app",
            factory=True,
            host=host,
            port=port,
            workers=workers,
            log_config=None,
            log_level=settings.log_level if workers > 1 else "warning",
            server_header=False,
            timeout_graceful_shutdown=_LAST_ANSWERS_SECONDS,
            timeout_worker_healthcheck=_FIRST_SIGN_SECONDS,
        )


@contextmanager
def _shared_metrics(workers: int) -> Iterator[None]:
    """A folder in which several workers count together, for as long as they run."""
    if workers == 1:
        yield
        return
    from app.web.metrics import MULTIPROCESS

    with tempfile.TemporaryDirectory(prefix="yishilu-metrics-") as folder:
        os.environ[MULTIPROCESS] = folder
        yield


def _require_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            fail(f"{host}:{port} cannot be listened on ({error.strerror}): give another --port or --host")


@cli.command()
@plainly
def search(
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help="Words, “phrases”, fields such as 部门:商务局.")
    ],
    body: Annotated[Body | None, typer.Option(help="Only this institution.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="Only this kind of record.")] = None,
    year: Annotated[int | None, typer.Option(help="Only this year.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="The most hits to print.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print the hits as JSON.")] = False,
) -> None:
    """Search the archive, best hits first."""
    given = {"body": body, "kind": kind, "year": year}
    filters = {name: str(value) for name, value in given.items() if value is not None}
    with _archive() as (session, settings):
        total, keys, notice = _found(settings, query, filters, limit)
        hits = [_hit(entry, settings) for entry in queries.entries(session, keys)]
    if as_json:
        print_json({"total": total, "notice": notice, "hits": hits})
        return
    if notice:
        say(notice)
    for hit in hits:
        tell(f"{hit['url']}  {hit['kind']}  {hit['body'] or '-'}")
        tell(f"    {_shortened(hit['text'])}")
    tell(f"{total} found" + (f", {len(hits)} shown" if len(hits) < total else ""))


def _found(
    settings: Settings, query: str, filters: dict[str, str], limit: int
) -> tuple[int, list[str], str | None]:
    """Total, the first `limit` keys, and the notice for the reader."""
    searcher = Searcher(settings)
    keys: list[str] = []
    size, page = min(limit, MAX_SIZE), 1
    try:
        while True:
            result = searcher.search(
                SearchRequest(q=query, filters=filters, page=page, size=size, fold=False)
            )
            keys += result.keys
            if len(keys) >= min(limit, result.total) or not result.keys:
                return result.total, keys[:limit], result.notice
            page += 1
    finally:
        searcher.close()


def _hit(entry: queries.Entry, settings: Settings) -> dict[str, Any]:
    record = entry.record
    return {
        "key": record.key,
        "kind": record.kind,
        "body": record.body,
        "url": settings.site_url + addresses.record(record.key),
        "text": record.text,
    }


def _shortened(text: str, length: int = 70) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[:length]}…"


@cli.command()
@plainly
def reindex() -> None:
    """Build the full-text index anew, aside, and swap it in."""
    with _archive() as (session, settings), progress("indexing") as advance:
        total = queries.count(session, models.Record)
        count = rebuild_index(session, settings, lambda done: advance(done, total))
    tell(f"{count} records indexed")


@cli.command()
@plainly
def check(
    repair: Annotated[
        bool, typer.Option("--repair", help="Build the index anew first when it is not as the rows are.")
    ] = False,
    deep: Annotated[
        bool, typer.Option("--deep", help="Verify every hash, key, redirect, wording and index entry too.")
    ] = False,
) -> None:
    """Compare rows, index, ledgers and kept originals. Exit code 1 when something is wrong."""
    with _archive() as (session, settings), progress("checking") as advance:
        if repair and (done := repair_index(session, settings)):
            tell(done)
        total = queries.count(session, models.Source)
        report = check_archive(session, settings, deep=deep, progress=lambda done: advance(done, total))
    for problem in report.problems:
        say(problem)
    for line in report.flagged:
        tell(line)
    for code, count in report.findings.items():
        tell(f"to be checked by a reader: {code} ({count})")
    sources, records = _counted(report.sources, "source"), _counted(report.records, "record")
    tell(f"{sources}, {records}: {_counted(len(report.problems), 'problem')}")
    raise typer.Exit(1 if report.problems else 0)


@cli.command()
@plainly
def stats() -> None:
    """Count what the archive holds."""
    with _archive() as (session, _):
        for name, model in _COUNTED.items():
            tell(f"{name:<12} {queries.count(session, model):>8}")
        for total in queries.totals(session):
            where = f"{total.year or '----'}  {total.body or '-':<10}  {total.kind:<8}"
            tell(f"{where} {total.records:>6} records, {total.documents} documents")


_COUNTED: dict[str, type[SQLModel]] = {
    "sources": models.Source,
    "documents": models.Document,
    "records": models.Record,
    "meetings": models.Meeting,
    "people": models.Person,
    "departments": models.Department,
    "redirects": models.KeyRedirect,
    "findings": models.SourceFinding,
}


for _copying in (copies.export, copies.import_archive, copies.backup, copies.restore):
    cli.command("import" if _copying is copies.import_archive else None)(plainly(_copying))


@cli.command()
@plainly
def withdraw(
    source: Annotated[str, typer.Argument(metavar="SHA256|FILE", help="The source to take out.")],
    why: Annotated[str, typer.Option(help="The reason, one sentence; the pages show it.")],
) -> None:
    """Take a document out of the archive. Its addresses stay and say why."""
    done = withdraw_source(Settings(), source, why)
    records = _counted(done.records, "record")
    tell(f"withdrawn {done.file}: {records}; to bring them back, give ingest the file itself")
    for edition in done.editions:
        tell(f"another edition is {edition}: ingest it again to show it, or withdraw it too")


@contextmanager
def _archive() -> Iterator[tuple[Session, Settings]]:
    """A session on the archive that is there."""
    settings = Settings()
    engine = open_archive(settings)
    try:
        with explained(engine), session_factory(engine)() as session:
            yield session, settings
    finally:
        engine.dispose()


def main() -> None:
    """The entry point `yishilu`."""
    if wants_traceback():
        logging.basicConfig(level=logging.DEBUG)
    cli()
