"""Bad reports, stores and usage: one line that says how to mend it, exit status 2, and nothing lost."""

import os
import re
import shutil
from pathlib import Path

import pytest

from terminal import REPORT, TAICANG, everything_below, refusal, results, run, spent, written

# --- Bad reports ------------------------------------------------------------------------------------------------------

BAD = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\n", "empty"),
    "binary.txt": (bytes(range(256)) * 8, "UTF-8"),
    "story.txt": ("从前有座山，山上有座庙。\n".encode() * 9, "title"),
    "plan.md": ("# 2018年工作计划\n全年办理审批事项30件。\n".encode(), "title"),
    "report.pdf": (b"%PDF-1.7\n", "fetch the report again"),
    "report.odt": (b"PK", ".txt"),
    "missing.txt": (None, "missing.txt"),
}


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bad")
    for name, (content, _) in BAD.items():
        if content is not None:
            written(folder, name, content)
    return folder


@pytest.mark.parametrize("name", BAD)
def test_a_bad_report_is_refused_by_name_and_nothing_is_lost(bad: Path, own_store: Path, name: str) -> None:
    before = everything_below(own_store)
    line = refusal("build", bad / name, "--store", own_store)
    assert name in line
    assert BAD[name][1] in line
    assert everything_below(own_store) == before


@pytest.mark.parametrize("name", BAD)
def test_facts_refuses_a_bad_report(bad: Path, name: str) -> None:
    done = run("facts", bad / name, "--format", "jsonl")
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(rf"gongkai: [^\n]*{re.escape(name)}[^\n]*\n", done.stderr)


def test_a_bad_report_is_told_with_its_folder(bad: Path) -> None:
    assert str(bad / "story.txt") in run("facts", bad / "story.txt").stderr


def test_a_bad_report_does_not_keep_back_the_rows_of_the_others(bad: Path) -> None:
    done = run("facts", bad / "empty.txt", TAICANG, "--format", "csv")
    assert done.returncode == 2
    assert done.stdout == results("facts", TAICANG, "--format", "csv")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "command", [("facts", "--format", "csv"), ("build", "--store", "store")], ids=lambda one: one[0]
)
def test_bad_files_of_a_folder_stop_no_other_and_are_listed_at_the_end(
    command: tuple[str, ...], bad: Path, tmp_path: Path
) -> None:
    reports = shutil.copytree(bad, tmp_path / "reports")
    shutil.copy(TAICANG, reports)
    done = run(command[0], "reports", *command[1:], cwd=tmp_path)
    assert done.returncode == 1
    told = done.stderr.splitlines()[: len(BAD) - 2]
    assert [re.search(r"reports/([a-z]+\.[a-z]+): \S", line)[1] for line in told] == sorted(  # type: ignore[index]
        name for name in BAD if not name.startswith(("missing", "report.odt"))
    )
    if command[0] == "facts":
        assert done.stdout == results("facts", TAICANG, "--format", "csv")
    else:
        assert "taicang-2017" in results("query", "reports", "--store", tmp_path / "store")


def test_fifty_megabytes_without_a_title_are_refused_at_once(tmp_path: Path) -> None:
    path = written(tmp_path, "huge.txt", "政府信息公开。\n".encode() * (50 * 2**20 // 22))
    before = spent()
    assert "MB" in refusal("text", path)
    assert "MB" in refusal("build", path, "--store", tmp_path / "store")
    assert spent() - before < 5
    assert not (tmp_path / "store").exists()


def test_a_folder_without_reports_is_refused(tmp_path: Path) -> None:
    written(tmp_path, "reports/report.odt", b"PK")
    for command in ("facts", "build"):
        assert "no report in this folder" in refusal(command, "reports", cwd=tmp_path)


def test_two_places_of_one_name_are_told_apart_by_asking(tmp_path: Path) -> None:
    path = written(tmp_path, "report.txt", REPORT.replace("青浦区", "鼓楼区"))
    assert "write the division above it into the title" in refusal("build", path, "--store", tmp_path / "store")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_folder_or_file_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "reports/report.txt", REPORT)
    for locked in (path, path.parent):
        locked.chmod(0)
        try:
            for command in ("facts", "build"):
                assert "reports" in refusal(command, locked, cwd=tmp_path)
        finally:
            locked.chmod(0o755)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_folder_inside_a_folder_is_told(tmp_path: Path) -> None:
    written(tmp_path, "reports/report.txt", REPORT)
    locked = written(tmp_path, "reports/more/other.txt", REPORT.replace("2018", "2017")).parent
    locked.chmod(0)
    try:
        assert "more" in run("build", "reports", cwd=tmp_path).stderr
    finally:
        locked.chmod(0o755)


# --- Bad stores -------------------------------------------------------------------------------------------------------

ASKING = (("query", "reports"), ("explain", "taicang-2017:904"), ("check",), ("export", "nt"))


def break_store(folder: Path, how: str) -> None:
    (place,) = (folder / "stores").iterdir()
    card = place / "store.json"
    largest = max((place / "triples").glob("*.sst"), key=lambda path: path.stat().st_size)
    match how:
        case "of another version":
            card.write_text(re.sub(r'("version": )"[^"]*"', r'\1"0.0.1"', card.read_text("utf-8")), "utf-8")
        case "without a card":
            card.unlink()
        case "with a broken card":
            card.write_text("{", "utf-8")
        case "without triples":
            shutil.rmtree(place / "triples")
        case "with triples cut off":
            largest.write_bytes(largest.read_bytes()[:1000])
        case "with a pointer to nothing":
            (folder / "current").write_text("nothing\n", "utf-8")
        case "with a pointer that is no text":
            (folder / "current").write_bytes(b"\xff\xfe")


BROKEN = (
    "of another version",
    "without a card",
    "with a broken card",
    "without triples",
    pytest.param("with triples cut off"),
    "with a pointer to nothing",
    pytest.param("with a pointer that is no text"),
)


@pytest.mark.parametrize("command", ASKING, ids=lambda command: command[0])
def test_a_missing_store_is_told_with_the_command_that_makes_one(command: tuple[str, ...], tmp_path: Path) -> None:
    assert "gongkai build --store none" in refusal(*command, "--store", "none", cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_store_is_told_with_the_command_that_mends_it(how: str, own_store: Path) -> None:
    break_store(own_store, how)
    assert f"gongkai build --store {own_store}" in refusal("query", "reports", "--store", own_store)


def test_a_store_of_another_version_is_refused_by_every_command(own_store: Path) -> None:
    break_store(own_store, "of another version")
    for command in ASKING:
        assert "is of gongkai 0.0.1" in refusal(*command, "--store", own_store)


@pytest.mark.parametrize("how", BROKEN)
def test_building_again_mends_a_broken_store(how: str, own_store: Path) -> None:
    break_store(own_store, how)
    assert run("build", "--store", own_store).returncode == 0
    assert "taicang-2017" in results("query", "reports", "--store", own_store)


def test_building_again_mends_a_broken_shard(own_store: Path) -> None:
    for shard in (own_store / "shards").iterdir():
        shard.write_bytes(b"broken")
    assert run("build", "--store", own_store).returncode == 0


# --- Bad usage --------------------------------------------------------------------------------------------------------

WRONG: dict[str, tuple[tuple[str, ...], str]] = {
    "unknown command": (("nope",), "gongkai --help"),
    "unknown option": (("build", "--nope"), "gongkai build --help"),
    "no report": (("facts",), "gongkai facts --help"),
    "a report without a name": (("build", ""), "name a file or folder"),
    "a store without a name": (("build", "a.txt", "--store", ""), "name a file or folder"),
    "two reports for text": (("text", "a.txt", "b.txt"), "gongkai text --help"),
    "unknown format of facts": (("facts", "a.txt", "--format", "xml"), "csv"),
    "no query": (("query",), "-e"),
    "query twice": (("query", "reports", "-e", "ASK {}"), "NAME"),
    "unknown query": (("query", "nope"), "requests-by-applicant"),
    "parameter without value": (("query", "area", "--set", "area"), "NAME=VALUE"),
    "missing parameter": (("query", "area"), "--set area=..."),
    "unknown parameter": (("query", "area", "--set", "place=x"), "--set area=..."),
    "parameter too many": (("query", "reports", "--set", "area=x"), "takes none"),
    "unknown concept": (("query", "area", "--set", "area=nope"), "environment"),
    "unknown report": (("query", "compare", "--set", "left=nope", "--set", "right=nope"), "gongkai query reports"),
    "no number": (("query", "facts-at", "--set", "report=taicang-2017", "--set", "start=x"), "whole number"),
    "bad SPARQL": (("query", "-e", "SELECT * { ?s ?p }"), "1:"),
    "empty SPARQL": (("query", "-e", ""), "1:"),
    "update": (("query", "-e", "INSERT DATA { <a:a> <a:b> <a:c> }"), "1:"),
    "service": (("query", "-e", "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"), "SERVICE"),
    "rows as triples": (("query", "reports", "--format", "turtle"), "csv"),
    "triples as rows": (("query", "-e", "CONSTRUCT WHERE { ?s a gk:Report }", "--format", "csv"), "turtle"),
    "no fact there": (("explain", "taicang-2017:1"), "gongkai facts"),
    "no such report": (("explain", "nope:1"), "gongkai query reports"),
    "no IRI": (("explain", "http://a b"), "IRI"),
    "unknown export": (("export", "docx"), "gexf"),
    "no export": (("export",), "gongkai export --help"),
    "unknown language": (("check", "--lang", "fr"), "zh"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_usage_is_refused_in_one_line_that_says_what_would_be_right(case: str, store: Path) -> None:
    arguments, hint = WRONG[case]
    known = {"query", "explain", "check", "export"}
    assert hint in refusal(*arguments, *(("--store", store) if arguments[0] in known else ()))


def test_no_command_at_all_shows_the_help_as_an_error() -> None:
    shown = run()
    assert (shown.returncode, shown.stdout) == (2, "")
    assert "gongkai build reports/" in shown.stderr


def test_a_store_that_is_a_file_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "file", "mine")
    assert "file" in refusal("build", "--store", path)
    assert path.read_text("utf-8") == "mine"


def test_an_output_that_cannot_be_written_is_told_by_its_own_name(store: Path, tmp_path: Path) -> None:
    assert f"{tmp_path / 'none'}: there is no such folder" in refusal(
        "export", "nt", "--store", store, "-o", tmp_path / "none" / "graph.nt"
    )


def test_a_query_file_that_is_no_text_is_refused(store: Path, tmp_path: Path) -> None:
    path = written(tmp_path, "query.rq", b"\xff\xfe\x00")
    assert str(path) in refusal("query", path, "--store", store)
