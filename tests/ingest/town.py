"""The archive of a town whose papers are read again and again, and what its keys have named so far."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from mutations import COMMON, Paper, Press
from sqlalchemy import create_engine, event
from sqlmodel import Session, SQLModel, col, select

from app.archive.models import (
    Attribution,
    Department,
    Document,
    IngestRun,
    KeyRedirect,
    Meeting,
    Person,
    PersonRole,
    Record,
    Revision,
)
from app.ingest.catalogue import Catalogued
from app.ingest.naming import Naming, person_key
from app.ingest.settle import rebuild_roles
from app.ingest.write import ReadSource, SourceWriter
from app.people import Aliases, Roster
from app.sources import SourceText

NOBODY = Naming(Aliases(), Roster.from_toml("", person_key), "")

_OTHERS = (Document, Meeting, Person, Department)
_IDIOMS = set(range(len(COMMON)))


@dataclass(frozen=True)
class State:
    """What the archive holds: text and kind of each record, where every other key leads, each wording.

    `labels` are what is printed with a record: its speakers, or its heading.
    """

    records: dict[str, tuple[str, str]]
    labels: dict[str, str]
    others: set[str]
    redirects: dict[str, tuple[str | None, str]]
    wordings: dict[tuple[str, int], str]
    revisions: dict[str, int]

    @classmethod
    def of(cls, session: Session) -> "State":
        """As it is now."""
        records = session.exec(select(Record.key, Record.text, Record.kind, Record.revision)).all()
        labels = {key: title or "" for key, title in session.exec(select(Record.key, Record.title))}
        by = select(Attribution.record_key, Attribution.printed).where(Attribution.role != "represents")
        for key, name in session.exec(by.order_by(col(Attribution.position))):
            labels[key] += f"、{name}"
        redirects = session.exec(select(KeyRedirect.old_key, KeyRedirect.new_key, KeyRedirect.reason))
        wordings = session.exec(select(Revision.record_key, Revision.number, Revision.text))
        return cls(
            {key: (text, kind) for key, text, kind, _ in records},
            labels,
            {
                key
                for model in (Document, Meeting, Person, Department)
                for key in session.exec(select(model.key))
            },
            {key: (leads, reason) for key, leads, reason in redirects},
            {(key, number): text for key, number, text in wordings},
            {key: revision for key, _, _, revision in records},
        )

    def end(self, key: str) -> str | None:
        """The record that a key names or leads to."""
        seen = {key}
        while key not in self.records:
            leads = self.redirects.get(key, (None, ""))[0]
            if leads is None or leads in seen:
                return None
            seen.add(key := leads)
        return key


@dataclass
class Town:
    """Its papers, each in all the prints there have been, and every key that was ever shown."""

    press: Press
    papers: int
    articles: int
    prints: dict[str, list[Paper]] = field(default_factory=lambda: defaultdict(list))
    shown: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    runs: int = 0

    def __post_init__(self) -> None:
        self._engine = create_engine("sqlite://")
        SQLModel.metadata.create_all(self._engine)
        self._session = Session(self._engine, expire_on_commit=False, autoflush=False)
        for number in range(self.papers):
            self.write(self.press.paper(f"{number}.txt", self.articles))
        self.state = self._look()
        self._remember()

    def close(self) -> None:
        """Give back the memory."""
        self._session.close()
        self._engine.dispose()

    def change(self) -> tuple[str, int]:
        """Read one of the papers anew. What was done, and how many articles were in it."""
        name = sorted(self.prints)[self.press.pick(list(self.prints))]
        prints = self.prints[name]
        last = prints[self.press.pick(prints)] if self.press.chance(0.2) else prints[-1]
        what, paper = self._changed(name, last)
        self.write(paper)
        return what, len(paper.articles)

    def _changed(self, name: str, last: Paper) -> tuple[str, Paper]:
        press, at = self.press, self.runs
        if press.chance(0.4):
            return "another reader", press.read_otherwise(last)
        if press.chance(0.4):
            return "corrected file", press.print_otherwise(last, last.name, last.media_type)
        if press.chance(0.5):
            better = "text/html" if press.chance(0.7) else "text/plain"
            return "edition", press.print_otherwise(last, f"{name}-{at}", better, often=0.5)
        return "copy", press.copy(last, f"{name}-copy-{at}")

    def write(self, paper: Paper) -> None:
        """Ingest it."""
        name = paper.name.partition("-")[0]
        text, parse = paper.text, paper.read()
        self.prints[name] = [one for one in self.prints[name] if one.text != text] + [paper]
        for part in paper.parts():
            for one in part.sentences:
                self.numbers[one.text].add(one.number)
        self.runs += 1
        with self._session.begin():
            run = IngestRun(started=datetime.now(UTC), reader=str(self.runs))
            self._session.add(run)
            self._session.flush()
            source = SourceText(paper.name, text.encode(), paper.media_type, "utf-8", text)
            documents = [Catalogued(one) for one in parse.documents]
            read = ReadSource(source, documents, parse.ledger, [], str(self.runs), run.id or 0, NOBODY)
            SourceWriter(self._session, read).write()
        self._session.expunge_all()

    def roles(self, *, anew: bool = False) -> set[tuple[object, ...]]:
        """What everyone is said to have been and when; `anew`: gathered from all the archive."""
        with self._session.begin() as whole:
            if anew:
                rebuild_roles(self._session, self._session.exec(select(Person.key)).all())
            found = {
                (row.person_key, row.body, row.affiliation, row.represents, row.since, row.until)
                for row in self._session.exec(select(PersonRole))
            }
            whole.rollback()
        self._session.expunge_all()
        return found

    def statements(self) -> Counter[str]:
        """Begins to count what is asked of the database."""
        counted: Counter[str] = Counter()
        event.listen(
            self._engine, "before_cursor_execute", lambda _c, _u, said, *_: counted.update([said.split()[0]])
        )
        return counted

    def look(self) -> Iterator[str]:
        """What went wrong with a key since the last look; nothing, if nothing did."""
        before = self.state
        self.state = after = self._look()
        yield from _unsound(before, after)
        yield from self._lost(before, after)
        yield from _changed_keys(before, after)
        self._remember()

    def _look(self) -> State:
        with self._session.begin():
            return State.of(self._session)

    def _remember(self) -> None:
        self.shown |= {key: text for key, (text, _) in self.state.records.items()}

    def _lost(self, before: State, after: State) -> Iterator[str]:
        """Keys whose words are there, and which lead to none of them or only to a lesser part.

        What another record held before as well is its own, and no part of what became of this one.
        """
        holders = defaultdict(set)
        for key, (text, _) in after.records.items():
            for line in _lines(text):
                if not self.numbers[line] & _IDIOMS:
                    holders[line].add(key)
        for key, text in self.shown.items():
            was = before.end(key)
            if was is None:
                continue
            words = _lines(text) & _lines(before.records[was][0])
            there = {one for line in words for one in holders.get(line, ())}
            most = max((self._gained(words, before, after, one, was) for one in there), default=0)
            now = after.end(key)
            found = self._shared(words, after, now) if now else 0
            if most and now is None:
                yield f"{key} is lost: {sorted(words)}"
            elif most and not found:
                yield f"{key} is moved to other words: {sorted(words)} -> {after.records[now or '']}"
            elif found < most / (4 if self._is_own(before, was, after, now or "") else 2):
                yield f"{key} is moved to the lesser part ({found} of {most}): {sorted(words)}"

    def _is_own(self, before: State, was: str, after: State, now: str) -> bool:
        """Whether a part of a record is still its speaker's, and begins as it did."""
        if was != now or before.labels[was] != after.labels[now]:
            return False
        old, new = (state.records[was][0].partition("\n")[0] for state in (before, after))
        return bool(self.numbers[old] & self.numbers[new])

    def _gained(self, words: Iterable[str], before: State, after: State, key: str, was: str) -> int:
        held = 0 if key == was else self._shared(words, before, key)
        return self._shared(words, after, key) - held

    def _shared(self, words: Iterable[str], state: State, key: str) -> int:
        """How many characters of the words the record has, some of them garbled perhaps."""
        lines = _lines(state.records.get(key, ("", ""))[0])
        held = {number for line in lines for number in self.numbers[line]}
        return sum(len(line) for line in words if self.numbers[line] & held)


def _lines(text: str) -> set[str]:
    return set(text.split("\n")) - {""}


def _unsound(before: State, after: State) -> Iterator[str]:
    for key in before.records.keys() - after.records.keys():
        if not after.redirects.get(key, (None, ""))[1]:
            yield f"{key} is gone, and nothing says why"
    for key, (leads, _) in after.redirects.items():
        if key in after.records:
            yield f"{key} names a record and is retired as well"
        if leads and leads not in after.records and leads not in after.others:
            yield f"{key} leads to {leads}, which is nothing"
    for (key, number), text in before.wordings.items():
        if after.wordings.get((key, number)) != text:
            yield f"{key}@{number} is not what was cited"
    for key, number in after.revisions.items():
        if after.wordings.get((key, number)) != after.records[key][0]:
            yield f"{key}@{number} is not the record's wording"


def _changed_keys(before: State, after: State) -> Iterator[str]:
    """Records of the very same words as before under a key that named none of these words."""
    olds, news = _by_words(before), _by_words(after)
    for words, keys in olds.items():
        now = news.get(words, set())
        if len(keys) == 1 and len(now) == 1 and keys != now:
            (key,) = now
            if not _lines(words) & _lines(before.records.get(key, ("", ""))[0]):
                yield f"{words} was {keys} and is {now}"


def _by_words(state: State) -> dict[str, set[str]]:
    found = defaultdict(set)
    for key, (text, _) in state.records.items():
        if text:
            found[text].add(key)
    return found
