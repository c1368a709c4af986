"""From a printed name to a person: by name and body, unless the roster or the archive says otherwise."""

from dataclasses import dataclass
from typing import Literal

Decision = Literal["matched", "new", "ambiguous", "inferred", "none"]

PLAIN = "按姓名与机构认定。"
ONLY_SURNAME = "只印有姓氏，不能认定是谁。"
_HELD = "同名待考"


@dataclass(frozen=True)
class Mention:
    """A name where it is printed. `date` is EDTF; `affiliation` is as printed; `record` is a record's key."""

    printed: str
    body: str | None
    date: str | None = None
    affiliation: str | None = None
    record: str = ""


@dataclass(frozen=True)
class Identity:
    """Who a mention means, and why, in one sentence for the reader.

    `key` is "" when that cannot be said. `name` is what to call the person ("" as before). `listed` says that
    the roster speaks of this name; `former` are keys that lead to this person, `why` the
    roster's reason; `renamed` is the one of `former` that the name given by the roster would have.
    """

    decision: Decision
    evidence: str
    key: str = ""
    name: str = ""
    body: str | None = None
    listed: bool = False
    former: tuple[str, ...] = ()
    why: str = ""
    renamed: str = ""


def held(key: str, why: str = "") -> str:
    """The sentence for a name that several people bear; it begins with words that find it again by key."""
    return f"{_HELD}（{key}）：{why.replace('。', '')}。" if why else f"{_HELD}（{key}）"


def held_key(evidence: str) -> str | None:
    """The key in the sentence of `held`, if this evidence has one."""
    _, mark, rest = evidence.partition(f"{_HELD}（")
    return rest.partition("）")[0] if mark else None


def replaced(evidence: str, old: str, new: str) -> str:
    """The evidence with the sentence that begins with `old` replaced by the sentence `new`."""
    before, mark, rest = evidence.partition(old)
    if not mark:
        return new
    return before + new + (rest if old.endswith("。") else rest.partition("。")[2])
