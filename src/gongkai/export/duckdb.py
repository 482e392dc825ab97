"""Store -> a DuckDB file: the tables with keys and comments, and the views of queries/tables/views.sql on them."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import Store

from gongkai import resources
from gongkai.dictionary import Table, dictionary
from gongkai.errors import GongkaiError
from gongkai.libraries import require
from gongkai.warehouse.schema import TYPES, quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_VIEWS: Final = "views.sql"


def export(store: Store, place: Path) -> None:
    require("tables", "duckdb", "pyarrow", wanted_by="gongkai export duckdb")
    import duckdb

    try:
        with duckdb.connect(str(place)) as connection:
            for table in dictionary().tables:
                _define(connection, table)
                _fill(connection, table, store)
            connection.execute((resources.folder("queries") / "tables" / _VIEWS).read_text("utf-8"))
            connection.execute("CHECKPOINT")
    except duckdb.Error as error:  # of a full disk, of permissions, and of ? and \\ in a path
        raise GongkaiError(f"{place.parent}: DuckDB cannot write there ({error}); choose another folder") from error


def _define(connection: "DuckDBPyConnection", table: Table) -> None:
    columns = [
        f"{_name(column.name)} {TYPES[column.type]}{' NOT NULL' if column.required else ''}" for column in table.columns
    ]
    key = f"PRIMARY KEY ({', '.join(map(_name, table.key))})"
    connection.execute(f"CREATE TABLE {_name(table.name)} ({', '.join([*columns, key])})")
    connection.execute(f"COMMENT ON TABLE {_name(table.name)} IS {quoted(f'{table.zh} · {table.en}. {table.about}')}")
    for column in table.columns:
        about = quoted(f"{column.zh} · {column.en}. {column.about}")
        connection.execute(f"COMMENT ON COLUMN {_name(table.name)}.{_name(column.name)} IS {about}")


def _fill(connection: "DuckDBPyConnection", table: Table, store: Store) -> None:
    from gongkai.export.arrow import batches_of

    for batch in batches_of(store, table):
        connection.register("batch", batch)
        connection.execute(f"INSERT INTO {_name(table.name)} SELECT * FROM batch")
        connection.unregister("batch")


def _name(name: str) -> str:
    return f'"{name}"'
