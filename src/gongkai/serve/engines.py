"""A store's folder -> a worker process with that store open, as the server sees it."""

import asyncio
import os
import pickle
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import suppress
from pathlib import Path
from typing import Final, Self

from gongkai.errors import BadStore
from gongkai.serve import frames
from gongkai.serve.tasks import Lookup, Task

_NICE: Final = 10


class Engine:
    """One worker; it does one task at a time, and is killed where that must end."""

    def __init__(self, process: Process, ready: frames.Ready) -> None:
        self._process = process
        self.ready = ready
        self.resident = ready.resident
        self.served = 0
        self.slowed = False

    @classmethod
    async def start(cls, folder: Path, megabytes: int) -> Self:
        """A worker that is ready; BadStore where it cannot open the store."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "gongkai.serve.worker", str(folder.absolute()), str(megabytes)),
            stdin=PIPE,
            stdout=PIPE,
            start_new_session=True,
        )
        try:
            kind, content = await _frame(process)
        except BaseException:
            _kill(process)
            raise
        if kind == frames.READY:
            return cls(process, frames.ready(content))
        _kill(process)
        await process.wait()  # else it may end when the loop is closed, which asyncio would tell the terminal
        raise BadStore(frames.failure(content).message if content else "a worker could not be started")

    def send(self, task: Task | Lookup, size: int | None) -> None:
        assert self._process.stdin
        content = pickle.dumps((task, size))
        self._process.stdin.write(frames.HEAD.pack(frames.TASK, len(content)) + content)
        self.served += 1

    async def frame(self) -> tuple[bytes, bytes]:
        """The next frame; without a kind where the worker has ended."""
        return await _frame(self._process)

    def worked(self) -> float | None:
        """Seconds of the processor that it has had so far; None where the system does not tell."""
        try:
            told = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return None
        return sum(map(int, told[11:13])) / os.sysconf("SC_CLK_TCK")

    def slow_down(self) -> None:
        """Let others go first: who asks for much shall not keep those waiting who ask for little."""
        self.slowed = True
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self._process.pid, _NICE)

    def kill(self) -> None:
        _kill(self._process)

    async def ended(self) -> int:
        """Its exit status, when it has ended: minus the signal that ended it."""
        return await self._process.wait()


async def _frame(process: Process) -> tuple[bytes, bytes]:
    assert process.stdout
    try:
        kind, length = frames.HEAD.unpack(await process.stdout.readexactly(frames.HEAD.size))
        return kind, await process.stdout.readexactly(length)
    except (asyncio.IncompleteReadError, ConnectionError):
        return b"", b""


def _kill(process: Process) -> None:
    """End it and close its pipes: what it has still written is read no more, and would keep them open."""
    with suppress(ProcessLookupError):
        process.kill()
    transport: asyncio.SubprocessTransport = process._transport  # type: ignore[attr-defined]  # there is no other way
    for pipe in (transport.get_pipe_transport(0), transport.get_pipe_transport(1)):
        if pipe:
            pipe.close()
