"""Requests to /reconcile -> answers of the protocol, each read, understood in a thread, and looked up by a worker."""

import asyncio
import json
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route, Router

from gongkai import store
from gongkai.reconciliation import basis, batches, description, extension, preview, suggestion, terms
from gongkai.reconciliation.basis import Json
from gongkai.reconciliation.batches import Query, Wanted
from gongkai.reconciliation.concepts import Concepts
from gongkai.reconciliation.matching import Service
from gongkai.reconciliation.tasks import (
    Catalogue,
    Containing,
    Lookup,
    Names,
    Search,
    Thing,
    catalogue_of,
    containing_of,
    names_of,
    things_of,
)
from gongkai.serve.forms import FORM, body_of, media_type_of, pairs_of, values
from gongkai.serve.pool import Pool
from gongkai.serve.refusals import Refused
from gongkai.serve.site import OPEN, address_of

_Result = TypeVar("_Result")
# Requests that wait for the thread: with batches of the slowest kind, some seconds.
_WAITING: Final = 32
_RETRY: Final = 2


def router() -> Router:
    site = _Site()

    def route(path: str, endpoint: object, *methods: str) -> Route:
        return Route(path, endpoint, methods=["GET", "OPTIONS", *methods], middleware=[OPEN])  # type: ignore[arg-type]

    found = [
        route("/reconcile", site.reconcile, "POST"),
        route("/reconcile/", site.reconcile, "POST"),
        route("/reconcile/suggest/entity", site.suggest_entities),
        route("/reconcile/suggest/type", site.suggest_types),
        route("/reconcile/suggest/property", site.suggest_properties),
        route("/reconcile/properties", site.propose),
        route("/reconcile/preview", site.preview),
        route("/reconcile/view", site.view),
    ]
    return Router(found, redirect_slashes=False)


class _Site:
    """One understanding of names for all requests, loaded when the first of them comes, and again for a new store.

    One thread does the thinking: more of them would share one processor, and keep the server from answering others.
    """

    def __init__(self) -> None:
        self._turn: CapacityLimiter | None = None
        self._waiting = 0
        self._loading = asyncio.Lock()
        self._service: tuple[str, Service] | None = None

    async def reconcile(self, request: Request) -> Response:
        asked = await _parameters(request)
        if "queries" in asked:
            batch = batches.batch_of(asked["queries"])
            return _json(await self._answers(request, batch))
        if "extend" in asked:
            return _json(await self._extended(request, batches.wanted_of(asked["extend"])))
        if "query" in asked:
            return _json((await self._answers(request, {"query": batches.query_of(asked["query"])}))["query"])
        if request.method == "POST":
            raise Refused(400, "send queries or extend as a form")
        return _json(description.manifest(address_of(request)))

    async def suggest_entities(self, request: Request) -> Response:
        asked = suggestion.asked_of(request.query_params)
        service = await self._known(request)
        found: Sequence[Thing] = ()
        if terms.type_of(entity := basis.id_of(asked.prefix)):
            (found,) = things_of(await _pool(request).whole(Lookup((Search(ids=(entity,)),))))
        elif suggestion.wants_bodies(asked):
            found = containing_of(await _pool(request).whole(Containing(asked.prefix)))
        return _json(await self._think(lambda: suggestion.entities(asked, service, found)))

    async def suggest_types(self, request: Request) -> Response:
        return _json(suggestion.types(suggestion.asked_of(request.query_params)))

    async def suggest_properties(self, request: Request) -> Response:
        service = await self._known(request)
        return _json(suggestion.properties(suggestion.asked_of(request.query_params), service.concepts))

    async def propose(self, request: Request) -> Response:
        service = await self._known(request)
        parameters = request.query_params
        return _json(extension.proposal(parameters.get("type", ""), parameters.get("limit", ""), service.concepts))

    async def preview(self, request: Request) -> Response:
        entity = _entity(request)
        names = names_of(await _pool(request).whole(Names(entity)))
        if not names:
            raise Refused(404, "there is no such thing in the store")
        told = json.loads(await _pool(request).whole(preview.task(entity)))
        return HTMLResponse(preview.page(entity, names, told[entity]), headers=preview.HEADERS)

    async def view(self, request: Request) -> Response:
        """To the thing's page, whose address is its IRI's path."""
        return RedirectResponse(f"/{_entity(request).lstrip('/')}", 303)

    async def _answers(self, request: Request, batch: dict[str, Query]) -> dict[str, Json]:
        service = await self._known(request)
        aims = await self._think(lambda: service.aims(batch.values()))
        searches = tuple(service.search(aim) for aim in aims)
        found: list[tuple[Thing, ...]] = [()] * len(aims)
        if any(one.asks for one in searches):
            found = things_of(await _pool(request).whole(Lookup(searches)))
        results = await self._think(lambda: [service.result(*pair) for pair in zip(aims, found, strict=True)])
        return dict(zip(batch, results, strict=True))

    async def _extended(self, request: Request, wanted: Wanted) -> Json:
        service = await self._known(request)
        meta = extension.meta(wanted, service.concepts)
        rows = json.loads(await _pool(request).whole(extension.task(wanted, service.concepts)))
        return {"meta": meta, "rows": rows}

    async def _known(self, request: Request) -> Service:
        """What is known of the store in force."""
        pool = _pool(request)
        name = store.in_force(pool.folder)
        async with self._loading:
            if self._service is None or self._service[0] != name:
                names, figures = catalogue_of(await pool.whole(Catalogue()))
                service = await self._think(lambda: Service.load(Concepts(names, figures)))
                self._service = (name, service)
            return self._service[1]

    async def _think(self, work: Callable[[], _Result]) -> _Result:
        if self._turn is None:
            self._turn = CapacityLimiter(1)
        if self._waiting >= _WAITING:
            raise Refused(503, "too many names are being looked for; ask again later", _RETRY)
        self._waiting += 1
        try:
            return await to_thread.run_sync(work, limiter=self._turn)
        finally:
            self._waiting -= 1


async def _parameters(request: Request) -> dict[str, str]:
    """Those of the address and of the form; each once."""
    pairs = pairs_of(request.scope["query_string"])
    if request.method == "POST":
        if media_type_of(request) != FORM:
            raise Refused(415, f"send queries or extend as {FORM}")
        pairs += pairs_of(await body_of(request))
    for name in ("queries", "extend", "query"):
        if len(values(pairs, name)) > 1:
            raise Refused(400, f"send {name} once")
    return dict(pairs)


def _entity(request: Request) -> str:
    entity = basis.id_of(request.query_params.get("id", ""))
    if not terms.type_of(entity):
        raise Refused(404, "there is no such thing; ids are like jurisdiction/320500 or concept/metric/litigations")
    return entity


def _pool(request: Request) -> Pool:
    pool: Pool = request.app.state.pool
    return pool


def _json(found: Json) -> Response:
    return Response(json.dumps(found), media_type="application/json")
