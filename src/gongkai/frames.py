"""Folder of a store + name of a table -> a data frame of pandas or polars, with a type for each column."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, overload

from gongkai import records, store
from gongkai.dictionary import Table, Type, dictionary
from gongkai.errors import BadQuery
from gongkai.libraries import require

if TYPE_CHECKING:
    import pandas
    import polars

_PANDAS: Final[Mapping[Type, str]] = {
    "text": "string",
    "concept": "category",
    "key": "category",
    "iri": "string",
    "integer": "Int64",
    "decimal": "Float64",
    "year": "Int64",
    "date": "datetime64[s]",
}


@overload
def load(folder: Path | str, frame: Literal["pandas"] = "pandas", table: str = "facts") -> "pandas.DataFrame": ...
@overload
def load(folder: Path | str, frame: Literal["polars"], table: str = "facts") -> "polars.DataFrame": ...
def load(folder: Path | str, frame: Literal["pandas", "polars"] = "pandas", table: str = "facts") -> Any:
    """A table of the store in `folder` as a data frame: facts, or another of ontology/tables.yaml.

    Numbers are floats, integers may be missing, days are dates, ids are categories, all else is text; what the report
    does not state is missing, never 0. Several values in one cell are joined by |.
    """
    known = {one.name: one for one in dictionary().tables}
    if table not in known:
        raise BadQuery(f"there is no table {table!r}; choose one of {', '.join(known)}")
    if frame not in ("pandas", "polars"):
        raise BadQuery(f"there are no frames of {frame!r}; choose pandas or polars")
    require(frame, frame, wanted_by=f"gongkai.load(..., frame={frame!r})")
    with store.open_store(Path(folder)) as opened:
        rows = list(records.rows_of(opened, known[table]))
    columns = {name: [row[at] for row in rows] for at, name in enumerate(known[table].names)}
    return _pandas(columns, known[table]) if frame == "pandas" else _polars(columns, known[table])


def _pandas(columns: Mapping[str, list[records.Value]], table: Table) -> "pandas.DataFrame":
    import pandas

    return pandas.DataFrame(
        {
            column.name: pandas.Series(_floats(columns[column.name], column.type), dtype=_PANDAS[column.type])
            for column in table.columns
        }
    )


def _polars(columns: Mapping[str, list[records.Value]], table: Table) -> "polars.DataFrame":
    import polars

    types: Mapping[Type, Any] = {
        "text": polars.String,
        "concept": polars.Categorical,
        "key": polars.Categorical,
        "iri": polars.String,
        "integer": polars.Int64,
        "decimal": polars.Float64,
        "year": polars.Int32,
        "date": polars.Date,
    }
    return polars.DataFrame(
        [
            polars.Series(column.name, _floats(columns[column.name], column.type), dtype=types[column.type])
            for column in table.columns
        ]
    )


def _floats(values: list[records.Value], kind: Type) -> list[Any]:
    return [None if value is None else float(value) for value in values] if kind == "decimal" else values  # type: ignore[arg-type]
