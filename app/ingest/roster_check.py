"""What staff should look at in the roster: merges with names that nothing bears, people who may be two."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from sqlmodel import Session, col, select

from app.archive.models import Attribution, KeyRedirect, Person, PersonRole, Record
from app.parse.types import Body
from app.people import Roster, compatible, identity_name

Names = set[tuple[str, str]]
"""Body and name, as names are compared."""


def unknown_names(session: Session, roster: Roster) -> Iterator[str]:
    """An English line for each name or key of a merge that names nobody. Who has an own entry is known."""
    if not roster.merged_only:
        return
    printed = _printed(session)
    for one in roster.merged_only:
        if one.name and (one.body, identity_name(one.name)) not in printed:
            yield _line(one.body, f"others are merged into {one.name}", "no record prints this name")
        for alias in one.aliases:
            if (one.body, identity_name(alias.name)) not in printed:
                yield _line(
                    one.body, f"{alias.name} is merged into {one.shown}", "no record prints this name"
                )
        for key in (*one.merged, *([one.key] if one.key else [])):
            if session.get(Person, key) is None and session.get(KeyRedirect, key) is None:
                yield _line(one.body, f"{key} is merged", "nobody has this key")


def perhaps_two(session: Session, roster: Roster) -> Iterator[str]:
    """A person, and two affiliations of one time that are not the same one: two jobs, or two people.

    At one meeting nobody has two such (see `app.people.conflict`). What the roster gives them is left out.
    """
    roles: dict[str, list[PersonRole]] = defaultdict(list)
    people: dict[str, Person] = {}
    rows = select(Person, PersonRole).join(PersonRole, col(PersonRole.person_key) == col(Person.key))
    rows = rows.where(col(PersonRole.affiliation).is_not(None), col(PersonRole.since).is_not(None))
    order = (col(Person.key), col(PersonRole.since), col(PersonRole.affiliation))
    for person, role in session.exec(rows.order_by(*order)):
        people[person.key] = person
        if not roster.vouches(person.key, role.affiliation or ""):
            roles[person.key].append(role)
    for key, found in roles.items():
        if two := next((pair for pair in combinations(found, 2) if _at_one_time(*pair)), None):
            printed = " and ".join(role.affiliation or "" for role in two)
            yield f"{people[key].name} ({people[key].body or '-'}), {printed}"


def _at_one_time(one: PersonRole, other: PersonRole) -> bool:
    return _years_meet(one, other) and not compatible(one.affiliation, other.affiliation)


def _years_meet(one: PersonRole, other: PersonRole) -> bool:
    return max(one.since or "", other.since or "")[:4] <= min(one.until or "9999", other.until or "9999")[:4]


def _line(body: str, what: str, why: str) -> str:
    return f"roster.toml: {what} ({body}), but {why}: check how it is written, or add a [[person]]"


def _printed(session: Session) -> Names:
    """Every name that a record prints as a person's."""
    rows = session.exec(
        select(Attribution.printed, Record.body, Attribution.role)
        .join(Record, col(Record.key) == col(Attribution.record_key))
        .where(Attribution.role != "represents", col(Attribution.person_key).is_not(None))
        .distinct()
    )
    return {
        (Body.GOVERNMENT.value if role == "respondent" else body or "", identity_name(name))
        for name, body, role in rows
    }
