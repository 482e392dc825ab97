"""A target, an engine, a budget -> what was tried and what went wrong: a process for the cases, and an eye on it.

A hang is told by the CPU time of the process, for a machine that does other things besides must not make one; where
the work is done elsewhere, or nothing works at all, by the clock. A process that ended badly is followed by another
with another seed until the budget is used up.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from fuzz.cases import INPUT, STACK, STATE
from fuzz.failures import Failure, keep

_TICK: Final = 0.05
_TESTS: Final = Path(__file__).parents[1]
_STEP: Final = 1_000_000  # between the seeds of processes that follow each other
_WIDE, _MOST = 300, 60  # of what a process wrote last, in characters and lines
_READY: Final = 120.0  # seconds that a process may take before its first case
_STACK: Final = 10.0  # seconds until a process must have begun to write its stack
_HERTZ: Final = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What no case may take: seconds of CPU, seconds by the clock, megabytes."""

    seconds: float = 10.0
    clock: float = 60.0
    megabytes: float = 1024.0


@dataclass(frozen=True, slots=True)
class Budget:
    """Where it is over first; `cases` 0 is any number."""

    seconds: float
    cases: int = 0
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """`slowest` in seconds of CPU, `memory` in megabytes; `digest` is of all that came out, in its order."""

    target: str
    engine: str
    cases: int = 0
    slowest: float = 0.0
    memory: float = 0.0
    digest: str = ""
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class _Ended:
    """How a process ended: in good order, or by the kind of failure and its signature."""

    kind: str = ""
    signature: str = ""
    seconds: float = 0.0
    megabytes: float = 0.0


def run(target: str, engine: str, budget: Budget, kept: Path, bounds: Bounds = Bounds()) -> Outcome:
    end = time.monotonic() + budget.seconds
    found, at = Outcome(target, engine), budget.seed
    while (left := end - time.monotonic()) > 0 and (not budget.cases or found.cases < budget.cases):
        folder = Path(tempfile.mkdtemp(prefix=f"gongkai-fuzz-{target}-"))
        try:
            most = budget.cases - found.cases if budget.cases else 0
            ended = _watched([target, engine, folder, kept, at, max(left, 1.0), most], folder, bounds)
            found = _with(found, folder, ended, kept)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        at += _STEP
    return found


def _watched(arguments: Sequence[object], folder: Path, bounds: Bounds) -> _Ended:
    command = [sys.executable, "-m", "fuzz.child", *map(str, arguments)]
    path = os.pathsep.join([str(_TESTS), *filter(None, [os.environ.get("PYTHONPATH")])])
    with (folder / "output.txt").open("wb") as output:
        process = subprocess.Popen(
            command, cwd=_TESTS, stdout=output, stderr=output, start_new_session=True,
            env={"PYTHONHASHSEED": "random", **os.environ, "PYTHONPATH": path, "TMPDIR": str(folder)},
        )  # fmt: skip
        try:
            return _ended(process, folder, bounds)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _ended(process: subprocess.Popen[bytes], folder: Path, bounds: Bounds) -> _Ended:
    case, since = -1, time.monotonic()
    while process.poll() is None:
        state, now = _state(folder), time.monotonic()
        at = int(str(state.get("cases", -1)))
        if at != case:
            case, since = at, now
        wrong = _wrong(process, state, now - since, bounds)
        if wrong:
            _ask_for_stack(process, folder)
            return wrong
        time.sleep(_TICK)
    if _state(folder).get("over"):
        return _Ended()
    if process.returncode < 0:
        return _Ended("crash", f"{signal.Signals(-process.returncode).name} {_innermost(folder)}")
    if process.returncode:
        return _Ended("crash", f"exit {process.returncode}")
    return _Ended()


def _ask_for_stack(process: subprocess.Popen[bytes], folder: Path) -> None:
    """It is written where the process is at work again, which on a busy machine is not at once."""
    process.send_signal(signal.SIGUSR1)
    end = time.monotonic() + _STACK
    while not _read(folder / STACK) and process.poll() is None and time.monotonic() < end:
        time.sleep(_TICK)
    time.sleep(0.3)


def _wrong(process: subprocess.Popen[bytes], state: dict[str, object], waited: float, bounds: Bounds) -> _Ended | None:
    resident, seconds = _use(process.pid)
    if resident > bounds.megabytes:
        return _Ended("memory", f"more than {bounds.megabytes:.0f} MB", megabytes=resident)
    if not state.get("trying"):
        return _Ended("crash", "no case begins") if waited > _READY else None
    if seconds - float(str(state["began"])) > bounds.seconds:
        return _Ended("hang", f"more than {bounds.seconds:g} s of CPU", bounds.seconds)
    return _Ended("hang", f"more than {bounds.clock:g} s", bounds.clock) if waited > bounds.clock else None


def _use(process: int) -> tuple[float, float]:
    """Megabytes in memory, and seconds of CPU so far."""
    try:
        fields = Path("/proc", str(process), "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0, 0.0
    return int(fields[21]) * os.sysconf("SC_PAGE_SIZE") / (1 << 20), (int(fields[11]) + int(fields[12])) / _HERTZ


def _state(folder: Path) -> dict[str, object]:
    try:
        found: dict[str, object] = json.loads((folder / STATE).read_text())
    except FileNotFoundError:
        return {}
    return found


def _innermost(folder: Path) -> str:
    """Of the stack that was written at the end, the call in gongkai, or else the first."""
    lines = [line.strip() for line in _read(folder / STACK).splitlines() if line.lstrip().startswith("File ")]
    ours = [line for line in lines if "/gongkai/" in line] or lines
    return ours[0].rpartition("/")[2] if ours else ""


def _with(found: Outcome, folder: Path, ended: _Ended, kept: Path) -> Outcome:
    state, failures = _state(folder), {failure.signature: failure for failure in found.failures}
    for line in _read(folder / "failures.jsonl").splitlines():
        signature, file = json.loads(line)
        failures.setdefault(signature, Failure(found.target, "error", signature, Path(file)))
    if ended.kind:
        stack = _read(folder / STACK)
        signature = ended.signature if ended.kind == "crash" else f"{ended.signature} {_innermost(folder)}"
        content = (folder / INPUT).read_bytes() if (folder / INPUT).exists() else b""
        lines = [line[:_WIDE] for line in _read(folder / "output.txt").splitlines()[-_MOST:]]  # some are 100 kB long
        words = "\n".join((stack, *lines))
        failures.setdefault(signature, keep(kept, found.target, ended.kind, signature, content, words))
    return replace(
        found,
        cases=found.cases + int(str(state.get("cases", 0))) + bool(state.get("trying")),
        slowest=max(found.slowest, float(str(state.get("slowest", 0))), ended.seconds),
        memory=max(found.memory, float(str(state.get("memory", 0))), ended.megabytes),
        digest=found.digest + str(state.get("digest", "")),
        failures=tuple(failures.values()),
    )


def _read(file: Path) -> str:
    return file.read_text("utf-8", "replace") if file.exists() else ""
