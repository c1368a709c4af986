"""What the Atom feeds hold: the newest records of the archive, of a delegate, of a department."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlmodel import Session

from app.archive import queries
from app.archive.models import Department, Person
from app.archive.queries import Entry
from app.web import addresses, atom, labels
from app.web.contexts.common import record_view

SIZE = 50
"""Entries of a feed: more than a meeting has, few enough to be fetched every hour."""


def newest_feed(session: Session, site: str) -> bytes:
    """What came into the archive last."""
    items = feed_items(session, queries.newest_entries(session, SIZE), site)
    return atom.feed(title="议事录：最新收录", url=site + addresses.NEWEST, page=f"{site}/", items=items)


def delegate_feed(session: Session, person: Person, site: str) -> bytes:
    """The latest that a delegate said and asked."""
    url = addresses.delegate(person.key)
    items = feed_items(session, queries.person_entries(session, person.key, limit=SIZE), site)
    title = f"议事录：{person.name}（{labels.body(person.body).word}）"
    return atom.feed(title=title, url=site + addresses.feed(url), page=site + url, items=items)


def department_feed(session: Session, department: Department, site: str) -> bytes:
    """The latest that a department answered, or that was said for a party or sector."""
    url = addresses.department(department.key)
    items = feed_items(session, queries.department_entries(session, department.key, limit=SIZE), site)
    return atom.feed(
        title=f"议事录：{department.name}", url=site + addresses.feed(url), page=site + url, items=items
    )


def feed_items(session: Session, entries: Sequence[Entry], site: str) -> list[atom.Item]:
    """Entries of a feed, in the order given. One statement."""
    times = queries.written(session, entries)
    return [
        _item(entry, times.get(entry.document.key, datetime(1970, 1, 1, tzinfo=UTC)), site)
        for entry in entries
    ]


def _item(entry: Entry, updated: datetime, site: str) -> atom.Item:
    view = record_view(entry)
    place = " · ".join(dict.fromkeys(part for part in (view.date, view.meeting, view.document.text) if part))
    return atom.Item(
        title=view.heading,
        url=site + view.url,
        updated=updated,
        authors=tuple(who.name for who in view.who),
        categories=(view.body.word, view.kind_label),
        summary=f"{place}：{view.excerpt}" if place else view.excerpt,
        text=entry.record.text,
    )
