"""One line of a page, and what is known of it before lines are joined to paragraphs."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from app.parse.types import Role
from app.text.mapped import Mapped

Start = Literal["whole", "alone", "label", "heading", "subtitle", "open", "turn"]
"""What a line starts: `whole` when the line is that thing and nothing else, `alone` when it may be, `open`
when it is a label that the next line ends, `turn` when it is a label below which the words stand."""
Begins = Callable[[str], Start | None]
"""Says of a folded line whether it starts something new."""

TERMINAL = re.compile(
    r"[。!?:;…](?:[”’\")】》]*|\([^()]{2,30}\)|”?\s?-{1,2}[^。!?:;]{0,40}(?:代表|委员)[^。!?:;]{0,40})$"
)
"""How a sentence or a clause ends; a signature may stand behind it."""


@dataclass
class Line:
    """One line of the source without its line end. `role` is set when it is noise and not text.

    `width`, `margin` and `indent` are display columns; `start` is what the line begins, if anything;
    `heads` says that a speaker line stands right below, so that this may be a title;
    `wrapped` says that lines are broken at the margin here, so that a paragraph may go on in the next.
    `depth` is the number of a heading's marks in Markdown; `cut_short` says that a page ends behind the line.
    `ends_heading` says that it is the second half of the heading above it.
    `parted` says that blank lines of the page stand between paragraphs only, never within one.
    `hang` is how much shorter the page's first lines of paragraphs are, for an indent that was not kept.
    `spread` is the width as printed of a line that is letter-spaced, which may fill its column; 0 of others.
    An `indent` of 0 may also mean that the page does not show its indents.
    """

    clean: Mapped
    folded: str
    width: int
    start: Start | None
    role: Role | None = None
    rule: str | None = None
    blank_before: bool = False
    margin: int = 0
    wrapped: bool = False
    indent: int = 0
    indents_shown: bool = False
    parted: bool = False
    hang: int = 4
    spread: int = 0
    heads: bool = False
    depth: int = 0
    cut_short: bool = False
    ends_heading: bool = False

    @property
    def full(self) -> bool:
        """True when the line runs (nearly) to the margin, so that it may go on in the next."""
        return self.width >= 0.8 * self.margin

    @cached_property
    def ends(self) -> bool:
        """True when the line ends as a sentence or clause does; asked for again by every look at its page."""
        return TERMINAL.search(self.folded) is not None
