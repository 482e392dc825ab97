"""A command does the same whatever it is started from, or says in one line why not."""

import errno
import os
import subprocess
from pathlib import Path

import pytest

from terminal import GONGKAI, PATIENCE, TAICANG

FULL = Path("/dev/full")


def shell(line: str, *arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    """`line` as a shell does it, in which "$@" is `gongkai ARGUMENTS`."""
    command = ["sh", "-c", line, "sh", GONGKAI, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, timeout=PATIENCE)


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_what_is_closed_is_taken_for_nothing(closed: str, tmp_path: Path) -> None:
    made = shell(f'"$@" {closed}', "build", TAICANG, "--store", tmp_path / "s")
    assert made.returncode == 0
    exported = shell(f'"$@" {closed}', "export", "nt", "--store", tmp_path / "s")
    assert (exported.returncode, exported.stderr) == (0, b"")
    assert shell('"$@"', "check", "--store", tmp_path / "s").returncode == 0


@pytest.mark.skipif(not FULL.exists(), reason="a device that is always full")
def test_who_cannot_be_told_of_a_refusal_sees_it_from_the_status(tmp_path: Path) -> None:
    assert shell('"$@" 2>/dev/full', "query", "reports", "--store", tmp_path / "none").returncode == 2
    done = shell('"$@" >/dev/full', "text", TAICANG)
    assert done.returncode == 2
    assert os.strerror(errno.ENOSPC).encode() in done.stderr
