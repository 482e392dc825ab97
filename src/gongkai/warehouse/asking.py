"""SQL and an open warehouse -> a table of plain values."""

import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from gongkai.errors import BadQuery
from gongkai.queries import Cell, Table

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection, Statement

_LONGEST: Final = 300
# What comes as it is. All else comes as text: of 120,000 decimals DuckDB makes objects in 0.11 s, texts in 0.03 s.
_PLAIN: Final = frozenset({
    "VARCHAR", "BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT",
})  # fmt: skip


def ask(
    connection: "DuckDBPyConnection", sql: str, given: Mapping[str, Cell] | None = None, name: str = "SQL"
) -> Table:
    """What a statement selects; BadQuery, in one line, where it cannot be run."""
    import duckdb

    try:
        found = connection.sql(sql, params=dict(given)) if given else connection.sql(sql)
        if found is None or not found.columns:
            raise BadQuery(f"{name}: nothing is asked; say SELECT ... FROM facts, and see gongkai sql --tables")
        readings = [_reading(str(kind)) for kind in found.types]
        plain = (f"#{at}::VARCHAR" if reading else f"#{at}" for at, reading in enumerate(readings, 1))
        columns = found.project(", ".join(plain)).to_arrow_table().columns
    except duckdb.Error as error:
        raise BadQuery(f"{name}: {_line(error)}") from error
    return _table(found.columns, columns, readings)


def ask_ours(connection: "DuckDBPyConnection", sql: str, given: Mapping[str, Cell], name: str) -> Table:
    """The same of a statement of ours, which gives texts, whole numbers, decimals and dates alone.

    Here it is not looked at before it is run, which for a short answer takes as long as the answer itself.
    """
    import duckdb

    try:
        parsed = _parsed(connection, sql)
        found = connection.execute(parsed, dict(given)) if given else connection.execute(parsed)
        names, kinds = zip(*((column[0], str(column[1])) for column in found.description), strict=True)
        if _PLAIN.issuperset(kinds):  # no slower than Arrow for long answers, and at once for short ones
            return Table(names, tuple(found.fetchall()))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # that Arrow copies the rows: from an object each takes longer
            answer = found.to_arrow_table()
    except duckdb.Error as error:
        raise BadQuery(f"{name}: {_line(error)}") from error
    assert answer is not None
    readings = [_reading(kind) for kind in kinds]
    columns = zip(answer.columns, readings, strict=True)
    texts = [column.cast("string") if reading else column for column, reading in columns]
    return _table(names, texts, readings)


@lru_cache(64)
def _parsed(connection: "DuckDBPyConnection", sql: str) -> "Statement":
    """A statement, read once for each connection: of a short answer that is a quarter of the time."""
    (statement,) = connection.extract_statements(sql)
    return statement


def forget() -> None:
    """The statements that were read. DuckDB complains at the end of those that are still held then."""
    _parsed.cache_clear()


def _table(
    names: Sequence[str], columns: "Sequence[pa.ChunkedArray]", readings: Sequence[Callable[[str], Cell] | None]
) -> Table:
    told = (_told(column.to_pylist(), reading) for column, reading in zip(columns, readings, strict=True))
    return Table(tuple(names), tuple(zip(*told, strict=True)))


def columns_of(connection: "DuckDBPyConnection") -> Table:
    """The tables and views of the warehouse with their columns, as `gongkai sql` lists them."""
    return ask(
        connection,
        """SELECT table_name AS "table", column_name AS "column", data_type AS type, comment AS what
        FROM duckdb_columns() WHERE NOT internal ORDER BY table_name, column_index""",
    )


def _told(column: list[Cell], reading: Callable[[str], Cell] | None) -> Iterable[Cell]:
    """The cells of a column; a value that comes again and again, as numbers do, is read once."""
    if reading is None:
        return column
    known: dict[Cell, Cell] = {cell: reading(str(cell)) for cell in set(column) if cell is not None}
    return map(known.get, column)


def _reading(kind: str) -> Callable[[str], Cell] | None:
    """How a value of that type of DuckDB is read from its text; None where it is plain already."""
    if kind in _PLAIN:
        return None
    if kind.startswith("DECIMAL"):
        return _number if kind.endswith((",6)", ", 6)")) else _decimal
    if kind in ("DOUBLE", "FLOAT"):
        return _float
    return int if kind.endswith("HUGEINT") else str


def _number(text: str) -> Cell:
    """A figure as the graph has it: whole numbers are integers."""
    number = Decimal(text)
    whole = int(number)
    return whole if whole == number else number.normalize()


def _decimal(text: str) -> Cell:
    """A ratio as SPARQL gives it: without zeros at its end."""
    number = Decimal(text)
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def _float(text: str) -> Cell:
    number = Decimal(text)
    return number if number.is_finite() else text


def _line(error: Exception) -> str:
    """What DuckDB says, in one line, without the picture of where in the query."""
    return " ".join(str(error).partition("\n\nLINE")[0].split())[:_LONGEST]
