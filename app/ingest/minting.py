"""New keys and retired ones, within one transaction."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, SQLModel, col

from app.archive import keys
from app.archive.models import KeyRedirect


class KeyBook:
    """Gives keys that nothing else in the archive has, and writes down what became of the others."""

    def __init__(self, session: Session, run_id: int) -> None:
        self._session = session
        self._run_id = run_id
        self._given: set[str] = set()

    def mint(self, model: type[SQLModel], *words: str, context: Iterable[str] = ()) -> str:
        """A key for a new row of `model`. What comes back with its old words has its old key again."""

        def taken(key: str) -> bool:
            return key in self._given or self._session.get(model, key) is not None

        key = keys.make(_noun(model), *words, context=context, taken=taken)
        self._given.add(key)
        if retired := self._session.get(KeyRedirect, key):
            self._session.delete(retired)
            self._session.flush()
        return key

    def retire(self, row: Any, *, title: str, reason: str, new_key: str | None = None) -> None:
        """Delete a row, leaving word where it went. Redirects that led to it lead on."""
        chained = update(KeyRedirect).where(col(KeyRedirect.new_key) == row.key).values(new_key=new_key)
        self._session.execute(chained)
        redirect = KeyRedirect(
            old_key=row.key,
            new_key=new_key,
            noun=_noun(type(row)),
            title=title,
            reason=reason,
            run_id=self._run_id,
        )
        self._session.merge(redirect)
        self._session.delete(row)
        self._session.flush()


def _noun(model: type[SQLModel]) -> str:
    return str(model.__tablename__)
