"""The benchmark runs from a corpus to its page, and says of a bar that is missed that it is missed."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bench.__main__ import bench
from bench.asking import Answer, Question
from bench.bars import verdicts
from bench.measuring import Effort
from bench.pace import Pace
from bench.peer import answers
from bench.record import Measured, kept, kept_paces
from bench.results import asking, page
from bench.running import TooLong, run

BRIEF = Effort(builds=1, questions=2, warm=1, rdflib_most=0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench")
    bench([3], folder, folder / "results.md", text_rounds=1, effort=BRIEF, sample=2)
    return folder


@pytest.fixture
def measured(folder: Path) -> Measured:
    return kept(folder / "measured-3.json")


def test_three_reports_give_a_page_with_all_stages(folder: Path) -> None:
    told = (folder / "results.md").read_text("utf-8")
    assert "## 3 reports" in told
    for said in ("whole build", "one report more", "bulk load", "agency-history", "`jieba.lcut`", "not measured"):
        assert said in told


def test_what_is_loaded_on_its_own_is_what_the_store_holds(measured: Measured) -> None:
    assert measured.triples > measured.shard_triples > 0
    assert measured.disk.loaded > 0


def test_every_command_took_time_and_memory(measured: Measured) -> None:
    assert all(one.wall > 0 and one.cpu > 0 and one.peak > 20 for one in measured.runs.values())


def test_nothing_new_is_built_faster_than_all(measured: Measured) -> None:
    assert measured.runs["unchanged"].cpu < measured.runs["build"].cpu


def test_the_lines_at_work_take_the_time_of_the_whole(measured: Measured) -> None:
    assert any("filling.load" in line for line, _ in measured.phases)
    assert sum(seconds for _, seconds in measured.phases) == pytest.approx(measured.runs["assemble"].wall, rel=0.8)


def test_a_bar_that_is_missed_is_shown_as_missed(folder: Path, measured: Measured) -> None:
    large = replace(measured, corpus=replace(measured.corpus, reports=10_000))
    slow = {**large.runs, "one more": replace(large.runs["one more"], wall=11.0)}
    words = {one.bar: one.word for one in verdicts([replace(large, runs=slow)], kept_paces(folder / "pace.json"))}
    assert words["one report more in 10,000"] == "missed"
    quick = {**large.runs, "one more": replace(large.runs["one more"], wall=9.0)}
    assert {one.bar: one.word for one in verdicts([replace(large, runs=quick)], [])}[
        "one report more in 10,000"
    ] == "met"


def test_what_was_not_run_is_not_called_met(measured: Measured) -> None:
    assert {one.word for one in verdicts([measured], [])} == {"not measured"}


def test_text_is_held_to_jieba_by_the_ratio() -> None:
    pace = Pace("seeds", 2, 1, 1, 1, 20, 1.0, 1.0, 1.0, 1.2, 0.9, 1.9, 1.8)
    words = [one.word for one in verdicts([], [pace])[:2]]
    assert words == ["missed", "met"]


def test_other_rows_than_ours_are_told(measured: Measured) -> None:
    ours = replace(measured.answers[0], rows=3)
    shown = asking(
        replace(measured, answers=(ours,), flat=(Answer(ours.name, rows=4, first=0.1, warm=0.1, cpu=0.1, rounds=1),))
    )
    assert "(4 rows)" in shown


def test_a_page_can_be_written_of_nothing() -> None:
    assert "not measured" in page([], [])


def test_a_query_that_does_not_end_is_given_up(tmp_path: Path) -> None:
    dump = tmp_path / "dump.nt"
    dump.write_text("".join(f"<urn:s{number}> <urn:p> <urn:o> .\n" for number in range(60)), encoding="utf-8")
    everything = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a = <urn:none>) }"
    asked = [Question("quick", {}, "SELECT * { ?s ?p ?o }", {}), Question("endless", {}, everything, {})]
    loaded, found = answers(dump, asked, 5.0)
    assert loaded > 0
    assert [(one.rows, one.failed) for one in found] == [(60, ""), (0, "over 5 s")]


def test_a_command_that_takes_too_long_is_ended() -> None:
    with pytest.raises(TooLong):
        run([sys.executable, "-c", "import time; time.sleep(60)"], seconds=0.5)


def test_the_peak_of_a_worker_is_told_apart_from_the_process() -> None:
    large = "x = b'x' * 80_000_000; import time; time.sleep(3)"
    worker = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {large!r}])"
    found = run([sys.executable, "-c", worker])
    assert found.peak < 60 < 80 < found.peak_below
