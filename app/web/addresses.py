"""Every address of the archive is built here, so that a page never spells one out."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from urllib.parse import quote

PARAMETERS = {
    "body": "body",
    "kind": "kind",
    "year": "year",
    "person": "person",
    "dept": "department",
    "party": "party",
    "meeting": "meeting",
    "similar": "similar",
    "literal": "literal",
}
"""Parameter of a search address → filter of the search."""
HELP = "/help"
_PARAMETER_OF = {facet: parameter for parameter, facet in PARAMETERS.items()}


NEWEST = "/newest.atom"
"""The feed of what came in last."""


def feed(page: str) -> str:
    """The Atom feed of a delegate's or department's page."""
    return f"{page}.atom"


def record(key: str, revision: int | None = None) -> str:
    """A record's permalink."""
    return f"/r/{key}" if revision is None else f"/r/{key}@{revision}"


def beside(key: str, part: int = 1) -> str:
    """A record (a part of a long one) beside the passage of the original that it was read from."""
    return with_parameters(f"/r/{key}/original", {"part": part if part > 1 else None})


def api_record(key: str) -> str:
    """A record in JSON."""
    return f"/api/v1/records/{key}"


def exchange(key: str, at: str | None = None) -> str:
    """An exchange, opened at one of its records."""
    return _opened(f"/qa/{key}", None if at == key else at)


def document(key: str, genre: str | None = None, at: str | None = None) -> str:
    """A document, opened at one of its records; plans have pages of their own."""
    folder = "plans" if genre == "plan" else "documents"
    return _opened(f"/{folder}/{key}", at)


def _opened(path: str, at: str | None) -> str:
    """A page of several: the server finds the one that has the record, the browser its place."""
    return f"{path}?at={at}#{at}" if at else path


def delegate(key: str) -> str:
    """A delegate's page."""
    return f"/delegates/{key}"


def department(key: str) -> str:
    """The page of a department, party or sector."""
    return f"/departments/{key}"


def meeting(key: str) -> str:
    """A meeting's page."""
    return f"/meetings/{key}"


def source(sha256: str, at: str | None = None) -> str:
    """A source's page, opened where a record begins."""
    return _opened(f"/sources/{sha256}", at)


def original(sha256: str) -> str:
    """The bytes as received."""
    return f"/sources/{sha256}/original"


def search(
    q: str = "", filters: Mapping[str, str] | None = None, *, sort: str = "relevance", page: int = 1
) -> str:
    """One state of the search page; `filters` has the facets' names."""
    return with_parameters("/search", search_parameters(q, filters or {}, sort=sort, page=page))


def export(
    form: str, q: str = "", filters: Mapping[str, str] | None = None, *, sort: str = "relevance"
) -> str:
    """The hits of that search to take away as `csv`, `xlsx`, `json` or `atom`."""
    return with_parameters(f"/search.{form}", search_parameters(q, filters or {}, sort=sort))


def search_parameters(
    q: str, filters: Mapping[str, str], *, sort: str = "relevance", page: int = 1
) -> dict[str, str]:
    """The parameters of that state, without those that say nothing."""
    parameters = {"q": q} | {_PARAMETER_OF[facet]: value for facet, value in filters.items()}
    if sort != "relevance":
        parameters["sort"] = sort
    if page > 1:
        parameters["page"] = str(page)
    return {name: value for name, value in parameters.items() if value}


def search_for_each(
    q: str, filters: Mapping[str, str], facet: str, *, sort: str = "relevance"
) -> Callable[[str], str]:
    """Value of `facet` → the address of that search narrowed by it; quotes the rest of the address once."""
    said = search_parameters(q, {**filters, facet: "…"}, sort=sort)
    names = list(said)
    place = names.index(_PARAMETER_OF[facet])
    before, after = (
        query({name: said[name] for name in part}) for part in (names[:place], names[place + 1 :])
    )
    head = f"/search?{before}{'&' if before else ''}{_PARAMETER_OF[facet]}="
    tail = f"&{after}" if after else ""
    return lambda value: f"{head}{_quoted(value)}{tail}"


def with_parameters(path: str, parameters: Mapping[str, str | int | None]) -> str:
    """`path`, which may have a query string already, with these; parameters that are empty are left out."""
    return with_query(path, query(parameters))


def with_query(path: str, said: str) -> str:
    """The same with parameters that are put together already, see `query`."""
    return f"{path}{'&' if '?' in path else '?'}{said}" if said else path


def query(parameters: Mapping[str, str | int | None]) -> str:
    """The parameters as an address says them, those left out that are empty."""
    said = {name: value for name, value in parameters.items() if value not in (None, "")}
    return "&".join(f"{_quoted(name)}={_quoted(str(value))}" for name, value in said.items())


@lru_cache(maxsize=4096)
def _quoted(text: str) -> str:
    """A search page has a hundred addresses with the same query in them, and all pages the same filters."""
    return quote(text, safe="")
