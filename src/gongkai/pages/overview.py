"""The store -> the first page: which reports it has, of which places and years, and what does not add up."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from gongkai.pages.answering import page_at
from gongkai.pages.asking import question, rows_of
from gongkai.pages.rendering import page


async def _overview(request: Request) -> Response:
    (reports,) = await rows_of(request, question("pages/reports"))
    return page(request, "overview.html", reports=reports)


ROUTES: Final[tuple[BaseRoute, ...]] = (page_at("/", _overview),)
