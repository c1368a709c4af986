"""What staff know of people beyond what is printed: `roster.toml`.

Without an entry, one name in one body is one person. The roster can say otherwise, entry by entry:

    [[person]]   name, body; distinct, aliases, affiliations, since, until, records, not_same_as, key, why
    [[merge]]    body, into, persons; why           these names or keys are one person
    [[rename]]   body, from, to; why                the person keeps the key
    [[split]]    body, name, distinct; before, after, since, until, affiliation, records; why

A person is referred to by name, by name and distinct words (`周明（沙埠）`) or by key.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from app.people.affiliations import comparable, compatible
from app.people.identify import ONLY_SURNAME, PLAIN, Identity, Mention
from app.people.names import (
    display_name,
    distinguished,
    identity_name,
    name_words,
    without_distinction,
)
from app.people.periods import Fit, Period
from app.people.tables import Dated, Entry, TableError, entries, read_tables
from app.text.folding import fold, squeeze

KeyOf = Callable[..., str]
"""From the words that identify a person (body, name, …) to the person's key."""

_BODIES = {"npc": "人大", "cppcc": "政协", "government": "政府"}
_KEY = re.compile(r"[0-9a-z]{5}-[0-9a-z]{5}")


@dataclass(frozen=True)
class Someone:
    """A person as the roster knows them. `split` is one cut out of another by conditions that are all met.

    `listed`: there is an entry of their own, not only one that merges or renames.
    """

    body: str
    name: str
    distinct: str = ""
    keyed_by: str = ""  # the name the key is made of, where it is not the one above
    key: str = ""
    aliases: tuple[Dated, ...] = ()
    merged: tuple[str, ...] = ()
    affiliations: tuple[Dated, ...] = ()
    period: Period = field(default_factory=Period)
    records: frozenset[str] = frozenset()
    others: tuple[str, ...] = ()
    why: str = ""
    split: bool = False
    listed: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """What the key is made of."""
        name = name_words(self.keyed_by or self.name)
        return (self.body, *name, *([self.distinct] if self.distinct else []))

    @property
    def shown(self) -> str:
        """What a page calls the person."""
        return distinguished(self.name, self.distinct)

    def fit(self, mention: Mention) -> Fit:
        """Whether the mention can mean this one of several namesakes."""
        if self.records:
            if mention.record in self.records:
                return Fit.YES
            if self.split and self.period.is_open and not self.affiliations:
                return Fit.NO
        time = self.period.fit(mention.date)
        if self.split:
            return min(time, self._works_there(mention))
        # To have been a member at the time is not yet to be the one meant; another office may be a new one.
        return Fit.NO if time is Fit.NO else max(Fit.MAYBE, self._works_there(mention))

    def _works_there(self, mention: Mention) -> Fit:
        if not self.affiliations:
            return Fit.YES if self.split else Fit.MAYBE
        told = [one for one in self.affiliations if comparable(one.name, mention.affiliation)]
        if not told:
            return Fit.MAYBE
        there = (one for one in told if compatible(one.name, mention.affiliation))
        return max((one.fit(mention.date) for one in there), default=Fit.NO)


Candidate = tuple[Someone, Dated | None]
"""Who a name can mean, and by which other name (None: by their own)."""


class Roster:
    """The roster, ready to be asked who is meant. An empty one knows nothing beyond name and body."""

    def __init__(self, people: Iterable[Someone], key_of: KeyOf) -> None:
        """`people` as read; raises TableError where two entries contradict each other.

        `merged_only` are those of whom nothing is said but that others are they.
        """
        self._key_of = key_of
        self._named: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
        self._merged: dict[str, Someone] = {}
        self._government: list[Someone] = []
        self.merged_only: list[Someone] = []
        taken: dict[tuple[str, ...], Someone] = {}
        for one in people:
            if taken.setdefault((*one.words, one.key), one) is not one:
                raise TableError(f"{one.name} ({one.body}) is listed twice: tell them apart by `distinct`")
            self._add(one)
        self._sole = {
            self._key(found[0][0]): found[0][0] for found in self._named.values() if _is_sole(found)
        }

    def _add(self, one: Someone) -> None:
        for name in {identity_name(one.name), identity_name(one.keyed_by or one.name)} - {""}:
            self._named[one.body, name].append((one, None))
        for alias in one.aliases:
            self._named[one.body, identity_name(alias.name)].append((one, alias))
        for key in one.merged:
            self._merged[key] = one
        if not (one.listed or one.split or one.keyed_by):
            self.merged_only.append(one)
        if one.body == "government":
            self._government.append(one)

    @classmethod
    def from_toml(cls, text: str, key_of: KeyOf) -> "Roster":
        """The roster in `text`. Raises TableError."""
        return cls(read_roster(text), key_of)

    def identify(self, mention: Mention) -> Identity:
        """Whom the mention means, as far as the roster and the name can say."""
        name = identity_name(mention.printed)
        if len(name) < 2:
            return Identity("none", ONLY_SURNAME)
        found = self._candidates(mention, name)
        if not found:
            key = self._key_of(mention.body or "", *name_words(mention.printed))
            return Identity("matched", PLAIN, key, display_name(mention.printed), mention.body)
        return self._identity(*found[0], mention) if len(found) == 1 else self._among(found, mention)

    def _candidates(self, mention: Mention, name: str) -> list[Candidate]:
        """Everyone it could be; nobody when the roster does not know the name."""
        key = self._key_of(mention.body or "", *name_words(mention.printed))
        if key in self._merged:
            return [(self._merged[key], Dated(mention.printed))]
        found: dict[Someone, Dated | None] = {}
        for one, alias in self._named.get((mention.body or "", name), ()):
            if alias is None or alias.fit(mention.date) is not Fit.NO:
                found.setdefault(one, alias)
        # Who else bears the name: the rest of one that was split, or someone at a time that is not known.
        if found and all(
            one.split or (alias and alias.fit(mention.date) < Fit.YES) for one, alias in found.items()
        ):
            found[Someone(mention.body or "", display_name(mention.printed))] = None
        return list(found.items())

    def _among(self, found: list[Candidate], mention: Mention) -> Identity:
        is_split = any(one.split for one, _ in found)
        rest = [(one, alias) for one, alias in found if is_split and not one.split and not one.distinct]
        fits = [(_fit(*candidate, mention), candidate) for candidate in found if candidate not in rest]
        sure = [candidate for fit, candidate in fits if fit is Fit.YES]
        chosen = sure or [*(candidate for fit, candidate in fits if fit is Fit.MAYBE), *rest]
        if len(chosen) == 1:
            return self._identity(*chosen[0], mention, among=len(found))
        names = "、".join(one.shown for one, _ in found)
        why = f"名册载有{len(found)}位（{names}），此处不能断定是哪一位。"
        return Identity("ambiguous", f"同名待考：{why}", listed=True)

    def _identity(self, one: Someone, alias: Dated | None, mention: Mention, *, among: int = 1) -> Identity:
        former = [
            self._key_of(one.body, *name_words(other.name))
            for other in one.aliases
            if other.period.is_open and len(self._named[one.body, identity_name(other.name)]) == 1
        ]
        renamed = self._key_of(one.body, *name_words(one.name)) if one.keyed_by else ""
        if renamed:
            former.append(renamed)
        key = self._key(one)
        return Identity(
            "matched",
            _evidence(one, alias, mention, among),
            key,
            one.shown,
            one.body,
            listed=key not in self._sole,
            former=tuple(other for other in (*former, *one.merged) if other != key),
            why=one.why,
            renamed=renamed,
        )

    def decides(self, key: str) -> bool:
        """Whether the roster says who bears the name that has this key by name and body alone."""
        return key not in self._sole and (
            key in self._merged
            or any(key == self._key_of(body, *name_words(name)) for body, name in self._named)
        )

    def vouches(self, key: str, affiliation: str) -> bool:
        """Whether the roster gives the person of this key such an affiliation."""
        person = self._sole.get(key)
        return person is not None and any(
            comparable(one.name, affiliation) and compatible(one.name, affiliation)
            for one in person.affiliations
        )

    def _key(self, one: Someone) -> str:
        return one.key or self._key_of(*one.words)

    def holder(self, surname: str, post: str, unit: str, date: str | None) -> str | None:
        """Who of the government bears the surname and holds the office at the date; None unless one does."""
        found = {
            one.name: None
            for one in self._government
            if one.name.startswith(surname)
            and any(
                office.fit(date) is not Fit.NO and is_office(office.name, unit, post)
                for office in one.affiliations
            )
        }
        return next(iter(found)) if len(found) == 1 else None


def _is_sole(found: list[Candidate]) -> bool:
    """Whether the roster tells of one person of a name, and nothing of who else the name could mean."""
    one, alias = found[0]
    return len(found) == 1 and alias is None and not (one.split or one.aliases or one.merged or one.keyed_by)


def is_office(office: str, unit: str, post: str) -> bool:
    """Whether the office (水利局局长) is the post (局长) of the unit, if one is named. 副局长 is no 局长."""
    before, found, after = squeeze(fold(office)).rpartition(squeeze(fold(post)))
    return bool(found) and not after and not before.endswith("副") and (not unit or compatible(before, unit))


def _fit(one: Someone, alias: Dated | None, mention: Mention) -> Fit:
    return min(one.fit(mention), alias.fit(mention.date) if alias else Fit.YES)


def _evidence(one: Someone, alias: Dated | None, mention: Mention, among: int) -> str:
    printed = display_name(mention.printed)
    said: list[str] = []
    if alias is not None and identity_name(alias.name) != identity_name(one.name or printed):
        said.append(f"“{printed}”即{one.shown}")
    elif one.keyed_by and identity_name(printed) != identity_name(one.name):
        said.append(f"{printed}后名{one.shown}")
    if among > 1:
        by = "篇目" if mention.record in one.records else "单位或时间"
        said.append(f"同名{among}人，按{by}认定为{one.shown}")
    notes = [f"与{other}不是同一人" for other in one.others]
    if one.why and (said or notes):
        notes.append(one.why.rstrip("。"))
    if not said:
        return f"{PLAIN.rstrip('。')}；名册注明{'；'.join(notes)}。" if notes else PLAIN
    return f"名册指定：{'；'.join([*said, *notes])}。"


def read_roster(text: str) -> list[Someone]:
    """The people of a roster, merges and renames joined to them. Raises TableError."""
    tables = read_tables(text, ("person", "merge", "rename", "split"))
    people = [_person(entry) for entry in entries(tables, "person")]
    for entry in entries(tables, "rename"):
        people = _renamed(people, entry)
    for entry in entries(tables, "merge"):
        people = _with_merged(people, entry)
    return people + [_split(entry) for entry in entries(tables, "split")]


_PERSON = (
    *("name", "body", "distinct", "aliases", "affiliations", "since", "until"),
    *("records", "not_same_as", "key", "why"),
)
_SPLIT = (
    *("name", "body", "distinct", "before", "after", "since", "until"),
    *("affiliation", "records", "key", "why"),
)


def _person(entry: Entry) -> Someone:
    entry.only(_PERSON, ("name", "body"))
    return Someone(
        _body(entry),
        display_name(entry.text("name")),
        entry.text("distinct"),
        key=_key(entry),
        aliases=entry.dated("aliases"),
        affiliations=entry.dated("affiliations"),
        period=entry.period(),
        records=_records(entry),
        others=tuple(_other(entry, ref) for ref in entry.texts("not_same_as")),
        why=entry.text("why"),
        listed=True,
    )


def _split(entry: Entry) -> Someone:
    entry.only(_SPLIT, ("name", "body", "distinct"))
    one = Someone(
        _body(entry),
        display_name(entry.text("name")),
        entry.text("distinct"),
        key=_key(entry),
        affiliations=tuple(map(Dated, entry.texts("affiliation"))),
        period=entry.period(),
        records=_records(entry),
        why=entry.text("why"),
        split=True,
    )
    if one.period.is_open and not one.affiliations and not one.records:
        raise TableError(f"{entry.where}: say which records: before, after, affiliation or records")
    return one


def _renamed(people: list[Someone], entry: Entry) -> list[Someone]:
    entry.only(("body", "from", "to", "why"), ("body", "from", "to"))
    body, old, new = _body(entry), display_name(entry.text("from")), display_name(entry.text("to"))

    def renamed(one: Someone) -> Someone:
        return replace(one, name=new, keyed_by=one.keyed_by or old, why=one.why or entry.text("why"))

    known = any(one.body == body and old in _refs(one) for one in people)
    return _changed(people, body, old if known else new, renamed)


def _with_merged(people: list[Someone], entry: Entry) -> list[Someone]:
    entry.only(("body", "into", "persons", "why"), ("body", "into", "persons"))
    body, refs = _body(entry), entry.texts("persons")
    keys = tuple(ref for ref in refs if _KEY.fullmatch(ref))
    names = tuple(Dated(display_name(ref)) for ref in refs if not _KEY.fullmatch(ref))

    def merged(one: Someone) -> Someone:
        for name in names:
            if f"{_BODIES[body]}{name.name}" in one.others:
                raise TableError(f"{entry.where}: {name.name} is also in not_same_as of {one.name}")
        why = one.why or entry.text("why")
        return replace(one, aliases=(*one.aliases, *names), merged=(*one.merged, *keys), why=why)

    return _changed(people, body, entry.text("into"), merged)


def _changed(
    people: list[Someone], body: str, ref: str, change: Callable[[Someone], Someone]
) -> list[Someone]:
    """The people with the one changed that `ref` names; someone only named here is added."""
    at = next((at for at, one in enumerate(people) if one.body == body and ref in _refs(one)), None)
    if at is not None:
        return [*people[:at], change(people[at]), *people[at + 1 :]]
    is_key = _KEY.fullmatch(ref) is not None
    new = Someone(body, "", key=ref) if is_key else Someone(body, display_name(ref))
    return [*people, change(new)]


def _refs(one: Someone) -> tuple[str, ...]:
    return (one.key, one.shown, one.name, one.keyed_by)


def _body(entry: Entry) -> str:
    body = entry.text("body")
    if body not in _BODIES:
        raise TableError(f"{entry.where}: body must be one of {', '.join(_BODIES)}")
    return body


def _key(entry: Entry) -> str:
    return _as_key(entry, "key", entry.text("key")) if "key" in entry.values else ""


def _records(entry: Entry) -> frozenset[str]:
    return frozenset(_as_key(entry, "records", key) for key in entry.texts("records"))


def _as_key(entry: Entry, name: str, value: str) -> str:
    if not _KEY.fullmatch(value.lower()):
        raise TableError(f"{entry.where}: {name} must hold keys such as k7m2q-9xw4p")
    return value.lower()


def _other(entry: Entry, ref: str) -> str:
    """`周明@cppcc` as a reader is told of it: 政协周明; a name alone is of the same body."""
    name, _, body = ref.partition("@")
    body = body or entry.text("body")
    if body not in _BODIES:
        raise TableError(f"{entry.where}: not_same_as: write a name, or a name and its body: {name}@cppcc")
    return f"{_BODIES[body]}{display_name(without_distinction(name))}"
