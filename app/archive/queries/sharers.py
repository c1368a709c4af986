"""People who share their name with another one, and what tells them apart."""

from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from app.archive.models import Person, PersonRole
from app.archive.queries.totals import generation


class Sharer(NamedTuple):
    """One of several people of a name: the body, and the affiliation that was printed last."""

    body: str | None
    affiliation: str


def sharers(session: Session, now: str | None = None) -> dict[str, Sharer]:
    """Everybody who shares a name, by key. Read once for each generation of the archive, which `now` is where
    it is known."""
    now, database = now or generation(session), session.get_bind()
    if database not in _read or _read[database][0] != now:
        _read[database] = (now, _sharers(session))
    return _read[database][1]


_read: WeakKeyDictionary[Engine | Connection, tuple[str, dict[str, Sharer]]] = WeakKeyDictionary()


def _sharers(session: Session) -> dict[str, Sharer]:
    other = aliased(Person)
    shared = select(other.key).where(other.name == Person.name, other.key != Person.key).exists()
    last = func.coalesce(PersonRole.until, PersonRole.since, "")
    rows = session.exec(
        select(Person.key, Person.body, PersonRole.affiliation)
        .outerjoin(PersonRole, col(PersonRole.person_key) == col(Person.key))
        .where(shared)
        .order_by(col(Person.key), last, func.coalesce(PersonRole.affiliation, ""))
    )
    found: dict[str, Sharer] = {}
    for key, body, affiliation in rows:
        before = found.get(key)
        found[key] = Sharer(body, affiliation or (before.affiliation if before else ""))
    return found
