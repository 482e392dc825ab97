"""`gongkai.load`: a data frame with types; lazy; and the example notebook that uses it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pandas
import polars
import pytest

import gongkai
from gongkai import libraries
from gongkai.dictionary import Table, dictionary
from gongkai.errors import BadQuery, BadStore, GongkaiError
from terminal import PATIENCE

EXAMPLES = Path(__file__).parent.parent / "docs" / "examples"
TABLES = dictionary().tables


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_both_libraries_get_the_same_table(store: Path, table: Table) -> None:
    one, other = gongkai.load(store, "pandas", table.name), gongkai.load(store, "polars", table.name)
    assert list(one.columns) == other.columns == list(table.names)
    assert one.shape == other.shape
    assert one.isna().sum().tolist() == [other[name].null_count() for name in table.names]


def test_columns_have_types_and_blank_is_missing(store: Path) -> None:
    facts = gongkai.load(store)
    assert facts["value"].dtype == "Float64"
    assert facts["year"].dtype == "Int64"
    assert facts["metric"].dtype == "category"
    assert facts["period_start"].max() == pandas.Timestamp("2017-01-01")
    assert facts["table"].isna().all()
    received = facts[(facts["metric"] == "applications-received") & (facts["role"] == "key")]
    assert received.groupby("scope", observed=True)["value"].sum().to_dict() == {"jurisdiction": 3289, "own": 254}


def test_polars_has_dates_and_categories(store: Path) -> None:
    facts = gongkai.load(store, "polars")
    assert facts.schema["period_end"] == polars.Date
    assert facts.schema["metric"] == polars.Categorical
    assert facts.filter(polars.col("applicant") == "citizen")["value"].max() == 2838


def test_a_folder_may_be_a_text(store: Path) -> None:
    assert gongkai.load(str(store), table="reports")["report"].tolist() == ["suzhou-2016", "taicang-2017"]


def test_what_is_not_there_is_refused_with_what_is(store: Path, tmp_path: Path) -> None:
    with pytest.raises(BadQuery, match=r"'figures'.*facts, reports"):
        gongkai.load(store, table="figures")
    with pytest.raises(BadQuery, match="pandas or polars"):
        gongkai.load(store, "spark")  # type: ignore[call-overload]
    with pytest.raises(BadStore, match="gongkai build"):
        gongkai.load(tmp_path)


def test_a_missing_library_is_named_with_how_to_get_it(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "find_spec", lambda name: None)
    with pytest.raises(GongkaiError, match=r"needs polars; install with: pip install 'gongkai\[polars\]'"):
        gongkai.load(store, "polars")


def test_importing_gongkai_loads_nothing_else() -> None:
    code = "import sys; before = set(sys.modules); import gongkai; print(sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    names = re.findall(r"'(\w+)[.\w]*'", done.stdout)
    assert not set(names) & {"pandas", "polars", "pyoxigraph", "yaml", "duckdb", "pyarrow"}
    with pytest.raises(AttributeError, match="nothing"):
        gongkai.nothing  # noqa: B018


def test_the_notebook_prints_what_it_shows(store: Path, tmp_path: Path) -> None:
    notebook = nbformat.read(EXAMPLES / "population.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(notebook)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    shutil.copy(EXAMPLES / "population.csv", tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(cell.source for cell in cells)],
        cwd=tmp_path,
        env={**os.environ, "GONGKAI_STORE": str(store), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "".join(output.text for cell in cells for output in cell.outputs)
    assert "30.9" in done.stdout


def test_the_inhabitants_are_named_with_their_source() -> None:
    people = pandas.read_csv(EXAMPLES / "population.csv", dtype={"code": str})
    assert people["source"].str.len().min() > 20
    assert set(people["precision"]) == {"approximate"}
    assert people["code"].str.fullmatch(r"\d{6}").all()
