"""Report files, corrections -> shards in a folder, by one process or by many: plain Python, without an RDF library.

The results come in the order of the files, whoever was ready first, so that what is made of them does not depend on
the number of processes. A report that ends its process, as one that needs more memory than there is, is read once more
on its own, and is a failure if it does so again.
"""

import hashlib
import multiprocessing
import os
import signal
import threading
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Final

from gongkai import corrections, iris, pipeline, reading, shards, vocabulary
from gongkai.errors import BadStore, UnreadableReport
from gongkai.filenames import name_of
from gongkai.model import Correction

# A process takes half a second to get ready, some thirty reports' worth.
_WORTH_A_PROCESS: Final = 32
_AHEAD: Final = 8  # files that are given out for each process, so that none waits
# Then all make room for fresh ones, whatever their reports left behind in memory: 2.7 MB after each 1,000, as measured.
# The pool's own max_tasks_per_child leaves it without processes, waiting for ever (CPython issue 115634, to 3.14).
_REPORTS_PER_PROCESS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be used, and the line that says why and how to mend it."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Made:
    """The shard of a file, the IRI of its report, and whether the shard had to be made."""

    path: Path
    shard: Path
    report: str
    fresh: bool


Result = Made | Failure
ShardsOf = Callable[[Sequence[Path], "Workshop"], Iterator[Result]]


@dataclass(frozen=True)
class Workshop:
    """What all files of a run share: the folder of shards, and the corrections."""

    folder: Path
    corrected: tuple[Correction, ...]

    @cached_property
    def knowledge(self) -> str:
        return shards.knowledge()

    @cached_property
    def there(self) -> Mapping[str, Sequence[Path]]:
        """The shards that were there at the beginning, by what names their source and the rules; those of one source
        differ by the corrections that were applied to them, and are of the same report."""
        kin: dict[str, list[Path]] = {}
        for path in sorted(self.folder.glob(f"*{shards.SUFFIX}")):
            kin.setdefault(path.name[: shards.STEM], []).append(path)
        return kin


def shards_of(files: Sequence[Path], workshop: Workshop, jobs: int = 1) -> Iterator[Result]:
    """The shard of each file, made by up to `jobs` processes; in their order."""
    processes = min(jobs, len(files) // _WORTH_A_PROCESS)
    processes = processes if processes > 1 and _can_be_many() else 1
    return _by_many(files, workshop, processes) if processes > 1 else (shard_of(file, workshop) for file in files)


def shard_of(file: Path, workshop: Workshop) -> Result:
    """The shard of one file; whatever goes wrong with a report, the others go on."""
    try:
        return _made(file, workshop)
    except Exception as error:
        return failure_of(file, error)


def failure_of(file: Path, error: Exception) -> Failure:
    """The line for what went wrong with one report; raises what would go wrong with all."""
    match error:
        case UnreadableReport():
            return Failure(file, str(error))
        case BadStore():
            raise error  # the folder of shards takes no more, as when the disk is full: nothing would go on
        case OSError():
            return Failure(file, f"{file}: {error.strerror or error}; check its permissions")
        case MemoryError():
            return Failure(file, f"{file}: it needs more memory than there is; split it, or take a machine with more")
        case _:
            what = f"{type(error).__name__}: {error}"
            return Failure(file, f"{file}: an error of gongkai's own ({what}); please report it with this file")


def _made(file: Path, workshop: Workshop) -> Made:
    content = reading.content_of(file)
    sha256 = hashlib.sha256(content).hexdigest()
    if there := found(file, sha256, workshop):
        return there
    extract = pipeline.extract_from(file, content, vocabulary.load(), workshop.corrected)
    report = iris.report(extract.masthead)
    name = corrected(shards.fingerprint(sha256, name_of(file), workshop.knowledge), sha256, report, workshop.corrected)
    packed = shards.packed(pipeline.content_of(extract))
    return Made(file, shards.keep(workshop.folder, name, packed), report, fresh=True)


def found(file: Path, sha256: str, workshop: Workshop) -> Made | None:
    """The shard of the file, if it was made before."""
    name = shards.fingerprint(sha256, name_of(file), workshop.knowledge)
    for report in filter(None, map(report_of, workshop.there.get(name, ()))):
        path = workshop.folder / (corrected(name, sha256, report, workshop.corrected) + shards.SUFFIX)
        if report_of(path):
            return Made(file, path, report, fresh=False)
    return None


def corrected(name: str, sha256: str, report: str, given: Sequence[Correction]) -> str:
    """The name of a shard by the corrections that concern its report, which only a shard or an extract can tell."""
    return shards.corrected(name, corrections.digest_of(corrections.concerning(given, sha256, report)))


def report_of(shard: Path) -> str:
    """The IRI of the report that a shard holds; nothing of one that is not there, or is damaged and made anew."""
    try:
        return shards.report_in(shard)
    except (OSError, EOFError, UnicodeDecodeError, zlib.error):
        return ""


# --- Many processes ---------------------------------------------------------------------------------------------------

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


def _shard(file: Path) -> Result:
    assert _OURS
    return shard_of(file, _OURS)


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


def _by_many(files: Iterable[Path], workshop: Workshop, processes: int) -> Iterator[Result]:
    left = iter(files)
    while portion := deque(islice(left, processes * _REPORTS_PER_PROCESS)):
        while portion:
            yield from _by_pool(portion, workshop, processes)


def _by_pool(left: deque[Path], workshop: Workshop, processes: int) -> Iterator[Result]:
    """The shards of the files, which are taken out of `left` as they are given out, until a report ends its process;
    that ends the pool, and with it what the other processes were at."""
    waiting: deque[tuple[Path, Future[Result]]] = deque()
    pool = _pool(workshop, processes)
    try:
        while left or waiting:
            while left and len(waiting) < processes * _AHEAD:
                file = left.popleft()
                waiting.append((file, _given(pool, file)))
            file, future = waiting.popleft()
            try:
                yield future.result()
            except BrokenProcessPool:
                pool.shutdown()
                yield _alone(file, workshop)
                yield from (_again(other, its, workshop) for other, its in waiting)
                return
    finally:
        pool.shutdown(cancel_futures=True)


def _given(pool: ProcessPoolExecutor, file: Path) -> Future[Result]:
    """What comes of a file; a pool that a report has ended meanwhile takes none, which is no other end than that."""
    try:
        return _submitted(pool, file)
    except BrokenProcessPool as error:
        future = Future[Result]()
        future.set_exception(error)
        return future


def _submitted(pool: ProcessPoolExecutor, file: Path) -> Future[Result]:
    """A process that is started here hears no Ctrl-C, which a terminal sends to all: who hears it ends the others."""
    heard = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return pool.submit(_shard, file)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, heard)


def _again(file: Path, future: Future[Result], workshop: Workshop) -> Result:
    """What came of a file before the pool ended, or what comes of it in a process of its own."""
    try:
        return future.result()
    except BrokenProcessPool:
        return _alone(file, workshop)


def _alone(file: Path, workshop: Workshop) -> Result:
    with _pool(workshop, 1) as pool:
        try:
            return _submitted(pool, file).result()
        except BrokenProcessPool:
            return Failure(
                file, f"{file}: its process was ended while it was read; it may need more memory than there is"
            )
