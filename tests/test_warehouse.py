"""The flat facts of a store: each named query and its twin in SQL give the same rows, a warehouse made of the
one before is that which is made anew, and SQL reads it and nothing else."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import samples
import series
from gongkai import auditing, building, correcting, corrections, queries, resources, rows, shelf, store, warehouse
from gongkai.errors import BadQuery
from gongkai.model import Action, Correction
from gongkai.queries import Table
from gongkai.store import Opened
from gongkai.warehouse import opening, schema
from terminal import REPORT, WRONG_SUM, refusal, results, run, written

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

TWINS = [query.name for query in queries.catalogue() if warehouse.twin(query)]
GIVEN = {
    "area": {"area": "governance"},
    "agency": {"agency": "局", "former": "yes"},
    "agency-history": {"agency": "局"},
    "same-as": {"place": ""},
}
INVENTED = Path(__file__).parent / "data" / "invented"


@pytest.fixture(scope="module")
def seeds(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the store of the seeds, to which a warehouse may be added."""
    return Path(shutil.copytree(store, tmp_path_factory.mktemp("seeds") / "store"))


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the samples: values of every kind that crosses into the graph."""
    folder = tmp_path_factory.mktemp("samples")
    store.assemble(samples.shards_in(folder / "shards"), folder, auditing.judge)
    return folder


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of invented reports of all editions, and of a series with agencies that became others,
    with corrections and links."""
    folder = tmp_path_factory.mktemp("many")
    invented = [path for path in INVENTED.iterdir() if path.suffix == ".txt"]
    reports = [*invented, *series.written(folder / "reports")]
    building.build(reports, folder / "store")
    building.build(reports, folder / "store", corrected=given_to(folder / "store"))
    table = written(folder, "population.csv", "地区,年份\n江都市,2010\n福州市鼓搂区,2014\n")
    done = run("link", "table", table, "--name", "地区", "--year", "年份", "--store", folder / "store")
    assert done.returncode == 0, done.stderr
    return folder / "store"


def given_to(folder: Path) -> list[Correction]:
    """Corrections of some figures by two readers, of which one is of words that stand in no report, one says no why."""
    said: tuple[tuple[Action, str, str], ...] = (
        ("change", "value=3.5;qualifier=over", "so"),
        ("reject", "", "so"),
        ("confirm", "", ""),
        ("change", "value=7", "so"),
    )
    with asking(folder) as (opened, connection):
        found = warehouse.ask(connection, "FROM facts SELECT report, start WHERE value > 9 GROUP BY ALL "
                                          "HAVING count(*) = 1 ORDER BY start, report LIMIT 4")  # fmt: skip
        made = [
            correcting.correction_of(
                opened.triples,
                correcting.Target(str(report), int(str(start))),
                correcting.Word(action, corrections.pairs_of(new), who, date(2026, 5, day), why),
            )
            for (report, start), (action, new, why), who, day in zip(
                found.rows, said, ("王芳", "李晓", "李晓", "王芳"), (31, 30, 29, 28), strict=True
            )
        ]
    lost = replace(made[-1], spot=replace(made[-1].spot, sha256="0" * 64, words="9999"))
    return [*made[:-1], lost]


@contextmanager
def asking(folder: Path) -> Iterator[tuple[Opened, "DuckDBPyConnection"]]:
    with store.open_whole(folder) as opened, warehouse.open_warehouse(opened) as connection:
        yield opened, connection


def a_place(connection: "DuckDBPyConnection") -> dict[str, str]:
    """The file and the offset at which most facts start."""
    found = warehouse.ask(
        connection,
        """SELECT report, f.start FROM said f JOIN reports r ON r.id = f.report_id
        GROUP BY ALL ORDER BY count(*) DESC, 1, 2 LIMIT 1""",
    )
    ((report, start),) = found.rows
    return {"report": str(report), "start": str(start)}


def both(folder: Path, name: str) -> tuple[str, str]:
    """What the triples and what the flat facts answer, as JSON lines."""
    query = queries.find(name)
    with asking(folder) as (opened, connection):
        given = a_place(connection) if name == "facts-at" else GIVEN.get(name, {})
        by_sql = warehouse.ask_twin(connection, opened.triples, query, given)
        told = (queries.select(opened.triples, query, given), by_sql)
    assert isinstance(told[0], Table)
    assert told[0].columns == told[1].columns == query.columns
    return rows.write(told[0], "jsonl"), rows.write(told[1], "jsonl")


@pytest.mark.parametrize("name", TWINS)
def test_a_twin_gives_the_rows_of_the_seeds(seeds: Path, name: str) -> None:
    told, flat = both(seeds, name)
    assert flat == told


@pytest.mark.parametrize("name", TWINS)
def test_a_twin_gives_the_rows_of_the_samples(sampled: Path, name: str) -> None:
    told, flat = both(sampled, name)
    assert flat == told


@pytest.mark.parametrize("name", TWINS)
def test_a_twin_gives_the_rows_of_invented_reports(many: Path, name: str) -> None:
    told, flat = both(many, name)
    assert flat == told
    assert told, "a query without an answer holds nothing together"


def test_a_report_is_named_by_its_file_or_refused_alike_by_either_engine(seeds: Path) -> None:
    query = queries.find("facts-at")
    with asking(seeds) as (opened, connection):
        given = a_place(connection)
        (whole,) = warehouse.ask(
            connection, "SELECT id FROM reports WHERE report = $report", {"report": given["report"]}
        ).rows
        by_iri = {**given, "report": f"report/{whole[0]}"}
        assert warehouse.ask_twin(connection, opened.triples, query, given).rows
        assert warehouse.ask_twin(connection, opened.triples, query, given) == queries.select(
            opened.triples, query, by_iri
        )
        for ask in (
            lambda: warehouse.ask_twin(connection, opened.triples, query, {**given, "report": "none"}),
            lambda: queries.select(opened.triples, query, {**given, "report": "none"}),
        ):
            with pytest.raises(BadQuery, match="there is no report 'none'"):
                ask()


@pytest.mark.parametrize("place", ["320500", "苏州", "3205", "nowhere"])
def test_a_jurisdiction_elsewhere_is_found_by_its_code_or_a_part_of_its_name(seeds: Path, place: str) -> None:
    query = queries.find("same-as")
    with asking(seeds) as (opened, connection):
        told = queries.select(opened.triples, query, {"place": place})
        assert warehouse.ask_twin(connection, opened.triples, query, {"place": place}) == told
    assert isinstance(told, Table)
    assert bool(told.rows) == (place in ("320500", "苏州"))


def test_corrections_of_every_kind_are_among_those_asked_for(many: Path) -> None:
    with asking(many) as (_, connection):
        found = warehouse.ask(connection, "SELECT status, count(why), count(open_because) FROM corrections GROUP BY 1")
    assert sorted(found.rows) == [("agreeing", 0, 0), ("applied", 2, 0), ("open", 1, 1)]


def test_issues_and_unlinked_names_are_of_the_reports_that_are_left(tmp_path: Path) -> None:
    reports = [path for path in INVENTED.iterdir() if path.suffix == ".txt"]
    building.build(reports, tmp_path / "store")
    before = [both(tmp_path / "store", name) for name in ("issues", "unlinked")]
    named = {str(row[0]) for row in issues_in(tmp_path / "store")}
    building.build([path for path in reports if path.stem != min(named)], tmp_path / "store")
    after = [both(tmp_path / "store", name) for name in ("issues", "unlinked")]
    assert all(flat == told for told, flat in (*before, *after))
    assert {str(row[0]) for row in issues_in(tmp_path / "store")} == named - {min(named)}
    assert after[1] != before[1]


def issues_in(folder: Path) -> tuple[tuple[object, ...], ...]:
    with asking(folder) as (_, connection):
        return warehouse.ask(connection, "SELECT report, issue FROM issues").rows


def test_every_twin_is_of_a_named_query() -> None:
    assert {path.stem for path in (resources.folder("queries") / "sql").iterdir()} == set(TWINS)


def content(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    with asking(folder) as (_, connection):
        return {
            table.name: sorted(connection.execute(f"SELECT * FROM {table.name}").fetchall(), key=str)
            for table in schema.tables()
        }


def test_a_warehouse_made_of_the_one_before_is_that_which_is_made_anew(tmp_path: Path) -> None:
    texts = [*series.written(tmp_path / "reports")][:5]
    building.build(texts, tmp_path / "store")
    before = content(tmp_path / "store")
    changed = written(tmp_path, f"reports/{texts[1].name}", texts[1].read_text("utf-8").replace("件", " 件", 1))
    building.build([*texts[1:], written(tmp_path, "reports/qingpu-2018.txt", REPORT)], tmp_path / "store")
    assert changed == texts[1]
    assert list((tmp_path / "store" / "stores").glob(f"*/*{shelf.FORMER}")), "the one before is handed over"
    after = content(tmp_path / "store")
    building.build([*texts[1:], tmp_path / "reports/qingpu-2018.txt"], tmp_path / "anew")
    assert after == content(tmp_path / "anew")
    assert after != before
    assert not list((tmp_path / "store" / "stores").glob(f"*/*{shelf.FORMER}"))


def test_a_warehouse_holds_every_figure_once_with_its_words(sampled: Path) -> None:
    with asking(sampled) as (_, connection):
        found = warehouse.ask(
            connection,
            "SELECT value, unit, role, text, quote FROM facts WHERE metric = $metric AND "
            "report = $report ORDER BY start",
            {"metric": "applications-received", "report": "yunjiang-2016"},
        )
    assert found.rows[0] == (328, "件", "key", "328", "2016年度，全市共受理政府信息公开申请328件。")


def test_values_of_every_type_are_plain_cells(sampled: Path) -> None:
    told = {
        "1.500000::DECIMAL(28, 6)": Decimal("1.5"),
        "12::DECIMAL(28, 6)": 12,
        "3::DECIMAL(28, 1)": Decimal(3),
        "'9999999999999999999999.999999'::DECIMAL(28, 6)": Decimal("9999999999999999999999.999999"),
        "sum(7::BIGINT)": 7,
        "0.1::FLOAT": Decimal("0.1"),
        "'inf'::DOUBLE": "inf",
        "true": True,
        "DATE '2008-05-01'": "2008-05-01",
        "[1, 2]": "[1, 2]",
        "NULL::DECIMAL(28, 6)": None,
    }
    with asking(sampled) as (_, connection):
        found = warehouse.ask(connection, f"SELECT {', '.join(told)} -- and no more")
        alike = warehouse.ask(connection, "SELECT 1 AS a, 2 AS a;")
    (row,) = found.rows
    assert list(map(repr, row)) == list(map(repr, told.values()))
    assert (alike.columns, alike.rows) == (("a", "a"), ((1, 2),))


def test_a_warehouse_is_made_for_a_named_query_only_where_it_is_worth_it(
    own_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.open_whole(own_store) as opened:
        assert not warehouse.is_quick(opened)
        monkeypatch.setattr(opening, "WORTH_IT", 2)
        assert warehouse.is_quick(opened)


@pytest.mark.parametrize("sql", [
    "SELECT * FROM read_csv('/etc/passwd')",
    "FROM '/etc/passwd'",
    "SELECT * FROM glob('/*')",
    "COPY facts TO '/tmp/gongkai-facts.csv'",
    "ATTACH '/tmp/gongkai-other.duckdb' AS other",
    "INSTALL httpfs",
    "SELECT * FROM 'https://example.org/x.parquet'",
    "DELETE FROM facts",
    "CREATE TABLE mine AS SELECT 1",
    "SET enable_external_access = true",
    "SELECT * FROM sql",
])  # fmt: skip
def test_sql_reads_the_flat_facts_and_nothing_else(sampled: Path, sql: str) -> None:
    with asking(sampled) as (_, connection), pytest.raises(BadQuery) as caught:
        warehouse.ask(connection, sql)
    assert "\n" not in str(caught.value)


def test_what_asks_nothing_is_refused(sampled: Path) -> None:
    with asking(sampled) as (_, connection), pytest.raises(BadQuery, match="nothing is asked"):
        warehouse.ask(connection, "-- SELECT")


# --- At the command line ----------------------------------------------------------------------------------------------


def test_sql_answers_in_every_format(own_store: Path) -> None:
    sql = "SELECT report, max(value) AS most, sum(value) / 3 AS share FROM facts WHERE metric = $m GROUP BY 1"
    told = results("sql", sql, "--set", "m=proactive-disclosures", "--store", own_store, "--format", "csv")
    assert told.splitlines()[0] == "report,most,share"
    for form in ("table", "tsv", "json", "jsonl"):
        assert (
            results("sql", "SELECT count(*) AS n FROM reports", "--store", own_store, "--format", form).count("2") == 1
        )


def test_sql_is_read_from_a_file(own_store: Path, tmp_path: Path) -> None:
    path = written(tmp_path, "mine.sql", "SELECT count(*) AS n FROM reports")
    assert results("sql", path, "--store", own_store, "--format", "csv") == "n\n2\n"


def test_the_tables_and_their_columns_are_listed(own_store: Path) -> None:
    told = results("sql", "--tables", "--store", own_store, "--format", "csv")
    assert 'facts,value,"DECIMAL(28,6)","数值 · Value.' in told


def test_wrong_sql_is_one_line(own_store: Path) -> None:
    assert refusal("sql", "SELECT nothing FROM facts", "--store", own_store).startswith("gongkai: SQL: Binder Error")
    assert "SELECT" in refusal("sql", "--store", own_store)


def test_a_query_is_the_same_by_either_engine(own_store: Path) -> None:
    told = [results("query", "requests", "--store", own_store, "--engine", one) for one in ("sparql", "sql", "auto")]
    assert told[0] == told[1] == told[2]
    assert "no twin" in refusal("query", "compare", "--engine", "sql", "--store", own_store)


def test_a_folder_that_cannot_be_written_is_said_in_one_line(own_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (place,) = [path for path in (own_store / "stores").iterdir() if path.is_dir()]
    place.chmod(0o555)
    try:
        done = run("sql", "SELECT 1 AS n", "--store", own_store)
    finally:
        place.chmod(0o755)
    assert done.stdout == "n\n-\n1\n" if done.returncode == 0 else "cannot be written" in done.stderr


def test_broken_flat_facts_are_told(own_store: Path) -> None:
    results("sql", "SELECT 1", "--store", own_store)
    (made,) = (own_store / "stores").glob(f"*/*{shelf.WAREHOUSE}")
    made.write_bytes(b"no database")
    assert "delete this file" in refusal("sql", "SELECT 1", "--store", own_store)


def test_a_store_with_a_missing_shard_says_how_to_mend_it(own_store: Path) -> None:
    shutil.rmtree(own_store / "shards")
    assert "build it again" in refusal("sql", "SELECT 1", "--store", own_store)


def test_a_check_that_fails_is_among_the_findings(tmp_path: Path) -> None:
    building.build([written(tmp_path, "qingpu-2018.txt", WRONG_SUM)], tmp_path / "store")
    with asking(tmp_path / "store") as (_, connection):
        found = warehouse.ask(connection, "SELECT rule, difference FROM findings WHERE status = 'failed'")
    assert ("breakdown-request-channel", 1) in found.rows
