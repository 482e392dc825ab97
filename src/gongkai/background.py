"""Threads by which the engine of the store puts its files in order -> such that wait while anything else is to be done.

The engine merges files as soon as there are a few, and again with those that come next. What is loaded piece by piece
is so written many times over; if its threads wait till all is there, each file is merged once.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

_TASKS: Final = Path("/proc/self/task")
_MERGING: Final = "rocksdb:low"


@contextmanager
def waiting() -> Iterator[None]:
    """Merging threads of open stores get a processor only where nobody else wants it; where the system is another than
    Linux, or does not let them, they are as they were."""
    threads = [int(task.name) for task in _tasks() if _name_of(task) == _MERGING]
    _schedule(threads, "SCHED_IDLE")
    try:
        yield
    finally:
        _schedule(threads, "SCHED_OTHER")


def _tasks() -> list[Path]:
    return sorted(_TASKS.iterdir()) if _TASKS.is_dir() else []


def _name_of(task: Path) -> str:
    try:
        return task.joinpath("comm").read_text("utf-8", "replace").strip()
    except OSError:  # it has ended
        return ""


def _schedule(threads: list[int], policy: str) -> None:
    for thread in threads:
        with suppress(OSError):
            os.sched_setscheduler(thread, getattr(os, policy), os.sched_param(0))
