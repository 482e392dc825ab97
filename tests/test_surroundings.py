"""A command does the same whatever it is started from, or says in one line why not."""

import errno
import multiprocessing
import os
import subprocess
from pathlib import Path

import pytest

from gongkai import extraction, processes
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
    assert b"make room where the output" in done.stderr


def test_a_store_may_lie_in_a_folder_whose_name_looks_like_a_pattern(tmp_path: Path) -> None:
    folder = tmp_path / "a * [b] c"
    assert shell('"$@"', "build", TAICANG, "--store", folder).returncode == 0
    done = shell('"$@"', "sql", "SELECT count(*) AS n FROM reports", "--format", "csv", "--store", folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"n\n1\n", b"")


def test_a_file_that_duckdb_cannot_write_is_refused_in_one_line(store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "a?b"
    folder.mkdir()
    done = shell('"$@"', "export", "duckdb", "-o", folder / "o.duckdb", "--store", store)
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert b"choose another folder" in done.stderr
    assert not any(folder.iterdir())


def test_a_store_that_cannot_be_opened_for_want_of_files_is_not_called_broken(store: Path) -> None:
    done = shell('ulimit -n 64; "$@"', "query", "reports", "--store", store)
    assert (done.returncode, b"broken (" in done.stderr, b"ulimit -n" in done.stderr) == (2, False, True)


def test_one_process_does_it_where_many_could_not_wait_for_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(multiprocessing.get_context("spawn"), "Lock", refused)
    monkeypatch.setattr(processes, "_by_many", refused)
    files = [tmp_path / f"{number}.txt" for number in range(100)]
    assert len([*processes.shards_of(files, extraction.Workshop(tmp_path, ()), 2)]) == len(files)
