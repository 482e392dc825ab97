"""Report files, corrections -> shards -> a store: what has not changed is not read again, nor made again where other
reports are corrected; one bad file does not stop the others."""

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai import extraction, reading, shards, store
from gongkai.auditing import judge
from gongkai.errors import BadStore, UnreadableReport
from gongkai.extraction import Failure, Made, Workshop
from gongkai.model import Correction

_SHARDS = "shards"


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
    jobs: int = 1,
) -> Outcome:
    """Make the store in `folder` of the reports at `paths` (files, or folders of files) and put it in force.

    A named file that cannot be read, or nothing readable at all, raises UnreadableReport before the store is
    touched; in a folder such a file is a failure among the results. `seen` hears of each file when it is done.
    """
    files = files_of(paths)
    named = {path for path in paths if path.is_file()}
    store.check(folder)
    workshop = Workshop(folder / _SHARDS, tuple(corrected))
    made: dict[str, Made] = {}
    failures: list[Failure] = []
    for result in extraction.shards_of(files, workshop, jobs):
        if isinstance(result, Made) and result.report in made:
            reason = f"{result.path}: another file holds the same report ({result.report}); remove one"
            failures.append(Failure(result.path, reason))
        elif isinstance(result, Made):
            made[result.report] = result
        elif result.path in named:
            raise UnreadableReport(result.reason)
        else:
            failures.append(result)
        seen(result.path)
    if not made:
        raise UnreadableReport(failures[0].reason if failures else f"{folder}: no report was given")
    return _assembled(folder, made, failures)


def build_of_shards(places: Sequence[Path], folder: Path) -> Outcome:
    """Make the store in `folder` of shards that lie elsewhere, as the machines of a cluster have made them."""
    store.check(folder)
    made: dict[str, Made] = {}
    failures: list[Failure] = []
    for path in sorted({path for place in places for path in place.glob(f"*{shards.SUFFIX}")}):
        report = extraction.report_of(path)
        if not report:
            failures.append(Failure(path, f"{path}: this is no whole shard; make it again with gongkai extract"))
        elif report in made:
            failures.append(Failure(path, f"{path}: {made[report].path} holds the same report ({report}); remove one"))
        else:
            made[report] = Made(path, _taken_in(path, folder / _SHARDS), report, fresh=True)
    if not made:
        raise BadStore(
            failures[0].reason if failures else f"{places[0]}: no shards there; make them with gongkai extract"
        )
    return _assembled(folder, made, failures)


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


def _assembled(folder: Path, made: Mapping[str, Made], failures: Sequence[Failure]) -> Outcome:
    found = [one.shard for one in made.values()]
    store.assemble(found, folder, judge)
    _forget(folder / _SHARDS, found)
    extracted = sum(one.fresh for one in made.values())
    return Outcome(extracted, len(made) - extracted, tuple(failures))


def files_of(paths: Iterable[Path]) -> list[Path]:
    """The files that a build of these paths would read."""
    return list(dict.fromkeys(file for path in paths for file in reading.reports_below(path)))


def _forget(cache: Path, kept: Iterable[Path]) -> None:
    """Remove shards that no longer belong to the store, and drafts of killed builds."""
    names = {path.name for path in kept}
    for path in sorted(cache.iterdir()):
        if path.name not in names and shards.is_ours(path):
            path.unlink()
