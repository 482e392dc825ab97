"""A table in a file (CSV, TSV, Parquet, XLSX) <-> columns and rows of cells."""

import csv
import io
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import IO

from gongkai.errors import BadTable, UnreadableReport
from gongkai.reading.encoding import decode

Row = tuple[object, ...]
_SHOWN = 100
_SEPARATORS = (",", "\t", ";", "|")


@dataclass(frozen=True, slots=True)
class Sheet:
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def at(self, column: str) -> int:
        """Where the column of that name stands; BadTable where it is not there, or more than once."""
        if self.columns.count(column) == 1:
            return self.columns.index(column)
        known = ", ".join(self.columns)
        said = "stands there more than once; rename one" if column in self.columns else f"is not there; it has {known}"
        raise BadTable(f"the column {column} {said}")


def read(path: Path) -> Sheet:
    """By the ending of the file's name; text in whatever encoding, cells parted by comma, tab, semicolon or bar."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadTable(f"{path}: {error.strerror or error}; name a file that can be read") from error
    ending = path.suffix.lower()
    rows = _READERS[ending](path, content) if ending in _READERS else _separated(path, content)
    if not rows:
        raise BadTable(f"{path}: there is nothing in it; give a table with a line of column names")
    columns = tuple("" if cell is None else str(cell).strip() for cell in rows[0])
    width = len(columns)
    for number, row in enumerate(rows[1:], 2):
        if len(row) > width:
            raise BadTable(f"{path}: row {number} has {len(row)} cells, the first has {width}; mend its separators")
    return Sheet(columns, tuple((*row, *[None] * (width - len(row))) for row in rows[1:]))


def _separated(path: Path, content: bytes) -> list[Row]:
    if b"\0" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadTable(f"{path}: this is no table that can be read; save it as CSV, TSV, Parquet or XLSX")
    try:
        text = decode(path, content)
    except UnreadableReport as error:
        raise BadTable(str(error)) from error
    head = text.split("\n", 1)[0]
    separator = "\t" if path.suffix.lower() == ".tsv" else max(_SEPARATORS, key=head.count)
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        return [tuple(line) for line in lines if line]
    except csv.Error as error:
        raise BadTable(f"{path}: {error}; mend its quotation marks, or save it anew as CSV") from error


def _parquet(path: Path, content: bytes) -> list[Row]:
    arrow, parquet = _needed("pyarrow"), _needed("pyarrow.parquet")
    try:
        table = parquet.read_table(arrow.BufferReader(content))
        columns = [column.to_pylist() for column in table.columns]
    except (OSError, ValueError) as error:  # arrow's own errors are both, and so is text that is not UTF-8
        raise BadTable(f"{path}: this is no Parquet file ({error}); write it anew") from error
    return [tuple(table.column_names), *zip(*columns, strict=True)]


def _xlsx(path: Path, content: bytes) -> list[Row]:
    excel = _needed("openpyxl")
    try:
        book = excel.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows: list[Row] = list(book.worksheets[0].iter_rows(values_only=True))
    except Exception as error:  # openpyxl lets through what zipfile, XML and its own parsers raise
        raise BadTable(f"{path}: this is no XLSX file ({error}); save it anew") from error
    return [row for row in rows if any(cell is not None for cell in row)]


_READERS: dict[str, Callable[[Path, bytes], list[Row]]] = {".parquet": _parquet, ".xlsx": _xlsx}


def write(sheet: Sheet, form: str, out: IO[bytes]) -> None:
    _WRITERS[form](sheet, out)


def _text(form: str) -> Callable[[Sheet, IO[bytes]], None]:
    def write_text(sheet: Sheet, out: IO[bytes]) -> None:
        text = io.StringIO()
        if form == "jsonl":
            for row in sheet.rows:
                text.write(
                    json.dumps(dict(zip(sheet.columns, row, strict=True)), ensure_ascii=False, default=str) + "\n"
                )
        else:
            writer = csv.writer(text, delimiter="\t" if form == "tsv" else ",", lineterminator="\n")
            writer.writerow(sheet.columns)
            writer.writerows(sheet.rows)
        out.write(text.getvalue().encode())

    return write_text


def _write_parquet(sheet: Sheet, out: IO[bytes]) -> None:
    arrow, parquet = _needed("pyarrow"), _needed("pyarrow.parquet")
    try:
        columns = [arrow.array(list(column)) for column in _columns(sheet)]
    except (ValueError, TypeError) as error:
        raise BadTable(f"a column mixes kinds of cells ({error}); write CSV, or make them alike") from error
    parquet.write_table(arrow.table(columns, names=list(sheet.columns)), out)


def _write_xlsx(sheet: Sheet, out: IO[bytes]) -> None:
    book = _needed("openpyxl").Workbook(write_only=True)
    page = book.create_sheet()
    strange: type[Exception] = _needed("openpyxl.utils.exceptions").IllegalCharacterError
    try:
        for row in (sheet.columns, *sheet.rows):
            page.append(list(row))
    except (ValueError, strange) as error:  # control characters, and kinds of cells that a workbook does not have
        what = str(error)[:_SHOWN]  # which may have the whole cell in it
        raise BadTable(f"a cell cannot stand in a workbook ({what}); write CSV, or mend it") from error
    book.save(out)


def _columns(sheet: Sheet) -> Iterable[tuple[object, ...]]:
    return zip(*sheet.rows, strict=True) if sheet.rows else [()] * len(sheet.columns)


_WRITERS: dict[str, Callable[[Sheet, IO[bytes]], None]] = {
    "csv": _text("csv"),
    "tsv": _text("tsv"),
    "jsonl": _text("jsonl"),
    "parquet": _write_parquet,
    "xlsx": _write_xlsx,
}
FORMATS = tuple(_WRITERS)


def _needed(module: str) -> ModuleType:
    try:
        return import_module(module)
    except ImportError:
        raise BadTable(
            f"for this format {module.split('.')[0]} is needed; install it with: pip install 'gongkai[tables]'"
        ) from None
