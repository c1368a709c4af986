"""The ledger: every character of a source is given exactly one role."""

import re
from collections.abc import Iterable

from app.parse.types import Role
from app.text.spans import Span

_UNCLAIMED = re.compile(rb"\x00+")
_RUN = re.compile(rb"(?s)(.)\1*")
_SPACE_OR_NOT = re.compile(r"(?P<space>[\s\ufeff]+)|[^\s\ufeff]+")
_ROLES = tuple(Role)
_CODE = {role: code for code, role in enumerate(_ROLES, start=1)}


class Ledger:
    """Claims on the characters of one source. The first claim on a character stands.

    One byte a character, so no two segments can overlap and none can be missing, and a claim costs no
    more than its length.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._codes = bytearray(len(source))

    def claim(self, spans: Iterable[Span], role: Role) -> None:
        """Give the characters of `spans` the role, but for those that have one already."""
        code = _CODE[role]
        for start, end in spans:
            taken = self._codes[start:end]
            if any(taken):
                self._codes[start:end] = bytes(old or code for old in taken)
            else:
                self._codes[start:end] = bytes([code]) * (end - start)

    def segments(self) -> list[tuple[int, int, Role]]:
        """The whole source as `(start, end, role)` in order; what is unclaimed is `space` or `unread`."""
        for run in _UNCLAIMED.finditer(self._codes):
            for piece in _SPACE_OR_NOT.finditer(self._source, *run.span()):
                role = Role.SPACE if piece.lastgroup == "space" else Role.UNREAD
                self._codes[piece.start() : piece.end()] = bytes([_CODE[role]]) * len(piece.group())
        return [(*run.span(), _ROLES[run.group()[0] - 1]) for run in _RUN.finditer(self._codes)]
