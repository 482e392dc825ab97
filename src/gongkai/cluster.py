"""Report files -> shards in a folder, made by the workers of a Dask scheduler, which see bytes and no disk of ours.

The client reads every file and writes every shard. So workers need neither the reports nor the folder, a worker that is
killed leaves no draft behind, and what has not changed is never sent. The price is that all bytes pass the client and
the scheduler; who has a file system that all machines share, and millions of reports, takes `gongkai extract --shard`.
"""

import asyncio
import hashlib
import logging
import platform
import threading
import warnings
import zlib
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from gongkai import __version__, extraction, iris, libraries, pipeline, shards, vocabulary
from gongkai.errors import BadCluster, UnreadableReport
from gongkai.extraction import Failure, Made, Result, Workshop
from gongkai.filenames import name_of
from gongkai.model import Correction

if TYPE_CHECKING:
    from distributed import Client

# What reads reports besides gongkai itself; another version may read one otherwise.
LIBRARIES: Final = ("PyYAML", "RapidFuzz", "ahocorasick-rs", "jieba", "lxml", "pypdfium2", "python-docx")

_CONNECT: Final = 10  # seconds until a scheduler must have answered
_PATIENCE: Final = 60.0  # seconds that a scheduler may be without any worker, as while a batch system starts them
_AHEAD: Final = 4  # files that are given out for each thread of the workers, so that none waits

_KNOWN: Final = "code and ontology"

Build = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Packed:
    """The shard of a report as bytes, and the name that it shall have."""

    name: str
    report: str
    content: bytes


T_co = TypeVar("T_co", covariant=True)


class Promise(Protocol[T_co]):
    """A task that the scheduler has taken."""

    def result(self, timeout: float) -> T_co: ...


Shared = Promise[tuple[Correction, ...]]
Begun = Result | Promise[Packed | Failure]


def shards_of(files: Sequence[Path], workshop: Workshop, address: str) -> Iterator[Result]:
    """The shard of each file, made by the workers of the scheduler; in their order. BadCluster where none can."""
    libraries.require("dask", "distributed", wanted_by="--scheduler")
    with _connected(address) as client:
        yield from _Errand(client, address, workshop).results(files)


# --- In a worker ------------------------------------------------------------------------------------------------------

_ONE_AT_A_TIME: Final = threading.Lock()  # PDFium takes one thread of a process


@cache
def build() -> Build:
    """What must be the same everywhere, if shards shall have the same bytes."""
    return (
        ("gongkai", __version__),
        (_KNOWN, shards.knowledge()),
        ("Python", ".".join(platform.python_version_tuple()[:2])),
        ("zlib", zlib.ZLIB_RUNTIME_VERSION),
        *((name, version(name)) for name in LIBRARIES),
    )


def check(wanted: Build) -> None:
    """BadCluster where another gongkai is installed here than the client has."""
    here = dict(build())
    if differing := [name for name, there in wanted if here.get(name) != there]:
        told = ", ".join(f"{name} {here.get(name, '-'):.12}, not {dict(wanted)[name]:.12}" for name in differing)
        raise BadCluster(f"a worker on {platform.node()} has {told}; install the same gongkai on all machines")


def settled(wanted: Build, corrected: tuple[Correction, ...]) -> tuple[Correction, ...]:
    """What all tasks share: the corrections, in a worker that has turned out fit and has loaded the vocabulary."""
    check(wanted)
    vocabulary.load()
    return corrected


def packed(path: str, content: bytes, wanted: Build, corrected: tuple[Correction, ...]) -> Packed | Failure:
    """The shard of the report with these bytes, which the client read from `path`."""
    check(wanted)
    file = Path(path)
    try:
        with _ONE_AT_A_TIME:
            (extract,) = pipeline.extracts_from([(file, content)], vocabulary.load(), corrected)
            if isinstance(extract, UnreadableReport):
                return extraction.failure_of(file, extract)
            (told,) = pipeline.contents_of([extract])
            made = shards.packed(told)
    except OSError as error:  # of the worker's machine, as when there is no room for what LibreOffice writes
        where = f"on {platform.node()}: {error.filename or ''} {error.strerror or error}"
        return Failure(file, f"{file}: it could not be read {where}; mend that machine and run it again")
    except Exception as error:
        return extraction.failure_of(file, error)
    report = iris.report(extract.masthead)
    sha256 = hashlib.sha256(content).hexdigest()
    name = shards.fingerprint(sha256, name_of(file), dict(wanted)[_KNOWN])
    return Packed(extraction.corrected(name, sha256, report, corrected), report, made)


# --- In the client ----------------------------------------------------------------------------------------------------


@contextmanager
def _connected(address: str) -> "Iterator[Client]":
    from distributed import Client
    from distributed.core import connect
    from distributed.security import Security

    for name in ("distributed", "distributed.client", "distributed.core"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters is raised
    warnings.filterwarnings("ignore", "Sending large graph")

    async def knock() -> None:
        (await connect(address, _CONNECT, **Security().get_connection_args("client"))).abort()

    try:
        asyncio.run(knock())  # a Client that cannot connect complains on stderr when it is taken away
        client = Client(address, timeout=_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise BadCluster(
            f"{address}: no Dask scheduler answers there ({error}); start one with dask scheduler, and give its address"
        ) from error
    with client:
        yield client


@dataclass(slots=True)
class _Errand:
    """One run over many files."""

    client: "Client"
    address: str
    workshop: Workshop

    def results(self, files: Sequence[Path]) -> Iterator[Result]:
        waiting: deque[tuple[Path, Begun]] = deque()
        left = iter(files)
        shared = self._settled()
        room = 0
        while True:
            if len(waiting) <= room // 2:
                room = _AHEAD * max(self._threads(), 1)
                while len(waiting) < room and (file := next(left, None)):
                    waiting.append((file, self._begun(file, shared)))
            if not waiting:
                return
            file, begun = waiting.popleft()
            yield self._finished(file, begun, shared)

    def _settled(self) -> Shared:
        from distributed import KilledWorker

        found = self.client.run(version, "gongkai", on_error="return")  # a worker without it would end, and say nothing
        if without := sorted(worker for worker, one in found.items() if not isinstance(one, str)):
            raise BadCluster(f"{without[0]}: this worker has no gongkai; install the same gongkai on all machines")
        shared: Shared = self.client.submit(settled, build(), self.workshop.corrected, pure=False)
        try:
            self._awaited(shared)
        except KilledWorker as error:
            raise self._lost(error) from error
        return shared

    def _begun(self, file: Path, shared: Shared) -> Begun:
        try:
            content = file.read_bytes()
        except OSError as error:
            return extraction.failure_of(file, error)
        sha256 = hashlib.sha256(content).hexdigest()
        if there := extraction.found(file, sha256, self.workshop):
            return there
        task: Promise[Packed | Failure] = self.client.submit(packed, str(file), content, build(), shared, pure=False)
        return task

    def _finished(self, file: Path, begun: Begun, shared: Shared, again: bool = True) -> Result:
        from distributed import KilledWorker

        if isinstance(begun, (Made, Failure)):
            return begun
        try:
            result = self._awaited(begun)
        except KilledWorker:
            if not again:
                reason = f"{file}: the workers were ended that read it; it may need more memory than they have"
                return Failure(file, reason)
            # It may have shared its workers with the one that ended them.
            return self._finished(file, self._begun(file, shared), shared, again=False)
        if not isinstance(result, Packed):
            return result
        self.workshop.folder.mkdir(parents=True, exist_ok=True)
        shard = shards.keep(self.workshop.folder, result.name, result.content)
        return Made(file, shard, result.report, fresh=True)

    def _awaited(self, task: Promise[T_co]) -> T_co:
        """What a task gives; BadCluster where the workers or the scheduler are gone."""
        from distributed import KilledWorker

        while True:
            try:
                return task.result(timeout=_PATIENCE)
            except TimeoutError:
                if not self._threads():
                    raise BadCluster(
                        f"{self.address}: no workers; start some (dask worker {self.address}) and run it again"
                    ) from None
            except (KilledWorker, BadCluster):
                raise
            except Exception as error:
                raise self._lost(error) from error

    def _threads(self) -> int:
        """How many tasks the workers can do at once."""
        try:
            return sum(self.client.nthreads().values())
        except Exception as error:
            raise self._lost(error) from error

    def _lost(self, error: Exception) -> BadCluster:
        what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        return BadCluster(
            f"{self.address}: the work broke off ({what}); see that the scheduler runs, with gongkai on all "
            "workers, and run it again: what was finished is kept"
        )
