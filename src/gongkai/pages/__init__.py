"""Requests of a browser -> pages about the store: whatever has an IRI of gongkai has an address here, and answers.

A page is a module with ROUTES: it asks the workers named queries (`asking`), and fills a template (`rendering`). Its
words are in words/, in both languages; its questions in queries/ and queries/pages/.
"""

from collections.abc import Sequence

from starlette.routing import BaseRoute

from gongkai.pages import (
    agencies,
    areas,
    assets,
    channels,
    comparing,
    downloads,
    editing,
    findings,
    ontology,
    overview,
    places,
    query,
    report,
    search,
    thing,
)
from gongkai.pages.editing import Desk
from gongkai.pages.network import routes as network

_PAGES = (
    *(assets, overview, search, report, network, places, agencies, channels, areas, comparing),
    *(downloads, findings, query, ontology),
)


def routes(desk: Desk | None = None) -> Sequence[BaseRoute]:
    """All pages, with corrections where there is a desk; what has an IRI and no page of its own comes last."""
    ours = [route for page in _PAGES for route in page.ROUTES]
    return [*ours, *(editing.routes(desk) if desk else ()), *thing.ROUTES]


__all__ = ["Desk", "routes"]
