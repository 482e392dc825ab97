"""A task of which the answer is needed again -> that answer, asked of the workers once for each store in force."""

from collections import OrderedDict
from typing import Final

from starlette.requests import Request

from gongkai import store
from gongkai.serve.pool import Pool
from gongkai.serve.tasks import Task

# On 149 reports a projection takes up to 0.7 s and 30 kB, a picture of 500 nodes 0.2 s and 200 kB.
_BYTES: Final = 64 << 20


class Memory:
    """Answers by task and store, those that were asked for last, up to a number of bytes."""

    def __init__(self, pool: Pool, most: int = _BYTES) -> None:
        self._pool = pool
        self._most = most
        self._kept: OrderedDict[tuple[str, Task], bytes] = OrderedDict()
        self._size = 0

    async def whole(self, task: Task) -> bytes:
        key = (store.in_force(self._pool.folder), task)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        found = await self._pool.whole(task)
        self._keep(key, found)
        return found

    def _keep(self, key: tuple[str, Task], found: bytes) -> None:
        self._forget(key)
        self._kept[key] = found
        self._size += len(found)
        while self._size > self._most:
            self._forget(next(iter(self._kept)))

    def _forget(self, key: tuple[str, Task]) -> None:
        self._size -= len(self._kept.pop(key, b""))


def memory_of(request: Request) -> Memory:
    """That of the application which answers the request."""
    state = request.app.state
    if not hasattr(state, "networks"):
        state.networks = Memory(state.pool)
    memory: Memory = state.networks
    return memory
