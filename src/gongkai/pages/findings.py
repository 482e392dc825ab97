"""The store -> what does not add up: each finding with both sides, as the reader filters them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from gongkai.pages.answering import page_at
from gongkai.pages.asking import Row, page_of, question, rows_of
from gongkai.pages.rendering import page

_SIZE: Final = 25
# What a filter is where the reader has chosen nothing.
_FILTERS: Final = {"status": "open", "rule": "all", "year": "all", "place": "all"}


async def _findings(request: Request) -> Response:
    chosen = {name: request.query_params.get(name, "").strip() for name in _FILTERS}
    asked = question("pages/findings", **{name: chosen[name] or default for name, default in _FILTERS.items()})
    found, counts, years = await rows_of(request, asked, question("pages/finding-counts"), question("pages/years"))
    at = page_of(request)
    shown = found[(at - 1) * _SIZE : at * _SIZE]
    sides = await rows_of(request, *(question("pages/finding-sides", finding=str(row["finding"])) for row in shown))
    return page(
        request,
        "findings.html",
        asked=asked,
        filters=chosen,
        rules=_by_rule(counts),
        totals=_totals(counts),
        years=[row["year"] for row in years],
        total=len(found),
        at=at,
        last=max(1, -(-len(found) // _SIZE)),
        shown=list(zip(shown, sides, strict=True)),
    )


def _by_rule(counts: Iterable[Row]) -> list[tuple[Row, dict[str, int]]]:
    """Each rule with its findings by status."""
    rules: dict[str, tuple[Row, dict[str, int]]] = {}
    for row in counts:
        rules.setdefault(str(row["rule"]), (row, {}))[1][str(row["state"])] = int(row["findings"] or 0)
    return list(rules.values())


def _totals(counts: Iterable[Row]) -> dict[str, int]:
    totals: dict[str, int] = defaultdict(int)
    for row in counts:
        totals[str(row["state"])] += int(row["findings"] or 0)
    return totals


ROUTES: Final[tuple[BaseRoute, ...]] = (page_at("/findings", _findings),)
