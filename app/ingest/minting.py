"""New keys and retired ones, within one transaction."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import Select, update
from sqlalchemy import select as select_columns
from sqlmodel import Session, SQLModel, col, select

from app.archive import keys
from app.archive.models import Document, KeyRedirect, Record, Revision
from app.ingest.rows import any_of, table_of
from app.people import identity_name
from app.text.folding import fold, squeeze

ALIAS = "同一段文字按另一份文件或另一次读取得到的编号。"
_BATCH = 500
"""Keys asked for at a time; below the number of variables that any SQLite takes in one statement."""


class KeyBook:
    """Gives keys that nothing else in the archive has or had, and writes down what became of the others."""

    def __init__(self, session: Session, run_id: int) -> None:
        self._session = session
        self._run_id = run_id
        self._given: set[str] = set()
        self._returned: set[str] = set()
        self._live: dict[tuple[str, str], bool] = {}
        self._retired: dict[str, KeyRedirect | None] = {}

    def foresee(self, model: type[Any], wanted: Iterable[str]) -> None:
        """Look up many keys at once, for what will be asked about them one by one."""
        keys = list(dict.fromkeys(wanted))
        self.foresee_retired(keys)
        for batch in _batches(keys):
            live = self._living(model, batch)
            self._live |= {(_noun(model), key): key in live for key in batch}

    def foresee_retired(self, wanted: Iterable[str]) -> None:
        """The same of what became of them alone."""
        for batch in _batches(wanted):
            self._retired |= dict.fromkeys(batch)
            if self._none_retired:
                continue
            if found := self._session.execute(_RETIRED, {"keys": batch}).scalars().all():
                rows = self._session.exec(select(KeyRedirect).where(col(KeyRedirect.old_key).in_(found)))
                self._retired |= {row.old_key: row for row in rows}

    @cached_property
    def _none_retired(self) -> bool:
        """Whether no key of the archive was ever retired, as while it is first filled."""
        return self._session.execute(_ANY_RETIRED).first() is None

    def retirement(self, key: str) -> KeyRedirect | None:
        """What became of the key; None while it names something, or when nothing ever had it."""
        if key not in self._retired:
            self.foresee_retired([key])
        return self._retired[key]

    def mint(
        self,
        model: type[SQLModel],
        *words: str,
        derived: str | None = None,
        context: Iterable[str] = (),
        kin: Mapping[str, str] = MappingProxyType({}),
    ) -> str:
        """A key for a new row of `model`; `derived` as for `keys.make`.

        A key that was retired is given again only to the very words it was made of, so that what comes back
        has its old key; and not while it leads to something that has these words. `kin` are the keys of what
        is being written anew, with the words (folded, squeezed) they are to have; anything else keeps its.
        """

        def taken(key: str) -> bool:
            return (
                key in self._given or self._is_live(model, key) or not self._is_free(model, key, words, kin)
            )

        key = keys.make(_noun(model), *words, derived=derived, context=context, taken=taken)
        self._given.add(key)
        self.restore(key)
        return key

    def restore(self, key: str) -> None:
        """Take back the retirement of a key that names something again."""
        if retired := self.retirement(key):
            self._session.delete(retired)
            self._session.flush()
            self._retired[key] = None
            self._returned.add(key)

    def has_returned(self, key: str) -> bool:
        """Whether the key had been retired and names something again now."""
        return key in self._returned

    def alias(self, model: type[SQLModel], key: str, leads_to: str, title: str, reason: str = ALIAS) -> None:
        """Let the key that an archive of these words alone would give lead here, unless it is in use."""
        if key == leads_to or key in self._given or self._is_live(model, key):
            return
        retired = self.retirement(key)
        if retired is None:
            row = self._redirect(key, _noun(model), title, reason, leads_to)
            self._session.add(row)
            self._retired[key] = row
        elif retired.new_key is None and retired.noun == _noun(model):
            retired.new_key = leads_to
            self._session.add(retired)

    def retire(self, row: Any, *, title: str, reason: str, new_key: str | None = None) -> None:
        """Delete a row, leaving word where it went. Redirects that led to it lead on, or end as it ends."""
        chained = update(KeyRedirect).where(col(KeyRedirect.new_key) == row.key)
        ends = {"new_key": new_key} if new_key else {"new_key": None, "reason": reason}
        self._session.execute(chained.values(**ends))
        self._session.merge(self._redirect(row.key, _noun(type(row)), title, reason, new_key))
        self._live[_noun(type(row)), row.key] = False
        self._retired.pop(row.key, None)
        self._none_retired = False
        self._session.delete(row)
        self._session.flush()

    def lead_on(self, retired: KeyRedirect, new_key: str | None, reason: str) -> None:
        """Let a key that is retired already lead to where its words are now; nowhere when they are gone."""
        retired.new_key, retired.reason, retired.run_id = new_key, reason, self._run_id
        self._session.add(retired)

    def _redirect(self, key: str, noun: str, title: str, reason: str, new_key: str | None) -> KeyRedirect:
        return KeyRedirect(
            old_key=key, new_key=new_key, noun=noun, title=title, reason=reason, run_id=self._run_id
        )

    def _is_live(self, model: type[SQLModel], key: str) -> bool:
        known = self._live.get((_noun(model), key))
        return bool(self._living(model, [key])) if known is None else known

    def _living(self, model: type[SQLModel], keys: list[str]) -> set[str]:
        return set(self._session.execute(_living(model), {"keys": keys}).scalars())

    def _is_free(
        self, model: type[SQLModel], key: str, words: tuple[str, ...], kin: Mapping[str, str]
    ) -> bool:
        retired = self.retirement(key)
        if retired is None:
            return True
        if retired.noun != _noun(model):
            return False
        if model not in (Record, Document):
            return _names(retired.title, words)
        heir = retired.new_key
        if heir and self._is_live(model, heir):
            words_live_on = heir not in kin or squeeze(fold(words[-1])) in kin[heir]
            if words_live_on:
                return False
        return self._had_words(key, words) if model is Record else _names(retired.title, words)

    def _had_words(self, key: str, words: tuple[str, ...]) -> bool:
        """Whether a retired record's key was ever that of these words; one that was only an alias was."""
        history = self._session.exec(select(Revision.text).where(Revision.record_key == key)).all()
        wanted = squeeze(fold(words[-1]))
        return not history or any(squeeze(fold(text)) == wanted for text in history)


_ANY_RETIRED = select_columns(table_of(KeyRedirect).c.old_key).limit(1)
_RETIRED = select_columns(table_of(KeyRedirect).c.old_key).where(
    table_of(KeyRedirect).c.old_key.in_(any_of("keys"))
)


@lru_cache
def _living(model: type[SQLModel]) -> Select[tuple[str]]:
    """Those of `keys` that name a row of the model."""
    key = table_of(model).c.key
    return select_columns(key).where(key.in_(any_of("keys")))


def _names(title: str, words: Iterable[str]) -> bool:
    """Whether what was called by the title is what these words identify."""
    identified = {squeeze(fold(word)) for word in words}
    return squeeze(fold(title)) in identified or squeeze(fold(identity_name(title))) in identified


def _batches(wanted: Iterable[str]) -> Iterator[list[str]]:
    ordered = list(wanted)
    for start in range(0, len(ordered), _BATCH):
        yield ordered[start : start + _BATCH]


def _noun(model: type[SQLModel]) -> str:
    return str(model.__tablename__)
