"""What the catalogue says of one edition holds for the next one of the same document, too.

A corrected file has another SHA-256, a better edition another name: an entry for the one before would be
lost with it. Field by field, what is said of the edition itself goes first.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.archive.models import Document, Edition, KeyRedirect, Source
from app.ingest import catalogue
from app.ingest.catalogue import Catalogue, Catalogued, Facts
from app.ingest.report import told_apart
from app.parse.types import Finding, Genre, Parse


@dataclass(frozen=True)
class EditionFacts:
    """Facts of other editions: (position of a document here, its facts), the latest edition first.

    `missing` are English lines about entries that fit no document for certain.
    """

    facts: tuple[tuple[int, Facts], ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def stamp(self) -> str:
        """The same string for the same facts; empty where there are none."""
        found = [self.facts, self.missing]
        return json.dumps(found, ensure_ascii=False, sort_keys=True) if any(found) else ""

    def of(self, position: int) -> Facts:
        """What is known of the document at this position; of several editions what the latest says."""
        merged: Facts = {}
        for at, facts in self.facts:
            if at == position:
                merged = facts | merged
        return merged


NOTHING = EditionFacts()


def facts_of_editions(
    session: Session, sha256: str, known: Catalogue, own: tuple[Facts, ...]
) -> EditionFacts:
    """What the catalogue says of the other editions of documents that are shown in this source.

    An entry that is this source's `own` too says nothing new.
    """
    if not known.files:
        return NOTHING
    here = dict(
        session.exec(
            select(Document.key, Document.position).where(
                Document.source_sha256 == sha256, Document.genre != Genre.ARTICLE.value
            )
        ).all()
    )
    found: list[tuple[int, Facts]] = []
    missing: list[str] = []
    for other, file in _others(session, sha256, list(here)):
        facts = known.facts(file, other)
        if not facts or facts == own:
            continue
        documents = _documents(session, other)
        if len(documents) == len(facts):
            at = [(here.get(key or ""), one) for key, one in zip(documents, facts, strict=True)]
            found += [(position, one) for position, one in at if position is not None and one]
        else:
            missing.append(_missing(told_apart(file, other), facts))
    return EditionFacts(tuple(found), tuple(missing))


def _others(session: Session, sha256: str, documents: Sequence[str]) -> list[tuple[str, str]]:
    """SHA-256 and file of the other editions of these documents, the latest first."""
    rows = session.exec(
        select(Source.sha256, Source.file, Edition.run_id)
        .join(Edition, col(Edition.source_sha256) == col(Source.sha256))
        .where(col(Edition.document_key).in_(documents), Source.sha256 != sha256)
        .order_by(col(Edition.run_id).desc(), Source.sha256)
    )
    return list(dict.fromkeys((other, file) for other, file, _ in rows))


def _documents(session: Session, sha256: str) -> list[str | None]:
    """The keys now of the documents that were read in a source, in order; articles have no entry."""
    editions = select(Edition.document_key).where(Edition.source_sha256 == sha256)
    keys = session.exec(editions.order_by(col(Edition.position))).all()
    articles = set(
        session.exec(
            select(Document.key).where(col(Document.key).in_(keys), Document.genre == Genre.ARTICLE.value)
        )
    )
    return [_now(session, key) for key in keys if key not in articles]


def _now(session: Session, key: str) -> str | None:
    retired = session.get(KeyRedirect, key)
    return retired.new_key if retired else key


def _missing(other: str, facts: tuple[Facts, ...]) -> str:
    names = ", ".join(sorted({name for one in facts for name in one}))
    return f"what the catalogue says of the earlier edition {other} ({names}) is not carried: list this file"


def overlay(
    read: Parse, facts: tuple[Facts, ...], others: EditionFacts
) -> tuple[list[Catalogued], list[Finding]]:
    """The documents of a reading with its own facts laid over them, and those of other editions below."""
    documents, findings = catalogue.overlay(read, facts)
    documents = [
        one if not (more := _more(one, others.of(at))) else catalogue.laid_over(one, more)
        for at, one in enumerate(documents)
    ]
    lost = [Finding("catalogue_not_carried", line, 0, read.characters) for line in others.missing]
    return documents, [*findings, *lost]


def _more(one: Catalogued, facts: Facts) -> Facts:
    return {name: value for name, value in facts.items() if name not in one.names}
