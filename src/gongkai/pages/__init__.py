"""Requests of a browser -> pages about the store: whatever has an IRI of gongkai has an address here, and answers.

A page is a module with ROUTES: it asks the workers named queries (`asking`), and fills a template (`rendering`). Its
words are in words/, in both languages; its questions in queries/ and queries/pages/.
"""

from collections.abc import Sequence

from starlette.routing import BaseRoute

from gongkai.pages import assets, editing, overview, thing
from gongkai.pages.editing import Desk


def routes(desk: Desk | None = None) -> Sequence[BaseRoute]:
    """All pages, with corrections where there is a desk; what has an IRI and no page of its own comes last."""
    return [*assets.ROUTES, *overview.ROUTES, *(editing.routes(desk) if desk else ()), *thing.ROUTES]


__all__ = ["Desk", "routes"]
