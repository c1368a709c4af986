"""What `check` and `ingest` say of the roster: a merge with a name that nothing in the archive bears."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from app.archive.models import Attribution, KeyRedirect, Person, Record
from app.parse.types import Body
from app.people import Roster, identity_name

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
