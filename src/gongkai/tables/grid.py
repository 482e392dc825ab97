"""A table -> its rows of entries: cells with their words, what these may be, and their places in the text."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from gongkai.frozen import frozen
from gongkai.model import Cell, Table
from gongkai.tables.cells import is_number, is_sign
from gongkai.tables.labels import bare, wordings_of
from gongkai.text import Span
from gongkai.vocabulary.quantities import Quantities


@frozen
class Entry:
    """A cell and what it says, without blanks; `places` are the offsets of these characters.

    `said` is all of it as labels are compared, `wordings` what it may say as a label, the likeliest first; `number`
    whether it is one, `value` whether a figure may stand there: a number, nothing, or a sign for nothing.
    """

    cell: Cell
    words: str
    places: Sequence[int]
    said: str
    wordings: tuple[str, ...]
    number: bool
    value: bool

    def place(self, start: int, end: int) -> Span:
        """The stretch of the text that `words[start:end]` was read from; the cell's own where that is empty."""
        return Span(self.places[start], self.places[end - 1] + 1) if start < end else self.cell.span


@frozen
class Row:
    """One row of the grid, from the left: what begins in it, its `own`, and what reaches into it from above.

    `labels` are those that say more than a bare number; `wordings` are those of all entries, the last one's first;
    `stretch` is from the first to the last word of its own, of the table where it has none.
    """

    index: int
    entries: tuple[Entry, ...]
    own: tuple[Entry, ...]
    labels: tuple[Entry, ...]
    wordings: tuple[str, ...]
    stretch: Span


def rows_of(folded: str, table: Table, quantities: Quantities) -> list[Row]:
    """All rows of a table in the folded text; a cell that spans several stands in each of them."""
    rows: dict[int, list[Entry]] = {}
    for cell in table.cells:
        entry = _entry(folded, cell, quantities)
        for row in range(cell.row, cell.row + max(1, cell.rowspan)):
            rows.setdefault(row, []).append(entry)
    return [_row(index, found, table.span) for index, found in sorted(rows.items())]


def _row(index: int, entries: list[Entry], whole: Span) -> Row:
    entries.sort(key=lambda one: one.cell.column)
    own = tuple([entry for entry in entries if entry.cell.row == index])
    labels = tuple([entry for entry in entries if entry.words and not entry.words.isdecimal()])
    wordings = tuple([one for entry in reversed(entries) for one in entry.wordings])
    return Row(index, tuple(entries), own, labels, wordings, stretch_of(own, whole))


def _entry(folded: str, cell: Cell, quantities: Quantities) -> Entry:
    said = folded[cell.span.start : cell.span.end]
    words = "".join(said.split())
    places: Sequence[int] = range(cell.span.start, cell.span.end)
    if len(words) < len(said):
        places = tuple([at for at, character in enumerate(said, cell.span.start) if not character.isspace()])
    if words.isdecimal():
        return Entry(cell, words, places, words, (words,), number=True, value=True)
    return Entry(cell, words, places, *_may_be(words, quantities))


@lru_cache(4096)  # labels recur from table to table, and from report to report
def _may_be(words: str, quantities: Quantities) -> tuple[str, tuple[str, ...], bool, bool]:
    """The said, wordings, number and value of an entry."""
    number = is_number(words, quantities)
    wordings = tuple(bare(one) for one in reversed(wordings_of(words)))
    return bare(words), wordings, number, number or is_sign(words)


def stretch_of(entries: Iterable[Entry], otherwise: Span) -> Span:
    """From the first to the last word of the entries."""
    spans = [entry.cell.span for entry in entries if entry.words]
    if not spans:
        return otherwise
    return Span(min(span.start for span in spans), max(span.end for span in spans))
