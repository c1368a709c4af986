"""The JSON interface: search and records. Described at `/api/v1/openapi.json`."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request

from app.archive import queries
from app.search import IndexMissingError, QueryRefusedError
from app.web import addresses
from app.web.deps import Archive, Search, Site, find
from app.web.schemas import Problem, RecordModel, SearchModel, record_model, search_model
from app.web.searching import NO_INDEX, read_request

router = APIRouter(prefix="/api/v1", tags=["records"])


@router.get("/search", responses={400: {"model": Problem}, 503: {"model": Problem}})
def search(
    request: Request,
    session: Archive,
    searcher: Search,
    site: Site,
    q: Annotated[str, Query(description="Query in the language of the search page.")] = "",
    body: Annotated[str, Query(description="`npc`, `cppcc` or `government`.")] = "",
    kind: Annotated[str, Query(description="`speech`, `question`, `answer` or `section`.")] = "",
    year: Annotated[str, Query(description="Four digits.")] = "",
    person: Annotated[str, Query(description="Key of a delegate.")] = "",
    dept: Annotated[str, Query(description="Key of a department.")] = "",
    party: Annotated[str, Query(description="Key of a party or sector.")] = "",
    meeting: Annotated[str, Query(description="Key of a meeting.")] = "",
    similar: Annotated[str, Query(description="As in a hit: only its near-duplicates.")] = "",
    literal: Annotated[str, Query(description="Terms to look for without their synonyms, by commas.")] = "",
    sort: Annotated[str, Query(description="`relevance`, `newest` or `oldest`.")] = "relevance",
    page: Annotated[str, Query(description="From 1.")] = "1",
) -> SearchModel:
    """One page of hits with facet counts; the parameters are those of the search page."""
    said = {"q": q, "body": body, "kind": kind, "year": year, "person": person, "dept": dept}
    said |= {"party": party, "meeting": meeting, "similar": similar, "literal": literal}
    said |= {"sort": sort, "page": page}
    asked = read_request(said)
    try:
        result = searcher.search(asked)
    except QueryRefusedError as error:
        raise HTTPException(400, str(error)) from error
    except IndexMissingError as error:
        raise HTTPException(503, NO_INDEX) from error
    return search_model(result, queries.entries(session, result.keys), site)


@router.get("/records/{key}", responses={404: {"model": Problem}, 410: {"model": Problem}})
def record(session: Archive, site: Site, key: str) -> RecordModel:
    """One record. A key that moved answers 301, one whose record is gone 410."""
    entry = find(session, key, queries.entry, addresses.api_record)
    return record_model(entry, site)
