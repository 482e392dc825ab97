"""What becomes of memory that was freed."""

import subprocess
import sys

import pytest

from gongkai import memory

# Ten thousand pieces too small for pages of their own are freed under one that stays and holds the others up.
FREED = """
from pathlib import Path
from gongkai import memory

def taken() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

pieces = [bytes(range(250)) * 40 for _ in range(10_000)]
last = bytes(10_000)
pieces.clear()
before = taken()
memory.give_back()
print(before - taken())
"""


@pytest.mark.skipif(not memory._trim(), reason="the C library has no such call")
def test_freed_memory_goes_back_to_the_system() -> None:
    done = subprocess.run([sys.executable, "-c", FREED], capture_output=True, encoding="utf-8", check=True)
    assert int(done.stdout) > 50_000_000


def test_where_the_c_library_has_no_such_call_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_trim", lambda: None)
    memory.give_back()
