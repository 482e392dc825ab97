"""Reports -> shards by the workers of a Dask scheduler: the same bytes, and whatever goes wrong with a worker."""

import hashlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import dask
import pytest
from distributed import LocalCluster

import samples
from gongkai import cluster, processes
from gongkai.errors import BadCluster
from gongkai.extraction import Failure, Made, Workshop
from gongkai.model import Correction, Spot
from gongkai.text import Span
from terminal import SEEDS, TAICANG, refusal, run


@pytest.fixture(scope="module")
def workers() -> Iterator[LocalCluster]:
    """Two worker processes of one thread each, and a scheduler that gives a task up when one worker died of it."""
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0") as running,
    ):
        yield running


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Ten reports, one of them empty."""
    return samples.reports_in(tmp_path_factory.mktemp("reports"), 10, 6)


def test_workers_give_what_one_process_gives_in_the_same_order(
    workers: LocalCluster, reports: list[Path], tmp_path: Path
) -> None:
    here = list(processes.shards_of(reports, Workshop(tmp_path / "here", ())))
    there = list(cluster.shards_of(reports, Workshop(tmp_path / "there", ()), workers.scheduler_address))
    assert samples.bytes_in(tmp_path / "there") == samples.bytes_in(tmp_path / "here")
    assert [one.path for one in there] == reports
    assert [one for one in there if isinstance(one, Failure)] == [one for one in here if isinstance(one, Failure)]


def test_a_store_made_on_a_cluster_is_the_store_made_by_one_process(
    workers: LocalCluster, seeds_store: Path, tmp_path: Path
) -> None:
    address, folder = workers.scheduler_address, tmp_path / "store"
    done = run("build", SEEDS, "--no-corrections", "--store", folder, "--scheduler", address)
    assert (done.returncode, done.stderr) == (0, f"{folder}: 2 reports (2 read, 0 unchanged)\n")
    assert samples.bytes_in(folder / "shards") == samples.bytes_in(seeds_store / "shards")
    assert run("export", "nt", "--store", folder).stdout == run("export", "nt", "--store", seeds_store).stdout


def test_corrections_reach_the_workers(workers: LocalCluster, reports: list[Path], tmp_path: Path) -> None:
    content = reports[0].read_text("utf-8")
    at = content.index("12000")
    sha256 = hashlib.sha256(reports[0].read_bytes()).hexdigest()
    spot = Spot(sha256, "520300/government/2008", Span(at, at + 5), None, "12000", content[at - 9 : at], "条。")
    said = Correction(
        spot, "", "change", (("value", "12000"),), (("value", "12001"),), "李晓", date(2026, 1, 2), "印错"
    )
    (made,) = cluster.shards_of(reports[:1], Workshop(tmp_path / "there", (said,)), workers.scheduler_address)
    list(processes.shards_of(reports[:1], Workshop(tmp_path / "here", (said,))))
    assert isinstance(made, Made)
    assert "-" in made.shard.name
    assert samples.bytes_in(tmp_path / "there") == samples.bytes_in(tmp_path / "here")


def test_what_was_made_before_is_not_made_again(workers: LocalCluster, reports: list[Path], tmp_path: Path) -> None:
    list(processes.shards_of(reports[:3], Workshop(tmp_path, ())))
    again = list(cluster.shards_of(reports[:4], Workshop(tmp_path, ()), workers.scheduler_address))
    assert [isinstance(one, Made) and one.fresh for one in again] == [False, False, False, True]


def _deadly(path: str, *rest: object) -> object:
    if path.endswith("03.txt"):
        os.kill(os.getpid(), signal.SIGKILL)
    return cluster.packed(path, *rest)  # type: ignore[arg-type]


def test_a_report_that_ends_its_workers_is_a_failure_and_stops_no_other(
    workers: LocalCluster, reports: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "packed", _deadly)
    results = list(cluster.shards_of(reports, Workshop(tmp_path, ()), workers.scheduler_address))
    assert [one.path for one in results] == reports
    assert [one.path.name for one in results if isinstance(one, Failure)] == ["03.txt", "06.txt"]


def test_workers_with_another_gongkai_are_refused_and_nothing_is_written(
    workers: LocalCluster, reports: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tuple((name, "5.0.0" if name == "lxml" else value) for name, value in cluster.build())
    monkeypatch.setattr(cluster, "build", lambda: other)
    with pytest.raises(BadCluster, match=r"lxml .*, not 5\.0\.0"):
        list(cluster.shards_of(reports, Workshop(tmp_path / "shards", ()), workers.scheduler_address))
    assert not (tmp_path / "shards").exists()


def test_a_scheduler_without_workers_is_said(
    workers: LocalCluster, reports: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 0.2)
    with (
        LocalCluster(n_workers=0, dashboard_address=":0") as empty,
        pytest.raises(BadCluster, match="no workers"),
    ):
        list(cluster.shards_of(reports, Workshop(tmp_path, ()), empty.scheduler_address))


def test_a_scheduler_that_is_not_there_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_CONNECT", 0.2)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))  # so that no other process is given the port; it does not listen
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(BadCluster, match="no Dask scheduler answers"):
            list(cluster.shards_of([TAICANG], Workshop(tmp_path, ()), address))


def test_an_address_that_is_none_is_one_line(tmp_path: Path) -> None:
    line = refusal("extract", TAICANG, "--out", tmp_path / "shards", "--scheduler", "nowhere")
    assert "dask scheduler" in line


def test_processes_and_a_scheduler_together_are_refused(tmp_path: Path) -> None:
    refusal("extract", TAICANG, "--out", tmp_path, "--scheduler", "tcp://127.0.0.1:1", "--jobs", "2")


BARE = """
import sys
sys.modules["pyoxigraph"] = sys.modules["distributed"] = None
from pathlib import Path
from gongkai import cluster
path = Path(sys.argv[1])
made = cluster.packed(str(path), path.read_bytes(), cluster.build(), cluster.settled(cluster.build(), ()))
sys.stdout.buffer.write(made.content)
"""


def test_what_a_worker_does_needs_no_rdf_library(seeds_store: Path) -> None:
    done = subprocess.run([sys.executable, "-c", BARE, TAICANG], capture_output=True)
    assert done.stderr == b""
    assert done.stdout in samples.bytes_in(seeds_store / "shards").values()


def test_without_the_extra_one_line_says_how_to_get_it(tmp_path: Path) -> None:
    without = "import sys; sys.modules['distributed'] = None; from gongkai.cli import main; main()"
    arguments = ("extract", TAICANG, "--out", tmp_path, "--scheduler", "tcp://127.0.0.1:1")
    done = subprocess.run([sys.executable, "-c", without, *arguments], capture_output=True, encoding="utf-8")
    assert done.returncode == 2
    assert done.stderr == ("gongkai: --scheduler needs distributed; install with: pip install 'gongkai[dask]'\n")


READERS_LOADED = """
import sys
from importlib import import_module
from importlib.metadata import packages_distributions
from pkgutil import walk_packages
before = set(sys.modules)
sys.modules["pyoxigraph"] = None
from gongkai import extraction
for stage in ("reading", "mentions", "prose", "tables", "graph", "vocabulary", "corrections", "resolution"):
    package = import_module(f"gongkai.{stage}")
    for module in walk_packages(package.__path__, f"{package.__name__}."):
        import_module(module.name)
of = packages_distributions()
tops = {name.partition(".")[0] for name, one in sys.modules.items() if one and name not in before}
print("\\n".join(sorted({one.replace("_", "-") for top in tops for one in of.get(top, ())})))
"""


def test_every_library_that_reads_reports_must_be_the_same_on_all_workers() -> None:
    done = subprocess.run([sys.executable, "-c", READERS_LOADED], capture_output=True, encoding="utf-8", check=True)
    dull = {"gongkai", "msgspec", "setuptools", "typing-extensions"}  # which give the same in every version
    assert sorted(set(done.stdout.split()) - dull) == sorted(cluster.LIBRARIES)
