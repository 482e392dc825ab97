"""Report files, corrections -> shards in a folder, a portion at a time: plain Python, without an RDF library."""

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from gongkai import corrections, iris, pipeline, reading, shards, vocabulary
from gongkai.errors import BadStore, UnreadableReport
from gongkai.filenames import name_of
from gongkai.model import Correction, Extract

# Reports that go through the stages together, at most. Of 600 characters each, from file to shard, 8 take 0.85 of the
# time of one by one, 16 take 0.82 and 48 take 0.80; few long ones fill the caches by themselves, and memory besides.
TOGETHER: Final = 48
_BYTES_TOGETHER: Final = 128 * 1024


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


@dataclass(frozen=True, slots=True)
class _Source:
    """A file whose shard is to be made."""

    path: Path
    sha256: str
    content: bytes


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


def portions_of(files: Iterable[Path], most: int = TOGETHER) -> Iterator[list[Path]]:
    """The files in their order, as many at a time as are best read together."""
    portion: list[Path] = []
    room = _BYTES_TOGETHER
    for file in files:
        size = _size_of(file)
        if portion and (len(portion) == most or size > room):
            yield portion
            portion, room = [], _BYTES_TOGETHER
        portion.append(file)
        room -= size
    if portion:
        yield portion


def _size_of(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0  # who reads it will say what is wrong


def shards_together(files: Sequence[Path], workshop: Workshop) -> list[Result]:
    """The shards of a portion; whatever goes wrong with a report, the others go on.

    What no stage foresaw ends the work on all of them; then each is read alone.
    """
    try:
        return _made(files, workshop)
    except Exception as error:
        if len(files) > 1 and not isinstance(error, BadStore):
            return [result for file in files for result in shards_together([file], workshop)]
        return [failure_of(file, error) for file in files]


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


def _made(files: Sequence[Path], workshop: Workshop) -> list[Result]:
    begun = [_begun(file, workshop) for file in files]
    made = _shards([one for one in begun if isinstance(one, _Source)], workshop)
    return [next(made) if isinstance(one, _Source) else one for one in begun]


def _begun(file: Path, workshop: Workshop) -> Result | _Source:
    try:
        content = reading.content_of(file)
    except UnreadableReport as error:
        return failure_of(file, error)
    sha256 = hashlib.sha256(content).hexdigest()
    return found(file, sha256, workshop) or _Source(file, sha256, content)


def _shards(sources: Sequence[_Source], workshop: Workshop) -> Iterator[Result]:
    if not sources:  # nor is the vocabulary needed
        return
    read = [(source.path, source.content) for source in sources]
    outcomes = pipeline.extracts_from(read, vocabulary.load(), workshop.corrected)
    contents = pipeline.contents_of([one for one in outcomes if isinstance(one, Extract)])
    packed = iter([shards.packed(content) for content in contents])
    for source, outcome in zip(sources, outcomes, strict=True):
        if isinstance(outcome, UnreadableReport):
            yield failure_of(source.path, outcome)
            continue
        report = iris.report(outcome.masthead)
        name = shards.fingerprint(source.sha256, name_of(source.path), workshop.knowledge)
        name = corrected(name, source.sha256, report, workshop.corrected)
        yield Made(source.path, shards.keep(workshop.folder, name, next(packed)), report, fresh=True)


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
