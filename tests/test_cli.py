"""Results on stdout, all else on stderr, and the exit status; what is heavy is loaded only where it is needed."""

import csv
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from datetime import date
from pathlib import Path

import networkx
import pytest
from click.testing import CliRunner
from rdflib import Graph

from gongkai import export, flat, queries, resources
from gongkai.cli import gongkai
from gongkai.export import projections
from terminal import (
    GONGKAI,
    PATIENCE,
    REPORT,
    SEEDS,
    TAICANG,
    WRONG_SUM,
    everything_below,
    refusal,
    results,
    run,
    run_on_terminal,
    spent,
    written,
)  # fmt: skip

# --- Help -------------------------------------------------------------------------------------------------------------


def modules_after(*arguments: str | Path) -> set[str]:
    """The top-level modules that are loaded when a command is done."""
    code = (
        "import sys\nfrom gongkai.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], capture_output=True, encoding="utf-8", timeout=PATIENCE
    )
    assert done.stdout
    return {name.partition(".")[0] for name in done.stderr.split()}


def test_help_names_every_command() -> None:
    text = results("--help")
    assert re.findall(r"^  ([a-z]+)  +[A-Z]", text, re.MULTILINE) == [
        "build", "extract", "facts", "text", "query", "sql", "explain", "check", "correct", "score", "export", "link",
        "search", "serve",
    ]  # fmt: skip


@pytest.mark.parametrize("name", gongkai.list_commands(None))  # type: ignore[arg-type]
def test_every_command_has_help_with_an_example(name: str) -> None:
    done = CliRunner().invoke(gongkai, [name, "-h"])
    assert done.exit_code == 0
    assert f"gongkai {name}" in done.stdout


def test_help_comes_quickly_and_loads_nothing_heavy() -> None:
    def seconds() -> float:
        before = spent()
        results("--help")
        return spent() - before

    assert min(seconds() for _ in range(3)) < 1
    assert not modules_after("--help") & {"jieba", "rdflib", "networkx", "pyoxigraph", "yaml", "ahocorasick_rs"}


def test_a_query_loads_no_other_library_than_the_store_s(store: Path) -> None:
    loaded = modules_after("query", "reports", "--store", store)
    assert "pyoxigraph" in loaded
    assert not loaded & {"jieba", "rdflib", "networkx", "yaml", "ahocorasick_rs"}


def test_the_version_is_told() -> None:
    assert re.fullmatch(r"gongkai, version \d+\.\d+\.\d+\n", results("--version"))


# --- facts and text ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    """All numerals of the seeds."""
    text = results("facts", SEEDS, "--all-numerals", "--format", "csv")
    return list(csv.DictReader(io.StringIO(text)))


def test_facts_as_csv_has_the_columns_of_the_contract() -> None:
    head, first, *_ = results("facts", TAICANG, "--format", "csv").splitlines()
    assert head.split(",") == list(flat.COLUMNS)
    assert first.startswith("taicang-2017,904,909,66490,66490,条,")


def test_facts_as_jsonl_says_what_csv_says() -> None:
    lines = results("facts", TAICANG, "--format", "jsonl").splitlines()
    table = csv.DictReader(io.StringIO(results("facts", TAICANG, "--format", "csv")))
    assert [json.loads(line) for line in lines] == list(table)


def test_facts_as_table_has_a_line_for_each_figure() -> None:
    figures = results("facts", TAICANG, "--format", "jsonl").splitlines()
    head, rule, *lines = results("facts", TAICANG).splitlines()
    assert head.split()[:4] == ["report", "start", "text", "value"]
    assert set(rule) == {"-", " "}
    assert len(lines) == len(figures)


def test_every_run_of_digits_of_the_seeds_has_a_class(rows: list[dict[str, str]]) -> None:
    found = 0
    for path in sorted(SEEDS.glob("*.txt")):
        classed = [
            range(int(row["start"]), int(row["end"])) for row in rows if row["report"] == path.stem and row["class"]
        ]
        for digits in re.finditer(r"\d+", results("text", path)):
            assert any(digits.start() in place and digits.end() - 1 in place for place in classed), digits
            found += 1
    assert found > 250


def test_the_offsets_of_a_row_lead_to_its_text(rows: list[dict[str, str]]) -> None:
    texts = {path.stem: results("text", path) for path in SEEDS.glob("*.txt")}
    assert all(texts[row["report"]][int(row["start"]) : int(row["end"])] == row["text"] for row in rows)


def test_only_figures_have_a_value(rows: list[dict[str, str]]) -> None:
    assert {row["class"].startswith("observation") for row in rows if row["value"]} == {True}
    assert {row["class"].startswith("observation") for row in rows if not row["value"]} == {False}


def test_text_is_the_file_s_own_text() -> None:
    assert results("text", TAICANG) == TAICANG.read_text("utf-8")


def test_text_has_one_kind_of_line_end_and_no_byte_order_mark(tmp_path: Path) -> None:
    path = written(tmp_path, "report.txt", b"\xef\xbb\xbf" + REPORT.replace("\n", "\r\n").encode())
    assert results("text", path) == REPORT


# --- build ------------------------------------------------------------------------------------------------------------


def test_build_prints_on_stderr_only_and_reads_again_what_has_changed_only(tmp_path: Path) -> None:
    path = written(tmp_path, "reports/qingpu-2018.txt", REPORT)
    told = []
    for _ in range(2):
        done = run("build", path, "--store", tmp_path / "store")
        assert (done.returncode, done.stdout) == (0, "")
        told.append(done.stderr.partition(": ")[2])
    assert told == ["1 reports (1 read, 0 unchanged)\n", "1 reports (0 read, 1 unchanged)\n"]


def test_build_without_paths_reads_the_seeds(store: Path) -> None:
    table = csv.DictReader(io.StringIO(results("query", "reports", "--store", store, "--format", "csv")))
    assert [row["report"] for row in table] == ["suzhou-2016", "taicang-2017"]


def test_a_bad_file_of_a_folder_is_told_and_the_others_are_built(tmp_path: Path) -> None:
    written(tmp_path, "reports/qingpu-2018.txt", REPORT)
    written(tmp_path, "reports/empty.txt", "")
    done = run("build", "reports", "--store", "store", cwd=tmp_path)
    assert done.stderr.splitlines()[0].startswith("gongkai: reports/empty.txt: ")
    assert done.stderr.splitlines()[1:] == ["store: 1 reports (1 read, 0 unchanged, 1 left out)"]
    assert "qingpu-2018" in results("query", "reports", "--store", tmp_path / "store")


def test_a_report_is_added_to_a_store_and_taken_out_again(own_store: Path, tmp_path: Path) -> None:
    path = written(tmp_path, "zunyi-2015.txt", "遵义市2015年政府信息公开工作年度报告\n全市主动公开政府信息12040条。\n")
    done = run("build", "--add", path, "--store", own_store)
    assert done.stderr.endswith(": 3 reports (1 read, 2 unchanged)\n")
    assert "zunyi-2015" in results("query", "reports", "--store", own_store)
    done = run("build", "--remove", "zunyi-2015", "--store", own_store)
    assert done.stderr.endswith(": 2 reports (0 read, 2 unchanged, 1 removed)\n")
    assert "zunyi-2015" not in results("query", "reports", "--store", own_store)


@pytest.mark.parametrize(("options", "said"), [
    (("--add",), "say which reports to add"),
    (("a.txt", "--remove", "b"), "say --add too"),
    (("--remove", "nobody"), "there is no report 'nobody'"),
])  # fmt: skip
def test_a_change_of_nothing_or_of_what_is_not_there_is_refused(
    own_store: Path, options: tuple[str, ...], said: str
) -> None:
    assert said in refusal("build", *options, "--store", own_store)


def test_a_build_that_left_files_out_exits_with_1(tmp_path: Path) -> None:
    written(tmp_path, "reports/qingpu-2018.txt", REPORT)
    written(tmp_path, "reports/empty.txt", "")
    assert run("build", "reports", "--store", "store", cwd=tmp_path).returncode == 1


def test_a_report_given_twice_is_counted_once(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        written(tmp_path, f"reports/{name}", REPORT)
    done = run("build", "reports", "--store", "store", cwd=tmp_path)
    assert done.stderr.splitlines()[-1] == "store: 1 reports (1 read, 0 unchanged, 1 left out)"


@pytest.mark.parametrize(
    "name",
    [
        "notes.txt",
        "stores/notes.txt",
        pytest.param("shards/notes.txt"),
        pytest.param("stores/old/notes.txt"),
    ],
)
def test_a_folder_that_was_no_store_keeps_what_is_in_it(name: str, tmp_path: Path) -> None:
    report = written(tmp_path, "report.txt", REPORT)
    notes = written(tmp_path, f"project/{name}", "mine")
    assert run("build", report, "--store", tmp_path / "project").returncode in (0, 2)
    assert notes.read_text("utf-8") == "mine"


# --- query, explain, check --------------------------------------------------------------------------------------------


def test_list_names_every_query_without_a_store(tmp_path: Path) -> None:
    text = results("query", "--list", cwd=tmp_path)
    assert [line.split()[0] for line in text.splitlines()[2:]] == [query.name for query in queries.catalogue()]


def test_a_query_is_given_by_name_by_file_or_as_text(store: Path, tmp_path: Path) -> None:
    sparql = "SELECT (COUNT(?report) AS ?reports) { ?report a gk:Report }"
    path = written(tmp_path, "count.rq", sparql)
    for given in ((path,), ("-e", sparql)):
        assert results("query", *given, "--store", store, "--format", "csv") == "reports\n2\n"
    assert results("query", "reports", "--store", store, "--format", "csv").count("\n") == 3


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "jsonl"])
def test_rows_come_in_every_format_of_rows(store: Path, form: str) -> None:
    text = results("query", "reports", "--store", store, "--format", form)
    assert text.endswith("\n")
    assert "taicang-2017" in text


@pytest.mark.parametrize(("form", "syntax"), [("turtle", "turtle"), ("ntriples", "nt")])
def test_triples_come_in_every_format_of_triples(store: Path, form: str, syntax: str) -> None:
    sparql = "CONSTRUCT { ?s dcterms:title ?o } WHERE { ?s a gk:Report ; dcterms:title ?o }"
    text = results("query", "-e", sparql, "--store", store, "--format", form)
    assert len(Graph().parse(data=text, format=syntax)) == 2


def test_a_parameter_is_bound(store: Path) -> None:
    text = results("query", "area", "--set", "area=environment", "--store", store, "--format", "csv")
    assert {row["policy_area"] for row in csv.DictReader(io.StringIO(text))} == {"environment"}


def test_explain_shows_file_place_sentence_and_rule_of_each_fact_that_starts_there(store: Path) -> None:
    text = results("explain", "taicang-2017:3191", "--store", store)
    assert sorted(re.findall(r"^  metric +(\S+)$", text, re.MULTILINE)) == ["litigations", "reconsiderations"]
    assert set(re.findall(r"^  words +(\S+)$", text, re.MULTILINE)) == {"无"}
    assert {"file", "sha256", "sentence", "section", "rule"} <= set(re.findall(r"^  (\w+)", text, re.MULTILINE))


def test_explain_takes_an_iri_too(store: Path) -> None:
    iri, rest = results("explain", "taicang-2017:904", "--store", store).split("\n", 1)
    assert results("explain", iri, "--store", store) == f"{iri}\n{rest}"


def test_check_prints_findings_on_stdout_and_their_number_on_stderr(store: Path) -> None:
    done = run("check", "--store", store, "--lang", "en")
    assert done.returncode == 0
    first, expected, found = done.stdout.splitlines()
    assert re.fullmatch(r"failed +320500/government/2016 +breakdown-applicant: .*3184, 105 less.*", first)
    assert re.fullmatch(r" +expected: 政府信息公开申请 3289件 \[\d+\]", expected)
    assert re.fullmatch(r" +found: .*公民申请 2838件 \[\d+\]; .*", found)
    assert re.fullmatch(
        r"[^\n]*: 0 shapes broken; checks of figures: \d+ passed, 1 failed, \d+ not-judged\n", done.stderr
    )


def test_check_prints_what_passed_where_it_is_asked_to(store: Path) -> None:
    said = run("check", "--store", store, "--all").stdout.splitlines()
    assert {"passed", "failed"} <= {line.split()[0] for line in said if not line.startswith(" ")}


def test_check_prints_the_statuses_that_are_asked_for(store: Path) -> None:
    said = run("check", "--store", store, "--status", "passed").stdout.splitlines()
    assert {line.split()[0] for line in said if not line.startswith(" ")} == {"passed"}


def test_strict_exits_with_1_where_a_check_failed(tmp_path: Path) -> None:
    path = written(tmp_path, "report.txt", WRONG_SUM)
    assert run("build", path, "--store", tmp_path / "store").returncode == 0
    strict = run("check", "--strict", "--store", tmp_path / "store")
    assert strict.stdout.startswith("failed ")
    assert strict.returncode == 1
    assert run("check", "--store", tmp_path / "store").returncode == 0


def test_strict_exits_with_0_where_all_is_well(tmp_path: Path) -> None:
    path = written(tmp_path, "report.txt", REPORT)
    assert run("build", path, "--store", tmp_path / "store").returncode == 0
    done = run("check", "--strict", "--store", tmp_path / "store")
    assert (done.returncode, done.stdout) == (0, "")


# --- export -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", export.FORMATS)
def test_an_export_to_a_file_is_the_one_to_stdout(store: Path, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"graph.{form}"
    assert results("export", form, "--store", store, "-o", path) == ""
    assert results("export", form, "--store", store) == path.read_text("utf-8")
    assert path.stat().st_size > 0
    assert list(tmp_path.iterdir()) == [path]


def test_networks_are_read_by_networkx(store: Path, tmp_path: Path) -> None:
    for form in ("gexf", "graphml"):
        run("export", form, "--store", store, "-o", tmp_path / form)
    assert set(networkx.read_graphml(tmp_path / "graphml")) == set(networkx.read_gexf(tmp_path / "gexf"))
    assert ElementTree.parse(tmp_path / "gexf").getroot().get("version") == "1.3"


def test_an_export_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    path = written(tmp_path, "graph.nt", "old")
    refusal("export", "nt", "--store", tmp_path / "none", "-o", path)
    assert everything_below(tmp_path) == {"graph.nt": b"old"}


def test_a_projection_is_exported_by_name_and_by_file(store: Path) -> None:
    named = results("export", "edges", "--projection", "agency-area", "--store", store)
    assert {line.split(",")[2] for line in named.splitlines()[1:]} == {"agency-area"}
    path = resources.folder("queries") / "network" / "agency-area.rq"
    assert results("export", "edges", "--projection", path, "--store", store) == named


def test_an_empty_network_is_written_and_said_to_be_empty(store: Path, tmp_path: Path) -> None:
    path = tmp_path / "edges.csv"
    done = run("export", "edges", "--projection", "agency-succession", "--store", store, "-o", path)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"{store}: the network agency-succession is empty: no report here states any of it\n"
    assert len(path.read_text("utf-8").splitlines()) == 1


def test_an_empty_network_is_no_gexf(store: Path, tmp_path: Path) -> None:
    path = tmp_path / "network.gexf"
    done = run("export", "gexf", "--projection", "agency-succession", "--store", store, "-o", path)
    assert done.returncode == 2
    assert "the network agency-succession is empty" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not path.exists()


def test_the_projections_are_listed_without_a_store(tmp_path: Path) -> None:
    listed = results("export", "--projections", cwd=tmp_path).splitlines()[2:]
    assert [line.split()[0] for line in listed] == [query.name for query in projections.catalogue()]


def test_a_timeline_and_places_are_as_asked_for(store: Path) -> None:
    drawn = results("export", "gexf", "--dynamic", "--no-layout", "--store", store)
    assert 'mode="dynamic"' in drawn
    assert "viz:position" not in drawn
    assert "viz:position" in results("export", "gexf", "--store", store)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nt", "--dynamic"), "no network"),
        (("nodes", "--dynamic"), "no timeline"),
        (("gexf", "--projection", "everything"), "agency-channel"),
        ((), "FORMAT"),
    ],
)
def test_an_export_that_cannot_be_says_what_can(store: Path, arguments: tuple[str, ...], said: str) -> None:
    assert said in refusal("export", *arguments, "--store", store)


# --- correct and score ------------------------------------------------------------------------------------------------

BY = ("--who", "李晓", "--why", "see the table", "--when", "2026-05-31")


@pytest.fixture
def desk(store: Path, tmp_path: Path) -> Path:
    """A folder with a store of the seeds, to correct in."""
    shutil.copytree(store, tmp_path / "gongkai.db")
    return tmp_path


def test_a_correction_is_printed_written_and_built(desk: Path) -> None:
    line = results("correct", "taicang-2017:904", "--set", "value=66491", *BY, cwd=desk)
    head, written_line = desk.joinpath("corrections.csv").read_text("utf-8").splitlines()
    assert head.startswith("report_sha256,report,start,end,")
    assert f"{written_line}\n" == line
    done = run("build", SEEDS, cwd=desk)
    assert done.stderr.splitlines() == [
        "gongkai.db: 2 reports (1 read, 1 unchanged)",
        "corrections.csv: 1 in force, 0 open",
    ]
    assert "66491" in results("query", "channels", "--format", "csv", cwd=desk)
    explained = results("explain", "taicang-2017:904", cwd=desk)
    assert "corrected change value=66490 -> value=66491 (李晓, 2026-05-31) see the table" in explained


def test_the_day_is_today_where_none_is_given(desk: Path) -> None:
    line = results("correct", "taicang-2017:904", "--confirm", "--who", "李晓", cwd=desk)
    assert abs((date.fromisoformat(line.rstrip(",\n").rsplit(",", 1)[1]) - date.today()).days) <= 1


def test_corrections_of_the_folder_can_be_left_aside(desk: Path) -> None:
    results("correct", "taicang-2017:904", "--set", "value=66491", *BY, cwd=desk)
    assert "corrections" not in run("build", SEEDS, "--no-corrections", cwd=desk).stderr
    assert "66491" not in results("query", "channels", "--format", "csv", cwd=desk)


def test_facts_are_corrected_where_the_file_is_named(desk: Path) -> None:
    results("correct", "taicang-2017:904", "--set", "value=66491", *BY, cwd=desk)
    assert ",66491," not in results("facts", TAICANG, "--format", "csv", cwd=desk)
    assert ",66491," in results("facts", TAICANG, "--format", "csv", "--corrections", "corrections.csv", cwd=desk)


def test_what_is_open_is_said_by_the_build_and_listed(desk: Path) -> None:
    results("correct", "taicang-2017:904", "--set", "value=66491", *BY, cwd=desk)
    results("correct", "taicang-2017:917", "--confirm", "--who", "李晓", cwd=desk)
    text = TAICANG.read_text("utf-8").replace("66490", "66492")
    path = written(desk, "taicang-2017.txt", text)
    done = run("build", path, cwd=desk)
    assert done.returncode == 0
    assert "open-correction taicang-2017:904 change 66490 (李晓, 2026-05-31): the report has changed" in done.stderr
    assert "corrections.csv: 0 in force, 2 open" in done.stderr
    assert len(results("correct", "--list", "--open", cwd=desk).splitlines()) == 4
    issues = list(csv.DictReader(io.StringIO(results("query", "issues", "--format", "csv", cwd=desk))))
    assert [row["start"] for row in issues if row["issue"] == "open-correction"] == ["904", "917"]


def test_what_is_not_built_yet_is_listed_as_that(desk: Path) -> None:
    results("correct", "taicang-2017:904", "--set", "value=66491", *BY, cwd=desk)
    assert "not built" in results("correct", "--list", "--open", cwd=desk)
    run("build", SEEDS, cwd=desk)
    assert len(results("correct", "--list", "--open", cwd=desk).splitlines()) == 2
    assert "applied" in results("correct", "--list", cwd=desk)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "REPORT:START"),
        (("taicang-2017", "--confirm", *BY), "REPORT:START"),
        (("taicang-2017:904", *BY), "--set"),
        (("taicang-2017:904", "--confirm", "--set", "value=1", *BY), "takes no --set"),
        (("taicang-2017:905", "--confirm", *BY), "no figure starts there"),
        (("taicang-2017:3191", "--reject", *BY), "litigations, reconsiderations"),
        (("taicang-2018:904", "--confirm", *BY), "gongkai query reports"),
        (("taicang-2017:904", "--set", "value=1", "--why", "so"), "who corrects"),
        (("taicang-2017:904", "--set", "value=1", "--who", "李晓"), "say why"),
        (("taicang-2017:904", "--confirm", "--who", "李晓", "--when", "today"), "2026-05-31"),
        (("taicang-2017:904", "--add", "--set", "value=1", "--set", "label=某事", *BY), "START-END"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(desk: Path, arguments: tuple[str, ...], said: str) -> None:
    assert said in refusal("correct", *arguments, cwd=desk)
    assert not desk.joinpath("corrections.csv").exists()


def test_a_bad_file_of_corrections_stops_a_build_before_anything(desk: Path) -> None:
    results("correct", "taicang-2017:904", "--set", "value=66491", *BY, cwd=desk)
    path = desk / "corrections.csv"
    path.write_text(path.read_text("utf-8").replace("value=66491", "value=viele").replace("李晓", ""), "utf-8")
    before = everything_below(desk / "gongkai.db")
    done = run("build", SEEDS, cwd=desk)
    assert done.returncode == 2
    assert [line.split(": ")[2] for line in done.stderr.splitlines()] == ["line 2", "line 2"]
    assert everything_below(desk / "gongkai.db") == before


def test_what_readers_confirm_is_gold_that_scores_hold_reports_against(desk: Path) -> None:
    results("correct", "taicang-2017:904", "--confirm", "--who", "李晓", cwd=desk)
    results("correct", "taicang-2017:917", "--set", "value=9305", *BY, cwd=desk)
    run("build", SEEDS, cwd=desk)
    results("correct", "taicang-2017:917", "--confirm", "--who", "李晓", cwd=desk)
    results("correct", "taicang-2017:1114", "--reject", *BY, cwd=desk)
    run("build", SEEDS, cwd=desk)
    results("export", "gold", "-o", "gold.tsv", cwd=desk)
    machine = results("score", TAICANG, "--gold", "gold.tsv", "--partial", "--misses", cwd=desk)
    assert re.search(r"^precision +1 +3 +0\.333$", machine, re.MULTILINE)
    assert re.search(r"^recall +1 +2 +0\.500$", machine, re.MULTILINE)
    assert "taicang-2017@917 9304: value '9304'" in machine
    reader = results("score", TAICANG, "--gold", "gold.tsv", "--partial", "--corrections", "corrections.csv", cwd=desk)
    assert re.search(r"^precision +2 +2 +1\.000$", reader, re.MULTILINE)
    written(desk, "facts.csv", results("facts", TAICANG, "--format", "csv", cwd=desk))
    assert results("score", "facts.csv", "--gold", "gold.tsv", "--partial", "--misses", cwd=desk) == machine


def test_scores_of_what_is_no_gold_are_refused(desk: Path) -> None:
    written(desk, "gold.tsv", "report\tstart\n")
    assert "columns" in refusal("score", TAICANG, "--gold", "gold.tsv", cwd=desk)
    assert "nowhere.tsv" in refusal("score", TAICANG, "--gold", "nowhere.tsv", cwd=desk)


# --- A reader that has seen enough ------------------------------------------------------------------------------------


def piped_into_nothing(command: list[str]) -> tuple[int, str]:
    """Exit status and stderr of a command whose reader is gone before it writes."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [GONGKAI, *command], stdout=writing, stderr=subprocess.PIPE, encoding="utf-8", timeout=PATIENCE
        )
    finally:
        os.close(writing)
    return done.returncode, done.stderr


@pytest.mark.parametrize("command", ["export nt", "export gexf", "export jsonld", "query relations", "check"])
def test_a_broken_pipe_is_silent(store: Path, command: str) -> None:
    status, told = piped_into_nothing([*command.split(), "--store", str(store)])
    assert "rror" not in told
    assert "shapes broken" in told or not told
    assert status in (0, -signal.SIGPIPE)  # ended by the signal, as other tools of the shell are


def test_a_broken_pipe_is_not_the_status_of_findings(store: Path) -> None:
    assert piped_into_nothing(["export", "nt", "--store", str(store)])[0] != 1


@pytest.mark.parametrize("encoding", ["latin-1", "gb2312"])
def test_an_output_that_cannot_have_a_character_is_refused_with_how_to_mend_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    report = written(tmp_path, "a.txt", REPORT.replace("网络申请", "镕字申请"))  # 镕 came into GBK only
    monkeypatch.setenv("PYTHONIOENCODING", encoding)
    done = subprocess.run([GONGKAI, "text", report], capture_output=True, timeout=PATIENCE)
    assert done.returncode == 2
    assert re.fullmatch(rb"gongkai: [^\n]+ has no U\+[0-9A-F]{4}; set PYTHONUTF8=1 [^\n]+\n", done.stderr)


# --- A terminal -------------------------------------------------------------------------------------------------------


def test_a_build_shows_on_a_terminal_how_far_it_is_and_what_comes_then(tmp_path: Path) -> None:
    done = run_on_terminal("build", "--store", tmp_path / "store")
    assert done.returncode == 0, done.stdout
    steps = re.findall(r"Reading reports +\[[#-]+\] +(\d)/2 .*? a second", done.stdout)
    assert steps == ["0", "1", "2"]
    assert "Putting the store in order" in done.stdout.partition("2/2")[2]


@pytest.mark.parametrize(
    "arguments",
    [
        ("extract", SEEDS, "--out", "shards"), ("facts", TAICANG), ("text", TAICANG), ("query", "numbers"),
        ("sql", "FROM report"), ("explain", "taicang-2017"), ("check",), ("export", "ttl"), ("search", "太仓"),
        ("score", SEEDS), ("--help",),
    ],
    ids=lambda arguments: arguments[0],
)  # fmt: skip
def test_a_command_ends_on_a_terminal_as_elsewhere(
    store: Path, tmp_path: Path, arguments: tuple[str | Path, ...]
) -> None:
    place = tmp_path / "gongkai.db"
    shutil.copytree(store, place)
    elsewhere = run(*arguments, cwd=tmp_path)
    shutil.rmtree(tmp_path / "shards", ignore_errors=True)
    shutil.rmtree(place)
    shutil.copytree(store, place)
    shown = run_on_terminal(*arguments, cwd=tmp_path)
    assert "Traceback" not in shown.stdout, shown.stdout
    assert shown.returncode == elsewhere.returncode
    assert all(line in shown.stdout for line in elsewhere.stdout.splitlines())


@pytest.mark.parametrize("seen", ["0/80", "3/80"])
def test_ctrl_c_ends_a_build_by_many_processes_in_one_line(tmp_path: Path, seen: str) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(80):
        folder.joinpath(f"{number}.txt").write_text(REPORT.replace("2018", str(2008 + number % 10)), "utf-8")
    done = run_on_terminal("build", folder, "--store", tmp_path / "store", "--jobs", "2", stop_at=seen)
    assert done.returncode == 2
    assert "Traceback" not in done.stdout, done.stdout
    assert done.stdout.endswith("gongkai: stopped; what was finished before is kept\r\n")


# --- Order ------------------------------------------------------------------------------------------------------------


def test_reports_come_in_the_order_in_which_they_are_named(tmp_path: Path) -> None:
    first = written(tmp_path, "b.txt", REPORT)
    second = written(tmp_path, "a.txt", REPORT.replace("2018", "2017"))
    printed = results("facts", first, second, "--format", "csv").splitlines()
    assert [line.split(",")[0] for line in printed[1:]] == ["b"] * 3 + ["a"] * 3


def test_files_of_a_folder_come_by_name(tmp_path: Path) -> None:
    for name in ("b", "a/c", "d"):
        written(tmp_path, f"reports/{name}.txt", REPORT)
    printed = results("facts", "reports", "--format", "jsonl", cwd=tmp_path).splitlines()
    assert list(dict.fromkeys(json.loads(line)["report"] for line in printed)) == ["c", "b", "d"]
