"""An agency -> its page: what it is and became, the series of its own reports, and what reports say of it."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from gongkai.pages.addresses import iri_of
from gongkai.pages.answering import thing_at
from gongkai.pages.asking import question, rows_of
from gongkai.pages.drawing import drawings_of
from gongkai.pages.mentions import mentions_of, names_of
from gongkai.pages.rendering import page
from gongkai.pages.series import scopes_of
from gongkai.serve.refusals import Refused

_ASKED: Final = ("agency", "agency-changes", "agency-reports")


async def _agency(request: Request) -> Response:
    iri = iri_of(request)
    agency, changes, reports = await rows_of(request, *(question(f"pages/{name}", agency=iri) for name in _ASKED))
    if not agency:
        raise Refused(404, f"the store knows no agency {iri}")
    scopes = await scopes_of(request, iri, reports) if reports else []
    mentions = await mentions_of(request, iri)
    return page(
        request,
        "agency.html",
        iri=iri,
        agency=agency[0],
        others=list(dict.fromkeys(str(row["name"]) for row in agency[1:] if row["name"] != agency[0]["name"])),
        changes=changes,
        reports=reports,
        scopes=scopes,
        drawings=drawings_of(request, scopes),
        mentions=mentions,
        names=names_of(request, mentions),
    )


ROUTES: Final[tuple[BaseRoute, ...]] = (thing_at("/agency/{code}/{kind}", _agency),)
