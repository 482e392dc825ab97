"""A pool of workers -> the application: endpoint, descriptions and dumps, and whatever routes are given besides."""

import asyncio
from collections.abc import Sequence
from typing import Final

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, NoMatchFound, Route
from starlette.types import Receive, Scope, Send

from gongkai.serve import negotiation
from gongkai.serve.delivery import Delivery, refusal
from gongkai.serve.description import Address, Datasets, service
from gongkai.serve.pool import Limits, Pool
from gongkai.serve.protocol import accepted, task_of
from gongkai.serve.refusals import Refused
from gongkai.serve.tasks import GRAPHS, Dump

# A dump is as large as the store; one is given at a time, so that the others can be asked meanwhile.
_DUMP: Final = Limits(seconds=3600, size=None)
_RETRY: Final = 30
_HTML: Final = "text/html"

# Any page may read what anybody may read. Routes that change something must not have this.
OPEN: Final = Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "POST"], allow_headers=["*"])


def application(pool: Pool, routes: Sequence[BaseRoute] = ()) -> Starlette:
    """The application; `routes` come last, find the pool in `request.app.state.pool`, and may raise Refused."""

    def route(path: str, endpoint: object, *methods: str) -> Route:
        return Route(path, endpoint, methods=["GET", "OPTIONS", *methods], middleware=[OPEN])  # type: ignore[arg-type]

    ours = [
        route("/sparql", _sparql, "POST"),
        route("/sparql/", _sparql, "POST"),
        route("/.well-known/void", _void),
        route("/dump.nt", _dump),
        route("/dump.nt.gz", _dump),
    ]
    site = Starlette(routes=[*ours, *routes], exception_handlers={Refused: _refused})
    site.state.pool = pool
    site.state.dumping = asyncio.Semaphore(1)
    return site


def address_of(request: Request) -> Address:
    return Address(str(request.base_url).rstrip("/"))


def graph_type(request: Request) -> str:
    """The media type in which the client wants triples; Refused where it takes none that there is."""
    chosen = negotiation.chosen(accepted(request), GRAPHS)
    if not chosen:
        raise Refused(406, f"accept one of: {', '.join(GRAPHS)}")
    return chosen


async def _sparql(request: Request) -> Delivery | Response:
    task = await task_of(request)
    if task is None:
        form = _form(request)
        if form and negotiation.chosen(accepted(request), (*GRAPHS, _HTML)) == _HTML:
            return RedirectResponse(form, 303, {"Vary": "Accept"})
        chosen = graph_type(request)
        return Response(service(address_of(request), chosen), media_type=chosen, headers={"Vary": "Accept"})
    return Delivery(request.app.state.pool, task)


def _form(request: Request) -> str:
    """Where a person may write a query: the route of the name `query`; empty where there is none."""
    try:
        return str(request.app.url_path_for("query"))
    except NoMatchFound:
        return ""


async def _void(request: Request) -> Delivery:
    return Delivery(request.app.state.pool, Datasets(address_of(request), graph_type(request)))


async def _dump(request: Request) -> "_Sole":
    packed = request.url.path.endswith(".gz")
    name = request.url.path.rsplit("/", 1)[-1]
    headers = {"Content-Disposition": f'attachment; filename="gongkai-{name}"'}
    return _Sole(request.app.state.dumping, Delivery(request.app.state.pool, Dump(packed), _DUMP, headers))


class _Sole:
    """A response that is given to one client at a time."""

    def __init__(self, turn: asyncio.Semaphore, inner: Delivery) -> None:
        self._turn = turn
        self._inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._turn.locked():
            await refusal(Refused(503, "another dump is being given; ask again later", _RETRY))(scope, receive, send)
            return
        async with self._turn:
            await self._inner(scope, receive, send)


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return refusal(error)
