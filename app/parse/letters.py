"""Letters of reply: who wrote one, when no label says it."""

import re

from app.parse.marks import Part
from app.parse.rules.parts import ORGANISATIONS
from app.text.folding import fold


def sender(title: str | None, closing: Part) -> str | None:
    """Who wrote a letter of reply: who signs it, or who is named in its title."""
    for paragraph, _ in closing:
        if _OFFICE.match(paragraph.folded):
            return paragraph.text[: len(_SEAL.sub("", paragraph.folded))]
    found = _LETTER_TITLE.match(fold(title or ""))
    return title[slice(*found.span("sender"))] if title and found else None


def office_printed(part: Part) -> str | None:
    """The office that stands on a line of its own above or below a letter, if it is only one."""
    offices = {p.text for p, mark in part if mark is None and _OFFICE.match(p.folded) and not p.ends}
    return offices.pop() if len(offices) == 1 else None


_SEAL = re.compile(r"\((?:印章|盖章|公章|章)\)$")
_OFFICE = re.compile(rf"^[^,。:;!?“”]{{2,24}}(?:{ORGANISATIONS}|政府)(?:{_SEAL.pattern[:-1]})?$")
_LETTER_TITLE = re.compile(
    rf"^(?P<sender>[^《》,。]{{2,24}}?(?:{ORGANISATIONS}))(?:关于|对).{{4,}}(?:答复|复函|回复)"
)
