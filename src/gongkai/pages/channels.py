"""A channel -> its page: what it is, what it reaches by year, and what reports say of it."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from gongkai.pages.addresses import iri_of
from gongkai.pages.answering import thing_at
from gongkai.pages.asking import question, rows_of
from gongkai.pages.mentions import mentions_of, names_of
from gongkai.pages.rendering import page
from gongkai.serve.refusals import Refused


async def _channel(request: Request) -> Response:
    iri = iri_of(request)
    channel, reach = await rows_of(
        request, question("pages/channel", channel=iri), question("pages/channel-reach", channel=iri)
    )
    if not channel:
        raise Refused(404, f"the store knows no channel {iri}")
    mentions = await mentions_of(request, iri)
    return page(
        request,
        "channel.html",
        iri=iri,
        channel=channel[0],
        reach=reach,
        mentions=mentions,
        names=names_of(request, mentions),
    )


ROUTES: Final[tuple[BaseRoute, ...]] = (thing_at("/channel/{code}/{type}/{name}", _channel),)
