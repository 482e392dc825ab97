"""Options that several commands share, and how they tell of long work."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

STORE = click.option(
    "--store",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("gongkai.db"),
    show_default=True,
    help="Folder of the store.",
)
REPORTS = click.argument("reports", nargs=-1, required=True, type=click.Path(path_type=Path))
CORRECTIONS = click.option(
    "--corrections",
    "corrections_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File of corrections.",
)
JOBS = click.option(
    "--jobs", type=click.IntRange(1, 1024), default=None, help="Processes that read reports.  [default: all cores]"
)


def jobs_of(given: int | None) -> int:
    """The number asked for, else that of the cores that this process may use."""
    if given:
        return given
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def progress(length: int) -> Iterator[Callable[[Path], None]]:
    """A bar with the rate and the time that is left, on a terminal; nothing elsewhere."""
    begun = time.monotonic()

    def rate(_: object) -> str:
        return f"{bar.pos / max(time.monotonic() - begun, 0.001):.0f} a second"

    with click.progressbar(
        length=length, label="Reading reports", file=sys.stderr, hidden=not sys.stderr.isatty(), show_pos=True,
        item_show_func=rate,
    ) as bar:  # fmt: skip

        def seen(_: Path) -> None:
            bar.update(1)

        yield seen
