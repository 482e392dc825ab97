"""The routes of the service -> the service itself, from the first request on, so that the server starts at once."""

from collections.abc import Sequence

from anyio import to_thread
from starlette.routing import BaseRoute, Route, Router
from starlette.types import Receive, Scope, Send


def routes() -> Sequence[BaseRoute]:
    service = _Later()
    return [Route("/reconcile", service), Route("/reconcile/{rest:path}", service)]


class _Later:
    """The service, from the first request on: the server shall not wait for it when it starts."""

    def __init__(self) -> None:
        self._router: Router | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._router is None:
            self._router = await to_thread.run_sync(_router)
        await self._router(scope, receive, send)


def _router() -> Router:
    from gongkai.reconciliation import site

    return site.router()
