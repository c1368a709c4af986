"""A reading that is being corrected: its records, its ledger, and where an entry's place is in them."""

import re
from collections.abc import Iterator
from copy import deepcopy

from app.ingest.corrections.entries import Correction
from app.ingest.corrections.strands import is_white
from app.parse.types import Answer, Parse, Question, Record, Role, Section, Speech
from app.text.folding import fold, squeeze
from app.text.mapped import Mapped
from app.text.spans import Span

_ROLES = tuple(Role)
_CODE = {role: code for code, role in enumerate(_ROLES)}
_RUN = re.compile(rb"(.)\1*", re.DOTALL)
_HEADINGS = (Role.LABEL, Role.TITLE, Role.SPACE)


class RefusedError(Exception):
    """A correction cannot be applied. `code` ends the code of the finding, the message says why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Draft:
    """A copy of a reading, to be changed."""

    def __init__(self, source: str, parse: Parse) -> None:
        self.source = source
        self.documents = deepcopy(parse.documents)
        self._titles = [one.title for one in parse.documents]
        self.findings = list(parse.findings)
        self._roles = bytearray(parse.characters)
        for start, end, role in parse.ledger:
            self._roles[start:end] = bytes([_CODE[role]]) * (end - start)

    def parse(self) -> Parse:
        """The reading as it is now."""
        ledger = [
            (*run.span(), _ROLES[self._roles[run.start()]]) for run in _RUN.finditer(bytes(self._roles))
        ]
        return Parse(len(self.source), self.documents, ledger, self.findings)

    def role(self, at: int) -> Role:
        """What the character at an offset is."""
        return _ROLES[self._roles[at]]

    def hold(self, record: Record, woven: Mapped, rest: Role = Role.UNREAD) -> None:
        """Make a strand the text and spans of a record; words it gives up are `rest` from now on."""
        for at in (at for span in record.spans for at in range(*span)):
            self._roles[at] = _CODE[Role.SPACE if is_white(self.source[at]) else rest]
        record.text, record.spans = woven.text, woven.spans(self.source)
        for start, end in record.spans:
            self._roles[start:end] = bytes([_CODE[Role.TEXT]]) * (end - start)

    def records(self) -> Iterator[tuple[int, Record]]:
        """Every record with the position of its document."""
        for number, document in enumerate(self.documents):
            for record in document.records:
                yield number, record

    def held_in(self, span: Span) -> list[tuple[int, Record]]:
        """The records that have a character in the span, each with the position of its document."""
        return [
            (number, record)
            for number, record in self.records()
            if any(_touches(self.source, span, Span(*own)) for own in record.spans)
        ]

    def check_place(self, correction: Correction) -> None:
        """Raises RefusedError when the text at the place is not as the correction expects."""
        span, (first, last) = correction.span, map(squeeze, correction.expect)
        if span.end > len(self.source):
            raise RefusedError("changed", f"the text ends at {len(self.source)}, before the place does")
        found = squeeze(span.of(self.source))
        if found.startswith(first) and found.endswith(last):
            return
        elsewhere = self._elsewhere(span, first, last)
        if elsewhere:
            now = f"[{elsewhere.start}, {elsewhere.end}]"
            raise RefusedError("moved", f"the words expected here stand at {now} now: correct the span")
        raise RefusedError("changed", f"the text here is not the one expected: {found[:12]} … {found[-12:]}")

    def _elsewhere(self, span: Span, first: str, last: str) -> Span | None:
        """The only other place of about the same length that begins and ends as expected."""
        beginnings, endings = (self._occurrences(one) for one in (first, last))
        length = span.end - span.start
        pairs = [
            Span(start, end)
            for start, _ in beginnings
            for _, end in endings
            if 0.8 * length <= end - start <= 1.25 * length
        ]
        return pairs[0] if len(pairs) == 1 else None

    def _occurrences(self, words: str, most: int = 50) -> list[Span]:
        pattern = r"\s*".join(map(re.escape, words))
        found = zip(re.finditer(pattern, self.source), range(most), strict=False)
        return [Span(*one.span()) for one, _ in found]

    def record_at(self, span: Span) -> tuple[int, Record]:
        """The one record whose words, or else whose own label or heading, the span marks.

        Raises RefusedError when there is none or more than one.
        """
        found = self.held_in(span) or [
            (number, record) for number, record in self.records() if self._is_named(record, span)
        ]
        if not found:
            raise RefusedError("no_record", "nothing at this place is read as a record now")
        if len(found) > 1:
            message = f"{len(found)} records stand at this place now: mark words of one of them"
            raise RefusedError("several", message)
        return found[0]

    def document_at(self, span: Span) -> int:
        """The position of the one document that has a record, or its title as read, at the span.

        What stands above a document's first record is its own; the only document of a source has all of it.
        Raises RefusedError.
        """
        held = {number for number, _ in self.held_in(span)}
        words = _folded(span.of(self.source))
        found = held or {
            number for number, title in enumerate(self._titles) if title and _folded(title) in words
        }
        if not found:
            found = {0} if len(self.documents) == 1 else self._headed(span) or {self.record_at(span)[0]}
        if len(found) > 1:
            raise RefusedError("several", f"{len(found)} documents stand at this place now: mark one of them")
        return found.pop()

    def _headed(self, span: Span) -> set[int]:
        """The position of the document above whose first record the span stands; none within a document."""
        held = sorted((own.start, own.end, at) for at, one in self.records() for own in one.spans)
        before = [at for _, end, at in held if end <= span.start]
        after = [at for start, _, at in held if start >= span.end]
        return {after[0]} if after and after[0] not in before else set()

    def _is_named(self, record: Record, span: Span) -> bool:
        words = _folded(span.of(self.source))
        if not any(name and _folded(name) in words for name in _names(record)):
            return False
        if not record.spans:
            return True
        first, last = record.spans[0].start, record.spans[-1].end
        between = range(span.end, first) if span.end <= first else range(last, span.start)
        return all(self.role(at) in _HEADINGS for at in between)


def _touches(source: str, span: Span, other: Span) -> bool:
    start, end = max(span.start, other.start), min(span.end, other.end)
    return any(not is_white(char) for char in source[start:end]) if start < end else False


def _names(record: Record) -> list[str | None]:
    match record:
        case Speech():
            return [*record.speakers, record.title]
        case Question():
            return [record.asker]
        case Answer():
            return [record.respondent, record.respondent_person]
        case Section():
            return [record.title]


def _folded(text: str) -> str:
    return squeeze(fold(text))
