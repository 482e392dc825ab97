"""One target, one process: cases until the time or their number is over, each written down before it is tried.

What goes wrong is caught here where Python can, and the next case is tried; a native crash, a hang and memory without
end are seen by the process that watches, which reads in the folder which case it was.
"""

import faulthandler
import hashlib
import json
import os
import resource
import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from hypothesis import HealthCheck, Phase, given, seed, settings

from fuzz.target import Target

INPUT, STATE, STACK = "input", "state.json", "stack.txt"
_MEGABYTE: Final = 1 << 20
# A process that has become so large by all its cases together makes room for a fresh one.
_RECYCLED: Final = 600
_ROUND: Final = 200  # examples of hypothesis at a time: it remembers all of a round
_ADDRESSES: Final = 6 << 30


class Over(BaseException):
    """The time or the number of cases is over; no Exception, so that nothing in between takes it for a failure."""


@dataclass(slots=True)
class State:
    """What the watching process has to know: how far it is, and since when (CPU seconds) at the case in the folder."""

    cases: int = 0
    began: float = 0.0
    trying: bool = False
    over: bool = False
    slowest: float = 0.0
    memory: float = 0.0
    digest: str = ""
    failures: list[str] = field(default_factory=list)


class Recorder:
    """Tries cases and keeps count; `failed` is told of what went wrong: the input, a signature, the words."""

    def __init__(
        self, target: Target, folder: Path, seconds: float, cases: int, failed: Callable[[bytes, str, str], None]
    ) -> None:
        self.state = State()
        self._target, self._folder, self._failed = target, folder, failed
        self._end, self._most = time.monotonic() + seconds, cases
        self._digest = hashlib.sha256()
        self._stack = (folder / STACK).open("w+")
        faulthandler.enable(self._stack)
        faulthandler.register(signal.SIGUSR1, self._stack)
        resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def case(self, content: bytes) -> None:
        (self._folder / INPUT).write_bytes(content)
        self.state.began, self.state.trying = time.process_time(), True
        self._told()
        _forget_peak()
        try:
            outcome = self._target.check(content)
        except Exception as error:
            outcome = signature_of(error)
            self._failed(content, outcome, traceback.format_exc(limit=-40))
        self._count(outcome)

    def _count(self, outcome: str) -> None:
        state = self.state
        state.trying = False
        state.cases += 1
        state.slowest = max(state.slowest, time.process_time() - state.began)
        state.memory = max(state.memory, peak(), self._target.memory())
        self._digest.update(outcome.encode() + b"\n")
        state.digest = self._digest.hexdigest()
        state.over = state.cases >= self._most or time.monotonic() > self._end or resident() > _RECYCLED
        self._told()
        if state.over:
            raise Over

    def _told(self) -> None:
        draft = self._folder / (STATE + ".draft")
        draft.write_text(json.dumps(asdict(self.state)))
        draft.replace(self._folder / STATE)


def by_hypothesis(target: Target, recorder: Recorder, start: int) -> None:
    """Rounds of examples, each with the next seed, so that a run can be had again."""
    number = start
    while True:

        @seed(number)
        @settings(
            max_examples=_ROUND, deadline=None, database=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(target.inputs)
        def one_round(content: bytes) -> None:
            recorder.case(content)

        try:
            one_round()
        except Over:
            return
        number += 1


def by_coverage(target: Target, recorder: Recorder, start: int, folder: Path) -> None:
    """libFuzzer changes bytes and keeps what reaches new code; it must be loaded before gongkai is."""
    import atheris

    corpus, words = folder / "corpus", folder / "words"
    corpus.mkdir(exist_ok=True)
    for example in target.examples():
        (corpus / hashlib.sha256(example).hexdigest()[:16]).write_bytes(example)
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in target.words if word))

    def one(content: bytes) -> None:
        try:
            recorder.case(content)
        except Over:
            target.close()
            os.kill(os.getpid(), signal.SIGKILL)  # to libFuzzer any other end is a crash

    options = [
        f"-seed={start + 1}", *([f"-dict={words}"] if target.words else []), f"-artifact_prefix={folder}/",
        "-max_len=200000", "-len_control=20",
        "-timeout=100000", "-rss_limit_mb=100000", "-handle_abrt=0", "-handle_segv=0", "-verbosity=0",
    ]  # fmt: skip
    atheris.Setup(["fuzz", *options, str(corpus)], one)
    atheris.Fuzz()


def _escaped(word: bytes) -> str:
    return "".join(map("\\x{:02x}".format, word))


def signature_of(error: BaseException) -> str:
    """By which the same fault is known again: its type, and where in gongkai, or else at all, it came up."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/gongkai/" in frame.filename] or frames
    held = [frame for frame in frames if frame.filename.endswith("fuzz/properties.py")]
    last = (held or ours)[-1]
    return f"{type(error).__name__} in {Path(last.filename).stem}.{last.name}:{last.lineno}"


def peak() -> float:
    """The most megabytes since they were last forgotten."""
    return _status("VmHWM")


def resident() -> float:
    return _status("VmRSS")


def _status(name: str, process: str = "self") -> float:
    for line in Path("/proc", process, "status").read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) * 1024 / _MEGABYTE
    return 0.0


def _forget_peak() -> None:
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:  # not everybody may; the peak is then that of all cases so far
        return
