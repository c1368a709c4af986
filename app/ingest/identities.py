"""Persons and departments as rows: looks up who is known, asks `people` who is meant, adds who is new."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.archive.models import Attribution, Department, Person, PersonRole
from app.ingest.minting import KeyBook
from app.people import (
    Aliases,
    Decision,
    KnownPerson,
    display_name,
    identify,
    identity_name,
    organisation,
    read_name,
    read_words,
)


@dataclass(frozen=True)
class Identified:
    """The key of who is meant (None when it cannot be said), the decision and its evidence."""

    key: str | None
    decision: Decision
    evidence: str


class Identities:
    """Who is who, within the transaction that writes one source.

    A person or department whose only mentions stood in the source being read anew counts as new: the
    result is the same as that of a first reading.
    """

    def __init__(self, session: Session, book: KeyBook, aliases: Aliases) -> None:
        self._session = session
        self._book = book
        self._aliases = aliases
        self._known: dict[str, list[KnownPerson]] = {}
        self._idle: dict[str, list[Person]] = {}
        self._met: set[str] = set()
        self.renamed_departments: set[str] = set()

    def person(
        self, printed: str, body: str | None, date: str | None, affiliation: str | None = None
    ) -> Identified:
        """The person of `body` whose name is printed; a new row when it is a new one."""
        pinyin = read_name(identity_name(printed)).full
        self._load(pinyin)
        found = identify(printed, body, date, self._known[pinyin], affiliation=affiliation)
        if found.decision != "new":
            return Identified(found.person.key if found.person else None, found.decision, found.evidence)
        row = self._revived(pinyin, printed, body) or self._new_person(printed, body)
        affiliations = frozenset(filter(None, [affiliation]))
        self._known[pinyin].append(KnownPerson(row.key, row.name, body, affiliations))
        return Identified(row.key, "new", found.evidence)

    def _load(self, pinyin: str) -> None:
        """Everyone whose name could be the same one; pinyin is indexed, and equal names read alike."""
        if pinyin in self._known:
            return
        rows = self._session.exec(select(Person).where(Person.pinyin == pinyin).order_by(Person.key)).all()
        keys = [row.key for row in rows]
        attested = set(
            self._session.exec(
                select(Attribution.person_key).where(col(Attribution.person_key).in_(keys)).distinct()
            )
        )
        affiliations: dict[str, set[str]] = defaultdict(set)
        for role in self._session.exec(select(PersonRole).where(col(PersonRole.person_key).in_(keys))):
            affiliations[role.person_key].update(filter(None, [role.affiliation]))
        self._idle[pinyin] = [row for row in rows if row.key not in attested]
        self._known[pinyin] = [
            KnownPerson(row.key, row.name, row.body, frozenset(affiliations[row.key]))
            for row in rows
            if row.key in attested
        ]

    def _revived(self, pinyin: str, printed: str, body: str | None) -> Person | None:
        wanted = identity_name(printed)
        for at, row in enumerate(self._idle[pinyin]):
            if row.body == body and identity_name(row.name) == wanted:
                row.name = display_name(printed)
                self._session.add(row)
                return self._idle[pinyin].pop(at)
        return None

    def _new_person(self, printed: str, body: str | None) -> Person:
        reading = read_name(identity_name(printed))
        row = Person(
            key=self._book.mint(Person, body or "", identity_name(printed)),
            name=display_name(printed),
            body=body,
            pinyin=reading.full,
            initials=reading.initials,
        )
        self._session.add(row)
        self._session.flush()
        return row

    def department(self, printed: str) -> Identified:
        """The department that is printed, by the table of aliases."""
        found = self._aliases.resolve(printed)
        return self._department(found.name, found.kind, printed, found.evidence)

    def organisation(self, printed: str, kind: str | None) -> Identified:
        """The party or sector on whose behalf one speaks; local committees of a party are one."""
        found = organisation(printed, kind)
        evidence = f"“{printed}”记在{found.name}名下。" if found.name != printed else f"名称为{printed}。"
        return self._department(found.name, found.kind, printed, evidence)

    def _department(self, name: str, kind: str, printed: str, evidence: str) -> Identified:
        query = select(Department).where(Department.name == name, Department.kind == kind)
        row = self._session.exec(query).first()
        decision: Decision = "matched" if row and self._is_named(row.key) else "new"
        if row is None:
            key = self._book.mint(Department, kind, name)
            row = Department(key=key, name=name, kind=kind, pinyin=read_words(name).full)
        aliases = _aliases(name, [*row.aliases, *self._aliases.aliases_of(name), display_name(printed)])
        if aliases != row.aliases:
            row.aliases = aliases
            self.renamed_departments.add(row.key)
        self._session.add(row)
        self._session.flush()
        self._met.add(row.key)
        return Identified(row.key, decision, evidence)

    def _is_named(self, department_key: str) -> bool:
        named = select(Attribution).where(Attribution.department_key == department_key).limit(1)
        return department_key in self._met or self._session.exec(named).first() is not None


def _aliases(name: str, others: Iterable[str]) -> list[str]:
    return sorted({other for other in others if other != name})
