"""The shapes of the JSON interface."""

from collections.abc import Sequence

from pydantic import BaseModel, Field

from app.archive.queries import By, Entry
from app.search import SearchResult, Suggestion, excerpt, of_kind, similar_to
from app.web import addresses, labels


class Problem(BaseModel):
    """Why a request was not answered, in Chinese."""

    detail: str


class Attributed(BaseModel):
    """Who a record is by: as printed, and the keys of whom it was taken to mean."""

    role: str = Field(description="`speaker`, `asker`, `respondent` or `represents`.")
    name: str
    post: str | None
    affiliation: str | None
    person: str | None
    department: str | None
    decision: str


class DocumentModel(BaseModel):
    """The document that a record stands in. Dates are EDTF."""

    key: str
    title: str
    genre: str
    meeting: str | None
    held: str | None
    published: str | None
    publication: str | None
    page: str | None
    source: str = Field(description="SHA-256 of the original.")


class RecordModel(BaseModel):
    """One record; `text` has one paragraph a line."""

    key: str
    kind: str
    body: str | None
    year: int | None
    revision: int
    url: str = Field(description="Permalink.")
    title: str | None
    topic: str | None
    section_heading: str | None
    exchange: str | None = Field(description="Key of the exchange it belongs to.")
    level: int | None
    number: str | None
    path: list[str]
    by: list[Attributed]
    text: str
    document: DocumentModel


class HitModel(BaseModel):
    """One record that was found; `text` is what matched, cut out of it."""

    key: str
    kind: str
    body: str | None
    year: int | None
    url: str
    title: str | None
    topic: str | None
    by: list[Attributed]
    text: str
    document: str
    folded: int = Field(description="How many near-duplicates stand behind it; none of them is a hit.")
    similar: str = Field(description="Value of the parameter `similar` that lists them; empty for none.")


class FacetModel(BaseModel):
    """How many of the found records have this value."""

    value: str
    count: int


class SearchModel(BaseModel):
    """One page of a search."""

    total: int = Field(description="Records found, near-duplicates included.")
    folded: int = Field(description="Near-duplicates that stand behind a hit, on all pages.")
    page: int
    size: int
    notice: str | None = Field(description="What the reader should know of how the query was read.")
    widened: dict[str, list[str]] = Field(description="Synonyms looked for too, by the term they stand for.")
    meant: list[str] = Field(description="Other wordings, which find more.")
    titled: list[str] = Field(
        description="Keys of documents with such a title, on the first page; not in the total."
    )
    hits: list[HitModel]
    facets: dict[str, list[FacetModel]]


class SuggestedModel(BaseModel):
    """A suggestion for the search box: what it is called, and the address it leads to."""

    text: str
    word: str = Field(description="What it is, in Chinese.")
    url: str = Field(description="Its page; empty for what is searched for as it stands.")


def suggested_model(one: Suggestion) -> SuggestedModel:
    """A person, department or document leads to its page, a heading to what stands under it, anything else
    to a search for it."""
    pages = {"person": addresses.delegate, "department": addresses.department, "document": addresses.document}
    url = pages[one.kind](one.key) if one.key else ""
    if one.kind in ("section", "document") and not one.key:
        url = addresses.search(f"“{one.text}”")
    word = labels.SUGGESTED[one.kind]
    if one.sharer:
        word = f"{word}（{labels.told_apart(one.sharer)}）"
    return SuggestedModel(text=one.text, word=word, url=url)


def record_model(entry: Entry, site: str) -> RecordModel:
    """A record in full."""
    record, document = entry.record, entry.document
    return RecordModel(
        **record.model_dump(
            include={"key", "kind", "body", "year", "revision", "title", "topic", "section_heading", "text"}
        ),
        **record.model_dump(include={"level", "number", "path"}),
        exchange=record.exchange_key,
        url=site + addresses.record(record.key),
        by=[_attributed(by) for by in entry.by],
        document=DocumentModel(
            **document.model_dump(include={"key", "genre", "held", "published", "publication", "page"}),
            title=labels.document_title(document, entry.meeting),
            meeting=entry.meeting.name if entry.meeting else None,
            source=document.source_sha256,
        ),
    )


def search_model(result: SearchResult, entries: Sequence[Entry], site: str) -> SearchModel:
    """A page of hits."""
    return SearchModel(
        total=result.total,
        folded=result.folded,
        page=result.request.page,
        size=result.request.size,
        notice=result.notice,
        widened={term: list(others) for term, others in result.widened},
        meant=list(result.meant),
        titled=list(result.titled),
        hits=[_hit(entry, result, site) for entry in entries],
        facets={
            facet: [FacetModel(value=count.value, count=count.hits) for count in counts]
            for facet, counts in result.facets.items()
        },
    )


def _hit(entry: Entry, result: SearchResult, site: str) -> HitModel:
    record = entry.record
    folded = result.similar.get(record.key, 0)
    return HitModel(
        **record.model_dump(include={"key", "kind", "body", "year", "title", "topic"}),
        url=site + addresses.record(record.key),
        by=[_attributed(by) for by in entry.by],
        text="".join(piece.text for piece in excerpt(record.text, of_kind(result.terms, record.kind))),
        document=entry.document.key,
        folded=folded,
        similar=similar_to(record) if folded else "",
    )


def _attributed(by: By) -> Attributed:
    attribution = by.attribution
    return Attributed(
        role=attribution.role,
        name=attribution.printed,
        post=attribution.post,
        affiliation=attribution.affiliation,
        person=attribution.person_key,
        department=attribution.department_key,
        decision=attribution.decision,
    )
