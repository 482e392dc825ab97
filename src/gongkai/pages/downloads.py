"""The address of a query with an ending, /query/outcomes.csv?... -> its rows as a file."""

from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from gongkai.pages.answering import OPEN
from gongkai.pages.asking import parameters_of
from gongkai.serve.delivery import Delivery
from gongkai.serve.refusals import Refused
from gongkai.serve.tasks import ROWS, Selection


async def _download(request: Request) -> Delivery:
    name, form = request.path_params["name"], request.path_params["form"]
    if form not in ROWS:
        raise Refused(404, f"there is no {form!r} of a query; ask for one of: {', '.join(ROWS)}")
    file = quote(f"{name.replace('/', '-')}.{form}")
    headers = {**OPEN, "Content-Disposition": f'attachment; filename="{file}"'}
    return Delivery(request.app.state.pool, Selection(name, parameters_of(request), form), headers=headers)


ROUTES: Final[tuple[BaseRoute, ...]] = (Route("/query/{name:path}.{form}", _download),)
