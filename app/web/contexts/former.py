"""A wording that was cited under a key which names no record any more."""

from dataclasses import dataclass

from sqlmodel import Session

from app.archive import keys, queries
from app.archive.models import KeyRedirect
from app.web import addresses
from app.web.contexts.common import Frame, page_word
from app.web.contexts.wording import ANY, Comparison, Wanted, Wording, comparison, part_address, wording
from app.web.diff import diff


@dataclass(frozen=True, kw_only=True)
class FormerPage:
    """The wording `number` of a retired key, which leads to the record `heir` at `url`, if to any.

    `changes` tell how that one's words differ.
    """

    frame: Frame
    key: str
    number: int
    title: str
    who: str
    wording: Wording
    reason: str
    url: str
    heir: str
    changes: Comparison | None


def former_wording(session: Session, typed: str, number: int, wanted: Wanted = ANY) -> FormerPage | None:
    """The page of this wording of a record that was merged or moved, or that a corrected file dropped.

    None when the key names a record, never had such a wording, or its document was withdrawn: the words of
    that are not shown.
    """
    key = keys.normalise(typed)
    if key is None or queries.record(session, key) is not None:
        return None
    moved = queries.redirect(session, key)
    revisions = queries.revisions(session, key)
    cited = next((row for row in revisions if row.number == number), None)
    heir = queries.record(session, moved.new_key) if moved and moved.new_key else None
    if moved is None or cited is None or queries.withdrawn(session, (row.source_sha256 for row in revisions)):
        return None
    first = session.get(KeyRedirect, key) or moved
    title = cited.label.get("title") or cited.label.get("document_title") or first.title
    url = addresses.record(key, number)
    said = wording(cited.text, wanted, None, lambda part: part_address(url, part))
    return FormerPage(
        frame=Frame(
            title=f"{first.title}（第{number}版）" + page_word(said.where.number),
            canonical=part_address(url, said.where.number),
            listed=False,
        ),
        key=key,
        number=number,
        title=str(title),
        who="、".join(cited.label.get("who") or ()),
        wording=said,
        reason=first.reason,
        url=addresses.record(heir.key) if heir else "",
        heir=heir.key if heir else "",
        changes=comparison(diff(cited.text, heir.text), said.where) if heir else None,
    )
