"""Report files, corrections -> shards in a folder, by one process or by many: plain Python, without an RDF library.

The results come in the order of the files, whoever was ready first, so that what is made of them does not depend on
the number of processes. A report that ends its process, as one that needs more memory than there is, is read once more
on its own, and is a failure if it does so again.
"""

import hashlib
import multiprocessing
import zlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from gongkai import corrections, iris, pipeline, shards, vocabulary
from gongkai.errors import UnreadableReport
from gongkai.model import Correction

# A process takes two seconds to get ready, some thirty reports' worth.
_WORTH_A_PROCESS: Final = 32
_AHEAD: Final = 8  # files that are given out for each process, so that none waits
_REPORTS_PER_PROCESS: Final = 2000  # then it makes room for a fresh one, whatever its reports left behind in memory


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


@dataclass(frozen=True)
class Workshop:
    """What all files of a run share: the folder of shards, and the corrections."""

    folder: Path
    corrected: tuple[Correction, ...]

    @cached_property
    def knowledge(self) -> str:
        return shards.knowledge()

    @cached_property
    def there(self) -> frozenset[str]:
        """The shards that were there at the beginning, by what names their source and the rules."""
        return frozenset(path.name[: shards.STEM] for path in self.folder.glob(f"*{shards.SUFFIX}"))


def shards_of(files: Sequence[Path], workshop: Workshop, jobs: int = 1) -> Iterator[Result]:
    """The shard of each file, made by up to `jobs` processes; in their order."""
    processes = min(jobs, len(files) // _WORTH_A_PROCESS)
    return _by_many(files, workshop, processes) if processes > 1 else (shard_of(file, workshop) for file in files)


def shard_of(file: Path, workshop: Workshop) -> Result:
    """The shard of one file; whatever goes wrong with a report, the others go on."""
    try:
        return _made(file, workshop)
    except UnreadableReport as error:
        return Failure(file, str(error))
    except OSError as error:
        if error.filename is None or Path(error.filename) == file:
            return Failure(file, f"{file}: {error.strerror or error}; check its permissions")
        raise  # of the folder of shards, as when the disk is full: nothing would go on
    except MemoryError:
        return Failure(file, f"{file}: it needs more memory than there is; split it, or give it a machine with more")
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        return Failure(file, f"{file}: an error of gongkai's own ({what}); please report it with this file")


def _made(file: Path, workshop: Workshop) -> Made:
    content = file.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    name = shards.fingerprint(sha256, file.name, workshop.knowledge)
    for report in filter(None, map(report_of, shards.kin(workshop.folder, name) if name in workshop.there else ())):
        path = workshop.folder / (_corrected(name, sha256, report, workshop) + shards.SUFFIX)
        if report_of(path):
            return Made(file, path, report, fresh=False)
    extract = pipeline.extract_of(file, vocabulary.load(), workshop.corrected)
    report = iris.report(extract.masthead)
    name = _corrected(name, sha256, report, workshop)
    workshop.folder.mkdir(parents=True, exist_ok=True)
    return Made(file, shards.write(workshop.folder, name, pipeline.triples_of(extract)), report, fresh=True)


def _corrected(name: str, sha256: str, report: str, workshop: Workshop) -> str:
    """The name of a shard by the corrections that concern its report, which only a shard or an extract can tell."""
    return shards.corrected(name, corrections.digest_of(corrections.concerning(workshop.corrected, sha256, report)))


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
    vocabulary.load()


def _shard(file: Path) -> Result:
    assert _OURS
    return shard_of(file, _OURS)


def _pool(workshop: Workshop, processes: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        processes,
        multiprocessing.get_context("spawn"),  # a fork of a process with threads may hang
        _settle,
        (workshop,),
        max_tasks_per_child=_REPORTS_PER_PROCESS,
    )


def _by_many(files: Iterable[Path], workshop: Workshop, processes: int) -> Iterator[Result]:
    waiting: deque[tuple[Path, Future[Result]]] = deque()
    left = iter(files)
    pool = _pool(workshop, processes)
    try:
        while True:
            while len(waiting) < processes * _AHEAD and (file := next(left, None)):
                waiting.append((file, pool.submit(_shard, file)))
            if not waiting:
                return
            file, future = waiting.popleft()
            try:
                yield future.result()
            except BrokenProcessPool:
                pool.shutdown(cancel_futures=True)
                yield from (_alone(one, workshop) for one in (file, *(other for other, _ in waiting)))
                waiting.clear()
                pool = _pool(workshop, processes)
    finally:
        pool.shutdown(cancel_futures=True)


def _alone(file: Path, workshop: Workshop) -> Result:
    with _pool(workshop, 1) as pool:
        try:
            return pool.submit(_shard, file).result()
        except BrokenProcessPool:
            return Failure(
                file, f"{file}: its process was ended while it was read; it may need more memory than there is"
            )
