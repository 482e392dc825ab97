"""Files -> shards, a portion at a time: the same bytes as one by one, and whatever goes wrong with one report."""

from collections.abc import Sequence
from pathlib import Path

import pytest

import samples
from gongkai import extraction, pipeline, processes
from gongkai.extraction import Failure, Made, Workshop
from terminal import run


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return samples.reports_in(tmp_path_factory.mktemp("reports"))


def test_parts_made_apart_are_together_what_is_made_at_once(reports: list[Path], tmp_path: Path) -> None:
    list(processes.shards_of(reports, Workshop(tmp_path / "whole", ())))
    for part in (1, 2, 3):
        done = run("extract", str(reports[0].parent), "--out", str(tmp_path / "parts"), "--shard", f"{part}/3")
        assert done.returncode == (1 if part == 1 else 0)
    assert samples.bytes_in(tmp_path / "parts") == samples.bytes_in(tmp_path / "whole")


def test_what_was_made_before_is_not_made_again(reports: list[Path], tmp_path: Path) -> None:
    list(processes.shards_of(reports[:3], Workshop(tmp_path, ())))
    again = list(processes.shards_of(reports[:4], Workshop(tmp_path, ())))
    assert [isinstance(one, Made) and one.fresh for one in again] == [False, False, False, True]


def test_a_damaged_shard_is_made_again(reports: list[Path], tmp_path: Path) -> None:
    (made,) = processes.shards_of(reports[:1], Workshop(tmp_path, ()))
    assert isinstance(made, Made)
    whole = made.shard.read_bytes()
    made.shard.write_bytes(whole[:20])
    list(processes.shards_of(reports[:1], Workshop(tmp_path, ())))
    assert made.shard.read_bytes() == whole


def test_a_report_on_which_the_program_fails_stops_no_other(
    reports: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = pipeline.extracts_from

    def failing(files: Sequence[tuple[Path, bytes]], *rest: object) -> object:
        if reports[1] in dict(files):
            raise ZeroDivisionError("of its own")
        return whole(files, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "extracts_from", failing)
    results = list(processes.shards_of(reports[:3], Workshop(tmp_path, ())))
    assert [type(one) for one in results] == [Made, Failure, Made]
    assert isinstance(results[1], Failure)
    assert "ZeroDivisionError: of its own" in results[1].reason


def test_a_portion_is_so_many_files_or_so_many_bytes(tmp_path: Path) -> None:
    files = [tmp_path / name for name in "abcdefg"]
    for file, size in zip(files, (9, 9, 60_000, 60_000, 60_000, 900_000), strict=False):
        file.write_bytes(b"." * size)
    portions = [[file.name for file in portion] for portion in extraction.portions_of(files, 3)]
    assert portions == [["a", "b", "c"], ["d", "e"], ["f"], ["g"]]


def test_files_that_cannot_be_read_are_failures_in_their_places(reports: list[Path], tmp_path: Path) -> None:
    files = [reports[0], tmp_path / "missing.txt", reports[1], reports[30], reports[2]]
    results = extraction.shards_together(files, Workshop(tmp_path, ()))
    assert [one.path for one in results] == files
    assert [type(one) for one in results] == [Made, Failure, Made, Failure, Made]


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
