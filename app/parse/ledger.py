"""The ledger: every character of a source is given exactly one role."""

from collections.abc import Iterable
from itertools import groupby

from app.parse.types import Role
from app.text.spans import Span

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
        out, at = [], 0
        codes = (code or self._unclaimed(i) for i, code in enumerate(self._codes))
        for code, run in groupby(codes):
            end = at + sum(1 for _ in run)
            out.append((at, end, _ROLES[code - 1]))
            at = end
        return out

    def _unclaimed(self, i: int) -> int:
        char = self._source[i]
        return _CODE[Role.SPACE if char.isspace() or char == "\ufeff" else Role.UNREAD]
