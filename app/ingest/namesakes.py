"""Names that several people of one body bear: nobody is credited with them until the roster says who is who.

What shows it can stand in two sources, so it is looked for after each one is written. A person whose name
turns out to be that of two is taken out, and the key's page says so; when what showed it is gone, the person
is there again under the same key.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, bindparam, delete
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, func, select

from app.archive.models import (
    Attribution,
    Department,
    Document,
    KeyRedirect,
    Meeting,
    Person,
    PersonRole,
    Record,
)
from app.ingest.attributions import INFERRED_ASKER, Attributed
from app.ingest.minting import KeyBook
from app.ingest.rows import any_of, table_of
from app.parse.types import Body
from app.people import (
    PLAIN,
    Occurrence,
    Roster,
    conflict,
    held,
    held_key,
    is_for_a_term,
    is_party,
    read_name,
    replaced,
)

_NOBODY = "这些记录暂不归入任何人名下，待名册认定"
_BATCH = 500
"""Keys asked for at a time; below the number of variables that any SQLite takes in one statement."""


_BY, _UNITS, _DOCUMENTS = (table_of(one).c for one in (Attribution, Department, Document))
_OCCURRENCES = (
    select_columns(
        _BY.record_key,
        func.coalesce(_BY.person_key, _BY.evidence),
        func.coalesce(_UNITS.name, _BY.affiliation),
        func.coalesce(_DOCUMENTS.meeting_key, _DOCUMENTS.key),
        _DOCUMENTS.year,
    )
    .select_from(table_of(Attribution))
    .join(table_of(Record), table_of(Record).c.key == _BY.record_key)
    .join(table_of(Document), _DOCUMENTS.key == table_of(Record).c.document_key)
    .join(table_of(Department), _UNITS.key == _BY.department_key, isouter=True)
)
_ITS = table_of(Document).alias().c
_HERE = _OCCURRENCES.where(
    _BY.person_key.in_(any_of("people")),
    _DOCUMENTS.meeting_key.in_(
        select_columns(_ITS.meeting_key).where(_ITS.source_sha256 == bindparam("sha256"))
    )
    | (_DOCUMENTS.source_sha256 == bindparam("sha256")),
)
"""Those of some people in a source and, elsewhere, at the meetings its documents are of."""
_ANYWHERE = _OCCURRENCES.where(_BY.person_key.in_(any_of("people")))
_REPRESENTED = (
    select_columns(_BY.record_key, _UNITS.name)
    .join(table_of(Department), _UNITS.key == _BY.department_key)
    .where(_BY.role == "represents", _BY.record_key.in_(any_of("records")))
)


class Namesakes:
    """Looks at the names of one source, within the transaction that writes it."""

    def __init__(self, session: Session, book: KeyBook, roster: Roster) -> None:
        self._session = session
        self._book = book
        self._roster = roster
        self.changed_records: set[str] = set()
        self.revived: set[str] = set()

    def settle(
        self, sha256: str, old: Sequence[Attribution], new: Sequence[Attributed], listed: set[str]
    ) -> None:
        """Hold back the names that stand for two people, and give back those that do no longer.

        `old` and `new` are the source's attributions before and now; `listed` are persons the roster knows.
        """
        # Only what is gone can make a name one person's again, never what is new.
        for key in sorted({key for row in old if (key := held_key(row.evidence))}):
            # What the roster speaks of is read anew with it.
            if not self._roster.decides(key):
                self._give_back(key)
        people = {row.person_key for row in new if row.person_key} - listed
        if not people:
            return
        present = self._occurrences(_HERE, {"people": sorted(people), "sha256": sha256})
        bound = [
            key for key, found in present.items() if any(is_for_a_term(one.affiliation) for one in found)
        ]
        if bound:
            present |= self._occurrences(_ANYWHERE, {"people": sorted(bound)})
        for person_key in sorted(present):
            if shown := self._conflict(person_key, present[person_key]):
                self._hold(person_key, shown)

    def _occurrences(self, wanted: Select[Any], values: dict[str, Any]) -> dict[str, list[Occurrence]]:
        """The occurrences of each person, or of each name that is held back, by key."""
        rows = self._session.execute(wanted, values).all()
        parties = self._parties(sorted({record for record, *_ in rows}))
        found: dict[str, list[Occurrence]] = defaultdict(list)
        for record, who, unit, occasion, year in rows:
            found[held_key(who) or who].append(Occurrence(record, occasion, unit, parties.get(record), year))
        return found

    def _conflict(self, key: str, occurrences: Sequence[Occurrence]) -> tuple[str, str] | None:
        return conflict(occurrences, lambda affiliation: self._roster.vouches(key, affiliation))

    def _parties(self, records: Sequence[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for start in range(0, len(records), _BATCH):
            batch = records[start : start + _BATCH]
            rows = self._session.execute(_REPRESENTED, {"records": batch})
            found.update((record, name) for record, name in rows if is_party(name))
        return found

    def _hold(self, key: str, shown: tuple[str, str]) -> None:
        person = self._session.get_one(Person, key)
        sentence = held(key, f"{self._occasion(shown[0])}，{person.name}{shown[1]}，{_NOBODY}")
        for row in self._session.exec(select(Attribution).where(Attribution.person_key == key)):
            row.person_key, row.decision = None, "ambiguous"
            row.evidence = replaced(row.evidence, PLAIN.rstrip("。"), sentence)
            self._session.add(row)
            self.changed_records.add(row.record_key)
        self._session.execute(delete(PersonRole).where(col(PersonRole.person_key) == key))
        self._session.flush()
        self._book.retire(person, title=person.name, reason=sentence)

    def _occasion(self, key: str) -> str:
        if key.isdecimal():
            return f"{key}年"
        meeting = self._session.get(Meeting, key)
        if meeting:
            return f"{meeting.name}上"
        document = self._session.get(Document, key)
        return f"《{document.title}》中" if document and document.title else "同一文献中"

    def _give_back(self, key: str) -> None:
        """The person again, if nothing in the archive shows any more that two people bear the name."""
        mentions = col(Attribution.evidence).contains(held(key))
        rows = self._session.exec(select(Attribution).where(mentions)).all()
        if not rows or self._conflict(key, self._occurrences(_OCCURRENCES.where(mentions), {})[key]):
            return
        if self._session.get(Person, key) is None:
            self._revive(key, rows[0])
        for row in rows:
            row.person_key = key
            row.decision = "inferred" if INFERRED_ASKER in row.evidence else "matched"
            row.evidence = replaced(row.evidence, held(key), PLAIN)
            self._session.add(row)
            self.changed_records.add(row.record_key)
        self._session.flush()
        self.revived.add(key)

    def _revive(self, key: str, row: Attribution) -> None:
        body = self._session.get_one(Record, row.record_key).body
        redirect = self._session.get(KeyRedirect, key)
        name = redirect.title if redirect else row.printed
        reading = read_name(name)
        self._book.restore(key)
        self._session.add(
            Person(
                key=key,
                name=name,
                body=Body.GOVERNMENT.value if row.role == "respondent" else body,
                pinyin=reading.full,
                initials=reading.initials,
            )
        )
        self._session.flush()
