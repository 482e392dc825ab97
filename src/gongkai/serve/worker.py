"""Tasks on stdin, one after the other, and the store in a folder -> answers on stdout: the process that does the work.

pyoxigraph knows no time limit, and reads a result only in the thread that made it: so each worker has one thread, does
one task at a time, and the server ends it from without. It is confined before it opens the store.
"""

import io
import os
import pickle
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from gongkai import store
from gongkai.errors import BadStore
from gongkai.serve import confinement, frames
from gongkai.serve.refusals import Refused
from gongkai.serve.tasks import Lookup, Task, one_line

if TYPE_CHECKING:
    from typing_extensions import Buffer

_PIECE: Final = 1 << 16


def main(folder: Path, megabytes: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal sends it to all; the server says when it is over
    confinement.leave_with_parent()
    network = confinement.deny_network()
    source, target = sys.stdin.buffer, sys.stdout.buffer
    try:
        name = store.in_force(folder)
        with store.open_whole(folder) as opened:
            confinement.limit_memory(megabytes)
            _silence()
            frames.write(target, frames.READY, frames.packed(frames.Ready(name, network, confinement.resident())))
            _serve(opened, source, target)
    except BadStore as error:
        frames.write(target, frames.FAILURE, frames.packed(frames.Failure(503, str(error))))


def _silence() -> None:
    """What the engine cries when it dies for want of memory is told to the client, not to the terminal."""
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)


def _serve(opened: store.Opened, source: BinaryIO, target: BinaryIO) -> None:
    while frame := frames.read(source):
        task, size = pickle.loads(frame[1])
        failure = _do(task, opened, _Reply(target, size))
        if failure:
            frames.write(target, frames.FAILURE, frames.packed(failure))
        frames.write(target, frames.END, str(confinement.resident()).encode())


def _do(task: Task | Lookup, opened: store.Opened, reply: "_Reply") -> frames.Failure | None:
    """Do the task; what went wrong with it, if anything did."""
    try:
        if isinstance(task, Lookup):
            task.look_up(opened.index, reply)
        else:
            task.answer(opened.triples, reply)
        reply.finish()
    except Refused as error:
        return frames.Failure(error.status, str(error))
    except MemoryError:
        return frames.Failure(503, "the query needs more memory than it may take; ask for less")
    except Exception as error:  # whatever it is, the client is told and the next task is done
        if reply.too_large:
            return frames.Failure(413, f"the answer is larger than {reply.size} bytes; ask for less, as with LIMIT")
        return frames.Failure(500, f"the query failed: {one_line(error)}")
    finally:
        reply.over = True
    return None


class _Reply(io.RawIOBase):
    """Pieces of an answer as frames; no more than `size` bytes of it, where size is not None.

    When it is `over`, what a forgotten buffer still pours out goes nowhere.
    """

    def __init__(self, target: BinaryIO, size: int | None) -> None:
        self._target = target
        self._written = 0
        self._buffer: io.BufferedWriter | None = None
        self.size = size
        self.too_large = False
        self.over = False

    def begin(self, media_type: str) -> io.BufferedWriter:
        frames.write(self._target, frames.BEGIN, media_type.encode())
        self._buffer = io.BufferedWriter(self, _PIECE)
        return self._buffer

    def writable(self) -> bool:
        return True

    def write(self, piece: "Buffer") -> int:
        content = bytes(piece)
        if self.over:
            return len(content)
        self._written += len(content)
        if self.size is not None and self._written > self.size:
            self.too_large = True
            raise ValueError("too large")
        frames.write(self._target, frames.PIECE, content)
        return len(content)

    def finish(self) -> None:
        if self._buffer:
            self._buffer.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
