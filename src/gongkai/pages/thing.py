"""Any IRI of gongkai -> the page of what the store says of it, for what has no page of its own."""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from gongkai.pages.account import PAGE, Accounting
from gongkai.pages.addresses import iri_of
from gongkai.pages.answering import thing_at
from gongkai.pages.asking import Cell, Row, page_of, question, rows_of
from gongkai.pages.rendering import page


async def show_thing(request: Request) -> Response:
    iri = iri_of(request)
    by, at = request.query_params.get("by", ""), page_of(request)
    account = json.loads(await request.app.state.pool.whole(Accounting(iri, by, at)))
    (members,) = await rows_of(request, question("pages/members", scheme=iri))
    return page(request, "thing.html", iri=iri, account=account, by=by, at=at, size=PAGE, narrower=_narrower(members))


def _narrower(concepts: Iterable[Row]) -> dict[Cell, list[Row]]:
    """Concept -> those below it, under None those of the top; one with several broader ones is below the first."""
    below: dict[Cell, list[Row]] = defaultdict(list)
    for concept in {row["concept"]: row for row in reversed(list(concepts))}.values():
        below[concept["broader"]].insert(0, concept)
    return below


ROUTES: Final[tuple[BaseRoute, ...]] = (thing_at("/{path:path}", show_thing),)
