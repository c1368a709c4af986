"""What becomes of the records and documents there are: which of those just read they are, or where they lead.

A document just read is *written* in this source, or it *yields* to the same document in another source
that is shown instead. The records there are come from three places: this source as it was read before,
documents of other sources that this one takes over, and what was once read here and is gone.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from app.archive.models import Document, Record
from app.ingest import items
from app.ingest.editions import Verdict
from app.ingest.encounters import Encounter
from app.ingest.just_read import JustRead
from app.ingest.old_rows import Kept, OldRows
from app.ingest.overlap import Holders, Item, runs
from app.ingest.reconcile import NEARLY_ALL, Matching, match
from app.text.folding import fold, squeeze

Row = TypeVar("Row", Record, Document)


@dataclass(frozen=True)
class Departure(Generic[Row]):
    """A record or document whose key names nothing any more, and the number of the one that has its words.

    `taken_over`: it was read in another source before.
    """

    kept: Row
    heir: int | None
    taken_over: bool


@dataclass
class Succession:
    """`before[new]` is the record that a new one is; `leads[new]` the key that one that is not written has.

    `documents[number]` is the key of a document that is there already, here or in the source it yields to.
    """

    before: dict[int, Kept] = field(default_factory=dict)
    leads: dict[int, str | None] = field(default_factory=dict)
    departures: list[Departure[Record]] = field(default_factory=list)
    yields: dict[int, Encounter] = field(default_factory=dict)
    documents: dict[int, str] = field(default_factory=dict)
    document_departures: list[Departure[Document]] = field(default_factory=list)


def succession(
    just_read: JustRead,
    own: OldRows,
    encounters: Sequence[Encounter],
    gone: Sequence[Kept],
    gone_documents: dict[int, tuple[str, str]],
    *,
    same_text: bool,
) -> Succession:
    """Work it out. `own` and `gone` are this source's; `same_text`: it was decoded to the same text then."""
    result = Succession()
    for met in encounters:
        if met.verdict is Verdict.OLD:
            _yield(result, just_read, met)
    _keep_own(result, just_read, own, same_text)
    for met in encounters:
        if met.verdict is Verdict.NEW:
            _take_over(result, just_read, met)
    _find_heirs(result, just_read, encounters)
    _bring_back(result, just_read, gone, gone_documents)
    return result


def _numbers(just_read: JustRead, documents: Iterable[int]) -> list[int]:
    return [at for number in documents for at in just_read.numbers_of[number]]


def _heirs(matching: Matching) -> dict[int, int | None]:
    """Where each old item is now, or where its words went."""
    return {**{at: there for there, at in matching.same.items()}, **matching.gone}


def _yield(result: Succession, just_read: JustRead, met: Encounter) -> None:
    """The records of these documents lead to those of the source that is shown."""
    numbers = _numbers(just_read, met.numbers)
    matching = match([just_read.items[at] for at in numbers], met.rows.items, same_text=False)
    heirs = _heirs(matching)
    votes: Counter[tuple[int, str]] = Counter()
    for at, number in enumerate(numbers):
        there = heirs.get(at)
        record = None if there is None else met.rows.records[there]
        result.leads[number] = record.key if record else None
        if record:
            votes[just_read.records[number].document, record.document_key] += 1 + len(record.text)
    for number in met.numbers:
        result.yields[number] = met
        found = [(count, key) for (at, key), count in votes.items() if at == number]
        result.documents[number] = max(found)[1] if found else met.rows.documents[0].key


def _keep_own(result: Succession, just_read: JustRead, own: OldRows, same_text: bool) -> None:
    kept = own.kept()
    matching = match(own.items, just_read.items, same_text=same_text)
    for number, at in matching.same.items():
        if number in result.leads:
            result.departures.append(Departure(own.records[at], number, taken_over=False))
        else:
            result.before[number] = kept[at]
    result.departures += [
        Departure(own.records[at], heir, taken_over=False) for at, heir in matching.gone.items()
    ]
    documents = match(own.document_items(), just_read.document_items, same_text=same_text)
    for number, at in documents.same.items():
        if number in result.yields:
            result.document_departures.append(Departure(own.documents[at], number, taken_over=False))
        else:
            result.documents[number] = own.documents[at].key
    result.document_departures += [
        Departure(own.documents[at], heir, taken_over=False) for at, heir in documents.gone.items()
    ]


def _take_over(result: Succession, just_read: JustRead, met: Encounter) -> None:
    """The records of the other source live on in these documents, as far as none here is theirs already."""
    kept = met.rows.kept()
    numbers = _numbers(just_read, met.numbers)
    matching = match(met.rows.items, [just_read.items[at] for at in numbers], same_text=False)
    heirs = _heirs(matching)
    votes: Counter[tuple[str, int]] = Counter()
    for at, one in enumerate(kept):
        there = heirs.get(at)
        heir = None if there is None else numbers[there]
        if heir is not None and one.row:
            votes[one.row.document_key, just_read.records[heir].document] += 1 + len(one.text)
        if heir is not None and at in matching.same.values() and heir not in result.before:
            result.before[heir] = one
        else:
            result.departures.append(Departure(met.rows.records[at], heir, taken_over=True))
    _take_over_documents(result, met, votes)


def _take_over_documents(result: Succession, met: Encounter, votes: Counter[tuple[str, int]]) -> None:
    places: dict[str, int] = {}
    for (key, number), _ in sorted(votes.items(), key=lambda one: (-one[1], one[0])):
        places.setdefault(key, number)
        if places[key] == number and number not in result.documents:
            result.documents[number] = key
    for document in met.rows.documents:
        number = places.get(document.key, met.numbers[0])
        if result.documents.get(number) != document.key:
            result.document_departures.append(Departure(document, number, taken_over=True))


def _find_heirs(result: Succession, just_read: JustRead, encounters: Iterable[Encounter]) -> None:
    """What was taken over may have gone into a document that the other source was not compared with.

    Where the words are another's, who had a record of them before, they are not what became of this one.
    """
    orphans = [at for at, one in enumerate(result.departures) if one.taken_over and one.heir is None]
    if not orphans:
        return
    holders = Holders(just_read.items)
    labels = {
        record.key: item.label
        for met in encounters
        for record, item in zip(met.rows.records, met.rows.items, strict=True)
    }
    for at in orphans:
        departed = result.departures[at].kept
        wanted = runs(squeeze(fold(departed.text)))
        held = {
            number: count
            for number, count in holders.of(wanted).items()
            if just_read.items[number].label == labels[departed.key]
            or number not in result.before
            or not wanted <= runs(squeeze(fold(result.before[number].text)))
        }
        heir = max(held, key=lambda number: (held[number], -number), default=None)
        if heir is not None and held[heir] >= NEARLY_ALL * len(wanted):
            result.departures[at] = replace(result.departures[at], heir=heir)


def _bring_back(
    result: Succession, just_read: JustRead, gone: Sequence[Kept], gone_documents: dict[int, tuple[str, str]]
) -> None:
    """What was read here once and is found again has its key again."""
    waiting = [
        at for at in range(len(just_read.records)) if at not in result.before and at not in result.leads
    ]
    old: list[Item] = [items.of_wording(one.text, one.label) for one in gone]
    matching = match(old, [just_read.items[at] for at in waiting], same_text=False, by_place=False)
    for at, back in matching.same.items():
        if old[back].label == just_read.items[waiting[at]].label:  # what another says now is not that
            result.before[waiting[at]] = gone[back]
    for number, (key, title) in gone_documents.items():
        known = number in result.documents or number >= len(just_read.read.documents)
        if not known and title == (just_read.document(number).title or ""):
            result.documents[number] = key
