"""Report files, corrections -> shards -> a store: what has not changed is not read again, nor made again where other
reports are corrected; one bad file does not stop the others."""

import hashlib
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai import corrections, graph, iris, pipeline, reading, shards, store, vocabulary
from gongkai.checks import judge
from gongkai.errors import UnreadableReport
from gongkai.model import Correction

_SHARDS = "shards"


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be used, and the line that says why and how to mend it."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build came to: how many reports were read anew, how many had not changed, and what failed."""

    extracted: int
    unchanged: int
    failures: tuple[Failure, ...]


def build(
    paths: Sequence[Path],
    folder: Path,
    seen: Callable[[Path], None] = lambda _: None,
    corrected: Sequence[Correction] = (),
) -> Outcome:
    """Make the store in `folder` of the reports at `paths` (files, or folders of files) and put it in force.

    A named file that cannot be read, or nothing readable at all, raises UnreadableReport before anything is
    touched; in a folder such a file is a failure among the results. `seen` hears of each file when it is done.
    """
    files = files_of(paths)
    named = {path for path in paths if path.is_file()}
    cache = folder / _SHARDS
    made: dict[str, Path] = {}
    failures: list[Failure] = []
    extracted = 0
    for file in files:
        try:
            shard, fresh = _shard(file, cache, corrected)
        except UnreadableReport as error:
            if file in named:
                raise
            failures.append(Failure(file, str(error)))
        else:
            report = shards.report_in(shard)
            if report in made:
                failures.append(Failure(file, f"{file}: another file holds the same report ({report}); remove one"))
            else:
                made[report] = shard
                extracted += fresh
        seen(file)
    if not made:
        raise UnreadableReport(failures[0].reason if failures else f"{folder}: no report was given")
    store.assemble(made.values(), folder, judge)
    _forget(cache, made.values())
    return Outcome(extracted, len(made) - extracted, tuple(failures))


def files_of(paths: Iterable[Path]) -> list[Path]:
    """The files that a build of these paths would read."""
    return list(dict.fromkeys(file for path in paths for file in reading.reports_below(path)))


def _shard(file: Path, cache: Path, corrected: Sequence[Correction]) -> tuple[Path, bool]:
    """The shard of one file, and whether it had to be made."""
    try:
        sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError as error:
        raise UnreadableReport(f"{file}: {error.strerror or error}; check its permissions") from error
    name = shards.fingerprint(sha256, file.name)
    for kin in filter(_is_whole, shards.kin(cache, name)):
        path = cache / (_corrected(name, sha256, shards.report_in(kin), corrected) + shards.SUFFIX)
        if _is_whole(path):
            return path, False
    extract = pipeline.extract_of(file, vocabulary.load(), corrected)
    store.claim(cache.parent)
    cache.mkdir(exist_ok=True)
    name = _corrected(name, sha256, iris.report(extract.masthead), corrected)
    return shards.write(cache, name, graph.triples_of(extract)), True


def _corrected(name: str, sha256: str, report: str, corrected: Sequence[Correction]) -> str:
    """The name of a shard by the corrections that concern its report, which only a shard or an extract can tell."""
    return shards.corrected(name, corrections.digest_of(corrections.concerning(corrected, sha256, report)))


def _is_whole(path: Path) -> bool:
    """Whether the shard is there and can be read; a damaged one is made anew."""
    try:
        return path.is_file() and bool(shards.report_in(path))
    except (OSError, EOFError, zlib.error):
        return False


def _forget(cache: Path, kept: Iterable[Path]) -> None:
    """Remove shards that no longer belong to the store, and drafts of killed builds."""
    names = {path.name for path in kept}
    for path in sorted(cache.iterdir()):
        if path.name not in names and shards.is_ours(path):
            path.unlink()
