"""Address → context → template. Routes decide nothing: queries read, contexts prepare, templates print."""

from fastapi import APIRouter

from app.web.routes import api, documents, health, home, people, records, search, sources

ROUTERS: tuple[APIRouter, ...] = (
    home.router,
    search.router,
    documents.router,
    records.router,
    people.router,
    sources.router,
    api.router,
    health.router,
)
