"""Two reports -> their figures side by side, with the difference where it may be reckoned, and else why not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from gongkai import iris
from gongkai.pages.answering import page_at
from gongkai.pages.asking import Row, question, rows_of
from gongkai.pages.rendering import page
from gongkai.serve.refusals import Refused

_SIDES: Final = ("left", "right")


@dataclass(frozen=True, slots=True)
class Line:
    """A figure of both reports; `ratio` is right to left. `metric`, `category` and `scope` hold names, or nothing."""

    row: Row
    metric: Row
    category: Row
    scope: Row
    ratio: float | None


@dataclass(frozen=True, slots=True)
class Shared:
    """The policy areas, channels or agencies of both reports, of the left alone and of the right alone."""

    kind: str
    both: tuple[Row, ...]
    left: tuple[Row, ...]
    right: tuple[Row, ...]


async def _compare(request: Request) -> Response:
    (reports,) = await rows_of(request, question("pages/report-titles"))
    left, right = (_chosen(request, side, reports) for side in _SIDES)
    if not left or not right:
        return page(request, "compare.html", reports=reports, left=left, right=right, lines=(), shared=(), asked=None)
    asked = question("compare", left=str(left["report"]), right=str(right["report"]))
    rows, names, *topics = await rows_of(
        request,
        asked,
        question("pages/category-names"),
        *(question("pages/report-topics", report=str(side["report"])) for side in (left, right)),
    )
    called = {(str(row["list"]), str(row["concept"])): row for row in names}
    lines = [_line(row, called) for row in rows]
    shared = [_shared(kind, *topics) for kind in ("concept", "channel", "agency")]
    return page(
        request, "compare.html", reports=reports, left=left, right=right, lines=lines, shared=shared, asked=asked
    )


def _chosen(request: Request, side: str, reports: Sequence[Row]) -> Row | None:
    """The report that a parameter names: its IRI, or what follows the base in it."""
    asked = request.query_params.get(side, "")
    if not asked:
        return None
    iri = iris.BASE + asked.removeprefix(iris.BASE)
    found = next((row for row in reports if row["report"] == iri), None)
    if not found:
        raise Refused(404, f"the store has no report {asked!r}; choose one from the list")
    return found


def _line(row: Row, called: Mapping[tuple[str, str], Row]) -> Line:
    left, right = row["left_value"], row["right_value"]
    ratio = None
    if row["comparability"] == "same" and isinstance(left, (int, float)) and isinstance(right, (int, float)) and left:
        ratio = round(100 * right / left) / 100
    return Line(
        row,
        called[("metric", str(row["metric"]))],
        called.get((str(row["dimension"]), str(row["category"])), {}),
        called[("scope", str(row["scope"]))],
        ratio,
    )


def _shared(kind: str, left: Sequence[Row], right: Sequence[Row]) -> Shared:
    of_left, of_right = ({row["topic"] for row in side} for side in (left, right))
    start = f"{iris.BASE}{kind}/"
    ours = [row for row in left if str(row["topic"]).startswith(start)]
    theirs = [row for row in right if str(row["topic"]).startswith(start)]
    return Shared(
        kind,
        tuple(row for row in ours if row["topic"] in of_right),
        tuple(row for row in ours if row["topic"] not in of_right),
        tuple(row for row in theirs if row["topic"] not in of_left),
    )


ROUTES: Final[tuple[BaseRoute, ...]] = (page_at("/compare", _compare),)
