"""The store -> what does not add up: each finding with both sides, as the reader filters them."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from gongkai.pages.addresses import local
from gongkai.pages.answering import OPEN, page_at
from gongkai.pages.asking import Row, page_of, question, rows_of
from gongkai.pages.audit import STATES, Filter, Listing, Matching
from gongkai.pages.rendering import page
from gongkai.serve.delivery import Delivery

_SIZE: Final = 25


async def _findings(request: Request) -> Response:
    wanted, at = _filter(request), page_of(request)
    content = json.loads(await request.app.state.pool.whole(Matching(wanted, (at - 1) * _SIZE, _SIZE)))
    counts, years = await rows_of(request, question("pages/finding-counts"), question("pages/years"))
    return page(
        request,
        "findings.html",
        filters=wanted,
        filtered=any(asdict(wanted).values()),
        csv=local("/findings.csv", None, {name: value for name, value in asdict(wanted).items() if value}),
        states=STATES,
        rules=_by_rule(counts),
        totals=_totals(counts),
        years=[row["year"] for row in years],
        total=content["total"],
        shown=content["shown"],
        at=at,
        last=max(1, -(-content["total"] // _SIZE)),
    )


async def _download(request: Request) -> Delivery:
    headers = {**OPEN, "Content-Disposition": 'attachment; filename="findings.csv"'}
    return Delivery(request.app.state.pool, Listing(_filter(request)), headers=headers)


def _filter(request: Request) -> Filter:
    return Filter(*(request.query_params.get(name, "").strip() for name in ("status", "rule", "year", "place")))


def _by_rule(counts: Iterable[Row]) -> dict[str, tuple[Row, dict[str, int]]]:
    """Each rule by its notation, with its findings by status."""
    rules: dict[str, tuple[Row, dict[str, int]]] = {}
    for row in counts:
        rules.setdefault(str(row["rule"]), (row, {}))[1][str(row["state"])] = int(row["findings"] or 0)
    return rules


def _totals(counts: Iterable[Row]) -> dict[str, int]:
    totals: dict[str, int] = defaultdict(int)
    for row in counts:
        totals[str(row["state"])] += int(row["findings"] or 0)
    return totals


ROUTES: Final[tuple[BaseRoute, ...]] = (page_at("/findings", _findings), Route("/findings.csv", _download))
