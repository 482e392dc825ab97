"""Options that several commands share, and how they tell of long work."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from gongkai.extraction import ShardsOf


class GivenPath(click.Path):
    """A path as such; none where nothing is named, as by a variable of the shell that is not set, since Path would take
    that for the current folder."""

    def __init__(self, *, exists: bool = False, file_okay: bool = True, dir_okay: bool = True) -> None:
        super().__init__(exists=exists, file_okay=file_okay, dir_okay=dir_okay, path_type=Path)

    def convert(self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None) -> Path:
        if value == "":
            self.fail("its name is empty; name a file or folder, as . for the current one", param, ctx)
        return Path(os.fsdecode(super().convert(value, param, ctx)))


STORE = click.option(
    "--store",
    "folder",
    type=GivenPath(file_okay=False),
    default=Path("gongkai.db"),
    show_default=True,
    help="Folder of the store.",
)
REPORTS = click.argument("reports", nargs=-1, required=True, type=GivenPath())
CORRECTIONS = click.option(
    "--corrections",
    "corrections_file",
    type=GivenPath(dir_okay=False),
    help="File of corrections.",
)
JOBS = click.option(
    "--jobs", type=click.IntRange(1, 1024), default=None, help="Processes that read reports.  [default: all cores]"
)
SCHEDULER = click.option(
    "--scheduler", metavar="ADDRESS", help="Let the workers of a Dask scheduler read them, as tcp://HOST:8786."
)


def makers(ctx: click.Context, jobs: int | None, scheduler: str | None) -> "ShardsOf":
    """Who reads the reports: processes of this machine, or the workers of a cluster."""
    from gongkai import cluster, processes

    if scheduler and jobs:
        raise click.UsageError("say --jobs or --scheduler, not both", ctx)
    if scheduler:
        return partial(cluster.shards_of, address=scheduler)
    return partial(processes.shards_of, jobs=jobs_of(jobs))


def jobs_of(given: int | None) -> int:
    """The number asked for, else that of the cores that this process may use."""
    if given:
        return given
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def progress(length: int, afterwards: str = "") -> Iterator[Callable[[Path], None]]:
    """A bar with the rate and the time that is left, and what is done when it is full, on a terminal; nothing
    elsewhere."""
    begun, done = time.monotonic(), 0

    def rate(_: object) -> str:
        return f"{done / max(time.monotonic() - begun, 0.001):.0f} a second"

    with click.progressbar(
        length=length, label="Reading reports", file=sys.stderr, hidden=not sys.stderr.isatty(), show_pos=True,
        item_show_func=rate,
    ) as bar:  # fmt: skip

        def seen(_: Path) -> None:
            nonlocal done
            done += 1
            bar.update(1)
            if afterwards and bar.finished:
                bar.label = afterwards
                bar.render_progress()

        yield seen


def given_of(settings: tuple[str, ...]) -> dict[str, str]:
    """The parameters that were set, by name."""
    pairs = [setting.partition("=") for setting in settings]
    for name, sign, _ in pairs:
        if not sign:
            raise click.UsageError(f"--set {name}: write NAME=VALUE", click.get_current_context())
    return {name.strip(): value for name, _, value in pairs}
