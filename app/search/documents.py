"""Rows of the archive → what the index holds of each record.

Read in batches, each with a fixed number of statements, so that memory stays flat however large the
archive is.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from sqlmodel import Session, col, func, select

from app.archive import queries
from app.archive.models import Person, Record
from app.archive.queries import By, Entry, FoundRecord
from app.search.similar import fingerprint
from app.search.types import SIMILAR, IndexDocument
from app.text import dates

BATCH = 500
"""Records read at a time; below the number of variables that any SQLite takes in one statement."""


def generation(session: Session) -> str:
    """The archive's generation: it changes with every change of a record. `0` for an empty archive."""
    return queries.generation(session)


def record_keys(session: Session) -> set[str]:
    """The keys of all records in the archive."""
    return set(session.exec(select(Record.key)))


def number(session: Session) -> int:
    """How many records are in the archive."""
    return session.exec(select(func.count()).select_from(Record)).one()


def all_documents(session: Session, *, after: str = "") -> Iterator[IndexDocument]:
    """Every record of the archive whose key comes after the given one, in order of the keys."""
    last = after
    while keys := session.exec(
        select(Record.key).where(col(Record.key) > last).order_by(col(Record.key)).limit(BATCH)
    ).all():
        last = keys[-1]
        yield from _index_documents(session, keys)


def documents_of(session: Session, keys: Iterable[str]) -> Iterator[IndexDocument]:
    """The records with these keys, as far as they are in the archive, each once."""
    for batch in _batches(dict.fromkeys(keys)):
        yield from _index_documents(session, batch)


def similar_to(record: Record | FoundRecord) -> str:
    """The value of the filter SIMILAR that finds a record and its near-duplicates; empty for none."""
    return fingerprint(record.text, record.kind, record.body)


def exchange_of(session: Session, keys: Iterable[str]) -> set[str]:
    """The keys, and those of every record in an exchange with one of them: what the index holds of a
    question depends on who answered it."""
    found = set(keys)
    for batch in _batches(sorted(found)):
        exchanges = session.exec(select(Record.exchange_key).where(col(Record.key).in_(batch))).all()
        for opened in _batches([key for key in dict.fromkeys(exchanges) if key]):
            found.update(session.exec(select(Record.key).where(col(Record.exchange_key).in_(opened))))
    return found


def _batches(keys: Iterable[str]) -> Iterator[list[str]]:
    ordered = list(keys)
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]


@dataclass(frozen=True)
class _Batch:
    """What some records need besides their own rows, read once for all of them.

    `answered` are the respondents of each exchange, `asked` its questions, `named` the persons of each
    printed name that was not identified.
    """

    answered: Mapping[str, Sequence[By]]
    asked: Mapping[str, Sequence[Record]]
    named: Mapping[str, Sequence[Person]]


def _index_documents(session: Session, keys: Sequence[str]) -> Iterator[IndexDocument]:
    entries = queries.entries(session, keys)
    opened = {kind: _exchanges(entries, kind) for kind in ("question", "answer")}
    unknown = {by.attribution.printed for entry in entries for by in entry.by if not by.person}
    batch = _Batch(
        answered=queries.respondents(session, opened["question"]) if opened["question"] else {},
        asked=queries.questions(session, opened["answer"]) if opened["answer"] else {},
        named=queries.persons_named(session, unknown) if unknown else {},
    )
    for entry in entries:
        yield _index_document(entry, batch)


def _exchanges(entries: Iterable[Entry], kind: str) -> list[str]:
    keys = (entry.record.exchange_key for entry in entries if entry.record.kind == kind)
    return list(dict.fromkeys(key for key in keys if key))


def _index_document(entry: Entry, batch: _Batch) -> IndexDocument:
    """A question has the departments that were asked, an answer what was asked of it."""
    record, document = entry.record, entry.document
    exchange = record.exchange_key or ""
    answered_by = batch.answered.get(exchange, ()) if record.kind == "question" else ()
    speaking = [by for by in entry.by if by.attribution.role != "represents"]
    represented = [by for by in entry.by if by.attribution.role == "represents"]
    departments = [by for by in chain(speaking, answered_by) if by.department]
    return IndexDocument(
        key=record.key,
        text=record.text,
        title=" ".join(part for part in (record.number, record.title) if part),
        topic=entry.topic,
        who=_names(chain.from_iterable(_persons(by) for by in speaking)),
        pinyin=" ".join(dict.fromkeys(chain.from_iterable(readings(by, batch.named) for by in speaking))),
        post=_names(
            chain.from_iterable((by.attribution.affiliation, by.attribution.post) for by in speaking)
        ),
        document=_names((document.title, document.subtitle, entry.meeting.name if entry.meeting else None)),
        asked=_asked(entry, batch.asked.get(exchange, ())) if record.kind == "answer" else "",
        department=_names(chain.from_iterable(_departments(by) for by in departments)),
        party=_names(chain.from_iterable(_departments(by) for by in represented)),
        meeting=entry.meeting.name if entry.meeting else "",
        date=day(document.held, document.published, record.year),
        filters={
            "body": _values(record.body),
            "kind": _values(record.kind),
            "year": _values(str(record.year) if record.year else None),
            "person": _values(*(by.attribution.person_key for by in speaking)),
            "department": _values(*(by.attribution.department_key for by in departments)),
            "party": _values(*(by.attribution.department_key for by in represented)),
            "meeting": _values(document.meeting_key),
            SIMILAR: _values(similar_to(record)),
        },
    )


def _persons(by: By) -> Iterator[str]:
    """The name as printed, and that of the person it was taken to mean."""
    if by.person:
        yield by.person.name
    if by.person or not by.department:
        yield by.attribution.printed


def readings(by: By, named: Mapping[str, Sequence[Person]]) -> Iterator[str]:
    """What one may type for a name: initials, all of it, its beginning, and what follows the surname."""
    for person in [by.person] if by.person else named.get(by.attribution.printed, ()):
        syllables = person.pinyin.split()
        yield person.initials
        yield from ("".join(syllables[:end]) for end in range(len(syllables), 0, -1))
        yield "".join(syllables[1:])


def _asked(entry: Entry, questions: Iterable[Record]) -> str:
    before = [question.text for question in questions if question.position < entry.record.position]
    return "\n".join(part for part in (entry.topic, *before) if part)


def _departments(by: By) -> Iterator[str]:
    if by.department:
        yield by.department.name
        yield from by.department.aliases
    if not by.person:
        yield by.attribution.printed


def _names(names: Iterable[str | None]) -> str:
    return "、".join(dict.fromkeys(name for name in names if name))


def _values(*values: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def day(held: str | None, published: str | None, year: int | None) -> int:
    """The day the words were said, or else published, as `YYYYMMDD` with zeros for what is not known."""
    for value in (held, published, str(year) if year else None):
        if value and dates.is_edtf(value):
            return int(value.split("/")[0].replace("-", "").ljust(8, "0"))
    return 0
