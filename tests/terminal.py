"""A command line as a shell sees it: commands as processes of their own, and the files they are given."""

import fcntl
import os
import pty
import re
import subprocess
import sysconfig
import termios
from functools import partial
from pathlib import Path

from gongkai import resources

SEEDS = resources.folder("seeds")
TAICANG = SEEDS / "taicang-2017.txt"
GONGKAI = str(Path(sysconfig.get_path("scripts")) / "gongkai")

REPORT = """青浦区2018年政府信息公开工作年度报告
一、概述
全区共收到政府信息公开申请30件，其中网络申请20件，信函申请10件。
"""
# One total with two lists under it, of which one does not add up.
WRONG_SUM = REPORT.replace("信函申请10件", "信函申请11件")

Done = subprocess.CompletedProcess[str]

# Seconds until a command is taken to hang: a machine that does other things besides must not make a failure.
PATIENCE = 300


def spent() -> float:
    """Seconds of the processor that all commands so far have taken, of those that have ended: others may share it."""
    times = os.times()
    return times.children_user + times.children_system


def run(*arguments: str | Path, cwd: Path | None = None) -> Done:
    """`gongkai ARGUMENTS` as a process of its own."""
    return subprocess.run(
        [GONGKAI, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
    )


def run_on_terminal(*arguments: str | Path, cwd: Path | None = None, stop_at: str = "") -> Done:
    """The same before somebody's eyes; its stdout is all that is shown. Ctrl-C is typed once `stop_at` is seen."""
    ours, its = pty.openpty()
    with os.fdopen(its, "wb") as end:
        process = subprocess.Popen(
            [GONGKAI, *map(str, arguments)],
            cwd=cwd, stdin=end, stdout=end, stderr=end, start_new_session=True,
            preexec_fn=partial(fcntl.ioctl, 0, termios.TIOCSCTTY, 0),
        )  # fmt: skip
    shown, typed = b"", False
    for piece in iter(partial(_read, ours), b""):
        shown += piece
        if stop_at and not typed and stop_at.encode() in shown:
            os.write(ours, b"\x03")
            typed = True
    os.close(ours)
    return Done(process.args, process.wait(PATIENCE), shown.decode("utf-8"), "")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # as Linux says that nobody is at the other end any more
        return b""


def results(*arguments: str | Path, cwd: Path | None = None) -> str:
    """What a command that must end well, and have nothing else to say, prints."""
    done = run(*arguments, cwd=cwd)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def refusal(*arguments: str | Path, cwd: Path | None = None) -> str:
    """The one line in which a command refuses, with exit status 2 and nothing on stdout."""
    done = run(*arguments, cwd=cwd)
    assert "Traceback" not in done.stderr, done.stderr
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert re.fullmatch(r"gongkai: [^\n]+\n", done.stderr), done.stderr
    return done.stderr


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def everything_below(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
