"""What a person at a terminal sees: lines, JSON, a bar, and every error as one line."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from functools import wraps
from typing import Any, ParamSpec

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from app.archive.db import ArchiveError
from app.archive.faults import refusal
from app.ingest import CatalogueError, WithdrawError
from app.search import QueryRefusedError, SearchError
from app.settings import PREFIX, Settings
from app.sources import SourceError
from app.text.visible import visible

P = ParamSpec("P")
_PASSWORD = re.compile(r"//[^/]*@")
_SAID = (ArchiveError, CatalogueError, SearchError, WithdrawError)
"""Errors whose message is a line for whoever typed the command: nothing was done (exit code 2)."""


def plainly(command: Callable[P, None]) -> Callable[P, None]:
    """The command with every error turned into one line on stderr, and an exit code that is not 0."""

    @wraps(command)
    def said(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except (typer.Exit, BrokenPipeError):
            raise
        except SourceError as error:
            fail(str(error))
        except QueryRefusedError as error:
            fail(error.english, code=2)
        except _SAID as error:
            fail(str(error), code=2)
        except ValidationError as error:
            fail(*(_setting_error(one) for one in error.errors()), code=2)
        # The last resort: whatever it is, people get a line and developers a way to the rest.
        except Exception as error:
            if wants_traceback():
                raise
            if refused := refusal(error):
                fail(refused, code=2)
            reason = " ".join(str(error).split())[:300]
            fail(f"unforeseen error, {type(error).__name__}: {reason} (YISHILU_DEBUG=1 shows where)")

    return said


@contextmanager
def progress(what: str) -> Iterator[Any]:
    """A bar on stderr, where that is a terminal; yields a function of (done, total)."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def print_json(value: Any) -> None:
    # Bytes: JSON is UTF-8 whatever the terminal's encoding.
    typer.echo((json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode(), nl=False)


def tell(line: str) -> None:
    """A line of the answer; what somebody wrote into a document or a name cannot steer the terminal."""
    typer.echo(visible(line))


def say(line: str) -> None:
    """A line beside the answer, on stderr."""
    typer.echo(visible(line), err=True)


def fail(*lines: str, code: int = 1) -> None:
    for line in lines:
        say(f"yishilu: {line}")
    raise typer.Exit(code)


def _setting_error(error: Any) -> str:
    name = "_".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        near = get_close_matches(name, Settings.model_fields, n=1)
        meant = f"did you mean {PREFIX}{near[0].upper()}?" if near else "see the README for those there are"
        return f"{PREFIX}{name.upper()} is no setting: {meant}"
    reason = error["msg"].removeprefix("Value error, ")
    given = _PASSWORD.sub("//…@", str(error["input"]))
    return f"{PREFIX}{name.upper()} is {given!r}: {reason}"


def wants_traceback() -> bool:
    try:
        return Settings().debug
    except ValidationError:
        return False
