"""Any IRI of gongkai -> the page of what the store says of it, for what has no page of its own."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from gongkai.pages.addresses import iri_of
from gongkai.pages.answering import thing_at
from gongkai.pages.asking import question, rows_of
from gongkai.pages.rendering import page
from gongkai.serve.refusals import Refused


async def _thing(request: Request) -> Response:
    iri = iri_of(request)
    (statements,) = await rows_of(request, question("pages/thing", thing=iri))
    if not statements:
        raise Refused(404, f"the store says nothing of {iri}")
    return page(request, "thing.html", iri=iri, statements=statements)


ROUTES: Final[tuple[BaseRoute, ...]] = (thing_at("/{path:path}", _thing),)
