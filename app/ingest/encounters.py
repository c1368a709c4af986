"""Documents just read that are in the archive already, from other sources: copies, editions, corrections."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from app.archive.models import Document, Edition, Source
from app.ingest.editions import Quality, Side, Verdict, decide
from app.ingest.just_read import JustRead
from app.ingest.old_rows import OldRows
from app.ingest.overlap import Item, of_runs
from app.parse import types
from app.text.folding import fold, squeeze

_HALF = 0.5
_SOURCES = 8
"""So many other sources, those with the most in common, are compared word by word."""


@dataclass(frozen=True)
class OtherSource:
    """The source that documents are read in now. `run` brought it."""

    sha256: str
    file: str
    media_type: str
    run: int


@dataclass(frozen=True)
class Encounter:
    """Documents of this reading, by number, that are the documents of `rows`; `verdict` is OLD or NEW."""

    numbers: tuple[int, ...]
    rows: OldRows
    source: OtherSource
    verdict: Verdict
    is_copy: bool


def find_encounters(
    session: Session, just_read: JustRead, alike: Sequence[str], *, known: bool
) -> list[Encounter]:
    """The encounters with the documents of these keys, and with those this source was an edition of.

    `known` is False for a source that is new to the archive.
    """
    former = _editions_elsewhere(session, just_read.sha256) if known else []
    if not former and not alike:
        return []
    run = run_of(session, just_read.sha256) or just_read.read.run_id
    free = {number for number, held in enumerate(just_read.numbers_of) if held}
    won: list[Encounter] = []
    lost: list[Encounter] = []
    for rows, source in _elsewhere(session, just_read.sha256, [*former, *alike]):
        for numbers, documents in _components(just_read, rows, free):
            met = _encounter(session, just_read, numbers, rows.only(documents), source, run)
            if met and met.verdict is Verdict.OLD:
                free -= set(numbers)
                won = [one for one in won if not set(one.numbers) & set(numbers)]
                lost.append(met)
            elif met:
                won.append(met)
    return [*won, *lost]


def run_of(session: Session, sha256: str) -> int | None:
    """The run that brought this source: the first one, or the one with which it was put back."""
    return session.exec(select(func.min(Edition.run_id)).where(Edition.source_sha256 == sha256)).one()


def _editions_elsewhere(session: Session, sha256: str) -> Sequence[str]:
    """Documents that this source is an edition of, and that are read in another one."""
    return session.exec(
        select(Edition.document_key).where(Edition.source_sha256 == sha256, Edition.state != "current")
    ).all()


def _elsewhere(session: Session, sha256: str, alike: Sequence[str]) -> Iterator[tuple[OldRows, OtherSource]]:
    """The documents that come into question, source by source, the likeliest source first."""
    rank = {key: at for at, key in enumerate(dict.fromkeys(alike))}
    found = session.exec(
        select(Document)
        .where(col(Document.key).in_(rank), Document.source_sha256 != sha256)
        .order_by(col(Document.position))
    ).all()
    by_source: dict[str, list[Document]] = defaultdict(list)
    for document in sorted(found, key=lambda one: rank[one.key]):
        by_source[document.source_sha256].append(document)
    for other, documents in list(by_source.items())[:_SOURCES]:
        file, media_type = session.exec(
            select(Source.file, Source.media_type).where(Source.sha256 == other)
        ).one()
        run = run_of(session, other) or 0
        in_order = sorted(documents, key=lambda one: one.position)
        yield OldRows(session, in_order), OtherSource(other, file, media_type, run)


def _components(
    just_read: JustRead, rows: OldRows, free: Collection[int]
) -> Iterator[tuple[tuple[int, ...], list[Document]]]:
    """Groups of documents here and there that share half of the shorter one's words."""
    shared, old_sizes, new_sizes = _shared_by_document(just_read, rows, free)
    edges = [
        (key, number)
        for (key, number), count in shared.items()
        if count >= _HALF * min(old_sizes[key], new_sizes[number])
    ]
    group: dict[str | int, set[str | int]] = {}
    for key, number in edges:
        merged = group.get(key, {key}) | group.get(number, {number})
        for member in merged:
            group[member] = merged
    for members in {id(one): one for one in group.values()}.values():
        numbers = tuple(sorted(one for one in members if isinstance(one, int)))
        yield numbers, [one for one in rows.documents if one.key in members]


def _shared_by_document(
    just_read: JustRead, rows: OldRows, free: Collection[int]
) -> tuple[dict[tuple[str, int], int], dict[str, int], dict[int, int]]:
    here = [at for at, new in enumerate(just_read.records) if new.document in free]
    overlap = of_runs(rows.items, [just_read.items[at] for at in here])
    old_sizes: dict[str, int] = defaultdict(int)
    new_sizes: dict[int, int] = defaultdict(int)
    for record, size in zip(rows.records, overlap.old_sizes, strict=True):
        old_sizes[record.document_key] += size
    for at, size in zip(here, overlap.new_sizes, strict=True):
        new_sizes[just_read.records[at].document] += size
    shared: dict[tuple[str, int], int] = defaultdict(int)
    for (at_old, at_new), count in overlap.shared.items():
        document = just_read.records[here[at_new]].document
        shared[rows.records[at_old].document_key, document] += count
    return shared, old_sizes, new_sizes


def _encounter(
    session: Session,
    just_read: JustRead,
    numbers: tuple[int, ...],
    rows: OldRows,
    source: OtherSource,
    run: int,
) -> Encounter | None:
    old = Side(
        items=rows.items,
        titles=_titles(document.title for document in rows.documents),
        dates=_dates(rows.documents),
        quality=_stored_quality(session, rows.documents),
        media_type=source.media_type,
        sha256=source.sha256,
        file=source.file,
        run=source.run,
    )
    new = Side(
        items=_items(just_read, numbers),
        titles=_titles(just_read.document(number).title for number in numbers),
        dates=_dates(just_read.document(number) for number in numbers),
        quality=_sum(just_read.qualities[number] for number in numbers),
        media_type=just_read.read.source.media_type,
        sha256=just_read.sha256,
        file=just_read.read.source.file,
        run=run,
    )
    verdict = decide(old, new)
    if verdict is Verdict.APART:
        return None
    return Encounter(numbers, rows, source, verdict, old.words == new.words)


def _items(just_read: JustRead, numbers: Iterable[int]) -> list[Item]:
    return [item for number in numbers for item in just_read.items_of(number)]


def _titles(titles: Iterable[str | None]) -> frozenset[str]:
    return frozenset(squeeze(fold(title)) for title in titles if title)


def _dates(documents: Iterable[Document | types.Document]) -> frozenset[tuple[str, str]]:
    return frozenset(
        (name, value)
        for document in documents
        for name in ("held", "published", "period")
        if (value := getattr(document, name))
    )


def _stored_quality(session: Session, documents: Sequence[Document]) -> Quality:
    keys = [document.key for document in documents]
    rows = session.exec(
        select(Edition.quality).where(col(Edition.document_key).in_(keys), Edition.state == "current")
    )
    return _sum(Quality(**stored) for stored in rows)


def _sum(qualities: Iterable[Quality]) -> Quality:
    held = list(qualities)
    return Quality(
        unread=max((one.unread for one in held), default=0),
        findings=sum(one.findings for one in held),
        characters=sum(one.characters for one in held),
    )
