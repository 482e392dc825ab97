"""What a query gives -> text: aligned for a terminal, csv, tsv, json, jsonl; triples as turtle or ntriples."""

import csv
import io
import json
import unicodedata
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Final

from pyoxigraph import RdfFormat, serialize

from gongkai import iris
from gongkai.errors import BadQuery
from gongkai.queries import Cell, Table, Triples


def write(result: Table | Triples, form: str) -> str:
    """The result as text in one of FORMATS; BadQuery where the format does not fit it."""
    if isinstance(result, Table) and form in _TABULAR:
        return _TABULAR[form](result)
    if isinstance(result, Triples) and form in _GRAPHS:
        return _graph(result, _GRAPHS[form])
    fitting = ", ".join(_TABULAR if isinstance(result, Table) else _GRAPHS)
    kind = "rows" if isinstance(result, Table) else "triples"
    raise BadQuery(f"the query gives {kind}, which cannot be written as {form}; choose one of: {fitting}")


def aligned(table: Table) -> str:
    """Columns two spaces apart, numbers to the right; a Chinese character takes two places, as terminals show it."""
    lines = [table.columns, *(tuple(map(_flat, row)) for row in table.rows)]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    numbers = [any(isinstance(row[at], (int, Decimal)) for row in table.rows) for at in range(len(table.columns))]
    rule = tuple("-" * width for width in widths)
    return "".join(_line(cells, widths, numbers) for cells in (lines[0], rule, *lines[1:]))


def _line(cells: Iterable[str], widths: list[int], numbers: list[bool]) -> str:
    padded = []
    for cell, width, number in zip(cells, widths, numbers, strict=True):
        gap = " " * (width - _width(cell))
        padded.append(gap + cell if number else cell + gap)
    return "  ".join(padded).rstrip() + "\n"


def _width(text: str) -> int:
    """Places on a terminal: two for wide and full-width characters, none for those that combine."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def _flat(cell: Cell) -> str:
    return " ".join(_text(cell).split())


def _text(cell: Cell) -> str:
    """A cell as characters: numbers without exponent, nothing for blank."""
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case Decimal():
            return f"{cell:f}"
        case _:
            return str(cell)


# Cells that csv writes as _text does, and sooner.
_WRITTEN: Final = frozenset({str, int, type(None)})


def _delimited(table: Table, delimiter: str) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([cell if type(cell) in _WRITTEN else _text(cell) for cell in row] for row in table.rows)
    return text.getvalue()


def _objects(table: Table) -> list[str]:
    rows = (dict(zip(table.columns, map(_plain, row), strict=True)) for row in table.rows)
    return [json.dumps(row, ensure_ascii=False) for row in rows]


def _plain(cell: Cell) -> str | int | float | None:
    return float(cell) if isinstance(cell, Decimal) else cell


def _array(table: Table) -> str:
    objects = ",\n".join(f"  {row}" for row in _objects(table))
    return f"[\n{objects}\n]\n" if objects else "[]\n"


def _graph(result: Triples, form: RdfFormat) -> str:
    prefixes = iris.PREFIXES if form == RdfFormat.TURTLE else None
    return (serialize(result.triples, format=form, prefixes=prefixes) or b"").decode()


_TABULAR: Final[dict[str, Callable[[Table], str]]] = {
    "table": aligned,
    "csv": lambda table: _delimited(table, ","),
    "tsv": lambda table: _delimited(table, "\t"),
    "json": _array,
    "jsonl": lambda table: "".join(f"{row}\n" for row in _objects(table)),
}
_GRAPHS: Final = {"turtle": RdfFormat.TURTLE, "ntriples": RdfFormat.N_TRIPLES}

FORMATS: Final = (*_TABULAR, *_GRAPHS)
