"""Store + table of the dictionary -> batches of Arrow, which Parquet and DuckDB take; needs pyarrow."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import islice
from typing import Final

import pyarrow as pa
from pyoxigraph import Store

from gongkai import __version__
from gongkai.dictionary import Table, Type
from gongkai.errors import GongkaiError
from gongkai.records import Row, rows_of

BATCH: Final = 5_000  # rows in memory at once, some 10 MB

# Six places hold every figure and ratio met so far; twenty-two digits before them are far beyond any budget in yuan.
PLACES: Final = 6
_DIGITS: Final = 28

_TYPES: Final[Mapping[Type, pa.DataType]] = {
    "text": pa.string(),
    "concept": pa.string(),
    "key": pa.string(),
    "iri": pa.string(),
    "integer": pa.int64(),
    "decimal": pa.decimal128(_DIGITS, PLACES),
    "year": pa.int32(),
    "date": pa.date32(),
}


def schema_of(table: Table) -> pa.Schema:
    """Types of the columns, with titles and descriptions as metadata of table and columns."""
    fields = [
        pa.field(
            column.name,
            _TYPES[column.type],
            nullable=not column.required,
            metadata={"title_zh": column.zh, "title_en": column.en, "description": column.about},
        )
        for column in table.columns
    ]
    about = {"title_zh": table.zh, "title_en": table.en, "description": table.about}
    return pa.schema(fields, metadata={**about, "creator": f"gongkai {__version__}"})


def batches_of(store: Store, table: Table) -> Iterator[pa.RecordBatch]:
    schema = schema_of(table)
    rows = rows_of(store, table)
    while batch := list(islice(rows, BATCH)):
        _check(batch, table)
        columns = zip(*batch, strict=True)
        arrays = [pa.array(list(values), field.type) for values, field in zip(columns, schema, strict=True)]
        yield pa.RecordBatch.from_arrays(arrays, schema=schema)


def _check(rows: list[Row], table: Table) -> None:
    """Refuse a number that would have to be rounded."""
    places = [at for at, column in enumerate(table.columns) if column.type == "decimal"]
    for row in rows:
        for at in places:
            value = row[at]
            if isinstance(value, Decimal) and not _fits(value):
                raise GongkaiError(
                    f"{row[0]}: {value} has more digits than Parquet and DuckDB are given room for "
                    f"({_DIGITS - PLACES} and {PLACES}); gongkai export csvw keeps them"
                )


def _fits(value: Decimal) -> bool:
    return value == round(value, PLACES) and abs(value) < 10 ** (_DIGITS - PLACES)
