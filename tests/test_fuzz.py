"""The fuzzer finds what it is there to find, and each of its targets has a short run, so that none of them rots."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from fuzz.target import CANARIES, TARGETS
from fuzz.targets.store import STORE
from fuzz.watch import Bounds, Budget, run

TESTS = Path(__file__).parent
# A machine that does other things besides must not make a failure.
PATIENT = Bounds(seconds=30, clock=300)
STRICT = Bounds(seconds=0.5, clock=120, megabytes=200)
LONG = Budget(seconds=900, cases=45)


@pytest.mark.parametrize(
    ("canary", "kind"), [("raises", "error"), ("aborts", "crash"), ("hangs", "hang"), ("hoards", "memory")]
)
def test_each_kind_of_fault_is_found_and_its_input_kept(canary: str, kind: str, tmp_path: Path) -> None:
    found = run(canary, "hypothesis", LONG, tmp_path, STRICT)
    assert [failure.kind for failure in found.failures] == [kind]
    assert found.failures[0].file.read_bytes() == b"\x07"
    assert found.cases == LONG.cases


def test_the_same_seed_gives_the_same_cases(tmp_path: Path) -> None:
    one, other = (run("well", "hypothesis", LONG, tmp_path, PATIENT) for _ in range(2))
    assert not one.failures
    assert one.digest == other.digest != ""


def test_a_kept_input_is_tried_again(tmp_path: Path) -> None:
    kept = tmp_path / "raises" / "some"
    kept.parent.mkdir()
    kept.write_bytes(b"\x07")
    done = subprocess.run([sys.executable, "-m", "fuzz", "replay", kept], cwd=TESTS, capture_output=True, text=True)
    assert done.returncode == 1
    assert "IndexError" in done.stderr


def test_coverage_guides_a_search(tmp_path: Path) -> None:
    pytest.importorskip("atheris")
    found = run("numerals", "coverage", Budget(seconds=900, cases=30), tmp_path, PATIENT)
    assert found.cases == 30
    assert [failure.told for failure in found.failures] == []


def test_nothing_is_wrong_with_what_each_target_tries_first(
    seeds_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one process, for each of its own would take seconds to begin."""
    monkeypatch.setenv(STORE, str(seeds_store))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    command = [sys.executable, "-m", "fuzz.first", "5"]
    done = subprocess.run(command, cwd=TESTS, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stderr[-4000:]
    assert json.loads(done.stdout) == {name: [] for name in TARGETS}


def test_no_target_is_a_canary() -> None:
    assert TARGETS.keys().isdisjoint(CANARIES)
