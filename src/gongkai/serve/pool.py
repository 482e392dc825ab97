"""Tasks -> answers: workers that are taken for one task each, and replaced when they have become slow, large or old.

A place holds one worker, or the promise of one. What a task costs is bounded: waiting for a place, the time until its
last byte has been taken over, the worker's memory, the bytes of the answer. Who breaks a bound is killed, and the place
gets another worker. A store that a build has put in force meanwhile is seen by all tasks that begin after it.
"""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from gongkai import store
from gongkai.errors import BadStore
from gongkai.serve import frames
from gongkai.serve.engines import Engine
from gongkai.serve.refusals import Cut, Refused
from gongkai.serve.tasks import Lookup, Task

# So much of an answer is kept back before it is begun: what goes wrong until then is told with a status.
HELD: Final = 1 << 20

_TASKS: Final = 1000
_GROWN: Final = 64 << 20
_LONG: Final = 0.25  # seconds of the processor, after which a worker is slowed down
_AGAIN: Final = 0.05  # seconds until it is looked at again
_QUEUE: Final = 16
_RETRY: Final = 2


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one task: seconds until its end, bytes of its answer (None: any number)."""

    seconds: float = 30
    size: int | None = 256 << 20


class Pool:
    """Workers over the store in `folder`, each with `megabytes` of memory for a task; an async context manager."""

    def __init__(self, folder: Path, workers: int = 8, megabytes: int = 512, limits: Limits | None = None) -> None:
        self.folder = folder
        self.limits = limits or Limits()
        self.megabytes = megabytes
        self._places = [_Place(folder, megabytes) for _ in range(workers)]
        self._free = list(reversed(self._places))
        self._slots = asyncio.Semaphore(workers)
        self._waiting = 0
        self._filling: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Wait for the first worker (BadStore where it cannot open the store); the others come by themselves."""
        try:
            self.network = (await self._places[0].engine()).ready.network
        except BaseException:
            await self.close()
            raise
        self._fill()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        if self._filling:
            self._filling.cancel()
        await asyncio.gather(*(place.clear() for place in self._places))

    @asynccontextmanager
    async def ask(self, task: Task | Lookup, limits: Limits | None = None, held: int = HELD) -> AsyncIterator["Answer"]:
        """The answer to a task, as soon as its first bytes are there; Refused where there is none.

        `held`: so many bytes are waited for before it is given, or its end.
        """
        place, engine = await self._take()
        lease = _Lease(self, place, engine, limits or self.limits)
        try:
            engine.send(task, (limits or self.limits).size)
            yield await _begin(lease, held)
        finally:
            lease.end()

    async def whole(self, task: Task | Lookup, limits: Limits | None = None) -> bytes:
        """All of an answer, for a page that is made from it."""
        async with self.ask(task, limits) as answer:
            return answer.first + b"".join([piece async for piece in answer.rest()])

    async def _take(self) -> tuple["_Place", Engine]:
        await self._wait()
        place = self._pick(store.in_force(self.folder))
        try:
            return place, await place.engine()
        except BaseException as error:
            self._give_back(place)
            if isinstance(error, BadStore):
                raise Refused(503, str(error), _RETRY) from error
            raise

    async def _wait(self) -> None:
        """Wait for a free place, for no longer than half the time that a task may take."""
        busy = Refused(503, "all workers are busy; ask again later", _RETRY)
        if self._slots.locked() and self._waiting >= _QUEUE * len(self._places):
            raise busy
        self._waiting += 1
        try:
            async with asyncio.timeout(self.limits.seconds / 2):
                await self._slots.acquire()
        except TimeoutError:
            raise busy from None
        finally:
            self._waiting -= 1

    def _pick(self, name: str) -> "_Place":
        """A free place, with a worker that is ready if there is one; those that hold an older store are emptied."""
        stale = [place for place in self._free if place.holds not in ("", name)]
        for place in stale:
            place.empty()
        if stale:
            self._fill()
        place = next((place for place in reversed(self._free) if place.holds), self._free[-1])
        self._free.remove(place)
        return place

    def _give_back(self, place: "_Place") -> None:
        self._free.append(place)
        self._slots.release()
        if not place.holds:
            self._fill()

    def _fill(self) -> None:
        """Start workers where there are none, one after the other, beside what else is done."""
        if self._filling is None or self._filling.done():
            self._filling = asyncio.create_task(self._start_all())

    async def _start_all(self) -> None:
        while place := next((place for place in self._free if not place.holds and not place.failed), None):
            with suppress(BadStore):
                await place.engine()


class _Place:
    """Room for one worker: none, one that is starting, or one that is ready."""

    def __init__(self, folder: Path, megabytes: int) -> None:
        self._folder = folder
        self._megabytes = megabytes
        self._starting: asyncio.Task[Engine] | None = None
        self._ending: set[asyncio.Task[int]] = set()
        self.failed = False

    @property
    def holds(self) -> str:
        """The name of the store that its worker has open; empty where none is ready."""
        task = self._starting
        return (
            task.result().ready.store if task and task.done() and not task.cancelled() and not task.exception() else ""
        )

    async def engine(self) -> Engine:
        """Its worker, started if there is none. Who waits may leave; the worker goes on starting for the next."""
        if self._starting is None:
            self._starting = asyncio.create_task(Engine.start(self._folder, self._megabytes))
        try:
            engine = await asyncio.shield(self._starting)
        except BadStore:
            self._starting, self.failed = None, True
            raise
        self.failed = False
        return engine

    def empty(self) -> None:
        """Be rid of the worker, whatever it does."""
        task, self._starting = self._starting, None
        if task and not task.cancel() and not task.cancelled() and not task.exception():
            engine = task.result()
            engine.kill()
            ending = asyncio.create_task(engine.ended())
            self._ending.add(ending)
            ending.add_done_callback(self._ending.discard)

    async def clear(self) -> None:
        """The same, and wait for the end of all that were here."""
        task = self._starting
        self.empty()
        await asyncio.gather(*([task] if task else []), *self._ending, return_exceptions=True)


class _Lease:
    """One worker held for one task, and given back once."""

    def __init__(self, pool: Pool, place: _Place, engine: Engine, limits: Limits) -> None:
        self._pool = pool
        self._place = place
        self.engine = engine
        self._limits = limits
        self._over = False
        self._late = False
        self._held = True
        self._worked = engine.worked()
        self._loop = asyncio.get_running_loop()
        self._end_of_time = self._loop.call_later(limits.seconds, self._end_late)
        self._end_of_patience = self._loop.call_later(_LONG, self._slow_down)

    async def frame(self) -> tuple[bytes, bytes]:
        """The next frame of the answer, END at its end; Refused where the worker refuses, or dies."""
        kind, content = await self.engine.frame()
        match kind:
            case frames.END:
                self.engine.resident = int(content)
                self._over = True
                self.end()
            case frames.FAILURE:
                failure = frames.failure(content)
                await self.frame()
                raise Refused(failure.status, failure.message)
            case b"":
                raise await self._lost()
        return kind, content

    def end(self) -> None:
        """Give the worker back; one that has not come to its end, or has become slow, large or old, is replaced."""
        if not self._held:
            return
        self._held = False
        self._end_of_time.cancel()
        self._end_of_patience.cancel()
        engine = self.engine
        grown = engine.resident > engine.ready.resident + _GROWN
        if not self._over or engine.slowed or grown or engine.served >= _TASKS:
            self._place.empty()
        self._pool._give_back(self._place)

    def _slow_down(self) -> None:
        """Slow the worker down if it has worked for long, not if it only waited: on a busy machine all are late.

        A worker that was slowed down is replaced, and to start one is more work than most tasks are.
        """
        worked = self.engine.worked()
        left = 0 if worked is None or self._worked is None else self._worked + _LONG - worked
        if left > 0:
            self._end_of_patience = self._loop.call_later(max(left, _AGAIN), self._slow_down)
        else:
            self.engine.slow_down()

    def _end_late(self) -> None:
        self._late = True
        self.end()

    async def _lost(self) -> Refused:
        if self._late:
            return Refused(503, f"the query took longer than {self._limits.seconds:g} s; ask for less")
        if await self.engine.ended() == -signal.SIGABRT:
            return Refused(503, f"the query needs more memory than {self._pool.megabytes} MB; ask for less")
        return Refused(500, "the query made the engine fail")


class Answer:
    """What a worker gives: its media type, its first bytes, whether these are all, and the rest."""

    def __init__(self, lease: _Lease, media_type: str, first: bytes, complete: bool) -> None:
        self._lease = lease
        self.media_type = media_type
        self.first = first
        self.complete = complete

    async def rest(self) -> AsyncIterator[bytes]:
        """What follows the first bytes, in pieces; Cut where it breaks off."""
        while not self.complete:
            try:
                kind, content = await self._lease.frame()
            except Refused as error:
                raise Cut(str(error)) from error
            self.complete = kind == frames.END
            if not self.complete:
                yield content


async def _begin(lease: _Lease, held: int) -> Answer:
    """An answer with its first `held` bytes."""
    _, media_type = await lease.frame()
    first: list[bytes] = []
    size = 0
    while size <= held:
        kind, content = await lease.frame()
        if kind == frames.END:
            return Answer(lease, media_type.decode(), b"".join(first), complete=True)
        first.append(content)
        size += len(content)
    return Answer(lease, media_type.decode(), b"".join(first), complete=False)
