"""Corrections as they are written: TOML files, one `[[corrections]]` table for each.

[[corrections]]
source = "3f1c…"                        # SHA-256 of the source, or its first 12 characters or more
span = [118, 163]                       # characters [start, end) of the source's text
expect = ["first words", "last words"]  # how the text at the span begins and ends
kind = "set"                            # set, boundary, merge, split or sic
field = "speakers"
value = ["…"]
who = "…"
why = "…"
date = "2026-03-02"                     # EDTF
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from app.ingest.corrections.fields import DOCUMENT, mistake_in
from app.parse.types import Role
from app.settings import Settings
from app.text.dates import is_edtf
from app.text.folding import squeeze
from app.text.spans import Span

COMMON = ("source", "span", "expect", "kind", "who", "why", "date")
KINDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "set": (frozenset({"field", "value"}), frozenset()),
    "boundary": (frozenset({"spans"}), frozenset({"whole", "rest"})),
    "merge": (frozenset(), frozenset({"labels_stay"})),
    "split": (frozenset(), frozenset({"label", "kind_of_record", "fields", "opens_exchange"})),
    "sic": (frozenset(), frozenset()),
}
"""Each kind, with the names it must and those it may have besides `COMMON`."""
RESTS = tuple(role for role in Role if role not in (Role.TEXT, Role.SPACE))
"""What the characters can be that a record gives up."""
RECORD_KINDS = ("speech", "question", "answer", "section")

_SOURCE = re.compile(r"[0-9a-f]{12,64}")


@dataclass(frozen=True)
class Correction:
    """One entry. `value` holds what belongs to its kind, under the names used in the file."""

    source: str
    span: Span
    expect: tuple[str, str]
    kind: str
    value: dict[str, Any]
    who: str
    why: str
    date: str
    file: str

    def words(self) -> str:
        """The same string for the same entry, whatever order its lines stand in."""
        return json.dumps(vars(self), ensure_ascii=False, sort_keys=True)

    def key(self, sha256: str) -> str:
        """The key of the row of this entry for the source it is about; its file may be renamed."""
        entry = {name: value for name, value in vars(self).items() if name not in ("file", "source")}
        words = json.dumps([sha256, entry], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class Mistake:
    """A file or entry that cannot be used; `message` is one line with the entry and what to write instead."""

    path: Path
    message: str

    @property
    def shown(self) -> str:
        """The file as a report names it: with its folder."""
        return f"{self.path.parent.name}/{self.path.name}"


@dataclass(frozen=True)
class Corrections:
    """All entries in the order they are applied, and what could not be used."""

    entries: tuple[Correction, ...] = ()
    mistakes: tuple[Mistake, ...] = ()

    def of(self, sha256: str) -> tuple[Correction, ...]:
        """The entries about a source."""
        return tuple(one for one in self.entries if sha256.startswith(one.source))

    @property
    def broken_files(self) -> frozenset[str]:
        """Names of the files of which something could not be used."""
        return frozenset(one.path.name for one in self.mistakes)


def folders(settings: Settings) -> list[Path]:
    """Where files of corrections are: beside the seeds, and where the settings say."""
    return [settings.seeds / "corrections", *filter(None, [settings.corrections])]


def load(folders: Iterable[Path]) -> Corrections:
    """The entries of all `*.toml` files of the folders: folder by folder, by name, in the order written.

    A file or entry that is wrong becomes a mistake and keeps none of the others out.
    """
    entries: dict[str, Correction] = {}
    mistakes: list[Mistake] = []
    for path in (path for folder in folders for path in sorted(folder.glob("*.toml"))):
        found, wrong = _file(path)
        mistakes += wrong
        for number, one in found:
            same = entries.setdefault(one.key(one.source), one)
            if same is not one:
                message = f"entry {number}: this stands in {same.file} already: remove one of them"
                mistakes.append(Mistake(path, message))
    return Corrections(tuple(entries.values()), tuple(mistakes))


class Worded(Protocol):
    """What a stamp is made of."""

    def words(self) -> str:
        """The same string for the same thing."""


def stamp(corrections: Iterable[Worded]) -> str:
    """The same string for the same entries in the same order."""
    return "\n".join(one.words() for one in corrections)


def _file(path: Path) -> tuple[list[tuple[int, Correction]], list[Mistake]]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return [], [Mistake(path, f"this is not valid TOML ({error})")]
    except OSError as error:
        return [], [Mistake(path, f"the file cannot be opened ({error.strerror})")]
    if not table:  # emptied, to take its corrections back
        return [], []
    listed = table.get("corrections")
    if set(table) != {"corrections"} or not isinstance(listed, list):
        return [], [Mistake(path, "write every entry under [[corrections]], and nothing else")]
    found, mistakes = [], []
    for number, entry in enumerate(listed, 1):
        if wrong := mistake_of(entry):
            mistakes.append(Mistake(path, f"entry {number}: {wrong}"))
        else:
            found.append((number, _correction(entry, path.name)))
    return found, mistakes


def _correction(entry: dict[str, Any], file: str) -> Correction:
    first, last = entry["expect"]
    return Correction(
        source=entry["source"].lower(),
        span=Span(*entry["span"]),
        expect=(first, last),
        kind=entry["kind"],
        value={name: value for name, value in entry.items() if name not in COMMON},
        who=entry["who"],
        why=entry["why"],
        date=entry["date"],
        file=file,
    )


def _is_span(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(isinstance(at, int) and not isinstance(at, bool) for at in value)
        and 0 <= value[0] < value[1]
    )


def _is_said(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


_SPAN = "[start, end], two offsets into the source's text, the first the smaller one"
_SHAPES: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "source": (
        "the SHA-256 of the source, or its first 12 characters or more",
        lambda value: isinstance(value, str) and _SOURCE.fullmatch(value.lower()) is not None,
    ),
    "span": (_SPAN, _is_span),
    "expect": (
        "the first and the last words at the span, as [first, last]",
        lambda value: (
            isinstance(value, list)
            and len(value) == 2
            and all(isinstance(one, str) and squeeze(one) for one in value)
        ),
    ),
    "kind": (f"one of {', '.join(KINDS)}", lambda value: isinstance(value, str) and value in KINDS),
    "who": ("the name of whoever answers for the correction", _is_said),
    "why": ("the reason, in one sentence", _is_said),
    "date": (
        'a date in quotation marks, such as "2026-03-02"',
        lambda value: isinstance(value, str) and is_edtf(value),
    ),
    "spans": (
        f"a list of {_SPAN}",
        lambda value: isinstance(value, list) and bool(value) and all(map(_is_span, value)),
    ),
    "whole": ("true or false", lambda value: isinstance(value, bool)),
    "rest": (f"one of {', '.join(RESTS)}", lambda value: value in RESTS),
    "labels_stay": ("true or false", lambda value: isinstance(value, bool)),
    "label": (_SPAN, _is_span),
    "kind_of_record": (f"one of {', '.join(RECORD_KINDS)}", lambda value: value in RECORD_KINDS),
    "opens_exchange": ("true or false", lambda value: isinstance(value, bool)),
}


def mistake_of(entry: Any) -> str | None:
    """What is wrong with an entry as it stands in the file, in English; None when nothing is."""
    if not isinstance(entry, dict):
        return "this is no table of names and values"
    kind = entry.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        return f"kind must be {_SHAPES['kind'][0]}"
    needed, allowed = KINDS[kind]
    for name in (*COMMON, *sorted(needed)):
        if name not in entry:
            return f"{name} is missing"
    for name, value in entry.items():
        if name not in {*COMMON, *needed, *allowed}:
            return f"a correction of kind {kind} has no {name}"
        if name in _SHAPES and not _SHAPES[name][1](value):
            return f"{name} must be {_SHAPES[name][0]}"
    return _field_mistake(entry)


def _field_mistake(entry: dict[str, Any]) -> str | None:
    if entry["kind"] == "set":
        return mistake_in(entry["field"], entry["value"])
    fields = entry.get("fields", {})
    if not isinstance(fields, dict):
        return 'fields must be a table, such as { speakers = ["…"] }'
    for name, value in fields.items():
        if name.startswith(DOCUMENT):
            return f"fields of a document ({name}) are set by an entry of their own"
        if wrong := mistake_in(name, value):
            return wrong
    return None
