"""A policy area -> its page: what it takes in, what it is mapped to, and what reports say of it and what lies below.

The page of the whole list has the matrix of areas by jurisdiction.
"""

from collections.abc import Sequence
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from gongkai import iris
from gongkai.pages.addresses import iri_of
from gongkai.pages.answering import thing_at
from gongkai.pages.asking import Row, question, rows_of
from gongkai.pages.charts import Axes, matrix
from gongkai.pages.language import language_of, say
from gongkai.pages.mentions import mentions_of, names_of
from gongkai.pages.rendering import page
from gongkai.serve.refusals import Refused

_NARROWER: Final = iris.term("skos:narrower")


async def _area(request: Request) -> Response:
    iri = iri_of(request)
    concept, links = await rows_of(
        request, question("pages/concept", concept=iri), question("pages/concept-links", concept=iri)
    )
    if not concept:
        raise Refused(404, f"the store knows no policy area {iri}")
    below = [str(row["other"]) for row in links if row["how"] == _NARROWER]
    mentions = await mentions_of(request, iri, *below)
    return page(
        request,
        "area.html",
        iri=iri,
        concept=concept[0],
        links=links,
        mentions=mentions,
        names=names_of(request, mentions),
    )


async def _areas(request: Request) -> Response:
    iri = iri_of(request)
    asked = question("pages/areas-by-place")
    areas, covered = await rows_of(request, question("pages/areas"), asked)
    language = language_of(request)
    named = f"area_{language}"
    axes = Axes(say(language, "area.place"), say(language, "area.area"), say(language, "area.reports"), language)
    return page(
        request,
        "areas.html",
        iri=iri,
        areas=_tree(areas),
        covered=covered,
        question=asked,
        columns=(("place", axes.x), (named, axes.y), ("reports", axes.colour)),
        specification=matrix(say(language, "area.matrix"), covered, axes, "place", named, "reports"),
    )


def _tree(areas: Sequence[Row]) -> list[tuple[Row, list[Row]]]:
    """Those without a broader one, each with the areas below it."""
    return [(top, [row for row in areas if row["broader"] == top["iri"]]) for top in areas if not top["broader"]]


ROUTES: Final[tuple[BaseRoute, ...]] = (
    thing_at("/concept/policy-area", _areas),
    thing_at("/concept/policy-area/{id}", _area),
)
