"""Files -> shards, by one process or by many: the same bytes, and whatever goes wrong with one report."""

import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest

from gongkai import extraction, pipeline
from gongkai.extraction import Failure, Made, Workshop
from terminal import run

TITLE = "遵义市{}年政府信息公开工作年度报告"


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """As many as two processes are worth, and one that is no report."""
    folder = tmp_path_factory.mktemp("reports")
    for number in range(64):
        text = f"{TITLE.format(2008 + number % 17)}\n一、主动公开情况\n全市主动公开政府信息{12000 + number}条。\n"
        folder.joinpath(f"{number:02}.txt").write_text(text, "utf-8")
    folder.joinpath("30.txt").write_bytes(b"")
    return sorted(folder.iterdir())


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_many_processes_give_what_one_gives_in_the_same_order(reports: list[Path], tmp_path: Path) -> None:
    by_one = list(extraction.shards_of(reports, Workshop(tmp_path / "one", ())))
    by_two = list(extraction.shards_of(reports, Workshop(tmp_path / "two", ()), 2))
    assert bytes_in(tmp_path / "one") == bytes_in(tmp_path / "two")
    assert [one.path for one in by_two] == [one.path for one in by_one] == reports
    assert [one.reason for one in by_two if isinstance(one, Failure)] == [
        one.reason for one in by_one if isinstance(one, Failure)
    ]


def test_parts_made_apart_are_together_what_is_made_at_once(reports: list[Path], tmp_path: Path) -> None:
    list(extraction.shards_of(reports, Workshop(tmp_path / "whole", ())))
    for part in (1, 2, 3):
        done = run("extract", str(reports[0].parent), "--out", str(tmp_path / "parts"), "--shard", f"{part}/3")
        assert done.returncode == (1 if part == 1 else 0)
    assert bytes_in(tmp_path / "parts") == bytes_in(tmp_path / "whole")


def test_what_was_made_before_is_not_made_again(reports: list[Path], tmp_path: Path) -> None:
    list(extraction.shards_of(reports[:3], Workshop(tmp_path, ())))
    again = list(extraction.shards_of(reports[:4], Workshop(tmp_path, ())))
    assert [isinstance(one, Made) and one.fresh for one in again] == [False, False, False, True]


def test_a_damaged_shard_is_made_again(reports: list[Path], tmp_path: Path) -> None:
    (made,) = extraction.shards_of(reports[:1], Workshop(tmp_path, ()))
    assert isinstance(made, Made)
    whole = made.shard.read_bytes()
    made.shard.write_bytes(whole[:20])
    list(extraction.shards_of(reports[:1], Workshop(tmp_path, ())))
    assert made.shard.read_bytes() == whole


def test_a_report_on_which_the_program_fails_stops_no_other(
    reports: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = pipeline.extract_from

    def failing(path: Path, *rest: object) -> object:
        if path == reports[1]:
            raise ZeroDivisionError("of its own")
        return whole(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "extract_from", failing)
    results = list(extraction.shards_of(reports[:3], Workshop(tmp_path, ())))
    assert [type(one) for one in results] == [Made, Failure, Made]
    assert isinstance(results[1], Failure)
    assert "ZeroDivisionError: of its own" in results[1].reason


def _deadly(file: Path) -> extraction.Result:
    if file.name == "07.txt":
        os.kill(os.getpid(), signal.SIGKILL)
    assert extraction._OURS
    return extraction.shard_of(file, extraction._OURS)


def _signed(file: Path) -> extraction.Result:
    """Which process was given the file."""
    return Failure(file, str(os.getpid()))


def test_a_report_that_ends_its_process_is_a_failure_and_stops_no_other(
    reports: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extraction, "_shard", _deadly)
    results = list(extraction.shards_of(reports, Workshop(tmp_path, ()), 2))
    assert [one.path for one in results] == reports
    assert [one.path.name for one in results if isinstance(one, Failure)] == ["07.txt", "30.txt"]


def test_a_process_that_ends_while_nobody_waits_for_its_report_is_found_all_the_same(
    reports: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extraction, "_shard", _deadly)
    results = extraction.shards_of(reports, Workshop(tmp_path, ()), 2)
    first = next(results)
    while multiprocessing.active_children():  # until the pool has found that 07 has ended one, and ended the other
        time.sleep(0.01)
    whole = [first, *results]
    assert [one.path for one in whole] == reports
    assert [one.path.name for one in whole if isinstance(one, Failure)] == ["07.txt", "30.txt"]


def test_processes_that_have_read_enough_are_replaced(
    reports: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extraction, "_REPORTS_PER_PROCESS", 10)
    monkeypatch.setattr(extraction, "_shard", _signed)
    results = list(extraction.shards_of(reports, Workshop(tmp_path, ()), 2))
    assert [one.path for one in results] == reports
    signs = [one.reason for one in results if isinstance(one, Failure)]
    assert all(set(signs[:20]).isdisjoint(signs[start : start + 20]) for start in (20, 40, 60))


def test_a_full_disk_stops_the_work_and_says_where(reports: list[Path], tmp_path: Path) -> None:
    (tmp_path / "shards").write_text("no folder")
    done = run("extract", str(reports[0]), "--out", str(tmp_path / "shards"))
    assert done.returncode == 2


@pytest.mark.parametrize("share", ["0/3", "4/3", "x", "1"])
def test_a_part_that_is_none_is_refused(reports: list[Path], tmp_path: Path, share: str) -> None:
    done = run("extract", str(reports[0]), "--out", str(tmp_path), "--shard", share)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


def test_a_store_of_shards_is_the_store_of_their_reports(reports: list[Path], tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for path in reports[:17]:
        folder.joinpath(path.name).write_bytes(path.read_bytes())
    for part in ("1/2", "2/2"):
        run("extract", str(folder), "--out", str(tmp_path / "shards"), "--shard", part)
    exported = []
    for name, given in (("a", ("--shards", str(tmp_path / "shards"))), ("b", (str(folder), "--no-corrections"))):
        assert run("build", *given, "--store", str(tmp_path / name)).returncode == 0
        exported.append(run("export", "nt", "--store", str(tmp_path / name)).stdout)
    assert exported[0] == exported[1] != ""


def test_two_shards_of_one_report_are_said(reports: list[Path], tmp_path: Path) -> None:
    run("extract", str(reports[0]), str(reports[17]), "--out", str(tmp_path / "shards"))
    done = run("build", "--shards", str(tmp_path / "shards"), "--store", str(tmp_path / "store"))
    assert done.returncode == 1
    assert "the same report" in done.stderr


def test_a_folder_without_shards_is_refused(tmp_path: Path) -> None:
    done = run("build", "--shards", str(tmp_path), "--store", str(tmp_path / "store"))
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
