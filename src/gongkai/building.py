"""Report files, corrections -> shards -> a store: what has not changed is not read again, nor made again where other
reports are corrected; one bad file does not stop the others. A store of many can be changed by a few."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gongkai import extraction, iris, parameters, processes, reading, shards, shelf, store
from gongkai.auditing import judge
from gongkai.errors import BadStore, UnreadableReport
from gongkai.extraction import Failure, Made, ShardsOf, Workshop
from gongkai.model import Correction

_SHARDS = "shards"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build came to: how many reports were read anew, how many had not changed, and what failed."""

    extracted: int
    unchanged: int
    failures: tuple[Failure, ...]
    removed: int = 0


@dataclass(slots=True)
class _Batch:
    """What has come of some files: the name of a shard for each report, by its IRI, how many were made, the failures.

    No more is kept of a report: with the paths of its file and of its shard it was 1 kB instead of 0.4.
    """

    shards: dict[str, str] = field(default_factory=dict)
    extracted: int = 0
    failures: list[Failure] = field(default_factory=list)

    def take(self, one: Made) -> None:
        self.shards[one.report] = one.shard.name
        self.extracted += one.fresh

    def lie_in(self, folder: Path) -> dict[str, Path]:
        """The shard of each report."""
        return {report: folder / name for report, name in self.shards.items()}


def build(
    paths: Sequence[Path],
    folder: Path,
    seen: Callable[[Path], None] = lambda _: None,
    corrected: Sequence[Correction] = (),
    shards_of: ShardsOf = processes.shards_of,
) -> Outcome:
    """Make the store in `folder` of the reports at `paths` (files, or folders of files) and put it in force.

    The store is filled while reports are still being read, so that all processors have work to the end. A named file
    that cannot be read, or nothing readable at all, raises UnreadableReport, and the store is as it was; in a folder
    such a file is a failure among the results. `seen` hears of each file when it is done.
    """
    store.check(folder)
    with shelf.sole_builder(folder):
        batch = _Batch()
        return _assembled(folder, _read(batch, paths, folder, seen, corrected, shards_of), batch)


def build_of_shards(places: Sequence[Path], folder: Path) -> Outcome:
    """Make the store in `folder` of shards that lie elsewhere, as the machines of a cluster have made them."""
    store.check(folder)
    with shelf.sole_builder(folder):
        batch = _gathered(places, folder)
        return _assembled(folder, batch.lie_in(folder / _SHARDS).values(), batch)


def add(
    paths: Sequence[Path],
    folder: Path,
    removed: Sequence[str] = (),
    seen: Callable[[Path], None] = lambda _: None,
    corrected: Sequence[Correction] = (),
    shards_of: ShardsOf = processes.shards_of,
) -> Outcome:
    """Put the reports at `paths` into the store in force, each in place of that of the same body and year if it is
    there, and take out those that `removed` names; no other is read or loaded."""
    with shelf.sole_builder(folder):
        gone = _meant(folder, removed)
        batch = _Batch()
        for _ in _read(batch, paths, folder, seen, corrected, shards_of) if paths else ():
            pass
        return _altered(folder, batch, gone)


def add_shards(places: Sequence[Path], folder: Path, removed: Sequence[str] = ()) -> Outcome:
    """The same with shards that lie elsewhere."""
    with shelf.sole_builder(folder):
        gone = _meant(folder, removed)
        return _altered(folder, _gathered(places, folder), gone)


def _read(
    batch: _Batch,
    paths: Sequence[Path],
    folder: Path,
    seen: Callable[[Path], None],
    corrected: Sequence[Correction],
    shards_of: ShardsOf,
) -> Iterator[Path]:
    """The shards of the files, one by one; what comes of all of them is in the batch at the end."""
    named = {path for path in paths if path.is_file()}
    workshop = Workshop(folder / _SHARDS, tuple(corrected))
    for result in shards_of(files_of(paths), workshop):
        if isinstance(result, Made) and result.report in batch.shards:
            reason = f"{result.path}: another file holds the same report ({result.report}); remove one"
            batch.failures.append(Failure(result.path, reason))
        elif isinstance(result, Made):
            batch.take(result)
            yield result.shard
        elif result.path in named:
            raise UnreadableReport(result.reason)
        else:
            batch.failures.append(result)
        seen(result.path)
    if not batch.shards:
        raise UnreadableReport(batch.failures[0].reason if batch.failures else f"{folder}: no report was given")


def _gathered(places: Sequence[Path], folder: Path) -> _Batch:
    batch, origins = _Batch(), dict[str, Path]()
    for path in sorted({path for place in places for path in place.glob(f"*{shards.SUFFIX}")}):
        report = extraction.report_of(path)
        if not report:
            batch.failures.append(Failure(path, f"{path}: this is no whole shard; make it again with gongkai extract"))
        elif report in origins:
            reason = f"{path}: {origins[report]} holds the same report ({report}); remove one"
            batch.failures.append(Failure(path, reason))
        else:
            origins[report] = path
            batch.take(Made(path, _taken_in(path, folder / _SHARDS), report, fresh=True))
    if not origins:
        raise BadStore(
            batch.failures[0].reason
            if batch.failures
            else f"{places[0]}: no shards there; make them with gongkai extract"
        )
    return batch


def _taken_in(path: Path, cache: Path) -> Path:
    """The shard in the store's own folder: a second name of the same file, or a copy from another disk."""
    cache.mkdir(parents=True, exist_ok=True)
    target = cache / path.name
    target.unlink(missing_ok=True)
    try:
        target.hardlink_to(path)
    except OSError:
        shutil.copyfile(path, target)
    return target


def _assembled(folder: Path, found: Iterable[Path], batch: _Batch) -> Outcome:
    store.assemble(found, folder, judge)
    _forget(folder / _SHARDS, {*batch.shards.values()})
    return Outcome(batch.extracted, len(batch.shards) - batch.extracted, tuple(batch.failures))


def _altered(folder: Path, batch: _Batch, gone: Sequence[str]) -> Outcome:
    store.alter(folder, judge, batch.lie_in(folder / _SHARDS), gone)
    there = len(store.reports_in(folder))
    removed = len({*gone} - batch.shards.keys())
    return Outcome(batch.extracted, there - batch.extracted, tuple(batch.failures), removed)


def _meant(folder: Path, names: Iterable[str]) -> list[str]:
    """The IRIs of reports of the store, each given by it or the end of it, or by the name of its file."""
    there = set(store.reports_in(folder))
    return [_meant_one(folder, name, there) for name in names]


def _meant_one(folder: Path, name: str, there: set[str]) -> str:
    for start in ("", iris.BASE, f"{iris.BASE}report/"):
        if start + name in there:
            return start + name
    with store.open_store(folder) as opened:
        return parameters.report_named(parameters.InStore(opened), name)


def files_of(paths: Iterable[Path]) -> list[Path]:
    """The files that a build of these paths would read."""
    return list(dict.fromkeys(file for path in paths for file in reading.reports_below(path)))


def _forget(cache: Path, kept: set[str]) -> None:
    """Remove shards that no longer belong to the store, and drafts of killed builds."""
    for path in sorted(cache.iterdir()):
        if path.name not in kept and shards.is_ours(path):
            path.unlink()
