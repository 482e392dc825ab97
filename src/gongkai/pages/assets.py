"""static/ -> its files, as they are; browsers keep those that are asked for with their version."""

from typing import Final

from starlette.responses import Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from gongkai.pages.rendering import HEADERS, STATIC

_YEAR: Final = 31536000


class _Files(StaticFiles):
    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        kept = f"max-age={_YEAR}, immutable" if scope["query_string"].startswith(b"v=") else "no-cache"
        response.headers.update({**HEADERS, "Cache-Control": kept})
        return response


ROUTES: Final[tuple[BaseRoute, ...]] = (Mount("/static", _Files(directory=STATIC)),)
