"""Words whose key was retired before: it leads to the record that has them, whichever that comes to be.

A record that was merged into another one has only a redirect. When the other one is read anew, or cut, the
words can come to stand in a third, and the redirect must go with them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.archive.models import KeyRedirect, Revision
from app.ingest.overlap import Holders, Item, common_runs, runs
from app.text.folding import fold, squeeze

_BATCH = 500
"""Keys asked for at a time; below the number of variables that any SQLite takes in one statement."""


@dataclass(frozen=True)
class Wanderer:
    """A retired key of a record, and which runs of the last words it named the record has that it led to."""

    redirect: KeyRedirect
    runs: set[str]


def wanderers(session: Session, there: Mapping[str, Item]) -> list[Wanderer]:
    """The retired keys that lead to these records, by key; none that was only another name of one."""
    ordered = sorted(there)
    last: dict[str, tuple[KeyRedirect, str]] = {}
    for start in range(0, len(ordered), _BATCH):
        rows = session.exec(
            select(KeyRedirect, Revision.text)
            .join(Revision, col(Revision.record_key) == col(KeyRedirect.old_key))
            .where(col(KeyRedirect.new_key).in_(ordered[start : start + _BATCH]))
            .order_by(col(KeyRedirect.old_key), col(Revision.number))
        )
        last |= {redirect.old_key: (redirect, text) for redirect, text in rows}
    return [
        Wanderer(redirect, runs(squeeze(fold(text))) & runs(there[redirect.new_key or ""].words))
        for redirect, text in last.values()
    ]


def gone_over(
    found: Sequence[Wanderer], old: Iterable[Item], new: Sequence[Item], keys: Sequence[str]
) -> list[tuple[Wanderer, str | None]]:
    """Those of whose words another one of the new items has more now, each with the key of that item.

    With None, those of whose words nothing is left: they must not lead to what others said. Phrases that
    several of the old items share tell nobody's words and are not counted.
    """
    if not found:
        return []
    common = common_runs(old)
    holders = Holders(new)
    moved: list[tuple[Wanderer, str | None]] = []
    for one in found:
        if one.runs and holders.has_none(one.runs):
            moved.append((one, None))
            continue
        held = holders.of(one.runs - common or one.runs)
        ranked = [(count, keys[at] == one.redirect.new_key, -at) for at, count in held.items() if keys[at]]
        _, is_there, at = max(ranked, default=(0, True, 0))
        if not is_there:
            moved.append((one, keys[-at]))
    return moved
