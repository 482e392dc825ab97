"""What becomes of memory that was freed."""

import ctypes
import subprocess
import sys

import pytest

from gongkai import memory

# Five thousand pieces too small for pages of their own are freed, the last of which lies at the end.
FREED = """
from pathlib import Path
from gongkai import memory

def taken() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

def freed() -> int:
    pieces = [bytes(range(250)) * 40 for _ in range(5_000)]
    before = taken()
    pieces.clear()
    return before - taken()

freed()
with memory.kept():
    print(freed())
    full = taken()
    memory.give_back()
    print(full - taken())
freed()
left = taken()
with memory.kept():
    freed()
print(taken() - left)
"""

glibc = pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="the C library has no such calls")


@glibc
def test_freed_memory_is_kept_for_a_while_and_goes_back_to_the_system() -> None:
    done = subprocess.run([sys.executable, "-c", FREED], capture_output=True, encoding="utf-8", check=True)
    kept, given_back, left = map(int, done.stdout.split())
    assert kept < given_back
    assert given_back > 40_000_000
    assert left < 10_000_000


def test_where_the_c_library_has_no_such_calls_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _: object())
    with memory.kept():
        memory.give_back()
