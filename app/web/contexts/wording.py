"""The text of one record, however long: in parts, with its matches marked and its changes folded."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from sqlmodel import Session

from app.archive.queries import Entry
from app.search import Terms, mark, of_kind, printed
from app.web import addresses
from app.web.contexts.common import Marker, Pager, Paragraph, Segment, pager, paragraphs_of
from app.web.diff import Change
from app.web.paging import Part, part, text_starts

AROUND = 60
"""Characters of unchanged text shown before and after a change; longer stretches are folded."""
LONGEST_RUN = 2_000
"""Characters of one change that are shown, as of all changes of a part more than the part itself has."""
_PARAGRAPH = re.compile(r"p-(\d{1,7})")


@dataclass(frozen=True)
class Arrival:
    """How one came to a page: the `parameters` of the search that found it, and the `terms` to be marked."""

    parameters: Mapping[str, str] = field(default_factory=dict)
    terms: Terms = ()

    @property
    def back(self) -> str:
        """The way back to the hits; empty when one did not come from a search."""
        return addresses.with_parameters("/search", self.parameters) if self.parameters else ""

    def carried(self, url: str) -> str:
        """The address of another page where the same matches are marked."""
        path, hash_mark, anchor = url.partition("#")
        return addresses.with_query(path, self._kept) + hash_mark + anchor

    def opened(self, url: str) -> str:
        """The address of a page that leads back to the hits."""
        return addresses.with_query(url, self._said)

    # A page of hits has sixty addresses with them.
    @cached_property
    def _said(self) -> str:
        return addresses.query(self.parameters)

    @cached_property
    def _kept(self) -> str:
        kept = {name: value for name, value in self.parameters.items() if name not in ("page", "sort")}
        return addresses.query(kept)

    def marker(self, kind: str) -> Marker | None:
        """What marks the matches in the words of records of this kind; None where nothing is to be marked."""
        terms = of_kind(self.terms, kind)
        return (lambda text: mark(text, terms)) if terms else None

    def marked(self, text: str) -> tuple[Segment, ...]:
        """A line of the page, with names in it, with its matches marked."""
        return mark(text, self.terms) if self.terms else ((text, False),)

    def knowing(self, session: Session, entries: Sequence[Entry]) -> "Arrival":
        """The same for a page of these records: names that they print for whom was asked for are marked."""
        names = printed(session, entries, self.terms) if self.terms else ()
        return replace(self, terms=self.terms + names)


@dataclass(frozen=True)
class Wanted:
    """Which part of a text is asked for: by its number, else by a paragraph (`p-12`), else by a match."""

    part: int | None = None
    at: str = ""


NOWHERE = Arrival()
ANY = Wanted()


@dataclass(frozen=True, kw_only=True)
class Wording:
    """A part of a text: `first` is the number of its first paragraph, which it may only continue.

    `matches` counts the marked runs of the whole text, `here` those of this part.
    """

    paragraphs: tuple[Paragraph, ...]
    first: int
    continued: bool
    matches: int
    here: int
    where: Part
    pager: Pager | None


@dataclass(frozen=True)
class Shown:
    """A run of a comparison: `op` as in `Change`, or `folded` for unchanged text that is shown on demand, or
    `cut` for so many characters (`text` says how many) that are too many to show."""

    op: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What changed in a part of a text; the counts are of the whole: places, characters gone and new."""

    runs: tuple[Shown, ...]
    places: int
    removed: int
    added: int


def wording(text: str, wanted: Wanted, mark: Marker | None, url_of: Callable[[int], str]) -> Wording:
    """The part of `text` that is wanted; without any wish the first that has a match, else the first."""
    starts = text_starts(text)
    segments = tuple(mark(text)) if mark else ((text, False),)
    where = part(starts, len(text), wanted.part or 1, _offset(text, wanted, segments))
    shown = sliced(segments, where.first, where.end)
    return Wording(
        paragraphs=paragraphs_of(shown),
        first=_paragraphs(text[: where.first]) + (not _is_inside(text, where.first)),
        continued=_is_inside(text, where.first),
        matches=sum(is_match for _, is_match in segments),
        here=sum(is_match for _, is_match in shown),
        where=where,
        pager=pager(where.number, where.pages, 1, url_of),
    )


def part_address(url: str, number: int, parameters: Mapping[str, str] | None = None) -> str:
    """A part of a record; the first has no number. `parameters` are those of the search one came from, which
    by itself leads to the first match: then the first part has a number too."""
    said: dict[str, str | int | None] = dict(parameters or {})
    return addresses.with_parameters(url, said | {"part": number if number > 1 or said else None})


def comparison(changes: Sequence[Change], where: Part) -> Comparison:
    """The changes of the older text that lie in the part `where` of it, with unchanged stretches folded."""
    inside = tuple(_inside(changes, where))
    return Comparison(
        runs=tuple(_folded(inside, where)),
        places=sum(
            change.op != "same" and (not number or changes[number - 1].op == "same")
            for number, change in enumerate(changes)
        ),
        removed=sum(len(change.text) for change in changes if change.op == "removed"),
        added=sum(len(change.text) for change in changes if change.op == "added"),
    )


def sliced(segments: Iterable[Segment], start: int, end: int) -> tuple[Segment, ...]:
    """The characters `[start, end)` of a text that is cut in segments."""
    found = []
    at = 0
    for text, is_match in segments:
        piece = text[max(0, start - at) : max(0, end - at)]
        if piece:
            found.append((piece, is_match))
        at += len(text)
    return tuple(found)


def _offset(text: str, wanted: Wanted, segments: Sequence[Segment]) -> int | None:
    if wanted.part:
        return None
    if named := _PARAGRAPH.fullmatch(wanted.at):
        return _begin(text, int(named[1]))
    before = 0
    for piece, is_match in segments:
        if is_match:
            return before
        before += len(piece)
    return None


def _begin(text: str, number: int) -> int | None:
    """Where a paragraph begins, counted from 1; None when there are not so many."""
    at = 0
    for line in text.split("\n"):
        number -= bool(line.strip())
        if not number:
            return at
        at += len(line) + 1
    return None


def _paragraphs(text: str) -> int:
    return sum(bool(line.strip()) for line in text.split("\n"))


def _is_inside(text: str, at: int) -> bool:
    """Whether a part that begins here goes on with a paragraph."""
    return bool(text[:at].rpartition("\n")[2].strip())


def _inside(changes: Iterable[Change], where: Part) -> Iterable[Change]:
    at = 0
    last = where.number == where.pages
    for change in changes:
        if change.op == "added":
            if where.first <= at and (at < where.end or last):
                yield change
            continue
        piece = change.text[max(0, where.first - at) : max(0, where.end - at)]
        if piece:
            yield Change(change.op, piece)
        at += len(change.text)


def _folded(changes: Sequence[Change], where: Part) -> Iterable[Shown]:
    room = where.end - where.first + LONGEST_RUN
    for number, change in enumerate(changes):
        if change.op == "same":
            yield from _same(change.text, number > 0, number < len(changes) - 1)
            continue
        kept = change.text[: min(LONGEST_RUN, room)]
        room -= len(kept)
        if kept:
            yield Shown(change.op, kept)
        if len(kept) < len(change.text):
            yield Shown("cut", str(len(change.text) - len(kept)))


def _same(text: str, follows: bool, goes_on: bool) -> Iterable[Shown]:
    """An unchanged stretch, shown where it touches a change."""
    head, tail = AROUND if follows else 0, AROUND if goes_on else 0
    if len(text) <= head + tail + AROUND:
        yield Shown("same", text)
        return
    end = len(text) - tail
    for op, piece in (("same", text[:head]), ("folded", text[head:end]), ("same", text[end:])):
        if piece:
            yield Shown(op, piece)
