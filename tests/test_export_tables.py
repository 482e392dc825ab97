"""The tables as CSVW, Parquet and DuckDB: the same rows in each, valid, described; and what stood there is not lost."""

import csv
import json
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow.parquet
import pytest
from csvw import CSVW
from pyoxigraph import Literal, NamedNode, Quad, Store

from gongkai import export, iris, libraries, records
from gongkai import store as stores
from gongkai.dictionary import Table, dictionary
from gongkai.errors import GongkaiError
from gongkai.export import arrow, csvw
from terminal import everything_below, refusal, results, written

TABLES = dictionary().tables
NAMES = {table.name for table in TABLES}


@pytest.fixture(scope="module")
def made(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the seeds in every format that needs a place of its own."""
    folder = tmp_path_factory.mktemp("tables")
    for form in export.PLACED:
        assert results("export", form, "--store", store, "-o", folder / form) == ""
    return folder


@pytest.fixture(scope="module")
def rows(store: Path) -> dict[str, list[records.Row]]:
    with stores.open_store(store) as opened:
        return {table.name: list(records.rows_of(opened, table)) for table in TABLES}


def test_nothing_but_the_exports_is_left(made: Path) -> None:
    assert {path.name for path in made.iterdir()} == set(export.PLACED)
    assert {path.name for path in (made / "csvw").iterdir()} == {f"{name}.csv" for name in NAMES} | {csvw.METADATA}
    assert {path.name for path in (made / "parquet").iterdir()} == {f"{name}.parquet" for name in NAMES}


# --- CSVW -------------------------------------------------------------------------------------------------------------


def test_a_validator_finds_metadata_and_files_valid(made: Path) -> None:
    read = CSVW(str(made / "csvw" / csvw.METADATA), validate=True)
    assert read.is_valid, [str(warning.message) for warning in read.warnings]


@pytest.mark.parametrize(
    ("file", "good", "bad"),
    [
        ("facts.csv", ",2016-01-01,2016-12-31,", ",2016-13-01,2016-12-31,"),
        ("facts.csv", ",320500/government/2016,", ",999999/government/2016,"),
        ("reports.csv", "id,report,", "id,name,"),
    ],
    ids=["type", "foreign key", "head"],
)
def test_the_validator_would_have_found_a_fault(made: Path, tmp_path: Path, file: str, good: str, bad: str) -> None:
    for name, content in everything_below(made / "csvw").items():
        text = content.decode()
        written(tmp_path, name, text.replace(good, bad, 1) if name == file else text)
    read = CSVW(str(tmp_path / csvw.METADATA), validate=True)
    try:
        valid = read.is_valid
    except ValueError:
        valid = False
    assert not valid


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_csv_has_every_row_with_exact_numbers(made: Path, rows: dict[str, list[records.Row]], table: Table) -> None:
    with (made / "csvw" / f"{table.name}.csv").open(encoding="utf-8", newline="") as lines:
        head, *body = csv.reader(lines)
    assert tuple(head) == table.names
    assert len(body) == len(rows[table.name])
    for line, row in zip(body, rows[table.name], strict=True):
        for cell, value in zip(line, row, strict=True):
            assert (
                cell == ""
                if value is None
                else (Decimal(cell) == value if isinstance(value, Decimal) else cell == str(value))
            )


def test_metadata_has_titles_in_two_languages_licence_and_keys(made: Path) -> None:
    metadata = json.loads((made / "csvw" / csvw.METADATA).read_text("utf-8"))
    assert metadata["dc:license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"}
    facts = metadata["tables"][0]
    assert facts["tableSchema"]["primaryKey"] == ["iri"]
    assert {key["columnReference"][0] for key in facts["tableSchema"]["foreignKeys"]} == {
        "report_id", "jurisdiction_id", "issuer_id", "metric",
    }  # fmt: skip
    value = next(column for column in facts["tableSchema"]["columns"] if column["name"] == "value")
    assert value["titles"] == {"en": ["value", "Value"], "zh": ["数值"]}
    assert value["datatype"] == "decimal"


def test_two_exports_are_the_same_bytes(made: Path, store: Path, tmp_path: Path) -> None:
    for form in ("csvw", "parquet"):
        results("export", form, "--store", store, "-o", tmp_path / form)
        assert everything_below(tmp_path / form) == everything_below(made / form)


# --- Parquet and DuckDB -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_parquet_has_every_row_and_says_what_it_holds(
    made: Path, rows: dict[str, list[records.Row]], table: Table
) -> None:
    read = pyarrow.parquet.read_table(made / "parquet" / f"{table.name}.parquet")
    assert [tuple(row.values()) for row in read.to_pylist()] == rows[table.name]
    assert read.schema.metadata[b"title_zh"].decode() == table.zh
    assert [field.metadata[b"description"].decode() for field in read.schema] == [one.about for one in table.columns]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_duckdb_has_every_row_and_says_what_it_holds(
    made: Path, rows: dict[str, list[records.Row]], table: Table
) -> None:
    with duckdb.connect(str(made / "duckdb"), read_only=True) as connection:
        found = connection.execute(f'SELECT * FROM "{table.name}"').fetchall()
        comments = dict(
            connection.execute(
                "SELECT column_name, comment FROM duckdb_columns() WHERE table_name = ?", [table.name]
            ).fetchall()
        )
    assert sorted(map(str, found)) == sorted(str(_scaled(row)) for row in rows[table.name])
    assert all(one.about in comments[one.name] for one in table.columns)


def _scaled(row: records.Row) -> records.Row:
    """With decimals as a column of a fixed scale has them."""
    return tuple(value.quantize(Decimal("0.000001")) if isinstance(value, Decimal) else value for value in row)


def test_the_views_join_facts_with_what_they_name(made: Path) -> None:
    with duckdb.connect(str(made / "duckdb"), read_only=True) as connection:

        def one(sql: str) -> object:
            return connection.execute(sql).fetchall()

        key = "SELECT CAST(value AS INT) FROM key_figures WHERE metric = 'applications-received' ORDER BY value"
        assert one(key) == [(254,), (3289,)]
        assert one("SELECT count(*) FROM failed_checks") == [(1,)]
        for view, listed in (("agency", "agency_id"), ("area", "policy_area"), ("channel", "channel_id")):
            expected = one(f"SELECT sum(len(string_split({listed}, '|'))) FROM facts")
            assert one(f"SELECT count(*) FROM facts_by_{view}") == expected


def test_a_number_that_would_be_rounded_is_refused(store: Path, tmp_path: Path) -> None:
    with stores.open_store(store) as opened:
        changed = Store()
        changed.extend(opened)
    value = NamedNode(iris.term("sdmx-measure:obsValue"))
    given = min(changed.quads_for_pattern(None, value, None), key=str)
    changed.remove(given)
    changed.add(Quad(given.subject, value, Literal("0.12345678", datatype=NamedNode(iris.term("xsd:decimal")))))
    with pytest.raises(GongkaiError, match=r"0\.12345678.*csvw"):
        export.write(changed, "parquet", tmp_path / "tables")
    assert list(tmp_path.iterdir()) == []
    export.write(changed, "csvw", tmp_path / "tables")
    assert ",0.12345678," in (tmp_path / "tables" / "facts.csv").read_text("utf-8")


def test_batches_of_any_size_hold_the_same_rows(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrow, "BATCH", 50)
    with stores.open_store(store) as opened:
        sizes = [batch.num_rows for batch in arrow.batches_of(opened, TABLES[0])]
    assert sizes[:-1] == [50] * (len(sizes) - 1)
    assert len(sizes) > 2


def test_a_library_that_is_missing_is_named_with_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "find_spec", lambda name: None)
    with pytest.raises(GongkaiError, match=r"parquet needs pyarrow; install with: pip install 'gongkai\[tables\]'"):
        libraries.require("tables", "pyarrow", wanted_by="gongkai export parquet")


# --- Where it is written ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", export.PLACED)
def test_without_a_place_to_write_to_it_is_refused(store: Path, form: str) -> None:
    assert "-o NAME" in refusal("export", form, "--store", store)


@pytest.mark.parametrize("form", export.PLACED)
def test_an_earlier_export_is_replaced(store: Path, tmp_path: Path, form: str) -> None:
    for _ in range(2):
        results("export", form, "--store", store, "-o", tmp_path / "tables")
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


def test_a_folder_with_other_things_is_left_alone(store: Path, tmp_path: Path) -> None:
    written(tmp_path, "tables/facts.csv", "old")
    written(tmp_path, "tables/thesis.docx", "years of work")
    before = everything_below(tmp_path)
    assert "thesis.docx" in refusal("export", "csvw", "--store", store, "-o", tmp_path / "tables")
    assert everything_below(tmp_path) == before


@pytest.mark.parametrize(("form", "there"), [("duckdb", "tables/x"), ("nt", "tables/x"), ("csvw", "tables")])
def test_a_file_takes_no_folders_place_nor_a_folder_a_files(store: Path, tmp_path: Path, form: str, there: str) -> None:
    written(tmp_path, there, "old")
    assert "of that name" in refusal("export", form, "--store", store, "-o", tmp_path / "tables")
    assert everything_below(tmp_path) == {there: b"old"}


def test_an_export_that_breaks_off_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, "tables/facts.csv", "old")

    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(csvw, "rows_of", broken)
    with pytest.raises(OSError, match="No space"):
        export.write(Store(), "csvw", tmp_path / "tables")
    assert everything_below(tmp_path) == {"tables/facts.csv": b"old"}
