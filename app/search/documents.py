"""Rows of the archive → what the index holds of each record.

Read in batches, each with a fixed number of statements, so that memory stays flat however large the
archive is.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from sqlmodel import Session, col, func, select

from app.archive import queries
from app.archive.models import Person, Record
from app.archive.queries import FoundRecord, Generation, IndexedName, IndexedQuestion, IndexedRecord
from app.search.similar import fingerprint
from app.search.types import SIMILAR, IndexDocument
from app.text import dates

BATCH = 500
"""Records read at a time; below the number of variables that any SQLite takes in one statement."""


def generation(session: Session) -> Generation:
    """The archive's generation: it changes with every change of a record. Number `0` for an empty archive."""
    return queries.exact_generation(session)


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


def similar_to(record: Record | FoundRecord | IndexedRecord) -> str:
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

    `by` are the names over each record, `answered` the respondents of each exchange, `asked` its questions,
    `named` the persons of each printed name that was not identified.
    """

    by: Mapping[str, Sequence[IndexedName]]
    answered: Mapping[str, Sequence[IndexedName]]
    asked: Mapping[str, Sequence[IndexedQuestion]]
    named: Mapping[str, Sequence[Person]]


def _index_documents(session: Session, keys: Sequence[str]) -> Iterator[IndexDocument]:
    records = queries.indexed_records(session, keys)
    by = queries.indexed_names(session, keys)
    opened = {kind: _exchanges(records, kind) for kind in ("question", "answer")}
    unknown = {name.printed for names in by.values() for name in names if name.person is None}
    batch = _Batch(
        by=by,
        answered=queries.indexed_respondents(session, opened["question"]) if opened["question"] else {},
        asked=queries.indexed_questions(session, opened["answer"]) if opened["answer"] else {},
        named=queries.persons_named(session, unknown) if unknown else {},
    )
    for record in records:
        yield _index_document(record, batch)


def _exchanges(records: Iterable[IndexedRecord], kind: str) -> list[str]:
    keys = (record.exchange_key for record in records if record.kind == kind)
    return list(dict.fromkeys(key for key in keys if key))


def _index_document(record: IndexedRecord, batch: _Batch) -> IndexDocument:
    """A question has the departments that were asked, an answer what was asked of it."""
    exchange = record.exchange_key or ""
    by = batch.by.get(record.key, ())
    answered_by = batch.answered.get(exchange, ()) if record.kind == "question" else ()
    speaking = [name for name in by if name.role != "represents"]
    represented = [name for name in by if name.role == "represents"]
    departments = [name for name in (*speaking, *answered_by) if name.department is not None]
    return IndexDocument(
        key=record.key,
        text=record.text,
        title=" ".join(part for part in (record.number, record.title) if part),
        topic=_names((record.topic or record.opened_with, record.section_heading)),
        who=_names(chain.from_iterable(map(_persons, speaking))),
        pinyin=" ".join(dict.fromkeys(chain.from_iterable(_typed(name, batch.named) for name in speaking))),
        post=_names(chain.from_iterable((name.affiliation, name.post) for name in speaking)),
        document=_names((record.document_title, record.document_subtitle, record.meeting)),
        asked=_asked(record, batch.asked.get(exchange, ())) if record.kind == "answer" else "",
        department=_names(chain.from_iterable(map(_departments, departments))),
        party=_names(chain.from_iterable(map(_departments, represented))),
        meeting=record.meeting or "",
        date=day(record.held, record.published, record.year),
        filters={
            "body": _values(record.body),
            "kind": _values(record.kind),
            "year": _values(str(record.year) if record.year else None),
            "person": _values(*(name.person_key for name in speaking)),
            "department": _values(*(name.department_key for name in departments)),
            "party": _values(*(name.department_key for name in represented)),
            "meeting": _values(record.meeting_key),
            SIMILAR: _values(similar_to(record)),
        },
    )


def _persons(name: IndexedName) -> tuple[str, ...]:
    """The name as printed, and that of the person it was taken to mean."""
    if name.person is not None:
        return name.person, name.printed
    return () if name.department is not None else (name.printed,)


def _typed(name: IndexedName, named: Mapping[str, Sequence[Person]]) -> Iterator[str]:
    if name.person is not None:
        return iter(readings(name.pinyin or "", name.initials or ""))
    persons = named.get(name.printed, ())
    return chain.from_iterable(readings(person.pinyin, person.initials) for person in persons)


@lru_cache(maxsize=10_000)
def readings(pinyin: str, initials: str) -> tuple[str, ...]:
    """What one may type for a name: initials, all of it, its beginning, and what follows the surname."""
    syllables = pinyin.split()
    beginnings = ("".join(syllables[:end]) for end in range(len(syllables), 0, -1))
    return initials, *beginnings, "".join(syllables[1:])


def _asked(record: IndexedRecord, questions: Iterable[IndexedQuestion]) -> str:
    before = [question.text for question in questions if question.position < record.position]
    return "\n".join(part for part in (record.topic or record.opened_with, *before) if part)


def _departments(name: IndexedName) -> tuple[str, ...]:
    called = () if name.department is None else (name.department, *(name.aliases or ()))
    return called if name.person is not None else (*called, name.printed)


def _names(names: Iterable[str | None]) -> str:
    return "、".join(dict.fromkeys(filter(None, names)))


def _values(*values: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, values)))


def day(held: str | None, published: str | None, year: int | None) -> int:
    """The day the words were said, or else published, as `YYYYMMDD` with zeros for what is not known."""
    for value in (held, published, str(year) if year else None):
        if value and dates.is_edtf(value):
            return int(value.split("/")[0].replace("-", "").ljust(8, "0"))
    return 0
