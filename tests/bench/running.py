"""A command -> what it printed, how long it took, and how much memory it and its workers had at most (Linux)."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

GONGKAI = str(Path(sys.executable).with_name("gongkai"))
HERE = Path(__file__).parents[1]
PAUSE = 0.05  # seconds between two looks at the memory; a peak is kept by the system, and lost only at the very end


class Failed(Exception):
    """A command that did not do what it was asked, with what it said."""


class TooLong(Exception):
    """A command that was ended, since its time was up."""


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds on the clock and of all processors; peaks of the process itself and of the largest below it, in MB."""

    wall: float
    cpu: float
    peak: float
    peak_below: float
    printed: str = ""

    @property
    def largest(self) -> float:
        return max(self.peak, self.peak_below)


def run(command: Sequence[str | Path], *, seconds: float = 0, accepted: Sequence[int] = (0,)) -> Run:
    """Run it in tests/; Failed where its status is not an accepted one, TooLong after `seconds`, if they are given."""
    words = [str(word) for word in command]
    begun, spent = time.perf_counter(), _spent()
    environment = {**os.environ, "PYTHONPATH": str(HERE)}
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=HERE, env=environment
    ) as child:
        peaks: dict[int, float] = {}
        while True:
            _look(child.pid, peaks)
            try:
                printed, said = child.communicate(timeout=PAUSE)
                break
            except subprocess.TimeoutExpired:
                if seconds and time.perf_counter() - begun > seconds:
                    child.kill()
                    child.communicate()
                    raise TooLong(" ".join(words)) from None
    if child.returncode not in accepted:
        raise Failed(f"{' '.join(words)}: status {child.returncode}: {said.strip()[-2000:]}")
    below = (peak for pid, peak in peaks.items() if pid != child.pid)
    own = peaks.get(child.pid, 0)
    return Run(time.perf_counter() - begun, _spent() - spent, own, max(below, default=0), printed)


def middle(runs: Sequence[Run]) -> Run:
    """Medians of the times, and the largest peaks."""
    return Run(
        median(one.wall for one in runs),
        median(one.cpu for one in runs),
        max(one.peak for one in runs),
        max(one.peak_below for one in runs),
        runs[-1].printed,
    )


def _spent() -> float:
    """Seconds of processors that children have had, and their children, as far as they were waited for."""
    times = os.times()
    return times.children_user + times.children_system


def _look(pid: int, peaks: dict[int, float]) -> None:
    """Note the peaks, in MB, of a process and of all below it."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
        below = [children.read_text().split() for children in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:
        return
    found = [int(line.split()[1]) * 1024 / 1e6 for line in status.splitlines() if line.startswith("VmHWM:")]
    peaks[pid] = max(peaks.get(pid, 0), *found, 0)
    for child in (int(word) for words in below for word in words):
        _look(child, peaks)


def size_of(*places: Path) -> int:
    """Bytes of files, and of all files below folders; a file of two names counts once."""
    found = {}
    for place in places:
        for path in (place, *place.rglob("*")):
            if path.is_file():
                status = path.stat()
                found[status.st_ino] = status.st_size
    return sum(found.values())
