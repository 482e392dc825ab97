"""A table -> its rows of labels and values; the words of a cell -> what stands there: number, blank, dash, remark."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.model import Cell, NoValue, Quantity, Status, Table
from gongkai.text import Span, fold
from gongkai.values import arabic, scaled
from gongkai.vocabulary.layouts import Heading

_NUMBER = re.compile(
    r"(?P<sign>[-－+增减])?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<scale>万|亿)?"
    r"(?P<unit>[^\d（）\s]{1,2})?(?P<remark>（.*）)?"
)
_STATUSES: dict[str, Status] = {
    "": "not-stated",
    "/": "slash",
    "\\": "slash",
    "无": "none",
    "-": "dash",
    "－": "dash",
    "—": "dash",
    "–": "dash",
    "——": "dash",
    "--": "dash",
}
_SCALES = {"万": 10_000, "亿": 100_000_000}
_MINUS = "-－减"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the grid: the cells that begin in it or reach into it, from the left."""

    index: int
    cells: tuple[Cell, ...]


def rows_of(table: Table) -> list[Row]:
    """All rows; a cell that spans several stands in each of them."""
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        for row in range(cell.row, cell.row + max(1, cell.rowspan)):
            rows.setdefault(row, []).append(cell)
    return [Row(row, tuple(sorted(cells, key=lambda cell: cell.column))) for row, cells in sorted(rows.items())]


def words_of(text: str, cell: Cell) -> str:
    """What a cell says, without blanks."""
    return "".join(fold(text[cell.span.start : cell.span.end]).split())


def is_value(words: str) -> bool:
    """Whether a cell may hold a figure: a number, nothing, or a sign for nothing."""
    return words in _STATUSES or _NUMBER.fullmatch(words) is not None


def is_number(words: str) -> bool:
    return _NUMBER.fullmatch(words) is not None


def quantity_of(words: str, heading: Heading) -> Quantity | NoValue | None:
    """The figure in its base unit, or why there is none; None where the words are neither."""
    status = _STATUSES.get(words)
    if status is not None:
        return NoValue(heading.unit, status)
    match = _NUMBER.fullmatch(words)
    if match is None:
        return None
    scale = _SCALES.get(match["scale"] or "", 1)
    if not match["unit"] and not match["scale"]:
        scale = heading.scale
    value = scaled(arabic(match["digits"]), scale)
    sign = Decimal(-1) if (match["sign"] or "+") in _MINUS else Decimal(1)
    return Quantity(sign * value, heading.unit, "")


def number_span(text: str, cell: Cell) -> Span:
    """The digits within a cell, the whole cell where there are none."""
    found = re.search(r"\d[\d,.\s]*", fold(text[cell.span.start : cell.span.end]))
    if not found:
        return cell.span
    start = cell.span.start + found.start()
    return Span(start, start + len(found.group().rstrip(" ,.")))


def line_span(table: Table, row: Row) -> Span:
    """The stretch of the text from the first to the last word of a row."""
    spans = [cell.span for cell in row.cells if cell.span.start < cell.span.end and cell.row == row.index]
    if not spans:
        return table.span
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def values_at_end(text: str, cells: Sequence[Cell], wanted: int) -> list[Cell]:
    """The last `wanted` of the value cells that a row ends with, or all where there are fewer.

    Converters that know no merged cells pad a row with blanks behind its values: 行政许可|9843||.
    """
    found: list[Cell] = []
    for cell in reversed(cells):
        if not is_value(words_of(text, cell)):
            break
        found.insert(0, cell)
    while len(found) > wanted and not words_of(text, found[-1]):
        found.pop()
    return found[-wanted:]
