"""Address → context → template. Routes decide nothing: queries read, contexts prepare, templates print."""

from fastapi import APIRouter

from app.web.routes import (
    api,
    documents,
    exports,
    health,
    home,
    machines,
    meetings,
    people,
    records,
    search,
    sources,
)

ROUTERS: tuple[APIRouter, ...] = (
    home.router,
    search.router,
    exports.router,
    documents.router,
    meetings.router,
    records.router,
    machines.router,  # before the pages: a feed's address is that of its page with an ending
    people.router,
    sources.router,
    api.router,
    health.router,
)
