"""Persons and departments as rows: asks `people` who is meant, and adds who is new."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select as select_columns
from sqlalchemy import update
from sqlmodel import Session, col, select

from app.archive.models import Attribution, Department, KeyRedirect, Person
from app.ingest.minting import KeyBook
from app.ingest.naming import Naming
from app.ingest.rows import any_of, insert_all, table_of
from app.people import (
    Decision,
    Identity,
    Mention,
    better_name,
    display_name,
    held,
    identity_name,
    organisation,
    read_name,
    read_words,
)

MERGED = "名册指定：与另一人并为一人"
NAMED_ANEW = "名册指定：更名，编号不变"
_BATCH = 500
"""Keys asked for at a time; below the number of variables that any SQLite takes in one statement."""


_BY = table_of(Attribution).c
_NAMED_PEOPLE = select_columns(_BY.person_key).where(_BY.person_key.in_(any_of("keys"))).distinct()
_NAMED_UNITS = select_columns(_BY.department_key).where(_BY.department_key.in_(any_of("keys"))).distinct()
_PEOPLE = select_columns(table_of(Person)).where(table_of(Person).c.key.in_(any_of("keys")))
_UNITS = select(Department).where(col(Department.name).in_(any_of("names")))


@dataclass(frozen=True)
class Identified:
    """The key of who is meant (None when it cannot be said), the decision and its evidence."""

    key: str | None
    decision: Decision
    evidence: str


@dataclass
class _Named:
    """The row of a person; the fields are its columns."""

    key: str
    name: str
    body: str | None
    pinyin: str
    initials: str


class Identities:
    """Who is who, within the transaction that writes one source.

    A person or department whose only mentions stood in the source being read anew counts as new: the
    result is the same as that of a first reading. `listed` holds the persons of whom the roster speaks,
    `merged` the reason for each key that it leads to another.
    Persons are rows only after `write`.
    """

    def __init__(self, session: Session, book: KeyBook, naming: Naming) -> None:
        self._session = session
        self._book = book
        self._naming = naming
        self._people: dict[str, _Named | None] = {}
        self._new: dict[str, _Named] = {}
        self._changed: dict[str, _Named] = {}
        self._units: dict[tuple[str, str], Department | None] = {}
        self._named: dict[str, bool] = {}
        self._met: set[str] = set()
        self.listed: set[str] = set()
        self.merged: dict[str, str] = {}
        self.renamed_people: set[str] = set()
        self.renamed_departments: set[str] = set()

    def foresee(self, mentions: Iterable[Mention]) -> None:
        """Look up all whom a source mentions at once. Three statements for each five hundred people."""
        found = dict.fromkeys(self._naming.roster.identify(one).key for one in mentions)
        keys = [key for key in found if key]
        for start in range(0, len(keys), _BATCH):
            batch = keys[start : start + _BATCH]
            self._people |= dict.fromkeys(batch) | {row.key: row for row in self._rows_of(batch)}
            there = [key for key in batch if self._people[key] is not None]
            named = self._session.execute(_NAMED_PEOPLE, {"keys": there}).scalars() if there else ()
            self._named |= dict.fromkeys(batch, False) | dict.fromkeys(named, True)
        self._book.foresee_retired(keys)

    def foresee_units(self, names: Iterable[tuple[str, str]]) -> None:
        """The same for departments, parties and sectors, by their own names and kinds."""
        wanted = list(dict.fromkeys(names))
        for start in range(0, len(wanted), _BATCH):
            batch = wanted[start : start + _BATCH]
            called = [name for name, _ in batch]
            found = self._session.execute(_UNITS, {"names": called}).scalars().all()
            self._units |= dict.fromkeys(batch) | {(row.name, row.kind): row for row in found}
            keys = [row.key for row in found]
            named = self._session.execute(_NAMED_UNITS, {"keys": keys}).scalars() if keys else ()
            self._named |= dict.fromkeys(keys, False) | dict.fromkeys(named, True)

    def write(self) -> None:
        """Write the persons who are new or called otherwise."""
        self._session.flush()
        insert_all(self._session, Person, map(vars, self._new.values()))
        if self._changed:
            self._session.execute(update(Person), list(map(vars, self._changed.values())))
        self._new, self._changed = {}, {}

    def _rows_of(self, keys: list[str]) -> list[_Named]:
        return [_Named(**row) for row in self._session.execute(_PEOPLE, {"keys": keys}).mappings()]

    def person(self, mention: Mention) -> Identified:
        """The person whom the mention means; a new row when it is a new one."""
        found = self._naming.roster.identify(mention)
        if not found.key:
            return Identified(None, found.decision, found.evidence)
        if not found.listed and (why := self._why_nobody(found.key)):
            return Identified(None, "ambiguous", why)
        row = self._person(found.key)
        decision: Decision = "matched" if row and self._is_named(Attribution.person_key, row.key) else "new"
        name = found.name or (row.name if row else display_name(mention.printed))
        row = row or self._new_person(found, name)
        self._call(row, name, kept=decision == "matched" and not found.listed)
        if found.listed:
            self._lead_here(row, found)
        self._met.add(row.key)
        return Identified(row.key, decision, found.evidence)

    def office_holder(self, surname: str, post: str, unit: str, date: str | None) -> str | None:
        """The name the roster gives to the one of this surname who holds the office at the date."""
        return self._naming.roster.holder(surname, post, unit, date)

    def _person(self, key: str) -> _Named | None:
        if key not in self._people:
            self._people[key] = next(iter(self._rows_of([key])), None)
        return self._people[key]

    def _why_nobody(self, key: str) -> str | None:
        """Why nobody is credited with this name, when the archive shows that several people bear it."""
        if self._person(key) is not None:
            return None
        return _why_held(self._book.retirement(key))

    def _new_person(self, found: Identity, name: str) -> _Named:
        self._book.restore(found.key)
        row = _Named(found.key, name, found.body, "", "")
        self._people[found.key] = self._new[found.key] = row
        return row

    def _call(self, row: _Named, name: str, *, kept: bool) -> None:
        """Give the person this name; when the old one is `kept`, the better spelling of the two."""
        if kept and identity_name(row.name) == identity_name(name):
            name = better_name(row.name, name)
        reading = read_name(name)
        if (row.name, row.pinyin, row.initials) == (name, reading.full, reading.initials):
            return
        if name != row.name:
            self.renamed_people.add(row.key)
        row.name, row.pinyin, row.initials = name, reading.full, reading.initials
        if row.key not in self._new:
            self._changed[row.key] = row

    def _lead_here(self, row: _Named, found: Identity) -> None:
        if row.key in self.listed:
            return
        self.listed.add(row.key)
        self.write()
        for key in found.former:
            said = NAMED_ANEW if key == found.renamed else MERGED
            reason = f"{said}：{found.why.rstrip('。')}。" if found.why else f"{said}。"
            self.merged[key] = reason
            self._book.alias(Person, key, row.key, row.name, reason)
            self._follow_roster(key, row.key, reason)
        self._session.flush()

    def _follow_roster(self, key: str, leads_to: str, reason: str) -> None:
        """A key that the roster led to somebody leads to whom the roster names now, for the reason it has."""
        retired = self._book.retirement(key)
        by_roster = retired and retired.new_key and retired.reason.startswith((MERGED, NAMED_ANEW))
        if retired and by_roster and (retired.new_key, retired.reason) != (leads_to, reason):
            self._book.lead_on(retired, leads_to, reason)

    def department(self, printed: str, date: str | None = None) -> Identified:
        """The department that is printed, by the table of names that holds at the date."""
        found = self._naming.aliases.resolve(printed, date)
        return self._department(found.name, found.kind, printed, found.evidence)

    def organisation(self, printed: str, kind: str | None) -> Identified:
        """The party or sector on whose behalf one speaks; local committees of a party are one."""
        found = organisation(printed, kind)
        evidence = f"“{printed}”记在{found.name}名下。" if found.name != printed else f"名称为{printed}。"
        return self._department(found.name, found.kind, printed, evidence)

    def _department(self, name: str, kind: str, printed: str, evidence: str) -> Identified:
        if (name, kind) not in self._units:
            query = select(Department).where(Department.name == name, Department.kind == kind)
            self._units[name, kind] = self._session.exec(query).first()
        row = self._units[name, kind]
        named = row is not None and self._is_named(Attribution.department_key, row.key)
        if row is None:
            key = self._book.mint(Department, kind, name)
            row = Department(key=key, name=name, kind=kind, pinyin=read_words(name).full)
        listed = self._naming.aliases.aliases_of(name)
        aliases = _aliases(name, [*row.aliases, *listed, display_name(printed)])
        if aliases != row.aliases:
            row.aliases = aliases
            self.renamed_departments.add(row.key)
        if row is not self._units[name, kind] or row in self._session.dirty:
            self._session.add(row)
            self._session.flush()
        self._units[name, kind] = row
        self._met.add(row.key)
        return Identified(row.key, "matched" if named else "new", evidence)

    def _is_named(self, field: Any, key: str) -> bool:
        if key in self._met:
            return True
        if key not in self._named:
            named = select(Attribution).where(col(field) == key).limit(1)
            self._named[key] = self._session.exec(named).first() is not None
        return self._named[key]


def _why_held(redirect: KeyRedirect | None) -> str | None:
    return redirect.reason if redirect and redirect.reason.startswith(held(redirect.old_key)) else None


def _aliases(name: str, others: Iterable[str]) -> list[str]:
    return sorted({other for other in others if other != name})
