"""A task -> the response of HTTP with its answer.

The status is sent when the first bytes are there. An answer that breaks off later is cut: the last, empty chunk that
ends a whole one is never sent, and the connection is closed, so that the client knows. For HTTP/1.0, which has no
chunks, the whole answer is waited for.
"""

import asyncio
import logging
from collections.abc import Mapping
from typing import Final

from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from gongkai.serve.pool import HELD, Limits, Pool
from gongkai.serve.refusals import Cut, Refused
from gongkai.serve.tasks import Lookup, Task

_ALL: Final = 1 << 62
_LOG: Final = logging.getLogger(__name__)


def refusal(error: Refused) -> Response:
    """One line that says why, and when to ask again where that helps."""
    headers = {"X-Content-Type-Options": "nosniff", **({"Retry-After": str(error.retry)} if error.retry else {})}
    text = str(error).encode("utf-8", "backslashreplace").decode()  # what it quotes may be half a character
    return PlainTextResponse(f"{text}\n", error.status, headers)


class Delivery:
    """A response; where the client goes away before its end, the worker is stopped."""

    def __init__(
        self, pool: Pool, task: Task | Lookup, limits: Limits | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        self._pool = pool
        self._task = task
        self._limits = limits
        self._headers = dict(headers or {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        work = asyncio.create_task(self._deliver(scope, receive, send))
        gone = asyncio.create_task(_disconnected(receive))
        try:
            await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
            if work.done():
                work.result()
        finally:
            for task in (work, gone):
                task.cancel()
            await asyncio.gather(work, gone, return_exceptions=True)

    async def _deliver(self, scope: Scope, receive: Receive, send: Send) -> None:
        held = _ALL if scope["http_version"] == "1.0" else HELD
        try:
            async with self._pool.ask(self._task, self._limits, held) as answer:
                headers = {**self._headers, "Content-Type": answer.media_type, "Vary": "Accept"}
                if answer.complete:
                    await Response(answer.first, headers=headers)(scope, receive, send)
                    return
                raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
                await send({"type": "http.response.start", "status": 200, "headers": raw})
                await send({"type": "http.response.body", "body": answer.first, "more_body": True})
                async for piece in answer.rest():
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
                await send({"type": "http.response.body", "body": b""})
        except Refused as error:
            await refusal(error)(scope, receive, send)
        except Cut as error:
            _LOG.warning("an answer was cut: %s", error)


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
