"""Requests of a browser -> pages about the store: whatever has an IRI of gongkai has an address here, and answers.

A page is a module with ROUTES: it asks the workers named queries (`asking`), and fills a template (`rendering`). Its
words are in words/, in both languages; its questions in queries/ and queries/pages/.
"""

from collections.abc import Sequence

from starlette.routing import BaseRoute


def routes() -> Sequence[BaseRoute]:
    """All pages; what has an IRI and no page of its own comes last."""
    from gongkai.pages import assets, downloads, findings, ontology, overview, query, search, thing

    modules = (assets, downloads, findings, ontology, overview, query, search, thing)
    return [route for module in modules for route in module.ROUTES]


__all__ = ["routes"]
