"""For programs: feeds, the sitemap, robots.txt, and the archive as a search engine of the browser."""

from xml.sax.saxutils import escape

from fastapi import APIRouter, Response

from app.archive import queries
from app.web import addresses, atom, sitemap
from app.web.contexts import feeds
from app.web.deps import Archive, MissingError, Site, find
from app.web.routes.pages import page

router = APIRouter()
XML = "application/xml; charset=utf-8"


@page(router, addresses.NEWEST)
def newest(session: Archive, site: Site) -> Response:
    """What came in last."""
    return Response(feeds.newest_feed(session, site), media_type=atom.MEDIA_TYPE)


@page(router, "/delegates/{typed}.atom")
def delegate(session: Archive, site: Site, typed: str) -> Response:
    """The feed of one delegate."""
    person = find(session, typed, queries.person, lambda key: addresses.feed(addresses.delegate(key)))
    return Response(feeds.delegate_feed(session, person, site), media_type=atom.MEDIA_TYPE)


@page(router, "/departments/{typed}.atom")
def department(session: Archive, site: Site, typed: str) -> Response:
    """The feed of one department, party or sector."""
    found = find(session, typed, queries.department, lambda key: addresses.feed(addresses.department(key)))
    return Response(feeds.department_feed(session, found, site), media_type=atom.MEDIA_TYPE)


@page(router, "/sitemap.xml")
def sitemap_index(session: Archive, site: Site) -> Response:
    """The index of all sitemaps."""
    return Response(sitemap.index(session, site), media_type=XML)


@page(router, "/sitemaps/{name}.xml")
def sitemap_part(session: Archive, site: Site, name: str) -> Response:
    """One sitemap."""
    part = sitemap.part(session, name, site)
    if part is None:
        raise MissingError
    return Response(part, media_type=XML)


@page(router, "/robots.txt")
def robots(site: Site) -> Response:
    """Everything but the endless states of the search may be fetched."""
    lines = ("User-agent: *", "Disallow: /search", "Disallow: /api/", f"Sitemap: {site}/sitemap.xml", "")
    return Response("\n".join(lines), media_type="text/plain; charset=utf-8")


@page(router, "/opensearch.xml")
def opensearch(site: Site) -> Response:
    """The OpenSearch description, by which a browser offers the archive as a search engine."""
    return Response(_OPENSEARCH.format(site=escape(site)), media_type="application/opensearchdescription+xml")


_OPENSEARCH = """<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>议事录</ShortName>
<Description>人大、政协发言与问政答复，逐篇可检索、可引用</Description>
<Language>zh-CN</Language>
<InputEncoding>UTF-8</InputEncoding>
<Url type="text/html" template="{site}/search?q={{searchTerms}}"/>
<Url type="application/opensearchdescription+xml" rel="self" template="{site}/opensearch.xml"/>
</OpenSearchDescription>
"""
