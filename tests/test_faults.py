"""What runs long meets every fault there is: killed builders, full disks, files that change, clocks that jump."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from faults import digest_of, field_of, killings
from gongkai import pipeline, processes, reading
from gongkai.errors import UnreadableReport
from gongkai.extraction import Made, Workshop
from serving import alive, eventually
from terminal import GONGKAI, REPORT, Done, run, written

YEARS = range(2009, 2019)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    for year in YEARS:
        written(tmp_path / "reports", f"{year}.txt", REPORT.replace("2018", str(year)))
    return tmp_path / "reports"


@pytest.fixture
def mounted(tmp_path: Path) -> Callable[..., Done]:
    """`gongkai ARGUMENTS` with a disk of its own at tmp_path/disk, of that size, after a shell script has run there."""
    disk = tmp_path / "disk"
    disk.mkdir()
    aside = ["unshare", "--mount"] + ([] if os.geteuid() == 0 else ["--map-root-user"])
    mount = f"mount -t tmpfs -o size=$0 none {disk}"
    if not shutil.which("unshare") or subprocess.run([*aside, "sh", "-c", mount, "1m"], capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")

    def run_there(size: str, script: str, *arguments: str | Path) -> Done:
        words = f'{mount} && {script} && exec "$@"'
        return subprocess.run(
            [*aside, "sh", "-c", words, size, GONGKAI, *map(str, arguments)], capture_output=True, encoding="utf-8"
        )

    return run_there


def test_a_build_that_is_killed_at_any_moment_leaves_the_old_store_or_the_new(tmp_path: Path) -> None:
    reports = [(f"{year}.txt", REPORT.replace("2018", str(year)).encode()) for year in YEARS]
    left = killings(field_of(tmp_path, reports, jobs=1), tmp_path, 4)
    assert set(left) <= {"old", "new"}, left


def test_the_processes_of_a_builder_that_is_killed_end(tmp_path: Path) -> None:
    for number in range(400):
        written(tmp_path / "reports", f"{number}.txt", REPORT * 20)
    arguments = (GONGKAI, "build", str(tmp_path / "reports"), "--store", str(tmp_path / "store"), "--jobs", "2")
    with subprocess.Popen(arguments, stderr=subprocess.DEVNULL) as builder:
        children = Path(f"/proc/{builder.pid}/task/{builder.pid}/children")
        assert eventually(lambda: len(children.read_text().split()) >= 2)
        assert eventually(lambda: any((tmp_path / "store" / "shards").glob("*")))  # they have come to their own code
        processes = children.read_text().split()
        builder.send_signal(signal.SIGKILL)
    assert eventually(lambda: not [one for one in processes if alive(int(one))])


@pytest.mark.parametrize("size", ["48k", "2m"])
def test_a_full_disk_is_said_in_one_line_and_leaves_no_drafts(
    mounted: Callable[..., Done], reports: Path, tmp_path: Path, size: str
) -> None:
    store = tmp_path / "disk" / "store"
    done = mounted(size, "true", "build", reports, "--store", store, "--jobs", "1")
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert str(store) in line
    assert "No space left on device" in line
    assert "run this again" in line


def test_a_disk_that_fills_up_leaves_the_old_store_in_force(
    mounted: Callable[..., Done], reports: Path, tmp_path: Path
) -> None:
    store = tmp_path / "disk" / "store"
    first = f"{GONGKAI} build {reports / '2018.txt'} --store {store} && dd if=/dev/zero of={tmp_path}/disk/fill bs=64k"
    again = f"{GONGKAI} build {reports} --store {store}"
    done = mounted("60m", f"({first}; {again}; true)", "query", "reports", "--store", store, "--format", "csv")
    assert "cannot be written (" in done.stderr
    assert len(done.stdout.splitlines()) == 2


def test_a_disk_that_is_only_to_be_read_is_said_in_one_line(
    mounted: Callable[..., Done], reports: Path, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    done = mounted("1m", f"mount -o remount,ro {disk}", "build", reports, "--store", disk / "store", "--jobs", "1")
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert str(disk) in line
    assert "Read-only file system" in line


def test_a_store_on_a_disk_that_is_only_to_be_read_can_be_asked(
    mounted: Callable[..., Done], reports: Path, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    script = f"{GONGKAI} build {reports} --store {disk}/store && mount -o remount,ro {disk}"
    done = mounted("60m", script, "query", "reports", "--store", disk / "store", "--format", "csv")
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 1 + len(YEARS)


def test_a_report_that_changes_while_it_is_read_is_a_failure(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = reports / "2010.txt"
    real = os.fstat

    def changing(number: int) -> os.stat_result:
        found = real(number)
        with path.open("a", encoding="utf-8") as file:
            file.write("。")
        return found

    monkeypatch.setattr(os, "fstat", changing)
    with pytest.raises(UnreadableReport, match="changed while it was read"):
        reading.read(path)


def test_a_report_that_changes_after_it_was_read_has_the_shard_of_what_was_read(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = reports / "2010.txt"
    (before,) = processes.shards_of([path], Workshop(tmp_path / "before", ()))
    whole = pipeline.extracts_from

    def late(*arguments: object) -> object:
        path.write_text(REPORT.replace("30件", "31件"), "utf-8")
        return whole(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "extracts_from", late)
    (result,) = processes.shards_of([path], Workshop(tmp_path / "shards", ()))
    assert isinstance(before, Made)
    assert isinstance(result, Made)
    assert result.shard.name == before.shard.name
    assert result.shard.read_bytes() == before.shard.read_bytes()


def test_clocks_that_jump_change_nothing(reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("build", reports, "--store", tmp_path / "one").returncode == 0
    for number, path in enumerate(sorted(reports.iterdir())):
        os.utime(path, (number * 10**9, (9 - number) * 10**9))
    jumps = iter(range(10**9, 0, -1000))
    monkeypatch.setattr(time, "time", lambda: float(next(jumps)))
    list(processes.shards_of(sorted(reports.iterdir()), Workshop(tmp_path / "shards", ())))
    assert run("build", reports, "--store", tmp_path / "two").returncode == 0
    names = [{path.name for path in (tmp_path / one).iterdir()} for one in ("one/shards", "two/shards", "shards")]
    assert names[0] == names[1] == names[2]
    assert digest_of(tmp_path / "one") == digest_of(tmp_path / "two")
    assert "0 read" in run("build", reports, "--store", tmp_path / "one").stderr
