"""What an extractor gives: the text of a file, and what of the file did not get into it."""

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class Remark:
    """Something of the file that its text lacks, noted where it would stand: `[start, end)` of the text."""

    code: str
    message: str
    start: int
    end: int


class Extracted(NamedTuple):
    """The text, the name of the encoding it is kept in, and the remarks in order of their places."""

    text: str
    encoding: str
    remarks: tuple[Remark, ...] = ()
