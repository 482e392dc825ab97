"""ontology/tables.yaml, ontology/warehouse.yaml -> the tables of the warehouse, as SQL."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Final

from gongkai.dictionary import Table, Type, additions, dictionary
from gongkai.warehouse.sources import script

TYPES: Final[dict[Type, str]] = {
    "text": "VARCHAR",
    "concept": "VARCHAR",
    "key": "VARCHAR",
    "iri": "VARCHAR",
    "integer": "BIGINT",
    "decimal": "DECIMAL(28, 6)",
    "year": "INTEGER",
    "date": "DATE",
}
VIEWS: Final = ("agencies", "channels")  # of what each report names


@cache
def tables() -> tuple[Table, ...]:
    """Those of every export, with the columns that the warehouse adds, and those that only the warehouse has."""
    added = additions("warehouse.yaml")
    known = (
        replace(table, columns=(*table.columns, *added.columns.get(table.name, ()))) for table in dictionary().tables
    )
    return (*known, *added.tables)


def definitions() -> Iterator[str]:
    """The statements that make an empty warehouse, comments on tables and columns included."""
    yield script("macros.sql")
    for table in tables():
        if table.name not in VIEWS:
            columns = ", ".join(f'"{column.name}" {TYPES[column.type]}' for column in table.columns)
            yield f"CREATE TABLE {table.name} ({columns})"
    yield script("views.sql")
    for table in tables():
        kind = "VIEW" if table.name in VIEWS else "TABLE"
        yield f"COMMENT ON {kind} {table.name} IS {quoted(f'{table.zh} · {table.en}. {table.about}')}"
        for column in table.columns:
            about = quoted(f"{column.zh} · {column.en}. {column.about}")
            yield f'COMMENT ON COLUMN {table.name}."{column.name}" IS {about}'


def quoted(text: str) -> str:
    """As it stands in SQL."""
    return "'" + text.replace("'", "''") + "'"
