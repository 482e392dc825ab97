"""Store -> a folder of CSV files with csv-metadata.json, after CSV on the Web (W3C, 2015).

The metadata says of every column its type, its titles in Chinese and English and what it holds; of every table its key
and which rows of other tables it names. They are taken from ontology/tables.yaml.
"""

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Final

from pyoxigraph import Store

from gongkai import iris
from gongkai.dictionary import Column, Dictionary, Table, Type, dictionary
from gongkai.flat import plain_number
from gongkai.records import SEPARATOR, Value, rows_of

METADATA: Final = "csv-metadata.json"

_DATATYPES: Final[dict[Type, str]] = {
    "text": "string",
    "concept": "string",
    "key": "string",
    "iri": "anyURI",
    "integer": "integer",
    "decimal": "decimal",
    "year": "gYear",
    "date": "date",
}

Json = str | bool | list["Json"] | dict[str, "Json"]


def export(store: Store, place: Path) -> None:
    known = dictionary()
    place.mkdir()
    for table in known.tables:
        with (place / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(table.names)
            writer.writerows([_cell(value) for value in row] for row in rows_of(store, table))
    text = json.dumps(metadata_of(known), ensure_ascii=False, indent=1)
    (place / METADATA).write_text(text + "\n", "utf-8")


def metadata_of(known: Dictionary) -> Json:
    """The description of the folder, as JSON."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": [{"@value": known.zh, "@language": "zh"}, {"@value": known.en, "@language": "en"}],
        "dc:license": {"@id": known.licence},
        "dc:source": {"@id": f"{iris.BASE}dataset"},
        "tables": [_table(table) for table in known.tables],
    }


def _cell(value: Value) -> str:
    if value is None:
        return ""
    return plain_number(value) if isinstance(value, Decimal) else str(value)


def _table(table: Table) -> Json:
    return {
        "url": f"{table.name}.csv",
        "dc:title": [{"@value": table.zh, "@language": "zh"}, {"@value": table.en, "@language": "en"}],
        "dc:description": {"@value": table.about, "@language": "en"},
        "tableSchema": {
            "columns": [_column(column) for column in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": [_foreign_key(column) for column in table.columns if _is_foreign_key(column)],
        },
    }


def _column(column: Column) -> Json:
    """The first title is the name, since that is what stands in the head of the file."""
    refers = f" Rows of {column.refers.table}.csv, by {column.refers.column}." if column.refers else ""
    return {
        "name": column.name,
        "titles": {"en": [column.name, column.en], "zh": [column.zh]},
        "dc:description": {"@value": column.about + refers, "@language": "en"},
        "datatype": _DATATYPES[column.type],
        "required": column.required,
        **({"separator": SEPARATOR} if column.each else {}),
    }


def _is_foreign_key(column: Column) -> bool:
    """Validators differ on lists and on empty cells as foreign keys; of such a column the description tells."""
    return column.refers is not None and column.required and not column.each


def _foreign_key(column: Column) -> Json:
    assert column.refers
    return {
        "columnReference": [column.name],
        "reference": {"resource": f"{column.refers.table}.csv", "columnReference": [column.refers.column]},
    }
