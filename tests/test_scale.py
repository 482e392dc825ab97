"""The scripts of docs/scale.md, run as they stand there, in an environment as SLURM makes it."""

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from terminal import GONGKAI, PATIENCE, run, written

PAGE = Path(__file__).parent.parent.joinpath("docs/scale.md").read_text("utf-8")
PARTS = 3


def block(language: str, mark: str) -> str:
    """The one block of code of the page that has these words."""
    (found,) = (
        one for one in re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL) if mark in one
    )
    return str(found)


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.nt.gz"))}


def shell(script: Path | str, folder: Path, environment: Mapping[str, str] = {}) -> subprocess.CompletedProcess[str]:
    path = f"{Path(GONGKAI).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", script] if isinstance(script, Path) else ["bash", "-c", script],
        cwd=folder,
        env={**os.environ, "PATH": path, **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
    )


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with seven reports, of which one is empty, and the shards of all, made at once."""
    folder = tmp_path_factory.mktemp("scale")
    for number in range(7):
        title = f"遵义市{2008 + number}年政府信息公开工作年度报告"
        text = f"{title}\n一、主动公开情况\n全市主动公开政府信息{12000 + number}条。\n"
        written(folder, f"reports/{number}.txt", text if number != 4 else "")
    assert run("extract", "reports", "--out", "whole", cwd=folder).returncode == 1
    return folder


def test_the_slurm_scripts_make_the_store_of_all_parts(place: Path) -> None:
    extract = written(place, "extract.sbatch", block("bash", "gongkai extract"))
    store = written(place, "store.sbatch", block("bash", "gongkai build"))
    for task in range(1, PARTS + 1):
        given = {"PARTS": str(PARTS), "SLURM_ARRAY_TASK_ID": str(task), "SLURM_CPUS_PER_TASK": "1"}
        done = shell(extract, place, given)
        assert done.returncode == 0, done.stderr
    assert bytes_in(place / "shards") == bytes_in(place / "whole")
    done = shell(store, place)
    assert done.returncode == 0, done.stderr
    assert "6 reports" in done.stderr


def test_a_task_with_a_part_that_is_none_fails(place: Path) -> None:
    extract = written(place, "extract.sbatch", block("bash", "gongkai extract"))
    given = {"PARTS": str(PARTS), "SLURM_ARRAY_TASK_ID": "4", "SLURM_CPUS_PER_TASK": "1"}
    assert shell(extract, place, given).returncode != 0


def test_the_array_has_as_many_tasks_as_there_are_parts() -> None:
    script = block("bash", "gongkai extract")
    assert re.findall(r"--array=1-(\d+)", script) == re.findall(r"PARTS:-(\d+)", script)


def test_the_store_waits_for_the_array(place: Path) -> None:
    """With an `sbatch` that says what it was asked."""
    written(place, "bin/sbatch", '#!/bin/sh\necho "$@" >> asked\necho 4711\n').chmod(0o755)
    done = shell(block("sh", "sbatch --parsable"), place, {"PATH": f"{place / 'bin'}{os.pathsep}{os.environ['PATH']}"})
    assert done.returncode == 0, done.stderr
    asked = place.joinpath("asked").read_text().splitlines()
    assert asked == ["--parsable extract.sbatch", "--dependency=afterok:4711 store.sbatch"]


def test_the_makefile_makes_the_same(place: Path) -> None:
    written(place, "Makefile", block("make", "gongkai extract"))
    done = shell(f"make --jobs 2 store PARTS={PARTS} SHARDS=made STORE=made.db", place)
    assert done.returncode == 0, done.stderr
    assert bytes_in(place / "made") == bytes_in(place / "whole")
    assert (place / "made.db" / "current").exists()
