"""Every entry of the index against its rows: is it what would be indexed now, and do its characters find it?

For `check --deep`: it reads everything, so it takes about as long as building the index does.
"""

from collections.abc import Callable, Iterator

from sqlmodel import Session

from app.search import documents, fields
from app.search.analysis import Analyzer
from app.search.dictionary import analyzer_of
from app.search.engines import open_engine, undamaged
from app.search.generations import IndexFolder
from app.search.query import And, Phrase, Query, Term
from app.search.types import FILTERS, Engine, IndexDocument
from app.settings import Settings

Progress = Callable[[int], None]
"""Called with the number of records looked at so far."""


def index_faults(session: Session, settings: Settings, progress: Progress = lambda _: None) -> Iterator[str]:
    """What is wrong with each entry, in one English line; nothing of an index that cannot be asked at all.

    Raises IndexDamagedError when its files cannot be read.
    """
    current = IndexFolder(settings.index).current()
    analyzer = analyzer_of(current) if current else None
    if current is None or analyzer is None:
        return
    engine = open_engine(current.stamp.engine, current.folder, analyzer)
    try:
        yield from _faults(session, engine, analyzer, progress)
    finally:
        engine.close()


def _faults(session: Session, engine: Engine, analyzer: Analyzer, progress: Progress) -> Iterator[str]:
    with undamaged():
        known = {entry.partition(" ")[0]: entry for entry in engine.entries()}
    for number, document in enumerate(documents.all_documents(session), start=1):
        there = known.pop(document.key, None)
        if there is None:
            yield f"record {document.key} is not in the index"
        elif there != fields.entry(document):
            yield f"record {document.key} is in the index otherwise than in the rows"
        elif not _is_found(engine, analyzer, document):
            yield f"record {document.key} is not found by its own words"
        progress(number)
    for key in sorted(known):
        yield f"record {key} is in the index and not in the rows"


def _is_found(engine: Engine, analyzer: Analyzer, document: IndexDocument) -> bool:
    """Whether the index finds a record by all its characters in line, under each of its facet values."""
    asked: list[Query] = [Term(fields.KEY, document.key)]
    for field in fields.TEXT_FIELDS:
        if field.stream == "words":  # cut from the same characters
            continue
        tokens = list(field.tokens(document, analyzer))
        if field.stream == "chars" and len(tokens) > 1:
            asked.append(Phrase(field.name, tokens))
        else:
            asked += [Term(field.name, token) for token in dict.fromkeys(tokens)]
    for facet in FILTERS:
        asked += [Term(fields.facet_field(facet), value) for value in fields.facet_values(document, facet)]
    with undamaged():
        found = engine.search(And(asked), filters={}, sort="newest", offset=0, limit=1, facets=False)
    return found.keys == (document.key,)
