"""Files -> shards by one process or by many: the same bytes, and a report that ends its process."""

import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest

import samples
from gongkai import processes
from gongkai.extraction import Failure, Result, Workshop, shards_together


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return samples.reports_in(tmp_path_factory.mktemp("reports"))


def test_many_processes_give_what_one_gives_in_the_same_order(reports: list[Path], tmp_path: Path) -> None:
    by_one = list(processes.shards_of(reports, Workshop(tmp_path / "one", ())))
    by_two = list(processes.shards_of(reports, Workshop(tmp_path / "two", ()), 2))
    assert samples.bytes_in(tmp_path / "one") == samples.bytes_in(tmp_path / "two")
    assert [one.path for one in by_two] == [one.path for one in by_one] == reports
    assert [one.reason for one in by_two if isinstance(one, Failure)] == [
        one.reason for one in by_one if isinstance(one, Failure)
    ]


def _deadly(files: list[Path]) -> list[Result]:
    if "07.txt" in [file.name for file in files]:
        os.kill(os.getpid(), signal.SIGKILL)
    assert processes._OURS
    return shards_together(files, processes._OURS)


def _deadly_when_told(files: list[Path]) -> list[Result]:
    assert processes._OURS
    while "07.txt" in [file.name for file in files] and not (processes._OURS.folder / "now").exists():
        time.sleep(0.01)
    return _deadly(files)


def _signed(files: list[Path]) -> list[Result]:
    """Which process was given each file."""
    return [Failure(file, str(os.getpid())) for file in files]


def test_a_report_that_ends_its_process_is_a_failure_and_stops_no_other(
    reports: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_together", _deadly)
    results = list(processes.shards_of(reports, Workshop(tmp_path, ()), 2))
    assert [one.path for one in results] == reports
    assert [one.path.name for one in results if isinstance(one, Failure)] == ["07.txt", "30.txt"]


def test_a_process_that_ends_while_nobody_waits_for_its_report_is_found_all_the_same(
    reports: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_together", _deadly_when_told)
    results = processes.shards_of(reports, Workshop(tmp_path, ()), 2)
    first = next(results)
    (tmp_path / "now").touch()
    while multiprocessing.active_children():  # until the pool has found that 07 has ended one, and ended the other
        time.sleep(0.01)
    whole = [first, *results]
    assert [one.path for one in whole] == reports
    assert [one.path.name for one in whole if isinstance(one, Failure)] == ["07.txt", "30.txt"]


def test_processes_that_have_read_enough_are_replaced(
    reports: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_REPORTS_PER_PROCESS", 10)
    monkeypatch.setattr(processes, "_together", _signed)
    results = list(processes.shards_of(reports, Workshop(tmp_path, ()), 2))
    assert [one.path for one in results] == reports
    signs = [one.reason for one in results if isinstance(one, Failure)]
    assert all(set(signs[:20]).isdisjoint(signs[start : start + 20]) for start in (20, 40, 60))
