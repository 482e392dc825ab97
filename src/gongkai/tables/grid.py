"""A table -> its rows of entries: cells with their words, and the places of these in the text."""

from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.model import Cell, Table
from gongkai.text import Span


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell and what it says, without blanks; `places` are the offsets of these characters."""

    cell: Cell
    words: str
    places: tuple[int, ...]

    def place(self, start: int, end: int) -> Span:
        """The stretch of the text that `words[start:end]` was read from; the cell's own where that is empty."""
        return Span(self.places[start], self.places[end - 1] + 1) if start < end else self.cell.span


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the grid, from the left: what begins in it, and what reaches into it from above."""

    index: int
    entries: tuple[Entry, ...]

    @property
    def own(self) -> list[Entry]:
        """What begins in this row."""
        return [entry for entry in self.entries if entry.cell.row == self.index]

    @property
    def labels(self) -> list[str]:
        return [entry.words for entry in self.entries if entry.words]


def rows_of(folded: str, table: Table) -> list[Row]:
    """All rows of a table in the folded text; a cell that spans several stands in each of them."""
    rows: dict[int, list[Entry]] = {}
    for cell in table.cells:
        entry = _entry(folded, cell)
        for row in range(cell.row, cell.row + max(1, cell.rowspan)):
            rows.setdefault(row, []).append(entry)
    return [Row(index, tuple(sorted(found, key=lambda one: one.cell.column))) for index, found in sorted(rows.items())]


def _entry(folded: str, cell: Cell) -> Entry:
    said = folded[cell.span.start : cell.span.end]
    kept = [(at, character) for at, character in enumerate(said, cell.span.start) if not character.isspace()]
    return Entry(cell, "".join(character for _, character in kept), tuple(at for at, _ in kept))


def stretch_of(entries: Iterable[Entry], otherwise: Span) -> Span:
    """From the first to the last word of the entries."""
    spans = [entry.cell.span for entry in entries if entry.words]
    if not spans:
        return otherwise
    return Span(min(span.start for span in spans), max(span.end for span in spans))
