"""/network and what lies below it -> the page of a network, its picture as JSON, the panel of a node, and files."""

import json
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from gongkai.pages.addresses import local
from gongkai.pages.answering import page_at
from gongkai.pages.asking import Questions, Row, question
from gongkai.pages.language import words
from gongkai.pages.network.memory import memory_of
from gongkai.pages.network.tasks import FILES, Drawing, Projecting, Writing
from gongkai.pages.network.wishes import MOST, USUAL, Wish, catalogue, wish_of
from gongkai.pages.rendering import HEADERS, page
from gongkai.serve.delivery import Delivery

# Anybody may read what is said of a network, as of a thing.
_OPEN: Final = {**HEADERS, "Access-Control-Allow-Origin": "*"}
# How many nodes the reader can ask for.
_AMOUNTS: Final = (100, USUAL, MOST)
# What says which part of a network is shown; the rest of an address says how.
_CONDITIONS: Final = ("year", "area", "weight", "most", "kind")

Drawn = Mapping[str, Any]


async def _packed(request: Request, wish: Wish) -> bytes:
    return await memory_of(request).whole(Projecting(wish.name))


async def _drawing(request: Request, wish: Wish) -> bytes:
    return await memory_of(request).whole(Drawing(await _packed(request, wish), wish.sieve))


async def _network(request: Request) -> Response:
    wish = wish_of(request.query_params)
    drawn: Drawn = json.loads(await _drawing(request, wish))
    (areas,) = json.loads(await memory_of(request).whole(Questions((question("pages/network-areas"),))))
    return page(
        request,
        "network.html",
        200,
        wish=wish,
        networks=[_titled(name, query.title, query.title_zh) for name, query in catalogue().items()],
        drawn=drawn,
        areas=areas,
        amounts=sorted({*_AMOUNTS, int(wish.sieve.nodes)}),
        rows=sorted(drawn["nodes"], key=lambda node: (-node["weight"], node["iri"])),
        files=tuple(FILES),
        **_common(request, wish, drawn),
    )


async def _panel(request: Request) -> Response:
    """The part of the page that is about one node."""
    wish = wish_of(request.query_params)
    drawn: Drawn = json.loads(await _drawing(request, wish))
    return page(request, "network_node.html", 200, wish=wish, drawn=drawn, **_common(request, wish, drawn))


async def _picture(request: Request) -> Response:
    wish = wish_of(request.query_params, request.path_params["name"])
    return Response(await _drawing(request, wish), headers=_OPEN, media_type="application/json")


def _file(ending: str) -> Route:
    async def answer(request: Request) -> Delivery:
        wish = wish_of(request.query_params, request.path_params["name"])
        task = Writing(await _packed(request, wish), wish.sieve, wish.dynamic, ending)
        named = {"Content-Disposition": f'attachment; filename="gongkai-{wish.name}.{ending}"'}
        return Delivery(request.app.state.pool, task, headers={**_OPEN, **named})

    return Route(f"/network/{{name}}.{ending}", answer)


def _titled(name: str, title: str, title_zh: str) -> Row:
    return {"name": name, "title_zh": title_zh, "title_en": title, "title": name}


def _common(request: Request, wish: Wish, drawn: Drawn) -> dict[str, object]:
    """What the page and the panel both need: the node looked at, its edges, and how addresses are made."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name in _CONDITIONS and value]
    language = [("lang", value) for value in request.query_params.getlist("lang")[:1]]

    def to(name: str, node: str = "", kinds: bool = True) -> str:
        """The page of a network under the same conditions; kinds are those of one network."""
        told = [pair for pair in kept if kinds or pair[0] != "kind"]
        pairs = [("projection", name), *told, *([("node", node)] if node else []), *language]
        return f"/network?{urlencode(pairs)}"

    def data(ending: str, **more: str) -> str:
        asked = urlencode([*kept, *more.items()])
        return local(f"/network/{wish.name}.{ending}") + (f"?{asked}" if asked else "")

    bare = f"/network?{urlencode([('projection', wish.name), *language])}"
    return {"to": to, "data": data, "bare": bare, "kind_key": _kind_key, **_looked_at(drawn, wish.node)}


def _kind_key(kind: str) -> str:
    """The word for a kind of node; empty where a projection of somebody's own has made it up."""
    key = f"network.kind_{kind}"
    return key if key in words() else ""


def _looked_at(drawn: Drawn, iri: str) -> dict[str, object]:
    """The node and its edges, those with the most evidence first: (edge, the other node, whether it leads there)."""
    nodes = drawn["nodes"]
    at = next((number for number, node in enumerate(nodes) if node["iri"] == iri), None)
    if at is None:
        return {"node": None, "ties": []}
    ties = [
        (edge, nodes[edge["target"] if edge["source"] == at else edge["source"]], edge["source"] == at)
        for edge in drawn["edges"]
        if at in (edge["source"], edge["target"])
    ]
    return {"node": nodes[at], "ties": sorted(ties, key=lambda tie: (-tie[0]["weight"], tie[1]["iri"], tie[2]))}


ROUTES: Final[tuple[BaseRoute, ...]] = (
    page_at("/network", _network),
    page_at("/network/node", _panel),
    Route("/network/{name}.json", _picture),
    *map(_file, FILES),
)
