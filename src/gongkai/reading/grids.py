"""Rows of cells with their spans -> their places in the grid; which rows are data, and which only arrange a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.reading.composing import Placed

# A cell longer than this holds prose; a table most of whose text is in such cells arranges a page.
_LONGEST_ENTRY = 100
# No table that people read has as many columns: a wider span is a slip, and spans beyond are not followed.
_WIDEST = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell as HTML states it; a rowspan of 0 reaches to the last row."""

    text: str
    rowspan: int
    colspan: int


def holds_data(rows: Sequence[Sequence[int]], nested: int) -> bool:
    """Whether a table is one, by the length of the text in each cell of its own and in all tables inside of it."""
    lengths = [length for row in rows for length in row]
    if sum(len(row) > 1 for row in rows) < 2 or 2 * nested > sum(lengths):
        return False
    return 2 * sum(length for length in lengths if length > _LONGEST_ENTRY) <= sum(lengths)


def placed(rows: Sequence[Sequence[Entry]]) -> Iterator[Placed]:
    """The cells where a browser draws them: each in the first column that no cell from above holds.

    Spans that reach below the last row end there.
    """
    held: dict[int, int] = {}  # column -> the first row that is free again
    for row, entries in enumerate(rows):
        column = 0
        for entry in entries:
            while held.get(column, 0) > row:
                column += 1
            below = len(rows) - row
            rowspan = min(entry.rowspan or below, below)
            colspan = min(max(entry.colspan, 1), _WIDEST)
            yield Placed(row, column, rowspan, colspan, entry.text)
            if rowspan > 1:
                held.update(dict.fromkeys(range(column, min(column + colspan, _WIDEST)), row + rowspan))
            column += colspan
