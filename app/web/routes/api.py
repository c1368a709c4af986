"""The JSON interface: search and records. Described at `/api/v1/openapi.json`."""

from typing import Annotated, Any, get_args

from fastapi import APIRouter, HTTPException, Query

from app.archive import queries
from app.search import IndexMissingError, QueryRefusedError, SearchRequest, Sort
from app.settings import Settings
from app.web import addresses, labels
from app.web.deps import Archive, Search, Site, find
from app.web.schemas import Problem, RecordModel, SearchModel, record_model, search_model
from app.web.searching import NO_INDEX, read_request

router = APIRouter(prefix="/api/v1", tags=["records"])


def _one_of(*values: str) -> dict[str, Any]:
    """Of the description: an empty value is none. What is not among them is refused by `read_request`."""
    return {"enum": ["", *values]}


_KEY = {"pattern": "^[0-9A-Za-z-]{0,64}$"}
_LITERAL = {"maxLength": 64, "pattern": r"^[\w\u3400-\u9fff,~]*$"}
_QUERY = {"pattern": r"^[^\x00]*$"}
_PAGE = {"type": "integer", "minimum": 1}


def described_with(settings: Settings, description: dict[str, Any]) -> dict[str, Any]:
    """The description of the interface with the limits that this server has."""
    limits = {
        "q": {"maxLength": settings.max_query_chars},
        "page": {"maximum": settings.max_hits // SearchRequest.size},
    }
    for parameter in description["paths"][f"{router.prefix}/search"]["get"]["parameters"]:
        parameter["schema"].update(limits.get(parameter["name"], {}))
    return description


@router.get("/search", responses={400: {"model": Problem}, 503: {"model": Problem}})
def search(
    session: Archive,
    searcher: Search,
    site: Site,
    q: Annotated[
        str, Query(description="Query in the language of the search page.", json_schema_extra=_QUERY)
    ] = "",
    body: Annotated[str, Query(json_schema_extra=_one_of(*labels.BODIES))] = "",
    kind: Annotated[str, Query(json_schema_extra=_one_of(*labels.KINDS))] = "",
    year: Annotated[str, Query(json_schema_extra={"pattern": r"^((19|20)[0-9]{2})?$"})] = "",
    person: Annotated[str, Query(description="Key of a delegate.", json_schema_extra=_KEY)] = "",
    dept: Annotated[str, Query(description="Key of a department.", json_schema_extra=_KEY)] = "",
    party: Annotated[str, Query(description="Key of a party or sector.", json_schema_extra=_KEY)] = "",
    meeting: Annotated[str, Query(description="Key of a meeting.", json_schema_extra=_KEY)] = "",
    similar: Annotated[
        str, Query(description="As in a hit: only its near-duplicates.", json_schema_extra=_KEY)
    ] = "",
    literal: Annotated[
        str,
        Query(
            description="Terms without their synonyms, or `term~synonym`, by commas.",
            json_schema_extra=_LITERAL,
        ),
    ] = "",
    sort: Annotated[str, Query(json_schema_extra=_one_of(*get_args(Sort)))] = "relevance",
    page: Annotated[str, Query(json_schema_extra=_PAGE)] = "1",
) -> SearchModel:
    """One page of hits with facet counts; the parameters are those of the search page."""
    said = {"q": q, "body": body, "kind": kind, "year": year, "person": person, "dept": dept}
    said |= {"party": party, "meeting": meeting, "similar": similar, "literal": literal}
    said |= {"sort": sort, "page": page}
    asked = read_request(said, searcher.max_hits)
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
