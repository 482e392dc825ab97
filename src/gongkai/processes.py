"""Report files, corrections -> their shards, by one process or by many.

The results come in the order of the files, whoever was ready first, so that what is made of them does not depend on
the number of processes. A report that ends its process, as one that needs more memory than there is, is read once more
on its own, and is a failure if it does so again.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from pathlib import Path
from typing import Final

from gongkai import vocabulary
from gongkai.extraction import TOGETHER, Failure, Result, Workshop, portions_of, shards_together

# A process takes half a second to get ready, some thirty reports' worth.
_WORTH_A_PROCESS: Final = 32
_TURNS: Final = 8  # portions that each process is given at least, so that all end at about the same time
_AHEAD: Final = 2  # portions that are given out for each process, so that none waits
# Then all make room for fresh ones, whatever their reports left behind in memory: 2.7 MB after each 1,000, as measured.
# The pool's own max_tasks_per_child leaves it without processes, waiting for ever (CPython issue 115634, to 3.14).
_REPORTS_PER_PROCESS: Final = 10_000


def shards_of(files: Sequence[Path], workshop: Workshop, jobs: int = 1) -> Iterator[Result]:
    """The shard of each file, made by up to `jobs` processes; in their order."""
    processes = min(jobs, len(files) // _WORTH_A_PROCESS)
    if processes > 1 and _can_be_many():
        return _by_many(files, workshop, processes)
    return chain.from_iterable(shards_together(portion, workshop) for portion in portions_of(files))


_OURS: Workshop | None = None


def _settle(workshop: Workshop) -> None:
    """In a new process: what it needs for all its files, loaded once."""
    global _OURS
    _OURS = workshop
    threading.Thread(target=_end_with_parent, daemon=True).start()
    vocabulary.load()


def _end_with_parent() -> None:
    """A process whose parent was killed would wait for files for ever."""
    parent = multiprocessing.parent_process()
    assert parent
    parent.join()
    os._exit(1)


def _together(files: list[Path]) -> list[Result]:
    assert _OURS
    return shards_together(files, _OURS)


def _can_be_many() -> bool:
    """Whether processes can wait for each other, for which some containers lack a /dev/shm to write to."""
    try:
        multiprocessing.get_context("spawn").Lock()
    except (OSError, ImportError):
        return False
    return True


def _pool(workshop: Workshop, processes: int) -> ProcessPoolExecutor:
    spawn = multiprocessing.get_context("spawn")  # a fork of a process with threads may hang
    return ProcessPoolExecutor(processes, spawn, _settle, (workshop,))


def _by_many(files: Sequence[Path], workshop: Workshop, processes: int) -> Iterator[Result]:
    most = min(TOGETHER, max(1, len(files) // (processes * _TURNS)))
    left = iter(files)
    while lot := list(islice(left, processes * _REPORTS_PER_PROCESS)):
        portions = deque(portions_of(lot, most))
        while portions:
            yield from _by_pool(portions, workshop, processes)


def _by_pool(left: deque[list[Path]], workshop: Workshop, processes: int) -> Iterator[Result]:
    """The shards of the portions, which are taken out of `left` as they are given out, until a report ends its process;
    that ends the pool, and with it what the other processes were at."""
    waiting: deque[tuple[list[Path], Future[list[Result]]]] = deque()
    pool = _pool(workshop, processes)
    try:
        while left or waiting:
            while left and len(waiting) < processes * _AHEAD:
                files = left.popleft()
                waiting.append((files, _given(pool, files)))
            files, future = waiting.popleft()
            try:
                yield from future.result()
            except BrokenProcessPool:
                pool.shutdown()
                yield from _alone(files, workshop)
                for others, its in waiting:
                    yield from _again(others, its, workshop)
                return
    finally:
        pool.shutdown(cancel_futures=True)


def _given(pool: ProcessPoolExecutor, files: list[Path]) -> Future[list[Result]]:
    """What comes of a portion; a pool that a report has ended meanwhile takes none, which is no other end than that."""
    try:
        return _submitted(pool, files)
    except BrokenProcessPool as error:
        future = Future[list[Result]]()
        future.set_exception(error)
        return future


def _submitted(pool: ProcessPoolExecutor, files: list[Path]) -> Future[list[Result]]:
    """A process that is started here hears no Ctrl-C, which a terminal sends to all: who hears it ends the others."""
    heard = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return pool.submit(_together, files)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, heard)


def _again(files: list[Path], future: Future[list[Result]], workshop: Workshop) -> Iterator[Result]:
    """What came of a portion before the pool ended, or what comes of it in a process of its own."""
    try:
        yield from future.result()
    except BrokenProcessPool:
        yield from _alone(files, workshop)


def _alone(files: list[Path], workshop: Workshop) -> Iterator[Result]:
    """What comes of a portion of which a report may have ended its process, one after the other; where one ends it
    again, the next has a new one."""
    left = deque(files)
    while left:
        with _pool(workshop, 1) as pool:
            while left:
                file = left.popleft()
                try:
                    (result,) = _submitted(pool, [file]).result()
                except BrokenProcessPool:
                    reason = f"{file}: its process was ended while it was read; it may need more memory than there is"
                    yield Failure(file, reason)
                    break
                yield result
