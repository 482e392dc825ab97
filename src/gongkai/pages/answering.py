"""A page's function -> a route that answers with the page, with triples where the client likes them better, or with
the reason why there is neither."""

from collections.abc import Awaitable, Callable
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from gongkai.pages.addresses import iri_of
from gongkai.pages.describing import Description
from gongkai.pages.rendering import page
from gongkai.serve import negotiation
from gongkai.serve.delivery import Delivery
from gongkai.serve.protocol import accepted
from gongkai.serve.refusals import Refused
from gongkai.serve.tasks import GRAPHS

Answering = Callable[[Request], Awaitable[Response]]

_HTML: Final = "text/html"
# The endings of files that have these forms, for addresses that can be clicked on: ?format=ttl
FORMATS: Final = {"ttl": "text/turtle", "jsonld": "application/ld+json", "nt": "application/n-triples"}
# Anybody's page may read what is said of a thing; a page may hold what is meant for its reader alone.
OPEN: Final = {"Access-Control-Allow-Origin": "*"}


def page_at(path: str, show: Answering, name: str | None = None) -> Route:
    """The route of a page that is about no IRI; `name` is that by which other parts find it."""

    async def answer(request: Request) -> Response:
        return await _shown(request, show)

    return Route(path, answer, name=name)


def thing_at(path: str, show: Answering) -> Route:
    """The route of IRIs: their page, or what is said of them as triples, by Accept or by ?format="""

    async def answer(request: Request) -> Response | Delivery:
        chosen = _chosen(request)
        if chosen == _HTML:
            return await _shown(request, show)
        return Delivery(request.app.state.pool, Description(iri_of(request), chosen), headers=OPEN)

    return Route(path, answer)


def _chosen(request: Request) -> str:
    asked = request.query_params.get("format", "")
    if asked:
        if asked not in FORMATS:
            raise Refused(400, f"there is no format {asked!r}; ask for one of: {', '.join(FORMATS)}")
        return FORMATS[asked]
    offered = (_HTML, *GRAPHS)
    chosen = negotiation.chosen(accepted(request), offered)
    if not chosen:
        raise Refused(406, f"accept one of: {', '.join(offered)}")
    return chosen


async def _shown(request: Request, show: Answering) -> Response:
    try:
        return await show(request)
    except Refused as error:
        return refusal_page(request, error)


def refusal_page(request: Request, error: Refused) -> HTMLResponse:
    response = page(request, "refusal.html", error.status, code=error.status, message=str(error))
    if error.retry:
        response.headers["Retry-After"] = str(error.retry)
    return response
